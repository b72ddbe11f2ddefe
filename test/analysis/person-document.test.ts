import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { candidateDocument, profileDocument } from "../../src/analysis/person-document.ts";
import { Candidate, Profile } from "../../src/domain/candidate.ts";
import { COLUMNS, FACETS, TEXT_FIELDS } from "../../src/domain/document.ts";
import { recognizer } from "./vocabulary-fixture.ts";

const base = {
	id: "c-1",
	resume: {},
	file: null,
	match: null,
	createdAt: "2024-01-01T00:00:00Z",
	updatedAt: "2024-06-30T12:00:00Z",
};
const candidate = (fields: object) => Candidate.parse({ ...base, ...fields });
const documentOf = (fields: object) => candidateDocument(candidate(fields), recognizer);

const JANE = {
	basics: {
		name: "Frau Jane Müller",
		label: "Java Developer",
		email: "Jane@Example.com",
		phone: "+49 30 12345678",
		url: "https://jane.dev/",
		summary: "I build services in Go on Kubernetes for the bank and its clients.\nNationality: German",
		location: { address: "Hauptstr. 5", postalCode: "10115", city: "Berlin", countryCode: "DE" },
		profiles: [{ network: "LinkedIn", url: "https://www.linkedin.com/in/jane" }],
	},
	work: [
		{
			name: "Bank AG",
			position: "Senior Software Engineer",
			startDate: "2022-01",
			current: true,
			highlights: ["Led a team of 5"],
		},
		{
			name: "Old Inc.",
			position: "Junior Software Engineer",
			startDate: "2020-01",
			endDate: "2021-12",
			location: "Paris",
		},
	],
	education: [
		{ institution: "TU Berlin", area: "Informatik", studyType: "M.Sc." },
		{ institution: "Schiller-Gymnasium", studyType: "Abitur" },
	],
	skills: [{ name: "Languages", keywords: ["Java", "C++", "r"] }, { name: "Underwater basket weaving" }],
	languages: [{ language: "Deutsch", fluency: "native" }, { language: "English" }],
	certificates: [{ name: "Certified Spring Boot Professional", issuer: "Acme" }],
	projects: [{ name: "Compiler", description: "Written in Kotlin." }],
};

const ATS = {
	source: "Referral",
	tags: ["vip"],
	notes: [{ id: "n1", text: "Very friendly, knows Excel" }],
	feedback: [{ id: "f1", text: "Strong yes" }],
	applications: [
		{ id: "a1", jobId: "job-1", stage: "Interview", outcome: "open", source: "Referral" },
		{ id: "a2", jobId: "job-2", stage: "Screening", outcome: "rejected", source: "Job board" },
	],
	file: { sha256: "ab".repeat(32), fileName: "jane.pdf", size: 1, format: "pdf", receivedAt: "2024-01-01T00:00:00Z" },
	match: { profileId: "p-9", score: 1, evidence: [{ kind: "email" }], linkedAt: "2024-01-01T00:00:00Z", by: "rule" },
};

describe("a whole candidate", () => {
	const document = documentOf({ resume: JANE, ...ATS });
	const words = (field: (typeof TEXT_FIELDS)[number]) => document.fields[field]?.join(" ");

	test("text fields", () => {
		expect(Object.fromEntries(TEXT_FIELDS.map((field) => [field, words(field)]))).toEqual({
			name: "jane muller  :email:jane@example.com :phone:+493012345678 :phone:3012345678",
			currentTitle:
				"senior software engineer  java developer  :end:erawtfos :end:reenigne title:software-developer title-id:software-developer :end:repoleved title-id:java-developer",
			pastTitle:
				"junior software engineer  :end:erawtfos :end:reenigne title:software-developer title-id:software-developer",
			skill:
				"languages  java  c++  r  underwater basket weaving  skill:go skill:kubernetes skill:java skill:c-plus-plus skill:r skill:spring-boot skill:kotlin",
			currentCompany: "bank ag",
			pastCompany: "old inc",
			school: "tu berlin  schiller gymnasium",
			degree: "msc  informatik  abitur",
			location: "berlin  10115  germany  country:de",
			certificate: "certified spring boot professional  acme",
			note: "very friendly knows excel  strong yes",
			body: "i build services in go on kubernetes for the bank and its clients  led a team of 5  paris  deutsch native  english  compiler  written in kotlin",
		});
	});

	test("facets", () => {
		expect(document.facets).toEqual({
			skill: ["Go", "Kubernetes", "Java", "C++", "R", "Underwater basket weaving", "Spring Boot", "Kotlin"],
			title: ["Software developer"],
			company: ["Bank AG", "Old Inc."],
			country: ["DE"],
			city: ["Berlin"],
			education: ["master"],
			language: ["de", "en"],
			source: ["Referral", "Job board"],
			stage: ["Interview", "Screening"],
			outcome: ["open", "rejected"],
			tag: ["vip"],
			job: ["job-1", "job-2"],
			location: ["DE", "DE/Berlin"],
		});
		expect(Object.keys(document.facets).every((facet) => (FACETS as readonly string[]).includes(facet))).toBe(true);
	});

	test("columns, keys, link, language", () => {
		expect(document.columns).toEqual({
			latitude: 52.52437,
			longitude: 13.41053,
			matchScore: 1,
			resumeAt: Date.parse("2024-01-01T00:00:00Z"),
			years: 4.5,
			seniority: 4,
			educationLevel: 7,
			confidence: null,
			updatedAt: Date.parse("2024-06-30T12:00:00Z"),
			applications: 2,
		});
		expect(Object.keys(document.columns).every((column) => (COLUMNS as readonly string[]).includes(column))).toBe(true);
		expect(document.keys).toEqual([
			"email:jane@example.com",
			"phone:+493012345678",
			"url:jane.dev",
			"url:linkedin.com/in/jane",
			"name:JN+MLR",
			"job:JN@bank",
			"job:MLR@bank",
			"job:JN@old",
			"job:MLR@old",
			`sha256:${"ab".repeat(32)}`,
			"profile:p-9",
		]);
		expect(document.link).toBe("p-9");
		expect(document.language).toBe("en");
	});
});

