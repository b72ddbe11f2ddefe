import { describe, expect, test } from "vitest";
import type { Change, Node, Plan } from "../../src/engine/port.ts";
import { PLAN_LIMITS } from "../../src/engine/port.ts";
import { documentOf, filtered, group, person, planOf, word } from "./people.ts";
import { describeEngines } from "./worlds.ts";

/** Tokens that mean something to SQL, to FTS5, to C or to our own storage. */
const HOSTILE = [
	'"',
	'""',
	"'",
	"''",
	"NEAR(a",
	"AND",
	"OR",
	"NOT",
	"a*",
	"^a",
	"-a",
	"+",
	":",
	"name:a",
	"{name}",
	"(",
	")",
	"\\",
	";--",
	"%",
	"_",
	"\0",
	"a\0b",
	"\u0001",
	"\u0002",
	"a b",
	" ",
	"\t",
	"\n",
	"\x7f",
	"ABC",
	"\ue000",
	"\ue001",
	"\ue0010041",
	"e-mail",
	"jane@example.com",
	"c++",
	".net",
	"日本",
	"本語",
	"é",
	"e\u0301",
	"\u{1f600}",
	"\uffff",
	"\u{10ffff}",
	"__proto__",
	"constructor",
	"null",
	"0",
	"x".repeat(4096),
];

describeEngines("hostile input", ({ freshStore }) => {
	const one = (id: string, token: string): Change => ({
		op: "put",
		collection: "person",
		id,
		record: "{}",
		document: documentOf({
			fields: { body: ["before", token, "after"] },
			facets: { skill: [token] },
			keys: [`k:${token}`],
		}),
	});

	test("any token is data: found as itself and as nothing else", async () => {
		const store = await freshStore();
		await store.write(HOSTILE.map((token, index) => one(`p-${index}`, token)));
		for (const [index, token] of HOSTILE.entries()) {
			const nodes: Node[] = [
				word(token),
				word(token, "body"),
				{ op: "phrase", words: [token] },
				{ op: "phrase", words: ["before", token, "after"] },
				{ op: "phrase", words: ["after", token, "before"], slop: 1 },
				{ op: "stem", word: token, stems: [token] },
			];
			for (const node of nodes)
				expect((await store.retrieve(filtered(node))).rows.ids, JSON.stringify(node)).toEqual([`p-${index}`]);
			expect((await store.read("person", { keys: [`k:${token}`] })).map(({ id }) => id)).toEqual([`p-${index}`]);
		}
		const expected = HOSTILE.filter((token) => token.startsWith("a")).map((token) => ({ word: token, documents: 1 }));
		const suggested = await store.suggest("a", 100);
		expect(
			suggested
				.slice(1)
				.map(({ word }) => word)
				.sort(),
		).toEqual(expected.map(({ word }) => word).sort());
		expect(suggested[0]).toEqual({ word: "after", documents: HOSTILE.length });
		for (const token of HOSTILE) expect((await store.suggest(token, 100)).map((found) => found.word)).toContain(token);
	});

	test("the same for people that came after the first search", async () => {
		const store = await freshStore();
		await store.write([one("first", "first")]);
		const finds = (token: string): Node[] => [
			word(token),
			{ op: "phrase", words: ["before", token] },
			{ op: "phrase", words: [token, "before"], slop: 1 },
		];
		for (const token of HOSTILE) for (const node of finds(token)) await store.retrieve(filtered(node));
		await store.write(HOSTILE.map((token, index) => one(`p-${index}`, token)));
		for (const [index, token] of HOSTILE.entries()) {
			for (const node of finds(token))
				expect((await store.retrieve(filtered(node))).rows.ids, JSON.stringify(node)).toEqual([`p-${index}`]);
		}
	});

	test("what was erased leaves the dictionary and the facets", async () => {
		const store = await freshStore();
		await store.write([...HOSTILE.map((token, index) => one(`p-${index}`, token)), person("stays", { body: "stays" })]);
		await store.write(HOSTILE.map((_, index) => ({ op: "delete", collection: "person", id: `p-${index}` })));
		expect(await store.suggest("", 1000)).toEqual([{ word: "stays", documents: 1 }]);
		expect((await store.retrieve(planOf({ facets: [{ facet: "skill", size: 100 }] }))).facets.skill).toEqual([]);
	});

	describe("plans beyond the limits are refused", () => {
		const nested = (depth: number): Node => (depth === 1 ? { op: "all" } : { op: "not", of: nested(depth - 1) });
		const cases: Record<string, Partial<Plan>> = {
			"too many groups": { groups: Array.from({ length: PLAN_LIMITS.groups + 1 }, () => group(word("a"))) },
			"too many alternatives": {
				groups: [group(...Array.from({ length: PLAN_LIMITS.alternatives + 1 }, () => word("a")))],
			},
			"too many nodes": { filter: { op: "or", of: Array.from({ length: PLAN_LIMITS.nodes }, () => word("a")) } },
			"too deep": { filter: nested(PLAN_LIMITS.depth + 1) },
			"far too deep": { filter: nested(5000) },
			"too many results": { limit: PLAN_LIMITS.limit + 1 },
			"no number": { offset: Number.NaN },
			"a negative weight": { groups: [{ ...group(word("a")), weight: -1 }] },
			"a minimum above the groups": { coverage: { minimum: 1, people: 1 } },
			"a prefix of nothing": { filter: { op: "prefix", prefix: "" } },
			"a pattern that begins with a wildcard": { filter: { op: "pattern", pattern: "*a" } },
			"a pattern without end": { filter: { op: "pattern", pattern: "a".repeat(PLAN_LIMITS.openWordLength + 1) } },
			"a fuzzy word of nothing": { filter: { op: "fuzzy", word: "", edits: 1 } },
			"a fuzzy word that may be any": { filter: { op: "fuzzy", word: "java", edits: 3 as 2 } },
			"a group that counts three times": { groups: [{ ...group(word("a")), counts: 3 as 2 }] },
			"a phrase of too many words": {
				filter: { op: "phrase", words: Array.from({ length: PLAN_LIMITS.phraseWords + 1 }, () => "a") },
			},
			"runs that are not its words": { filter: { op: "phrase", words: ["a", "b"], slop: 1, runs: [2, 1] } },
			"a run twice": { filter: { op: "phrase", words: ["a", "b", "a", "b"], slop: 1, runs: [2, 2] } },
			"too much slop": { filter: { op: "phrase", words: ["a", "b"], slop: PLAN_LIMITS.slop + 1 } },
			"an unknown field": { filter: { op: "word", word: "a", fields: ["salary" as "body"] } },
			"an unknown facet": { facets: [{ facet: "salary" as "skill", size: 1 }] },
			"an unknown column": { filter: { op: "range", column: "salary" as "years" } },
			"an unknown condition": { filter: { op: "raw" } as unknown as Node },
			"a step of nothing": { yearsStep: 0 },
		};
		test.each(Object.entries(cases))("%s", async (_, parts) => {
			const store = await freshStore();
			await expect(store.retrieve(planOf(parts))).rejects.toMatchObject({ code: "invalid-plan" });
		});
		test("at the limits they are answered", async () => {
			const store = await freshStore();
			const plan = planOf({
				filter: nested(PLAN_LIMITS.depth - 1),
				groups: Array.from({ length: PLAN_LIMITS.groups }, () => group(word("a"))),
				limit: PLAN_LIMITS.limit,
			});
			expect((await store.retrieve(plan)).total).toBe(0);
		});
	});
});
