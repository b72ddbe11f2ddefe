import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { createRecognizer } from "../../src/analysis/recognizer.ts";
import { Profile } from "../../src/domain/candidate.ts";
import { packageRoot } from "../../src/package-root.ts";
import { loadVocabulary } from "../../src/vocabulary.ts";
import type { Person, World } from "./world.ts";
import { openWorld } from "./world.ts";

/** A dozen small people, and the order in which a recruiter expects them, with the reason beside each. */

const job = (position: string, startDate: string, endDate?: string, summary?: string, name = "Works") => ({
	position,
	name,
	startDate,
	...(endDate === undefined ? {} : { endDate }),
	...(summary === undefined ? {} : { summary }),
});
const person = (id: string, resume: NonNullable<Person["resume"]>, rest: Partial<Person> = {}): Person => ({
	id,
	resume,
	...rest,
});
const skills = (...names: string[]) => names.map((name) => ({ name }));
const berlin = { location: { city: "Berlin", countryCode: "DE" } };

const PEOPLE: readonly Person[] = [
	person("now-java", {
		basics: berlin,
		work: [job("Senior Java Developer", "2018-01")],
		skills: skills("Java", "Docker"),
	}),
	person("now-java-elsewhere", { work: [job("Senior Java Developer", "2018-01")], skills: skills("Java") }),
	person("junior-java", { basics: berlin, work: [job("Junior Java Developer", "2024-01")], skills: skills("Java") }),
	person("java-engineer", { basics: berlin, work: [job("Java Engineer", "2019-01")], skills: skills("J2SE") }),
	person("was-java", {
		basics: berlin,
		work: [job("Architect", "2023-01"), job("Java Developer", "2016-01", "2022-12")],
	}),
	person("knows-java", { basics: berlin, work: [job("Analyst", "2019-01")], skills: skills("Java") }),
	person("mentions-java", {
		basics: berlin,
		work: [job("Recruiter", "2019-01", undefined, "Placed java developers with clients.")],
	}),
	person("kotlin-dev", { basics: berlin, work: [job("Kotlin Developer", "2019-01")], skills: skills("Kotlin") }),
	person("nurse", { basics: berlin, work: [job("Registered Nurse", "2015-01")] }),
	person("nurse-de", { work: [job("Krankenschwester", "2015-01")] }),
	person("stale-nurse", { work: [job("Registered Nurse", "2015-01")] }, { updatedAt: "2019-06-01T00:00:00Z" }),
	person("cluster", { work: [job("Platform Lead", "2020-01")], skills: skills("k8s") }),
	person("containers", { work: [job("Platform Lead", "2020-01")], skills: skills("Docker") }),
	person("engineer", { work: [job("Software Engineer", "2018-01")] }),
	person("swe", { work: [job("SWE", "2018-01")] }),
	person("train-engineer", { work: [job("Railway Engineer", "2018-01")] }),
	person("marketer", { work: [job("Head of Marketing", "2012-01", undefined, "Entered a new market.")] }),
];

const RANKINGS: readonly {
	readonly query: string;
	readonly expected: readonly (readonly [id: string, because: string])[];
	readonly absent?: readonly string[];
}[] = [
	{
		query: "senior java developer berlin",
		expected: [
			["now-java", "answers all four parts, three of them in the current title"],
			["now-java-elsewhere", "the whole title, but not in Berlin"],
			["junior-java", "the place and the title as written, which beside a place counts twice, but two levels below"],
			["java-engineer", "the place, java as written in the title, the title by another name, of no stated level"],
		],
		absent: ["nurse-de", "marketer"],
	},
	{
		query: "java",
		expected: [
			["junior-java", "current title and skill: nothing tells the three apart, so the id decides"],
			["now-java", "the same"],
			["now-java-elsewhere", "the same"],
		],
		absent: ["kotlin-dev", "nurse"],
	},
	{
		query: "title:java",
		expected: [["now-java", "a current title"]],
		absent: ["knows-java", "mentions-java"],
	},
	{
		query: "nurse",
		expected: [
			["nurse", "the literal word in the current title"],
			["nurse-de", "the same occupation in another language"],
			["stale-nurse", "the literal word, but nobody touched the record for seven years"],
		],
	},
	{
		query: "software engineer docker",
		expected: [
			["now-java", "a title of the same family, and docker"],
			["engineer", "the title as written, no docker"],
			["swe", "the same title by another name"],
		],
		absent: ["nurse", "marketer", "train-engineer"],
	},
	{
		query: "kubernetes lead",
		expected: [
			["cluster", "has it under another name, and the title"],
			["containers", "has the title and a related skill"],
		],
	},
	{
		query: "marketing",
		expected: [["marketer", "the skill itself; the stem it shares with market is not asked"]],
	},
	{
		query: '"java developer" NOT senior',
		expected: [
			["junior-java", "has it now"],
			["was-java", "had it before"],
		],
		absent: ["now-java", "java-engineer", "mentions-java"],
	},
	{
		query: "developer java^0.1 kotlin^10",
		expected: [
			["kotlin-dev", "what weighs a hundred times as much as the other language"],
			["now-java", "the title, and kotlin only as what java is related to"],
		],
	},
	{
		query: "java ^docker",
		expected: [
			["now-java", "has the strong wish, which counts as two words"],
			["junior-java", "no docker: below, but in the list"],
		],
		absent: ["nurse", "marketer"],
	},
	{
		query: "java developer %berlin %docker",
		expected: [
			["now-java", "the title and both wishes"],
			["junior-java", "the title and one wish"],
			["now-java-elsewhere", "the title and none: nobody is left out for a wish"],
		],
	},
	{
		query: "+berlin +java lead",
		expected: [
			["now-java", "both that must be there, in title and skills"],
			["mentions-java", "both that must be there, java only in prose"],
		],
		absent: ["now-java-elsewhere", "cluster", "nurse"],
	},
	{
		query: "kubernets~ lead",
		expected: [["cluster", "the title; nobody here writes the word in any spelling, k8s is another one"]],
	},
	{
		query: "marketting~",
		expected: [["marketer", "one letter too many; the stem it shares with market is not asked"]],
	},
	{
		query: "krank*schwest?r",
		expected: [["nurse-de", "the only word of this shape"]],
		absent: ["nurse"],
	},
	{
		query: '"placed clients"~3',
		expected: [["mentions-java", "three words stand between"]],
		absent: ["now-java"],
	},
	{
		query: "java AND years:>=8",
		expected: [
			["now-java", "eight years, java in the title"],
			["was-java", "ten years, java in a past title"],
		],
		absent: ["junior-java", "java-engineer"],
	},
	{
		query: "nurse updated:<1y",
		expected: [
			["nurse", "the literal word"],
			["nurse-de", "the same occupation in another language"],
		],
		absent: ["stale-nurse"],
	},
	{
		query: "java AND (docker OR kotlin)",
		expected: [["now-java", "the only one with both"]],
		absent: ["now-java-elsewhere", "kotlin-dev"],
	},
];

