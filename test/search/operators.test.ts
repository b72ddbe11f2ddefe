import { beforeAll, describe, expect, test } from "vitest";
import type { World } from "./world.ts";
import { openWorld } from "./world.ts";

/** What each sign of the query language does to a list, over both pools. */

const skills = (...names: string[]) => ({ skills: names.map((name) => ({ name })) });
const application = (jobId: string, appliedAt: string, rest: object = {}) => ({
	applications: [{ id: `a-${jobId}`, jobId, appliedAt, ...rest }],
});

let world: World;
beforeAll(async () => {
	world = await openWorld({
		candidates: [
			{
				id: "ann",
				resume: {
					...skills("Java", "Kubernetes"),
					work: [{ position: "Java Developer", name: "Bakers", startDate: "2019-01" }],
					languages: [{ language: "German" }],
				},
				tags: ["Gold", "Phone screen"],
				source: "Referral",
				...application("JOB-1", "2026-05-20T00:00:00Z", { stage: "Offer", outcome: "hired" }),
			},
			{
				id: "bob",
				resume: {
					...skills("Java"),
					basics: { summary: "I lead a team. Some of it writes java for banks." },
					work: [{ position: "Devloper", name: "Banks", startDate: "2010-01", endDate: "2012-01" }],
				},
				updatedAt: "2024-01-01T00:00:00Z",
				...application("JOB-2", "2025-01-01T00:00:00Z", { stage: "Phone screen", outcome: "rejected" }),
			},
			{ id: "cid", resume: skills("Java", "Docker"), profileId: "n-cid" },
			{ id: "dot", resume: { basics: { label: "Team lead", summary: "Java." } } },
		],
		profiles: [
			{ id: "n-cid", resume: {}, openToWork: true },
			{ id: "n-eva", resume: skills("Java", "Kubernetes"), openToWork: false },
		],
	});
});

const list = async (query: string, request = {}) =>
	(await world.find(query, { pageSize: 100, ...request })).hits.map((hit) => hit.candidateId ?? hit.profileId);
const found = async (query: string) => (await list(query)).sort();

describe("who is found", () => {
	const EVERYBODY = ["ann", "bob", "cid", "dot", "n-eva"];
	test.each<[query: string, ids: readonly string[], because: string]>([
		['"lead java"~6', ["bob"], "within one text; nobody's sentences are joined by a match"],
		['"java lead"~6', ["bob"], "in any order"],
		['"lead java"~5', [], "six words stand between"],
		["lead NEAR/6 java", ["bob"], "the same, written otherwise"],
		['"lead a team" NEAR/6 java', ["bob"], "a phrase near to a word"],
		['java NEAR/6 "lead a team"', ["bob"], "in any order"],
		['"team lead" NEAR/6 java', [], "its words stand there, and not next to each other in this order"],
		['"it some of" NEAR/9 java', [], "nor do these"],
		['"lead a" NEAR/9 "for banks"', ["bob"], "two phrases"],
		['"lead a" NEAR/9 "lead a"', ["bob"], "a phrase near to itself is the phrase"],
		['"a lead" NEAR/9 "a lead"', [], "and stays one"],
		["d?v*per", ["ann", "bob"], "developer and devloper"],
		["title:dev*r", ["ann", "bob"], "in the field"],
		["developer~", ["ann", "bob"], "one letter left out"],
		["kubernets~", ["ann", "n-eva"], "in both pools, each by its own dictionary"],
		["jave~", EVERYBODY, "java is one letter away"],
		["java~0 AND tag:gold", ["ann"], "the word itself"],
		["language:german", ["ann"], "by the name of the language"],
		["language:de", ["ann"], "by its code"],
		["tag:GOLD", ["ann"], "values in any case"],
		['tag:"phone screen"', ["ann"], "values of several words"],
		['stage:"phone screen"', ["bob"], "a stage, not a tag"],
		["source:referral", ["ann"], "of the candidate"],
		["outcome:hired OR outcome:rejected", ["ann", "bob"], "values in a Boolean query"],
		["applied:job-1", ["ann"], "the id of a job in any case"],
		["applied:<30d", ["ann"], "the latest application"],
		["applied:>1y", ["bob"], "older than a year"],
		["updated:>1y", ["bob"], "an old record"],
		["java -updated:>1y", ["ann", "cid", "dot", "n-eva"], "a range under NOT"],
		["years:>=5", ["ann"], "years of work"],
		["years:1..3", ["bob"], "both ends belong to it"],
		["years:>3", ["ann"], "more than three"],
		["years:<2", [], "less than two"],
		["open-to-work:yes", ["cid"], "says so in the network profile"],
		["open-to-work:no", ["n-eva"], "says not"],
		["in:ats", ["ann", "bob", "cid", "dot"], "matched people are in the ATS, too"],
		["in:network", ["cid", "n-eva"], "and in the network"],
		["in:matched", ["cid"], "both"],
		["java NOT in:matched", ["ann", "bob", "dot", "n-eva"], "under NOT"],
		["(kubernetes AND in:network) OR docker", ["cid", "n-eva"], "inside brackets"],
		["past-company:banks", ["bob"], "where somebody worked before"],
		["current company:bakers", ["ann"], "a scope of two words"],
		["+kubernetes java docker", ["ann", "n-eva"], "nobody without kubernetes"],
		["java %kubernetes", EVERYBODY, "a wish keeps nobody out"],
		["java ^kubernetes", EVERYBODY, "nor does a strong one beside other words"],
		["^kubernetes", ["ann", "n-eva"], "alone it is what is looked for"],
		["%kubernetes", EVERYBODY, "a wish alone lists everybody"],
		["java AND %docker", EVERYBODY, "nor inside an AND"],
		["docker or kubernetes", ["ann", "cid", "n-eva"], "small letters"],
		["java not kubernetes", ["bob", "cid", "dot"], "small letters"],
		["(docker or kubernetes) and java", ["ann", "cid", "n-eva"], "small letters in a Boolean query"],
	])("%s finds %j: %s", async (query, ids) => expect(await found(query)).toEqual(ids));

	test("a tenant that does not search the network has nobody in it", async () => {
		const alone = await openWorld({
			unified: false,
			candidates: [{ id: "cid", resume: skills("Java"), profileId: "n" }],
		});
		const total = async (query: string) => (await alone.find(query)).total;
		expect([await total("in:ats"), await total("in:network"), await total("in:matched")]).toEqual([1, 0, 0]);
		expect(await total("java NOT in:matched")).toBe(1);
	});
});

