import type { Statement } from "better-sqlite3-multiple-ciphers";
import { PLAN_LIMITS } from "../../port.ts";
import type { Connection } from "../connection.ts";

export interface WordCount {
	readonly word: string;
	readonly documents: number;
}

/** Reads the store's dictionary: which words a stem or a prefix stands for. */
export class Words {
	readonly #ofStem: Statement<[string], string>;
	readonly #people: Statement<[string], number>;
	readonly #between: Statement<[string, string, number], WordCount>;
	readonly #from: Statement<[string, number], WordCount>;
	readonly #expansions = new Map<string, readonly string[]>();
	#version: unknown = null;

	constructor(connection: Connection) {
		this.#ofStem = connection.prepare<[string], string>("SELECT DISTINCT word FROM stem WHERE stem = ?").pluck();
		this.#people = connection.prepare<[string], number>("SELECT total(people) FROM term WHERE word = ?").pluck();
		const best = "GROUP BY word ORDER BY sum(people) DESC, word LIMIT ?";
		this.#between = connection.prepare(
			`SELECT word, sum(people) AS documents FROM term WHERE word >= ? AND word < ? ${best}`,
		);
		this.#from = connection.prepare(`SELECT word, sum(people) AS documents FROM term WHERE word >= ? ${best}`);
	}

	/** Forgets expansions of an earlier state of the file. */
	at(version: unknown): void {
		if (version !== this.#version) this.#expansions.clear();
		this.#version = version;
	}

	/** The word itself and the dictionary's words with one of the stem keys. */
	ofStem(word: string, stems: readonly string[]): readonly string[] {
		return this.#expand(JSON.stringify([word, ...stems]), () => [
			...new Set([word, ...stems.flatMap((stem) => this.#ofStem.all(stem))]),
		]);
	}

	/** At most PLAN_LIMITS.prefixWords, the most frequent. */
	ofPrefix(prefix: string): readonly string[] {
		return this.#expand(prefix, () => this.beginningWith(prefix, PLAN_LIMITS.prefixWords).map(({ word }) => word));
	}

	/** Most frequent first, ties in byte order. */
	beginningWith(prefix: string, limit: number): WordCount[] {
		const end = successor(prefix);
		return end === null ? this.#from.all(prefix, limit) : this.#between.all(prefix, end, limit);
	}

	/** How many people have this word. */
	people(word: string): number {
		return this.#people.get(word) ?? 0;
	}

	#expand(key: string, find: () => readonly string[]): readonly string[] {
		const known = this.#expansions.get(key);
		if (known !== undefined) return known;
		const found = find();
		this.#expansions.set(key, found);
		return found;
	}
}

const LAST_CODE_POINT = 0x10ffff;

/** The first string in byte order after all that begin with `prefix`; null where nothing comes after. */
function successor(prefix: string): string | null {
	const points = Array.from(prefix.toWellFormed(), (char) => char.codePointAt(0) as number);
	while (points.at(-1) === LAST_CODE_POINT) points.pop();
	const last = points.pop();
	if (last === undefined) return null;
	return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1);
}
