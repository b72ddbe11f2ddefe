import type { Statement } from "better-sqlite3-multiple-ciphers";
import { TEXT_FIELDS } from "../../../domain/document.ts";
import type { Connection } from "../connection.ts";
import { UnknownFormat } from "../segments.ts";
import { encodeToken } from "../token-text.ts";
import { keptBuffer } from "./kept-buffer.ts";
import { type Match, seek } from "./match.ts";
import type { PeopleColumns } from "./people-columns.ts";
import { matchOfPositions, type Positions, placeOf } from "./positions.ts";
import { PostingList } from "./posting-list.ts";
import { type KeptPages, PostingPages } from "./posting-pages.ts";

const FIELD_OF: ReadonlyMap<string, number> = new Map(TEXT_FIELDS.map((field, index) => [field, index]));

/** Reads the index of a store's file. Rows come in the order of the ordinals. */
export class Postings {
	readonly #connection: Connection;
	readonly #pages: PostingPages;
	readonly #places: Statement<[string], [row: number, column: string, offset: number]>;
	/** By field. */
	readonly #texts = new Map<string, Statement<[number], string>>();

	constructor(connection: Connection, kept: KeptPages) {
		this.#connection = connection;
		this.#pages = new PostingPages(connection, kept);
		this.#places = connection
			.prepare<[string], [number, string, number]>("SELECT doc, col, offset FROM occurrence WHERE term = ?")
			.raw();
	}

	/** Where a word stands. */
	positions(word: string, people: PeopleColumns): Positions {
		const { ordinals, places } = this.#positions(word, people);
		const { length, byteLength } = ordinals;
		const buffer = keptBuffer(2 * byteLength);
		const kept = { ordinals: new Int32Array(buffer, 0, length), places: new Uint32Array(buffer, byteLength, length) };
		kept.ordinals.set(ordinals);
		kept.places.set(places);
		return kept;
	}

	/** Who has a word. */
	match(word: string, people: PeopleColumns): Match {
		return matchOfPositions(this.#positions(word, people));
	}

	/** Void with the next word. */
	#positions(word: string, people: PeopleColumns): Positions {
		const encoded = encodeToken(word);
		try {
			return this.#read(encoded, people);
		} catch (thrown) {
			if (thrown instanceof UnknownFormat) return this.#ask(encoded, people);
			throw thrown;
		}
	}

	#read(encoded: string, people: PeopleColumns): Positions {
		const list = new PostingList(people.rowIds());
		for (const pages of this.#pages.ofWord(encoded)) {
			list.beginSegment();
			for (const page of pages) list.take(page);
		}
		return list.build();
	}

	/** The same from FTS5 itself, row by row. */
	#ask(encoded: string, people: PeopleColumns): Positions {
		const ordinals: number[] = [];
		const places: number[] = [];
		const rowIds = people.rowIds();
		let ordinal = 0;
		for (const [row, column, offset] of this.#places.iterate(encoded)) {
			if (rowIds[ordinal] !== row) ordinal = seek(rowIds, row, ordinal);
			ordinals.push(ordinal);
			places.push(placeOf(FIELD_OF.get(column) as number, offset));
		}
		return { ordinals: Int32Array.from(ordinals), places: Uint32Array.from(places) };
	}

	/** A person's text of a field, encoded. */
	text(row: number, field: string): string {
		const statement =
			this.#texts.get(field) ??
			this.#connection.prepare<[number], string>(`SELECT ${field} FROM tokens WHERE rowid = ?`).pluck();
		this.#texts.set(field, statement);
		return statement.get(row) ?? "";
	}
}
