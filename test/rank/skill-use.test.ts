import { describe, expect, test } from "vitest";
import { skillUseTokens } from "../../src/analysis/skill-use.ts";
import { loadProfiles } from "../../src/search/profiles.ts";
import { openWorld, type Person } from "../search/world.ts";

const { features } = loadProfiles().get("default.v2", null);

describe("tokens of a skill's use", () => {
	test.each([
		[{ months: 60, lastUsed: "2026-01" }, "skill-years-5:java", "skill-now:java", "five years, still used"],
		[
			{ months: 59, lastUsed: "2025-06" },
			"skill-years-3:java",
			"skill-now:java",
			"a month less, a year ago to the month",
		],
		[{ months: 12, lastUsed: "2025-05" }, "skill-years-1:java", "skill-lately:java", "a year, a month longer ago"],
		[{ months: 11, lastUsed: "2019" }, null, null, "short and long ago"],
		[{}, null, null, "nobody knows"],
	])("%o: %s %s, %s", (use: object, duration, recency, _because) => {
		expect(skillUseTokens("java", use, "2026-06-01")).toEqual({ duration, recency });
	});
});

describe("in a list", () => {
	const person = (id: string, months: number | undefined, lastUsed: string | undefined): Person => ({
		id,
		resume: {
			skills: [
				{ name: "Java", ...(months === undefined ? {} : { months }), ...(lastUsed === undefined ? {} : { lastUsed }) },
			],
		},
	});
	const PEOPLE = [
		person("a-unknown", undefined, undefined),
		person("b-short", 14, "2026-05"),
		person("c-long-ago", 70, "2015-01"),
		person("d-long", 70, "2026-05"),
	];

	test("who used it longer and later stands higher, and the explanation says so", async () => {
		const world = await openWorld({ candidates: PEOPLE, profile: { features } });
		const { hits, lint, expansions } = await world.find("java");
		expect(hits.map(({ candidateId }) => candidateId)).toEqual(["d-long", "c-long-ago", "b-short", "a-unknown"]);
		const reasons = hits[0]?.explanation?.contributions ?? [];
		expect(reasons.map(({ feature }) => feature)).toEqual(expect.arrayContaining(["skillDuration", "skillRecency"]));
		expect(reasons.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(hits[0]?.score ?? Number.NaN, 9);
		expect(hits.at(-1)?.explanation?.missing).toEqual([]);
		expect([lint, expansions.length]).toEqual([[], 1]);
	});

	test("with default.v1 nothing of it is asked, and the words weigh the same with both", async () => {
		const first = loadProfiles().get("default.v1", null).features;
		const plain = await (await openWorld({ candidates: PEOPLE, profile: { features: first } })).find("java kotlin");
		expect(new Set(plain.hits.map(({ score }) => score)).size).toBe(1);
		const world = await openWorld({ candidates: PEOPLE, profile: { features } });
		const { hits } = await world.find("java kotlin");
		const weights = (found: typeof hits) =>
			found[0]?.explanation?.contributions.find(({ feature }) => feature === "match.skill")?.value;
		expect(weights(hits)).toBe(weights(plain.hits));
	});
});
