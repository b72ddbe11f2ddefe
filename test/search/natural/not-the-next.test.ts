import { describe, expect, test } from "vitest";
import { createRecognizer } from "../../../src/analysis/recognizer.ts";
import { interpret } from "../../../src/search/natural/interpret.ts";
import { loadVocabulary } from "../../../src/vocabulary.ts";

/** What a small "not" leaves out: the next word, a name that the vocabulary knows, or people that a plural names. */

const recognizer = createRecognizer(loadVocabulary());
const read = (text: string) => interpret(text, recognizer).query;

describe("not", () => {
	test.each([
		["not freelance developer", "NOT freelance developer", "a developer is wanted"],
		["java not kotlin developer", "java NOT kotlin developer", "the skill of a title"],
		["nurse not agency or temporary worker", "nurse NOT (agency OR temporary) worker", "each of two"],
		["nicht freiberuflich Entwickler", "NOT freiberuflich Entwickler", "in German"],
		["infirmière pas intérimaire Lyonnaise", "infirmière NOT intérimaire Lyonnaise", "in French"],
	])("%s is %s: %s, and a remark says so", (text, normalForm) => {
		const { lint, ...query } = read(text);
		expect(query.normalForm).toBe(normalForm);
		expect(read(normalForm).normalForm).toBe(normalForm);
		expect(lint.map(({ code }) => code)).toContain("not-the-next");
	});

	test.each([
		["nurse not registered nurse", 'nurse NOT "registered nurse"', "a title"],
		["nurse not sales manager", 'nurse NOT "sales manager"', "a level of what a skill names"],
		["java not spring boot", 'java NOT "spring boot"', "a skill"],
		["java not team lead", 'java NOT "team lead"', "a level"],
		["java not freelance developers", 'java NOT ("freelance developer" OR "freelance developers")', "a plural"],
		["no freelance developer", 'NOT "freelance developer"', "no takes all that it stands before"],
		["java not from Siemens Energy", 'java NOT company:"Siemens Energy"', "an employer"],
		["developer, not freelance", "developer NOT freelance", "nothing follows"],
	])("%s is %s: %s", (text, normalForm) => {
		const { lint, ...query } = read(text);
		expect(query.normalForm).toBe(normalForm);
		expect(lint.map(({ code }) => code)).not.toContain("not-the-next");
	});
});
