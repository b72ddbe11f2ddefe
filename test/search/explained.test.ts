import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { makePerson, toJsonResume } from "../../corpora/generate/people.ts";
import type { Place } from "../../src/domain/hit.ts";
import { openEmbeddedEngine } from "../../src/engine/embedded/engine.ts";
import { openWorld, type Person } from "./world.ts";

const valueAt = (record: unknown, pointer: string): unknown =>
	pointer
		.split("/")
		.slice(1)
		.reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], record);

const textAt = (record: unknown, { pointer, start, end }: Place) => {
	const text = valueAt(record, pointer);
	if (typeof text !== "string") throw new Error(`There is no text at ${pointer}.`);
	expect(start).toBeLessThan(end);
	expect(end).toBeLessThanOrEqual(text.length);
	return text.slice(start, end);
};

describe("places of a contribution", () => {
	const long = `${"Kept the ovens warm and the customers happy. ".repeat(12)}Moved the shop to k8s.`;
	const candidate = {
		id: "c1",
		resume: {
			basics: { givenName: "Ann", familyName: "Müller", location: { city: "Berlin", countryCode: "DE" } },
			work: [{ position: "Senior Java Developer", name: "Bakers", startDate: "2019-01", summary: long }],
			skills: [{ name: "Backend", keywords: ["Java", "Golang"] }],
			languages: [{ language: "English", fluency: "native" }],
			awards: [{ title: "Golden Loaf" }],
		},
		notes: [{ id: "n1", text: "Likes ovens of all kinds" }],
		profileId: "p1",
	};
	const profile = { id: "p1", resume: { skills: [{ name: "Kubernetes" }] } };
	const world = openWorld({ candidates: [candidate], profiles: [profile] });
	const placesOf = async (query: string) => {
		const [hit] = (await (await world).find(query)).hits;
		return (hit?.explanation?.contributions ?? []).flatMap(({ feature, places }) =>
			places.map((place) => {
				const text = textAt(place.pool === "ats" ? candidate : profile, place);
				return [feature, place.pool, place.pointer, text];
			}),
		);
	};

	test.each([
		[
			"java",
			[
				["match.currentTitle", "ats", "/resume/work/0/position", "Java"],
				["match.skill", "ats", "/resume/skills/0/keywords/0", "Java"],
			],
		],
		["go", [["match.skill", "ats", "/resume/skills/0/keywords/1", "Golang"]]],
		["berlin", [["match.location", "ats", "/resume/basics/location/city", "Berlin"]]],
		["location:germany", [["match.location", "ats", "/resume/basics/location/countryCode", "DE"]]],
		["muller", [["match.name", "ats", "/resume/basics/familyName", "Müller"]]],
		["loaf", [["match.body", "ats", "/resume/awards/0/title", "Loaf"]]],
		["native", [["match.body", "ats", "/resume/languages/0/fluency", "native"]]],
		["note:ovens", [["match.note", "ats", "/notes/0/text", "ovens"]]],
	])("%s", async (query, expected) => {
		expect(await placesOf(query)).toEqual(expected);
	});

	test("offsets are those of the whole text, not of what is shown of it; each record by itself", async () => {
		const places = await placesOf("kubernetes");
		expect(places).toContainEqual(["match.skill", "network", "/resume/skills/0/name", "Kubernetes"]);
		const [hit] = (await (await world).find("body k8s")).hits;
		const found = hit?.explanation?.contributions
			.flatMap(({ places: own }) => own)
			.find(({ pointer }) => pointer === "/resume/work/0/summary");
		expect([found?.start, found?.end]).toEqual([long.indexOf("k8s"), long.indexOf("k8s") + 3]);
	});

	test("at most five of them for one contribution", async () => {
		const places = await placesOf("ovens");
		expect(places.filter(([feature]) => feature === "match.body").length).toBe(5);
	});
});

