import { isDeepStrictEqual } from "node:util";
import type * as z from "zod";
import { emailKey } from "../analysis/contact-keys.ts";
import { Message, ProspectNote, Stub } from "../domain/activity.ts";
import type { Change, Store, StoredRecord } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { formerVersion } from "../ingest/former-versions.ts";
import { goneOf } from "../tenancy/gone.ts";
import { demandNoHold } from "../tenancy/legal-hold.ts";
import { eachRecord } from "../tenancy/listing.ts";
import { retryOnConflict } from "../tenancy/optimistic.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { Identity } from "./identities.ts";
import { isSeat } from "./seats.ts";

/**
 * What recruiters did, in the order of time. Each entry lies under its own id, and its id lies once in the order of time of all
 * entries of its kind, and once in that of its seat: a window of time is a range of ids, however much there is besides.
 */

/** Each kind with what is written of it. */
export const ENTRIES = { message: Message, stub: Stub, "prospect-note": ProspectNote } as const;
export type EntryKind = keyof typeof ENTRIES;
export type EntryOf<K extends EntryKind> = z.output<(typeof ENTRIES)[K]>;

export interface Kept<K extends EntryKind = EntryKind> {
	readonly id: string;
	readonly entry: EntryOf<K>;
}

/** Milliseconds since 1970 in the width of the last day of the calendar, so that byte order is the order of time. */
const padded = (at: number): string => String(at).padStart(16, "0");

const idOf = (kind: EntryKind, id: string): string => `${kind}/id/${id}`;
const everybodys = (kind: EntryKind): string => `${kind}/all/`;
const ofSeat = (kind: EntryKind, seat: string): string => `${kind}/of/${seat}/`;

/** The time that an entry is asked for by: of a note its latest change, so that the ATS hears of changes too. */
const timeOf = (entry: EntryOf<EntryKind>): number =>
	Date.parse("changedAt" in entry && entry.changedAt !== undefined ? entry.changedAt : entry.at);

/** Ids of the two places of an entry in the order of time. */
function placesOf(kind: EntryKind, id: string, entry: EntryOf<EntryKind>): readonly string[] {
	const end = `${padded(timeOf(entry))}/${id}`;
	return [everybodys(kind) + end, ofSeat(kind, entry.seat) + end];
}

/** Keys by which everything about one person is found. */
const keysOf = ({ profileId, candidateId }: EntryOf<EntryKind>): string[] => [
	...(profileId === undefined ? [] : [KEY_OF.profileId(profileId)]),
	...(candidateId === undefined ? [] : [KEY_OF.candidateId(candidateId)]),
];

const KEY_OF = {
	profileId: (id: string) => `profile:${id}`,
	candidateId: (id: string) => `candidate:${id}`,
} as const;

const keysOfPerson = ({ candidateIds, profileIds }: Identity): string[] => [
	...candidateIds.map(KEY_OF.candidateId),
	...profileIds.map(KEY_OF.profileId),
];

/**
 * What was written to a person or of him, under all his ids. An entry that names another candidate is that one's as long as he is there, whatever
 * profile it names as well.
 */
export async function entriesOf(store: Pick<Store, "read">, person: Identity): Promise<readonly StoredRecord[]> {
	const found = await store.read("activity", { keys: keysOfPerson(person) });
	const candidateOf = ({ record }: StoredRecord) => (JSON.parse(record) as { candidateId?: string }).candidateId;
	const own = new Set<string | undefined>([undefined, ...person.candidateIds]);
	const others = found.map(candidateOf).filter((id) => !own.has(id));
	const gone = await goneOf(
		store,
		others.map((id) => `c:${id}`),
	);
	return found.filter((entry) => own.has(candidateOf(entry)) || gone.has(`c:${candidateOf(entry)}`));
}

const parse = <K extends EntryKind>(kind: K, record: string): EntryOf<K> =>
	ENTRIES[kind].parse(JSON.parse(record)) as EntryOf<K>;

