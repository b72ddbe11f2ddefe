import * as z from "zod";
import { EventType } from "../domain/event.ts";
import type { Change, Store } from "../engine/port.ts";
import { retryOnConflict } from "../tenancy/optimistic.ts";
import { newWebhookSecret } from "./signatures.ts";

/** Where a tenant wants its events, as it is stored: all subscriptions in one record, so that their number has a firm limit. */

/** Beginning with a letter, so that it can stand in the audit log. `dead-letters` is a place of the API. */
export const WebhookId = z
	.string()
	.regex(/^[A-Za-z][A-Za-z0-9_-]{0,59}$/, "Use 1 to 60 characters A-Z a-z 0-9 _ - beginning with a letter.")
	.refine((id) => id !== "dead-letters", "This id is taken.");

const Secret = z.strictObject({
	secret: z.string(),
	createdAt: z.iso.datetime(),
	/** Signs until then; absent: for good. */
	endsAt: z.iso.datetime().optional(),
});

export const Subscription = z.strictObject({
	id: WebhookId,
	url: z.string(),
	events: z.array(EventType).min(1),
	active: z.boolean(),
	/** When the receiver said that it is gone (410), which switched it off. */
	goneAt: z.iso.datetime().optional(),
	/** The newest first. */
	secrets: z.array(Secret).min(1),
	createdAt: z.iso.datetime(),
	updatedAt: z.iso.datetime(),
});
export type Subscription = z.output<typeof Subscription>;

export const MAX_SUBSCRIPTIONS = 20;

/** Record in the collection `setting`. */
export const SUBSCRIPTIONS_ID = "webhooks";
const Stored = z.strictObject({ subscriptions: z.array(Subscription).max(MAX_SUBSCRIPTIONS) });

export async function readSubscriptions(store: Store): Promise<readonly Subscription[]> {
	return (await readStored(store)).subscriptions;
}

async function readStored(store: Store) {
	const [found] = await store.read("setting", { ids: [SUBSCRIPTIONS_ID] });
	if (found == null) return { subscriptions: [], version: 0 };
	return { ...Stored.parse(JSON.parse(found.record)), version: found.version };
}

/** What is to be stored, what to store with it, and what to tell the caller. */
export interface Changed<T> {
	readonly subscriptions: readonly Subscription[];
	readonly value: T;
	readonly also?: readonly Change[];
}

/**
 * Changes the subscriptions, anew as long as somebody else was faster.
 * @throws what `change` throws; then nothing is stored
 */
export function changeSubscriptions<T>(
	store: Store,
	change: (before: readonly Subscription[]) => Changed<T>,
): Promise<{ readonly value: T; readonly version: number }> {
	return retryOnConflict(async () => {
		const before = await readStored(store);
		const { subscriptions, value, also = [] } = change(before.subscriptions);
		const record = JSON.stringify({ subscriptions } satisfies { subscriptions: readonly Subscription[] });
		const put = { op: "put", collection: "setting", id: SUBSCRIPTIONS_ID, record, ifVersion: before.version } as const;
		const [version = 0] = await store.write([put, ...also]);
		return { value, version };
	});
}

/** The secrets that sign at a time, the newest first. */
export const secretsAt = ({ secrets }: Subscription, at: Date): readonly string[] =>
	secrets.filter(({ endsAt }) => endsAt === undefined || new Date(endsAt) > at).map(({ secret }) => secret);

/** A stored record of subscriptions as it may leave: without secrets. */
export function withoutSecrets(record: string): object {
	const { subscriptions } = Stored.parse(JSON.parse(record));
	return { subscriptions: subscriptions.map(({ secrets: _, ...rest }) => rest) };
}

/** The same when it comes back: switched off, with secrets that the receivers do not know yet. */
export function withNewSecrets(record: unknown, now: Date): string {
	const Known = z.strictObject({ subscriptions: z.array(Subscription.omit({ secrets: true })).max(MAX_SUBSCRIPTIONS) });
	const secrets = [{ secret: newWebhookSecret(), createdAt: now.toISOString() }];
	const subscriptions = Known.parse(record).subscriptions.map((one) => ({ ...one, active: false, secrets }));
	return JSON.stringify({ subscriptions });
}
