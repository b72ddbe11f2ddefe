import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { SearchRequestInput } from "../../src/domain/query.ts";
import { openEmbeddedEngine } from "../../src/engine/embedded/engine.ts";
import { openWorld, type World, type WorldOptions } from "./world.ts";

/** Four people: one only in the ATS, one that matches on both sides, one whose profile alone matches, one only in the network. */
const open = (options: Pick<WorldOptions, "unified" | "engine"> = {}): Promise<World> =>
	openWorld({
		candidates: [
			{ id: "ats-only", resume: { basics: { name: "Ann" }, skills: [{ name: "Java" }] } },
			{ id: "both", profileId: "n-both", resume: { basics: { name: "Bob" }, skills: [{ name: "Java" }] } },
			{ id: "silent", profileId: "n-silent", resume: { basics: { name: "Cyd" }, skills: [{ name: "Marketing" }] } },
			{ id: "other", resume: { basics: { name: "Eve" }, skills: [{ name: "Marketing" }] } },
		],
		profiles: [
			{
				id: "n-both",
				resume: { basics: { name: "Robert" }, work: [{ position: "Java Developer", startDate: "2019-01" }] },
				emails: ["bob@example.com"],
				openToWork: true,
			},
			{ id: "n-silent", resume: { basics: { name: "Cydney" }, skills: [{ name: "Java" }] } },
			{ id: "n-only", resume: { basics: { name: "Dan" }, skills: [{ name: "Java" }] } },
			{ id: "n-other", resume: { basics: { name: "Fay" }, skills: [{ name: "Marketing" }] } },
		],
		...options,
	});

const listOf = async (world: World, query: string, request: SearchRequestInput = {}) => {
	const response = await world.find(query, request);
	const people = response.hits.map((hit) => [hit.origin, hit.candidateId, hit.profileId] as const);
	return { ...response, people: people.toSorted(([a, x], [b, y]) => (`${a}${x}` < `${b}${y}` ? -1 : 1)) };
};

