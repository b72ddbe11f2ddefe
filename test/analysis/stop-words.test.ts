import { expect, test } from "vitest";
import { isStopWord } from "../../src/analysis/stop-words.ts";

test.each([
	["the", "en", true],
	["und", "de", true],
	["fur", "de", true],
	["avec", "fr", true],
	["mas", "es", true],
	["が", "ja", true],
	["java", "en", false],
	["und", "en", false],
	["und", "xx", false],
	["und", null, true],
	["developer", null, false],
])("%s in %s: %s", (word, language, expected) => {
	expect(isStopWord(word, language)).toBe(expected);
});

test("letters that are languages of the trade are no stop words", () => {
	for (const letter of ["c", "r", "d"]) expect(isStopWord(letter, "en")).toBe(false);
});
