import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { OTHER_NAMES } from "../../src/analysis/gazetteer/other-names.ts";
import { pathNow, placePaths } from "../../src/analysis/place-paths.ts";

const pathOf = (country: string, region: string | undefined, city: string | undefined) =>
	placePaths(country, region, city).at(-1);

describe("the place of somebody in the tree", () => {
	test.each<
		readonly [country: string, region: string | undefined, city: string | undefined, path: string, why: string]
	>([
		["DE", undefined, "Frankfurt", "DE/Hessen/Frankfurt am Main", "the one that is meant"],
		["DE", "Bayern", "MÜNCHEN", "DE/Bayern/Munich", "in capitals"],
		["DE", "Oberbayern", "München", "DE/Bayern/Munich", "within what is no state"],
		["DE", "NRW", "Halle", "DE/Nordrhein-Westfalen/Halle", "a smaller one in its own state"],
		["DE", undefined, "Neustadt", "DE/Neustadt", "nobody can tell which"],
		["US", undefined, "springfield", "US/Springfield", "nor here, but all have one name"],
		["US", "Pennsylvania", "Washington", "US/Pennsylvania/Washington", "not the capital"],
		["US", undefined, "Washington", "US/District of Columbia/Washington, D.C.", "the capital"],
		["US", "New York", "New York", "US/New York/New York City", "a city beside the state of its name"],
		["US", "New York", undefined, "US/New York", "the state"],
		["FR", undefined, "Vienne", "FR/Auvergne-Rhône-Alpes/Vienne", "a French city, not Vienna"],
		["AT", undefined, "Vienne", "AT/Vienna", "Vienna in French"],
		["AT", "Wien", "Wien", "AT/Vienna", "state and city"],
		["AT", "Wien", undefined, "AT/Vienna", "a state that is a city"],
		["CH", "Genf", "Carouge", "CH/Genève/Carouge", "within what a city is called"],
		["DE", undefined, "  Hinterwald ", "DE/Hinterwald", "in no gazetteer: as written"],
		["DE", "Berlin", "Berlin", "DE/Berlin", "in no other Berlin"],
	])("%s, %s, %s is %s: %s", (country, region, city, path, _why) => {
		expect(pathOf(country, region, city)).toBe(path);
	});

	test("without a country a state has its name, in whichever field it stands", () => {
		for (const [region, city] of [["Québec"], [undefined, "Québec"], [" ", "Québec"]])
			expect(placePaths(undefined, region, city)).toEqual(["-", "-/Quebec"]);
	});

	test("all names of a city of the gazetteer give one path", () => {
		for (const line of OTHER_NAMES.trim().split("\n")) {
			const [name = "", country = "", ...others] = line.split("|");
			const paths = new Set(others.map((other) => pathOf(country, undefined, other)));
			expect([name, ...paths]).toHaveLength(2);
		}
	});

	test("every path is the one that its place has now: a filter by it finds nobody else", () => {
		const names = OTHER_NAMES.trim().split(/[|\n]/);
		const name = fc.option(fc.oneof(fc.constantFrom(...names), fc.string({ unit: "grapheme" })), { nil: undefined });
		const country = fc.option(fc.constantFrom("DE", "US", "CH", "AT", "CA", "GB", "IN"), { nil: undefined });
		fc.assert(
			fc.property(country, name, name, (code, region, city) => {
				for (const path of placePaths(code, region, city)) expect(pathNow(path)).toBe(path);
			}),
			{ numRuns: 2000 },
		);
	});
});
