import { describe, expect, test } from "vitest";
import type { SearchRequestInput } from "../../src/domain/query.ts";
import { AS_OF, openWorld, type Person } from "./world.ts";

const DAY = 86_400_000;
/** From the beginning of the day that the clock of the tests is on. */
const daysAgo = (days: number) => new Date(Math.floor(AS_OF.getTime() / DAY) * DAY - days * DAY).toISOString();

const person = (id: string, skills: string[], city: string, rest: Partial<Person> = {}): Person => ({
	id,
	resume: {
		basics: { location: { city, countryCode: "DE" } },
		skills: skills.map((name) => ({ name })),
		work: [{ position: "Software Engineer", startDate: "2016-01", endDate: "2020-01", summary: "jvm everywhere" }],
	},
	...rest,
});

const world = openWorld({
	candidates: [
		person("c1", ["Java"], "Berlin", { source: "referral", updatedAt: daysAgo(1) }),
		person("c2", ["Java", "Docker"], "Berlin", { source: "agency", updatedAt: daysAgo(20) }),
		person("c3", ["Kotlin"], "Munich", { source: "agency", updatedAt: daysAgo(60) }),
		person("c4", ["Python"], "Munich", { updatedAt: daysAgo(200), profileId: "p1" }),
	],
	profiles: [
		{ id: "p1", resume: {}, updatedAt: daysAgo(300) },
		{ id: "p2", resume: person("x", ["Kotlin"], "Berlin").resume ?? {}, updatedAt: daysAgo(400) },
	],
});

const countsOf = async (request: SearchRequestInput, query = "") => {
	const { facets, total } = await (await world).find(query, request);
	const counts = Object.entries(facets).map(([facet, values]) => [
		facet,
		Object.fromEntries(values.map(({ value, count }) => [value, count])),
	]);
	return { total, ...Object.fromEntries(counts) };
};

describe("the values of a facet that is filtered by", () => {
	test("are counted without its own filter, and with all others", async () => {
		const facets = ["skill", "city"] as const;
		expect(await countsOf({ filters: { skills: ["Java"] }, facets: [...facets] })).toEqual({
			total: 2,
			skill: { Java: 2, Kotlin: 2, Docker: 1, Python: 1 },
			city: { Berlin: 2 },
		});
		expect(await countsOf({ filters: { skills: ["Java"], cities: ["Munich"] }, facets: [...facets] })).toEqual({
			total: 0,
			skill: { Kotlin: 1, Python: 1 },
			city: { Berlin: 2 },
		});
	});

	test("say how many people a further value would bring", async () => {
		for (const query of ["", "jvm", "jvm kotlin docker", "jvm AND engineer"]) {
			const { skill = {} } = await countsOf({ filters: { skills: ["Docker"] }, facets: ["skill"] }, query);
			const { total } = await countsOf({ filters: { skills: ["Docker"] } }, query);
			expect(skill.Docker).toBe(total);
		}
		const counted = await countsOf({ filters: { skills: ["Java"] }, facets: ["skill"] }, "jvm");
		const both = await countsOf({ filters: { skills: ["Java", "Python"] } }, "jvm");
		expect(both.total).toBe(2 + counted.skill.Python);
	});

	test("all skills of a list are a demand, not a choice", async () => {
		const counted = await countsOf({ filters: { allSkills: ["Docker"] }, facets: ["skill"] });
		expect(counted).toEqual({ total: 1, skill: { Docker: 1, Java: 1 } });
	});

	test("origins: the pools that were not asked for are counted too", async () => {
		const origin = { "ats-only": 3, matched: 1, "network-only": 1 };
		for (const origins of [["ats-only"], ["matched"], ["network-only"], ["matched", "network-only"]] as const)
			expect((await countsOf({ filters: { origins: [...origins] }, facets: ["origin"] })).origin).toEqual(origin);
	});

	test("years and times", async () => {
		const filters = { years: { min: 30 } };
		expect(await countsOf({ filters, facets: ["years"] })).toEqual({ total: 0, years: { 0: 5 } });
		const recent = await countsOf({ filters: { updatedWithinDays: 7 }, facets: ["lastActivity"] });
		expect(recent.total).toBe(1);
		expect(recent.lastActivity).toEqual({ "7d": 1, "30d": 1, "90d": 1, "1y": 1, older: 1 });
	});

	test("only what is filtered by costs a further question to each pool", async () => {
		const { asked, find } = await world;
		const before = asked.length;
		await find("jvm", { facets: ["skill", "title", "city", "education"] });
		const plain = asked.length - before;
		await find("jvm", { filters: { skills: ["Java"] }, facets: ["skill", "title", "city", "education"] });
		expect(asked.length - before - plain).toBe(plain + 2);
	});
});

describe("last activity", () => {
	test("its times part everybody, and each is a filter of the same people", async () => {
		const { lastActivity, total } = await countsOf({ facets: ["lastActivity"] });
		expect(Object.values<number>(lastActivity).reduce((sum, count) => sum + count)).toBe(total);
		for (const value of ["7d", "30d", "90d", "1y", "older"] as const)
			expect((await countsOf({ filters: { lastActivity: [value] } })).total).toBe(lastActivity[value]);
		expect((await countsOf({ filters: { lastActivity: ["7d", "older"] } })).total).toBe(2);
	});

	test("days are whole ones before today", async () => {
		const within = async (days: number) => (await countsOf({ filters: { updatedWithinDays: days } })).total;
		expect([await within(1), await within(19), await within(20), await within(400)]).toEqual([1, 1, 2, 5]);
	});
});

describe("places", () => {
	test("are a tree: countries, and in them regions and cities as the data know them", async () => {
		const at = (id: string, location: object): Person => ({ id, resume: { basics: { location } } });
		const { find } = await openWorld({
			candidates: [
				at("a", { city: "Austin, TX", countryCode: "US" }),
				at("b", { city: "Austin", region: "Texas", countryCode: "US" }),
				at("c", { city: "Dallas", region: "Texas", countryCode: "US" }),
				at("d", { city: "Lyon", countryCode: "FR" }),
				at("e", { city: "Cambridge" }),
				{ id: "f", resume: {} },
			],
		});
		const { facets } = await find("", { facets: ["location"] });
		expect(facets.location).toEqual([
			{ value: "US", label: "United States", count: 3 },
			{ value: "US/Texas", label: "Texas", count: 3, parent: "US" },
			{ value: "US/Texas/Austin", label: "Austin", count: 2, parent: "US/Texas" },
			{ value: "US/Texas/Dallas", label: "Dallas", count: 1, parent: "US/Texas" },
			{ value: "-", label: "Country not known", count: 1 },
			{ value: "-/Cambridge", label: "Cambridge", count: 1, parent: "-" },
			{ value: "FR", label: "France", count: 1 },
			{ value: "FR/Auvergne-Rhône-Alpes", label: "Auvergne-Rhône-Alpes", count: 1, parent: "FR" },
			{
				value: "FR/Auvergne-Rhône-Alpes/Lyon",
				label: "Lyon",
				count: 1,
				parent: "FR/Auvergne-Rhône-Alpes",
			},
		]);
		for (const { value, count } of facets.location ?? [])
			expect((await find("", { filters: { locations: [value] } })).total).toBe(count);
		expect((await find("", { facets: ["location"], facetSize: 1 })).facets.location).toHaveLength(3);
	});
});
