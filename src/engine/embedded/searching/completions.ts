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
	#question = 0;

	constructor(column: FacetColumn) {
		this.column = column;
	}

	/**
	 * Values that living people have, most frequent first, ties in byte order.
	 * @param people how many have a value, by its number in the column
	 */
	beginningWith(
		prefix: string,
		limit: number,
		people: (number: number) => number = this.column.people,
	): readonly WordCount[] {
		this.#takeNew();
		const { values } = this.column;
		const best = new Best(
			limit,
			(a, b) => people(b) - people(a) || compareBytes(values[a] as string, values[b] as string),
		);
		const matching = this.#matching(prefix);
		const counts = Uint32Array.from(matching, people);
		const least = leastWanted(
			counts,
			counts.reduce((most, count) => Math.max(most, count), 0),
			limit,
		);
		for (const number of matching) if (people(number) >= least) best.offer(number);
		return best.take().map((number) => ({ word: values[number] as string, documents: people(number) }));
	}

	/** Each value once. */
	#matching(prefix: string): number[] {
		const found: number[] = [];
		this.#question++;
		const meet = (number: number) => {
			if (this.#met[number] === this.#question) return;
			this.#met[number] = this.#question;
			found.push(number);
		};
		const end = this.#firstAt((text) => text > prefix && !text.startsWith(prefix));
		for (let at = this.#firstAt((text) => text >= prefix); at < end; at++) meet(this.#numbers[at] as number);
		for (const { text, number } of this.#fresh) if (text.startsWith(prefix)) meet(number);
		return found;
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
		if (this.#fresh.length < UNSORTED) return;
		const old = this.#texts.map((text, at): Entry => ({ text, number: this.#numbers[at] as number }));
		const all = [...old, ...this.#fresh].sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
		this.#texts = all.map(({ text }) => text);
		this.#numbers = Int32Array.from(all, ({ number }) => number);
		this.#fresh = [];
	}
}
