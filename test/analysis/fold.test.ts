import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fold, transliterations } from "../../src/analysis/fold.ts";

describe("fold", () => {
	test.each([
		["Müller", "muller"],
		["Straße STRASSE", "strasse strasse"],
		["Łódź", "lodz"],
		["Ærøskøbing", "aeroskobing"],
		["œuvre", "oeuvre"],
		["Đorđe Þór", "dorde thor"],
		["İstanbul Iğdır", "istanbul igdir"],
		["ＪＡＶＡ　１１", "java 11"],
		["ﬁnance", "finance"],
		["Σίσυφος", "σισυφοσ"],
		["новый ёж", "новый еж"],
		["Київ їжак", "київ їжак"],
		["한국어", "한국어"],
		["バグ ﾊﾞｸﾞ", "バグ バグ"],
		["مُحَمَّد", "محمد"],
		["co\u00adoperate\u200b", "cooperate"],
		["C++ & C#", "c++ & c#"],
	])("%s", (text, folded) => {
		expect(fold(text)).toBe(folded);
	});

	test("is idempotent on any string", () => {
		fc.assert(
			fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
				expect(fold(fold(text))).toBe(fold(text));
			}),
			{ numRuns: 2000 },
		);
	});

	test("is idempotent on every character", () => {
		const unstable: string[] = [];
		for (let code = 0; code < 0x3_0000; code++) {
			if (code >= 0xd800 && code <= 0xdfff) continue;
			const once = fold(String.fromCodePoint(code));
			if (fold(once) !== once) unstable.push(code.toString(16));
		}
		expect(unstable).toEqual([]);
	});
});

describe("transliterations", () => {
	test.each([
		["muller", "mueller"],
		["mueller", "muller"],
		["schroder", "schroeder"],
		["goethe", "gothe"],
		["jager", "jaeger"],
		["aarhus", "arhus"],
	])("%s may be written %s", (word, other) => {
		expect(transliterations(word)).toContain(other);
	});

	test("never gives the word itself and at most eight", () => {
		fc.assert(
			fc.property(fc.string({ unit: fc.constantFrom(..."aeoubrst"), maxLength: 30 }), (word) => {
				const found = transliterations(word);
				expect(found).not.toContain(word);
				expect(new Set(found).size).toBe(found.length);
				expect(found.length).toBeLessThanOrEqual(8);
			}),
		);
	});
});
