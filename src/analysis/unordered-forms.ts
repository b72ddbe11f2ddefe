/** Words of the longest form that is kept. */
export const MOST_WORDS = 4;

interface Form<T> {
	readonly value: T;
	readonly words: readonly string[];
}

/** Finds the known form that words make up in whatever order they stand: "analyst data" is "data analyst". */
export class UnorderedForms<T> {
	readonly #forms = new Map<string, Form<T>>();
	readonly #words = new Set<string>();
	readonly #normal: (word: string) => string;

	/** @param normal brings words of forms and of texts to one shape, such as the singular */
	constructor(normal: (word: string) => string) {
		this.#normal = normal;
	}

	/** Adds a form of two words or more; the first value of the same words stays. */
	add(form: readonly string[], value: T): void {
		if (form.length < 2 || form.length > MOST_WORDS) return;
		const words = form.map(this.#normal);
		const key = keyOf(words);
		if (this.#forms.has(key)) return;
		this.#forms.set(key, { value, words });
		for (const word of words) this.#words.add(word);
	}

	/** Whether any form has the word. */
	has(word: string): boolean {
		return this.#words.has(this.#normal(word));
	}

	/** @returns the form with the places of its words among those given; null where all together are none */
	find(given: readonly string[]): { readonly value: T; readonly order: readonly number[] } | null {
		const words = given.map(this.#normal);
		const form = this.#forms.get(keyOf(words));
		if (form === undefined) return null;
		const left = new Set(words.keys());
		const order = form.words.map((word) => {
			const at = left.values().find((index) => words[index] === word) ?? 0;
			left.delete(at);
			return at;
		});
		return { value: form.value, order };
	}
}

const keyOf = (words: readonly string[]): string => words.toSorted().join(" ");
