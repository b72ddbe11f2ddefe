import { describe, expect, test } from "vitest";
import { createWordParts, mirrored } from "../../src/analysis/word-parts.ts";
import { loadVocabulary } from "../../src/vocabulary.ts";

const parts = createWordParts(loadVocabulary());

describe("a compound is taken apart", () => {
	test.each([
		["softwareentwickler", ["softwar", "entwickl"]],
		["vertriebsleiterin", ["vertrieb", "leit"]],
		["bauleiter", ["bau", "leit"]],
		["krankenschwester", ["krank", "schwest"]],
		["elektrotechniker", ["elektro", "technik"]],
		["produktionsleiter", ["produktion", "leit"]],
	])("%s", (word, expected) => {
		expect(parts.of(word)).toEqual(expected);
	});
	test("of more than two, with those in between", () => {
		expect(parts.of("maschinenbauingenieurin")).toEqual(expect.arrayContaining(["maschinenbau", "ingenieur"]));
	});
	test("a part is what the word is alone, whatever its gender", () => {
		for (const word of ["leiter", "leiterin"]) expect(parts.of("bauleiterin")).toContain(parts.alone(word));
	});
	test.each([
		"manager",
		"programmer",
		"electrician",
		"superintendent",
		"responsable",
		"enfermera",
		"koch",
		"c++",
		"软件工程师",
	])("%s is none", (word) => {
		expect(parts.of(word)).toEqual([]);
	});
});

test("words that end alike begin alike when mirrored", () => {
	expect(mirrored("garnzwirnerin").startsWith(mirrored("zwirner"))).toBe(true);
	expect(mirrored("zwirner")).toBe(":end:renriwz");
});
