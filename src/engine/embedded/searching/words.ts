import type { Statement } from "better-sqlite3-multiple-ciphers";
import { firstLetter, fitsPattern, literalStart } from "../../../analysis/open-words.ts";
import { compareBytes } from "../../order.ts";
import { PLAN_LIMITS } from "../../port.ts";
import type { Connection } from "../connection.ts";
import { decodeToken, encodeToken, GAP } from "../token-text.ts";
import { Resembling } from "./resembling.ts";

export interface WordCount {
	readonly word: string;
	readonly documents: number;
}

/** Lists of words remembered at most, until the store changes. */
const REMEMBERED = 10_000;

/** Reads the store's dictionary: which words a stem, a prefix, a pattern or a fuzzy word stands for, and how many people have them. */
export class Words {
	readonly #ofStem: Statement<[string], [word: string, language: string]>;
	readonly #from: Statement<[string], [term: string, documents: number]>;
	readonly #terms: Statement<[string], string>;
	readonly #count: Statement<[string], number>;
	readonly #behind: Statement<[string, number], string>;
	readonly #stems = new Map<string, readonly string[]>();
	readonly #prefixes = new Map<string, readonly WordCount[]>();
	readonly #shapes = new Map<string, readonly string[]>();
	/** The words of the dictionary by the letter that they begin with, in byte order. */
	readonly #byLetter = new Map<string, readonly string[]>();
	readonly #resembling = new Map<string, Resembling>();
	#version: unknown = null;

	constructor(connection: Connection) {
		this.#ofStem = connection
			.prepare<[string], [string, string]>("SELECT word, language FROM stem WHERE stem = ?")
			.raw();
		this.#from = connection
			.prepare<[string], [string, number]>("SELECT term, doc FROM vocabulary WHERE term >= ? ORDER BY term")
			.raw();
		// The vocabulary of FTS5 counts people while it goes along; the plain list of words is many times faster to look through.
		this.#terms = connection
			.prepare<[string], string>("SELECT DISTINCT word FROM term WHERE word >= ? ORDER BY word")
			.pluck();
		this.#behind = connection
			.prepare<[string, number], string>("SELECT DISTINCT word FROM term WHERE word > ? ORDER BY word LIMIT ?")
			.pluck();
		this.#count = connection.prepare<[string], number>("SELECT doc FROM vocabulary WHERE term = ?").pluck();
	}

