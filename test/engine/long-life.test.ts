/** What only happens to a store that lives long: many new people, many gone, idle times, threads that die. */
import { cpSync, existsSync, rmSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { openConnection } from "../../src/engine/embedded/connection.ts";
import { packChanges, unpackChanges } from "../../src/engine/embedded/pack.ts";
import type { SearchCalls } from "../../src/engine/embedded/protocol.ts";
import { Follower } from "../../src/engine/embedded/searching/follower.ts";
import { WorkerLink } from "../../src/engine/embedded/worker-link.ts";
import { StoreWriter } from "../../src/engine/embedded/writing/store-writer.ts";
import type { Change } from "../../src/engine/port.ts";
import { shareKey } from "../../src/engine/shared-key.ts";
import { filtered, person, phrase, planOf, word } from "../contract/people.ts";
import { KEY, NAME, placeIn, testEngine, testFolder } from "./folder.ts";

const many = (from: number, to: number): Change[] =>
	Array.from({ length: to - from }, (_, index) => person(`p-${from + index}`, { body: `java n${(from + index) % 7}` }));
const erased = (from: number, to: number): Change[] =>
	Array.from({ length: to - from }, (_, index) => ({ op: "delete", collection: "person", id: `p-${from + index}` }));

test("lists follow when more people come than are followed one by one, and when most have gone", async () => {
	const store = await (await testEngine({ dataDir: testFolder() })).open(NAME, KEY, { create: true });
	const counts = async () => [
		(await store.retrieve(filtered(word("java")))).total,
		(await store.retrieve(filtered(word("n3")))).total,
		(await store.retrieve(filtered(phrase("java n3")))).total,
		(await store.retrieve(planOf({ limit: 0 }))).population,
	];
	const expected = (from: number, to: number) => {
		const third = Array.from({ length: to - from }, (_, index) => from + index).filter(
			(number) => number % 7 === 3,
		).length;
		return [to - from, third, third, to - from];
	};
	await store.write(many(0, 10));
	expect(await counts()).toEqual(expected(0, 10));
	await store.write(many(10, 3000));
	expect(await counts()).toEqual(expected(0, 3000));
	await store.write(many(3000, 12_000));
	expect(await counts()).toEqual(expected(0, 12_000));
	await store.write(erased(0, 11_000));
	expect(await counts()).toEqual(expected(11_000, 12_000));
	await store.write(many(12_000, 12_100));
	expect(await counts()).toEqual(expected(11_000, 12_100));
}, 120_000);

describe("a follower", () => {
	test("reads anew when removals were cut before it saw them", async () => {
		const place = placeIn(testFolder());
		const connection = openConnection(place, KEY, { create: true, readOnly: false });
		const writer = new StoreWriter(connection, place);
		const reading = openConnection(place, KEY, { create: false, readOnly: true });
		const follower = new Follower(reading);
		const apply = async (changes: Change[]) => void writer.apply([unpackChanges(await packChanges(changes))]);
		await apply(many(0, 5));
		follower.follow();
		const generation = follower.generation;
		await apply(erased(0, 2));
		follower.follow();
		expect([follower.people.population, follower.generation]).toEqual([3, generation]);
		await apply(erased(2, 4));
		connection.exec("DELETE FROM removal WHERE sequence = 3");
		follower.follow();
		expect([follower.people.population, follower.people.size, follower.generation]).toEqual([1, 1, generation + 1]);
		reading.close();
		writer.close();
	});
});

test("R21: of what was erased before a kill nothing is left in the files once the store is written to again", async () => {
	const [place, left, stolen] = [placeIn(testFolder()), placeIn(testFolder()), placeIn(testFolder())];
	const writerIn = (at: typeof place, create: boolean) =>
		new StoreWriter(openConnection(at, KEY, { create, readOnly: false }), at);
	const apply = async (writer: StoreWriter, changes: Change[]) =>
		void writer.apply([unpackChanges(await packChanges(changes))]);
	const first = writerIn(place, true);
	await apply(first, many(0, 1));
	first.close();
	const killed = writerIn(place, false);
	await apply(killed, erased(0, 1));
	cpSync(place.folder, left.folder, { recursive: true });
	killed.close();
	const next = writerIn(left, false);
	await apply(next, many(1, 2));
	next.purgeLog();
	// Whoever takes the log away has the file as it was when the log was last carried into it.
	cpSync(left.folder, stolen.folder, { recursive: true });
	for (const ending of ["-wal", "-shm"]) rmSync(stolen.file + ending, { force: true });
	const found = openConnection(stolen, KEY, { create: false, readOnly: true });
	expect(found.prepare("SELECT id FROM record").pluck().all()).toEqual(["p-1"]);
	found.close();
	next.close();
});

test("an idle store closes its files and opens again by itself", async () => {
	const folder = testFolder();
	const store = await (await testEngine({ dataDir: folder, idleMs: 1500 })).open(NAME, KEY, { create: true });
	const log = `${placeIn(folder).file}-wal`;
	for (const id of ["a", "b"]) {
		await store.write([person(id, { body: "java" })]);
		expect((await store.retrieve(filtered(word("java")))).rows.ids).toContain(id);
		expect(existsSync(log)).toBe(true);
		// SQLite removes the log with the last connection.
		while (existsSync(log)) await setTimeout(20);
	}
	expect((await store.retrieve(filtered(word("java")))).rows.ids).toEqual(["a", "b"]);
});

test("of many stores only some are open at a time", async () => {
	const folder = testFolder();
	const engine = await testEngine({ dataDir: folder, openStores: 3 });
	const names = Array.from(
		{ length: 8 },
		(_, index) => ({ kind: "tenant", tenant: `t-${index}` }) as unknown as typeof NAME,
	);
	const stores = await Promise.all(names.map((name) => engine.open(name, KEY, { create: true })));
	for (const [index, store] of stores.entries()) await store.write([person(`p-${index}`, { body: "java" })]);
	for (const [index, store] of stores.entries())
		expect((await store.retrieve(filtered(word("java")))).rows.ids).toEqual([`p-${index}`]);
	const logs = names.filter((name) => existsSync(`${placeIn(folder, name).file}-wal`));
	expect(logs.length).toBeLessThanOrEqual(6);
});

test("a thread that dies fails the calls it had, and the next call starts another", async () => {
	const source = `
		import { parentPort, workerData } from "node:worker_threads";
		parentPort.on("message", ([{ id, input }]) => {
			if (input.text === "die") process.exit(1);
			if (input.text === "throw") throw new Error("broken");
			parentPort.postMessage([{ id, value: [{ word: workerData, documents: 1 }] }]);
		});`;
	const link = new WorkerLink<SearchCalls>(new URL(`data:text/javascript,${encodeURIComponent(source)}`), "alive");
	const ask = (text: string) =>
		link.call("suggest", placeIn("/nowhere"), shareKey(KEY), { text, limit: 1, among: null, audience: null });
	for (const text of ["die", "throw"]) {
		await expect(ask(text)).rejects.toMatchObject({ code: "store-unavailable" });
		expect(await ask("x")).toEqual([{ word: "alive", documents: 1 }]);
	}
});
