import type { ConceptKey } from "../concept.ts";
import type { ReadConcept } from "./concept-reader.ts";

/** Least people who have a concept, and who have both of a pair, for it to be counted at all: nobody can be told from what is left. */
export const LEAST_SUPPORT = 5;
/** Concepts that are compared: the most frequent. Their counts by pair take 32 MB. */
export const MOST_CONCEPTS = 4000;
/** Pairs that are kept: the most frequent. */
const MOST_PAIRS = 2_000_000;
/** Different names, and names of all people together, that are taken up: 8 million are 100,000 people with 80 each. */
const MOST_NAMES = 300_000;
const MOST_INCIDENCES = 8_000_000;

export interface Concept extends ReadConcept {
	/** People who have it. */
	readonly support: number;
}

/** A symmetric matrix by rows: the columns and values of row r lie from starts[r] to starts[r + 1]. */
export interface SparseMatrix {
	readonly size: number;
	readonly starts: Uint32Array;
	readonly columns: Uint32Array;
	readonly values: Float32Array;
}

export interface Association {
	/** In the byte order of their keys. */
	readonly concepts: readonly Concept[];
	/** Positive pointwise mutual information of each pair. */
	readonly matrix: SparseMatrix;
}

/** Who has what, as numbers: people one after the other, in bounded memory. */
export class ConceptCounts {
	readonly #numbers = new Map<ConceptKey, number>();
	readonly #labels: string[] = [];
	#incidences = new Uint32Array(1024);
	#size = 0;
	/** End of each person in the incidences. */
	readonly #ends: number[] = [];

	/** People that were counted. */
	get people(): number {
		return this.#ends.length;
	}

	add(concepts: readonly ReadConcept[]): void {
		if (this.#size + concepts.length > MOST_INCIDENCES) return;
		for (const concept of concepts) {
			const number = this.#numberOf(concept);
			if (number !== undefined) this.#append(number);
		}
		this.#ends.push(this.#size);
	}

	associate(): Association {
		const { concepts, places } = this.#chosen();
		const pairs = this.#countPairs(places, concepts.length);
		return { concepts, matrix: matrixOf(pairs, concepts, this.people) };
	}

	#numberOf({ key, label }: ReadConcept): number | undefined {
		const known = this.#numbers.get(key);
		if (known !== undefined || this.#labels.length === MOST_NAMES) return known;
		this.#numbers.set(key, this.#labels.length);
		return this.#labels.push(label) - 1;
	}

	#append(number: number): void {
		if (this.#size === this.#incidences.length) {
			const grown = new Uint32Array(this.#size * 2);
			grown.set(this.#incidences);
			this.#incidences = grown;
		}
		this.#incidences[this.#size++] = number;
	}

	/** The concepts that enough people have, and by number the place of each, -1 for the others. */
	#chosen(): { readonly concepts: Concept[]; readonly places: Int32Array } {
		const support = new Uint32Array(this.#labels.length);
		for (let at = 0; at < this.#size; at++) {
			const number = this.#incidences[at] as number;
			support[number] = (support[number] as number) + 1;
		}
		const supportOf = (number: number) => support[number] as number;
		const chosen = [...this.#numbers]
			.filter(([, number]) => supportOf(number) >= LEAST_SUPPORT)
			.sort(([a, one], [b, other]) => supportOf(other) - supportOf(one) || (a < b ? -1 : 1))
			.slice(0, MOST_CONCEPTS)
			.sort(([a], [b]) => (a < b ? -1 : 1));
		const places = new Int32Array(this.#labels.length).fill(-1);
		for (const [place, [, number]] of chosen.entries()) places[number] = place;
		const concepts = chosen.map(([key, number]) => ({
			key,
			label: this.#labels[number] as string,
			support: supportOf(number),
		}));
		return { concepts, places };
	}

	/** How many people have both, for each pair; see {@link pairAt}. */
	#countPairs(places: Int32Array, size: number): Uint32Array {
		const pairs = new Uint32Array((size * (size - 1)) / 2);
		let start = 0;
		for (const end of this.#ends) {
			const own: number[] = [];
			for (let at = start; at < end; at++) {
				const place = places[this.#incidences[at] as number] as number;
				if (place >= 0) own.push(place);
			}
			own.sort((a, b) => a - b);
			for (let j = 1; j < own.length; j++) {
				const row = rowStart(own[j] as number);
				for (let i = 0; i < j; i++) {
					const at = row + (own[i] as number);
					pairs[at] = (pairs[at] as number) + 1;
				}
			}
			start = end;
		}
		return pairs;
	}
}

/** Pairs (lower, higher) lie row by row of the higher one. */
const rowStart = (higher: number) => (higher * (higher - 1)) / 2;

/** Counts below this are left out: at least LEAST_SUPPORT, more where there would be too many pairs. */
function leastCount(pairs: Uint32Array): number {
	const having = new Uint32Array(1024);
	for (const count of pairs) {
		const at = Math.min(count, having.length - 1);
		having[at] = (having[at] as number) + 1;
	}
	let least = having.length - 1;
	let kept = having[least] as number;
	while (least > LEAST_SUPPORT && kept + (having[least - 1] as number) <= MOST_PAIRS) kept += having[--least] as number;
	return least;
}

function matrixOf(pairs: Uint32Array, concepts: readonly Concept[], people: number): SparseMatrix {
	const size = concepts.length;
	const least = leastCount(pairs);
	const valueAt = (higher: number, lower: number): number => {
		const count = pairs[rowStart(higher) + lower] as number;
		if (count < least) return 0;
		return association(count, (concepts[higher] as Concept).support, (concepts[lower] as Concept).support, people);
	};
	const lengths = new Uint32Array(size).fill(1);
	const eachPair = (visit: (higher: number, lower: number, value: number) => void) => {
		for (let higher = 0; higher < size; higher++) {
			for (let lower = 0; lower < higher; lower++) {
				const value = valueAt(higher, lower);
				if (value > 0) visit(higher, lower, value);
			}
		}
	};
	eachPair((higher, lower) => {
		lengths[higher] = (lengths[higher] as number) + 1;
		lengths[lower] = (lengths[lower] as number) + 1;
	});
	const starts = new Uint32Array(size + 1);
	for (let row = 0; row < size; row++) starts[row + 1] = (starts[row] as number) + (lengths[row] as number);
	const columns = new Uint32Array(starts[size] as number);
	const values = new Float32Array(columns.length);
	const next = starts.slice();
	const put = (row: number, column: number, value: number) => {
		const at = next[row] as number;
		columns[at] = column;
		values[at] = value;
		next[row] = at + 1;
	};
	// With itself a concept always stands: so what stands beside it directly is nearer than what only has the same neighbours.
	for (const [row, { support }] of concepts.entries()) put(row, row, association(support, support, support, people));
	eachPair((higher, lower, value) => {
		put(higher, lower, value);
		put(lower, higher, value);
	});
	return { size, starts, columns, values };
}

/**
 * Positive pointwise mutual information, less where few people have both (Pantel & Lin 2002): it overstates rare pairs.
 * @param both people who have both; the others: people who have one, and all people
 */
function association(both: number, one: number, other: number, people: number): number {
	const information = Math.log((both * people) / (one * other));
	return information <= 0 ? 0 : information * (both / (both + LEAST_SUPPORT));
}
