import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { QueryNode } from "../../src/domain/query.ts";
import { parseQuery } from "../../src/search/query/parse.ts";
import { openWorld, type World } from "./world.ts";

/** A strict Boolean query finds exactly the people that a reader of the tree would tick off by hand. */

/** Words without forms, synonyms or titles. */
const WORDS = ["aa1", "bb2", "cc3", "dd4"];
const PEOPLE = Array.from({ length: 2 ** WORDS.length }, (_, bits) => ({
	id: `p${bits}`,
	words: WORDS.filter((_word, index) => (bits & (1 << index)) !== 0),
}));

let world: World;
beforeAll(async () => {
	world = await openWorld({
		candidates: PEOPLE.map(({ id, words }) => ({ id, resume: { skills: words.map((name) => ({ name })) } })),
	});
});

const holds = (node: QueryNode, has: readonly string[]): boolean => {
	if (node.kind === "not") return !holds(node.of, has);
	if (node.kind === "or") return node.of.some((child) => holds(child, has));
	if (node.kind === "and") return node.of.every((child) => holds(child, has));
	if (node.kind === "range") return false;
	return node.text.split("/").some((word) => has.includes(word));
};

const { expression } = fc.letrec<{ expression: string }>((tie) => ({
	expression: fc.oneof(
		{ depthSize: "small", withCrossShrink: true },
		fc.constantFrom(...WORDS),
		fc.constantFrom(...WORDS).map((word) => `skill:${word}`),
		fc
			.tuple(fc.constantFrom(...WORDS), fc.constantFrom("/", " / "), fc.constantFrom(...WORDS))
			.map(([a, slash, b]) => `(${a}${slash}${b})`),
		fc
			.tuple(tie("expression"), fc.constantFrom(" AND ", " OR "), tie("expression"))
			.map(([a, op, b]) => `(${a}${op}${b})`),
		fc.tuple(tie("expression"), tie("expression")).map(([a, b]) => `((${a} ${b}) AND ${a})`),
		tie("expression").map((inner) => `NOT ${inner}`),
	),
}));

test("strict queries", async () => {
	await fc.assert(
		fc.asyncProperty(expression, expression, async (one, other) => {
			const query = `${one} AND ${other}`;
			const { root } = parseQuery(query);
			const expected = PEOPLE.filter(({ words }) => root !== null && holds(root, words)).map(({ id }) => id);
			const { hits, total, totalFull } = await world.find(query, { pageSize: 100, facets: [] });
			expect(hits.map((hit) => hit.candidateId).sort()).toEqual(expected.sort());
			expect({ total, totalFull }).toEqual({ total: expected.length, totalFull: expected.length });
		}),
		{ numRuns: 300 },
	);
});

/** With fewer than a hundred people one word is enough; who has all of them still comes first. */
test("words side by side: everybody with one of them, as there are so few, and who has more comes first", async () => {
	await fc.assert(
		fc.asyncProperty(fc.uniqueArray(fc.constantFrom(...WORDS), { minLength: 1 }), async (words) => {
			const covers = ({ words: has }: { readonly words: readonly string[] }) =>
				words.filter((word) => has.includes(word)).length;
			const expected = PEOPLE.filter((person) => covers(person) > 0);
			const { hits, total, totalFull } = await world.find(words.join(" "), { pageSize: 100 });
			expect(hits.map((hit) => hit.candidateId).sort()).toEqual(expected.map(({ id }) => id).sort());
			expect(total).toBe(expected.length);
			expect(totalFull).toBe(PEOPLE.filter((person) => covers(person) === words.length).length);
			const missing = hits.map((hit) => hit.explanation?.missing.length ?? 0);
			expect(missing[0]).toBe(0);
		}),
		{ numRuns: 30 },
	);
});
