import { withRoom } from "./growable.ts";

/** Values by number, in no order, and how many people have each. */
export interface ValueCounts {
	readonly numbers: Int32Array;
	readonly counts: Uint32Array;
}

/**
 * The values of all facets of each person, one behind the other: whoever counts several facets fetches a person's values from memory once.
 * A value is known here by a number among those of all facets, so that counting looks at nothing else. Ordinal o has
 * entries[starts[o] .. starts[o + 1]).
 */
export class FacetRows {
	#starts: Int32Array = new Int32Array(64);
	#entries: Int32Array = new Int32Array(64);
	#size = 0;
	/** By value: the facet that it is of, and its number there. */
	#facets: Uint8Array = new Uint8Array(64);
	#numbers: Int32Array = new Int32Array(64);
	#values = 0;
	/** By value; all 0 between two counts. */
	#counts: Uint32Array = new Uint32Array(64);
	/** Room for the values met by a count. */
	#met: Int32Array = new Int32Array(64);

	/** @returns the value by which {@link add} knows this one */
	addValue(facet: number, number: number): number {
		const value = this.#values++;
		this.#facets = withRoom(this.#facets, this.#values);
		this.#numbers = withRoom(this.#numbers, this.#values);
		this.#facets[value] = facet;
		this.#numbers[value] = number;
		return value;
	}

	/** Ordinals begun. */
	get size(): number {
		return this.#size;
	}

	/** Begins the next ordinal. */
	begin(): void {
		this.#size++;
		this.#starts = withRoom(this.#starts, this.#size + 1);
		this.#starts[this.#size] = this.#starts[this.#size - 1] as number;
	}

	/** Adds a value to the ordinal begun last. */
	add(value: number): void {
		const end = this.#starts[this.#size] as number;
		this.#entries = withRoom(this.#entries, end + 1);
		this.#entries[end] = value;
		this.#starts[this.#size] = end + 1;
	}

	/** Calls `take` for the values of a facet that the ordinals in [from, to) have, ascending by ordinal. */
	each(facet: number, from: number, to: number, take: (number: number, ordinal: number) => void): void {
		const [starts, entries, facets, numbers] = [this.#starts, this.#entries, this.#facets, this.#numbers];
		for (let ordinal = from; ordinal < to; ordinal++) {
			const end = starts[ordinal + 1] as number;
			for (let at = starts[ordinal] as number; at < end; at++) {
				const value = entries[at] as number;
				if (facets[value] === facet) take(numbers[value] as number, ordinal);
			}
		}
	}

	/**
	 * How many of the ordinals have each value of these facets; values that none has are left out. Takes as long as there are ordinals, not values.
	 */
	count(ordinals: Int32Array, facets: readonly number[]): ReadonlyMap<number, ValueCounts> {
		this.#counts = withRoom(this.#counts, this.#values);
		this.#met = withRoom(this.#met, this.#values);
		return this.#split(this.#meet(ordinals), facets);
	}

	/** Counts all facets: to leave some out would take longer. @returns how many different values were met */
	#meet(ordinals: Int32Array): number {
		const [starts, entries, counts, met] = [this.#starts, this.#entries, this.#counts, this.#met];
		let size = 0;
		for (let index = 0; index < ordinals.length; index++) {
			const ordinal = ordinals[index] as number;
			const end = starts[ordinal + 1] as number;
			for (let at = starts[ordinal] as number; at < end; at++) {
				const value = entries[at] as number;
				const before = counts[value] as number;
				if (before === 0) met[size++] = value;
				counts[value] = before + 1;
			}
		}
		return size;
	}

	/** What was met by facet; leaves the counts empty. */
	#split(size: number, wanted: readonly number[]): Map<number, ValueCounts> {
		const [met, counts, facets] = [this.#met, this.#counts, this.#facets];
		const found = new Int32Array(1 + Math.max(...wanted));
		for (let index = 0; index < size; index++) {
			const facet = facets[met[index] as number] as number;
			if (facet < found.length) found[facet] = (found[facet] as number) + 1;
		}
		const split = new Map<number, ValueCounts>();
		for (const facet of wanted) {
			const length = found[facet] as number;
			split.set(facet, { numbers: new Int32Array(length), counts: new Uint32Array(length) });
		}
		for (let index = size - 1; index >= 0; index--) {
			const value = met[index] as number;
			const facet = facets[value] as number;
			const own = split.get(facet);
			if (own !== undefined) {
				const at = (found[facet] as number) - 1;
				found[facet] = at;
				own.numbers[at] = this.#numbers[value] as number;
				own.counts[at] = counts[value] as number;
			}
			counts[value] = 0;
		}
		return split;
	}
}
