import jaroWinkler from "natural/lib/natural/distance/jaro-winkler_distance.js";
import { tokenize } from "../../analysis/tokenize.ts";

/** Values shown in the place of one that is not there. */
const MOST_VALUES = 5;
/** A value is a few words. UTF-16 units. */
const LONGEST = 80;

/** The values that are most like what was asked, each once; ties in the order given. */
export function nearest(asked: readonly string[], values: readonly string[]): string[] {
	const words = asked.map(wordsOf);
	const scored = [...new Set(values)].map((value) => {
		const own = wordsOf(value);
		return { value, likeness: Math.max(0, ...words.map((sought) => likeness(sought, own))) };
	});
	return scored
		.toSorted((one, other) => other.likeness - one.likeness)
		.slice(0, MOST_VALUES)
		.map(({ value }) => shortened(value));
}

const wordsOf = (text: string) => tokenize(text).map((token) => token.text);

/** Of whole texts, or of each word with the one most like it, on average. 0 to 1. */
function likeness(asked: readonly string[], own: readonly string[]): number {
	if (asked.length === 0 || own.length === 0) return 0;
	const best = asked.map((word) => Math.max(...own.map((other) => jaroWinkler(word, other))));
	const byWord = best.reduce((sum, value) => sum + value, 0) / best.length;
	return Math.max(jaroWinkler(asked.join(" "), own.join(" ")), byWord);
}

const shortened = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1).toWellFormed()}…` : text);
