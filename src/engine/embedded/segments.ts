/**
 * The segments that an index of FTS5 lies in, as SQLite keeps their list: https://sqlite.org/fts5.html and, to the byte, the head of
 * fts5_index.c.
 */
import type { Statement } from "better-sqlite3-multiple-ciphers";
import type { Connection } from "./connection.ts";

/** Something in the index is of a kind that is not known here. */
export class UnknownFormat extends Error {}

/** Pages that lie together; each word is looked for in every segment. */
export interface Segment {
	readonly id: number;
	readonly firstPage: number;
	readonly lastPage: number;
	/** It is being merged with others, and what of it was merged already lies in another segment. */
	readonly isMerging: boolean;
}

/** Row of the list of segments. */
const STRUCTURE_ROW = 10;
/** Bytes of the structure before its numbers: a cookie. */
const COOKIE = 4;
/** Behind the cookie in the second version of the structure, which only tables without contents have. */
const SECOND_VERSION = 0xff;

/** Reads the list of segments of a store. */
export class Segments {
	readonly #structure: Statement<[], Buffer>;

	constructor(connection: Connection) {
		this.#structure = connection
			.prepare<[], Buffer>(`SELECT block FROM tokens_data WHERE id = ${STRUCTURE_ROW}`)
			.pluck();
	}

	/**
	 * Those with anything in them, earlier rows before later ones.
	 * @throws UnknownFormat
	 */
	read(): readonly Segment[] {
		const structure = this.#structure.get();
		return structure === undefined ? [] : segmentsOf(structure);
	}
}

function segmentsOf(structure: Buffer): Segment[] {
	if (structure[COOKIE] === SECOND_VERSION) throw new UnknownFormat("The list of segments is of another version.");
	const numbers = new Numbers(structure, COOKIE);
	const levels = numbers.next();
	const count = numbers.next();
	numbers.next(); // How often was written.
	const segments: Segment[] = [];
	for (let level = 0; level < levels; level++) {
		const merging = numbers.next();
		const own: Segment[] = [];
		for (let left = numbers.next(); left > 0; left--) {
			const [id, firstPage, lastPage] = [numbers.next(), numbers.next(), numbers.next()];
			own.push({ id, firstPage, lastPage, isMerging: own.length < merging });
		}
		// Higher levels hold earlier rows.
		segments.unshift(...own);
	}
	if (segments.length !== count) throw new UnknownFormat("The list of segments is not as long as it says.");
	return segments.filter(({ lastPage }) => lastPage > 0);
}

/** SQLite's numbers of variable length: seven bits in a byte, the highest first, the last without the top bit. */
export class Numbers {
	readonly #bytes: Uint8Array;
	at: number;

	constructor(bytes: Uint8Array, at: number) {
		this.#bytes = bytes;
		this.at = at;
	}

	next(): number {
		let byte = this.#bytes[this.at++] as number;
		let value = byte & 0x7f;
		while (byte > 0x7f) {
			byte = this.#bytes[this.at++] as number;
			value = value * 128 + (byte & 0x7f);
		}
		if (byte === undefined || value > Number.MAX_SAFE_INTEGER) throw new UnknownFormat("A number is cut off.");
		return value;
	}
}
