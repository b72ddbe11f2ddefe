import { compareBytes } from "../order.ts";
import type { Collection } from "../port.ts";
import { named } from "./faults.ts";
import type { StoreAccess } from "./head.ts";
import { codeBetween } from "./order-codes.ts";

interface Entry {
	/** null: somebody else lies where it lay, so it is taken to be gone. */
	code: string | null;
	version: number;
	/** In which state of the store the version was seen; see {@link Directory.forgetVersions}. */
	epoch: number;
}

const PAGE = 5000;
/** An epoch of nothing that was seen. */
const NEVER = -1;

/**
 * The ids of one collection in their order, with the codes that stand for them on the cluster. A copy in memory of what lies there
 * sealed: made on first use, followed by the sequence of transactions. May hold ids that were deleted by others, as long as they are in
 * nobody's way: codes always rise with the ids.
 */
export class Directory {
	readonly #collection: Collection;
	readonly #entries = new Map<string, Entry>();
	readonly #ids: string[] = [];
	#sequence = -1;
	#epoch = 0;
	#lastAdded = "";

	constructor(collection: Collection) {
		this.#collection = collection;
	}

	/** The last transaction that is in here, with all before it. */
	get sequence(): number {
		return this.#sequence;
	}

	/** Reads what was written since the last time; the index must be refreshed to `sequence`. */
	async follow(access: StoreAccess, sequence: number): Promise<void> {
		if (this.#sequence >= sequence) return;
		for await (const { id, code, version } of readIds(access, this.#collection, this.#sequence))
			this.#put(id, { code, version, epoch: this.#epoch });
		this.#sequence = sequence;
	}

	/** A transaction of our own came: what it changed is put in by {@link put}. Nothing where the directory is not up to date. */
	advance(sequence: number): void {
		if (this.#sequence === sequence - 1) this.#sequence = sequence;
	}

	/** Somebody else wrote: versions, and whether an id is still there, have to be asked for again. */
	forgetVersions(): void {
		this.#epoch++;
	}

	/** undefined: has to be asked for; 0: not there. */
	versionOf(id: string): number | undefined {
		const entry = this.#entries.get(id);
		if (entry === undefined) return 0;
		return entry.epoch === this.#epoch ? entry.version : undefined;
	}

	setVersion(id: string, version: number): void {
		const entry = this.#entries.get(id);
		if (entry !== undefined) Object.assign(entry, { version, epoch: this.#epoch });
	}

	/** The code of an id, given to it now where it has none. */
	codeFor(id: string): string {
		const known = this.#entries.get(id);
		if (known !== undefined && known.code !== null) return known.code;
		const at = this.#place(id);
		const before = this.#ids[at - 1];
		const code = codeBetween(this.#codeAt(at - 1) ?? "", this.#codeAt(at) ?? null, before === this.#lastAdded);
		this.#put(id, { version: 0, epoch: this.#epoch, ...known, code });
		this.#lastAdded = id;
		return code;
	}

	/** Takes back what {@link codeFor} gave to an id that was not written in the end. */
	remove(id: string): void {
		if (!this.#entries.delete(id)) return;
		const at = this.#place(id);
		if (this.#ids[at] === id) this.#ids.splice(at, 1);
	}

	/** The code of the last id that is not above this one; "" where there is none. */
	codeUpTo(id: string): string {
		const at = this.#place(id);
		return (this.#ids[at] === id ? this.#codeAt(at) : this.#codeAt(at - 1)) ?? "";
	}

	/** The code of the first id that is not below this one; null where there is none. */
	codeFrom(id: string): string | null {
		return this.#codeAt(this.#place(id)) ?? null;
	}

	#codeAt(at: number): string | undefined {
		const id = this.#ids[at];
		return id === undefined ? undefined : (this.#entries.get(id)?.code ?? undefined);
	}

	/**
	 * On the cluster codes rise with the ids. So whoever has a code that does not fit with one that was just read there was deleted by
	 * somebody else: between such two there is no code, and theirs may be given to another id.
	 */
	#put(id: string, entry: Entry & { readonly code: string }): void {
		const at = this.#place(id);
		let [start, end] = [at, this.#ids[at] === id ? at + 1 : at];
		while (start > 0 && (this.#codeAt(start - 1) as string) >= entry.code) start--;
		while (end < this.#ids.length && (this.#codeAt(end) as string) <= entry.code) end++;
		for (const other of this.#ids.splice(start, end - start, id))
			if (other !== id) this.#entries.set(other, { code: null, version: 0, epoch: NEVER });
		this.#entries.set(id, entry);
	}

	/** Where an id stands, or would. */
	#place(id: string): number {
		let [low, high] = [0, this.#ids.length];
		while (low < high) {
			const middle = (low + high) >> 1;
			if (compareBytes(this.#ids[middle] as string, id) < 0) low = middle + 1;
			else high = middle;
		}
		return low;
	}
}

/** Ids are sealed with this as their place. */
export const idPlace = (index: string, esId: string): string => `${index}/${esId}/id`;

async function* readIds(
	{ client, index, keys }: StoreAccess,
	collection: Collection,
	after: number,
): AsyncGenerator<{ id: string; code: string; version: number }> {
	for (let last: string | undefined; ; ) {
		const { hits } = await named(
			client.search({
				index,
				size: PAGE,
				_source: false,
				docvalue_fields: ["name", "order", "version"],
				query: { bool: { filter: [{ term: { collection } }, { range: { sequence: { gt: after } } }] } },
				sort: [{ order: "asc" }],
				track_total_hits: false,
				...(last === undefined ? {} : { search_after: [last] }),
			}),
		);
		for (const { _id, fields } of hits.hits) {
			const id = keys.unseal(fields?.name[0], idPlace(index, _id as string)).toString("utf8");
			yield { id, code: fields?.order[0], version: fields?.version[0] };
		}
		if (hits.hits.length < PAGE) return;
		last = hits.hits.at(-1)?.sort?.[0] as string;
	}
}
