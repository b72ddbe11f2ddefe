import { describe, expect, test } from "vitest";
import { LANGUAGES, stem, stemKeys } from "../../src/analysis/stem.ts";

describe("forms of one word share a stem", () => {
	test.each([
		["en", "developer developers development developing developed"],
		["en", "manage manager managers managed management"],
		["de", "entwickler entwicklerin entwicklerinnen entwicklern entwicklung"],
		["de", "arzt arztin arztinnen arzte"],
		["de", "kaufmann kauffrau kaufleute"],
		["de", "ingenieur ingenieure ingenieurin ingenieurinnen"],
		["fr", "developpeur developpeuse developpeurs developpeuses"],
		["fr", "directeur directrice directeurs directrices"],
		["fr", "ingenieur ingenieure ingenieurs"],
		["fr", "charge chargee charges"],
		["es", "desarrollador desarrolladora desarrolladores"],
		["es", "ingeniero ingeniera ingenieros ingenieras"],
		["es", "programacion programaciones"],
		["it", "direttore direttrice direttori"],
		["pt", "engenheiro engenheira engenheiros"],
		["pt", "programacao programacoes"],
		["nl", "ontwikkelaar ontwikkelaars"],
		["sv", "utvecklare utvecklaren utvecklarna"],
		["no", "utvikler utviklere utviklerne"],
		["ru", "инженер инженеры инженером"],
	])("%s: %s", (language, words) => {
		expect(new Set(words.split(" ").map((word) => stem(word, language))).size).toBe(1);
	});
});

test("words that only look like feminine forms keep their ending", () => {
	for (const word of ["berlin", "termin", "medizin", "kotlin"]) expect(stem(word, "de")).toBe(word);
});

test("words with signs, numbers, short words and unknown languages are their own stem", () => {
	for (const word of ["c++", "node.js", "3.11", "sql", "東京"]) expect(stem(word, "en")).toBe(word);
	expect(stem("developers", "xx")).toBe("developers");
	expect(stemKeys("c++")).toEqual([]);
});

test("keys name the language, and only languages of the word's script", () => {
	expect(stemKeys("developers", ["en"])).toEqual(["en:develop"]);
	expect(stemKeys("developers", ["de", "en"])).toEqual(["en:develop", "de:develop"]);
	expect(stemKeys("инженеры", ["en", "ru"])).toEqual(["ru:инженер"]);
	expect(stemKeys("developers").map((key) => key.slice(0, 2))).toEqual(
		LANGUAGES.filter((one) => one !== "ru" && one !== "uk"),
	);
	expect(stemKeys("developers")).toBe(stemKeys("developers"));
});
