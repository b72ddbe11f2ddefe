import type { Statement } from "better-sqlite3-multiple-ciphers";
import { stemKeys } from "../../../analysis/stem.ts";
import type { Connection } from "../connection.ts";
import { decodeToken } from "../token-text.ts";

/** `changes`: a JSON object, word to change of its count. */
interface Changes {
	readonly changes: string;
	readonly language: string;
}

/**
 * The words of live people with how many have them. A word that nobody has any more goes, and its stems with it. A
 * transaction changes tens of thousands of words: they are handed to SQLite as one JSON object, which halves the time.
 */
export class Dictionary {
	readonly #findNew: Statement<[Changes], string>;
	readonly #change: Statement<[Changes]>;
	readonly #removeUnused: Statement<[Changes], string>;
	readonly #insertStem: Statement<[string, string, string]>;
	readonly #removeStem: Statement<[string, string, string]>;

	constructor(connection: Connection) {
		this.#findNew = connection
			.prepare<[Changes], string>(
				"SELECT key FROM json_each(@changes) WHERE NOT EXISTS (SELECT 1 FROM term WHERE word = key AND language = @language)",
			)
			.pluck();
		this.#change = connection.prepare(
			`INSERT INTO term (word, language, people) SELECT key, @language, value FROM json_each(@changes) WHERE true
			 ON CONFLICT (word, language) DO UPDATE SET people = people + excluded.people`,
		);
		this.#removeUnused = connection
			.prepare<[Changes], string>(
				`DELETE FROM term WHERE word IN (SELECT key FROM json_each(@changes) WHERE value < 0) AND language = @language AND people <= 0
				 RETURNING word`,
			)
			.pluck();
		this.#insertStem = connection.prepare("INSERT INTO stem (stem, word, language) VALUES (?, ?, ?)");
		this.#removeStem = connection.prepare("DELETE FROM stem WHERE stem = ? AND word = ? AND language = ?");
	}

	/** @param counts by encoded word, of texts in this language */
	apply(language: string, counts: ReadonlyMap<string, { readonly by: number }>): void {
		const members: string[] = [];
		let hasLess = false;
		for (const [word, { by }] of counts) {
			if (by !== 0) members.push(`${JSON.stringify(decodeToken(word))}:${by}`);
			hasLess ||= by < 0;
		}
		const changes = { changes: `{${members.join(",")}}`, language };
		const added = this.#findNew.all(changes);
		this.#change.run(changes);
		for (const word of added) for (const stem of stemsOf(word, language)) this.#insertStem.run(stem, word, language);
		if (!hasLess) return;
		for (const word of this.#removeUnused.all(changes)) {
			for (const stem of stemsOf(word, language)) this.#removeStem.run(stem, word, language);
		}
	}
}

/** Stem keys under which a word of a text in this language is found; '' stands for unknown, then every language. */
function stemsOf(word: string, language: string): ReadonlySet<string> {
	return new Set(stemKeys(word, language === "" ? undefined : [language]));
}
