import type { ExpansionSource } from "../../domain/query.ts";

/**
 * A skill or title as resumes name it, in one string: `skill:java` and `title:nurse` are of the vocabulary; `skill-text:acme flow`
 * and `title-text:flow wrangler` are folded words that it does not know.
 */
export type ConceptKey = string;

export type ConceptKind = "skill" | "title" | "skill-text" | "title-text";

export const conceptKey = (kind: ConceptKind, name: string): ConceptKey => `${kind}:${name}`;

export function readConcept(key: ConceptKey): { readonly kind: ConceptKind; readonly name: string } {
	const colon = key.indexOf(":");
	return { kind: key.slice(0, colon) as ConceptKind, name: key.slice(colon + 1) };
}

/** A concept that is near to what was asked for. */
export interface NearConcept {
	readonly key: ConceptKey;
	/** For the reader. */
	readonly label: string;
	readonly source: Extract<ExpansionSource, "learned" | "embedding">;
	/** Above 0, at most 1. */
	readonly similarity: number;
}

/** What lies near to a concept, by sources beyond the vocabulary. Pure: all that it needs was read before. */
export interface Meaning {
	/**
	 * Nearest first.
	 * @param written the words of the query that name the concept
	 */
	near(concept: ConceptKey, written: string): readonly NearConcept[];
}

export const NO_MEANING: Meaning = { near: () => [] };
