import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { TributaryError } from "../../src/errors.ts";
import { openWorld, type Person, type World } from "./world.ts";

const SKILLS = ["Java", "Kotlin", "Docker", "Python", "Marketing", "Go"];
const TITLES = ["Java Developer", "Senior Software Engineer", "Registered Nurse", "ML Engineer", "Head of Marketing"];

/** People that differ in many ways, the same on every run. */
const resumeOf = (seed: number) => ({
	basics: { name: `Person ${seed}` },
	work: [
		{ position: TITLES[seed % 5] as string, startDate: `${2005 + (seed % 17)}-01` },
		{
			position: TITLES[(seed * 3) % 5] as string,
			startDate: "2001-01",
			endDate: "2004-12",
			summary: `Used ${SKILLS[(seed * 7) % 6]} daily.`,
		},
	],
	skills: SKILLS.filter((_, index) => ((seed * 2654435761) >>> (index + 3)) % 3 === 0).map((name) => ({ name })),
});
const candidates: Person[] = Array.from({ length: 70 }, (_, seed) => ({
	id: `c${seed}`,
	resume: resumeOf(seed),
	updatedAt: new Date(Date.UTC(2026, 0, 1) - seed * 5e9).toISOString(),
	...(seed % 4 === 0 ? { profileId: `n${seed}` } : {}),
}));
const profiles = Array.from({ length: 50 }, (_, seed) => ({ id: `n${seed}`, resume: resumeOf(seed + 13) }));

const QUERIES = [
	"java",
	"senior java developer",
	"java OR python",
	"NOT nurse",
	"",
	"title:nurse AND NOT docker",
	"ml* engineer",
	'"java developer" kotlin',
];

let world: World;
beforeAll(async () => {
	// Blocks of ten people, so that a page can begin in one block and end in another.
	world = await openWorld({ candidates, profiles, profile: { depth: 10 } });
});

describe("pages", () => {
	const listOf = async (query: string, pageSize: number) => {
		const hits = [];
		for (let page = 1; ; page++) {
			const response = await world.find(query, { page, pageSize, facets: [], explain: false });
			hits.push(...response.hits);
			if (response.hits.length < pageSize) return { hits, total: response.total };
		}
	};

	test.each(QUERIES)("of any size together are the same list: %j", async (query) => {
		const whole = await listOf(query, 100);
		expect(whole.hits.length).toBe(whole.total);
		const people = whole.hits.map((hit) => hit.candidateId ?? hit.profileId);
		expect(new Set(people).size).toBe(people.length);
		const profilesShown = whole.hits.map((hit) => hit.profileId).filter((id) => id !== null);
		expect(new Set(profilesShown).size).toBe(profilesShown.length);
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: 1, max: 40 }), async (pageSize) => {
				const { hits } = await listOf(query, pageSize);
				expect(
					hits.map(({ rank, score, candidateId, profileId }) => ({ rank, score, candidateId, profileId })),
				).toEqual(
					whole.hits.map(({ rank, score, candidateId, profileId }) => ({ rank, score, candidateId, profileId })),
				);
			}),
			{ numRuns: 8 },
		);
	});

	test("ranks count from 1 and scores fall within a block", async () => {
		const { hits } = await listOf("java", 100);
		expect(hits.map(({ rank }) => rank)).toEqual(hits.map((_, index) => index + 1));
		const first = hits.slice(0, 20).map(({ score }) => score);
		expect(first).toEqual(first.toSorted((one, other) => other - one));
	});

	test("beyond the window is refused", async () => {
		await expect(world.find("java", { page: 11, pageSize: 100 })).rejects.toMatchObject({
			code: "invalid-field",
			errors: [{ pointer: "/page" }],
		});
		expect((await world.find("java", { page: 10, pageSize: 100 })).hits).toEqual([]);
	});
});

const word = fc.constantFrom(
	"java",
	"kotlin",
	"nurse",
	"senior",
	"developer",
	"engineer",
	"docker",
	"title:marketing",
	"skill:go",
	'"software engineer"',
	"deve*",
	"unheard",
);
const query = fc
	.array(fc.tuple(fc.constantFrom("", "-", "NOT "), word, fc.constantFrom(" ", " AND ", " OR ")), { maxLength: 6 })
	.map((parts) => parts.map((part) => part.join("")).join(""));

