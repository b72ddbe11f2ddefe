import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SearchFilters } from "../../src/domain/query.ts";
import { WhyAboveRequest, WhyNotRequest } from "../../src/domain/reasons.ts";
import type { View } from "../../src/search/view.ts";
import { AS_OF, openWorld, type Person } from "./world.ts";

const role = (position: string, name: string, startDate: string, endDate?: string) => ({
	position,
	name,
	startDate,
	...(endDate === undefined ? {} : { endDate }),
});
const ann: Person = {
	id: "ann",
	resume: {
		basics: { name: "Ann Lee", location: { city: "Berlin", countryCode: "DE" } },
		work: [role("Java Developer", "Bakers", "2022-01"), role("Intern", "Clinic", "2020-01", "2021-12")],
		skills: [{ name: "Java" }, { name: "Docker" }],
	},
	source: "referral",
};
const bob: Person = {
	id: "bob",
	resume: {
		basics: { location: { city: "Lyon", countryCode: "FR" } },
		work: [role("Registered Nurse", "Clinic", "2010-01")],
		skills: [{ name: "Kubernets" }],
	},
	updatedAt: "2026-01-01T00:00:00Z",
};
const world = openWorld({
	candidates: [ann, bob, { id: "mia", resume: { skills: [{ name: "Kotlin" }] }, profileId: "p-mia" }],
	profiles: [
		{ id: "p-mia", resume: { skills: [{ name: "Python" }] } },
		{ id: "p-zoe", resume: { skills: [{ name: "Java" }], basics: { label: "Software Engineer" } } },
	],
});

const whyNot = async (query: string, id: string, filters: object = {}) => {
	const { reasons, scope } = await world;
	const person = id.startsWith("p-") ? { profileId: id } : { candidateId: id };
	return reasons.whyNot(scope, WhyNotRequest.parse({ query, filters, ...person }));
};
const obstacles = async (...args: Parameters<typeof whyNot>) =>
	(await whyNot(...args)).obstacles.map(({ kind, of, fields, instead }) => [kind, of, fields, instead]);

