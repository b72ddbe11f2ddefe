import { describe, expect, test } from "vitest";
import type { Hit } from "../../src/domain/hit.ts";
import { ForJobRequest } from "../../src/domain/requirement.ts";
import { loadProfiles } from "../../src/search/profiles.ts";
import { openWorld, type Person } from "./world.ts";

/** default.v2: what it adds to default.v1, each with the reason a recruiter would give. */

const { features } = loadProfiles().get("default.v2", null);
const job = (position: string, startDate: string) => ({ position, name: "Works", startDate });
const person = (id: string, resume: NonNullable<Person["resume"]>, rest: Partial<Person> = {}): Person => ({
	id,
	resume,
	...rest,
});
const at = (city: string) => ({
	basics: { location: { city, countryCode: "DE" } },
	work: [job("Registered Nurse", "2018-01")],
});
const JOB = ForJobRequest.parse({
	title: "Senior Java Developer",
	description: "Requirements: German, 5 years of experience",
});
const ids = (hits: readonly Hit[]) => hits.map(({ candidateId }) => candidateId);

test("both profiles differ in the added features only, which are 0 in the first", () => {
	const first = loadProfiles().get("default.v1", null);
	const second = loadProfiles().get("default.v2", null);
	const { id: _id, description: _description, features: one, ...rest } = first;
	const { id: _other, description: _text, features: two, ...others } = second;
	expect(others).toEqual(rest);
	const added = Object.entries(one).filter(([name, weight]) => weight !== two[name as keyof typeof two]);
	expect(added.map(([, weight]) => weight)).toEqual(added.map(() => 0));
	expect(added.length).toBe(9);
});

describe("distance", () => {
	const world = openWorld({
		candidates: [
			person("a-hamburg", at("Hamburg")),
			person("b-potsdam", at("Potsdam")),
			person("c-berlin", at("Berlin")),
			person("d-nowhere", { work: [job("Registered Nurse", "2018-01")] }),
		],
		profile: { features },
	});

	test("who lives nearer stands higher, and the explanation says how far it is", async () => {
		const { hits } = await (await world).find("nurse within 50 km of Berlin");
		expect(ids(hits)).toEqual(["c-berlin", "b-potsdam"]);
		const reasons = hits.map(({ explanation }) =>
			explanation?.contributions.find(({ feature }) => feature === "distance"),
		);
		expect(reasons.map((reason) => reason?.text)).toEqual(["less than 1 km from Berlin", "27 km from Berlin"]);
	});

	test("as a wish it leaves nobody out: who is far away or anywhere comes last", async () => {
		const { hits } = await (await world).find("nurse ^near:berlin~150km");
		expect(ids(hits).slice(0, 2)).toEqual(["c-berlin", "b-potsdam"]);
		expect(ids(hits).slice(2).toSorted()).toEqual(["a-hamburg", "d-nowhere"]);
	});

	test("a place in another language is found by where it lies", async () => {
		const munich = await openWorld({ candidates: [person("muc", at("München"))] });
		expect(ids((await munich.find("nurse in Munich")).hits)).toEqual(["muc"]);
		expect((await munich.find("near:munich")).total).toBe(1);
		expect((await munich.find("near:berlin")).total).toBe(0);
	});

	test("a place that nobody knows is told, and looked for by its name", async () => {
		const { lint, total } = await (await world).find("near:nowhereville");
		expect(lint.map(({ code }) => code)).toContain("unknown-place");
		expect(total).toBe(0);
		const misspelt = await (await world).find("nurse within 50 km of Munchn");
		expect(misspelt.lint.find(({ code }) => code === "unknown-place")?.message).toMatch(/Did you mean M[uü]n/);
	});
});

describe("what came of it before", () => {
	const applied = (outcome: "hired" | "withdrawn" | "rejected") => ({
		applications: [{ id: "a-1", jobId: "j-1", outcome }],
	});
	const nurse = { work: [job("Registered Nurse", "2018-01")] };

	test("hired, then praised, then withdrawn; rejected is as good as never seen", async () => {
		const world = await openWorld({
			candidates: [
				person("a-new", nurse),
				person("b-rejected", nurse, applied("rejected")),
				person("c-withdrawn", nurse, applied("withdrawn")),
				person("d-praised", nurse, { feedback: [{ id: "f-1", recommendation: "yes" }] }),
				person("e-hired", nurse, applied("hired")),
			],
			profile: { features },
		});
		const { hits } = await world.find("nurse");
		expect(ids(hits)).toEqual(["e-hired", "d-praised", "c-withdrawn", "a-new", "b-rejected"]);
		expect(hits[3]?.score).toBe(hits[4]?.score);
	});
});

