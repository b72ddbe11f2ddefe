import type { Concept, ConceptCounts } from "./counts.ts";
import { factorize } from "./factorize.ts";
import { type Neighbour, neighbours } from "./neighbours.ts";

/** What was learned: concepts, and for each the indices of those that are used alike. */
export interface Relatedness {
	readonly concepts: readonly Concept[];
	readonly near: readonly (readonly Neighbour[])[];
}

const DIMENSION = 64;
const SEED = 20_260;
const MOST_NEAR = 8;
/** Cosine below which two concepts have nothing to do with each other. */
const LEAST_COSINE = 0.5;

/** Pure and deterministic: the same people in any order give the same answer but for the last digits. */
export function relate(counts: ConceptCounts): Relatedness {
	const { concepts, matrix } = counts.associate();
	if (concepts.length < 2) return { concepts, near: concepts.map(() => []) };
	return { concepts, near: neighbours(factorize(matrix, DIMENSION, SEED), MOST_NEAR, LEAST_COSINE) };
}
