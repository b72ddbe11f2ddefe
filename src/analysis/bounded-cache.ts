/**
 * A map that forgets: at most twice `capacity` entries, the ones not asked for the longest go first, in whole generations.
 * Both operations take constant time and no entry carries bookkeeping, unlike a linked least-recently-used list.
 */
export class BoundedCache<V> {
	readonly #capacity: number;
	#young = new Map<string, V>();
	#old = new Map<string, V>();

	constructor(capacity: number) {
		this.#capacity = capacity;
	}

	get(key: string): V | undefined {
		const young = this.#young.get(key);
		if (young !== undefined) return young;
		const old = this.#old.get(key);
		if (old !== undefined) this.set(key, old);
		return old;
	}

	set(key: string, value: V): void {
		if (this.#young.size >= this.#capacity) {
			this.#old = this.#young;
			this.#young = new Map();
		}
		this.#young.set(key, value);
	}
}
