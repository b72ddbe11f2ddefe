import { fold } from "../../../analysis/fold.ts";
import { compareBytes } from "../../order.ts";
import { briefBits, ordinalsOf, setAll, setBit } from "./bitset.ts";
import { FacetRows, type ValueCounts } from "./facet-rows.ts";
import { withRoom } from "./growable.ts";
import { scratch } from "./scratch.ts";

/** Values are put in order anew when there are so many times as many, and this many more. */
const STALE = 1.1;
const FEW = 1000;

/** People who came since the lists of who has which value were made, and are looked through one by one; with more of them they are made anew. */
const UNLISTED = 4096;

/** Who has which value: value number n has ordinals[starts[n] .. starts[n + 1]), ascending. */
interface Lists {
	readonly starts: Int32Array;
	readonly ordinals: Int32Array;
	/** Complete for the ordinals below. */
	readonly end: number;
}

const NO_LISTS: Lists = { starts: new Int32Array(1), ordinals: new Int32Array(0), end: 0 };

/** The values of one facet for all ordinals. */
export class FacetColumn {
	/** As written. */
	readonly values: string[] = [];
	/** Who has which of them, in numbers into `values`. */
	readonly rows: FacetRows;
	readonly facet: number;
	/** By value number: by what the rows know it. */
	#inRows: Int32Array = new Int32Array(64);
	/** By value number: living people who have it. */
	#people: Int32Array = new Int32Array(64);
	#lists = NO_LISTS;
	#folded: Map<string, number[]> | null = null;
	#numberOf: Map<string, number> | null = null;
	/** No value holds a surrogate. */
	#isPlain = true;
	#changes = 0;
	/** By ordinal: the number of its value and one more, 0 for none. null: somebody has two. */
	#only: Int32Array | null = new Int32Array(64);
	/** By value number: its place in byte order among those that there were when they were last put in order. */
	#ranks: Uint32Array = new Uint32Array(0);

	/** @param rows of all facets, of which this is one; absent: it has rows of its own */
	constructor(facet = 0, rows: FacetRows = new FacetRows()) {
		this.facet = facet;
		this.rows = rows;
	}

	/** Another number whenever how many have a value may be another. */
	get changes(): number {
		return this.#changes;
	}

	/** @returns the number of a new value */
	addValue(value: string): number {
		this.#folded = null;
		this.#isPlain &&= !/[\ud800-\udfff]/.test(value);
		this.#people = withRoom(this.#people, this.values.length + 1);
		const number = this.values.push(value) - 1;
		this.#inRows = withRoom(this.#inRows, number + 1);
		this.#inRows[number] = this.rows.addValue(this.facet, number);
		this.#numberOf?.set(value, number);
		return number;
	}

