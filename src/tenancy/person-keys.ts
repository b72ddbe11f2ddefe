import { randomBytes } from "node:crypto";
import * as z from "zod";
import type { Change, Store, StoredRecord } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { eachPage } from "./listing.ts";
import { KEY_BYTES } from "./master-key.ts";
import { retryOnConflict } from "./optimistic.ts";
import { open, seal } from "./sealed-bytes.ts";
import { deriveKey } from "./vault.ts";
import { withKeys } from "./with-keys.ts";

/**
 * The keys of people, in the tenant's store, each wrapped by a key of the tenant which does not lie there. Which that is, is written down in the
 * store as soon as it is not the first any more; a new key of a person is stored only while that is so. So none is wrapped by a key that is
 * about to be destroyed, whichever process stores it.
 */

export interface WrappingKey {
	/** Names it; tells nothing of it. */
	readonly id: string;
	/** From 1, rising with each rotation. */
	readonly version: number;
	readonly key: Buffer;
}

/** What keys of people are wrapped by: one, while it is rotated two, the one of before first. */
export interface WrappingKeys {
	/** As they were read last. */
	known(): Promise<readonly WrappingKey[]>;
	/** As they are registered now. */
	renewed(): Promise<readonly WrappingKey[]>;
}

/** A person's key, in the collection `person-key` under the candidate's id. */
const StoredKey = z.strictObject({ wrapped: z.string() });

export interface PersonKey {
	readonly id: string;
	readonly key: Buffer;
	/** 0: it is new. */
	readonly version: number;
}

export interface PersonKeys {
	readonly of: ReadonlyMap<string, PersonKey>;
	/** Stores them, wrapped by the key that is to be wrapped by now, if it is so still. */
	readonly changes: () => readonly Change[];
}

/** Ids that are nobody's begin so. */
export const NOBODYS = "\u0000";
const WRAPPING = `${NOBODYS}wrapping`;
/** The key that new ones are wrapped by. No such record: the first there was. */
const Wrapping = z.strictObject({ by: z.string(), version: z.int().positive() });

/**
 * The keys of people, new ones for those who have none; overwritten when `work` has ended.
 * @throws TributaryError `wrong-key` nothing registered opens one of them
 */
export async function withPersonKeys<T>(
	store: Store,
	wrapping: WrappingKeys,
	ids: readonly string[],
	work: (keys: PersonKeys) => Promise<T>,
): Promise<T> {
	if (ids.length === 0) return work({ of: new Map(), changes: () => [] });
	// Another process may have had the tenant's key changed since ours was read.
	const opened =
		(await openAll(store, await wrapping.known(), ids)) ?? (await openAll(store, await wrapping.renewed(), ids));
	if (opened === null)
		throw new TributaryError("wrong-key", { detail: "No key of the tenant opens its people's keys." });
	const { people, by, fence } = opened;
	return withKeys([by, ...people.map(({ key }) => key)], () =>
		work({
			of: new Map(people.map((person) => [person.id, person])),
			changes: () => (people.length === 0 ? [] : [...people.map((person) => putKey(person, by)), fence]),
		}),
	);
}

/** A key for as long as `work` takes. */
export const withWrappingKey = <T>(wrapping: WrappingKey, work: (wrapping: WrappingKey) => Promise<T>): Promise<T> =>
	withKeys([wrapping.key], () => work(wrapping));

const wrapperOf = ({ key }: WrappingKey): Buffer => deriveKey(key, "person-keys");

/** null: the keys that are known are not those of today. */
async function openAll(store: Store, known: readonly WrappingKey[], ids: readonly string[]) {
	const found = await store.read("person-key", { ids: [...ids, WRAPPING] });
	const marked = found[ids.length] ?? null;
	const current = known.find(({ id }) => id === (marked === null ? known[0]?.id : markOf(marked).by));
	if (current === undefined) return null;
	return withKeys(known.map(wrapperOf), async (wrappers) => {
		const people: PersonKey[] = [];
		for (const [place, id] of ids.entries()) {
			const record = found[place];
			const key = record == null ? randomBytes(KEY_BYTES) : openByAny(record, wrappers);
			if (key === null) {
				for (const person of people) person.key.fill(0);
				return null;
			}
			people.push({ id, key, version: record?.version ?? 0 });
		}
		const fence = { op: "check", collection: "person-key", id: WRAPPING, ifVersion: marked?.version ?? 0 } as const;
		return { people, by: wrapperOf(current), fence };
	});
}

