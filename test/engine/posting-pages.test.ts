/** The pages of FTS5's index, read without it, say what FTS5 says: after inserts, merges and deletions of all kinds. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { TEXT_FIELDS } from "../../src/domain/document.ts";
import { type Connection, openConnection } from "../../src/engine/embedded/connection.ts";
import { packChanges, unpackChanges } from "../../src/engine/embedded/pack.ts";
import { placeOf } from "../../src/engine/embedded/searching/positions.ts";
import { PostingList } from "../../src/engine/embedded/searching/posting-list.ts";
import { PostingPages } from "../../src/engine/embedded/searching/posting-pages.ts";
import { Segments, UnknownFormat } from "../../src/engine/embedded/segments.ts";
import { StoreWriter } from "../../src/engine/embedded/writing/store-writer.ts";
import type { Change } from "../../src/engine/port.ts";
import { person } from "../contract/people.ts";
import { KEY, placeIn, testFolder } from "./folder.ts";

const FIELD_NAMES: readonly string[] = TEXT_FIELDS;

/** By row in place of ordinals. */
function pagesSay(connection: Connection, term: string, rowIds: Int32Array) {
	const list = new PostingList(rowIds);
	for (const pages of new PostingPages(connection).ofWord(term)) {
		list.beginSegment();
		for (const page of pages) list.take(page);
	}
	const { ordinals, places } = list.build();
	return Array.from(ordinals, (ordinal, index) => [rowIds[ordinal], places[index]]);
}

function fts5Says(connection: Connection, term: string) {
	const rows = connection.prepare("SELECT doc, col, offset FROM occurrence WHERE term = ?").raw().all(term);
	return (rows as [number, string, number][]).map(([doc, column, offset]) => [
		doc,
		placeOf(FIELD_NAMES.indexOf(column), offset),
	]);
}

function compareAll(connection: Connection): number {
	const terms = connection.prepare<[], string>("SELECT term FROM vocabulary").pluck().all();
	const rows = connection.prepare<[], number>("SELECT row_id FROM person ORDER BY row_id").pluck().all();
	const rowIds = Int32Array.from(rows);
	for (const term of [...terms, "absent", "", "a", "zzz"]) {
		expect([term, pagesSay(connection, term, rowIds)]).toEqual([term, fts5Says(connection, term)]);
	}
	return terms.length;
}

const put = (id: number, body: readonly string[]): Change =>
	person(`p-${id}`, { body: body.join(" "), currentTitle: "java lead", skill: body.slice(0, 3).join(" ") });
const erase = (id: number): Change => ({ op: "delete", collection: "person", id: `p-${id}` });

const anyBody = fc.oneof(
	fc.array(fc.constantFrom("java", "javas", "jav", "developer", "at", "ab", "über", "日本"), { maxLength: 20 }),
	// Places of one word that fill pages.
	fc
		.tuple(fc.constantFrom("java", "lead"), fc.integer({ min: 2000, max: 9000 }))
		.map(([word, times]) => new Array<string>(times).fill(word)),
	// Many words, most of them on few pages.
	fc.integer({ min: 1, max: 3000 }).map((count) => Array.from({ length: count }, (_, index) => `w${index * 7}`)),
);
const anyChange = fc.oneof(
	{ weight: 3, arbitrary: fc.tuple(fc.nat({ max: 60 }), anyBody).map(([id, body]) => put(id, body)) },
	{ weight: 1, arbitrary: fc.nat({ max: 60 }).map(erase) },
);

test("pages say what FTS5 says", async () => {
	let compared = 0;
	const history = fc.array(fc.array(anyChange, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 30 });
	await fc.assert(
		fc.asyncProperty(history, async (writes) => {
			const place = placeIn(testFolder());
			const connection = openConnection(place, KEY, { create: true, readOnly: false });
			const writer = new StoreWriter(connection, place);
			for (const [index, changes] of writes.entries()) {
				writer.apply([unpackChanges(await packChanges(changes))]);
				// Stopped in the middle, as it is between two steps.
				if (index % 3 === 2) connection.exec("INSERT INTO tokens (tokens, rank) VALUES ('merge', -3)");
				if (index % 7 === 0) compared += compareAll(connection);
			}
			compared += compareAll(connection);
			writer.close();
		}),
		{ numRuns: Number(process.env.RUNS ?? 15) },
	);
	expect(compared).toBeGreaterThan(1000);
}, 240_000);