describe("in which order", () => {
	test.each<[query: string, first: readonly string[], because: string]>([
		["java %kubernetes", ["ann"], "the wish adds points"],
		["java %docker", ["cid"], "so does another one"],
		["java %tag:gold", ["ann"], "a wish that stands in no text, too"],
		["java %in:matched", ["cid"], "so does where somebody comes from"],
		["java %(-kubernetes -docker -developer)", ["dot"], "or what somebody has not, for who has only the word itself"],
	])("%s begins with %j: %s", async (query, first) => {
		const without = query.slice(0, query.indexOf(" %"));
		const ids = await list(query);
		expect(ids.slice(0, first.length)).toEqual(first);
		expect([...ids].sort()).toEqual(await found(without));
	});

	test("a weight moves its word up, and the explanation is still the exact sum", async () => {
		const order = async (query: string) => (await list(query)).filter((id) => id === "ann" || id === "cid");
		expect(await order("kubernetes^5 docker")).toEqual(["ann", "cid"]);
		expect(await order("kubernetes docker^5")).toEqual(["cid", "ann"]);
		for (const hit of (await world.find("kubernetes^5 ^docker %tag:gold jave~ d?v*per^0.3")).hits) {
			const sum = hit.explanation?.contributions.reduce((total, { points }) => total + points, 0);
			expect(sum).toBe(hit.score);
		}
	});

	test("a strong wish counts as two words where a tier of coverage is closed", async () => {
		// 99 have everything, so one more is let in: who has the strong wish and lacks a word, not who lacks the wish.
		const full = Array.from({ length: 99 }, (_, index) => ({
			id: `full-${index}`,
			resume: skills("aa1", "bb2", "cc3"),
		}));
		const big = await openWorld({
			candidates: [
				...full,
				{ id: "wished", resume: skills("aa1", "cc3") },
				{ id: "worded", resume: skills("aa1", "bb2") },
			],
		});
		const { hits, total } = await big.find("aa1 bb2 ^cc3", { pageSize: 100 });
		expect(total).toBe(100);
		expect(hits.at(-1)?.candidateId).toBe("wished");
	});
});

describe("what is told", () => {
	test("which words of the dictionary a fuzzy word and a wildcard stood for", async () => {
		const { expansions } = await world.find("developr~ d?v*per^2");
		expect(expansions).toEqual([
			{ clause: "developr~", words: ["developer", "devloper"], ways: [] },
			{ clause: "d?v*per^2", words: ["developer", "devloper"], ways: [] },
		]);
	});

	test("how a hit came by it, and where it stands", async () => {
		const { hits } = await world.find("developer~", { pageSize: 100 });
		const bob = hits.find((hit) => hit.candidateId === "bob");
		expect(bob?.explanation?.contributions[0]).toMatchObject({
			clause: "developer~",
			matched: "a word one letter away",
			text: '"developer~" as a word one letter away in past title (Devloper)',
		});
		expect(bob?.highlights[0]).toMatchObject({ text: "Devloper", spans: [[0, 8]] });
	});

	test("each word of a proximity is marked, others are not", async () => {
		const [hit] = (await world.find('"lead java"~6')).hits;
		const [highlight] = hit?.highlights ?? [];
		expect(highlight?.spans.map(([start, end]) => highlight.text.slice(start, end))).toEqual(["lead", "java"]);
	});

	test("what a wish lacks is not missing; what a strong wish lacks is", async () => {
		const { hits } = await world.find("java ^docker %kubernetes");
		const bob = hits.find((hit) => hit.candidateId === "bob");
		expect(bob?.explanation?.missing).toEqual(["^docker"]);
	});

	test("years that the query asks for are explained as a filter's are", async () => {
		const [hit] = (await world.find("java %years:5..20")).hits;
		expect(hit?.explanation?.contributions.map(({ text }) => text)).toContainEqual(
			expect.stringContaining("asked for 5 to 20"),
		);
		expect(hit?.explanation?.contributions.map(({ clause }) => clause)).toContain("%years:5..20");
	});

	test("a value that nobody has, with its place", async () => {
		const { lint, total } = await world.find("java tag:silver");
		expect(total).toBe(0);
		expect(lint.map(({ code }) => code)).toContain("no-results");
	});
});
