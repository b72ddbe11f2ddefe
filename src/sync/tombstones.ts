import type { Change, Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { idOf, type RecordRef } from "./kinds.ts";
import { type AtsRecord, dropStored, goneOn, parseStored, putStored, type Stored } from "./stored.ts";

/**
 * Order of arrival is not order of events: a record is never replaced by an older one, and what was deleted is remembered for a while,
 * so that an update that was overtaken by the deletion does not bring it back.
 */

/** How long a deletion is remembered. Retries come within minutes; who then sends everything anew is not to be refused. Milliseconds. */
export const REMEMBERED = 600_000;

const DAY = 86_400_000;

/** The stored record if it counts now: not a deletion that is long past. */
export function living(stored: Stored | null, now: Date): Stored | null {
	if (stored === null || stored.record.entity !== null) return stored;
	return now.getTime() - Date.parse(stored.record.receivedAt) < REMEMBERED ? stored : null;
}

/** When a record was last changed in the ATS, and when it was made there; milliseconds since 1970, null where it does not say. */
export interface Times {
	readonly modifiedAt: number | null;
	readonly createdAt: number | null;
}

/** Whether what arrives is older than what is known. */
export function staleness(stored: Stored | null, { modifiedAt, createdAt }: Times): TributaryError | null {
	if (stored === null) return null;
	const { entity, asOf } = stored.record;
	// A corrected time of creation makes no record older. Of one without a time its arrival is all that is known: the last one wins.
	if (entity !== null) return modifiedAt !== null && modifiedAt < asOf ? older(asOf) : null;
	const at = modifiedAt ?? createdAt;
	return at !== null && at <= asOf ? deleted(asOf) : null;
}

const deleted = (asOf: number) =>
	new TributaryError("stale-record", {
		detail: `It was deleted, as of ${new Date(asOf).toISOString()}; a later change brings it back at once, any after ten minutes.`,
	});
const older = (asOf: number) =>
	new TributaryError("stale-record", { detail: `What is stored was changed at ${new Date(asOf).toISOString()}.` });

/**
 * What is left of a deleted record.
 * @param stored null: it never came; then its coming may have been overtaken
 */
export function tombstone(
	ref: RecordRef,
	stored: Stored | null,
	now: Date,
): { readonly record: AtsRecord; readonly change: Change } {
	const known = stored !== null && stored.record.asOf > 0 ? stored.record.asOf : now.getTime();
	const record: AtsRecord = {
		kind: ref.kind,
		path: [...ref.path],
		entity: null,
		receivedAt: now.toISOString(),
		asOf: known,
	};
	return { record, change: putStored(record, stored?.version ?? 0) };
}

/** Deletions in one write that are forgotten. */
const MOST_FORGOTTEN = 200;

/** Removes deletions of the days before yesterday, a few at a time. @param except ids that the same write is about */
export async function forgetful(store: Pick<Store, "read">, now: Date, except: ReadonlySet<string>): Promise<Change[]> {
	const days = [2, 3, 4, 5, 6, 7, 8].map((ago) => goneOn(new Date(now.getTime() - ago * DAY).toISOString()));
	const found = await store.read("ats", { keys: days, atMost: MOST_FORGOTTEN });
	return found
		.map(parseStored)
		.filter(({ record }) => record.entity === null && !except.has(idOf(record)))
		.slice(0, MOST_FORGOTTEN)
		.map(dropStored);
}