/** The same of many people at once, by what the identities are given by; what names two of them is told of both. */
export async function entriesByPerson(
	store: Pick<Store, "read">,
	identities: ReadonlyMap<string, Identity>,
): Promise<ReadonlyMap<string, readonly StoredRecord[]>> {
	const whose = [...identities].flatMap(([id, person]) => keysOfPerson(person).map((key) => [key, id] as const));
	const owners = Map.groupBy(whose, ([key]) => key);
	const found = new Map<string, Set<StoredRecord>>([...identities.keys()].map((id) => [id, new Set()]));
	for (const entry of await store.read("activity", { keys: [...owners.keys()] }))
		for (const key of keysOf(JSON.parse(entry.record) as EntryOf<EntryKind>))
			for (const [, id] of owners.get(key) ?? []) found.get(id)?.add(entry);
	return new Map([...found].map(([id, entries]) => [id, [...entries]]));
}

/** Stubs with this address, as {@link emailKey} gives it. All are looked at: nobody asks for an address often. */
export async function stubsWith(store: Pick<Store, "list">, address: string): Promise<readonly Stub[]> {
	const found: Stub[] = [];
	for await (const { record } of eachRecord(store, "activity", { prefix: idOf("stub", "") })) {
		const stub = parse("stub", record);
		if (stub.email !== undefined && emailKey(stub.email) === address) found.push(stub);
	}
	return found;
}

/** Writes an entry, whole. @throws TributaryError `invalid-field` for a seat that is not there */
export function writeEntry<K extends EntryKind>(
	scope: Scope,
	kind: K,
	id: string,
	entry: EntryOf<K>,
): Promise<Kept<K>> {
	return scope.record("activity.write", { about: kind, seatId: entry.seat }, () =>
		retryOnConflict(async () => {
			if (!(await isSeat(scope.store, entry.seat)))
				throw new TributaryError("invalid-field", { errors: [{ pointer: "/seat", detail: "There is no such seat." }] });
			const [found] = await scope.store.read("activity", { ids: [idOf(kind, id)] });
			const was = found == null ? null : parse(kind, found.record);
			const before = was === null ? [] : placesOf(kind, id, was);
			const [version = 0] = await scope.store.write([
				{
					op: "put",
					collection: "activity",
					id: idOf(kind, id),
					record: JSON.stringify(entry),
					keys: keysOf(entry),
					ifVersion: found?.version ?? 0,
				},
				...before.map(drop),
				...placesOf(kind, id, entry).map(place),
				...(found == null || was === null ? [] : formerEntry(scope, found, was, entry)),
			]);
			return { value: { id, entry }, result: { outcome: "ok", version } };
		}),
	);
}

/** Of an entry that is written again as it was there is nothing to keep. */
function formerEntry(scope: Scope, found: StoredRecord, was: EntryOf<EntryKind>, is: EntryOf<EntryKind>): Change[] {
	if (isDeepStrictEqual(was, is)) return [];
	const { candidateId, profileId } = was;
	const about = [
		...(candidateId === undefined ? [] : [{ candidateId }]),
		...(profileId === undefined ? [] : [{ profileId }]),
	];
	return formerVersion(scope, "activity", found, about);
}

const drop = (id: string): Change => ({ op: "delete", collection: "activity", id });
const place = (id: string): Change => ({ op: "put", collection: "activity", id, record: "{}" });

/** Removes an entry. The ATS is not told: of a note that it may have, write one that is not active. @throws TributaryError `not-found` · `legal-hold` */
export function removeEntry(scope: Scope, kind: EntryKind, id: string): Promise<void> {
	return scope.record("activity.write", { about: kind }, () =>
		retryOnConflict(async () => {
			demandNoHold(scope.tenant);
			const [found] = await scope.store.read("activity", { ids: [idOf(kind, id)] });
			if (found == null) throw new TributaryError("not-found");
			await scope.store.write([
				{ op: "delete", collection: "activity", id: found.id, ifVersion: found.version },
				...placesOf(kind, id, parse(kind, found.record)).map(drop),
			]);
			return { value: undefined, result: { outcome: "ok" } };
		}),
	);
}

