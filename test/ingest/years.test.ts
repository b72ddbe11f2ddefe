import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { yearsOfExperience } from "../../src/ingest/fields/experience-years.ts";

const role = (startDate: string, endDate?: string) =>
	endDate === undefined ? { startDate, current: true } : { startDate, endDate };

describe("years of work at the as-of date", () => {
	test.each([
		[[role("2020-01", "2020-12")], 1],
		[[role("2020-01", "2021-06"), role("2021-01", "2021-12")], 2],
		[[role("2018-01", "2018-12"), role("2020-01", "2020-12")], 2],
		[[role("2025-07")], 1],
		[[role("2015", "2016")], 2],
		[[role("2030-01")], null],
		[[], null],
	])("%j is %s", (work, years) => {
		expect(yearsOfExperience(work, "2026-06-30")).toBe(years);
	});

	test("months held twice count once: the same roles again change nothing", () => {
		const month = fc.tuple(
			fc.integer({ min: 1990, max: 2025 }),
			fc.integer({ min: 1, max: 12 }),
			fc.integer({ min: 0, max: 60 }),
		);
		const text = (months: number): string => `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, "0")}`;
		fc.assert(
			fc.property(fc.array(month, { minLength: 1, maxLength: 8 }), (list) => {
				const work = list.map(([year, at, length]) =>
					role(text(year * 12 + at - 1), text(year * 12 + at - 1 + length)),
				);
				const once = yearsOfExperience(work, "2026-06-30");
				expect(yearsOfExperience([...work, ...work].reverse(), "2026-06-30")).toBe(once);
			}),
		);
	});
});