test("while nobody writes the index is put in order, and says the same", async () => {
	const place = placeIn(testFolder());
	const connection = openConnection(place, KEY, { create: true, readOnly: false });
	const writer = new StoreWriter(connection, place);
	const apply = async (changes: readonly Change[]) => writer.apply([unpackChanges(await packChanges(changes))]);
	const wordsFrom = (start: number) => Array.from({ length: 40_000 }, (_, index) => `w${(start + index * 7) % 90_000}`);
	for (let id = 1; id <= 6; id++) await apply([put(id, wordsFrom(id * 1000)), put(100 + id, ["java"])]);
	await apply([erase(3), erase(104)]);
	const rowIds = Int32Array.from(
		connection.prepare<[], number>("SELECT row_id FROM person ORDER BY row_id").pluck().all(),
	);
	const said = () => ["java", "w7007", "w21", "lead"].map((word) => JSON.stringify(pagesSay(connection, word, rowIds)));
	const before = said();
	expect(new Segments(connection).read().length).toBeGreaterThan(4);
	let steps = 0;
	while (writer.tidy()) {
		steps++;
		expect(said()).toEqual(before);
	}
	expect(steps).toBeGreaterThan(1);
	expect(new Segments(connection).read()).toHaveLength(1);
	await apply([put(200, ["java"])]);
	expect(writer.tidy()).toBe(false);
	writer.close();
});

test("segments become one while people are written between two steps, each page written once", async () => {
	const place = placeIn(testFolder());
	const connection = openConnection(place, KEY, { create: true, readOnly: false });
	const writer = new StoreWriter(connection, place);
	const apply = async (changes: readonly Change[]) => writer.apply([unpackChanges(await packChanges(changes))]);
	const wordsFrom = (start: number) => Array.from({ length: 40_000 }, (_, index) => `w${(start + index * 7) % 90_000}`);
	for (let id = 1; id <= 12; id++) await apply([put(id, wordsFrom(id * 1000))]);
	const segments = () => new Segments(connection).read();
	const pages = segments().reduce((sum, { firstPage, lastPage }) => sum + lastPage - firstPage + 1, 0);
	expect(writer.tidy()).toBe(true);
	const [into] = segments().filter(({ isMerging }) => !isMerging);
	let steps = 1;
	while (segments().some(({ isMerging }) => isMerging)) {
		await apply([put(1000 + steps, ["java", "lead"])]);
		expect(writer.tidy()).toBe(true);
		steps++;
		expect(segments().map(({ id }) => id)).toContain(into?.id);
		// A step merges a hundred pages.
		expect(steps).toBeLessThan(pages / 100 + 2);
	}
	expect(segments().length).toBeLessThan(5);
	writer.close();
});

test("what is not known is not guessed at", async () => {
	const place = placeIn(testFolder());
	const connection = openConnection(place, KEY, { create: true, readOnly: false });
	const writer = new StoreWriter(connection, place);
	writer.apply([unpackChanges(await packChanges([put(1, ["java"]), put(2, ["java"])]))]);
	const ordinals = Int32Array.of(1);
	expect(() => pagesSay(connection, "java", ordinals)).toThrow(UnknownFormat);
	writer.close();
});

test("a list of segments of another version is not read", () => {
	const structure = Buffer.from([0, 0, 0, 0, 0xff, 0, 0, 1, 0, 0, 0]);
	const statement = { pluck: () => statement, get: () => structure };
	const connection = { prepare: () => statement } as unknown as Connection;
	expect(() => [...new PostingPages(connection).ofWord("java")]).toThrow(UnknownFormat);
});
