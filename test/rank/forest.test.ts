import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Forest, isSplit, RANKED_FEATURES, type RankedFeature, type Tree } from "../../src/domain/forest.ts";
import { TributaryError } from "../../src/errors.ts";
import { boosterOf, FEATURE_INDEX, leafValue } from "../../src/rank/forest.ts";
import { loadProfiles, parseProfile } from "../../src/search/profiles.ts";

const FEATURES: readonly RankedFeature[] = ["currentTitle", "skill", "coverage", "recency"];

interface Sketch {
	readonly feature?: RankedFeature;
	readonly threshold?: number;
	readonly below?: Sketch;
	readonly above?: Sketch;
	readonly value?: number;
	readonly cover?: number;
}

const leaf = fc.record({ value: fc.integer({ min: -50, max: 50 }), cover: fc.integer({ min: 1, max: 90 }) });
const sketches = fc.letrec<{ node: Sketch }>((tie) => ({
	node: fc.oneof(
		{ maxDepth: 4, depthSize: "large" },
		leaf,
		fc.record({
			feature: fc.constantFrom(...FEATURES),
			threshold: fc.integer({ min: 0, max: 4 }),
			below: tie("node"),
			above: tie("node"),
		}),
	),
})).node;

function treeOf(sketch: Sketch): Tree {
	const nodes: Tree = [];
	const add = (one: Sketch): number => {
		const place = nodes.length;
		if (one.below === undefined || one.above === undefined) {
			nodes.push({ value: one.value ?? 0, cover: one.cover ?? 1 });
			return place;
		}
		nodes.push({ feature: one.feature ?? "skill", threshold: one.threshold ?? 0, below: 0, above: 0 });
		const [below, above] = [add(one.below), add(one.above)];
		nodes[place] = { feature: one.feature ?? "skill", threshold: one.threshold ?? 0, below, above };
		return place;
	};
	add(sketch);
	return nodes;
}

const people = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: FEATURES.length, maxLength: FEATURES.length });

function valuesOf(own: readonly number[]): Float64Array {
	const values = new Float64Array(RANKED_FEATURES.length);
	for (const [index, feature] of FEATURES.entries()) values[FEATURE_INDEX[feature]] = own[index] ?? 0;
	return values;
}

/** What a tree gives on average to those who are like the person in these features: the definition, taken literally. */
function expected(tree: Tree, values: Float64Array, looked: ReadonlySet<RankedFeature>, place = 0): number {
	const node = tree[place] as Tree[number];
	if (!isSplit(node)) return node.value;
	const of = (next: number) => expected(tree, values, looked, next);
	if (looked.has(node.feature)) {
		return of((values[FEATURE_INDEX[node.feature]] as number) > node.threshold ? node.above : node.below);
	}
	const [below, above] = [coverOf(tree, node.below), coverOf(tree, node.above)];
	return (of(node.below) * below + of(node.above) * above) / (below + above);
}

function coverOf(tree: Tree, place: number): number {
	const node = tree[place] as Tree[number];
	return isSplit(node) ? coverOf(tree, node.below) + coverOf(tree, node.above) : node.cover;
}

/** Shapley's formula over all orders in which the features may come. */
function shapley(tree: Tree, values: Float64Array, feature: RankedFeature): number {
	const others = FEATURES.filter((one) => one !== feature);
	let sum = 0;
	for (let bits = 0; bits < 1 << others.length; bits++) {
		const set = others.filter((_, index) => (bits & (1 << index)) !== 0);
		const weight = (factorial(set.length) * factorial(others.length - set.length)) / factorial(FEATURES.length);
		const gain = expected(tree, values, new Set([...set, feature])) - expected(tree, values, new Set(set));
		sum += weight * gain;
	}
	return sum;
}

const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));

