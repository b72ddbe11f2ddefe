import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { averagePrecision, measure, ndcg, precision, recall, reciprocalRank } from "../../ranking/metrics.ts";

const grades = new Map([
	["a", 3],
	["b", 2],
	["c", 1],
	["d", 0],
]);

describe("metrics against values worked out by hand", () => {
	test("average precision counts what was not found", () => {
		expect(averagePrecision(["x", "a", "d", "b"], grades)).toBeCloseTo((1 / 2 + 2 / 4) / 3, 12);
	});
	test("nDCG has linear gain and the log2 discount of trec_eval", () => {
		const ideal = 3 + 2 / Math.log2(3) + 1 / Math.log2(4);
		expect(ndcg(["c", "a"], grades, 10)).toBeCloseTo((1 + 3 / Math.log2(3)) / ideal, 12);
	});
	test("precision divides by the depth even when the list is shorter", () => {
		expect(precision(["a"], grades, 5)).toBe(0.2);
	});
	test("recall and reciprocal rank", () => {
		expect(recall(["a", "x", "c"], grades, 2)).toBeCloseTo(1 / 3, 12);
		expect(reciprocalRank(["x", "d", "c"], grades)).toBeCloseTo(1 / 3, 12);
		expect(reciprocalRank(["x"], grades)).toBe(0);
	});
	test("a query without anything relevant has no value", () => {
		expect(measure(["a"], new Map([["a", 0]]))).toBeNull();
	});
});

test("the ideal order scores 1 and no order more", () => {
	const judged = fc.uniqueArray(fc.tuple(fc.string({ minLength: 1 }), fc.integer({ min: 0, max: 3 })), {
		selector: ([id]) => id,
		minLength: 1,
		maxLength: 30,
	});
	fc.assert(
		fc.property(judged, fc.integer({ min: 1, max: 40 }), (pairs, depth) => {
			const judgments = new Map(pairs);
			fc.pre(pairs.some(([, grade]) => grade > 0));
			const ideal = [...pairs].sort((a, b) => b[1] - a[1]).map(([id]) => id);
			expect(ndcg(ideal, judgments, depth)).toBeCloseTo(1, 12);
			expect(
				ndcg(
					pairs.map(([id]) => id),
					judgments,
					depth,
				),
			).toBeLessThanOrEqual(1 + 1e-12);
		}),
	);
});
