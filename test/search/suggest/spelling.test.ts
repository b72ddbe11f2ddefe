import { describe, expect, test } from "vitest";
import { createRecognizer } from "../../../src/analysis/recognizer.ts";
import { loadVocabulary } from "../../../src/vocabulary.ts";
import { openWorld } from "../world.ts";

/** The vocabulary that is shipped: which words it knows is what is tested. */
const recognizer = createRecognizer(loadVocabulary());

/** A tenant whose people have these words and no others. */
async function suggesting(words: readonly string[]) {
	const { find } = await openWorld({
		recognizer,
		candidates: words.map((word, index) => ({ id: `c${index}`, resume: { basics: { summary: `${word}.` } } })),
	});
	return async (query: string) => (await find(query)).didYouMean.flatMap((one) => one.words.map(({ word }) => word));
}

/** Words that are known, each beside one that people have, begins alike and is one or two letters away. */
const KNOWN: readonly (readonly [asked: string, near: string])[] = [
	// Skills and titles, and their words.
	["lisp", "lips"],
	["scala", "scald"],
	["rust", "rusk"],
	["welder", "wilder"],
	["plumber", "plunder"],
	["paralegal", "parallel"],
	["Krankenpfleger", "Krankenpflaster"],
	// Places, languages, people.
	["boston", "bosom"],
	["hamburg", "hamburger"],
	["bavaria", "bavarois"],
	["spanish", "spinach"],
	["klaus", "klaas"],
	// English, and its forms.
	["five", "fife"],
	["ready", "reedy"],
	["seven", "sever"],
	["shopped", "shipper"],
	["quickest", "quicker"],
	["ladies", "laddies"],
	["coached", "couched"],
	["hired", "hided"],
	// Other languages.
	["freundlich", "freudlich"],
	["autonome", "autonomy"],
	["montag", "montage"],
	["samedi", "sameday"],
	["nacht", "nachts"],
	["wenn", "wren"],
	["sofort", "sport"],
	["nor", "north"],
	["senza", "sena"],
	// An abbreviation.
	["MBA from INSEAD", "insea"],
];

const MISSPELT: readonly (readonly [asked: string, meant: string])[] = [
	["inventery", "inventory"],
	["tensorflwo", "tensorflow"],
	["acountant", "accountant"],
	["mangement", "management"],
	["hygeine", "hygiene"],
	["langauge", "language"],
	["electrican", "electrician"],
	["mechnical", "mechanical"],
	["recruter", "recruiter"],
	["logistcs", "logistics"],
	["marketng", "marketing"],
	["specalist", "specialist"],
	["tecnician", "technician"],
	["shiping", "shipping"],
	["nurce", "nurse"],
	["Buchhaltr", "Buchhalter"],
	["Krankenschwestr", "Krankenschwester"],
	["Projektlieter", "Projektleiter"],
	["teh", "the"],
];

describe("words that no one misspelt", () => {
	test.each(KNOWN)("%s is not taken for %s", async (asked, near) => {
		const suggest = await suggesting([near, "clinic"]);
		expect(await suggest(`${asked} clinic`)).toEqual([]);
	});

	test("the first letter is no slip: a word that nothing knows is not another one that ends alike", async () => {
		const suggest = await suggesting(["unit", "sigma", "billing"]);
		expect(await suggest("nuit")).toEqual([]);
		expect(await suggest("zigma")).toEqual([]);
		expect(await suggest("filling")).toEqual([]);
	});
});

describe("words that are spelt wrong", () => {
	test.each(MISSPELT)("%s is %s", async (asked, meant) => {
		const suggest = await suggesting([meant, "clinic"]);
		expect(await suggest(`${asked} clinic`)).toEqual([meant.toLowerCase()]);
	});
});
