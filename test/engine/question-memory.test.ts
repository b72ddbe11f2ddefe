/** What is remembered of questions: for whom, until when, and how much of it. */
import { describe, expect, onTestFinished, test } from "vitest";
import { openWith } from "../../src/engine/embedded/connection.ts";
import { ListDesk } from "../../src/engine/embedded/lists.ts";
import { Caches } from "../../src/engine/embedded/searching/caches.ts";
import type { Found } from "../../src/engine/embedded/searching/found.ts";
import { QuestionMemories, RememberedCache } from "../../src/engine/embedded/searching/question-memory.ts";
import { StoreReader } from "../../src/engine/embedded/searching/store-reader.ts";
import type { Node, Plan, StoreName } from "../../src/engine/port.ts";
import { group, person, phrase, plain, planOf, word } from "../contract/people.ts";
import { KEY, NAME, placeIn, testEngine, testFolder } from "./folder.ts";

const NETWORK: StoreName = { kind: "network" };
const QUESTION = planOf({
	filter: { op: "range", column: "years", min: 1, max: 9 },
	groups: [group(word("java"), word("rust"))],
	facets: [{ facet: "skill", size: 5 }],
});

/** A reader whose hits in what is remembered are counted. */
async function countingReader(name: StoreName) {
	const folder = testFolder();
	const engine = await testEngine({ dataDir: folder });
	const store = await engine.open(name, KEY, { create: true });
	const people = ["java", "rust", "go"].map((text, index) =>
		person(`p-${index}`, { body: text }, { columns: { years: 5 }, facets: { skill: [text] } }),
	);
	await store.write(people);
	const caches = new Caches(1_000_000);
	const { remembered } = caches;
	let hits = 0;
	const get = remembered.get.bind(remembered);
	remembered.get = (owner, key) => {
		const known = get(owner, key);
		if (known !== undefined) hits++;
		return known;
	};
	let matches: string[] = [];
	const getMatch = caches.matches.get.bind(caches.matches);
	caches.matches.get = (owner, key) => {
		const known = getMatch(owner, key);
		if (known !== undefined) matches.push(key);
		return known;
	};
	const place = placeIn(folder, name);
	const options = { create: false, readOnly: true };
	const reader = openWith(place, KEY, options, (connection) => new StoreReader(connection, caches, place));
	onTestFinished(() => reader.close());
	const desk = new ListDesk();
	const ask = async (parts: Partial<Plan> = {}) => {
		hits = 0;
		matches = [];
		const answer = plain(await desk.ask({ ...QUESTION, ...parts }, async (sent, take) => reader.retrieve(sent, take)));
		return { answer, hits };
	};
	/** Keys of the lists that the last question met. */
	const matched = () => matches;
	return { ask, matched, store };
}

describe("R5: who asks the network", () => {
	test("meets nothing of what another asked, and the answers are alike", async () => {
		const { ask } = await countingReader(NETWORK);
		const first = await ask({ asker: "a" });
		const other = await ask({ asker: "b" });
		const again = await ask({ asker: "a" });
		expect([first.hits, other.hits]).toEqual([0, 0]);
		expect(again.hits).toBeGreaterThan(0);
		expect([other.answer, again.answer]).toEqual([first.answer, first.answer]);
	});
	test("meets none of its parts either: the same groups, the same filter", async () => {
		const { ask } = await countingReader(NETWORK);
		await ask({ asker: "a" });
		expect((await ask({ asker: "b", coverage: { minimum: 1, people: 9 } })).hits).toBe(0);
		expect((await ask({ asker: "a", coverage: { minimum: 1, people: 9 } })).hits).toBe(2);
	});
	test("meets none of the lists of a phrase or a facet; those of words are of all", async () => {
		const { ask, matched } = await countingReader(NETWORK);
		const filter = (node: Node) => ({ filter: node, groups: [], facets: [] });
		const skill: Node = { op: "facet", facet: "skill", values: ["java"] };
		for (const node of [phrase("java rust"), phrase("java rust", 3), skill]) {
			await ask({ asker: "a", ...filter(node) });
			for (const asker of ["b", "a"]) {
				await ask({ asker, ...filter({ op: "and", of: [node, { op: "all" }] }) });
				expect(matched().some((key) => key.includes('"kind"'))).toBe(asker === "a");
			}
		}
		await ask({ asker: "a", ...filter(word("go")) });
		await ask({ asker: "b", ...filter(word("go")) });
		expect(matched()).toHaveLength(1);
	});
	test("without a name leaves nothing behind and meets nothing", async () => {
		const { ask } = await countingReader(NETWORK);
		await ask();
		expect((await ask()).hits).toBe(0);
		expect((await ask({ asker: "" })).hits).toBe(0);
	});
	test("meets nothing of before a write", async () => {
		const { ask, store } = await countingReader(NETWORK);
		await ask({ asker: "a" });
		await store.write([person("p-9", { body: "java" })]);
		expect((await ask({ asker: "a" })).hits).toBe(0);
	});
});

test("a tenant's own store remembers without a name", async () => {
	const { ask } = await countingReader(NAME);
	await ask();
	expect((await ask()).hits).toBeGreaterThan(0);
});

describe("room", () => {
	/** 1,000 people found: 4,000 bytes of them, 1,000 of sets and places. */
	const found = (results = 1000): Found => ({
		counted: [],
		coverage: { tier: 0, inside: new Uint32Array(125), full: 0, covered: () => 0 },
		results: new Int32Array(results),
		linked: 0,
		values: new Map(),
	});
	const memoriesOver = (cache: RememberedCache) => (name: string) => new QuestionMemories(cache, name, false).of("");

	test("is one for all stores: the longest unused leaves", () => {
		const of = memoriesOver(new RememberedCache(3 * 5100));
		const [one, two] = [of("one"), of("two")];
		for (const key of ["a", "b"]) one.keep(key, found());
		two.keep("a", found());
		one.found("a");
		two.keep("b", found());
		const kept = [one.found("a"), one.found("b"), two.found("a"), two.found("b")];
		expect(kept.map((known) => known !== undefined)).toEqual([true, false, true, true]);
	});
	test("counts what was counted of who was found", () => {
		const of = memoriesOver(new RememberedCache(3 * 5100));
		const memory = of("one");
		const counted = found();
		memory.keep("a", counted);
		memory.keep("b", found());
		counted.values.set(0, { numbers: new Int32Array(1200), counts: new Uint32Array(1200) });
		memory.keep("a", counted);
		expect([memory.found("a"), memory.found("b")]).toEqual([counted, undefined]);
	});
	test("is not made for what is larger than all of it", () => {
		const memory = memoriesOver(new RememberedCache(5100))("one");
		memory.keep("small", found(10));
		memory.keep("large", found(5000));
		expect(memory.found("large")).toBeUndefined();
		expect(memory.found("small")).toBeDefined();
	});
	test("holds questions, groups and filters as well", () => {
		const memory = memoriesOver(new RememberedCache(5100))("one");
		let made = 0;
		const bits = () => {
			made++;
			return new Uint32Array(800);
		};
		const others = [
			() => memory.passing({ op: "linked" }, bits),
			() => memory.group(group(word("java")), () => ({ bits: bits(), documents: 0, added: [], words: [], factor: 1 })),
			() => memory.asked("q".repeat(300), () => ({ ...QUESTION, of: bits() })),
		];
		for (const other of [...others, ...others]) {
			memory.keep("a", found());
			other();
			expect(memory.found("a")).toBeUndefined();
		}
		expect(made).toBe(6);
	});
});
