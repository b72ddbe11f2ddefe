import { expect, test } from "vitest";
import { createRecognizer } from "../../../src/analysis/recognizer.ts";
import { JobAd } from "../../../src/domain/requirement.ts";
import { readAd } from "../../../src/search/ad/read-ad.ts";
import { loadVocabulary } from "../../../src/vocabulary.ts";

/** Names of skills that are verbs and everyday words, too: what a sentence of an ad means by them. */

const recognizer = createRecognizer(loadVocabulary());
const skillsOf = async (line: string) =>
	(await readAd(JobAd.parse({ title: "-", description: `Requirements\n- ${line}` }), recognizer))
		.filter(({ kind }) => kind === "skill")
		.map(({ label }) => label);

test.each([
	["Excel in a fast-paced environment"],
	["Ability to excel under pressure"],
	["Experience with customers and the ability to excel at work"],
	["Experience in fast environments where you excel and react swiftly"],
	["Go above and beyond, express ideas clearly, spark curiosity"],
])("%s: names no skill", async (line) => {
	expect(await skillsOf(line)).toEqual([]);
});

test.each([
	["Strong Excel skills", ["Excel"]],
	["Word and Outlook knowledge", ["Word", "Outlook"]],
	["Sicher in Excel und Word", ["Excel", "Word"]],
	["Outlook, Word and Excel", ["Outlook", "Word", "Excel"]],
	["Experience with React, able to go the extra mile", ["React"]],
])("%s: names %j", async (line, skills) => {
	expect((await skillsOf(line)).toSorted()).toEqual(skills.toSorted());
});
