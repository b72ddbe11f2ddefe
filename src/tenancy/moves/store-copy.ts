import { createHash } from "node:crypto";
import type { Change, Collection, Store, StoredRecord } from "../../engine/port.ts";
import { TributaryError } from "../../errors.ts";
import { eachRecord } from "../listing.ts";
import { isConflict } from "../optimistic.ts";
import { FENCE_ID, fenceAt, putFence } from "./place.ts";
import { digestOf } from "./whole-record.ts";

/** What was compared of one collection. */
export interface Compared {
	readonly collection: Collection;
	readonly records: number;
	/** SHA-256 of all records with their ids, versions, keys, files and what is indexed, hex. */
	readonly sha256: string;
}

const PAGE = 500;
/** Records in one write: at first, and at most; and bytes of files beyond which it is fewer. */
const BATCH = [8, 256] as const;
const BATCH_BYTES = 4 * 1024 * 1024;

export interface CopyOptions {
	readonly collections: readonly Collection[];
	/** Told how many were copied so far. */
	readonly onProgress?: (copied: number) => void;
}

/**
 * Makes one store hold what another holds, over the port, in passes: each takes over what differs from the store it goes to, and
 * reads both sides again whole to compare them. What was compared is not read again until it changes. A pass while nobody writes
 * leaves both alike. Nothing that an earlier copy left behind does harm.
 */
export class StoreCopy {
	readonly #from: Store;
	readonly #to: Store;
	readonly #collections: readonly Collection[];
	readonly #onProgress: (copied: number) => void;
	/** Holds while nobody else has begun to copy into the same store, or finished. */
	readonly #mine: Change;
	/** By collection and id: the version that was found alike on both sides, and its digest. */
	readonly #alike = new Map<Collection, Map<string, { readonly version: number; readonly digest: string }>>();
	copied = 0;

	/** Whoever copied into it before fails with its next write. Until the fence there is removed nobody else writes to it. */
	static async begin(from: Store, to: Store, options: CopyOptions): Promise<StoreCopy> {
		const [version] = await to.write([putFence]);
		return new StoreCopy(from, to, { ...options, mine: fenceAt(version as number) });
	}

	private constructor(
		from: Store,
		to: Store,
		{ collections, onProgress, mine }: CopyOptions & { readonly mine: Change },
	) {
		this.#from = from;
		this.#to = to;
		this.#mine = mine;
		this.#collections = collections;
		this.#onProgress = onProgress ?? (() => {});
	}

	/** @returns how many records differed @throws TributaryError `move-mismatch` what was written does not come back the same */
	async pass(): Promise<number> {
		let changed = 0;
		for (const collection of this.#collections) changed += await this.#passOf(collection);
		return changed;
	}

	/** Of the last pass. */
	compared(): Compared[] {
		return this.#collections.flatMap((collection) => {
			const records = [...this.#of(collection)].sort(([one], [other]) => (one < other ? -1 : 1));
			const hash = createHash("sha256");
			for (const [, { digest }] of records) hash.update(digest, "hex");
			return records.length === 0 ? [] : [{ collection, records: records.length, sha256: hash.digest("hex") }];
		});
	}

