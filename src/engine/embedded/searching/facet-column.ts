import { fold } from "../../../analysis/fold.ts";
import { compareBytes } from "../../order.ts";
import { withRoom } from "./growable.ts";
import { scratch } from "./scratch.ts";

/** Values by number, in no order, and how many people have each. */
export interface ValueCounts {
	readonly numbers: Int32Array;
	readonly counts: Uint32Array;
}

/** Values are put in order anew when there are so many times as many, and this many more. */
const STALE = 1.1;
const FEW = 1000;

/** The values of one facet for all ordinals: ordinal o has numbers[starts[o] .. starts[o + 1]) into `values`. */
export class FacetColumn {
	/** As written. */
	readonly values: string[] = [];
	#starts: Int32Array = new Int32Array(64);
	#numbers: Int32Array = new Int32Array(64);
	/** By value number: living people who have it. */
	#people: Int32Array = new Int32Array(64);
	#size = 0;
	#folded: Map<string, number[]> | null = null;
	#numberOf: Map<string, number> | null = null;
	/** All 0 between two counts. */
	#counts: Uint32Array = new Uint32Array(64);
	/** Room for the values met by a count. */
	#met: Int32Array = new Int32Array(64);
	/** No value holds a surrogate. */
	#isPlain = true;
	#changes = 0;
	/** By value number: its place in byte order among those that there were when they were last put in order. */
	#ranks: Uint32Array = new Uint32Array(0);

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
		this.#numberOf?.set(value, number);
		return number;
	}

	/** Adds a value to the ordinal begun last. */
	add(number: number): void {
		this.#changes++;
		const end = this.#starts[this.#size] as number;
		if (end === this.#numbers.length) this.#numbers = withRoom(this.#numbers, end + 1);
		this.#numbers[end] = number;
		this.#starts[this.#size] = end + 1;
		this.#people[number] = (this.#people[number] as number) + 1;
	}

	/** The ordinal's person is gone: its values have one person less. */
	leave(ordinal: number): void {
		this.#changes++;
		for (let at = this.#starts[ordinal] as number; at < (this.#starts[ordinal + 1] as number); at++) {
			const number = this.#numbers[at] as number;
			this.#people[number] = (this.#people[number] as number) - 1;
		}
	}

	/** Living people with a value. */
	readonly people = (number: number): number => this.#people[number] as number;

	/** Begins the next ordinal. */
	begin(): void {
		this.#size++;
		if (this.#size >= this.#starts.length) this.#starts = withRoom(this.#starts, this.#size + 1);
		this.#starts[this.#size] = this.#starts[this.#size - 1] as number;
	}

	/** How many of the ordinals have each value; those that none has are left out. Takes as long as there are ordinals, not values. */
	count(ordinals: Int32Array): ValueCounts {
		if (this.values.length > this.#ranks.length * STALE + FEW) this.#rank();
		this.#counts = withRoom(this.#counts, this.values.length);
		const [counts, starts, numbers] = [this.#counts, this.#starts, this.#numbers];
		this.#met = withRoom(this.#met, this.values.length);
		const met = this.#met;
		let size = 0;
		for (let index = 0; index < ordinals.length; index++) {
			const ordinal = ordinals[index] as number;
			const end = starts[ordinal + 1] as number;
			for (let at = starts[ordinal] as number; at < end; at++) {
				const number = numbers[at] as number;
				const before = counts[number] as number;
				if (before === 0) met[size++] = number;
				counts[number] = before + 1;
			}
		}
		const found = met.slice(0, size);
		const kept = new Uint32Array(size);
		for (let index = 0; index < size; index++) {
			kept[index] = counts[found[index] as number] as number;
			counts[found[index] as number] = 0;
		}
		return { numbers: found, counts: kept };
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

	/** Ordinals in [from, to) with any of the values, compared folded. */
	having(values: readonly string[], from: number, to: number): Int32Array {
		const wanted = new Uint8Array(this.values.length);
		for (const value of values) for (const number of this.#byFolded().get(fold(value)) ?? []) wanted[number] = 1;
		const found: number[] = [];
		for (let ordinal = from; ordinal < to; ordinal++) {
			const end = this.#starts[ordinal + 1] as number;
			for (let at = this.#starts[ordinal] as number; at < end; at++) {
				if (wanted[this.#numbers[at] as number] === 1) {
					found.push(ordinal);
					break;
				}
			}
		}
		return Int32Array.from(found);
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
