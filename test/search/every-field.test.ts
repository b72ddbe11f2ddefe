import { beforeAll, expect, test } from "vitest";
import type { SearchRequestInput } from "../../src/domain/query.ts";
import { openWorld, type World } from "./world.ts";

/** Each field of the query language tells one person from another, and each facet counts as many people as its filter finds. */

let world: World;
beforeAll(async () => {
	const person = (id: string, word: string, rest: object) => ({
		id,
		resume: {
			basics: {
				name: `${word}name Poe`,
				location: { city: id === "a" ? "Berlin" : "Lyon", countryCode: id === "a" ? "DE" : "FR" },
			},
			work: [
				{ position: `${word}now Nurse`, name: `${word}firm`, startDate: "2020-01" },
				{ position: `${word}then Nurse`, name: `${word}old`, startDate: "2015-01", endDate: "2019-12" },
			],
			skills: [{ name: `${word}skill` }],
			education: [
				{
					institution: `${word}school`,
					studyType: id === "a" ? "Master of Science" : "Bachelor of Arts",
					area: `${word}area`,
				},
			],
			certificates: [{ name: `${word}certificate` }],
			languages: [{ language: id === "a" ? "German" : "French" }],
		},
		notes: [{ id: `n-${id}`, text: `${word}note` }],
		...rest,
	});
	const application = (id: string, stage: string, outcome: "hired" | "rejected") => [
		{ id: `x-${id}`, jobId: `j-${id}`, appliedAt: "2026-05-01T00:00:00Z", stage, outcome },
	];
	world = await openWorld({
		candidates: [
			person("a", "ala", { tags: ["gold"], source: "Referral", applications: application("a", "Offer", "hired") }),
			person("b", "bel", {
				tags: ["silver"],
				source: "Agency",
				applications: application("b", "Interview", "rejected"),
				profileId: "p",
			}),
		],
		profiles: [
			{ id: "p", resume: { skills: [{ name: "belskill" }] } },
			{
				id: "q",
				resume: {
					work: [{ position: "belnow Nurse", name: "belfirm", startDate: "2020-01" }],
					languages: [{ language: "French" }],
				},
			},
		],
	});
});

test.each([
	["name", "alaname"],
	["title", "alanow"],
	["title", "alathen"],
	["current-title", "alanow"],
	["past-title", "alathen"],
	["skill", "alaskill"],
	["company", "alafirm"],
	["company", "alaold"],
	["current-company", "alafirm"],
	["past-company", "alaold"],
	["school", "alaschool"],
	["degree", "alaarea"],
	["location", "berlin"],
	["certificate", "alacertificate"],
	["note", "alanote"],
	["language", "german"],
	["stage", "offer"],
	["outcome", "hired"],
	["source", "referral"],
	["tag", "gold"],
	["applied", "j-a"],
	["education", "master"],
])("%s:%s is one person, and the same word in another field nobody", async (scope, word) => {
	const ids = async (query: string) => (await world.find(query)).hits.map(({ candidateId }) => candidateId);
	expect(await ids(`${scope}:${word}`)).toEqual(["a"]);
	expect(await ids(`${scope === "school" ? "note" : "school"}:${word}`)).toEqual([]);
});

test.each([
	["skill", "skills"],
	["title", "titles"],
	["company", "companies"],
	["country", "countries"],
	["city", "cities"],
	["location", "locations"],
	["education", "education"],
	["language", "languages"],
	["source", "sources"],
	["stage", "stages"],
	["outcome", "outcomes"],
	["tag", "tags"],
	["origin", "origins"],
	["lastActivity", "lastActivity"],
] as const)("facet %s counts whom its filter finds, in both pools", async (facet, filter) => {
	const request = { facets: [facet] } satisfies SearchRequestInput;
	const values = (await world.find("", request)).facets[facet] ?? [];
	expect(values.length).toBeGreaterThan(0);
	for (const { value, count } of values) {
		const filters = { [filter]: [value] } as SearchRequestInput["filters"];
		expect((await world.find("", { ...(filters === undefined ? {} : { filters }) })).total, value).toBe(count);
	}
});