describe("why somebody is not in the list", () => {
	test("who is in it is told his place, the same as in the list", async () => {
		const { hits } = await (await world).find("java", { filters: { countries: ["DE", "FR"] } });
		for (const { candidateId, profileId, rank } of hits) {
			const answer = await whyNot("java", candidateId ?? profileId ?? "", { countries: ["DE", "FR"] });
			expect([answer.listed, answer.rank, answer.obstacles]).toEqual([true, rank, []]);
		}
		expect((await whyNot("java", "ann")).text).toBe("In the list: number 1 of 2 people.");
	});

	test.each([
		[
			"title:developer AND docker",
			[
				["clause", "title:developer", ["currentTitle", "pastTitle"], ["Registered Nurse"]],
				["clause", "docker", [], ["Registered Nurse", "Clinic", "Kubernets"]],
			],
		],
		[
			"skill:kubernetes",
			[
				["coverage", null, [], []],
				["clause", "skill:kubernetes", ["skill"], ["Kubernets"]],
			],
		],
		[
			"nurse AND location:(berlin OR munich)",
			[["clause", "location:berlin OR location:munich", ["location"], ["Lyon, France"]]],
		],
		["nurse -clinic", [["clause", "NOT clinic", ["currentCompany"], ["Clinic"]]]],
		["nurse AND (lyon AND java)", [["clause", "java", [], ["Registered Nurse", "Clinic", "Kubernets"]]]],
	])("clauses: %s", async (query, expected) => {
		expect((await whyNot(query, "bob")).listed).toBe(false);
		const found = await obstacles(query, "bob");
		expect(found.map(([kind, of, fields]) => [kind, of, fields])).toEqual(expected.map((one) => one.slice(0, 3)));
		for (const [index, [, , , instead]] of expected.entries()) {
			expect([...((found[index]?.[3] ?? []) as string[])].sort()).toEqual([...(instead as string[])].sort());
		}
	});

	test.each([
		["+near:berlin~50km", "bob", "“+near:berlin~50km” does not hold for the record. The record has Lyon, France."],
		["years:<=2", "bob", /^“years:<=2” does not hold for the record\. The record has 1\d(\.\d)? years\.$/],
		["source:agency", "ann", "“source:agency” does not hold for the record. The record has referral."],
		["in:network", "bob", "“in:network” does not hold for the record. The record has ats-only."],
		["tag:gold", "bob", "“tag:gold” does not hold for the record."],
		["updated:<1d", "bob", "“updated:<1d” does not hold for the record. The record has 2026-01-01."],
	])("conditions, with what the record has instead: %s", async (query, id, text) => {
		const { obstacles } = await whyNot(query, id);
		expect(obstacles.map((one) => one.text)).toEqual([typeof text === "string" ? text : expect.stringMatching(text)]);
	});

	test("too few of the parts that are only wanted", async () => {
		const strong = await whyNot("^java docker kotlin", "bob");
		expect(strong.obstacles[0]?.text).toContain("Answers 0 of 4 parts of the query, a strong wish counted as two");
		const answer = await whyNot("java docker kotlin", "bob");
		expect(answer.obstacles[0]).toMatchObject({
			kind: "coverage",
			text: "Answers 0 of 3 parts of the query; people are listed who answer at least 1.",
		});
		expect(answer.obstacles.slice(1).map(({ of }) => of)).toEqual(["java", "docker", "kotlin"]);
		const inBerlin = (await whyNot("java in Berlin", "bob")).obstacles.at(-1);
		expect([inBerlin?.fields, inBerlin?.instead]).toEqual([["location"], ["Lyon, France"]]);
		const { obstacles } = await whyNot("java ^years:>=40", "bob");
		expect(obstacles.at(-1)?.text).toMatch(/“\^years:>=40” does not hold for the record\. The record has 1\d/);
	});

	test.each([
		[{ skills: ["Kubernetes", "Go"] }, [["filter", "skills", ["skill"], ["Kubernets"]]]],
		[{ countries: ["DE"] }, [["filter", "countries", ["country"], ["FR"]]]],
		[{ years: { max: 5 } }, [["filter", "years", ["years"], ["16.1 years"]]]],
		[{ updatedWithinDays: 30 }, [["filter", "updatedWithinDays", ["updatedAt"], ["2026-01-01"]]]],
		[{ lastActivity: ["7d"] }, [["filter", "lastActivity", ["updatedAt"], ["2026-01-01"]]]],
		[{ rediscovered: true }, [["filter", "rediscovered", ["applications"], ["0 applications"]]]],
		[{ origins: ["matched"] }, [["filter", "origins", ["origin"], ["ats-only"]]]],
		[{ tags: ["gold"] }, [["filter", "tags", ["tag"], []]]],
		[{ countries: ["FR"], sources: ["referral"] }, [["filter", "sources", ["source"], []]]],
	])("filters: %j", async (filters, expected) => {
		expect(await obstacles("nurse", "bob", filters)).toEqual(expected);
	});

	test("what is counted is told for other languages as well", async () => {
		const { obstacles } = await whyNot("nurse", "bob", { years: { max: 5 } });
		expect(obstacles[0]?.saidInstead).toEqual([{ id: "{0} years", values: [16.1] }]);
	});

	test("a matched person is one person, by either id", async () => {
		const [byCandidate, byProfile] = [
			await whyNot("python AND kotlin", "mia"),
			await whyNot("python AND kotlin", "p-mia"),
		];
		expect(byProfile).toEqual(byCandidate);
		expect(byCandidate).toMatchObject({ candidateId: "mia", profileId: "p-mia", listed: true, rank: 1 });
		expect(await whyNot("kotlin", "p-zoe", { origins: ["network-only"] })).toMatchObject({
			candidateId: null,
			profileId: "p-zoe",
		});
	});

	test("who has only what is related to all that is asked for", async () => {
		const related: Person = { id: "rel", resume: { skills: [{ name: "Kotlin" }, { name: "Docker" }] } };
		const { reasons, scope } = await openWorld({ candidates: [related] });
		const request = WhyNotRequest.parse({ query: "java kubernetes", candidateId: "rel" });
		const answer = await reasons.whyNot(scope, request);
		expect(answer).toMatchObject({ listed: false, obstacles: [{ kind: "coverage", of: null }] });
		expect(answer.text).toMatch(/only what is related/);
	});

	test("who is not there is not found; a profile is told to be outside where the network is switched off", async () => {
		await expect(whyNot("java", "nobody")).rejects.toMatchObject({ code: "not-found" });
		await expect(whyNot("java", "p-nobody")).rejects.toMatchObject({ code: "not-found" });
		const alone = await openWorld({ profiles: [{ id: "p-zoe", resume: {} }], unified: false });
		const request = WhyNotRequest.parse({ query: "java", profileId: "p-zoe" });
		const none = WhyNotRequest.parse({ query: "java", profileId: "p-nobody" });
		for (const asked of [request, none])
			expect(await alone.reasons.whyNot(alone.scope, asked)).toMatchObject({
				listed: false,
				obstacles: [{ kind: "pool", of: "network" }],
				text: expect.stringContaining("unified search is switched off"),
			});
	});

	test("whoever asks has hidden him: since when, beside all else that keeps him out", async () => {
		const { reasons, scope } = await world;
		const since = Date.UTC(2026, 4, 3);
		const view: View = {
			hidden: async () => ({ candidates: ["ann", "bob"], profiles: ["p-zoe"] }),
			hiding: async (_, { candidate, profile }) =>
				["ann", "bob"].includes(candidate?.id ?? "") || profile?.id === "p-zoe" ? { since, until: null } : null,
			marks: async () => [],
		};
		const ask = (person: object, more: object = {}) =>
			reasons.whyNot(scope, WhyNotRequest.parse({ query: "java", ...person, ...more }), view);
		for (const person of [{ candidateId: "ann" }, { profileId: "p-zoe" }]) {
			const answer = await ask(person);
			expect([answer.listed, answer.rank, answer.obstacles.map(({ kind }) => kind)]).toEqual([false, null, ["hidden"]]);
			expect(answer.text).toMatch(/^Not in the list: Hidden by you on 2026-05-03, until you show/);
			expect(await ask(person, { includeHidden: true })).toMatchObject({ listed: true, obstacles: [] });
		}
		const both = await ask({ candidateId: "bob" }, { filters: { countries: ["DE"] } });
		expect(both.obstacles.map(({ kind, of }) => [kind, of])).toEqual([
			["hidden", null],
			["filter", "countries"],
			["coverage", null],
			["clause", "java"],
		]);
	});

	test("every filter that there is, each by its name", async () => {
		const no = "Nowhere";
		const filters: Record<keyof SearchFilters, unknown> = {
			years: { min: 80 },
			skills: [no],
			allSkills: [no],
			titles: [no],
			companies: [no],
			countries: ["JP"],
			cities: [no],
			locations: ["JP"],
			education: [no],
			languages: ["ja"],
			sources: [no],
			stages: [no],
			outcomes: ["hired"],
			tags: [no],
			jobs: ["R9"],
			origins: ["network-only"],
			lastActivity: ["7d"],
			updatedWithinDays: 1,
			rediscovered: true,
		};
		expect(Object.keys(filters).toSorted()).toEqual(Object.keys(SearchFilters.shape).toSorted());
		for (const [name, value] of Object.entries(filters)) {
			const answer = await whyNot("", "bob", { [name]: value });
			expect([name, answer.listed, answer.obstacles.map(({ kind, of }) => [kind, of])]).toEqual([
				name,
				false,
				[["filter", name]],
			]);
			expect(answer.obstacles[0]?.text).toMatch(/^Does not pass the filter/);
		}
	});

	test("is written down as a search is, with who was asked about", async () => {
		const { audit, scope } = await world;
		await whyNot("java secret", "bob");
		expect(audit.at(-1)).toEqual({
			action: "search",
			subject: { queryDigest: scope.digest("java secret"), candidateId: "bob" },
			result: { outcome: "ok", count: 1, ids: ["bob"] },
		});
	});

	test("of any query: exactly those who are not in the list have a reason", async () => {
		const words = fc.constantFrom(
			"java",
			"docker",
			"title:nurse",
			"clinic",
			"-intern",
			"lyon",
			"kotlin",
			"+docker",
			"^nurse",
			"%java",
			"years:3..20",
			"in:network",
			"updated:<90d",
			"jav~",
			'"java developer"',
			"zz",
		);
		const query = fc.tuple(fc.array(words, { minLength: 1, maxLength: 4 }), fc.constantFrom(" ", " AND ", " OR "));
		await fc.assert(
			fc.asyncProperty(
				query,
				fc.constantFrom<SearchFilters>({}, { skills: ["Java"] }, { countries: ["FR"] }),
				async ([parts, join], filters) => {
					const text = parts.join(join);
					const { hits } = await (await world).find(text, { filters, pageSize: 100 });
					for (const id of ["ann", "bob", "mia", "p-zoe"]) {
						const hit = hits.find(({ candidateId, profileId }) => candidateId === id || profileId === id);
						const answer = await whyNot(text, id, filters);
						expect([text, id, answer.listed, answer.rank]).toEqual([text, id, hit !== undefined, hit?.rank ?? null]);
						expect(answer.obstacles.length > 0).toBe(hit === undefined);
					}
				},
			),
			{ numRuns: 120 },
		);
	}, 60_000);
});

