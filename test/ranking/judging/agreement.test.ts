import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cohenKappa, KAPPA_WEIGHTS, krippendorffAlpha } from "../../../ranking/judging/agreement.ts";

/** Pairs of a table of counts: rows of the first judge, columns of the second. */
const pairsOf = (table: readonly (readonly number[])[]) =>
	table.flatMap((row, one) =>
		row.flatMap((count, other) => Array.from({ length: count }, () => [one, other] as const)),
	);

describe("Cohen's kappa, against published worked examples", () => {
	// Cohen 1960, A coefficient of agreement for nominal scales, and 1968, Weighted kappa: 200 cases, three diagnoses.
	const diagnoses = pairsOf([
		[88, 10, 2],
		[14, 40, 6],
		[18, 10, 12],
	]);

	test("unweighted: 0.492 (Cohen 1960)", () => {
		expect(cohenKappa(diagnoses)).toBeCloseTo(0.492, 3);
	});

	test("weighted by costs of his own: 0.348 (Cohen 1968)", () => {
		const costs = [
			[0, 1, 3],
			[1, 0, 6],
			[3, 6, 0],
		];
		expect(cohenKappa(diagnoses, (one, other) => costs[one]?.[other] ?? 0)).toBeCloseTo(0.348, 3);
	});

	test("linear and quadratic weights: two radiologists and 85 mammograms (Stata manual, kappa): 0.4728, 0.5684, 0.6714", () => {
		const mammograms = pairsOf([
			[21, 12, 0, 0],
			[4, 17, 1, 0],
			[3, 9, 15, 2],
			[0, 0, 0, 1],
		]);
		expect(cohenKappa(mammograms)).toBeCloseTo(0.4728, 4);
		expect(cohenKappa(mammograms, KAPPA_WEIGHTS.linear)).toBeCloseTo(0.5684, 4);
		expect(cohenKappa(mammograms, KAPPA_WEIGHTS.quadratic)).toBeCloseTo(0.6714, 4);
	});

	test("is not defined where nothing could have differed, and 1 where nothing did", () => {
		expect(cohenKappa([])).toBeNull();
		expect(
			cohenKappa([
				[2, 2],
				[2, 2],
			]),
		).toBeNull();
		expect(
			cohenKappa([
				[2, 2],
				[0, 0],
			]),
		).toBe(1);
	});
});

describe("Krippendorff's alpha, against Krippendorff 2011, Computing Krippendorff's Alpha-Reliability", () => {
	const _ = null;
	/** A row for each observer; null where he did not judge. */
	const units = (rows: readonly (readonly (number | null)[])[]) =>
		(rows[0] ?? []).map((_none, unit) => rows.map((row) => row[unit] ?? null).filter((value) => value !== null));

	test("A: binary, two observers, nothing missing: 0.095", () => {
		const data = units([
			[0, 1, 0, 0, 0, 0, 0, 0, 1, 0],
			[1, 1, 1, 0, 0, 1, 0, 0, 0, 0],
		]);
		expect(krippendorffAlpha(data, "nominal")).toBeCloseTo(0.095, 3);
	});

	const data = units([
		[1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
		[1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
		[_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
		[1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
	]);

	test("C: four observers, values missing: nominal 0.743, ordinal 0.815, interval 0.849", () => {
		expect(krippendorffAlpha(data, "nominal")).toBeCloseTo(0.743, 3);
		expect(krippendorffAlpha(data, "ordinal")).toBeCloseTo(0.815, 3);
		expect(krippendorffAlpha(data, "interval")).toBeCloseTo(0.849, 3);
	});

	test("is not defined where nothing was judged twice or only one grade was given", () => {
		expect(krippendorffAlpha([[1], [2]])).toBeNull();
		expect(
			krippendorffAlpha([
				[1, 1],
				[1, 1],
			]),
		).toBeNull();
	});

	const grades = fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 4 }), { maxLength: 30 });

	test("does not depend on the order of judges or units, nor on what only one judged; ordinal not on the names of grades", () => {
		fc.assert(
			fc.property(grades, (all) => {
				const alpha = krippendorffAlpha(all, "ordinal");
				const turned = all.toReversed().map((values) => values.toReversed());
				const stretched = all.map((values) => values.map((value) => value ** 3 + 5));
				for (const same of [turned, stretched, [...all, [3]]]) {
					const other = krippendorffAlpha(same, "ordinal");
					if (alpha === null) expect(other).toBeNull();
					else expect(other).toBeCloseTo(alpha, 9);
				}
				if (alpha !== null) expect(alpha).toBeLessThanOrEqual(1);
			}),
		);
	});
});
