import simplifiedToTraditional from "opencc-js/dict/STCharacters";
import traditionalToSimplified from "opencc-js/dict/TSCharacters";

/** Chinese is written in traditional or simplified characters: the same words, in the tables of Open Chinese Convert, character by character. */

const tableOf = (pairs: string): ReadonlyMap<string, string> =>
	new Map(pairs.split("|").map((pair) => pair.split(" ") as [string, string]));

/** Made for the first words that need them. */
let tables: readonly ReadonlyMap<string, string>[] | null = null;

const HAN = /\p{Script=Han}/u;

/** The same words in simplified and in traditional characters, without those that are written so already. Several at once: they change together. */
export function hanVariants(words: readonly string[]): string[][] {
	if (!words.some((word) => HAN.test(word))) return [];
	tables ??= [tableOf(traditionalToSimplified), tableOf(simplifiedToTraditional)];
	return tables
		.map((table) => words.map((word) => Array.from(word, (letter) => table.get(letter) ?? letter).join("")))
		.filter((variant) => variant.some((word, index) => word !== words[index]));
}