describe("why one stands above another", () => {
	const whyAbove = async (query: string, a: object, b: object, filters: object = {}) => {
		const { reasons, scope } = await world;
		return reasons.whyAbove(scope, WhyAboveRequest.parse({ query, filters, a, b }));
	};

	test("differences, the largest first, sum to the difference of the scores, which are those of the list", async () => {
		const { hits } = await (await world).find("java developer docker");
		const answer = await whyAbove("java developer docker", { candidateId: "ann" }, { profileId: "p-zoe" });
		expect(answer.a).toMatchObject({ rank: 1, score: hits[0]?.score });
		expect(answer.b).toMatchObject({ rank: 2, score: hits[1]?.score });
		const sum = answer.differences.reduce((total, { difference }) => total + difference, 0);
		expect(Math.abs(sum - answer.difference)).toBeLessThan(1e-9);
		const sizes = answer.differences.map(({ difference }) => Math.abs(difference));
		expect(sizes).toEqual(sizes.toSorted((x, y) => y - x));
		expect(
			answer.differences.find(({ clause, feature }) => clause === "docker" && feature === "match.skill"),
		).toMatchObject({
			a: { text: '"docker" in skills (Docker)' },
			b: null,
		});
		expect(answer.text).toMatch(/^By \d+\.\d\d points a stands above b, most of all by /);
		const turned = await whyAbove("java developer docker", { profileId: "p-zoe" }, { candidateId: "ann" });
		expect(turned.difference).toBe(-answer.difference);
		expect(turned.text).toMatch(/b stands above a/);
	});

	test("who is not in the list is not compared", async () => {
		await expect(whyAbove("java", { candidateId: "ann" }, { candidateId: "bob" })).rejects.toMatchObject({
			code: "invalid-field",
			errors: [{ pointer: "/b" }],
		});
		await expect(whyAbove("java", { candidateId: "nobody" }, { candidateId: "ann" })).rejects.toMatchObject({
			code: "not-found",
		});
	});

	test("people of a block far behind the first page", async () => {
		const at = (index: number): Person => ({
			id: `c${String(index).padStart(3, "0")}`,
			resume: { skills: [{ name: "Java" }], basics: { summary: "java ".repeat(1 + (index % 9)) } },
			updatedAt: new Date(AS_OF.getTime() - index * 86_400_000).toISOString(),
		});
		const many = await openWorld({
			candidates: Array.from({ length: 60 }, (_, index) => at(index)),
			profile: { depth: 10 },
		});
		const { hits } = await many.find("java", { pageSize: 100 });
		for (const [one, other] of [
			[0, 59],
			[45, 12],
			[20, 19],
		] as const) {
			const request = {
				query: "java",
				a: { candidateId: hits[one]?.candidateId },
				b: { candidateId: hits[other]?.candidateId },
			};
			const answer = await many.reasons.whyAbove(many.scope, WhyAboveRequest.parse(request));
			expect([answer.a.rank, answer.b.rank]).toEqual([one + 1, other + 1]);
			expect([answer.a.score, answer.b.score]).toEqual([hits[one]?.score, hits[other]?.score]);
		}
	});
});

test("a question names exactly one person", () => {
	for (const bad of [{}, { candidateId: "a", profileId: "b" }])
		expect(WhyNotRequest.safeParse({ query: "java", ...bad }).success).toBe(false);
});
