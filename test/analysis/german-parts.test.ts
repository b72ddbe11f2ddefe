import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fold } from "../../src/analysis/fold.ts";
import { compoundKeys, compoundsOf, germanBounds, wordsOfCompound } from "../../src/analysis/german-parts.ts";
import { wordKeys } from "../../src/analysis/word-keys.ts";

/** Sections of the file of judged words, by what stands above them. */
function judged(): ReadonlyMap<string, readonly string[]> {
	const file = readFileSync(new URL("german-compounds.txt", import.meta.url), "utf8");
	const sections = file.split(/^# /mu).slice(2);
	return new Map(
		sections.map((section) => {
			const [name = "", ...lines] = section.trim().split("\n");
			return [name, lines.join(" ").split(" ")] as const;
		}),
	);
}

const boundsOf = (parts: readonly string[]) =>
	parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join("").length);

test.each([
	["first half", 0.98, 0.98],
	["held out", 0.95, 0.92],
] as const)("of judged words, %s: precision at least %d, recall at least %d", (half, precision, recall) => {
	const sections = judged();
	const compounds = (sections.get(`compounds, ${half}`) ?? []).map((word) => word.split("|").map(fold));
	const whole = (sections.get(`whole, ${half}`) ?? []).map(fold);
	const found = compounds.map((parts) => ({ parts, bounds: germanBounds(parts.join("")) }));
	const right = found.filter(({ parts, bounds }) => bounds.join() === boundsOf(parts).join()).length;
	const made =
		found.filter(({ bounds }) => bounds.length > 0).length +
		whole.filter((word) => germanBounds(word).length > 0).length;
	expect(compounds.length).toBeGreaterThan(100);
	expect(whole.length).toBeGreaterThan(100);
	expect(right / made).toBeGreaterThanOrEqual(precision);
	expect(right / compounds.length).toBeGreaterThanOrEqual(recall);
});

describe("a compound is found by every run of its parts", () => {
	test.each([
		["projektleiter", ["de-head:leiter", "de-part:projekt"]],
		["vertriebsmitarbeiterinnen", ["de-head:mitarbeiter", "de-part:vertrieb"]],
		["maschinenbauingenieurin", ["de-head:ingenieur", "de-part:bau", "de-part:maschine", "de-part:maschinenbau"]],
		["personalisierung", []],
	])("%s: %j", (word, keys) => {
		expect(compoundKeys(word).toSorted()).toEqual(keys);
	});

	test("in texts in German, or in a language that is not known", () => {
		expect(wordKeys("projektleiter", "de")).toContain("de-head:leiter");
		expect(wordKeys("projektleiter", null)).toContain("de-head:leiter");
		expect(wordKeys("projektleiter", "en").filter((key) => key.startsWith("de"))).toEqual([]);
	});
});

test("two words of a compound, and the compound of two words", () => {
	expect(wordsOfCompound("vertriebsmitarbeiter")).toEqual([
		["vertriebs", "mitarbeiter"],
		["vertrieb", "mitarbeiter"],
	]);
	expect(wordsOfCompound("schulleitung")).toContainEqual(["schule", "leitung"]);
	expect(compoundsOf(["vertrieb", "mitarbeiter"])).toContain("vertriebsmitarbeiter");
	expect(compoundsOf(["java", "entwickler"])).toEqual([]);
});
