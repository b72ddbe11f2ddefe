import { describe, expect, test } from "vitest";
import type { SearchRequestInput } from "../../src/domain/query.ts";
import { openWorld } from "./world.ts";

/** Titles that are alike stand in for a word that few people have. */

const person = (id: string, position: string) => ({ id, resume: { work: [{ position }] } });
const world = await openWorld({
	candidates: [
		person("exact", "Zwirnerin"),
		person("ends", "Garnzwirner"),
		person("mill", "Bedienerin einer Kaffeemühle"),
		person("other", "Schreiber"),
	],
});
const found = async (query: string, request: SearchRequestInput = {}) =>
	(await world.find(query, request)).hits.map(({ candidateId }) => candidateId);

describe("where few have the word", () => {
	test("words that it ends stand behind it, in any gender, and are told", async () => {
		expect(await found("Zwirner")).toEqual(["exact", "ends"]);
		const { hits, expansions, totalFull } = await world.find("Zwirner");
		expect(hits[1]?.explanation?.missing).toEqual(["Zwirner"]);
		expect(expansions.flatMap(({ ways }) => ways).filter(({ source }) => source === "compound")).not.toEqual([]);
		expect(totalFull).toBe(1);
		// What the index keeps of endings is nobody's word.
		for (const { words } of expansions.flatMap(({ ways }) => ways)) expect(words.join(" ")).not.toMatch(/[:@/]/);
	});
	test("so do words that begin like it", async () => {
		expect(await found("Kaffeemühlenbediener")).toEqual(["mill"]);
		// What is told are words that somebody has, not the stems that parts are compared by.
		const { expansions } = await world.find("Kaffeemühlenbediener");
		const told = expansions.flatMap(({ words }) => words);
		expect(told).toContain("kaffeemuhle");
		for (const stem of ["kaffeemuhl", "bedien"]) expect(told).not.toContain(stem);
	});
	test("the score is the exact sum", async () => {
		for (const { score, explanation } of (await world.find("Zwirner")).hits)
			expect(explanation?.contributions.reduce((sum, { points }) => sum + points, 0)).toBe(score);
	});
	test("not where it was switched off, quoted, demanded, excluded, or asked of another field", async () => {
		expect(await found("Zwirner", { expansion: { off: ["compound"] } })).toEqual(["exact"]);
		expect(await found('"Zwirnerin"')).toEqual(["exact"]);
		expect(await found("+Zwirner")).toEqual(["exact"]);
		expect(await found("skill:Zwirner")).toEqual([]);
		expect(await found("Schreiber NOT Zwirner")).toEqual(["other"]);
		// What has digits is a name, and made of no words.
		expect(await found("Kaffee4000Modell")).toEqual([]);
	});
});

test("where many have the word, only they are listed", async () => {
	const many = Array.from({ length: 100 }, (_, at) => person(`p${at}`, "Zwirner"));
	const full = await openWorld({ candidates: [...many, person("ends", "Garnzwirner")] });
	expect((await full.find("Zwirner")).total).toBe(100);
});