test("protected attributes change nothing", () => {
	const plain = documentOf({ resume: JANE });
	const { basics } = JANE;
	const summary = `${basics.summary}\nDate of birth: 1 May 1961\nSex: female\nMarital status: widowed\nReligion: none\nAge - 63`;
	const told = documentOf({ resume: { ...JANE, basics: { ...basics, name: "Herr Jane Müller", summary } } });
	expect(told).toEqual(plain);
});

describe("what the parser learned goes before what can be computed", () => {
	const meta = {
		parser: "1",
		format: "pdf",
		asOf: "2023-01-01",
		language: "fr",
		pageCount: 1,
		characters: 10,
		yearsOfExperience: 12,
		values: { "/basics/name": { confidence: 0.9, rule: "a" }, "/basics/email": { confidence: 0.7, rule: "b" } },
	};

	test("years, language, confidence", () => {
		const document = documentOf({ resume: { ...JANE, meta } });
		expect(document.columns.years).toBe(12);
		expect(document.columns.confidence).toBeCloseTo(0.8, 12);
		expect(document.language).toBe("fr");
	});

	test("without years of its own the as-of date of the file holds", () => {
		const document = documentOf({ resume: { ...JANE, meta: { ...meta, yearsOfExperience: null } } });
		expect(document.columns.years).toBe(3.1);
	});
});

test("the latest application is known by its time, whatever the order they stand in", () => {
	const at = (id: string, appliedAt?: string) => ({ id, jobId: id, ...(appliedAt === undefined ? {} : { appliedAt }) });
	const applications = [at("a", "2024-03-01T00:00:00Z"), at("b", "2025-01-01T00:00:00Z"), at("c")];
	expect(documentOf({ applications }).columns.appliedAt).toBe(Date.parse("2025-01-01T00:00:00Z"));
	expect(documentOf({ applications: [at("c")] }).columns.appliedAt).toBeUndefined();
});

