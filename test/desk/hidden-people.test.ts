import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hide, MOST_HIDDEN } from "../../src/desk/hidden.ts";
import { parseOwner } from "../../src/desk/owner.ts";
import { type DeskRig, type Found, idsOf, openDesk, person, type Recruiter, seated } from "./desk-rig.ts";

let desk: DeskRig;
let rita: Recruiter;
let omar: Recruiter;
let other: Recruiter;
const DAY = 86_400_000;

beforeAll(async () => {
	desk = await openDesk();
	rita = await desk.recruiter("acme", "rita");
	omar = await desk.recruiter("acme", "omar");
	other = await desk.recruiter("other", "rita");
	await desk.network([person("n-1"), person("n-2"), { ...person("n-3"), emails: ["three@example.com"] }]);
	for (const each of [rita, other]) await each.import(person("c-1"), person("c-2"), person("c-3", "Python"));
	await rita.import({
		id: "c-4",
		resume: { basics: { name: "Person n-3", email: "three@example.com" }, skills: [{ name: "Java" }] },
	});
	await rita.send("PUT", "/v1/candidates/c-4/match", { profileId: "n-3" });
});
afterAll(() => desk.close());

const EVERYBODY = ["c-1", "c-2", "c-4", "n-1", "n-2"];
const hidden = (...people: object[]) => rita.bulk("hide", people);
const showAll = () =>
	rita.bulk("unhide", [
		...["c-1", "c-2", "c-3", "c-4"].map((candidateId) => ({ candidateId })),
		...["n-1", "n-2", "n-3"].map((profileId) => ({ profileId })),
	]);
const countOf = ({ facets }: Found) => (facets.origin ?? []).reduce((sum, { count }) => sum + count, 0);

describe("hidden people", () => {
	test("are in no results, total or facet of who hid them, and in everybody else's", async () => {
		expect(idsOf(await rita.search("java"))).toEqual(EVERYBODY);
		await hidden({ candidateId: "c-1" }, { profileId: "n-1" });
		const found = await rita.search("java");
		expect([idsOf(found), found.total, found.totalFull, countOf(found)]).toEqual([["c-2", "c-4", "n-2"], 3, 3, 3]);
		expect(found.facets.skill?.find(({ value }) => value === "Java")?.count).toBe(3);
		for (const each of [omar, await desk.recruiter("acme", null)])
			expect(idsOf(await each.search("java"))).toEqual(EVERYBODY);
		expect(idsOf(await other.search("java"))).toContain("c-1");
		await showAll();
		expect(idsOf(await rita.search("java"))).toEqual(EVERYBODY);
	});

	test("are shown where they are asked for, with the mark", async () => {
		await hidden({ candidateId: "c-1" });
		const found = await rita.search("java", { includeHidden: true });
		expect(idsOf(found)).toEqual(EVERYBODY);
		expect(found.hits.filter(({ marks }) => marks.hidden).map(({ candidateId }) => candidateId)).toEqual(["c-1"]);
		expect((await omar.search("java", {})).hits.some(({ marks }) => marks.hidden)).toBe(false);
		await showAll();
	});

	test("come back by themselves when a date was given", async () => {
		const until = new Date(Date.now() + 10 * DAY).toISOString();
		await rita.bulk("hide", [{ candidateId: "c-2" }], { until });
		expect((await rita.send("GET", "/v1/people/hidden")).json().items).toMatchObject([{ candidateId: "c-2", until }]);
		expect(idsOf(await rita.search("java"))).not.toContain("c-2");
		desk.harness.pass(11 * DAY);
		rita = await desk.recruiter("acme", "rita");
		omar = await desk.recruiter("acme", "omar");
		other = await desk.recruiter("other", "rita");
		expect(idsOf(await rita.search("java"))).toContain("c-2");
		expect((await rita.send("GET", "/v1/people/hidden")).json().items).toEqual([]);
	});

	test("hidden again are hidden since then, or told until when it was: so that it is taken back as it was", async () => {
		const [about, until] = [[{ candidateId: "c-2" }], new Date(Date.now() + 100 * DAY).toISOString()];
		const listed = async () => (await rita.send("GET", "/v1/people/hidden")).json().items[0];
		await rita.bulk("hide", about, { until });
		const { hiddenAt } = await listed();
		expect((await rita.bulk("hide", about, { until })).results[0]).toMatchObject({ changed: false });
		expect((await rita.bulk("hide", about)).results[0]).toMatchObject({ before: { at: hiddenAt, until } });
		await rita.bulk("hide", about, { at: hiddenAt, until });
		expect(await listed()).toMatchObject({ hiddenAt, until });
		const shown = (await rita.bulk("unhide", about)).results[0];
		expect(shown).toMatchObject({ changed: true, before: { at: hiddenAt, until } });
		expect((await rita.bulk("unhide", about)).results[0]).toMatchObject({ changed: false, before: null });
	});

	test("stay hidden when their profile becomes a candidate's, and are shown again by the candidate", async () => {
		await hidden({ profileId: "n-3" });
		expect(idsOf(await rita.search("java"))).toEqual(["c-1", "c-2", "n-1", "n-2"]);
		await rita.bulk("unhide", [{ candidateId: "c-4" }]);
		expect(idsOf(await rita.search("java"))).toEqual(EVERYBODY);
	});

	test("one person who is not there stops nobody else", async () => {
		const answer = await hidden({ candidateId: "c-1" }, { candidateId: "nobody" }, { profileId: "nobody" });
		expect([answer.done, answer.failed]).toEqual([1, 2]);
		expect(answer.results.map(({ error }) => error?.code ?? null)).toEqual([null, "not-found", "not-found"]);
		await showAll();
	});

	test("any of them: the list is the list of everybody without them", async () => {
		const choice = fc.subarray(["c-1", "c-2", "c-4", "n-1", "n-2"]);
		await fc.assert(
			fc.asyncProperty(choice, async (gone) => {
				if (gone.length === 0) return;
				const refs = gone.map((id) => (id.startsWith("c") ? { candidateId: id } : { profileId: id }));
				await hidden(...refs);
				const found = await rita.search("java");
				expect(idsOf(found)).toEqual(EVERYBODY.filter((id) => !gone.includes(id)));
				expect([found.total, countOf(found)]).toEqual([found.hits.length, found.hits.length]);
				await showAll();
			}),
			{ numRuns: 15 },
		);
	});

	test("are at most 10,000; a search still works then", async () => {
		const scope = await desk.scope("acme");
		const owner = parseOwner("seat:rita");
		const now = new Date();
		const keys = Array.from({ length: MOST_HIDDEN }, (_, index) => `c:x-${index}` as const);
		expect((await hide(scope, owner, keys, { at: undefined, until: undefined, now })).refused.size).toBe(0);
		const answer = await hidden({ candidateId: "c-1" });
		expect(answer.results[0]?.error?.code).toBe("limit-reached");
		expect(idsOf(await rita.search("java"))).toEqual(EVERYBODY);
	});
});

test("a seat that is not there, or not active any more, works for nobody", async () => {
	const ghost = await desk.recruiter("acme", "leaver");
	await seated(await desk.scope("acme"), "leaver", false);
	for (const [method, url] of [
		["POST", "/v1/search"],
		["GET", "/v1/projects"],
	] as const) {
		const answer = await ghost.send(method, url, method === "POST" ? { query: "java" } : undefined);
		expect([answer.statusCode, answer.json().code]).toEqual([403, "seat-unavailable"]);
	}
});