const markOf = ({ record }: StoredRecord) => Wrapping.parse(JSON.parse(record));
const putMark = ({ id, version }: WrappingKey) => {
	const record = JSON.stringify({ by: id, version } satisfies z.output<typeof Wrapping>);
	return { op: "put", collection: "person-key", id: WRAPPING, record } as const;
};

/** Each is authenticated: what does not open by a key is not under it. */
function openByAny({ id, record }: StoredRecord, wrappers: readonly Buffer[]): Buffer | null {
	const wrapped = Buffer.from(StoredKey.parse(JSON.parse(record)).wrapped, "base64url");
	for (const wrapper of wrappers) {
		try {
			return open(wrapper, wrapped, id);
		} catch {}
	}
	return null;
}

const putKey = ({ id, key, version }: PersonKey, by: Buffer): Change => ({
	op: "put",
	collection: "person-key",
	id,
	record: JSON.stringify({ wrapped: seal(by, key, id).toString("base64url") }),
	ifVersion: version,
});

const PAGE = 200;

/**
 * Has the key of every person wrapped by `to`. Whoever stores one meanwhile wraps it by that too. May be stopped and repeated.
 * @param from what they may be wrapped by, beside `to`
 * @throws TributaryError `wrong-key` none of them opens one, and nothing of that is changed · `tenant-moving` somebody has gone on to a later key
 */
export async function rewrapPersonKeys(store: Store, from: readonly WrappingKey[], to: WrappingKey): Promise<void> {
	await retryOnConflict(() => mark(store, to));
	await withKeys([wrapperOf(to), ...from.map(wrapperOf)], async ([by, ...others]) => {
		for await (const page of eachPage(store, "person-key", { size: PAGE })) {
			const ids = page.map(({ id }) => id).filter((id) => !id.startsWith(NOBODYS));
			await retryOnConflict(() => rewrapPage(store, ids, by as Buffer, others));
		}
	});
}

/** The same of a store that nobody works on, whatever key it comes with. @throws as {@link rewrapPersonKeys} */
export async function adoptPersonKeys(store: Store, from: readonly WrappingKey[], to: WrappingKey): Promise<void> {
	await store.write([putMark(to)]);
	await rewrapPersonKeys(store, from, to);
}

/** The version of the key that new ones are wrapped by, as the store says it. */
export async function wrappedBy(store: Store): Promise<number> {
	const [found] = await store.read("person-key", { ids: [WRAPPING] });
	return found == null ? 1 : markOf(found).version;
}

async function mark(store: Store, to: WrappingKey): Promise<void> {
	const [found] = await store.read("person-key", { ids: [WRAPPING] });
	const marked = found == null ? null : markOf(found);
	if (marked?.by === to.id) return;
	if (marked !== null && marked.version >= to.version)
		throw new TributaryError("tenant-moving", { detail: "Its keys were changed meanwhile." });
	await store.write([{ ...putMark(to), ifVersion: found?.version ?? 0 }]);
}

async function rewrapPage(store: Store, ids: readonly string[], by: Buffer, others: readonly Buffer[]): Promise<void> {
	const changes: Change[] = [];
	for (const record of ids.length === 0 ? [] : await store.read("person-key", { ids })) {
		if (record === null || openByAny(record, [by]) !== null) continue;
		const key = openByAny(record, others);
		const detail = "The key of a person was wrapped by none of the tenant's keys.";
		if (key === null) throw new TributaryError("wrong-key", { detail });
		changes.push(putKey({ id: record.id, key, version: record.version }, by));
		key.fill(0);
	}
	if (changes.length > 0) await store.write(changes);
}