	/** Adds a value to the ordinal that the rows began last. */
	add(number: number): void {
		this.#changes++;
		this.rows.add(this.#inRows[number] as number);
		this.#addOnly(this.rows.size - 1, number);
		this.#people[number] = (this.#people[number] as number) + 1;
	}

	/** The ordinal's person is gone: its values have one person less. */
	leave(ordinal: number): void {
		this.#changes++;
		this.rows.each(this.facet, ordinal, ordinal + 1, (number) => {
			this.#people[number] = (this.#people[number] as number) - 1;
		});
	}

	/** Living people with a value. */
	readonly people = (number: number): number => this.#people[number] as number;

	#addOnly(ordinal: number, number: number): void {
		if (this.#only === null) return;
		this.#only = withRoom(this.#only, ordinal + 1);
		if (this.#only[ordinal] !== 0) this.#only = null;
		else this.#only[ordinal] = number + 1;
	}

	/** How many of the ordinals have each value. */
	count(ordinals: Int32Array): ValueCounts {
		return countValues([this], ordinals)[0] as ValueCounts;
	}

	/** The same without a look at all other facets of these people; null where somebody has several values. */
	countOnly(ordinals: Int32Array): ValueCounts | null {
		const only = this.#only;
		if (only === null) return null;
		const [all, met] = [scratch.words(this.values.length + 1), scratch.integers(this.values.length)];
		let size = 0;
		for (let index = 0; index < ordinals.length; index++) {
			// Whoever is behind the last who has a value has none.
			const place = only[ordinals[index] as number] ?? 0;
			if (all[place] === 0 && place > 0) met[size++] = place - 1;
			all[place] = (all[place] as number) + 1;
		}
		const numbers = met.slice(0, size);
		return { numbers, counts: new Uint32Array(size).map((_, at) => all[(numbers[at] as number) + 1] as number) };
	}

	/** Puts the values in order, where that is worth it: whoever counts compares them. */
	putInOrder(): void {
		if (this.values.length > this.#ranks.length * STALE + FEW) this.#rank();
	}

	/** By number, until the next question: 1 for each of these values. */
	marked(values: readonly string[]): Uint8Array {
		this.#numberOf ??= new Map(this.values.map((value, number) => [value, number]));
		const marks = scratch.bytes(this.values.length).fill(0);
		for (const value of values) {
			const number = this.#numberOf.get(value);
			if (number !== undefined) marks[number] = 1;
		}
		return marks;
	}

	/** Byte order of two different values, by number. */
	readonly compare = (one: number, other: number): number => {
		const ranks = this.#ranks;
		return one < ranks.length && other < ranks.length
			? (ranks[one] as number) - (ranks[other] as number)
			: this.#compareTexts(one, other);
	};

	/** Puts the values in order, so that two of them are compared by their places; worth it once for many comparisons. */
	#rank(): void {
		const order = Uint32Array.from(this.values.keys()).sort(this.#compareTexts);
		this.#ranks = new Uint32Array(order.length);
		for (let place = 0; place < order.length; place++) this.#ranks[order[place] as number] = place;
	}

	readonly #compareTexts = (one: number, other: number): number => {
		const [a, b] = [this.values[one] as string, this.values[other] as string];
		// The order of code units is that of bytes as long as there are no surrogates, and many times faster to find.
		return this.#isPlain ? (a < b ? -1 : 1) : compareBytes(a, b);
	};

	/** Ordinals in [from, to) with any of the values, compared folded. `from`: 0, or so late that few are behind it. */
	having(values: readonly string[], from: number, to: number): Int32Array {
		const wanted = new Set(values.flatMap((value) => this.#byFolded().get(fold(value)) ?? []));
		const found = briefBits(to);
		if (from === 0) {
			const { starts, ordinals } = this.#listed(to);
			// A value that came later has no list yet.
			for (const number of wanted)
				if (number + 1 < starts.length) setAll(found, ordinals.subarray(starts[number], starts[number + 1]));
		}
		this.rows.each(this.facet, from === 0 ? this.#lists.end : from, to, (number, ordinal) => {
			if (wanted.has(number)) setBit(found, ordinal);
		});
		return ordinalsOf(found);
	}

	/** Lists of at most the ordinals below `size`. */
	#listed(size: number): Lists {
		if (size - this.#lists.end < UNLISTED && this.#lists.end > 0) return this.#lists;
		const starts = new Int32Array(this.values.length + 1);
		this.rows.each(this.facet, 0, size, (number) => {
			starts[number + 1] = (starts[number + 1] as number) + 1;
		});
		for (let number = 0; number < this.values.length; number++)
			starts[number + 1] = (starts[number + 1] as number) + (starts[number] as number);
		const ordinals = new Int32Array(starts[this.values.length] as number);
		const next = starts.slice();
		this.rows.each(this.facet, 0, size, (number, ordinal) => {
			const at = next[number] as number;
			ordinals[at] = ordinal;
			next[number] = at + 1;
		});
		this.#lists = { starts, ordinals, end: size };
		return this.#lists;
	}

	#byFolded(): Map<string, number[]> {
		if (this.#folded !== null) return this.#folded;
		const map = new Map<string, number[]>();
		for (const [number, value] of this.values.entries()) {
			const folded = fold(value);
			const known = map.get(folded);
			if (known === undefined) map.set(folded, [number]);
			else known.push(number);
		}
		this.#folded = map;
		return map;
	}
}

/** How many of the ordinals have each value of these columns, in their order. */
export function countValues(columns: readonly FacetColumn[], ordinals: Int32Array): readonly ValueCounts[] {
	for (const column of columns) column.putInOrder();
	const single = columns.length === 1 ? columns[0]?.countOnly(ordinals) : null;
	if (single != null) return [single];
	const byRows = Map.groupBy(columns, ({ rows }) => rows);
	const counted = new Map<FacetColumn, ValueCounts>();
	for (const [rows, own] of byRows) {
		const wanted = own.map(({ facet }) => facet);
		const values = rows.count(ordinals, wanted);
		for (const [index, facet] of wanted.entries())
			counted.set(own[index] as FacetColumn, values.get(facet) as ValueCounts);
	}
	return columns.map((column) => counted.get(column) as ValueCounts);
}
