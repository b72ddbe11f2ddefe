import { describe, expect, test } from "vitest";
import { createRecognizer } from "../../src/analysis/recognizer.ts";
import { JobAd } from "../../src/domain/requirement.ts";
import { readAd } from "../../src/search/ad/read-ad.ts";
import { planQuery } from "../../src/search/plan/plan.ts";
import { loadProfiles } from "../../src/search/profiles.ts";
import { compileRequirements } from "../../src/search/requirement/compile.ts";
import { loadVocabulary } from "../../src/vocabulary.ts";
import { AS_OF, openWorld } from "./world.ts";

/** Titles of people who lead an area, which the vocabulary has no name for: a level and an area are one thing. */

const recognizer = createRecognizer(loadVocabulary());
const profile = loadProfiles().get("default.v1", null);
const read = (title: string) => readAd(JobAd.parse({ title, description: "-" }), recognizer);
const titlesOf = async (title: string) => {
	const requirements = (await read(title)).filter(({ kind }) => kind === "title");
	const { query } = compileRequirements(requirements);
	const { parts } = planQuery({ query, filters: {}, recognizer, profile, asOf: AS_OF.getTime() });
	return { labels: requirements.map(({ label }) => label), parts: parts.map(({ clause }) => clause) };
};

describe("the title of an ad is one requirement and one part of the query", () => {
	test.each([
		["Team Lead Software Development", "Team Lead Software Development"],
		["Senior Team Lead QA", "Team Lead QA"],
		["Head of Data Engineering (f/m/d)", "Head of Data Engineering"],
		["Director of Sales", "Director of Sales"],
		["Vice President Marketing", "Vice President Marketing"],
		["Teamleiter (m/w/d) Logistikplanung", "Teamleiter Logistikplanung"],
		["Gruppenleiterin Konstruktion", "Gruppenleiterin Konstruktion"],
		["Leiter der Konstruktion", "Leiter der Konstruktion"],
		["Responsable des achats", "Responsable des achats"],
		["Chef de service urgences", "Chef de service urgences"],
		["Directeur commercial", "Directeur commercial"],
		["Encargado de almacén", "Encargado de almacén"],
		["Jefe de Ventas", "Jefe de Ventas"],
		["Director, Product Marketing", "Director Product Marketing"],
		["Senior Manager, Data Science, Berlin", "Manager Data Science"],
	])("%s", async (written, label) => {
		const { labels, parts } = await titlesOf(written);
		expect(labels).toEqual([label]);
		expect(parts).toHaveLength(1);
		expect(parts[0]?.replace(/^\^|title:/gu, "")).toBe(label);
	});

	test("not the level of an occupation", async () => {
		expect((await titlesOf("Lead Software Engineer")).labels).toEqual(["Software Engineer"]);
		expect((await read("Lead Nurse")).map(({ kind, label }) => `${kind} ${label}`)).toEqual([
			"title Nurse",
			"seniority Lead",
		]);
	});
});

describe("who leads the area", () => {
	const person = (id: string, position: string) => ({ id, resume: { work: [{ position }] } });

	test("is found by the words first, then in other words; who only works in it is related, who leads something else has none of it", async () => {
		const world = await openWorld({
			recognizer,
			candidates: [
				person("exact", "Team Lead Software Development"),
				person("same", "Software Development Team Leader"),
				person("german", "Teamleiter Softwareentwicklung"),
				person("head", "Head of Software Development"),
				person("area", "Consultant Software Development"),
				person("other", "Team Lead Purchasing"),
			],
		});
		const { hits } = await world.find("^(title:team title:lead title:software title:development)", { explain: true });
		const ids = hits.map(({ candidateId }) => candidateId);
		expect([ids[0], ids.slice(1, 3).toSorted(), ...ids.slice(3)]).toEqual([
			"exact",
			["german", "same"],
			"head",
			"area",
		]);
		const missing = hits.filter(({ explanation }) => (explanation?.missing ?? []).length > 0);
		expect(missing.map(({ candidateId }) => candidateId)).toEqual(["area"]);
		const said = hits[3]?.explanation?.contributions.map(({ text }) => text).join(" ");
		expect(said).toContain("other words for leading it");
	});

	test("a word of the area that is switched off brings nobody by itself", async () => {
		const world = await openWorld({
			recognizer,
			candidates: [
				person("exact", "Team Lead Logistikplanung"),
				person("head", "Head of Logistikplanung"),
				person("area", "Logistikplanung"),
			],
		});
		const found = async (...offTerms: string[]) =>
			(await world.find("^(title:team title:lead title:Logistikplanung)", { expansion: { offTerms } })).hits.map(
				({ candidateId }) => candidateId,
			);
		expect(await found()).toContain("area");
		expect(await found("Logistikplanung")).not.toContain("area");
	});
});
