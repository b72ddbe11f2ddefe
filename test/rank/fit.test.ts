import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { distance, educationFit, matchConfidence, pastOutcome } from "../../src/rank/features.ts";

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });

describe("distance", () => {
	test.each([
		[0, 50, 1, "in the centre"],
		[50, 50, 0.5, "at the edge of what was asked for"],
		[100, 50, 0, "at twice the radius"],
		[500, 50, 0, "far away is no worse than that"],
		[Number.NaN, 50, 0, "nobody knows where"],
	])("%d km of %d is %d: %s", (kilometres, radius, value) => expect(distance(kilometres, radius)).toBe(value));

	test("never grows with the distance, and stays in 0..1", () => {
		fc.assert(
			fc.property(number(0, 20_000), number(0, 20_000), number(1, 20_000), (one, other, radius) => {
				const [near, far] = [distance(Math.min(one, other), radius), distance(Math.max(one, other), radius)];
				expect(near).toBeGreaterThanOrEqual(far);
				expect(far).toBeGreaterThanOrEqual(0);
				expect(near).toBeLessThanOrEqual(1);
			}),
		);
	});
});

describe("education", () => {
	test("is whole at the level asked for and above, and never falls with the level", () => {
		expect(educationFit(7, 7)).toBe(1);
		expect(educationFit(8, 7)).toBe(1);
		expect(educationFit(6, 7)).toBeCloseTo(2 / 3);
		expect(educationFit(Number.NaN, 7)).toBe(0);
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 8 }), (level, asked) => {
				expect(educationFit(level + 1, asked)).toBeGreaterThanOrEqual(educationFit(level, asked));
			}),
		);
	});
});

test("what is not known speaks neither for nor against anybody", () => {
	expect(pastOutcome(Number.NaN)).toBe(0);
	expect(matchConfidence(Number.NaN)).toBe(0);
});
