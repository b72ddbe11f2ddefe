import { beginnings } from "../../../analysis/completion.ts";
import { FACETS, type Facet } from "../../../domain/document.ts";
import { Best, compareBytes } from "../../order.ts";
import type { FacetColumn } from "./facet-column.ts";
import type { PeopleColumns } from "./people-columns.ts";
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

	of(people: PeopleColumns, facet: Facet): Completions {
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
	#sorted: Entry[] = [];
	#fresh: Entry[] = [];
	#taken = 0;

	constructor(column: FacetColumn) {
		this.column = column;
	}

	/** Values that living people have, most frequent first, ties in byte order. */
	beginningWith(prefix: string, limit: number): readonly WordCount[] {
		this.#takeNew();
		const { values, people } = this.column;
		const best = new Best(
			limit,
			(a, b) => people(b) - people(a) || compareBytes(values[a] as string, values[b] as string),
		);
		for (const number of this.#matching(prefix)) if (people(number) > 0) best.offer(number);
		return best.take().map((number) => ({ word: values[number] as string, documents: people(number) }));
	}

	#matching(prefix: string): ReadonlySet<number> {
		const found = new Set<number>();
		for (let at = this.#firstFrom(prefix); at < this.#sorted.length; at++) {
			const { text, number } = this.#sorted[at] as Entry;
			if (!text.startsWith(prefix)) break;
			found.add(number);
		}
		for (const { text, number } of this.#fresh) if (text.startsWith(prefix)) found.add(number);
		return found;
	}

	#firstFrom(prefix: string): number {
		let [low, high] = [0, this.#sorted.length];
		while (low < high) {
			const middle = (low + high) >>> 1;
			if ((this.#sorted[middle] as Entry).text < prefix) low = middle + 1;
			else high = middle;
		}
		return low;
	}

	#takeNew(): void {
		const { values } = this.column;
		for (; this.#taken < values.length; this.#taken++) {
			const number = this.#taken;
			for (const text of beginnings(values[number] as string)) this.#fresh.push({ text, number });
		}
		if (this.#fresh.length < UNSORTED) return;
		this.#sorted = [...this.#sorted, ...this.#fresh].sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
		this.#fresh = [];
	}
}
