import { expect, test } from "vitest";
import { createRecognizer } from "../../../src/analysis/recognizer.ts";
import { interpret } from "../../../src/search/natural/interpret.ts";
import { loadVocabulary } from "../../../src/vocabulary.ts";
import { recognizer } from "../world.ts";

/** Short for what is said elsewhere in whole words, and how long ago something happened. */
const REQUESTS: readonly (readonly [text: string, query: string, because: string])[] = [
	[
		"candidates updated in the last 3 months w/ SAP exp, w/o agencies @ Google",
		"+updated:<3m SAP NOT (agency OR agencies) company:Google",
		"a date of the record is a limit; short for with, without and at",
	],
	[
		"Krankenschwester und/oder Altenpfleger, die sich in den letzten 30 Tagen beworben haben",
		"Krankenschwester/Altenpfleger +applied:<30d",
		"either; who applied lately, with the verb at the end",
	],
	[
		"infirmière mise à jour ces 30 derniers jours, postulé la dernière semaine",
		"infirmière +updated:<30d +applied:<1w",
		"the number before the word",
	],
	["enfermera y/o auxiliar activa en los últimos 6 meses", "enfermera/auxiliar +updated:<6m", "the same in Spanish"],
	["last year java developer active", "last year java developer active", "no date of a record"],
];

test.each(REQUESTS)("%s -> %s: %s", (text, query) => {
	expect(interpret(text, recognizer).query.normalForm).toBe(query);
});

test("java dev, sales rep and database admin are the titles that they are short for", () => {
	const { titleByForm } = loadVocabulary();
	for (const [short, whole] of [
		["python dev", "python developer"],
		["sales rep", "sales representative"],
		["database admin", "database administrator"],
	] as const)
		expect(titleByForm(short)).toBe(titleByForm(whole) ?? "a title");
	const known = createRecognizer(loadVocabulary());
	const { clauses } = interpret("sales reps, b2b, NYC or Boston", known).interpretation;
	expect(clauses.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
		"title: sales reps",
		"words: b2b",
		"place: NYC or Boston",
	]);
});
