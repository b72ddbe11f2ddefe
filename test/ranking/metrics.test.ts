import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	averagePrecision,
	expectedReciprocalRank,
	type Grades,
	judged,
	METRICS,
	mean,
	measure,
	ndcg,
	precision,
	recall,
	reciprocalRank,
} from "../../ranking/metrics.ts";

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
	test("ERR: a reader stops at the first answer that satisfies", () => {
		expect(expectedReciprocalRank(["b", "a"], grades, 20, 3)).toBeCloseTo(3 / 8 + ((5 / 8) * (7 / 8)) / 2, 12);
	});
	test("a short list that is judged whole is judged whole", () => {
		expect(judged(["a", "d"], grades, 10)).toBe(1);
		expect(judged(["a", "x"], grades, 10)).toBe(0.5);
		expect(judged([], grades, 10)).toBe(1);
	});
	test("a query without anything relevant is worth 0, as in trec_eval, and counts in the mean", () => {
		const nothing = measure(["a"], new Map([["a", 0]]));
		expect(METRICS.filter((name) => !name.startsWith("judged")).map((name) => nothing[name])).toEqual(
			METRICS.filter((name) => !name.startsWith("judged")).map(() => 0),
		);
		expect(mean([nothing, measure(["a"], new Map([["a", 1]]))]).map).toBe(0.5);
		expect(mean([]).map).toBe(0);
	});
});

/** Lists and judgments with everything that real ones have: unjudged, grades below 0, nothing found, nothing relevant. */
const cases = fc.record({
	ranked: fc.uniqueArray(fc.integer({ min: 0, max: 60 }).map(String), { maxLength: 40 }),
	grades: fc
		.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 60 }).map(String), fc.integer({ min: -1, max: 3 })), {
			selector: ([id]) => id,
			minLength: 1,
			maxLength: 40,
		})
		.map((pairs): Grades => new Map(pairs)),
	depth: fc.integer({ min: 1, max: 50 }),
});

/** Straight from the definitions, place by place, with no regard to speed. */
const oracle = {
	hits: (ranked: readonly string[], grades: Grades, depth: number) => {
		let hits = 0;
		for (let rank = 1; rank <= Math.min(depth, ranked.length); rank++) {
			if ((grades.get(ranked[rank - 1] as string) ?? 0) >= 1) hits++;
		}
		return hits;
	},
	dcg: (values: readonly number[], depth: number) => {
		let total = 0;
		for (let rank = 1; rank <= depth && rank <= values.length; rank++) {
			const value = values[rank - 1] as number;
			if (value > 0) total += value / (Math.log(rank + 1) / Math.log(2));
		}
		return total;
	},
	/** By summing over every place where the reader may stop. */
	err: (ranked: readonly string[], grades: Grades, depth: number, highest: number) => {
		const stop = ranked.slice(0, depth).map((id) => (2 ** Math.max(0, grades.get(id) ?? 0) - 1) / 2 ** highest);
		return stop.reduce(
			(sum, here, index) =>
				sum + (stop.slice(0, index).reduce((left, one) => left * (1 - one), 1) * here) / (index + 1),
			0,
		);
	},
};

describe("metrics against an oracle that follows the definitions", () => {
	const property = (check: (input: { ranked: string[]; grades: Grades; depth: number }) => void) =>
		fc.assert(fc.property(cases, check), { numRuns: 500 });

	test("precision, recall, reciprocal rank and average precision", () => {
		property(({ ranked, grades, depth }) => {
			const all = [...grades.values()].filter((grade) => grade >= 1).length;
			const hits = oracle.hits(ranked, grades, depth);
			expect(precision(ranked, grades, depth)).toBeCloseTo(hits / depth, 12);
			expect(recall(ranked, grades, depth)).toBeCloseTo(all === 0 ? 0 : hits / all, 12);
			const ranks = ranked.map((_, index) => index + 1).filter((rank) => isRelevant(ranked, grades, rank));
			expect(reciprocalRank(ranked, grades)).toBeCloseTo(ranks.length === 0 ? 0 : 1 / (ranks[0] as number), 12);
			const precisions = ranks.map((rank) => oracle.hits(ranked, grades, rank) / rank);
			const wanted = all === 0 ? 0 : precisions.reduce((sum, one) => sum + one, 0) / all;
			expect(averagePrecision(ranked, grades)).toBeCloseTo(wanted, 12);
		});
	});

	test("nDCG and ERR", () => {
		property(({ ranked, grades, depth }) => {
			const ideal = oracle.dcg(
				[...grades.values()].sort((a, b) => b - a),
				depth,
			);
			const found = oracle.dcg(
				ranked.map((id) => grades.get(id) ?? 0),
				depth,
			);
			expect(ndcg(ranked, grades, depth)).toBeCloseTo(ideal === 0 ? 0 : found / ideal, 12);
			const wanted = oracle.err(ranked, grades, depth, 3);
			expect(expectedReciprocalRank(ranked, grades, depth, 3)).toBeCloseTo(wanted, 12);
		});
	});

	test("every metric lies in 0..1, and no order is better than the ideal one", () => {
		property(({ ranked, grades }) => {
			const values = measure(ranked, grades);
			for (const name of METRICS) {
				expect(values[name]).toBeGreaterThanOrEqual(0);
				expect(values[name]).toBeLessThanOrEqual(1 + 1e-12);
			}
			const ideal = [...grades].sort((a, b) => b[1] - a[1]).map(([id]) => id);
			for (const name of ["ndcg@10", "map", "mrr"] as const) {
				expect(measure(ideal, grades)[name]).toBeGreaterThanOrEqual(values[name] - 1e-12);
			}
		});
	});
});

function isRelevant(ranked: readonly string[], grades: Grades, rank: number): boolean {
	return (grades.get(ranked[rank - 1] as string) ?? 0) >= 1;
}
