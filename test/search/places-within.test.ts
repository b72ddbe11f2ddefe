import { beforeAll, describe, expect, test } from "vitest";
import { openWorld, type Person, type World } from "./world.ts";

const at = (id: string, location: object): Person => ({ id, resume: { basics: { location } } });

let world: World;
beforeAll(async () => {
	world = await openWorld({
		candidates: [
			at("berlin", { city: "Berlin", countryCode: "DE" }),
			at("dresden", { city: "Dresden", region: "Saxony", countryCode: "DE" }),
			at("vienna", { city: "Wien", countryCode: "AT" }),
			at("madrid", { city: "Madrid", countryCode: "ES" }),
			at("cambridge", { city: "Cambridge", region: "MA", countryCode: "US" }),
			at("cambridge-uk", { city: "Cambridge", countryCode: "GB" }),
			at("pune", { city: "Pune", countryCode: "IN" }),
			{
				id: "traveller",
				resume: { basics: { summary: "Sold to all of Europe, DACH and the Nordics, from Berlin, Germany." } },
			},
		],
	});
});
const found = async (query: string, request = {}) =>
	(await world.find(query, request)).hits.map((hit) => hit.candidateId).toSorted();

describe("a place that lies in others", () => {
	test.each([
		['location:"Berlin, Germany"', ["berlin"], "a city in its country"],
		['location:"Berlin, DE"', ["berlin"], "by its code"],
		['location:"Vienna, Austria"', ["vienna"], "by another name of the city"],
		['location:"Dresden, Sachsen"', ["dresden"], "in its state, by another name"],
		['location:"Cambridge, MA"', ["cambridge"], "in a state of the US"],
		['location:"Cambridge, UK"', ["cambridge-uk"], "its namesake elsewhere"],
		['location:"Berlin, France"', [], "not where there is none"],
		['NOT location:"Berlin, Germany" AND location:DACH', ["dresden", "vienna"], "under NOT"],
	])("%s finds %j: %s", async (query, ids) => {
		expect(await found(query)).toEqual(ids);
	});
});

test("a city of the tree is found without the state that it stands in, too", async () => {
	const within = (path: string) => found("", { filters: { locations: [path] } });
	expect(await within("DE/Sachsen")).toEqual(["dresden"]);
	expect(await within("DE/Sachsen/Dresden")).toEqual(["dresden"]);
	expect(await within("DE/Dresden")).toEqual(["dresden"]);
	expect(await within("DE/Berlin")).toEqual(["berlin"]);
});

describe("countries that have a name together", () => {
	test.each([
		["location:DACH", ["berlin", "dresden", "vienna"], "written in capitals"],
		["location:dach", ["berlin", "dresden", "vienna"], "or not: a place is asked for"],
		["location:EU", ["berlin", "dresden", "madrid", "vienna"], "a union"],
		['location:"Europäische Union"', ["berlin", "dresden", "madrid", "vienna"], "in German"],
		["location:Europe", ["berlin", "cambridge-uk", "dresden", "madrid", "vienna"], "a continent"],
		["location:Asia", ["pune"], "another"],
		["location:EMEA", ["berlin", "cambridge-uk", "dresden", "madrid", "vienna"], "more than one of them"],
		['location:"North America"', ["cambridge"], "in two words"],
		["location:Nordics", [], "nobody lives there"],
		["location:(Benelux OR Nordics OR DACH)", ["berlin", "dresden", "vienna"], "in an OR"],
	])("%s finds %j: %s", async (query, ids) => {
		expect(await found(query)).toEqual(ids);
	});

	test("are shown as what the name was widened to, and go one by one or together", async () => {
		const { expansions } = await world.find("location:DACH");
		expect(expansions).toMatchObject([
			{
				clause: "location:DACH",
				ways: [{ source: "synonym", words: ["Germany", "Austria", "Switzerland"], people: 3 }],
			},
		]);
		expect(await found("location:DACH", { expansion: { offTerms: ["Germany"] } })).toEqual(["vienna"]);
		expect(await found("location:DACH", { expansion: { off: ["synonym"] } })).toEqual([]);
	});

	test("in a request in plain words they are places, too", async () => {
		const { interpretation } = await world.find("nurse in EMEA");
		expect(interpretation.clauses.find(({ kind }) => kind === "place")?.query).toContain("location:EMEA");
	});
});

test("a city with its state or country leaves its namesakes behind", async () => {
	const { hits } = await world.find("in Cambridge, MA");
	expect(hits.map(({ candidateId }) => candidateId)).toEqual(["cambridge"]);
});