export interface Window {
	/** Only of these; null: of everybody. */
	readonly seats: readonly string[] | null;
	/** Milliseconds since 1970: the first that counts, and the first that does not any more. */
	readonly from: number;
	readonly before: number;
	readonly start: number;
	readonly count: number;
}

/** Entries of a window, the earliest first. */
export function readEntries<K extends EntryKind>(scope: Scope, kind: K, window: Window): Promise<readonly Kept<K>[]> {
	return scope.record("activity.read", { about: kind }, async () => {
		const { seats, start, count } = window;
		const prefixes = seats === null ? [everybodys(kind)] : [...new Set(seats)].map((seat) => ofSeat(kind, seat));
		const lists = await Promise.all(
			prefixes.map((prefix) => endsIn(scope.store, prefix, window, count === 0 ? 0 : start + count)),
		);
		// An end begins with its time: the order of ends is that of time, across seats too.
		const ends = lists
			.flat()
			.sort()
			.slice(start, start + count);
		const ids = ends.map((end) => end.slice(end.indexOf("/") + 1));
		const found = await scope.store.read("activity", { ids: ids.map((id) => idOf(kind, id)) });
		const value = found.flatMap((stored, index) =>
			stored === null ? [] : [{ id: ids[index] ?? "", entry: parse(kind, stored.record) }],
		);
		return { value, result: { outcome: "ok", count: value.length } };
	});
}

const PAGE = 1000;

/** The first `most` ids below a prefix in a window of time, without the prefix. */
async function endsIn(
	store: Pick<Store, "list">,
	prefix: string,
	{ from, before }: Window,
	most: number,
): Promise<string[]> {
	const ends: string[] = [];
	const end = prefix + padded(before);
	for (let after = prefix + padded(from); ends.length < most; ) {
		const limit = Math.min(PAGE, most - ends.length);
		const page = await store.list("activity", { after, limit });
		const own = page.filter(({ id }) => id.startsWith(prefix) && id < end);
		ends.push(...own.map(({ id }) => id.slice(prefix.length)));
		if (own.length < limit) break;
		after = own.at(-1)?.id ?? after;
	}
	return ends;
}

/**
 * What becomes of entries when people are gone, as a part of something larger: those about nobody else go too, the others forget the
 * link.
 */
export async function changesThatForget(
	store: Pick<Store, "read">,
	link: "candidateId" | "profileId",
	ids: readonly string[],
): Promise<readonly Change[]> {
	if (ids.length === 0) return [];
	const found = await store.read("activity", { keys: ids.map(KEY_OF[link]) });
	return found.flatMap(({ id, version, record }): Change[] => {
		const [kind, , own = ""] = id.split("/") as [EntryKind, string, string];
		const { [link]: _, ...rest } = parse(kind, record);
		const left = rest as EntryOf<EntryKind>;
		const key = { collection: "activity", id, ifVersion: version } as const;
		if (keysOf(left).length > 0) return [{ ...key, op: "put", record: JSON.stringify(left), keys: keysOf(left) }];
		return [{ ...key, op: "delete" }, ...placesOf(kind, own, left).map(drop)];
	});
}

/** The same for somebody who is erased: all entries that are his go. */
export async function changesThatErase(store: Pick<Store, "read">, person: Identity): Promise<readonly Change[]> {
	const found = await entriesOf(store, person);
	return found.flatMap(({ id, version, record }): Change[] => {
		const [kind, , own = ""] = id.split("/") as [EntryKind, string, string];
		const entry = parse(kind, record);
		return [{ op: "delete", collection: "activity", id, ifVersion: version }, ...placesOf(kind, own, entry).map(drop)];
	});
}
