import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { Change, Node, Store } from "../../src/engine/port.ts";
import { PLAN_LIMITS } from "../../src/engine/port.ts";
import { processorTime } from "../processor-time.ts";
import { filtered, group, person, planOf } from "./people.ts";
import { describeEngines } from "./worlds.ts";

/** Conditions that stand for words of the store's own dictionary. */

describeEngines("patterns and fuzzy words", ({ freshStore }) => {
	let store: Store;
	const pattern = (text: string): Node => ({ op: "pattern", pattern: text });
	const fuzzy = (word: string, edits: 1 | 2): Node => ({ op: "fuzzy", word, edits });
	const words = async (node: Node) => (await store.retrieve(planOf({ groups: [group(node)] }))).groups[0]?.words ?? [];

	beforeAll(async () => {
		store = await freshStore();
		await store.write([
			person("ann", { currentTitle: "developer", body: "develops developer" }),
			person("bob", { currentTitle: "devloper", body: "deviser" }),
			person("cid", { currentTitle: "dveeloper", skill: "skill:developer | developers" }, { language: null }),
			person("dot", { body: "devel@oper.com dev:oper div" }, { language: "de" }),
			person("zoe", { currentTitle: "zeveloper", body: "evelope" }),
		]);
	});

	test("a pattern stands for the words of its shape, none of them across a colon, an at or a slash", async () => {
		expect(await words(pattern("dev*er"))).toEqual(["developer", "deviser", "devloper"]);
		expect(await words(pattern("d?v"))).toEqual(["div"]);
		expect(await words(pattern("d?v*"))).toEqual(["developer", "developers", "develops", "deviser", "devloper", "div"]);
		expect(await words(pattern("develop?"))).toEqual(["develops"]);
		expect(await words(pattern("s*r"))).toEqual([]);
		expect(await words(pattern("d*m"))).toEqual([]);
	});

	test("a fuzzy word stands for the words so many edits away with its first letter, itself included", async () => {
		expect(await words(fuzzy("developer", 1))).toEqual(["developer", "developers", "devloper", "dveeloper"]);
		expect(await words(fuzzy("developer", 2))).toEqual([
			"developer",
			"developers",
			"develops",
			"devloper",
			"dveeloper",
		]);
		expect(await words(fuzzy("evelopes", 1))).toEqual(["evelope"]);
	});

	test("fields narrow them; frequencies add up as for one word", async () => {
		const inTitle: Node = { op: "fuzzy", word: "developer", edits: 1, fields: ["currentTitle"] };
		expect((await store.retrieve(filtered(inTitle))).rows.ids).toEqual(["ann", "bob", "cid"]);
		const { rows } = await store.retrieve(
			planOf({ groups: [group(pattern("dev*"))], coverage: { minimum: 1, people: 1 } }),
		);
		expect(rows.bodyFrequencies[rows.ids.indexOf("ann")]).toBe(2);
	});

	test("follow the dictionary: a word that nobody has any more is not stood for", async () => {
		const own = await freshStore();
		const total = async () => (await own.retrieve(filtered(fuzzy("kotlin", 1)))).total;
		await own.write([person("p", { body: "kottin" })]);
		expect(await total()).toBe(1);
		await own.write([person("p", { body: "java" })]);
		expect(await total()).toBe(0);
		await own.write([person("p", { body: "kotlin" })]);
		expect(await total()).toBe(1);
	});

	test("of too many words the most frequent are taken, ties in byte order", async () => {
		const own = await freshStore();
		const letters = "abcdefghijklmnopqrstuvwxyz";
		const all = [...letters].flatMap((one) => [...letters].map((two) => `word${one}${two}`));
		const people: Change[] = [
			person("all", { body: all.join(" ") }),
			person("late", { body: "wordzy wordzz" }),
			person("latest", { body: "wordzz" }),
		];
		await own.write(people);
		const ask = async (node: Node) => (await own.retrieve(planOf({ groups: [group(node)] }))).groups[0]?.words ?? [];
		const wide = await ask(pattern("w*"));
		expect(wide).toHaveLength(PLAN_LIMITS.prefixWords);
		expect([wide[0], ...wide.slice(-2)]).toEqual(["wordaa", "wordzy", "wordzz"]);
		const near = await ask(fuzzy("wordxx", 2));
		expect(near).toHaveLength(PLAN_LIMITS.fuzzyWords);
		expect(near.slice(-2)).toEqual(["wordzy", "wordzz"]);
	});

	test("a pattern of nothing but stars is answered at once, whatever the words", async () => {
		const own = await freshStore();
		await own.write([person("p", { body: "a".repeat(4000) })]);
		const time = await processorTime(async () => {
			expect((await own.retrieve(filtered(pattern(`${"a*".repeat(31)}b`)))).total).toBe(0);
		});
		expect(time).toBeLessThan(500);
	});
});

describe("the memory engine's words are those of a plain definition", () => {
	test("patterns are regular expressions", async () => {
		const { fitsPattern } = await import("../../src/analysis/open-words.ts");
		const sign = fc.constantFrom("a", "b", "*", "?", ":");
		await fc.assert(
			fc.property(
				fc.array(sign, { maxLength: 8 }),
				fc.string({ unit: fc.constantFrom("a", "b", ":", "é"), maxLength: 9 }),
				(signs, word) => {
					const source = signs.map((one) => (one === "*" ? "[^:@/]*" : one === "?" ? "[^:@/]" : one)).join("");
					expect(fitsPattern(word, signs.join(""))).toBe(new RegExp(`^${source}$`, "u").test(word));
				},
			),
			{ numRuns: 5000 },
		);
	});

	test("edits are counted as in the full table", async () => {
		const { editsBetween } = await import("../../src/analysis/edit-distance.ts");
		const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 8 });
		await fc.assert(
			fc.property(word, word, fc.constantFrom(0, 1, 2, 3), (one, other, most) => {
				const edits = table(one, other);
				expect(editsBetween(one, other, most)).toBe(edits > most ? null : edits);
			}),
			{ numRuns: 5000 },
		);
	});
});

/** The whole table of the restricted Damerau distance. */
function table(one: string, other: string): number {
	const cells: number[][] = [];
	const cell = (row: number, column: number) => cells[row]?.[column] ?? Number.POSITIVE_INFINITY;
	for (let row = 0; row <= one.length; row++) {
		cells[row] = [];
		for (let column = 0; column <= other.length; column++) {
			const same = one[row - 1] === other[column - 1];
			const swapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
			const ways = [cell(row - 1, column) + 1, cell(row, column - 1) + 1];
			if (row > 0 && column > 0) ways.push(cell(row - 1, column - 1) + (same ? 0 : 1));
			if (swapped) ways.push(cell(row - 2, column - 2) + 1);
			(cells[row] as number[])[column] = row === 0 && column === 0 ? 0 : Math.min(...ways);
		}
	}
	return cell(one.length, other.length);
}
