import type { Statement } from "better-sqlite3-multiple-ciphers";
import { eachCode, packAttributes } from "../attributes.ts";
import type { Connection } from "../connection.ts";
import type { PackedPerson } from "../protocol.ts";
import type { FacetValues } from "./facet-values.ts";
import type { TokenIndex } from "./token-index.ts";

/** Removals kept for other connections to follow. */
const REMOVALS_KEPT = 50_000;

interface StoredPerson {
	readonly row_id: number;
	readonly link: string | null;
	readonly language: string;
	readonly attributes: Buffer;
}

/** The searchable side of people: a row each, its tokens, its facet values. */
export class People {
	readonly #values: FacetValues;
	readonly #tokens: TokenIndex;
	readonly #find: Statement<[number], StoredPerson>;
	readonly #insert: Statement<[string, string | null, string, number, Buffer]>;
	readonly #remove: Statement<[number]>;
	readonly #noteRemoval: Statement<[number]>;
	readonly #cutRemovals: Statement<[number]>;

	constructor(connection: Connection, values: FacetValues, tokens: TokenIndex) {
		this.#values = values;
		this.#tokens = tokens;
		this.#find = connection.prepare("SELECT row_id, link, language, attributes FROM person WHERE row_id = ?");
		this.#insert = connection.prepare(
			"INSERT INTO person (id, link, language, body_length, attributes) VALUES (?, ?, ?, ?, ?)",
		);
		this.#remove = connection.prepare("DELETE FROM person WHERE row_id = ?");
		this.#noteRemoval = connection.prepare("INSERT INTO removal (row_id) VALUES (?)");
		this.#cutRemovals = connection.prepare("DELETE FROM removal WHERE sequence <= ?");
	}

	/**
	 * @param earlier row of this person so far
	 * @returns the row of this person from now on; the same one where nothing changes that is searched
	 */
	put(id: string, person: PackedPerson, earlier: number | null): number {
		const { language, texts, link } = person;
		const codes = person.facets.map((values, facet) => values.map((value) => this.#values.code(facet, value)));
		const attributes = packAttributes(person.columns, codes, person.access);
		const stored = earlier === null ? undefined : this.#find.get(earlier);
		if (stored !== undefined) {
			// Taking tokens out costs milliseconds; most changes of a record change nothing that is searched.
			if (isSame(stored, this.#tokens.textsOf(stored.row_id), person, attributes)) return stored.row_id;
			this.#removeRow(stored);
		}
		const row = Number(this.#insert.run(id, link, language, person.bodyLength, attributes).lastInsertRowid);
		this.#tokens.add({ by: 1, row, language, texts, codes: codes.flat() });
		return row;
	}

	remove(row: number): void {
		const person = this.#find.get(row);
		if (person !== undefined) this.#removeRow(person);
	}

	#removeRow({ row_id: row, language, attributes }: StoredPerson): void {
		const codes: number[] = [];
		eachCode(attributes, (_, code) => codes.push(code));
		this.#tokens.add({ by: -1, row, language, texts: this.#tokens.textsOf(row), codes });
		this.#remove.run(row);
		const sequence = Number(this.#noteRemoval.run(row).lastInsertRowid);
		if (sequence % REMOVALS_KEPT === 0) this.#cutRemovals.run(sequence - REMOVALS_KEPT);
	}
}

function isSame(stored: StoredPerson, texts: readonly string[], person: PackedPerson, attributes: Buffer): boolean {
	return (
		stored.link === person.link &&
		stored.language === person.language &&
		stored.attributes.equals(attributes) &&
		texts.length === person.texts.length &&
		texts.every((text, index) => text === person.texts[index])
	);
}