describe("the points of trees", () => {
	test("are shared out as Shapley's formula says, feature by feature, and add up to the score to 1e-9", () => {
		fc.assert(
			fc.property(fc.array(sketches, { minLength: 1, maxLength: 4 }), people, (drawn, own) => {
				const forest = drawn.map(treeOf);
				const values = valuesOf(own);
				const booster = boosterOf(forest);
				const points = booster.attributions(values);
				for (const feature of FEATURES) {
					const wanted = forest.reduce((sum, tree) => sum + shapley(tree, values, feature), 0);
					expect(points[FEATURE_INDEX[feature]]).toBeCloseTo(wanted, 9);
				}
				const sum = points.reduce((total, one) => total + one, booster.base);
				expect(Math.abs(sum - booster.score(values))).toBeLessThan(1e-9);
				expect(booster.score(values)).toBe(forest.reduce((total, tree) => total + leafValue(tree, values), 0));
			}),
			{ numRuns: 300 },
		);
	});

	test("a forest that may be used never takes points from whoever has more of a feature", () => {
		let used = 0;
		fc.assert(
			fc.property(
				sketches,
				people,
				fc.nat(FEATURES.length - 1),
				fc.integer({ min: 1, max: 4 }),
				(drawn, own, at, more) => {
					const read = Forest.safeParse([treeOf(drawn)]);
					if (!read.success) return;
					used += 1;
					const raised = own.map((value, index) => (index === at ? value + more : value));
					const { score } = boosterOf(read.data);
					expect(score(valuesOf(raised))).toBeGreaterThanOrEqual(score(valuesOf(own)));
				},
			),
			{ numRuns: 2000 },
		);
		expect(used).toBeGreaterThan(100);
	});
});

describe("a file with trees", () => {
	const profile = { ...loadProfiles().get(undefined, null), id: "trees.v1" };
	const refusal = (trees: unknown): TributaryError => {
		try {
			parseProfile(JSON.stringify({ ...profile, trees }), "trees.v1.json");
		} catch (error) {
			if (error instanceof TributaryError) return error;
		}
		throw new Error("It was not refused.");
	};
	const split = { feature: "skill", threshold: 1, below: 1, above: 2 };
	const [low, high] = [
		{ value: -1, cover: 3 },
		{ value: 1, cover: 2 },
	];

	test("is read as it is", () => {
		const trees = [[split, low, high], [low]];
		expect(parseProfile(JSON.stringify({ ...profile, trees }), "trees.v1.json").trees).toEqual(trees);
	});

	test.each([
		["a split that falls", [[low], [split, high, low]], "/trees/1/0"],
		["a node that is not there", [[{ ...split, above: 3 }, low, high]], "/trees/0/0"],
		["a node before", [[{ ...split, below: 1, above: 1 }, low, high]], "/trees/0/0"],
		["a node that nobody names", [[low, high]], "/trees/0/0"],
		["a feature that is none", [[{ ...split, feature: "age" }, low, high]], "/trees/0/0/feature"],
		["a leaf of nobody", [[split, { value: 1, cover: 0 }, high]], "/trees/0/1/cover"],
		["no node", [[]], "/trees/0"],
		["a number that is none", [[split, { value: null, cover: 1 }, high]], "/trees/0/1/value"],
	])("is refused for %s, which names the place", (_, trees, pointer) => {
		const { code, errors } = refusal(trees);
		expect(code).toBe("invalid-profile");
		expect(errors?.map((one) => one.pointer)).toContain(pointer);
	});
});

/** A chain: each split has a leaf below it and the next one above. */
const chain = (depth: number): Tree =>
	treeOf(
		Array.from({ length: depth }).reduce<Sketch>(
			(above) => ({ feature: "skill", threshold: 0, below: { value: 0, cover: 1 }, above }),
			{ value: 1, cover: 1 },
		),
	);

test("trees that would hold up everybody are refused: a deep one, and many that are each in bounds", () => {
	const faults = (forest: Tree[]) =>
		Forest.safeParse(forest).error?.issues.map(({ path, message }) => [path.join("."), message]);
	expect(faults([chain(8)])).toBeUndefined();
	expect(faults([chain(9)])).toEqual([["0", "A leaf lies behind more than 8 splits."]]);
	expect(faults(Array.from({ length: 54 }, () => chain(8)))).toBeUndefined();
	expect(faults(Array.from({ length: 55 }, () => chain(8)))).toEqual([["", expect.stringMatching(/^Too much/)]]);
});
