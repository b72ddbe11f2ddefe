import type { Statement } from "better-sqlite3-multiple-ciphers";
import { partKeys, wordKeys } from "../../../analysis/word-keys.ts";
import { TEXT_FIELDS } from "../../../domain/document.ts";
import type { Connection } from "../connection.ts";
import { decodeToken, wordsOf } from "../token-text.ts";
import type { WordChanges } from "./deltas.ts";

/** People of a language whose words are looked through before words are looked up one by one. */
const SAMPLE = 64;

/** `words`: a JSON array. */
interface Words {
	readonly words: string;
	readonly language: string;
}

/**
 * The words of live people with the languages of their texts. A word that nobody has any more goes, and its stems with it.
 * How many have a word is not kept here but asked of FTS5: counts would be rewritten for 24,000 words with every 500 people.
 */
export class Dictionary {
	readonly #insert: Statement<[Words], string>;
	readonly #remove: Statement<[string, string]>;
	readonly #insertStem: Statement<[string, string, string]>;
	readonly #removeStem: Statement<[string, string, string]>;
	readonly #newest: Statement<[string, number], string[]>;
	readonly #carrier: Statement<[string, string]>;
	readonly #withoutParts: Statement<[], [word: string, language: string]>;
	readonly #markParts: Statement<[]>;

	constructor(connection: Connection) {
		// One statement for all words of a transaction: several times faster than one for each.
		this.#insert = connection
			.prepare<[Words], string>(
				"INSERT OR IGNORE INTO term (word, language) SELECT value, @language FROM json_each(@words) RETURNING word",
			)
			.pluck();
		this.#remove = connection.prepare("DELETE FROM term WHERE word = ? AND language = ?");
		this.#insertStem = connection.prepare("INSERT INTO stem (stem, word, language) VALUES (?, ?, ?)");
		this.#removeStem = connection.prepare("DELETE FROM stem WHERE stem = ? AND word = ? AND language = ?");
		// A key that no word has: the mark that this was done.
		this.#markParts = connection.prepare(
			"INSERT OR IGNORE INTO stem (stem, word, language) VALUES ('/parts', ':1', '')",
		);
		this.#withoutParts = connection
			.prepare<[], [string, string]>(
				"SELECT word, language FROM term WHERE language IN ('', 'de') AND length(word) > 6",
			)
			.raw();
		const columns = TEXT_FIELDS.map((field) => `tokens.${field}`).join(", ");
		this.#newest = connection
			.prepare<[string, number], string[]>(
				`SELECT ${columns} FROM person CROSS JOIN tokens ON tokens.rowid = person.row_id
				 WHERE person.language = ? ORDER BY person.row_id DESC LIMIT ?`,
			)
			.raw();
		this.#carrier = connection.prepare(
			`SELECT 1 FROM occurrence CROSS JOIN person ON person.row_id = occurrence.doc
			 WHERE occurrence.term = ? AND person.language = ? LIMIT 1`,
		);
	}

	/** Gives the words of a store from before compounds were taken apart the keys of their parts, once. */
	demandParts(): void {
		if (this.#markParts.run().changes === 0) return;
		for (const [word, language] of this.#withoutParts.all())
			for (const key of partKeys(word, language || null)) this.#insertStem.run(key, word, language);
	}

	/** Runs after the tokens of the transaction are in the index. */
	apply(language: string, { came, went }: WordChanges): void {
		const words = JSON.stringify(Array.from(came, decodeToken));
		for (const word of this.#insert.all({ words, language })) {
			for (const stem of stemsOf(word, language)) this.#insertStem.run(stem, word, language);
		}
		for (const word of this.#unused(language, went).map(decodeToken)) {
			this.#remove.run(word, language);
			for (const stem of stemsOf(word, language)) this.#removeStem.run(stem, word, language);
		}
	}

	/** Of these encoded words, those that no text in this language has. */
	#unused(language: string, words: ReadonlySet<string>): string[] {
		if (words.size === 0) return [];
		const rest = new Set(words);
		const newest = this.#newest.all(language, SAMPLE);
		for (const word of newest.flatMap((texts) => texts.flatMap(wordsOf))) rest.delete(word);
		if (newest.length < SAMPLE) return [...rest];
		return [...rest].filter((word) => this.#carrier.get(word, language) === undefined);
	}
}

/** Keys under which a word of a text in this language is found; '' stands for unknown, then every language. */
function stemsOf(word: string, language: string): ReadonlySet<string> {
	return new Set(wordKeys(word, language || null));
}
