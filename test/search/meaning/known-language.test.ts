import { describe, expect, test } from "vitest";
import { knows } from "../../../src/search/meaning/known-language.ts";
import { loadVocabulary } from "../../../src/vocabulary.ts";

const vocabulary = loadVocabulary();
const english = { languages: ["en"], vocabulary };

test("what is in a script or language that the model does not know is left out", () => {
	expect(knows(english, "软件工程师")).toBe(false);
	expect(knows(english, "разработчик")).toBe(false);
	expect(knows({ languages: ["en", "zh"] }, "软件工程师")).toBe(true);
	expect(knows(english, "Ich suche eine Stelle als Pflegekraft in der Stadt")).toBe(false);
});

describe("of a few words in Latin letters the vocabulary, small words and letters tell", () => {
	test.each([
		"Krankenschwester",
		"Ärztin",
		"infirmière",
		"enfermera",
		"Softwareentwickler",
		"Senior Java Entwickler mit 5 Jahren Erfahrung",
		"SAP Berater",
		"director de ventas",
		"chargée de recrutement",
		"Qualitätssicherung",
		"Textilmaschinenbediener",
		"Gestión",
	])("%s is none for an English model", (text) => {
		expect(knows(english, text)).toBe(false);
	});

	test.each([
		"nurse",
		"Java",
		"SAP",
		"MES",
		"Docker",
		"Chief Information Officer (CIO)",
		"one-to-one teaching assistant",
		"Java SAP Kubernetes",
		"Senior Java Developer",
		"die casting engineer",
		"Chef de Partie",
		"Data Analyst, Controller",
		"café manager",
		"Zorptran wrangler",
		"head of sales and marketing",
	])("%s is one", (text) => {
		expect(knows(english, text)).toBe(true);
	});

	test("a model of the language knows them, and the names that stand with English ones", () => {
		const german = { languages: ["de"], vocabulary };
		for (const text of ["Krankenschwester", "Ärztin", "SAP Berater", "Controller", "Java"])
			expect([text, knows(german, text)]).toEqual([text, true]);
		expect(knows(german, "enfermera")).toBe(false);
		expect(knows({ languages: ["en", "fr"], vocabulary }, "infirmière")).toBe(true);
		expect(knows({ languages: ["it"], vocabulary }, "Krankenschwester")).toBe(true);
	});
});
