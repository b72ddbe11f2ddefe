/** Which words of a dictionary a pattern or a fuzzy word stands for; the same for every engine and for what is shown. */
import { editsBetween } from "./edit-distance.ts";

/** What no wildcard stands for: a colon parts the kind of a concept from its name (`skill:java`), the others hold addresses together. */
const SEPARATING: ReadonlySet<string> = new Set(":@/");

/** The letters before the first wildcard. */
export const literalStart = (pattern: string): string => /^[^*?]*/.exec(pattern)?.[0] ?? "";

/**
 * Whether a word has the shape of a pattern: `*` stands for any number of characters, none included, `?` for one. One pass with
 * one place to go back to, so at most word * pattern steps.
 */
export function fitsPattern(word: string, pattern: string): boolean {
	const [letters, signs] = [Array.from(word), Array.from(pattern)];
	let [at, sign, star, taken] = [0, 0, -1, 0];
	while (at < letters.length) {
		const letter = letters[at] as string;
		const wild = signs[sign];
		if (wild === "*") {
			star = sign++;
			taken = at;
		} else if (wild === letter || (wild === "?" && !SEPARATING.has(letter))) {
			at++;
			sign++;
		} else if (star >= 0 && !SEPARATING.has(letters[taken] as string)) {
			sign = star + 1;
			at = ++taken;
		} else return false;
	}
	while (signs[sign] === "*") sign++;
	return sign === signs.length;
}

/** The letter that a fuzzy word and all that it stands for begin with: people rarely get the first one wrong, and it keeps the list short. */
export const firstLetter = (word: string): string => Array.from(word)[0] ?? "";

/** How many edits a word is away, null where it is more than `most`, begins with another letter, or is no mere word. */
export function editsAway(word: string, asked: string, most: number): number | null {
	if (word === asked) return 0;
	if (firstLetter(word) !== firstLetter(asked) || /[:@/]/.test(word)) return null;
	return editsBetween(asked, word, most);
}
