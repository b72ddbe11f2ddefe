import { GAP, wordsOf } from "../token-text.ts";

/** Encoded words of texts in one language that came and that went. A word may be in both. */
export interface WordChanges {
	readonly came: Set<string>;
	readonly went: Set<string>;
}

/** What changes in the dictionary and in the counts of facet values; collected for a whole transaction, then written at once. */
export class Deltas {
	/** By language. */
	readonly words = new Map<string, WordChanges>();
	/** Change of the number of people, by code of the facet value. */
	readonly values = new Map<number, number>();

	/** Notes the words of one person who came (1) or went (-1). */
	addWords(language: string, texts: readonly string[], by: 1 | -1): void {
		const { came, went } = this.#changesOf(language);
		const words = by === 1 ? came : went;
		for (const text of texts) for (const word of wordsOf(text)) words.add(word);
		words.delete(GAP);
	}

	addValue(code: number, by: number): void {
		this.values.set(code, (this.values.get(code) ?? 0) + by);
	}

	#changesOf(language: string): WordChanges {
		const known = this.words.get(language);
		if (known !== undefined) return known;
		const made = { came: new Set<string>(), went: new Set<string>() };
		this.words.set(language, made);
		return made;
	}
}
