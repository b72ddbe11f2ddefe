import { beforeAll, expect, test } from "vitest";
import { createRecognizer } from "../../src/analysis/recognizer.ts";
import { parseVocabulary } from "../../src/analysis/vocabulary.ts";
import { openWorld, type World } from "./world.ts";

const recognizer = createRecognizer(
	parseVocabulary({
		skills: [
			{
				name: "skills.tsv",
				text: "data-modeling\tData Modeling\tdomain\t\t\t\ncolor-grading\tColour Grading\tmethod\t\t\t",
			},
		],
		titles: [
			{
				name: "titles.tsv",
				text: "pediatrician\tPaediatric Nurse\tnurse\t\t\t\ndefense-analyst\tDefense Analyst\tanalyst\t\t\t",
			},
		],
		seniority: { name: "seniority.tsv", text: "senior\t4\tSenior" },
	}),
);
const basics = {
	summary: "Experience in the management of a team and of projects, with skills that I have used for years.",
};

let world: World;
beforeAll(async () => {
	world = await openWorld({
		recognizer,
		candidates: [
			{
				id: "british",
				resume: {
					basics,
					work: [{ position: "Catalogue Organiser", highlights: ["Behavioural analysis for labour centres"] }],
				},
			},
			{
				id: "american",
				resume: {
					basics,
					work: [{ position: "Catalog Organizer", highlights: ["Behavioral analysis for labor centers"] }],
				},
			},
			{ id: "skill", resume: { basics, skills: [{ name: "Data Modelling" }, { name: "Color Grading" }] } },
			{ id: "title", resume: { basics, work: [{ position: "Pediatric Nurse", startDate: "2020-01" }] } },
			{ id: "other-title", resume: { basics, work: [{ position: "Defence Analyst", startDate: "2020-01" }] } },
		],
		profiles: [{ id: "profile", resume: { basics, work: [{ position: "Catalogue Organiser" }] } }],
	});
});
const found = async (query: string) => {
	const { hits } = await world.find(query);
	return hits.map(({ candidateId, profileId }) => candidateId ?? profileId).toSorted();
};

test.each([
	["organiser", ["american", "british", "profile"]],
	["organizer", ["american", "british", "profile"]],
	["title:(catalogue AND organizer)", ["american", "british", "profile"]],
	["behavioural AND center", ["american", "british"]],
	["labor", ["american", "british"]],
])("%s finds both spellings", async (query, ids) => {
	expect(await found(query)).toEqual(ids);
});

test.each([
	['"organiser"', ["british", "profile"]],
	['"organizer"', ["american"]],
	['"catalog organizer"', ["american"]],
])("%s is as written", async (query, ids) => {
	expect(await found(query)).toEqual(ids);
});

test("skills and titles of the vocabulary are known in either spelling", async () => {
	const { facets } = await world.find("", { facets: ["skill", "title"] });
	expect(facets.skill?.map(({ value }) => value)).toEqual(["Colour Grading", "Data Modeling"]);
	expect(facets.title?.map(({ value }) => value)).toEqual(
		expect.arrayContaining(["Defense Analyst", "Paediatric Nurse"]),
	);
	for (const query of ["data modeling", "data modelling", "skill:(colour grading)"])
		expect(await found(query)).toEqual(["skill"]);
	for (const query of ["paediatric nurse", "pediatric nurse"]) expect(await found(query)).toEqual(["title"]);
});
