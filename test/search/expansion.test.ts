import { beforeAll, describe, expect, test } from "vitest";
import type { ExpansionSource } from "../../src/domain/query.ts";
import { openWorld, type World } from "./world.ts";

/** Each way of widening a part of the query: what it is worth, whom it brings, and that it can be switched off. */

const titled = (id: string, position: string) => ({ id, resume: { work: [{ position, startDate: "2020-01" }] } });
const skilled = (id: string, name: string) => ({ id, resume: { skills: [{ name }] } });

let world: World;
beforeAll(async () => {
	world = await openWorld({
		candidates: [
			titled("engineer", "Software Engineer"),
			titled("named", "Software Developer"),
			titled("family", "Java Engineer"),
			titled("principal", "Principal Nurse"),
			titled("lead", "Lead Nurse"),
			skilled("java", "Java"),
			skilled("j2se", "J2SE"),
			skilled("kotlin", "Kotlin"),
			{ id: "develops", resume: { basics: { summary: "develops and developing" } } },
			{ id: "developing", resume: { basics: { summary: "developing" } } },
		],
	});
});

const found = async (query: string, expansion: { off?: ExpansionSource[]; offTerms?: string[] } = {}) =>
	(await world.find(query, { expansion })).hits.map(({ candidateId }) => candidateId).toSorted();
const ways = async (query: string, expansion: { off?: ExpansionSource[]; offTerms?: string[] } = {}) =>
	(await world.find(query, { expansion })).expansions.flatMap((part) => part.ways);

describe("what a part is widened to is told", () => {
	test("with source, words, weight and the people it brings", async () => {
		expect(await ways("software engineer")).toMatchObject([
			{ source: "synonym", weight: 0.95, people: 1 },
			{ source: "title-family", words: ["Java Developer"], weight: 0.85, people: 1 },
			{ source: "words-apart" },
		]);
	});

	test("a title's family is worth less than its own names", async () => {
		const { hits } = await world.find("software engineer");
		const order = hits.map(({ candidateId }) => candidateId);
		expect(order.indexOf("family")).toBeGreaterThan(order.indexOf("named"));
		expect(order.indexOf("named")).toBeGreaterThan(order.indexOf("engineer"));
		expect(order).toHaveLength(3);
	});

	test("other words for a level are found in titles", async () => {
		expect(await found("lead")).toEqual(["lead", "principal"]);
		expect(await ways("lead")).toContainEqual({ source: "seniority", words: ["Principal"], weight: 0.25, people: 1 });
	});

	test("forms are listed with what they bring, the word itself not", async () => {
		expect(await ways("develops")).toEqual([
			{ source: "stem", words: ["developer", "developing"], weight: 0.75, people: 2 },
		]);
	});
});

describe("each source can be switched off", () => {
	test.each<[ExpansionSource, string, string[], string[]]>([
		["synonym", "java AND NOT engineer", ["j2se", "java"], ["java"]],
		["title-family", "software engineer", ["engineer", "family", "named"], ["engineer", "named"]],
		["seniority", "lead", ["lead", "principal"], ["lead"]],
		["stem", "develops", ["developing", "develops", "named"], ["develops"]],
	])("%s of %s", async (source, query, on, off) => {
		expect(await found(query)).toEqual(on);
		expect(await found(query, { off: [source] })).toEqual(off);
		expect((await ways(query, { off: [source] })).filter((way) => way.source === source)).toEqual([]);
	});

	test("related skills", async () => {
		const sources = async (off: ExpansionSource[]) => (await ways("java python", { off })).map(({ source }) => source);
		expect(await sources([])).toContain("related");
		expect(await sources(["related"])).not.toContain("related");
	});
});

describe("single terms can be switched off", () => {
	test("a form of a word, and its other forms stay", async () => {
		expect(await found("develops", { offTerms: ["Developing"] })).toEqual(["develops", "named"]);
	});
	test("a title of the family", async () => {
		expect(await found("software engineer", { offTerms: ["java developer"] })).toEqual(["engineer", "named"]);
	});
	test("a word of a level", async () => {
		expect(await found("lead", { offTerms: ["principal"] })).toEqual(["lead"]);
	});
	test("a form is told no longer, nor found by beginning like the word", async () => {
		const forms = await openWorld({ candidates: [titled("word", "Developer"), titled("form", "Developed")] });
		for (const query of ["developer", "+developer"]) {
			const { hits, expansions } = await forms.find(query, { expansion: { offTerms: ["developed"] } });
			expect(hits.map(({ candidateId }) => candidateId)).toEqual(["word"]);
			expect(expansions.flatMap(({ words }) => words)).not.toContain("developed");
		}
	});
	test("never the word itself", async () => {
		expect(await found("lead", { offTerms: ["lead"] })).toContain("lead");
	});
	test("a related skill by its name", async () => {
		expect(await ways("java python", { offTerms: ["KOTLIN"] })).not.toContainEqual(
			expect.objectContaining({ source: "related", words: ["Kotlin"] }),
		);
	});
});

describe("a city", () => {
	const lives = (id: string, city: string) => ({ id, resume: { basics: { location: { city, countryCode: "DE" } } } });
	const cities = openWorld({
		candidates: [
			lives("m", "München"),
			lives("munich", "Munich"),
			lives("k", "Köln"),
			titled("named", "Munich Re Analyst"),
		],
	});
	const livesIn = async (query: string, expansion = {}) =>
		(await (await cities).find(query, { expansion })).hits.map(({ candidateId }) => candidateId).toSorted();

	test("is found by its names in other languages, where people live", async () => {
		for (const query of ["location:munich", "location:münchen"]) expect(await livesIn(query)).toEqual(["m", "munich"]);
		expect(await livesIn("location:cologne")).toEqual(["k"]);
		expect(await livesIn("munich")).toEqual(["m", "munich", "named"]);
	});

	test("in quotes or without synonyms only as it is written", async () => {
		expect(await livesIn('location:"munich"')).toEqual(["munich"]);
		expect(await livesIn("location:munich", { off: ["synonym"] })).toEqual(["munich"]);
		expect(await livesIn("title:munich")).toEqual(["named"]);
	});
});

describe("a word in quotes", () => {
	test.each([
		['"java"', ["family", "java"]],
		['"develops"', ["develops"]],
		['"lead"', ["lead"]],
		['title:"developer"', ["named"]],
	])("%s is taken as it is written", async (query, people) => {
		expect(await found(query)).toEqual(people);
		expect(await ways(query)).toEqual([]);
	});
});
