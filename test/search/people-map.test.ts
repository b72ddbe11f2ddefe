import { expect, test } from "vitest";
import { createPeopleMap } from "../../src/search/people-map.ts";
import { openWorld, recognizer } from "./world.ts";

const living = (id: string, city: string, countryCode: string, region?: string) => ({
	id,
	resume: { basics: { name: id, label: "Java Developer", location: { city, countryCode, ...(region && { region }) } } },
});

test("people stand where their cities lie, those of no known city are counted, and the area is the one that is asked for", async () => {
	const world = await openWorld({
		candidates: [
			living("a", "Berlin", "DE"),
			living("b", "Berlin", "DE"),
			living("c", "Paris", "US", "Texas"),
			living("d", "Xyzzyplugh", "DE"),
			{ id: "e", resume: { basics: { name: "e", label: "Java Developer", location: { countryCode: "DE" } } } },
		],
	});
	const map = createPeopleMap({ search: world.search, recognizer });
	const request = { query: "java developer", disabled: [], filters: {}, expansion: { off: [], offTerms: [] } };
	const asked = { ...request, includeHidden: false, blind: false, profile: undefined };
	const { places, elsewhere, area } = await map.places(world.scope, asked);
	expect(places.map(({ label, count }) => [label, count])).toEqual([
		["Berlin", 2],
		["Paris", 1],
	]);
	expect(places[0]).toMatchObject({ value: "DE/Berlin" });
	expect(places[0]?.latitude).toBeCloseTo(52.5, 0);
	// In Texas, and not in France.
	expect(places[1]?.longitude).toBeLessThan(-90);
	expect([elsewhere, area]).toEqual([2, null]);
	const near = await map.places(world.scope, { ...asked, query: "java near:berlin~50km" });
	expect(near.area).toMatchObject({ place: "berlin", kilometres: 50 });
	expect(near.places.map(({ label }) => label)).toEqual(["Berlin"]);
	expect(world.audit.map(({ action }) => action)).toEqual(["search", "search"]);
});