describe("explanations", () => {
	test("the score is the exact sum of the contributions, in their order", async () => {
		await fc.assert(
			fc.asyncProperty(query, async (text) => {
				const { hits } = await world.find(text, { pageSize: 100, facets: [] });
				for (const { score, explanation } of hits) {
					const sum = explanation?.contributions.reduce((total, { points }) => total + points, 0);
					expect(sum).toBe(score);
					expect(explanation?.score).toBe(score);
				}
			}),
			{ numRuns: 150 },
		);
	});

	test("points are value times weight, unless the other side counts", async () => {
		const { hits } = await world.find("senior java developer docker", { pageSize: 100 });
		for (const { points, value, weight, text } of hits.flatMap((hit) => hit.explanation?.contributions ?? [])) {
			expect(points).toBe(text.includes("counted on the other side") ? 0 : value * weight);
		}
	});

	test("what is missing, and what to know before trusting it", async () => {
		const small = await openWorld({
			candidates: [{ id: "c1", resume: { skills: [{ name: "Java" }] } }],
		});
		const { hits, lint } = await small.find("java rust");
		expect(hits[0]?.explanation?.missing).toEqual(["rust"]);
		expect(hits[0]?.explanation?.warnings).toEqual([
			"Years of experience are not known: no role has dates that can be read.",
		]);
		expect(lint).toMatchObject([{ code: "nobody-has", span: { start: 5, end: 9 } }]);
	});
});

describe("metamorphic", () => {
	const idsOf = async (text: string, request = {}) =>
		(await world.find(text, { pageSize: 100, facets: [], ...request })).hits.map(
			(hit) => hit.candidateId ?? hit.profileId,
		);

	test("order, case and repetition of words do not change who is found", async () => {
		const words = fc.array(fc.constantFrom("java", "kotlin", "nurse", "docker", "python", "head"), {
			minLength: 1,
			maxLength: 4,
		});
		await fc.assert(
			fc.asyncProperty(words, async (list) => {
				const found = (await idsOf(list.join(" "))).sort();
				expect((await idsOf(list.toReversed().join(" "))).sort()).toEqual(found);
				expect((await idsOf(list.join(" ").toUpperCase())).sort()).toEqual(found);
				expect((await idsOf([...list, ...list].join(" "))).sort()).toEqual(found);
			}),
			{ numRuns: 30 },
		);
	});

	test("a filter that everybody passes keeps the order", async () => {
		await fc.assert(
			fc.asyncProperty(query, async (text) => {
				const filters = { origins: ["ats-only", "matched", "network-only"] };
				expect(await idsOf(text, { filters })).toEqual(await idsOf(text));
			}),
			{ numRuns: 30 },
		);
		expect(await idsOf("java developer", { filters: { years: { min: 0 } } })).toEqual(await idsOf("java developer"));
	});

	test("a further required part never finds more", async () => {
		await fc.assert(
			fc.asyncProperty(word, word, async (one, other) => {
				const before = new Set(await idsOf(one));
				for (const id of await idsOf(`${one} AND ${other}`)) expect(before.has(id)).toBe(true);
			}),
			{ numRuns: 40 },
		);
	});
});

describe("the request", () => {
	test("is written down with a digest, its page and the people who were shown, and nothing else", async () => {
		const one = await openWorld({
			candidates: [{ id: "c1", profileId: "n1", resume: { skills: [{ name: "Java" }] } }],
			profiles: [{ id: "n1" }],
		});
		await one.find("java");
		expect(one.audit).toEqual([
			{
				action: "search",
				subject: { queryDigest: one.scope.digest("java"), page: 1 },
				result: { outcome: "ok", count: 1, ids: ["c1", "n1"] },
			},
		]);
	});

	test("an empty list says why", async () => {
		const { lint, total } = await world.find("java AND nurse AND NOT java");
		expect(total).toBe(0);
		expect(lint).toMatchObject([{ code: "no-results" }]);
	});

	test("a profile that nobody made is a fault of the request", async () => {
		const error = await world.find("java", { profile: "other.v9" }).catch((thrown: unknown) => thrown);
		expect(error).toBeInstanceOf(TributaryError);
		expect(error).toMatchObject({ code: "invalid-field", errors: [{ pointer: "/profile" }] });
	});

	test("without explanations and highlights there are none", async () => {
		const { hits } = await world.find("java", { explain: false, highlight: false });
		expect(hits[0]).toMatchObject({ explanation: null, highlights: [] });
	});
});