let world: World;
beforeAll(async () => {
	world = await openWorld({ candidates: PEOPLE });
});

describe("golden rankings", () => {
	test.each(RANKINGS)("$query", async ({ query, expected, absent = [] }) => {
		const { hits } = await world.find(query, { pageSize: 100 });
		const ids = hits.map((hit) => hit.candidateId);
		const wanted = expected.map(([id]) => id);
		expect(ids.filter((id) => wanted.includes(id ?? ""))).toEqual(wanted);
		expect(ids.filter((id) => absent.includes(id ?? ""))).toEqual([]);
	});

	test("current title before skill before past title before a mention", async () => {
		const { hits } = await world.find("java", { pageSize: 100 });
		const place = (id: string) => hits.findIndex((hit) => hit.candidateId === id);
		expect(place("now-java")).toBeLessThan(place("knows-java"));
		expect(place("knows-java")).toBeLessThan(place("mentions-java"));
		expect(place("was-java")).toBeLessThan(place("mentions-java"));
	});

	/** The shipped vocabulary: occupations in four languages. */
	test.each([
		["Krankenschwester in Berlin", "nurse"],
		["Krankenpfleger in Berlin mit 5 Jahren Erfahrung", "nurse"],
		["registered nurse based in Berlin", "nurse"],
		["infirmière à Berlin", "nurse"],
		["Krankenschwester Berlin", "nurse"],
		["nurse Berlin area", "nurse"],
		["enfermera en Berlín", "nurse"],
	])(
		"%s: who has the occupation in the place, then elsewhere, and last the others of the place",
		async (query, first) => {
			const shipped = await openWorld({ candidates: PEOPLE, recognizer: createRecognizer(loadVocabulary()) });
			const ids = (await shipped.find(query, { pageSize: 100 })).hits.map((hit) => hit.candidateId);
			const place = (id: string) => (ids.includes(id) ? ids.indexOf(id) : Number.POSITIVE_INFINITY);
			expect(ids[0]).toBe(first);
			for (const elsewhere of ["nurse-de", "stale-nurse"])
				for (const other of ["now-java", "junior-java", "knows-java", "kotlin-dev"])
					expect(place(elsewhere), `${elsewhere} ${other}`).toBeLessThan(place(other));
		},
	);

	test("the reason is told in words", async () => {
		const [hit] = (await world.find("kubernetes lead")).hits;
		const texts = hit?.explanation?.contributions.map(({ text }) => text);
		expect(texts).toEqual([
			'"kubernetes" in skills (k8s)',
			'"lead" in current title (Platform Lead)',
			"answers 2 of 2 parts of the query, not all in the words asked for (1.45 of 1.5)",
			"seniority stated in a title fits the one asked for to 100%",
			"record changed 2026-06-01",
			"record came as data, not from a file",
		]);
	});
});

test("the search that the documentation shows finds the two of the demo who answer it, each with a reason", async () => {
	const file = path.join(packageRoot(), "corpora", "demo", "network-by-hand.ndjson");
	const profiles = readFileSync(file, "utf8")
		.trimEnd()
		.split("\n")
		.map((line) => Profile.parse(JSON.parse(line)));
	const shown = await openWorld({ candidates: [], profiles });
	const query = "senior (java OR kotlin) developer ^kubernetes within 50 km of berlin -agency";
	const { hits } = await shown.find(query);
	expect(hits.map(({ profileId }) => profileId)).toEqual([
		"net-0101", // In Berlin, with all that is asked for.
		"net-0102", // In Potsdam, without Kubernetes, which is only wished for.
		// net-0103 works at an agency, net-0104 lives in Hamburg.
	]);
});
