import { monthsOfRole } from "../analysis/experience.ts";
import { ownDate } from "../analysis/own-date.ts";
import type { Candidate, Profile } from "../domain/candidate.ts";
import { type Sentence, say } from "../domain/sentence.ts";

/** Below this a match made by rule is worth a look before somebody acts on it. Probability. */
const SURE_MATCH = 0.99;

/** What to know of a person's records before trusting a place in the list that rests on them. */
export function cautionsOf(candidate: Candidate | null, profile: Profile | null): Sentence[] {
	return [...yearsCaution(candidate, profile), ...(profile === null ? [] : matchCaution(candidate))];
}

/** The years are those of the tenant's own record where it knows any: see candidateDocument. */
function yearsCaution(candidate: Candidate | null, profile: Profile | null): Sentence[] {
	const counted = [candidate, profile].map((record) => (record === null ? [] : rolesOf(record)));
	const roles = counted.find((known) => known.some(({ dated }) => dated)) ?? [];
	const undated = roles.filter(({ dated }) => !dated).length;
	if (undated === 0) return [];
	const [dated, all] = [roles.length - undated, roles.length];
	return undated === 1
		? [say`Years of experience are computed from ${dated} of ${all} jobs: one has no dates that can be read.`]
		: [say`Years of experience are computed from ${dated} of ${all} jobs: ${undated} have no dates that can be read.`];
}

function rolesOf(record: Candidate | Profile): readonly { readonly dated: boolean }[] {
	const { resume } = record;
	const asOf = "meta" in resume ? resume.meta.asOf : ownDate(record);
	return (resume.work ?? []).map((role) => ({ dated: monthsOfRole(role, asOf) !== null }));
}

function matchCaution(candidate: Candidate | null): Sentence[] {
	const match = candidate?.match ?? null;
	if (match === null || match.by !== "rule" || match.score >= SURE_MATCH) return [];
	const shown = Math.floor(match.score * 1000) / 10;
	return [say`That the candidate is this network profile was found by rule, at ${shown}%; nobody has confirmed it.`];
}
