import type { Statement } from "better-sqlite3-multiple-ciphers";
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

/** Reads the store's dictionary: which words a stem or a prefix stands for, and how many people have them. */
export class Words {
	readonly #ofStem: Statement<[string], string>;
	readonly #from: Statement<[string], [term: string, documents: number]>;
	readonly #stems = new Map<string, readonly string[]>();
	readonly #prefixes = new Map<string, readonly WordCount[]>();
	readonly #all: Statement<[], string>;
	readonly #count: Statement<[string], number>;
	#resembling: Resembling | null = null;
	#version: unknown = null;

	constructor(connection: Connection) {
		this.#ofStem = connection.prepare<[string], string>("SELECT DISTINCT word FROM stem WHERE stem = ?").pluck();
		this.#from = connection
			.prepare<[string], [string, number]>("SELECT term, doc FROM vocabulary WHERE term >= ? ORDER BY term")
			.raw();
		// The vocabulary of FTS5 counts people while it goes along; the plain list of words is many times faster to look through.
		this.#all = connection.prepare<[], string>("SELECT DISTINCT word FROM term").pluck();
		this.#count = connection.prepare<[string], number>("SELECT doc FROM vocabulary WHERE term = ?").pluck();
	}

	/** Forgets what is of an earlier state of the file. */
	at(version: unknown): void {
		if (version !== this.#version) this.#resembling = null;
		if (version === this.#version && this.#stems.size + this.#prefixes.size < REMEMBERED) return;
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

	/** Most frequent first, ties in byte order. */
	beginningWith(prefix: string, limit: number): readonly WordCount[] {
		if (limit > PLAN_LIMITS.prefixWords) return this.#read(prefix, limit);
		return remembered(this.#prefixes, prefix, () => this.#read(prefix, PLAN_LIMITS.prefixWords)).slice(0, limit);
	}

	/** Words a few edits away, most frequent first, ties in byte order. */
	resembling(text: string, edits: number, limit: number): readonly WordCount[] {
		this.#resembling ??= new Resembling(this.#all.all());
		return this.#resembling
			.near(text, edits)
			.map((word) => ({ word, documents: this.#count.get(encodeToken(word)) ?? 0 }))
			.sort((a, b) => b.documents - a.documents || compareBytes(a.word, b.word))
			.slice(0, limit);
	}

	/** Characters are encoded one by one, so the encoded prefix begins the encoded words, which come in order. */
	#read(prefix: string, limit: number): WordCount[] {
		const start = prefix === "" ? "" : encodeToken(prefix);
		const found: WordCount[] = [];
		for (const [term, documents] of this.#from.iterate(start)) {
			if (!term.startsWith(start)) break;
			if (term !== GAP) found.push({ word: decodeToken(term), documents });
		}
		return found.sort((a, b) => b.documents - a.documents || compareBytes(a.word, b.word)).slice(0, limit);
	}
}

function remembered<T>(memory: Map<string, T>, key: string, find: () => T): T {
	const known = memory.get(key);
	if (known !== undefined) return known;
	const found = find();
	memory.set(key, found);
	return found;
}
