import { randomBytes } from "node:crypto";
import * as z from "zod";
import type { Change, Store, StoredRecord } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { eachRecord } from "./listing.ts";
import { KEY_BYTES } from "./master-key.ts";
import { retryOnConflict } from "./optimistic.ts";
import { NOBODYS, type PersonKey, type WrappingKeys, withPersonKeys } from "./person-keys.ts";
import { open, seal } from "./sealed-bytes.ts";

/**
 * Files as they were received lie encrypted under a key of their own, which is wrapped for each person whose file it is by that person's key; and
 * that by a key of the tenant which does not lie in this store. When the last file of a person goes with him, so does his key, in the same
 * write. Whoever reads and writes through here notices nothing of it.
 */
export function sealOriginals(store: Store, wrapping: WrappingKeys): Store {
	const sealed: Sealed = { store, wrapping };
	const read = async (collection: Parameters<Store["read"]>[0], by: Parameters<Store["read"]>[1]) => {
		const found = "ids" in by ? await store.read(collection, by) : await store.read(collection, by);
		return collection === "original" ? opened(sealed, found) : found;
	};
	return Object.freeze<Store>({
		...bound(store),
		read: read as Store["read"],
		write: (changes) => (changes.some(concerns) ? write(sealed, changes) : store.write(changes)),
	});
}

const bound = (store: Store): Pick<Store, "list" | "retrieve" | "suggest"> => ({
	list: (collection, page) => store.list(collection, page),
	retrieve: (plan, listed) => store.retrieve(plan, listed),
	suggest: (text, limit, among, audience) => store.suggest(text, limit, among, audience),
});

interface Sealed {
	readonly store: Store;
	readonly wrapping: WrappingKeys;
}

const concerns = ({ op, collection }: Change): boolean =>
	(op === "put" && collection === "original") || (op === "delete" && collection === "person");

const HOLDER = "candidate:";
const holdersOf = (keys: readonly string[] | undefined): readonly string[] =>
	(keys ?? []).filter((key) => key.startsWith(HOLDER)).map((key) => key.slice(HOLDER.length));

/**
 * The person's key is written again with each of his files, and destroyed only at the version that was read: neither can a key go while a
 * file of his comes, nor a file come for a key that has gone.
 */
async function write(sealed: Sealed, changes: readonly Change[]): Promise<readonly number[]> {
	return retryOnConflict(async () => {
		const people = new Set(changes.flatMap((change) => (isFile(change) ? holdersOf(change.keys) : [])));
		const [own, kept] = await withPersonKeys(sealed.store, sealed.wrapping, [...people], async (keys) => [
			changes.map((change) => (isFile(change) ? sealFile(change, keys.of) : change)),
			keys.changes(),
		]);
		const gone = await destroyed(sealed, changes, people);
		try {
			return (await sealed.store.write([...own, ...kept, ...gone])).slice(0, changes.length);
		} catch (error) {
			throw isTheirs(error, changes.length) ? new CallerConflict(error) : error;
		}
	}).catch((error: unknown) => {
		throw error instanceof CallerConflict ? error.conflict : error;
	});
}

/** A conflict about what the caller asked for: it is his to try again. */
class CallerConflict extends Error {
	readonly conflict: unknown;
	constructor(conflict: unknown) {
		super("conflict");
		this.conflict = conflict;
	}
}

/** The pointer names the first change that did not hold; those of keys come after the caller's. */
function isTheirs(error: unknown, count: number): boolean {
	if (!(error instanceof TributaryError) || error.code !== "conflict") return false;
	const place = Number(error.errors[0]?.pointer.slice(1) ?? 0);
	return place < count;
}

type FilePut = Extract<Change, { op: "put" }> & { readonly blob: Uint8Array };
const isFile = (change: Change): change is FilePut =>
	change.op === "put" && change.collection === "original" && change.blob !== undefined;

/** The keys of people who go and whose file nothing is afterwards; one who is merged into another leaves files that are his still. */
async function destroyed({ store }: Sealed, changes: readonly Change[], kept: ReadonlySet<string>): Promise<Change[]> {
	const last = new Map(changes.map((change) => [`${change.collection} ${change.id}`, change]));
	const going = [...last.values()].filter(
		({ op, collection, id }) => op === "delete" && collection === "person" && !kept.has(id),
	);
	const ids = going.map(({ id }) => id);
	if (ids.length === 0) return [];
	const keys = (await store.read("person-key", { ids })).filter((key) => key !== null);
	const changed = (id: string) => last.get(`original ${id}`);
	const gone = await Promise.all(
		keys.map(async ({ id, version }): Promise<Change[]> => {
			const files = await store.read("original", { keys: [`${HOLDER}${id}`] });
			const left = files.filter((file) => changed(file.id)?.op === undefined || changed(file.id)?.op === "check");
			return left.length > 0 ? [] : [{ op: "delete", collection: "person-key", id, ifVersion: version }];
		}),
	);
	return gone.flat();
}

