/** What was made lately, by key; what was not asked for the longest leaves. */
export class Recent<K, V> {
	readonly #kept: number;
	readonly #values = new Map<K, V>();

	/** @param kept values at most */
	constructor(kept: number) {
		this.#kept = kept;
	}

	of(key: K, make: () => V): V {
		const value = this.#values.get(key) ?? make();
		this.#values.delete(key);
		this.#values.set(key, value);
		for (const oldest of this.#values.keys()) {
			if (this.#values.size <= this.#kept) break;
			this.#values.delete(oldest);
		}
		return value;
	}

	clear(): void {
		this.#values.clear();
	}
}
