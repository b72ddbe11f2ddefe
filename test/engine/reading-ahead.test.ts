/** What is read while nobody asks: the words that are likely to be asked for, and nothing that an answer would tell. */
import { expect, onTestFinished, test } from "vitest";
import { openWith } from "../../src/engine/embedded/connection.ts";
import { ListDesk } from "../../src/engine/embedded/lists.ts";
import { Caches } from "../../src/engine/embedded/searching/caches.ts";
import { StoreReader } from "../../src/engine/embedded/searching/store-reader.ts";
import type { Plan, Retrieved, Store } from "../../src/engine/port.ts";
import { group, person, phrase, plain, planOf, word } from "../contract/people.ts";
import { KEY, NAME, placeIn, testEngine, testFolder } from "./folder.ts";

const QUESTION = planOf({
	groups: [group(word("engineers"), word("skill:java")), group(phrase("java engineer"))],
	coverage: { minimum: 1, people: 10 },
	limit: 50,
});

const people = (from: number, to: number) =>
	Array.from({ length: to - from }, (_, offset) => {
		const number = from + offset;
		const title = number % 3 === 0 ? "java engineer" : "data engineers";
		const facets = { title: [title], skill: ["Java"], city: [`Town ${number % 7}`] };
		return person(`p-${number}`, { currentTitle: title, skill: `skill:java :email:${number}@example.com` }, { facets });
	});

async function storeOf(size: number) {
	const folder = testFolder();
	const engine = await testEngine({ dataDir: folder });
	const store: Store = await engine.open(NAME, KEY, { create: true });
	await store.write(people(0, size));
	const place = placeIn(folder);
	const options = { create: false, readOnly: true };
	const readerWith = (cacheBytes: number) => {
		const caches = new Caches(cacheBytes);
		const kept: string[] = [];
		const set = caches.matches.set.bind(caches.matches);
		caches.matches.set = (owner, key, value) => {
			kept.push(key);
			set(owner, key, value);
		};
		const reader = openWith(place, KEY, options, (connection) => new StoreReader(connection, caches, place));
		onTestFinished(() => reader.close());
		const desk = new ListDesk();
		const ask = async (plan: Plan) => {
			kept.length = 0;
			return plain(await desk.ask(plan, async (sent, take) => reader.retrieve(sent, take))) as Retrieved;
		};
		const readAll = () => {
			kept.length = 0;
			for (let slices = 0; reader.readAhead(5); slices++) if (slices > 10_000) throw new Error("It never ends.");
			return [...kept];
		};
		return { caches, ask, readAll, kept };
	};
	return { store, readerWith };
}

test("is nothing before the first search; then the words of titles, skills and cities, their other forms, and what stands for a thing", async () => {
	const { store, readerWith } = await storeOf(1000);
	const { ask, readAll, kept } = readerWith(10_000_000);
	expect(readAll()).toEqual([]);
	await ask(planOf());
	const read = readAll().join("\n");
	for (const known of ['"engineer"', '"engineers"', '"skill:java"', '"town"', "positions of java"])
		expect(read).toContain(known);
	expect(read).not.toContain("@");
	expect(readAll()).toEqual([]);

	const answer = await ask(QUESTION);
	expect(kept.filter((key) => key.includes('"kind":"words"') || key.startsWith("positions"))).toEqual([]);
	expect(answer).toEqual(await readerWith(10_000_000).ask(QUESTION));
	await store.write(people(1000, 1010));
	expect([answer.total, (await ask(QUESTION)).total]).toEqual([334, 337]);

	const narrow = readerWith(40_000);
	await narrow.ask(planOf());
	expect(narrow.readAll().length).toBeGreaterThan(0);
	expect(narrow.caches.matches.used).toBeLessThan(1);
});

test("is nothing in a small store", async () => {
	const { readerWith } = await storeOf(20);
	const { ask, readAll } = readerWith(10_000_000);
	await ask(planOf());
	expect(readAll()).toEqual([]);
});