describe("warnings", () => {
	const warningsOf = async (person: Partial<Person>, profiles: { id: string; resume: object }[] = []) => {
		const { find } = await openWorld({ candidates: [{ id: "c1", ...person }], profiles });
		return (await find("")).hits[0]?.explanation?.warnings ?? [];
	};
	const dated = { position: "Nurse", startDate: "2018-01", endDate: "2020-01" };

	test("years that rest on some of the jobs", async () => {
		const undated = { position: "Intern" };
		expect(await warningsOf({ resume: { work: [dated, undated, dated, undated, undated] } })).toEqual([
			"Years of experience are computed from 2 of 5 jobs: 3 have no dates that can be read.",
		]);
		expect(await warningsOf({ resume: { work: [dated, undated] } })).toEqual([
			"Years of experience are computed from 1 of 2 jobs: one has no dates that can be read.",
		]);
		expect(await warningsOf({ resume: { work: [dated] } })).toEqual([]);
		expect(await warningsOf({ resume: { work: [undated] } })).toEqual([
			"Years of experience are not known: no role has dates that can be read.",
		]);
	});

	test("a match that a rule made and that is not sure", async () => {
		const profiles = [{ id: "p1", resume: {} }];
		const match = { profileId: "p1", score: 0.937, evidence: [{ kind: "name" }], linkedAt: "2026-01-01T00:00:00Z" };
		const resume = { work: [dated] };
		expect(await warningsOf({ resume, match: { ...match, by: "rule" } } as Partial<Person>, profiles)).toEqual([
			"That the candidate is this network profile was found by rule, at 93.7%; nobody has confirmed it.",
		]);
		expect(await warningsOf({ resume, match: { ...match, by: "person" } } as Partial<Person>, profiles)).toEqual([]);
		expect(
			await warningsOf({ resume, match: { ...match, score: 1, by: "rule" } } as Partial<Person>, profiles),
		).toEqual([]);
	});
});

/** RUNS=10000 takes some minutes. */
const RUNS = Number(process.env.RUNS ?? 1000);

test(`in ${RUNS} random queries each score is the sum of its contributions, and each place holds a text`, async () => {
	// The memory engine takes four minutes for so many.
	const dataDir = mkdtempSync(path.join(os.tmpdir(), "tributary-explained-"));
	const engine = await openEmbeddedEngine({ dataDir, searchThreads: 1 });
	onTestFinished(async () => {
		await engine.close();
		rmSync(dataDir, { recursive: true, force: true });
	});
	const people = Array.from({ length: 40 }, (_, seed) => toJsonResume(makePerson(seed)));
	const world = await openWorld({
		candidates: people
			.slice(0, 7)
			.map((resume, index) => ({ id: `c${index}`, resume, ...(index < 2 ? { profileId: `p${index}` } : {}) })),
		profiles: people.slice(28).map((resume, index) => ({ id: `p${index}`, resume })),
	});
	const vocabulary = [...new Set(people.flatMap((resume) => JSON.stringify(resume).match(/[A-Za-z]{3,}/g) ?? []))];
	const word = fc.oneof(fc.constantFrom(...vocabulary), fc.constantFrom("java", "kubernetes", "nurse", "zzz"));
	const part = fc
		.tuple(fc.constantFrom("", "", "", "-", "title:", "skill:", "location:"), word, fc.constantFrom("", "", "*"))
		.map((signs) => signs.join(""));
	const query = fc
		.tuple(fc.array(part, { maxLength: 5 }), fc.constantFrom(" ", " ", " OR ", " AND "))
		.map(([parts, join]) => parts.join(join));
	let explained = 0;
	await fc.assert(
		fc.asyncProperty(query, fc.constantFrom({}, { years: { min: 3, max: 8 } }), async (text, filters) => {
			const { hits } = await world.find(text, { filters, facets: [], highlight: false, pageSize: 3 });
			for (const { score, explanation } of hits) {
				for (const { start, end, pointer } of explanation?.contributions.flatMap(({ places }) => places) ?? [])
					expect([pointer, start < end]).toEqual([pointer, true]);
				const sum = (explanation?.contributions ?? []).reduce((total, { points }) => total + points, 0);
				expect(Math.abs(sum - score)).toBeLessThan(1e-9);
				explained += 1;
			}
		}),
		{ numRuns: RUNS },
	);
	expect(explained).toBeGreaterThan(RUNS / 2);
}, 300_000);
