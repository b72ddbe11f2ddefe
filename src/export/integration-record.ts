import * as z from "zod";
import { ConfigurationKey, IntegrationType, OnboardingStatus } from "../domain/integration.ts";
import type { Change, Store } from "../engine/port.ts";
import { retryOnConflict } from "../tenancy/optimistic.ts";

/** A tenant's integrations and their configurations, as they are stored: one record, so that one write changes what belongs together. */

const Configuration = z.strictObject({
	value: z.string(),
	/** Id of the application that set it: a callback's pushes are signed with its secret. */
	application: z.string(),
	updatedAt: z.iso.datetime(),
});

const Known = z.strictObject({
	name: z.string().nullable().default(null),
	/** What the admin decided; null: nothing yet. */
	enabled: z.boolean().nullable().default(null),
	updatedAt: z.iso.datetime(),
});

const Notice = z.strictObject({
	requestId: z.string(),
	type: IntegrationType,
	status: OnboardingStatus,
	at: z.iso.datetime(),
});

export const IntegrationRecord = z.strictObject({
	integrations: z.partialRecord(IntegrationType, Known).default({}),
	configurations: z.partialRecord(ConfigurationKey, Configuration).default({}),
	/** The latest changes that an ATS was told of, the newest first: it asks for them by their ids. */
	notices: z.array(Notice).default([]),
});
export type IntegrationRecord = z.output<typeof IntegrationRecord>;

export const INTEGRATIONS_ID = "integrations";
export const MOST_NOTICES = 200;

export async function readIntegrationRecord(
	store: Pick<Store, "read">,
): Promise<{ readonly record: IntegrationRecord; readonly version: number }> {
	const [found] = await store.read("setting", { ids: [INTEGRATIONS_ID] });
	return {
		record: IntegrationRecord.parse(found == null ? {} : JSON.parse(found.record)),
		version: found?.version ?? 0,
	};
}

/** Changes the record, with whatever else belongs into the same write, anew as long as somebody else was faster. */
export function changeIntegrationRecord(
	store: Store,
	change: (before: IntegrationRecord) => { readonly record: IntegrationRecord; readonly also?: readonly Change[] },
): Promise<number> {
	return retryOnConflict(async () => {
		const before = await readIntegrationRecord(store);
		const { record, also = [] } = change(before.record);
		const json = JSON.stringify(IntegrationRecord.parse(record));
		const put = {
			op: "put",
			collection: "setting",
			id: INTEGRATIONS_ID,
			record: json,
			ifVersion: before.version,
		} as const;
		const [version = 0] = await store.write([put, ...also]);
		return version;
	});
}

/** A stored record in another deployment: where pushes go was reserved for an application that is not there. */
export function withoutCallback(record: unknown): string {
	const { configurations, ...rest } = IntegrationRecord.parse(record);
	const { CALLBACK_URL: _, ...left } = configurations;
	return JSON.stringify({ ...rest, configurations: left });
}