	/** Forgets what is of an earlier state of the file. */
	at(version: unknown): void {
		if (version !== this.#version) {
			this.#resembling.clear();
			this.#byLetter.clear();
		}
		if (version === this.#version && this.#stems.size + this.#prefixes.size + this.#shapes.size < REMEMBERED) return;
		this.#shapes.clear();
		this.#stems.clear();
		this.#prefixes.clear();
		this.#version = version;
	}

	/** The word itself and the dictionary's words with one of the stem keys. */
	ofStem(word: string, stems: readonly string[]): readonly string[] {
		const find = () => [...new Set([word, ...stems.flatMap((stem) => this.withStem(stem).map(([found]) => found))])];
		return remembered(this.#stems, JSON.stringify([word, ...stems]), find);
	}

	/** Words with a stem key, each with the languages of the texts that gave it that stem. */
	withStem(stem: string): readonly (readonly [word: string, language: string])[] {
		return this.#ofStem.all(stem);
	}

	/** At most PLAN_LIMITS.prefixWords, the most frequent. */
	ofPrefix(prefix: string): readonly string[] {
		return this.beginningWith(prefix, PLAN_LIMITS.prefixWords).map(({ word }) => word);
	}

	/** At most PLAN_LIMITS.prefixWords, the most frequent. */
	ofPattern(pattern: string): readonly string[] {
		const find = () => this.#frequent(this.fitting(pattern), PLAN_LIMITS.prefixWords);
		return remembered(this.#shapes, `*${pattern}`, find);
	}

	/** All of a shape. */
	fitting(pattern: string): string[] {
		return this.#wanted(literalStart(pattern), (word) => fitsPattern(word, pattern));
	}

	/** At most PLAN_LIMITS.fuzzyWords, the most frequent. */
	near(word: string, edits: number): readonly string[] {
		const find = () => this.#frequent(this.around(word, edits), PLAN_LIMITS.fuzzyWords);
		return remembered(this.#shapes, `${edits}${word}`, find);
	}

	/** All within so many edits that begin alike. */
	around(word: string, edits: number): string[] {
		const letter = firstLetter(word);
		const near = this.#resemblingOf(letter).near(word, edits);
		return this.#beginning(letter).includes(word) ? [...near, word].sort(compareBytes) : near;
	}

	/** The words behind one, in byte order. */
	after(word: string, limit: number): string[] {
		return this.#behind.all(word, limit);
	}

	/** Words of the dictionary that begin with `start`. */
	#wanted(start: string, wanted: (word: string) => boolean): string[] {
		return this.#beginning(firstLetter(start)).filter((word) => word.startsWith(start) && wanted(word));
	}

	/** All words with this first letter; of none: all words. */
	#beginning(letter: string): readonly string[] {
		return remembered(this.#byLetter, letter, () => {
			if (letter === "") return this.#terms.all("");
			const found: string[] = [];
			for (const word of this.#terms.iterate(letter)) {
				if (!word.startsWith(letter)) break;
				found.push(word);
			}
			return found;
		});
	}

	/** The same in a form in which those that resemble a word are found quickly. */
	#resemblingOf(letter: string): Resembling {
		return remembered(this.#resembling, letter, () => new Resembling(this.#beginning(letter)));
	}

	/** People are counted only where there are too many words. */
	#frequent(words: readonly string[], limit: number): readonly string[] {
		if (words.length <= limit) return words;
		const counted = words.map((word) => ({ word, documents: this.count(word) }));
		return counted
			.sort(mostFrequentFirst)
			.slice(0, limit)
			.map(({ word }) => word);
	}

	/** People who have a word. */
	count(word: string): number {
		return this.#count.get(encodeToken(word)) ?? 0;
	}

	/** Most frequent first, ties in byte order. */
	beginningWith(prefix: string, limit: number): readonly WordCount[] {
		if (limit > PLAN_LIMITS.prefixWords) return this.allBeginningWith(prefix).slice(0, limit);
		const find = () => this.allBeginningWith(prefix).slice(0, PLAN_LIMITS.prefixWords);
		return remembered(this.#prefixes, prefix, find).slice(0, limit);
	}

	/** Words a few edits away, most frequent first, ties in byte order. */
	resembling(text: string, edits: number, limit: number): readonly WordCount[] {
		return this.allResembling(text, edits)
			.map((word) => ({ word, documents: this.count(word) }))
			.sort(mostFrequentFirst)
			.slice(0, limit);
	}

	allResembling(text: string, edits: number): string[] {
		return this.#resemblingOf("").near(text, edits);
	}

	/** Most frequent first. Characters are encoded one by one, so the encoded prefix begins the encoded words, which come in order. */
	allBeginningWith(prefix: string): WordCount[] {
		const start = prefix === "" ? "" : encodeToken(prefix);
		const found: WordCount[] = [];
		for (const [term, documents] of this.#from.iterate(start)) {
			if (!term.startsWith(start)) break;
			if (term !== GAP) found.push({ word: decodeToken(term), documents });
		}
		return found.sort(mostFrequentFirst);
	}
}

export const mostFrequentFirst = (a: WordCount, b: WordCount) =>
	b.documents - a.documents || compareBytes(a.word, b.word);

function remembered<T>(memory: Map<string, T>, key: string, find: () => T): T {
	const known = memory.get(key);
	if (known !== undefined) return known;
	const found = find();
	memory.set(key, found);
	return found;
}
