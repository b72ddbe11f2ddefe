import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	groupWeights,
	openToWork,
	parseConfidence,
	recency,
	saturated,
	seniorityFit,
	yearsFit,
} from "../../src/rank/features.ts";

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 0, 1);

describe("values of features", () => {
	test.each([
		[5, 5, 10, 1],
		[10, 5, 10, 1],
		[3.5, 5, 10, 0.5],
		[13, 5, 10, 0],
		[1, 5, null, 0],
		[60, 5, null, 1],
		[0, null, 2, 1],
		[Number.NaN, 5, 10, 0],
	])("%d years for %s to %s", (years, min, max, expected) => {
		expect(yearsFit(years, { min, max })).toBeCloseTo(expected, 12);
	});

	test.each([
		[NOW, 1],
		[NOW - 365 * DAY, 0.5],
		[NOW - 730 * DAY, 0.25],
		[NOW + 10 * DAY, 1],
		[Number.NaN, 0],
	])("recency of %d", (updatedAt, expected) => {
		expect(recency(updatedAt, NOW, 365)).toBeCloseTo(expected, 12);
	});

	test.each([
		[4, 4, 1],
		[3, 4, 2 / 3],
		[7, 4, 0],
		[Number.NaN, 4, 0.5],
	])("seniority %d for %d", (rank, asked, expected) => {
		expect(seniorityFit(rank, asked)).toBeCloseTo(expected, 12);
	});

	test("what is unknown counts neither for nor against", () => {
		expect(parseConfidence(Number.NaN)).toBe(1);
		expect(parseConfidence(0.3)).toBe(0.3);
		expect([openToWork(1), openToWork(0), openToWork(Number.NaN)]).toEqual([1, 0, 0]);
	});

	test("the body's frequency rises, ever slower, below k1 + 1", () => {
		const bm25 = { k1: 1.2, b: 0.6 };
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 254 }), fc.nat(5000), (frequency, length) => {
				const here = saturated(frequency, length, 300, bm25);
				const next = saturated(frequency + 1, length, 300, bm25);
				expect(next).toBeGreaterThan(here);
				expect(next).toBeLessThan(bm25.k1 + 1);
			}),
		);
		expect(saturated(3, 0, 0, bm25)).toBe((3 * 2.2) / (3 + 1.2));
	});

	test("the weights of groups have a mean of 1, the rarer the more", () => {
		fc.assert(
			fc.property(fc.array(fc.nat(1000), { minLength: 1, maxLength: 8 }), (documents) => {
				const weights = groupWeights(1000, documents);
				expect(weights.reduce((sum, weight) => sum + weight, 0) / weights.length).toBeCloseTo(1, 9);
				for (const [index, n] of documents.entries()) {
					for (const [other, m] of documents.entries()) {
						if (n < m) expect(weights[index]).toBeGreaterThan(weights[other] as number);
					}
				}
			}),
		);
		expect([...groupWeights(0, [0, 0])]).toEqual([1, 1]);
	});
});
