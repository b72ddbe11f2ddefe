import { type RetentionReport, RetentionSettings } from "../../domain/retention.ts";
import type { Store } from "../../engine/port.ts";
import { retryOnConflict } from "../../tenancy/optimistic.ts";
import type { Scope } from "../../tenancy/scope.ts";

/** Rules of retention, and what runs did: in the tenant's own store. */

const RULES_ID = "retention";
const RUN_PREFIX = "retention-run:";
const NO_RULES: RetentionSettings = { rules: [], schedule: "off" };

export async function readRetention(store: Pick<Store, "read">) {
	const [found] = await store.read("setting", { ids: [RULES_ID] });
	const settings = found == null ? NO_RULES : RetentionSettings.parse(JSON.parse(found.record));
	return { settings, version: found?.version ?? 0 };
}

/** Replaces the rules, whole. */
export function changeRetention(scope: Scope, settings: RetentionSettings): Promise<RetentionSettings> {
	return scope.record("settings.change", { about: "retention" }, () =>
		retryOnConflict(async () => {
			const { version: ifVersion } = await readRetention(scope.store);
			const record = JSON.stringify(settings);
			await scope.store.write([{ op: "put", collection: "setting", id: RULES_ID, record, ifVersion }]);
			return { value: settings, result: { outcome: "ok" } };
		}),
	);
}

/** Ids grow with time. */
export const runIdOf = (at: Date): string => at.toISOString().replace(/[-:.]/g, "");

export const putRun = <T extends RetentionReport>(run: T & { readonly id: string }) =>
	({ op: "put", collection: "setting", id: `${RUN_PREFIX}${run.id}`, record: JSON.stringify(run) }) as const;

/** The latest runs, newest first, as `parse` reads them. */
export async function readRuns<T>(
	store: Pick<Store, "list">,
	limit: number,
	parse: (value: unknown) => T,
): Promise<readonly T[]> {
	const page = await store.list("setting", { after: `${RUN_PREFIX}~`, limit, reverse: true });
	return page.filter(({ id }) => id.startsWith(RUN_PREFIX)).map(({ record }) => parse(JSON.parse(record)));
}
