import { expect, test } from "vitest";
import { createRecognizer } from "../../src/analysis/recognizer.ts";
import type { SearchRequestInput } from "../../src/domain/query.ts";
import { loadVocabulary } from "../../src/vocabulary.ts";
import { openWorld } from "./world.ts";

/** One word of a title of several: who is listed for it, and where, by what the shipped vocabulary knows of the word. */

const person = (id: string, position: string) => ({ id, resume: { work: [{ position }] } });
const recognizer = createRecognizer(loadVocabulary());
const world = await openWorld({
	recognizer,
	candidates: [
		person("exact", "Data Analyst"),
		person("apart", "Analyst of large data"),
		person("trade", "Data Journalist"),
		person("credit", "Credit Analyst"),
		person("nurse", "Nurse"),
	],
});
const found = async (query: string, request: SearchRequestInput = {}) =>
	(await world.find(query, request)).hits.map(({ candidateId }) => candidateId);

test("where few have the title, a word that names its trade lists somebody behind them; a word of many trades does not", async () => {
	expect(await found("data analyst")).toEqual(["exact", "apart", "trade"]);
	const { hits, totalFull } = await world.find("data analyst");
	expect(hits.at(-1)?.explanation?.missing).toEqual(["data analyst"]);
	expect(totalFull).toBe(2);
});

test("not where it was switched off, quoted or demanded", async () => {
	expect(await found("data analyst", { expansion: { off: ["words-apart"] } })).toEqual(["exact"]);
	expect(await found('"data analyst"')).toEqual(["exact"]);
	expect(await found("+(data analyst)")).not.toContain("trade");
});

test("each of its words can be switched off by itself, and is told no longer", async () => {
	const answer = async (...offTerms: string[]) => {
		const { hits, expansions } = await world.find("data analyst", { expansion: { offTerms } });
		const ways = expansions.flatMap((part) => part.ways).filter(({ source }) => source === "words-apart");
		return [hits.map(({ candidateId }) => candidateId), ways.flatMap(({ words }) => words).toSorted()];
	};
	expect(await answer()).toEqual([
		["exact", "apart", "trade"],
		["analyst", "data"],
	]);
	expect(await answer("data")).toEqual([["exact"], ["analyst"]]);
	const [hits, words] = await answer("analyst");
	expect([hits?.toSorted(), words]).toEqual([["apart", "exact", "trade"], ["data"]]);
	expect((await world.find("data analyst", { expansion: { offTerms: ["analyst"] } })).totalFull).toBe(1);
	expect(await answer("analyst", "data")).toEqual([["exact"], []]);
});

test("where a hundred have the title, nobody is listed for one word of it", async () => {
	const many = Array.from({ length: 100 }, (_, at) => person(`p${at}`, "Data Analyst"));
	const full = await openWorld({ recognizer, candidates: [...many, person("trade", "Data Journalist")] });
	expect((await full.find("data analyst")).total).toBe(100);
});
