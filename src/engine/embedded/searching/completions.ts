import { beginnings } from "../../../analysis/completion.ts";
import { FACETS, type Facet } from "../../../domain/document.ts";
import { Best, compareBytes } from "../../order.ts";
import { leastWanted } from "./counts.ts";
import type { FacetColumn } from "./facet-column.ts";
import { withRoom } from "./growable.ts";
import type { People } from "./people-columns.ts";
import type { WordCount } from "./words.ts";

/** A value of the facet, from one of its words on. */
interface Entry {
	readonly text: string;
	/** Of the value in its column. */
	readonly number: number;
}

/** Values that came since the list was sorted are looked through one by one; with more of them it is sorted anew. */
const UNSORTED = 2000;
/** Values that an answer has to be looked for among before it is remembered, and answers that are. */
const MANY = 200;
const MOST_ANSWERS = 1000;

/** Those of each facet that was asked for, as long as its columns are the same. */
export class FacetCompletions {
	readonly #known = new Map<Facet, Completions>();

	of(people: People, facet: Facet): Completions {
		const column = people.facets[FACETS.indexOf(facet)] as FacetColumn;
		const known = this.#known.get(facet);
		if (known?.column === column) return known;
		const made = new Completions(column);
		this.#known.set(facet, made);
		return made;
	}
}

/** The values of one facet by what can be written of them so far. Made with the first question, extended by what came since. */
export class Completions {
	readonly column: FacetColumn;
	/** In order: what values are from one of their words on, and the numbers of these values. */
	#texts: readonly string[] = [];
	#numbers: Int32Array = new Int32Array(0);
	#fresh: Entry[] = [];
	#taken = 0;
	/** By value number: the last question that it was an answer to. */
	#met: Uint32Array = new Uint32Array(0);
	/** Room for the values that a question finds. */
	#found: Int32Array = new Int32Array(0);
	#question = 0;
	/** To questions that many values answer, as long as nobody comes or goes. */
	readonly #answers = new Map<string, readonly WordCount[]>();
	#remembered = -1;

	constructor(column: FacetColumn) {
		this.column = column;
	}

	/**
	 * Values that people have, most frequent first, ties in byte order.
	 * @param people how many have a value, by its number in the column; absent: all living people
	 */
	beginningWith(prefix: string, limit: number, people?: (number: number) => number): readonly WordCount[] {
		this.#takeNew();
		if (people !== undefined) return this.#best(this.#matching(prefix), limit, people);
		if (this.column.changes !== this.#remembered) this.#answers.clear();
		this.#remembered = this.column.changes;
		const question = `${limit} ${prefix}`;
		const known = this.#answers.get(question);
		if (known !== undefined) return known;
		const matching = this.#matching(prefix);
		const answer = this.#best(matching, limit, this.column.people);
		// Short prefixes: there are few of them, and each is asked for again and again.
		if (matching.length > MANY && this.#answers.size < MOST_ANSWERS) this.#answers.set(question, answer);
		return answer;
	}

	#best(matching: Int32Array, limit: number, people: (number: number) => number): readonly WordCount[] {
		const { values } = this.column;
		const counts = new Uint32Array(matching.length);
		for (let index = 0; index < counts.length; index++) counts[index] = people(matching[index] as number);
		const least = leastWanted(counts, limit);
		const best = new Best(
			limit,
			(a, b) =>
				(counts[b] as number) - (counts[a] as number) ||
				compareBytes(values[matching[a] as number] as string, values[matching[b] as number] as string),
		);
		for (let index = 0; index < counts.length; index++) if ((counts[index] as number) >= least) best.offer(index);
		return best
			.take()
			.map((index) => ({ word: values[matching[index] as number] as string, documents: counts[index] as number }));
	}

	/** Each value once; void with the next question. */
	#matching(prefix: string): Int32Array {
		const [met, numbers, found] = [this.#met, this.#numbers, this.#found];
		const question = ++this.#question;
		let size = 0;
		const end = this.#firstAt((text) => text > prefix && !text.startsWith(prefix));
		for (let at = this.#firstAt((text) => text >= prefix); at < end; at++) {
			const number = numbers[at] as number;
			if (met[number] === question) continue;
			met[number] = question;
			found[size++] = number;
		}
		for (const { text, number } of this.#fresh) {
			if (met[number] === question || !text.startsWith(prefix)) continue;
			met[number] = question;
			found[size++] = number;
		}
		return found.subarray(0, size);
	}

	/** Place of the first text for which it holds; it holds for all behind it. */
	#firstAt(holds: (text: string) => boolean): number {
		let [low, high] = [0, this.#texts.length];
		while (low < high) {
			const middle = (low + high) >>> 1;
			if (holds(this.#texts[middle] as string)) high = middle;
			else low = middle + 1;
		}
		return low;
	}

	#takeNew(): void {
		const { values } = this.column;
		for (; this.#taken < values.length; this.#taken++) {
			const number = this.#taken;
			for (const text of beginnings(values[number] as string)) this.#fresh.push({ text, number });
		}
		this.#met = withRoom(this.#met, values.length);
		this.#found = withRoom(this.#found, values.length);
		if (this.#fresh.length < UNSORTED) return;
		const old = this.#texts.map((text, at): Entry => ({ text, number: this.#numbers[at] as number }));
		const all = [...old, ...this.#fresh].sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
		this.#texts = all.map(({ text }) => text);
		this.#numbers = Int32Array.from(all, ({ number }) => number);
		this.#fresh = [];
	}
}