describe("one list over two pools", () => {
	test("everybody once, with both ids where there are two", async () => {
		const { people, total, totalFull, facets } = await listOf(await open(), "java");
		expect(people).toEqual([
			["ats-only", "ats-only", null],
			["matched", "both", "n-both"],
			["matched", "silent", "n-silent"],
			["network-only", null, "n-only"],
		]);
		expect([total, totalFull]).toEqual([4, 4]);
		expect(facets.origin).toEqual([
			{ value: "ats-only", label: "Only in your ATS", count: 1 },
			{ value: "matched", label: "In your ATS and the network", count: 2 },
			{ value: "network-only", label: "Only in the network", count: 1 },
		]);
		expect(facets.skill?.find(({ value }) => value === "Java")?.count).toBe(4);
	});

	test("who is no longer matched is found in the network at once, however often was asked before", async () => {
		const dataDir = mkdtempSync(path.join(tmpdir(), "tributary-merge-"));
		const engine = await openEmbeddedEngine({ dataDir });
		try {
			const world = await open({ engine });
			for (let again = 0; again < 3; again++) expect((await listOf(world, "java")).total).toBe(4);
			await world.scope.store.write([{ op: "delete", collection: "person", id: "both" }]);
			const { people } = await listOf(world, "java");
			expect(people).toContainEqual(["network-only", null, "n-both"]);
			expect(people).toHaveLength(4);
		} finally {
			await engine.close();
			rmSync(dataDir, { recursive: true });
		}
	});

	test("a matched person has the evidence of both sides, each named", async () => {
		const { hits } = await (await open()).find("java");
		const both = hits.find((hit) => hit.candidateId === "both");
		const text = both?.explanation?.contributions.filter(({ feature }) => feature.startsWith("match."));
		expect(text?.map(({ pool, feature, points }) => [pool, feature, points > 0])).toEqual([
			["network", "match.currentTitle", true],
			["ats", "match.skill", true],
		]);
		expect(
			both?.explanation?.contributions.some(({ feature, pool }) => feature === "openToWork" && pool === "network"),
		).toBe(true);
		expect(both).toMatchObject({ rank: 1, name: "Bob", currentTitle: "Java Developer" });
		expect(JSON.stringify(both)).not.toContain("@");
	});

	test("a person found by the profile alone is shown as the tenant's candidate", async () => {
		const { hits } = await (await open()).find("java");
		const silent = hits.find((hit) => hit.candidateId === "silent");
		expect(silent).toMatchObject({ origin: "matched", name: "Cyd" });
		expect(silent?.explanation?.contributions.find(({ clause }) => clause === "java")?.pool).toBe("network");
	});

	test("the two sides of a person are one: AND takes a word of each, NOT looks at both", async () => {
		const resume = (skill: string) => ({ skills: [{ name: skill }] });
		const world = await openWorld({
			candidates: [
				{ id: "ats-java", profileId: "n-sql", resume: resume("Java") },
				{ id: "ats-sql", profileId: "n-java", resume: resume("SQL") },
			],
			profiles: [
				{ id: "n-sql", resume: resume("SQL") },
				{ id: "n-java", resume: resume("Java") },
				{ id: "n-alone", resume: resume("SQL") },
			],
		});
		const ids = async (query: string) => (await listOf(world, query)).people.map(([, id, other]) => id ?? other);
		expect(await ids("skill:java AND skill:sql")).toEqual(["ats-java", "ats-sql"]);
		expect(await ids("skill:sql NOT skill:java")).toEqual(["n-alone"]);
		expect(await ids("NOT skill:sql")).toEqual([]);
	});

	test("a facet counts as many people as its filter finds, whichever side knows the value", async () => {
		const basics = (countryCode: string) => ({ basics: { location: { countryCode } }, skills: [{ name: "Java" }] });
		const world = await openWorld({
			candidates: [
				{ id: "c1", profileId: "n1", resume: basics("DE") },
				{ id: "c2", profileId: "n2", resume: { skills: [{ name: "Java" }] } },
				{ id: "c3", resume: basics("MX") },
			],
			profiles: [
				{ id: "n1", resume: basics("MX") },
				{ id: "n2", resume: basics("MX") },
				{ id: "n3", resume: basics("MX") },
			],
		});
		const { facets } = await world.find("java");
		expect(facets.country?.map(({ value, count }) => [value, count])).toEqual([
			["MX", 4],
			["DE", 1],
		]);
		for (const { value, count } of facets.country ?? [])
			expect((await world.find("java", { filters: { countries: [value] } })).total).toBe(count);
	});

	test.each([
		[["ats-only"], ["ats-only"]],
		[["matched"], ["both", "silent"]],
		[["network-only"], ["n-only"]],
		[
			["ats-only", "matched"],
			["ats-only", "both", "silent"],
		],
		[
			["ats-only", "network-only"],
			["ats-only", "n-only"],
		],
		[
			["matched", "network-only"],
			["both", "n-only", "silent"],
		],
		[
			["ats-only", "matched", "network-only"],
			["ats-only", "both", "n-only", "silent"],
		],
	] as const)("origins %j", async (origins, expected) => {
		const { hits, total, facets } = await (await open()).find("java", { filters: { origins: [...origins] } });
		expect(hits.map((hit) => hit.candidateId ?? hit.profileId).sort()).toEqual(expected);
		expect(total).toBe(expected.length);
		// The other origins stay in the facet, to be chosen beside these.
		const chosen = facets.origin?.filter(({ value }) => (origins as readonly string[]).includes(value));
		expect(chosen?.reduce((sum, { count }) => sum + count, 0)).toBe(total);
		expect(facets.origin?.map(({ count }) => count)).toEqual([1, 2, 1]);
	});

	test("two candidates with one profile: the counts of the origins still add up", async () => {
		const world = await openWorld({
			candidates: [
				{ id: "c1", profileId: "n1", resume: { skills: [{ name: "Java" }] } },
				{ id: "c2", profileId: "n1", resume: { skills: [{ name: "Java" }] } },
				{ id: "c3", resume: { skills: [{ name: "Java" }] } },
			],
			profiles: [{ id: "n1", resume: { skills: [{ name: "Java" }] } }],
		});
		const { facets, total, hits } = await world.find("java");
		expect(facets.origin?.map(({ value, count }) => [value, count])).toEqual([
			["ats-only", 1],
			["matched", 2],
		]);
		expect([total, hits.length]).toEqual([3, 3]);
	});

	test("with the network switched off it is never asked, and a link says nothing", async () => {
		const world = await open({ unified: false });
		const { people, total, facets } = await listOf(world, "java");
		expect(people).toEqual([
			["ats-only", "ats-only", null],
			["ats-only", "both", null],
		]);
		expect(total).toBe(2);
		expect(facets.origin).toEqual([{ value: "ats-only", label: "Only in your ATS", count: 2 }]);
		expect(world.asked.some(({ store }) => store === "network")).toBe(false);
		expect((await listOf(world, "java", { filters: { origins: ["matched", "network-only"] } })).total).toBe(0);
	});

	test("a filter on what only an ATS knows leaves the network out", async () => {
		const world = await openWorld({
			candidates: [{ id: "c1", tags: ["gold"], resume: { skills: [{ name: "Java" }] } }],
			profiles: [{ id: "n1", resume: { skills: [{ name: "Java" }] } }],
		});
		expect((await listOf(world, "java", { filters: { tags: ["Gold"] } })).people).toEqual([["ats-only", "c1", null]]);
	});

	test("equal people: the tenant's own before the network, then by id", async () => {
		const resume = { skills: [{ name: "Java" }] };
		const world = await openWorld({
			candidates: [
				{ id: "z", resume },
				{ id: "b", resume },
				{ id: "B", resume },
			],
			profiles: [{ id: "a", resume }],
		});
		const { hits } = await world.find("java");
		expect(hits.map((hit) => hit.candidateId ?? hit.profileId)).toEqual(["B", "b", "z", "a"]);
	});
});
