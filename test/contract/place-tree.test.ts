import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { openWorld, type World } from "../search/world.ts";
import { describeEngines } from "./worlds.ts";

/** What people write for one city, and its path. */
const CITIES: readonly (readonly [path: string, country: string, ...names: string[]])[] = [
	["DE/Bayern/Munich", "DE", "München", "Munich", "MUENCHEN", "munich"],
	["DE/Nordrhein-Westfalen/Köln", "DE", "Köln", "Cologne", "Koeln"],
	["DE/Berlin", "DE", "Berlin", "Berlín"],
	["DE/Sachsen-Anhalt/Halle (Saale)", "DE", "Halle", "Halle (Saale)"],
	["AT/Vienna", "AT", "Wien", "Vienna"],
	["IT/Lombardia/Milan", "IT", "Milano", "Milan", "Mailand"],
	["CH/Genève", "CH", "Genève", "Geneva", "Genf"],
	["CH/Sankt Gallen", "CH", "St. Gallen", "Sankt Gallen", "St Gallen"],
	["JP/Tokyo", "JP", "東京", "東京都", "Tokyo"],
	["US/New York/New York City", "US", "New York", "New York City", "NYC"],
	["US/Texas/Fort Worth", "US", "Fort Worth", "Ft. Worth"],
	["ES/País Vasco/Donostia San Sebastián", "ES", "San Sebastián", "Donostia", "Donostia / San Sebastián"],
	["DE/Neustadtlein am See", "DE", "Neustadtlein am See"],
	["-/Cambridge", "", "Cambridge"],
];
/** A person for each name, in either pool or in both. */
const PEOPLE = CITIES.flatMap(([path, countryCode, ...names]) => names.map((city) => ({ path, countryCode, city })));
const placeOf = ({ countryCode, city }: (typeof PEOPLE)[number]) => ({
	basics: { location: { city, ...(countryCode === "" ? {} : { countryCode }) } },
});

describeEngines("the tree of places", ({ engine }) => {
	let world: World;
	beforeAll(async () => {
		const ids = PEOPLE.map((person, at) => ({ id: `p${at}`, resume: placeOf(person) }));
		// Of two records of one person the city has two names.
		const other = CITIES.map(([, countryCode, city = ""], at) => ({
			id: `n${at}`,
			resume: placeOf({ path: "", countryCode, city }),
		}));
		const matched = PEOPLE.map(({ path }) => CITIES.findIndex(([own]) => own === path));
		const taken = new Set<number>();
		world = await openWorld({
			engine: engine(),
			candidates: ids.map((person, at) => {
				const profile = matched[at] ?? 0;
				const isFirst = !taken.has(profile) && profile % 2 === 0;
				taken.add(profile);
				return isFirst ? { ...person, profileId: `n${profile}` } : person;
			}),
			profiles: other,
		});
	});
	const tree = async () => (await world.find("", { facets: ["location"], facetSize: 100 })).facets.location ?? [];
	const totalOf = async (locations: string[]) => (await world.find("", { filters: { locations } })).total;

	test("one node for each city, whatever it is called", async () => {
		const values = await tree();
		const parents = new Set(values.map(({ parent }) => parent));
		expect(values.flatMap(({ value }) => (parents.has(value) ? [] : [value])).toSorted()).toEqual(
			CITIES.map(([path]) => path).toSorted(),
		);
		for (const [at, [path, , ...names]] of CITIES.entries())
			expect(values.find(({ value }) => value === path)?.count).toBe(names.length + (at % 2));
	});

	test("each counts whom it finds, alone and with others", async () => {
		const values = await tree();
		for (const { value, count } of values) expect([value, await totalOf([value])]).toEqual([value, count]);
		const leaves = values.filter(({ value }) => !values.some(({ parent }) => parent === value));
		await fc.assert(
			fc.asyncProperty(fc.subarray(leaves, { minLength: 2 }), async (chosen) => {
				const sum = chosen.reduce((total, { count }) => total + count, 0);
				expect(await totalOf(chosen.map(({ value }) => value))).toBe(sum);
			}),
			{ numRuns: 15 },
		);
	});

	test("a city is found by its other names, with another name of the state or without one", async () => {
		const munich = await totalOf(["DE/Bayern/Munich"]);
		for (const path of ["DE/München", "DE/Bavaria/München", "DE/Bavaria/Munich", "DE/Muenchen"])
			expect([path, await totalOf([path])]).toEqual([path, munich]);
		expect(await totalOf(["CH/St. Gallen"])).toBe(await totalOf(["CH/Sankt Gallen"]));
	});
});
