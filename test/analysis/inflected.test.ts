import { expect, test } from "vitest";
import { fold } from "../../src/analysis/fold.ts";
import { stem } from "../../src/analysis/stem.ts";
import { INFLECTED } from "./inflected-words.ts";

const pairsOf = (line: string): readonly (readonly [string, string])[] => {
	const [word = "", ...forms] = new Set(line.trim().split(" ").map(fold));
	return forms.map((form) => [word, form]);
};

/** As measured: of 58 to 76 pairs of a word and a form of it those that are joined, and of 26 to 32 pairs of different words. */
const MEASURED: Readonly<Record<string, readonly [forms: number, different: number]>> = {
	tr: [67, 1],
	"tr, held out": [54, 0],
	da: [69, 4],
	fi: [62, 1],
	ro: [65, 5],
};

test.each(Object.entries(INFLECTED))("%s", (name, { same, diff }) => {
	const language = name.slice(0, 2);
	const isJoined = ([one, other]: readonly [string, string]) => stem(one, language) === stem(other, language);
	const forms = same.split("\n").flatMap(pairsOf);
	const different = diff.split("|").flatMap(pairsOf);
	const [joined, wrong] = MEASURED[name] ?? [0, 0];
	expect(forms.filter(isJoined).length).toBeGreaterThanOrEqual(joined);
	expect(different.filter(isJoined).length).toBeLessThanOrEqual(wrong);
});
