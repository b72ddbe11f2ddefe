import { GAP, wordsOf } from "../token-text.ts";

/** By how much the number of people with a word changes. */
interface WordChange {
	by: number;
	/** The last person counted: a word counts once for each. */
	person: number;
}

/** By how much the counts of words and facet values change; collected for a whole transaction, then written once for each. */
export class Deltas {
	/** By language, then by encoded word. */
	readonly words = new Map<string, Map<string, WordChange>>();
	/** By code of the facet value. */
	readonly values = new Map<number, number>();
	#person = 0;

	/** Counts the words of one person who came (1) or went (-1). */
	addWords(language: string, texts: readonly string[], by: 1 | -1): void {
		const changes = this.#changesOf(language);
		const person = ++this.#person;
		for (const text of texts) {
			for (const word of wordsOf(text)) {
				const change = changes.get(word);
				if (change === undefined) changes.set(word, { by, person });
				else if (change.person !== person) {
					change.by += by;
					change.person = person;
				}
			}
		}
		changes.delete(GAP);
	}

	addValue(code: number, by: number): void {
		this.values.set(code, (this.values.get(code) ?? 0) + by);
	}

	#changesOf(language: string): Map<string, WordChange> {
		const known = this.words.get(language);
		if (known !== undefined) return known;
		const made = new Map<string, WordChange>();
		this.words.set(language, made);
		return made;
	}
}