	async #passOf(collection: Collection): Promise<number> {
		const alike = this.#of(collection);
		const present = new Set<string>();
		const batch = new Batch(async (ids) => this.#take(collection, ids));
		const surplus: string[] = [];
		for await (const [mine, theirs] of pairs(recordsOf(this.#from, collection), recordsOf(this.#to, collection))) {
			const id = (mine ?? theirs)?.id as string;
			if (mine === null) {
				surplus.push(id);
				continue;
			}
			present.add(id);
			if (theirs !== null && isSame(mine, theirs) && alike.get(id)?.version === mine.version) continue;
			await batch.add(id);
		}
		await batch.finish();
		for (let start = 0; start < surplus.length; start += PAGE)
			await this.#write(surplus.slice(start, start + PAGE).map((id): Change => ({ op: "delete", collection, id })));
		for (const id of alike.keys()) if (!present.has(id)) alike.delete(id);
		return batch.count + surplus.length;
	}

	/** Copies records that are not alike yet, and compares them. @returns bytes of the largest file */
	async #take(collection: Collection, ids: readonly string[]): Promise<number> {
		const whole = (store: Store) => store.read(collection, { ids, whole: true });
		const [sources, before] = [await whole(this.#from), await whole(this.#to)];
		const wanted = new Map(sources.flatMap((source) => (source === null ? [] : [[source.id, digestOf(source)]])));
		const known = new Map(before.flatMap((target) => (target === null ? [] : [[target.id, digestOf(target)]])));
		const differing = sources.filter((source) => source !== null && known.get(source.id) !== wanted.get(source.id));
		const changes = (differing as StoredRecord[]).map((source) => putOf(collection, source));
		// Who was deleted meanwhile is surplus in the next pass.
		if (changes.length > 0) {
			await this.#write(changes);
			const written = await this.#to.read(collection, { ids: changes.map(({ id }) => id), whole: true });
			for (const target of written) if (target !== null) known.set(target.id, digestOf(target));
		}
		for (const source of sources) {
			if (source === null) continue;
			const digest = wanted.get(source.id) as string;
			if (known.get(source.id) !== digest)
				throw new TributaryError("move-mismatch", { detail: `A record of ${collection} is not the same afterwards.` });
			this.#of(collection).set(source.id, { version: source.version, digest });
		}
		this.copied += changes.length;
		this.#onProgress(this.copied);
		return Math.max(0, ...sources.map((source) => source?.blob?.length ?? 0));
	}

	async #write(changes: readonly Change[]): Promise<void> {
		try {
			await this.#to.write([...changes, this.#mine]);
		} catch (error) {
			if (!isConflict(error)) throw error;
			throw new TributaryError("tenant-moving", { detail: "Somebody else moves it.", cause: error });
		}
	}

	#of(collection: Collection) {
		const known = this.#alike.get(collection) ?? new Map<string, { version: number; digest: string }>();
		this.#alike.set(collection, known);
		return known;
	}
}

/** Ids that are handed on together: more at a time while no large files are met. */
class Batch {
	count = 0;
	readonly #take: (ids: readonly string[]) => Promise<number>;
	#ids: string[] = [];
	#size: number = BATCH[0];

	constructor(take: (ids: readonly string[]) => Promise<number>) {
		this.#take = take;
	}

	async add(id: string): Promise<void> {
		this.count++;
		this.#ids.push(id);
		if (this.#ids.length >= this.#size) await this.finish();
	}

	async finish(): Promise<void> {
		const ids = this.#ids.splice(0);
		if (ids.length === 0) return;
		const largest = await this.#take(ids);
		this.#size = largest * BATCH[0] > BATCH_BYTES ? BATCH[0] : Math.min(BATCH[1], this.#size * 2);
	}
}

function putOf(collection: Collection, { id, record, version, keys = [], blob, document }: StoredRecord): Change {
	const indexed = document === undefined ? { keys } : { document };
	return { op: "put", collection, id, record, version, ...indexed, ...(blob === undefined ? {} : { blob }) };
}

const isSame = (one: StoredRecord, other: StoredRecord): boolean =>
	one.version === other.version && one.record === other.record;

async function* recordsOf(store: Store, collection: Collection): AsyncGenerator<StoredRecord> {
	for await (const record of eachRecord(store, collection))
		if (collection !== "setting" || record.id !== FENCE_ID) yield record;
}

type Pair = readonly [mine: StoredRecord | null, theirs: StoredRecord | null];

/** Two lists in byte order of ids, side by side. */
async function* pairs(mine: AsyncGenerator<StoredRecord>, theirs: AsyncGenerator<StoredRecord>): AsyncGenerator<Pair> {
	let [one, other] = [await mine.next(), await theirs.next()];
	while (one.done !== true || other.done !== true) {
		const order = one.done === true ? 1 : other.done === true ? -1 : compareIds(one.value.id, other.value.id);
		yield [order <= 0 ? (one.value as StoredRecord) : null, order >= 0 ? (other.value as StoredRecord) : null];
		if (order <= 0) one = await mine.next();
		if (order >= 0) other = await theirs.next();
	}
}

const compareIds = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other));
