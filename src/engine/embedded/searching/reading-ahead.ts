import { stemKeys } from "../../../analysis/stem.ts";
import { tokenize } from "../../../analysis/tokenize.ts";
import { FACETS, type Facet } from "../../../domain/document.ts";
import type { FacetColumn } from "./facet-column.ts";
import type { Leaves } from "./leaves.ts";
import type { PeopleColumns } from "./people-columns.ts";
import type { Words } from "./words.ts";

/** In a store of fewer people every list is read as fast as it is found. */
const FEWEST_PEOPLE = 1000;
/** What recruiters ask for by words. */
const ASKED: readonly Facet[] = ["title", "skill", "city"];
/** Of each facet, the values that most people have. */
const MOST_VALUES = 1500;
/** Words of the dictionary looked through at once. */
const STRIDE = 500;
/** A word that stands for a thing, as the analysis writes it: `skill:java`. What is a person's own begins with the colon. */
const STANDS_FOR_A_THING = /^[a-z][a-z\d-]*:[^:@/]+$/;

/** Reads lists that are likely to be asked for, as long as nobody asks: the words of frequent titles, skills and cities, and all that stand for a thing. */
export class ReadingAhead {
	readonly people: PeopleColumns;
	readonly #leaves: Leaves;
	readonly #words: Words;
	readonly #rest: Generator<void>;

	constructor(people: PeopleColumns, leaves: Leaves, words: Words) {
		this.people = people;
		this.#leaves = leaves;
		this.#words = words;
		this.#rest = this.#lists();
	}

	/** Reads for so many milliseconds. @returns whether anything is left */
	read(milliseconds: number): boolean {
		const end = performance.now() + milliseconds;
		while (this.#leaves.hasRoom) {
			if (this.#rest.next().done === true) return false;
			if (performance.now() >= end) return true;
		}
		return false;
	}

	*#lists(): Generator<void> {
		if (this.people.population < FEWEST_PEOPLE) return;
		for (const facet of ASKED) {
			for (const value of this.#frequent(facet)) {
				const words = tokenize(value).map(({ text }) => text);
				for (const word of words) {
					this.#leaves.readAhead(word, words.length > 1);
					yield;
				}
				for (const word of words.flatMap((one) => this.#words.ofStem(one, stemKeys(one)))) {
					this.#leaves.readAhead(word, false);
					yield;
				}
			}
		}
		for (let last = ""; ; ) {
			const words = this.#words.after(last, STRIDE);
			for (const word of words) {
				if (!STANDS_FOR_A_THING.test(word)) continue;
				this.#leaves.readAhead(word, false);
				yield;
			}
			yield;
			if (words.length < STRIDE) return;
			last = words.at(-1) as string;
		}
	}

	#frequent(facet: Facet): string[] {
		const column = this.people.facets[FACETS.indexOf(facet)] as FacetColumn;
		const order = Array.from(column.values.keys()).sort((one, other) => column.people(other) - column.people(one));
		return order.slice(0, MOST_VALUES).map((number) => column.values[number] as string);
	}
}
