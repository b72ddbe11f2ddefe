import { makePerson, toJsonResume } from "../../corpora/generate/people.ts";
import type { CandidateImport } from "../../src/domain/candidate.ts";
import { RecordId } from "../../src/domain/candidate.ts";

/** Fictitious people as an ATS would send them, a function of the seed. */
export function candidateOf(seed: number): CandidateImport {
	const person = makePerson(seed);
	return {
		id: RecordId.parse(`bench-${seed}`),
		resume: toJsonResume(person),
		source: sourceOf(seed),
	};
}

export const sourceOf = (seed: number): string => (seed % 3 === 0 ? "referral" : "career site");
