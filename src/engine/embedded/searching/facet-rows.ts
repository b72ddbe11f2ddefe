import { withRoom } from "./growable.ts";

/** Values by number, in no order, and how many people have each. */
export interface ValueCounts {
	readonly numbers: Int32Array;
	readonly counts: Uint32Array;
}

/** Bits of an entry for the facet, the lower ones; the number of the value stands above. */
const FACET_BITS = 4;
const FACET_MASK = (1 << FACET_BITS) - 1;

/**
 * The values of all facets of each person, one behind the other: whoever counts several facets fetches a person's values from memory once.
 * Ordinal o has entries[starts[o] .. starts[o + 1]).
 */
export class FacetRows {
	#starts: Int32Array = new Int32Array(64);
	#entries: Int32Array = new Int32Array(64);
	#size = 0;
	/** All 0 between two counts. */
	#counts: Uint32Array = new Uint32Array(64);
	/** Room for the values met by a count. */
	#met: Int32Array = new Int32Array(64);

	/** Begins the next ordinal. */
	begin(): void {
		this.#size++;
		this.#starts = withRoom(this.#starts, this.#size + 1);
		this.#starts[this.#size] = this.#starts[this.#size - 1] as number;
	}

	/** Adds a value to the ordinal begun last. */
	add(facet: number, number: number): void {
		const end = this.#starts[this.#size] as number;
		this.#entries = withRoom(this.#entries, end + 1);
		this.#entries[end] = (number << FACET_BITS) | facet;
		this.#starts[this.#size] = end + 1;
	}

	/** Calls `take` for the values of a facet that the ordinals in [from, to) have, ascending by ordinal. */
	each(facet: number, from: number, to: number, take: (number: number, ordinal: number) => void): void {
		const [starts, entries] = [this.#starts, this.#entries];
		for (let ordinal = from; ordinal < to; ordinal++) {
			const end = starts[ordinal + 1] as number;
			for (let at = starts[ordinal] as number; at < end; at++) {
				const entry = entries[at] as number;
				if ((entry & FACET_MASK) === facet) take(entry >>> FACET_BITS, ordinal);
			}
		}
	}

	/**
	 * How many of the ordinals have each value of these facets; values that none has are left out. Takes as long as there are ordinals, not values.
	 * @param sizes by facet: how many values it has; absent: it is not counted
	 */
	count(ordinals: Int32Array, sizes: ReadonlyMap<number, number>): ReadonlyMap<number, ValueCounts> {
		const bases = new Int32Array(FACET_MASK + 1).fill(-1);
		let total = 0;
		for (const [facet, size] of sizes) {
			bases[facet] = total;
			total += size;
		}
		this.#counts = withRoom(this.#counts, total);
		this.#met = withRoom(this.#met, total);
		return this.#split(this.#meet(ordinals, bases), bases, sizes);
	}

	/** @returns how many different values were met */
	#meet(ordinals: Int32Array, bases: Int32Array): number {
		const [starts, entries, counts, met] = [this.#starts, this.#entries, this.#counts, this.#met];
		let size = 0;
		for (let index = 0; index < ordinals.length; index++) {
			const ordinal = ordinals[index] as number;
			const end = starts[ordinal + 1] as number;
			for (let at = starts[ordinal] as number; at < end; at++) {
				const entry = entries[at] as number;
				const base = bases[entry & FACET_MASK] as number;
				if (base < 0) continue;
				const place = base + (entry >>> FACET_BITS);
				const before = counts[place] as number;
				if (before === 0) met[size++] = entry;
				counts[place] = before + 1;
			}
		}
		return size;
	}

	/** What was met by facet; leaves the counts empty. */
	#split(size: number, bases: Int32Array, sizes: ReadonlyMap<number, number>): Map<number, ValueCounts> {
		const met = this.#met;
		const found = new Int32Array(FACET_MASK + 1);
		for (let index = 0; index < size; index++) {
			const facet = (met[index] as number) & FACET_MASK;
			found[facet] = (found[facet] as number) + 1;
		}
		const split = new Map<number, ValueCounts>();
		for (const facet of sizes.keys()) {
			const length = found[facet] as number;
			split.set(facet, { numbers: new Int32Array(length), counts: new Uint32Array(length) });
		}
		for (let index = size - 1; index >= 0; index--) {
			const entry = met[index] as number;
			const facet = entry & FACET_MASK;
			const { numbers, counts } = split.get(facet) as ValueCounts;
			const at = (found[facet] as number) - 1;
			const place = (bases[facet] as number) + (entry >>> FACET_BITS);
			found[facet] = at;
			numbers[at] = entry >>> FACET_BITS;
			counts[at] = this.#counts[place] as number;
			this.#counts[place] = 0;
		}
		return split;
	}
}