describe("what is not known is left out", () => {
	test("an empty record", () => {
		expect(documentOf({})).toEqual({
			language: null,
			fields: {},
			facets: {},
			columns: {
				years: null,
				seniority: null,
				educationLevel: null,
				confidence: null,
				updatedAt: Date.parse(base.updatedAt),
				applications: 0,
			},
			keys: [],
			link: null,
			access: {
				common: { note: [], facets: {}, columns: { updatedAt: Date.parse(base.updatedAt), applications: 0 } },
				// Who never applied is protected by no list.
				sections: [{ labels: [], note: [], facets: {}, columns: {} }],
			},
		});
	});

	test("a title that states no level has none, and no role held now means no current title", () => {
		const work = [{ name: "Old Inc.", position: "Software Engineer", startDate: "2010", endDate: "2012" }];
		const document = documentOf({ resume: { work } });
		expect(document.columns.seniority).toBeNull();
		expect(document.fields.currentTitle).toBeUndefined();
		expect(document.facets.title).toBeUndefined();
		expect(document.fields.pastTitle?.[0]).toBe("software");
	});

	test("level of the latest role where none is held now", () => {
		const work = [
			{ position: "Junior Engineer", startDate: "2010", endDate: "2012" },
			{ position: "Senior Engineer", startDate: "2012", endDate: "2014" },
		];
		expect(documentOf({ resume: { work } }).columns.seniority).toBe(4);
	});

	test("a title beyond the vocabulary is counted as written", () => {
		const work = [{ position: "Chief Happiness Officer", startDate: "2020" }];
		expect(documentOf({ resume: { work } }).facets.title).toEqual(["Chief Happiness Officer"]);
	});

	test("a place in one string", () => {
		const document = documentOf({ resume: { basics: { location: { city: "Austin, TX" } } } });
		expect(document.facets).toEqual({
			city: ["Austin"],
			country: ["US"],
			location: ["US", "US/Texas", "US/Texas/Austin"],
		});
		expect(document.fields.location?.join(" ")).toBe("austin  texas  united states  country:us");
	});

	test.each<[location: object, path: string, because: string]>([
		[{ city: "Dresden", countryCode: "DE" }, "DE/Sachsen/Dresden", "the state that a city lies in"],
		[{ city: "Leipzig", region: "Saxony", countryCode: "DE" }, "DE/Sachsen/Leipzig", "by one of its names"],
		[{ city: "Leipzig", region: "Sachsen" }, "DE/Sachsen/Leipzig", "without a country"],
		[{ city: "Leipzig, Landkreis Leipzig", countryCode: "DE" }, "DE/Sachsen/Leipzig", "whatever else lies between"],
		[{ city: "Berlin", countryCode: "DE" }, "DE/Berlin", "a city that is a state"],
		[{ city: "Berlin", region: "Berlin", countryCode: "DE" }, "DE/Berlin", "the same, written so"],
		[{ city: "Neustadt", countryCode: "DE" }, "DE/Neustadt", "nobody knows which one"],
		[{ city: "Pune", region: "Maharashtra", countryCode: "IN" }, "IN/Maharashtra/Pune", "a region that is not known"],
	])("%j lies at %s: %s", (location, path) => {
		expect(documentOf({ resume: { basics: { location } } }).facets.location?.at(-1)).toBe(path);
	});

	test("a state is found by its other names, too, where it is the one that is written", () => {
		const wordsOf = (location: object) => documentOf({ resume: { basics: { location } } }).fields.location?.join(" ");
		expect(wordsOf({ city: "Leipzig", region: "Sachsen" })).toContain("saxony");
		expect(wordsOf({ city: "Frankfurt", region: "Brandenburg", countryCode: "DE" })).not.toContain("hessen");
	});

	test("who lives in a city that is meant by its name alone lives in its country, unless a region says otherwise", () => {
		const countryOf = (location: object) => documentOf({ resume: { basics: { location } } }).facets.country;
		expect(countryOf({ city: "Dresden" })).toEqual(["DE"]);
		expect(countryOf({ city: "Cambridge" })).toBeUndefined();
		expect(countryOf({ city: "Dresden", region: "Midlands" })).toBeUndefined();
	});
});

test("publications, volunteering, awards and interests are searchable; references are not there", () => {
	const resume = {
		publications: [{ name: "On Java", publisher: "Press" }],
		volunteer: [{ organization: "Code Club", position: "Mentor", highlights: ["Taught Kotlin"] }],
		awards: [{ title: "Prize", awarder: "Academy" }],
		interests: [{ name: "Chess", keywords: ["Blitz"] }],
		references: [{ name: "Erika", reference: "Splendid" }],
	};
	const { fields, facets } = documentOf({ resume });
	expect(fields.body?.join(" ")).toBe("on java  press  mentor  code club  taught kotlin  prize  academy  chess  blitz");
	expect(facets).toEqual({ skill: ["Kotlin"] });
});

test("a profile: its e-mail addresses are keys and words of no field", () => {
	const profile = Profile.parse({
		id: "p-9",
		resume: { ...JANE, basics: { ...JANE.basics, email: undefined } },
		emails: ["Jane@Example.com", "j@example.org"],
		url: "https://www.linkedin.com/in/jane",
		updatedAt: base.updatedAt,
	});
	const document = profileDocument(profile, recognizer);
	expect(document.keys).toContain("email:jane@example.com");
	expect(document.keys).toContain("email:j@example.org");
	expect(document.keys.filter((key) => key === "url:linkedin.com/in/jane")).toHaveLength(1);
	expect(JSON.stringify(document.fields)).not.toContain("@");
	expect(document.link).toBeNull();
	expect(document.columns.openToWork).toBeUndefined();
	expect(profileDocument({ ...profile, openToWork: false }, recognizer).columns.openToWork).toBe(0);
});

test("any text in any section makes a document, and the same one again", () => {
	const text = fc.string({ minLength: 1, maxLength: 60 }).filter((value) => value.trim() !== "");
	fc.assert(
		fc.property(text, text, text, (a, b, c) => {
			const resume = {
				basics: { name: a, label: b, summary: c, email: b, phone: c, url: a, location: { city: b, region: c } },
				work: [{ name: b, position: a, highlights: [c] }],
				education: [{ studyType: a, institution: b }],
				skills: [{ name: a, keywords: [b] }],
				languages: [{ language: c }],
			};
			const document = documentOf({ resume });
			expect(documentOf({ resume })).toEqual(document);
			for (const words of Object.values(document.fields)) expect(words.every((word) => !/\s/.test(word))).toBe(true);
		}),
	);
});
