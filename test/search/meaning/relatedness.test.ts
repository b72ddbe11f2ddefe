import { describe, expect, test } from "vitest";
import type { ReadConcept } from "../../../src/search/meaning/learned/concept-reader.ts";
import { ConceptReader } from "../../../src/search/meaning/learned/concept-reader.ts";
import { ConceptCounts, LEAST_SUPPORT, type SparseMatrix } from "../../../src/search/meaning/learned/counts.ts";
import { factorize } from "../../../src/search/meaning/learned/factorize.ts";
import { neighbours } from "../../../src/search/meaning/learned/neighbours.ts";
import { relate } from "../../../src/search/meaning/learned/relatedness.ts";
import { recognizer } from "../world.ts";
import { twoTrades } from "./learned-world.ts";

const named = (...names: string[]): ReadConcept[] => names.map((name) => ({ key: `skill-text:${name}`, label: name }));

function countsOf(people: readonly (readonly ReadConcept[])[]): ConceptCounts {
	const counts = new ConceptCounts();
	for (const person of people) counts.add(person);
	return counts;
}
const times = (count: number, ...names: string[]) => Array.from({ length: count }, () => named(...names));

describe("what a resume names", () => {
	const reader = new ConceptReader(recognizer);
	const keys = (resume: object) => reader.conceptsOf(JSON.stringify({ resume })).map(({ key }) => key);

	test("concepts of the vocabulary, and short names that it does not know, each once", () => {
		const work = [{ position: "Senior Java Developer" }, { position: "Java Engineer" }, { position: "Flow wrangler" }];
		expect(keys({ work, skills: [{ name: "k8s", keywords: ["Kubernetes", "Acme Flow"] }] })).toEqual([
			"title:java-developer",
			"title-text:flow wrangler",
			"skill:kubernetes",
			"skill-text:acme flow",
		]);
	});
	test("the level is no part of an unknown title", () => {
		expect(keys({ work: [{ position: "Senior flow wrangler" }] })).toEqual(["title-text:flow wrangler"]);
	});
	test("sentences, addresses and numbers are no names", () => {
		const names = [
			"jane@example.com",
			"+49 30 1234567",
			"I like long walks and short meetings very much",
			"x",
			"https://a.b/c",
		];
		expect(keys({ skills: names.map((name) => ({ name })) })).toEqual([]);
	});
});

describe("what is counted", () => {
	test("nothing that fewer than five people have", () => {
		const { concepts } = countsOf([...times(LEAST_SUPPORT, "often"), ...times(LEAST_SUPPORT - 1, "rare")]).associate();
		expect(concepts).toEqual([{ key: "skill-text:often", label: "often", support: LEAST_SUPPORT }]);
	});
	test("no pair that fewer than five people have, though many have one of the two", () => {
		const pairOf = (both: number) => {
			const people = [
				...times(both, "one", "other"),
				...times(20, "one"),
				...times(20, "other"),
				...times(400, "third"),
			];
			return countsOf(people).associate().matrix.values.length;
		};
		// Each concept with itself, and the pair seen from both sides.
		expect(pairOf(LEAST_SUPPORT - 1)).toBe(3);
		expect(pairOf(LEAST_SUPPORT)).toBe(5);
	});
	test("a person who is one more or less in many changes no neighbour", () => {
		const people = times(30, "one", "other").concat(times(30, "third", "fourth"));
		const near = (some: readonly ReadConcept[][]) => relate(countsOf(some)).near.map((list) => list.map(([at]) => at));
		expect(near(people.slice(1))).toEqual(near(people));
	});
	test("what everybody has tells nothing", () => {
		const { matrix } = countsOf(times(50, "one", "other")).associate();
		expect([...matrix.values].every((value) => value === 0)).toBe(true);
	});
});

describe("the factorization", () => {
	/** diag(4, 2, 1) turned by 45° in the plane of the first two. */
	const matrix: SparseMatrix = {
		size: 3,
		starts: Uint32Array.of(0, 2, 4, 5),
		columns: Uint32Array.of(0, 1, 0, 1, 2),
		values: Float32Array.of(3, 1, 1, 3, 1),
	};
	test("finds the strongest directions: products of rows are those of the matrix's square in them", () => {
		const { values } = factorize(matrix, 2, 1);
		const row = (at: number) => values.subarray(at * 2, at * 2 + 2);
		const dot = (a: number, b: number) =>
			row(a).reduce((sum, value, axis) => sum + value * (row(b)[axis] as number), 0);
		expect(dot(0, 0)).toBeCloseTo(10, 3);
		expect(dot(0, 1)).toBeCloseTo(6, 3);
		expect(dot(2, 2)).toBeCloseTo(0, 2);
	});
	test("is the same to the bit for the same seed, and takes a matrix of lower rank", () => {
		expect(factorize(matrix, 2, 5).values).toEqual(factorize(matrix, 2, 5).values);
		const flat = { ...matrix, values: new Float32Array(5) };
		expect([...factorize(flat, 3, 1).values]).toEqual(new Array(9).fill(0));
	});
	test("rows of nothing are near to nothing", () => {
		expect(neighbours({ rows: 2, dimension: 1, values: Float64Array.of(0, 1) }, 8, 0.5)).toEqual([[], []]);
	});
});

test("skills and titles of one trade are near to each other, those of another are not", () => {
	const reader = new ConceptReader(recognizer);
	const { concepts, near } = relate(countsOf(twoTrades(60).map((person) => reader.conceptsOf(JSON.stringify(person)))));
	const tradeOf = (at: number) => /zorptran|quellix|brenolab|murvex|flow/.test(concepts[at]?.key ?? "");
	expect(concepts).toHaveLength(10);
	for (const [at, list] of near.entries()) {
		expect(list.length).toBeGreaterThanOrEqual(3);
		expect(list.every(([other]) => tradeOf(other) === tradeOf(at))).toBe(true);
	}
});

test("ten thousand people with forty concepts each are related within bounds", () => {
	const people = Array.from({ length: 10_000 }, (_, person) =>
		named(...Array.from({ length: 40 }, (_, at) => `s${(person * 7 + at * (1 + (person % 50))) % 5000}`)),
	);
	const { concepts, near } = relate(countsOf(people));
	expect(concepts.length).toBeLessThanOrEqual(4000);
	expect(near.every((list) => list.length <= 8)).toBe(true);
}, 60_000);