/** Tells a sealed file from one that was stored before files were sealed. */
const MARK = Buffer.from("\u0000tributary sealed original 1\n", "latin1");
const LENGTH_BYTES = 4;

/** The file's key for each holder, by candidate id, base64url. */
const Holders = z.record(z.string(), z.string());

export const isSealed = (blob: Uint8Array): boolean => Buffer.from(blob.subarray(0, MARK.length)).equals(MARK);

function sealFile(change: FilePut, keys: ReadonlyMap<string, PersonKey>): Change {
	const holders = holdersOf(change.keys);
	// Nobody's file: there is no person whose key could be destroyed.
	if (holders.length === 0) return change;
	const fileKey = randomBytes(KEY_BYTES);
	const wrapped = holders.map((id) => [
		id,
		seal((keys.get(id) as PersonKey).key, fileKey, change.id).toString("base64url"),
	]);
	const head = Buffer.from(JSON.stringify(Object.fromEntries(wrapped)), "utf8");
	const length = Buffer.alloc(LENGTH_BYTES);
	length.writeUInt32BE(head.length);
	const body = seal(fileKey, change.blob, change.id);
	fileKey.fill(0);
	return { ...change, blob: Buffer.concat([MARK, length, head, body]) };
}

async function opened(
	sealed: Sealed,
	found: readonly (StoredRecord | null)[],
): Promise<readonly (StoredRecord | null)[]> {
	const heads = found.map((record) =>
		record?.blob === undefined || !isSealed(record.blob) ? null : headOf(record.blob),
	);
	const holders = [...new Set(heads.flatMap((head) => (head === null ? [] : Object.keys(head.holders))))];
	if (holders.length === 0) return found;
	return withPersonKeys(sealed.store, sealed.wrapping, holders, async (keys) =>
		found.map((record, place) => {
			const head = heads[place];
			if (record === null || head == null) return record;
			return { ...record, blob: openFile(record.id, head, keys.of) };
		}),
	);
}

interface Head {
	readonly holders: z.output<typeof Holders>;
	readonly body: Buffer;
}

function headOf(blob: Uint8Array): Head {
	const bytes = Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength);
	const start = MARK.length + LENGTH_BYTES;
	const end = start + bytes.readUInt32BE(MARK.length);
	return { holders: Holders.parse(JSON.parse(bytes.toString("utf8", start, end))), body: bytes.subarray(end) };
}

function openFile(id: string, { holders, body }: Head, keys: ReadonlyMap<string, PersonKey>): Uint8Array {
	for (const [holder, wrapped] of Object.entries(holders)) {
		const person = keys.get(holder);
		if (person === undefined || person.version === 0) continue;
		const fileKey = open(person.key, Buffer.from(wrapped, "base64url"), id);
		try {
			return open(fileKey, body, id);
		} finally {
			fileKey.fill(0);
		}
	}
	throw new TributaryError("wrong-key", { detail: `The key of the file ${id} was destroyed.` });
}

const ALL_SEALED = `${NOBODYS}all`;
const PAGE = 50;
const WithHolders = z.looseObject({ candidates: z.array(z.string()) });

/**
 * Seals what was stored before files were sealed; nothing where that is done. May be stopped and repeated.
 * @returns how many files were sealed
 */
export async function sealStored(
	store: Store,
	wrapping: WrappingKeys,
	isWanted: () => boolean = () => true,
): Promise<number> {
	const [done] = await store.read("person-key", { ids: [ALL_SEALED] });
	if (done != null) return 0;
	const through = sealOriginals(store, wrapping);
	let count = 0;
	for await (const { id } of eachRecord(store, "original", { size: PAGE })) {
		if (!isWanted()) return count;
		if (await sealOne(store, through, id)) count++;
	}
	await store.write([{ op: "put", collection: "person-key", id: ALL_SEALED, record: "{}" }]);
	return count;
}

function sealOne(store: Store, through: Store, id: string): Promise<boolean> {
	return retryOnConflict(async () => {
		const [found] = await store.read("original", { ids: [id] });
		if (found?.blob === undefined || isSealed(found.blob)) return false;
		const { record, blob, version } = found;
		const keys = WithHolders.parse(JSON.parse(record)).candidates.map((holder) => `${HOLDER}${holder}`);
		await through.write([{ op: "put", collection: "original", id, record, blob, keys, ifVersion: version }]);
		return true;
	});
}
