import type { Statement } from "better-sqlite3-multiple-ciphers";
import { editsAway, firstLetter, fitsPattern, literalStart } from "../../../analysis/open-words.ts";
import { compareBytes } from "../../order.ts";
import { PLAN_LIMITS } from "../../port.ts";
import type { Connection } from "../connection.ts";
import { decodeToken, encodeToken, GAP } from "../token-text.ts";

export interface WordCount {
	readonly word: string;
	readonly documents: number;
}

/** Lists of words remembered at most, until the store changes. */
const REMEMBERED = 10_000;

/** Reads the store's dictionary: which words a stem, a prefix, a pattern or a fuzzy word stands for, and how many people have them. */
export class Words {
	readonly #ofStem: Statement<[string], string>;
	readonly #from: Statement<[string], [term: string, documents: number]>;
	readonly #terms: Statement<[string], string>;
	readonly #count: Statement<[string], number>;
	readonly #stems = new Map<string, readonly string[]>();
	readonly #prefixes = new Map<string, readonly WordCount[]>();
	readonly #shapes = new Map<string, readonly string[]>();
	#version: unknown = null;

	constructor(connection: Connection) {
		this.#ofStem = connection.prepare<[string], string>("SELECT DISTINCT word FROM stem WHERE stem = ?").pluck();
		this.#from = connection
			.prepare<[string], [string, number]>("SELECT term, doc FROM vocabulary WHERE term >= ? ORDER BY term")
			.raw();
		// The vocabulary of FTS5 counts people while it goes along; the plain list of words is many times faster to look through.
		this.#terms = connection
			.prepare<[string], string>("SELECT DISTINCT word FROM term WHERE word >= ? ORDER BY word")
			.pluck();
		this.#count = connection.prepare<[string], number>("SELECT doc FROM vocabulary WHERE term = ?").pluck();
	}

	/** Forgets what is of an earlier state of the file. */
	at(version: unknown): void {
		if (version === this.#version && this.#stems.size + this.#prefixes.size + this.#shapes.size < REMEMBERED) return;
		this.#shapes.clear();
		this.#stems.clear();
		this.#prefixes.clear();
		this.#version = version;
	}

	/** The word itself and the dictionary's words with one of the stem keys. */
	ofStem(word: string, stems: readonly string[]): readonly string[] {
		const find = () => [...new Set([word, ...stems.flatMap((stem) => this.#ofStem.all(stem))])];
		return remembered(this.#stems, JSON.stringify([word, ...stems]), find);
	}

	/** At most PLAN_LIMITS.prefixWords, the most frequent. */
	ofPrefix(prefix: string): readonly string[] {
		return this.beginningWith(prefix, PLAN_LIMITS.prefixWords).map(({ word }) => word);
	}

	/** At most PLAN_LIMITS.prefixWords, the most frequent. */
	ofPattern(pattern: string): readonly string[] {
		const fits = (word: string) => fitsPattern(word, pattern);
		const find = () => this.#frequent(this.#wanted(literalStart(pattern), fits), PLAN_LIMITS.prefixWords);
		return remembered(this.#shapes, `*${pattern}`, find);
	}

	/** At most PLAN_LIMITS.fuzzyWords, the most frequent. */
	near(word: string, edits: number): readonly string[] {
		const isNear = (other: string) => editsAway(other, word, edits) !== null;
		const find = () => this.#frequent(this.#wanted(firstLetter(word), isNear), PLAN_LIMITS.fuzzyWords);
		return remembered(this.#shapes, `${edits}${word}`, find);
	}

	/** Words of the dictionary that begin with `start`. */
	#wanted(start: string, wanted: (word: string) => boolean): string[] {
		const found: string[] = [];
		for (const word of this.#terms.iterate(start)) {
			if (!word.startsWith(start)) break;
			if (wanted(word)) found.push(word);
		}
		return found;
	}

	/** People are counted only where there are too many words. */
	#frequent(words: readonly string[], limit: number): readonly string[] {
		if (words.length <= limit) return words;
		const counted = words.map((word) => ({ word, documents: this.#count.get(encodeToken(word)) ?? 0 }));
		return counted
			.sort(mostFrequentFirst)
			.slice(0, limit)
			.map(({ word }) => word);
	}

	/** Most frequent first, ties in byte order. */
	beginningWith(prefix: string, limit: number): readonly WordCount[] {
		if (limit > PLAN_LIMITS.prefixWords) return this.#read(prefix, limit);
		return remembered(this.#prefixes, prefix, () => this.#read(prefix, PLAN_LIMITS.prefixWords)).slice(0, limit);
	}

	/** Characters are encoded one by one, so the encoded prefix begins the encoded words, which come in order. */
	#read(prefix: string, limit: number): WordCount[] {
		const start = prefix === "" ? "" : encodeToken(prefix);
		const found: WordCount[] = [];
		for (const [term, documents] of this.#from.iterate(start)) {
			if (!term.startsWith(start)) break;
			if (term !== GAP) found.push({ word: decodeToken(term), documents });
		}
		return found.sort(mostFrequentFirst).slice(0, limit);
	}
}

const mostFrequentFirst = (a: WordCount, b: WordCount) => b.documents - a.documents || compareBytes(a.word, b.word);

function remembered<T>(memory: Map<string, T>, key: string, find: () => T): T {
	const known = memory.get(key);
	if (known !== undefined) return known;
	const found = find();
	memory.set(key, found);
	return found;
}
