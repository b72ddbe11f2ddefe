import type { Statement } from "better-sqlite3-multiple-ciphers";
import { TEXT_FIELDS } from "../../../domain/document.ts";
import { BODY_BIT } from "../../scoring.ts";
import type { Connection } from "../connection.ts";
import { encodeToken, matchQuery } from "../token-text.ts";
import { type Match, MatchBuilder, seek } from "./match.ts";
import type { PeopleColumns } from "./people-columns.ts";
import { type Positions, placeOf } from "./positions.ts";

/** Words with more occurrences than this are read row by row: all at once would take too much memory. */
const LONG_LIST = 500_000;

const FIELD_OF: ReadonlyMap<string, number> = new Map(TEXT_FIELDS.map((field, index) => [field, index]));

/** Reads the index of a store's file. Rows come in the order of the ordinals. */
export class Postings {
	readonly #connection: Connection;
	readonly #count: Statement<[string], number>;
	readonly #fields: Statement<[string], [row: number, column: string]>;
	readonly #places: Statement<[string], [row: number, column: string, offset: number]>;
	readonly #matching: Statement<[string], number>;
	readonly #texts = new Map<string, Statement<[number], string[]>>();

	constructor(connection: Connection) {
		this.#connection = connection;
		this.#count = connection.prepare<[string], number>("SELECT cnt FROM vocabulary WHERE term = ?").pluck();
		this.#fields = connection
			.prepare<[string], [number, string]>("SELECT doc, col FROM occurrence WHERE term = ?")
			.raw();
		this.#places = connection
			.prepare<[string], [number, string, number]>("SELECT doc, col, offset FROM occurrence WHERE term = ?")
			.raw();
		this.#matching = connection
			.prepare<[string], number>("SELECT rowid FROM tokens WHERE tokens MATCH ? ORDER BY rowid")
			.pluck();
	}

	/** How often a word occurs. */
	occurrences(word: string): number {
		return this.#count.get(encodeToken(word)) ?? 0;
	}

	/** Who has a word, and in which fields. */
	word(word: string, people: PeopleColumns): Match {
		const found = new MatchBuilder();
		const rowIds = people.rowIds();
		let ordinal = 0;
		for (const [row, column] of this.#rows(this.#fields, word, people)) {
			if (rowIds[ordinal] !== row) ordinal = seek(rowIds, row, ordinal);
			const bit = 1 << (FIELD_OF.get(column) as number);
			found.add(ordinal, bit, bit === BODY_BIT ? 1 : 0);
		}
		return found.build();
	}

	/** Where a word stands. */
	positions(word: string, people: PeopleColumns): Positions {
		const size = this.occurrences(word);
		const positions = { ordinals: new Int32Array(size), places: new Uint32Array(size) };
		const rowIds = people.rowIds();
		let ordinal = 0;
		let index = 0;
		for (const [row, column, offset] of this.#rows(this.#places, word, people)) {
			if (rowIds[ordinal] !== row) ordinal = seek(rowIds, row, ordinal);
			positions.ordinals[index] = ordinal;
			positions.places[index++] = placeOf(FIELD_OF.get(column) as number, offset);
		}
		return positions;
	}

	/** Row ids that FTS5 finds for a phrase; a superset where a slop is allowed, since NEAR crosses gaps. */
	phraseRows(words: readonly string[], slop: number, columns: readonly string[]): number[] {
		return this.#matching.all(`{${columns.join(" ")}} : (${matchQuery(words, slop)})`);
	}

	/** Column texts of these rows. */
	*texts(rows: readonly number[], columns: readonly string[]): Generator<[row: number, texts: readonly string[]]> {
		const names = columns.join(", ");
		const statement =
			this.#texts.get(names) ??
			this.#connection.prepare<[number], string[]>(`SELECT ${names} FROM tokens WHERE rowid = ?`).raw();
		this.#texts.set(names, statement);
		for (const row of rows) yield [row, statement.get(row) ?? []];
	}

	#rows<Row>(statement: Statement<[string], Row>, word: string, people: PeopleColumns): Iterable<Row> {
		const encoded = encodeToken(word);
		// Counting takes time of its own, so only where there may be so many.
		const isLong = people.population > LONG_LIST / 10 && this.occurrences(word) > LONG_LIST;
		return isLong ? statement.iterate(encoded) : statement.all(encoded);
	}
}
