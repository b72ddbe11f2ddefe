/** A value in the ring of all, between the one used before it and the one used after. */
interface Kept<V> {
	readonly value: V;
	readonly bytes: number;
	readonly owner: string;
	readonly key: string;
	before: Kept<V> | null;
	after: Kept<V> | null;
}

/** Values by the name of whose they are and a key, of all stores of this worker, the longest unused ones leaving when the room is used up. */
export class ByteCache<V> {
	readonly #limit: number;
	readonly #sizeOf: (value: V) => number;
	readonly #owners = new Map<string, Map<string, Kept<V>>>();
	/** Ends of the list by last use. Keys are long texts: what is kept by them is not looked for by them a second time. */
	#oldest: Kept<V> | null = null;
	#newest: Kept<V> | null = null;
	#bytes = 0;

	/**
	 * @param limit bytes
	 * @param sizeOf bytes of a value and its place; those of its key are added
	 */
	constructor(limit: number, sizeOf: (value: V) => number) {
		this.#limit = limit;
		this.#sizeOf = sizeOf;
	}

	/** Part of the room that is used, 0 to 1. */
	get used(): number {
		return this.#bytes / this.#limit;
	}

	get(owner: string, key: string): V | undefined {
		const kept = this.#owners.get(owner)?.get(key);
		if (kept === undefined) return undefined;
		this.#unlink(kept);
		this.#append(kept);
		return kept.value;
	}

	/** A value that has grown is set again, to be counted anew. */
	set(owner: string, key: string, value: V): void {
		const entries = this.#owners.get(owner) ?? new Map<string, Kept<V>>();
		const known = entries.get(key);
		if (known !== undefined) this.#drop(known, entries);
		const bytes = this.#sizeOf(value) + 2 * key.length;
		if (bytes > this.#limit) return;
		const kept: Kept<V> = { value, bytes, owner, key, before: null, after: null };
		this.#owners.set(owner, entries.set(key, kept));
		this.#bytes += bytes;
		this.#append(kept);
		while (this.#bytes > this.#limit && this.#oldest !== null)
			this.#drop(this.#oldest, this.#owners.get(this.#oldest.owner));
	}

	forget(owner: string): void {
		const entries = this.#owners.get(owner);
		for (const kept of entries?.values() ?? []) {
			this.#unlink(kept);
			this.#bytes -= kept.bytes;
		}
		this.#owners.delete(owner);
	}

	#drop(kept: Kept<V>, entries: Map<string, Kept<V>> | undefined): void {
		entries?.delete(kept.key);
		this.#unlink(kept);
		this.#bytes -= kept.bytes;
	}

	#append(kept: Kept<V>): void {
		kept.before = this.#newest;
		if (this.#newest !== null) this.#newest.after = kept;
		this.#newest = kept;
		this.#oldest ??= kept;
	}

	#unlink(kept: Kept<V>): void {
		if (kept.before === null) this.#oldest = kept.after;
		else kept.before.after = kept.after;
		if (kept.after === null) this.#newest = kept.before;
		else kept.after.before = kept.before;
		kept.before = null;
		kept.after = null;
	}
}
