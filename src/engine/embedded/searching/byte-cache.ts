interface Kept<V> {
	readonly value: V;
	readonly bytes: number;
}

/** Values by the name of whose they are and a key, of all stores of this worker, the longest unused ones leaving when the room is used up. */
export class ByteCache<V> {
	readonly #limit: number;
	readonly #sizeOf: (value: V) => number;
	readonly #owners = new Map<string, Map<string, Kept<V>>>();
	/** Keys of all owners by last use. */
	readonly #uses = new Map<string, readonly [owner: string, key: string]>();
	#bytes = 0;

	/**
	 * @param limit bytes
	 * @param sizeOf bytes of a value and its place; those of its key are added
	 */
	constructor(limit: number, sizeOf: (value: V) => number) {
		this.#limit = limit;
		this.#sizeOf = sizeOf;
	}

	get(owner: string, key: string): V | undefined {
		const kept = this.#owners.get(owner)?.get(key);
		if (kept !== undefined) this.#touch(owner, key);
		return kept?.value;
	}

	/** A value that has grown is set again, to be counted anew. */
	set(owner: string, key: string, value: V): void {
		this.#remove(owner, key);
		// The key is kept twice: here and among the uses.
		const bytes = this.#sizeOf(value) + 2 * key.length;
		if (bytes > this.#limit) return;
		const entries = this.#owners.get(owner) ?? new Map<string, Kept<V>>();
		this.#owners.set(owner, entries.set(key, { value, bytes }));
		this.#bytes += bytes;
		this.#touch(owner, key);
		for (const [oldOwner, oldKey] of this.#uses.values()) {
			if (this.#bytes <= this.#limit) return;
			this.#remove(oldOwner, oldKey);
		}
	}

	forget(owner: string): void {
		for (const key of [...(this.#owners.get(owner)?.keys() ?? [])]) this.#remove(owner, key);
		this.#owners.delete(owner);
	}

	#touch(owner: string, key: string): void {
		const use = `${owner}\n${key}`;
		this.#uses.delete(use);
		this.#uses.set(use, [owner, key]);
	}

	#remove(owner: string, key: string): void {
		const kept = this.#owners.get(owner)?.get(key);
		if (kept === undefined) return;
		this.#owners.get(owner)?.delete(key);
		this.#uses.delete(`${owner}\n${key}`);
		this.#bytes -= kept.bytes;
	}
}
