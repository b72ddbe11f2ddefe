import { editsBetween } from "../../../analysis/edit-distance.ts";

/** The words of a dictionary in a form in which those that resemble a word are found quickly. */
export class Resembling {
	readonly #words: readonly string[];
	readonly #letters: Uint32Array;

	constructor(words: readonly string[]) {
		this.#words = words.filter((word) => !/[:@/]/.test(word));
		this.#letters = Uint32Array.from(this.#words, lettersOf);
	}

	/** Words at least one and at most so many edits away. */
	near(text: string, edits: number): string[] {
		const letters = lettersOf(text);
		const found: string[] = [];
		for (let index = 0; index < this.#words.length; index++) {
			// An edit takes one letter out of a word and puts one in at most: most words are told apart by that alone.
			if (bitsOf(letters ^ (this.#letters[index] as number)) > 2 * edits) continue;
			const word = this.#words[index] as string;
			if (word !== text && editsBetween(text, word, edits) !== null) found.push(word);
		}
		return found;
	}
}

/** Which letters stand in a word, as bits; several letters may share one. */
function lettersOf(word: string): number {
	let bits = 0;
	for (let index = 0; index < word.length; index++) bits |= 1 << (word.charCodeAt(index) & 31);
	return bits;
}

function bitsOf(value: number): number {
	const pairs = value - ((value >>> 1) & 0x55555555);
	const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
	return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
