import { profileKey } from "../analysis/contact-keys.ts";
import { Candidate } from "../domain/candidate.ts";
import { retryOnConflict } from "../tenancy/optimistic.ts";
import type { Scope } from "../tenancy/scope.ts";
import { type CandidateDocument, profilesOf, putCandidate } from "./candidate-record.ts";

/** Candidates who are matched with profiles are indexed with the tags of these: to be called after tags of profiles changed. */
export async function indexMatched(
	scope: Scope,
	{ candidateDocument }: { readonly candidateDocument: CandidateDocument },
	profileIds: readonly string[],
): Promise<void> {
	if (profileIds.length === 0) return;
	await retryOnConflict(async () => {
		const found = await scope.store.read("person", { keys: profileIds.map(profileKey) });
		if (found.length === 0) return;
		const candidates = found.map(({ record }) => Candidate.parse(JSON.parse(record)));
		const profiles = await profilesOf(
			scope,
			candidates.map(({ match }) => match),
		);
		await scope.store.write(
			candidates.map((candidate, place) =>
				putCandidate(candidate, profiles, candidateDocument, found[place]?.version ?? 0),
			),
		);
	});
}
