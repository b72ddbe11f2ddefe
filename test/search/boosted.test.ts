import { describe, expect, test } from "vitest";
import { makePerson, toJsonResume } from "../../corpora/generate/people.ts";
import { createRandom } from "../../corpora/generate/random.ts";
import type { Forest } from "../../src/domain/forest.ts";
import type { Hit } from "../../src/domain/hit.ts";
import { WhyAboveRequest } from "../../src/domain/reasons.ts";
import { openWorld, type Person } from "./world.ts";

/** A profile with trees answers as a linear one does: one list of both pools, every score explained to the last point. */

const FOREST: Forest = [
	[
		{ feature: "currentTitle", threshold: 0.4, below: 1, above: 2 },
		{ feature: "skill", threshold: 0.9, below: 3, above: 4 },
		{ feature: "recency", threshold: 0.3, below: 5, above: 6 },
		{ value: -2, cover: 50 },
		{ value: -0.5, cover: 30 },
		{ value: 0.25, cover: 11 },
		{ value: 1.75, cover: 9 },
	],
	[
		{ feature: "location", threshold: 0, below: 1, above: 2 },
		{ value: -0.125, cover: 80 },
		{ feature: "skill", threshold: 0.5, below: 3, above: 4 },
		{ value: 0.5, cover: 12 },
		{ value: 3, cover: 8 },
	],
];

const people = Array.from({ length: 40 }, (_, index) => makePerson(900 + index));
const candidates: Person[] = people.slice(0, 30).map((person, index) => ({
	id: `c${index}`,
	resume: toJsonResume(person),
	...(index < 5 ? { profileId: `p${index}` } : {}),
}));
const profiles = people.slice(25).map((person, index) => ({ id: `p${index}`, resume: toJsonResume(person) }));
const world = openWorld({ candidates, profiles, profile: { trees: FOREST } });
const plain = openWorld({ candidates, profiles });

const random = createRandom(5);
const QUERIES = Array.from({ length: 8 }, () => {
	const person = random.pick(people);
	const words = [
		person.label,
		random.pick(person.skills),
		person.home.city,
		`"${random.pick(person.skills)}"`,
		"senior",
	];
	return random.sample(words, random.int(1, 4)).join(" ");
});

const sumOf = ({ explanation }: Hit) => explanation?.contributions.reduce((sum, { points }) => sum + points, 0) ?? 0;

describe("a ranking with trees", () => {
	test("is one list in which each score is the sum of its contributions to 1e-9", async () => {
		const pools = new Set<string>();
		for (const query of QUERIES) {
			const { hits } = await (await world).find(query, { pageSize: 25, explain: true });
			for (const [place, hit] of hits.entries()) {
				expect(Math.abs(sumOf(hit) - hit.score)).toBeLessThan(1e-9);
				expect(hit.explanation?.score).toBeCloseTo(hit.score, 9);
				expect(hit.score).toBeLessThanOrEqual(hits[place - 1]?.score ?? Number.POSITIVE_INFINITY);
				pools.add(hit.origin);
			}
		}
		expect(pools).toEqual(new Set(["ats-only", "matched", "network-only"]));
	});

	test("gives the points of trees to the part of the query, the field and the place that have them", async () => {
		const [person] = people;
		const query = `${person?.skills[0]} ${person?.home.city}`;
		const find = async (of: typeof world) => (await (await of).find(query, { pageSize: 100, explain: true })).hits;
		const [boosted, linear] = [await find(world), await find(plain)];
		const same = linear.find(({ candidateId }) => candidateId === "c0");
		const hit = boosted.find(({ candidateId }) => candidateId === "c0");
		const places = (of: Hit | undefined) =>
			of?.explanation?.contributions
				.filter(({ clause }) => clause !== undefined)
				.map(({ feature, clause, places: stands, value }) => ({ feature, clause, stands, value }));
		expect(places(hit)).toEqual(places(same));
		const located = (of: Hit | undefined) =>
			of?.explanation?.contributions.find(({ feature }) => feature === "match.location")?.points ?? 0;
		expect(located(hit)).toBeGreaterThan(located(same) + 0.1);
		expect(hit?.explanation?.contributions.at(-1)).toMatchObject({ feature: "trees", value: 1 });
		const lacking = hit?.explanation?.contributions.find(({ feature }) => feature === "currentTitle");
		expect(lacking).toMatchObject({ value: 0, text: "nothing that was asked for stands in the current title" });
	});

	test("tells why one stands above another: the differences sum to that of the scores", async () => {
		const { find, reasons, scope } = await world;
		for (const query of QUERIES.slice(0, 4)) {
			const [first, second] = (await find(query, { pageSize: 2 })).hits;
			if (first === undefined || second === undefined) continue;
			const named = ({ candidateId, profileId }: Hit) => (candidateId === null ? { profileId } : { candidateId });
			const answer = await reasons.whyAbove(scope, WhyAboveRequest.parse({ query, a: named(first), b: named(second) }));
			expect(answer.difference).toBeCloseTo(first.score - second.score, 9);
			const sum = answer.differences.reduce((total, { difference }) => total + difference, 0);
			expect(sum).toBeCloseTo(answer.difference, 9);
		}
	});
});
