import { compareBytes } from "../../../order.ts";
import { PLAN_LIMITS } from "../../../port.ts";
import { EVERY_FIELD } from "../../../scoring.ts";
import { type Bits, countCommon, emptyBits, hasBit } from "../bitset.ts";
import type { Leaf } from "../leaves.ts";
import { addToBits, type Match } from "../match.ts";
import { mostFrequentFirst, type WordCount, type Words } from "../words.ts";
import type { SeenPeople } from "./seen-people.ts";

/**
 * The dictionary as an audience sees it: words that somebody it sees has in a text that it sees, with how many have them. A word is
 * looked at only when its turn comes: no audience sees it with more people than there are.
 */
export class SeenWords {
	readonly #words: Words;
	readonly #people: SeenPeople;
	readonly #match: (leaf: Leaf) => Match;
	readonly #live: Bits;
	readonly #known = new Map<string, readonly string[]>();

	/** Of one state of the store. */
	constructor(words: Words, people: SeenPeople, match: (leaf: Leaf) => Match) {
		this.#words = words;
		this.#people = people;
		this.#match = match;
		this.#live = people.live();
	}

	ofStem(word: string, stems: readonly string[]): readonly string[] {
		return this.#remembered(JSON.stringify([word, ...stems]), () => {
			const own = stems.flatMap((stem) => this.#words.withStem(stem)).filter((one) => this.#isSeenIn(one));
			return [...new Set([word, ...own.map(([found]) => found)])];
		});
	}

	ofPrefix(prefix: string): readonly string[] {
		return this.#remembered(`^${prefix}`, () =>
			this.beginningWith(prefix, PLAN_LIMITS.prefixWords).map(({ word }) => word),
		);
	}

	ofPattern(pattern: string): readonly string[] {
		return this.#remembered(`*${pattern}`, () =>
			this.#frequent(this.#words.fitting(pattern), PLAN_LIMITS.prefixWords).map(({ word }) => word),
		);
	}

	near(word: string, edits: number): readonly string[] {
		return this.#remembered(`${edits}${word}`, () =>
			this.#frequent(this.#words.around(word, edits), PLAN_LIMITS.fuzzyWords).map((one) => one.word),
		);
	}

	/** Most frequent first, ties in byte order. */
	beginningWith(prefix: string, limit: number): readonly WordCount[] {
		return this.#mostFrequent(this.#words.allBeginningWith(prefix), limit);
	}

	/** Words a few edits away, most frequent first, ties in byte order. */
	resembling(text: string, edits: number, limit: number): readonly WordCount[] {
		return this.#frequent(this.#words.allResembling(text, edits), limit);
	}

	#frequent(words: readonly string[], limit: number): readonly WordCount[] {
		const counted = words.map((word) => ({ word, documents: this.#words.count(word) }));
		return this.#mostFrequent(counted.sort(mostFrequentFirst), limit);
	}

	/** @param all with all people who have them, most frequent first */
	#mostFrequent(all: readonly WordCount[], limit: number): readonly WordCount[] {
		const found: WordCount[] = [];
		for (const { word, documents } of all) {
			// Nobody further down has more people than this, so the list cannot change any more.
			if (found.length >= limit && documents < (found[limit - 1]?.documents ?? 0)) break;
			const seen = this.#count(word);
			if (seen > 0) insert(found, { word, documents: seen });
		}
		return found.slice(0, limit);
	}

	#count(word: string): number {
		return countCommon(addToBits(emptyBits(this.#people.size), this.#of(word)), this.#live);
	}

	#of(word: string): Match {
		return this.#match({ kind: "words", words: [word], fields: EVERY_FIELD });
	}

	/** Stems are of the languages of the texts, so a text in this language must have the word. */
	#isSeenIn([word, language]: readonly [word: string, language: string]): boolean {
		return this.#of(word).ordinals.some(
			(ordinal) => hasBit(this.#live, ordinal) && this.#people.languageOf(ordinal) === language,
		);
	}

	#remembered(key: string, find: () => readonly string[]): readonly string[] {
		const known = this.#known.get(key) ?? find();
		this.#known.set(key, known);
		return known;
	}
}

/** Into a list that is in order. */
function insert(list: WordCount[], word: WordCount): void {
	let [low, high] = [0, list.length];
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (order(list[middle] as WordCount, word) < 0) low = middle + 1;
		else high = middle;
	}
	list.splice(low, 0, word);
}

const order = (one: WordCount, other: WordCount) =>
	other.documents - one.documents || compareBytes(one.word, other.word);
