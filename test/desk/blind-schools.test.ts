import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DeskRig, openDesk, type Recruiter } from "./desk-rig.ts";

/** Somebody of either pool whose school stands nowhere but in the school. */
const resume = (name: string) => ({
	basics: { name },
	work: [{ name: "Acme", position: "Baker", startDate: "2020-01" }],
	education: [{ institution: "Royal Langmere College", studyType: "Diploma", area: "Palaeography" }],
});
/** Plain words, phrases, what stands for words of the dictionary, and the field. */
const ASKED = [
	"langmere",
	'"Royal Langmere College"',
	"langm*",
	"l?ngmere",
	"langmare~",
	'"royal college"~3',
	"+langmere",
	"baker AND langmere",
	"school:langmere",
	'school:"Royal Langmere College"',
];

let desk: DeskRig;
let rita: Recruiter;
beforeAll(async () => {
	desk = await openDesk();
	rita = await desk.recruiter("acme", "rita");
	await rita.import({ id: "c-1", resume: resume("Ann Lee") });
	await desk.network([{ id: "n-1", resume: resume("Max Power") }]);
});
afterAll(() => desk.close());

describe("a school that a blind search asks for", () => {
	const answer = async (path: string, body: object) => {
		const { statusCode, ...sent } = await rita.send("POST", path, body);
		expect([statusCode, sent.body]).toEqual([200, sent.body]);
		return sent.json();
	};

	test.each(ASKED)("finds nobody: %s", async (query) => {
		expect((await rita.search(query)).total).toBe(2);
		expect((await rita.search(query, { blind: true })).total).toBe(0);
		const person = { query, candidateId: "c-1", blind: true };
		const { listed, obstacles } = await answer("/v1/search/why-not", person);
		expect([listed, JSON.stringify(obstacles.map(({ instead }: { instead: unknown }) => instead))]).toEqual([
			false,
			expect.not.stringMatching(/langmere/i),
		]);
		expect(await answer("/v1/search/places", { query, blind: true })).toMatchObject({ places: [], elsewhere: 0 });
		const { rows } = await answer("/v1/people/export", { query, blind: true, format: "json" });
		expect(rows).toEqual([]);
	});

	test("places nobody, and leaves nobody out", async () => {
		const scored = async (query: string) => {
			const { hits } = await rita.search(query, { blind: true });
			return hits.map(({ candidateId, profileId, score }) => [candidateId, profileId, score]);
		};
		expect(await scored("baker NOT langmere")).toEqual(await scored("baker"));
		expect((await scored("baker langmere")).length).toBe(2);
		const sides = { a: { candidateId: "c-1" }, b: { profileId: "n-1" } };
		const why = await answer("/v1/search/why-above", { query: "baker langmere", ...sides, blind: true });
		expect(JSON.stringify([why.a, why.b, why.differences])).not.toMatch(/langmere|covered/i);
	});

	test("is no requirement that anybody has", async () => {
		const asked = { kind: "words", label: "Langmere", query: '"Royal Langmere College"', role: "required" };
		const body = { requirements: [asked] };
		await rita.import({ id: "c-0", resume: { basics: { name: "Joe Roe" } } });
		for (const [path, more] of [
			["for-job", {}],
			["similar", { people: ["c-0"] }],
		] as const) {
			expect((await answer(`/v1/search/${path}`, { ...body, ...more })).total).toBe(2);
			expect((await answer(`/v1/search/${path}`, { ...body, ...more, blind: true })).total).toBe(0);
		}
	});

	test("is asked for by no search that is kept", async () => {
		const kept = async (id: string, blind: boolean) => {
			await rita.send("PUT", `/v1/saved-searches/${id}`, { name: id, request: { query: "langmere", blind } });
			await rita.import({ id: `c-${id}`, resume: resume("Eve Poe") });
			return (await rita.send("GET", `/v1/saved-searches/${id}/new`)).json().total > 0;
		};
		expect(await kept("open", false)).toBe(true);
		expect(await kept("blind", true)).toBe(false);
	});

	test("does not keep degrees and what was studied from being asked for", async () => {
		for (const query of ["palaeography", "degree:palaeography", "diploma palaeography"])
			expect([query, (await rita.search(query, { blind: true })).total]).toEqual([
				query,
				(await rita.search(query)).total,
			]);
		expect((await rita.search("palaeography", { blind: true })).total).toBeGreaterThan(1);
	});
});
