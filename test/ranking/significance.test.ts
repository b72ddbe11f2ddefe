import { describe, expect, test } from "vitest";
import { createRandom } from "../../corpora/generate/random.ts";
import { bootstrapInterval, comparePaired, randomizationTest } from "../../ranking/significance.ts";

/** All 2^n signs, no chance. */
function exactP(differences: readonly number[]): number {
	const observed = Math.abs(differences.reduce((sum, one) => sum + one, 0));
	let asLarge = 0;
	const all = 2 ** differences.length;
	for (let signs = 0; signs < all; signs++) {
		const sum = differences.reduce((total, one, index) => total + (signs & (1 << index) ? one : -one), 0);
		if (Math.abs(sum) >= observed - 1e-12) asLarge++;
	}
	return asLarge / all;
}

describe("randomization test", () => {
	test("agrees with the count over all signs", () => {
		for (const differences of [
			[0.1, 0.2, -0.05, 0.3, 0.12, 0.02, -0.2, 0.4],
			[0.1, -0.1, 0.2, -0.2, 0.01],
			[0.5, 0.4, 0.3, 0.2, 0.1, 0.6, 0.7, 0.8, 0.9, 0.15],
		]) {
			expect(randomizationTest(differences, 1)).toBeCloseTo(exactP(differences), 1);
			expect(Math.abs(randomizationTest(differences, 1) - exactP(differences))).toBeLessThan(0.02);
		}
	});
	test("no difference is no evidence, and p is never 0", () => {
		expect(randomizationTest([0, 0, 0], 1)).toBe(1);
		expect(randomizationTest(Array(100).fill(1), 1)).toBeGreaterThan(0);
	});
	test("under chance about one test in twenty is below 5%", () => {
		const random = createRandom(5);
		const tests = Array.from({ length: 200 }, (_, seed) =>
			randomizationTest(
				Array.from({ length: 25 }, () => random.next() - 0.5),
				seed,
				400,
			),
		);
		const below = tests.filter((p) => p < 0.05).length;
		expect(below).toBeGreaterThan(1);
		expect(below).toBeLessThan(24);
	});
});

describe("bootstrap", () => {
	test("holds the true mean about 95 times in a hundred", () => {
		const random = createRandom(9);
		let held = 0;
		for (let seed = 0; seed < 200; seed++) {
			const { low, high } = bootstrapInterval(
				Array.from({ length: 40 }, () => random.next()),
				seed,
				400,
			);
			if (low <= 0.5 && high >= 0.5) held++;
		}
		expect(held).toBeGreaterThan(175);
	});
	test("of equal values is that value, and of none nothing", () => {
		expect(bootstrapInterval([0.25, 0.25], 3)).toEqual({ low: 0.25, high: 0.25 });
		expect(bootstrapInterval([], 3)).toEqual({ low: 0, high: 0 });
	});
});

test("a comparison counts wins, losses and ties, and is the same for the same seed", () => {
	const paired = comparePaired([0.1, 0.2, 0.3, 0.4], [0.2, 0.1, 0.3, 0.9], 7);
	expect(paired).toMatchObject({ wins: 2, losses: 1, ties: 1 });
	expect(paired.delta).toBeCloseTo(0.125, 12);
	expect(comparePaired([0.1, 0.2, 0.3, 0.4], [0.2, 0.1, 0.3, 0.9], 7)).toEqual(paired);
	expect(() => comparePaired([1], [], 1)).toThrow(RangeError);
});
