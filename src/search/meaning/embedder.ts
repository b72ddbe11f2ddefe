import type { LanguagesOfWords } from "./known-language.ts";

/** A model that puts short texts in a space in which texts of like meaning lie near to each other. */
export interface Embedder {
	/** Of the model: vectors of another one are of another space. */
	readonly id: string;
	/** ISO 639-1 of those that it knows. What is in another language is left out: it would be guessed at. */
	readonly languages: readonly string[];
	readonly dimension: number;
	/** Tells the language of words of work; without it, only scripts, small words and letters do. */
	readonly vocabulary?: LanguagesOfWords;
	/**
	 * A vector of length 1 for each text, in their order.
	 * @param texts at most {@link MOST_TEXTS}
	 * @throws EmbedderFault when there is no answer, or none of this form
	 */
	embed(texts: readonly string[]): Promise<readonly Float32Array[]>;
}

/** Texts in one call. */
export const MOST_TEXTS = 64;

/** The model could not be asked. Nothing of the texts stands in its message. */
export class EmbedderFault extends Error {}

/**
 * Checks what a model answered and brings it to length 1.
 * @throws EmbedderFault
 */
export function unitVectors(
	answer: readonly (readonly number[])[],
	{ count, dimension }: { readonly count: number; readonly dimension: number },
): Float32Array[] {
	if (answer.length !== count) throw new EmbedderFault(`${answer.length} vectors were answered for ${count} texts.`);
	return answer.map((numbers) => {
		if (numbers.length !== dimension)
			throw new EmbedderFault(`A vector has ${numbers.length} dimensions, not ${dimension}.`);
		const length = Math.hypot(...numbers);
		if (!Number.isFinite(length) || length === 0) throw new EmbedderFault("A vector has no direction.");
		return Float32Array.from(numbers, (number) => number / length);
	});
}
