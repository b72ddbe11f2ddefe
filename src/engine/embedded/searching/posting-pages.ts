/**
 * The pages of FTS5's index that hold one word, as SQLite keeps them: https://sqlite.org/fts5.html and, to the byte, the head of
 * fts5_index.c. Asking FTS5 itself for each occurrence as a row takes twenty times as long as reading the pages. What is not as
 * described here is not guessed at: the caller then asks FTS5.
 */
import type { Statement } from "better-sqlite3-multiple-ciphers";
import type { Connection } from "../connection.ts";
import { Numbers, type Segment, Segments, UnknownFormat } from "../segments.ts";

/** A part of a page that belongs to the word: bytes from `start` to `end`. */
export interface PostingPage {
	readonly bytes: Uint8Array;
	readonly start: number;
	readonly end: number;
}

/** What words begin with in the index, beside those of prefix indexes. */
const MAIN_INDEX = "0";
/** Rows of a segment's pages begin at its id times this. */
const ROWS_OF_SEGMENT = 2 ** 37;
const HEADER = 4;
/** Pages read at once at most. */
const LONGEST_RUN = 64;

/** The page of a row: the one that is kept, or what is read. */
export type KeptPages = (row: number, read: () => IndexPage) => IndexPage;

export class PostingPages {
	readonly #segments: Segments;
	readonly #firstPage: Statement<[number, Buffer], number>;
	readonly #pages: Statement<[number, number], Buffer>;
	readonly #kept: KeptPages;

	/** @param kept keeps pages as long as nothing is written; absent: none is kept */
	constructor(connection: Connection, kept: KeptPages = (_, read) => read()) {
		this.#kept = kept;
		this.#segments = new Segments(connection);
		this.#firstPage = connection
			.prepare<[number, Buffer], number>(
				"SELECT pgno FROM tokens_idx WHERE segid = ? AND term <= ? ORDER BY term DESC LIMIT 1",
			)
			.pluck();
		this.#pages = connection
			.prepare<[number, number], Buffer>("SELECT block FROM tokens_data WHERE id BETWEEN ? AND ? ORDER BY id")
			.pluck();
	}

	/**
	 * By segment: the pages of an encoded word, in order.
	 * @throws UnknownFormat
	 */
	*ofWord(encoded: string): Generator<Generator<PostingPage>> {
		const term = Buffer.from(MAIN_INDEX + encoded, "utf8");
		for (const segment of this.#segments.read()) yield this.#inSegment(segment, term);
	}

	*#inSegment(segment: Segment, term: Buffer): Generator<PostingPage> {
		const found = this.#firstPage.get(segment.id, term);
		const first = Math.max(segment.firstPage, found === undefined ? 0 : found >>> 1);
		const page = this.#firstOf(segment, first);
		const own = wordIn(page, term);
		if (own === null) return;
		yield { bytes: page.bytes, ...own };
		if (own.end < page.size) return;
		// Most words end on the page that they begin on.
		for (let from = first + 1, run = 4; from <= segment.lastPage; from += run, run = Math.min(LONGEST_RUN, run * 4)) {
			const to = Math.min(segment.lastPage, from + run - 1);
			const pages = this.#pages.all(rowOf(segment, from), rowOf(segment, to));
			for (const bytes of pages) {
				const { terms, size } = readPage(bytes);
				const end = terms[0] ?? size;
				yield { bytes, start: HEADER, end };
				// The next word begins on this page.
				if (end < size) return;
			}
			if (pages.length < to - from + 1) throw new UnknownFormat("A page is missing.");
		}
	}

	/** Rare words stand by the hundred on one page, and a shape stands for many of them. */
	#firstOf(segment: Segment, number: number): IndexPage {
		const row = rowOf(segment, number);
		return this.#kept(row, () => {
			const [bytes] = this.#pages.all(row, row);
			if (bytes === undefined) throw new UnknownFormat("A page is missing.");
			return readPage(bytes);
		});
	}
}

const rowOf = ({ id }: Segment, page: number): number => id * ROWS_OF_SEGMENT + page;

/** A page of the index. */
export interface IndexPage {
	readonly bytes: Buffer;
	/** Where the contents end. */
	readonly size: number;
	/** Where words begin. */
	readonly terms: readonly number[];
}

function readPage(bytes: Buffer): IndexPage {
	const size = bytes.readUInt16BE(2);
	if (size < HEADER || size > bytes.length) throw new UnknownFormat("A page is longer than it is.");
	const numbers = new Numbers(bytes, size);
	const terms: number[] = [];
	while (numbers.at < bytes.length) terms.push((terms.at(-1) ?? 0) + numbers.next());
	return { bytes, size, terms };
}

/** Where the postings of a word lie on the page that it may begin on. Words share their beginnings with the ones before them. */
function wordIn(
	{ bytes, size, terms }: IndexPage,
	term: Buffer,
): { readonly start: number; readonly end: number } | null {
	/** How many bytes of the wanted word the word before has. */
	let shared = 0;
	for (const [index, at] of terms.entries()) {
		const numbers = new Numbers(bytes, at);
		const kept = index === 0 ? 0 : numbers.next();
		const length = numbers.next();
		const start = numbers.at + length;
		// What is kept beyond the shared bytes differs from the wanted word; so does what is kept before them.
		if (kept > shared) continue;
		shared = kept;
		let place = numbers.at;
		while (place < start && shared < term.length && bytes[place] === term[shared]) {
			place++;
			shared++;
		}
		if (place === start && shared === term.length) return { start, end: terms[index + 1] ?? size };
	}
	return null;
}
