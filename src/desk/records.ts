import type { Change, Store, StoredRecord } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { listKeys } from "../ingest/people-lists.ts";
import { type Part, recordsBelow } from "../tenancy/listing.ts";
import { retryOnConflict } from "../tenancy/optimistic.ts";

/**
 * Records of the collection `desk`. No id of a person, an owner or anything else has a slash, so that ids are paths:
 *
 * - `hidden/OWNER`, `mark/OWNER/PERSON`, `tags/PERSON` (of profiles; a candidate's are in the candidate)
 * - `saved/OWNER/ID`, `seen/OWNER/ID`, `due/TIME/OWNER/ID`
 * - `project/own/OWNER/ID` or `project/shared/ID`, `member/UID/PERSON`
 * - `former/COLLECTION/ID/VERSION`: what was overwritten under a legal hold
 * - `exported/CALLER`; `people-lists`, that lists of people have keys
 */
export const pathOf = (...parts: readonly string[]): string => parts.join("/");

export interface Kept<T> {
	readonly value: T;
	/** 0: it is not there yet. */
	readonly version: number;
}

/** @param absent what stands for a record that is not there */
export async function readKept<T, A>(
	store: Pick<Store, "read">,
	id: string,
	parse: (value: unknown) => T,
	absent: A,
): Promise<Kept<T | A>> {
	const [found] = await store.read("desk", { ids: [id] });
	return found == null
		? { value: absent, version: 0 }
		: { value: parse(JSON.parse(found.record)), version: found.version };
}

/** @param keys absent: those of a list of people, and none of anything else */
export const putKept = (
	id: string,
	value: object,
	ifVersion?: number,
	keys: readonly string[] = listKeys(id, value),
): Change => ({
	op: "put",
	collection: "desk",
	id,
	record: JSON.stringify(value),
	...(keys.length === 0 ? {} : { keys }),
	...(ifVersion === undefined ? {} : { ifVersion }),
});

export const dropKept = (id: string, ifVersion?: number): Change => ({
	op: "delete",
	collection: "desk",
	id,
	...(ifVersion === undefined ? {} : { ifVersion }),
});

/** Changes one record, anew as long as somebody else was faster. `change` gives null to leave it. */
export function changeKept<T, A>(
	store: Store,
	id: string,
	{ parse, absent }: { readonly parse: (value: unknown) => T; readonly absent: A },
	change: (before: T | A) => T & object,
): Promise<T> {
	return retryOnConflict(async () => {
		const before = await readKept(store, id, parse, absent);
		const after = change(before.value);
		await store.write([putKept(id, after, before.version)]);
		return after;
	});
}

/** Records below a path, by id; all of them, or at most `limit` after the id `after`. */
export const readBelow = (store: Pick<Store, "list">, path: string, part?: Part): Promise<StoredRecord[]> =>
	recordsBelow(store, "desk", `${path}/`, part);

export const limitReached = (detail: string) => new TributaryError("limit-reached", { detail });