describe("protected attributes", () => {
	const base = {
		basics: {
			name: "Chris Baker",
			summary: "Nurse in intensive care.",
			location: { city: "Berlin", countryCode: "DE" },
		},
		work: [job("Senior Java Developer", "2016-01")],
		education: [{ institution: "TU", studyType: "Master of Science" }],
		skills: [{ name: "Java" }],
		languages: [{ language: "German" }],
	} satisfies Person["resume"];
	/** Sentences of a summary, and the words that they would be found by. */
	const TOLD = [
		["A woman in tech.", ["woman"]],
		["Ich bin eine Frau.", ["Frau"]],
		["Gay.", ["gay", "gays"]],
		["I am openly lesbian.", ["lesbian"]],
		["Severely disabled (Grad der Behinderung 50).", ["disabled", "behinderung", '"grad der behinderung"']],
		["Schwerbehindert, GdB 50.", ["schwerbehindert", "gdb"]],
		["En situation de handicap, RQTH.", ["handicap", "rqth"]],
		["Persona con discapacidad.", ["discapacidad"]],
		["I am a 58-year-old mother of two.", ["58", "mother", '"mother of two"']],
		["I was born in Ankara.", ["ankara", "born"]],
	] as const;
	const VARIANTS: readonly (readonly [string, NonNullable<Person["resume"]>])[] = [
		["another name", { ...base, basics: { ...base.basics, name: "Fatima Yilmaz" } }],
		["a form of address", { ...base, basics: { ...base.basics, name: "Mrs Chris Baker" } }],
		["gender", { ...base, basics: { ...base.basics, summary: "Nurse in intensive care.\nGender: female" } }],
		[
			"a photo",
			{ ...base, basics: { ...base.basics, summary: "Nurse in intensive care.\nPhoto: https://x.example/p.png" } },
		],
		[
			"a birth date",
			{ ...base, basics: { ...base.basics, summary: "Nurse in intensive care.\nDate of birth: 1 May 1961" } },
		],
		[
			"a nationality",
			{ ...base, basics: { ...base.basics, summary: "Nurse in intensive care.\nNationality: Turkish" } },
		],
		[
			"a marital status",
			{ ...base, basics: { ...base.basics, summary: "Nurse in intensive care.\nMarital status: married, 3 children" } },
		],
		["a religion", { ...base, basics: { ...base.basics, summary: "Nurse in intensive care.\nReligion: none" } }],
		...TOLD.map(
			([sentence]) =>
				[sentence, { ...base, basics: { ...base.basics, summary: `${base.basics.summary} ${sentence}` } }] as const,
		),
		["a year of graduation", { ...base, education: [{ ...base.education[0], startDate: "1979", endDate: "1985" }] }],
		[
			"a street",
			{ ...base, basics: { ...base.basics, location: { ...base.basics.location, address: "12 Sample Street" } } },
		],
	];
	const QUERIES = [
		"java",
		"senior java developer in Berlin with 5+ years",
		"intensive care nurse, fluent German, with a master's degree",
		"java within 50 km of Berlin",
		"^education:bachelor ^language:de ^years:>=3",
	];

	test.each(VARIANTS)("%s moves no score and no place", async (_what, resume) => {
		const others = [person("a", base), person("z", base)];
		const scores = async (middle: NonNullable<Person["resume"]>) => {
			const world = await openWorld({ candidates: [...others, person("m", middle)], profile: { features } });
			const found = [];
			for (const query of QUERIES) {
				const { hits, total } = await world.find(query);
				found.push([query, total, hits.map(({ candidateId, score }) => [candidateId, score])]);
			}
			const job = await world.matching.forJob(world.scope, JOB);
			return [...found, job.hits.map(({ candidateId, score, coverage }) => [candidateId, score, coverage])];
		};
		expect(await scores(resume)).toEqual(await scores(base));
	});

	test.each(TOLD)("%s: its words find nobody", async (sentence, words) => {
		const summary = `${base.basics.summary} ${sentence}`;
		const world = await openWorld({ candidates: [person("m", { ...base, basics: { ...base.basics, summary } })] });
		for (const query of words) expect([query, (await world.find(query)).total]).toEqual([query, 0]);
	});

	test.each([
		["Softwareentwickler", "Softwareentwicklerin"],
		["Krankenpfleger", "Krankenpflegerin"],
		["Développeur", "Développeuse"],
		["Enfermero", "Enfermera"],
		["Salesman", "Saleswoman"],
	])("%s and %s are found alike", async (masculine, feminine) => {
		const titled = (position: string) => ({ ...base, work: [job(position, "2016-01")] });
		const scores = async (title: string) => {
			const people = [person("a", titled(masculine)), person("m", titled(title)), person("z", titled(feminine))];
			const world = await openWorld({ candidates: people, profile: { features } });
			const found = await Promise.all([masculine, feminine, "java"].map((query) => world.find(query)));
			return found.map(({ hits }) => hits.map(({ candidateId, score }) => [candidateId, score]));
		};
		expect(await scores(feminine)).toEqual(await scores(masculine));
		for (const hits of await scores(masculine)) expect(new Set(hits.map(([, score]) => score)).size).toBe(1);
	});

	test("what does count would be seen here", async () => {
		const world = await openWorld({ candidates: [person("a", base), person("m", { ...base, skills: [] })] });
		const { hits } = await world.find("java");
		expect(hits[0]?.score).not.toBe(hits[1]?.score);
	});
});
