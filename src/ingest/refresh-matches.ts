import { profileKey } from "../analysis/contact-keys.ts";
import { Candidate, type Profile } from "../domain/candidate.ts";
import type { CandidateChange } from "../domain/event.ts";
import type { StoredRecord } from "../engine/port.ts";
import { findMatches } from "../identity/find-match.ts";
import { LARGEST_BLOCK } from "../identity/neighbours.ts";
import { keysOf, traitsOfProfile } from "../identity/traits.ts";
import { eachPage } from "../tenancy/listing.ts";
import { retryOnConflict } from "../tenancy/optimistic.ts";
import type { Scope } from "../tenancy/scope.ts";
import { decideMatch, profilesOf, putCandidate, writeCandidates } from "./candidate-record.ts";
import type { ImportDeps } from "./import-candidate.ts";

/** Candidates are indexed with their profile, so they are indexed anew where a profile, or the right to see it, changes. */

/** Candidates in one write. */
const BATCH = 500;

/**
 * Candidates that the profiles belong to, belonged to or may belong to: matches are decided again, and both sides indexed where the
 * profile is theirs or was. @returns how many candidates were indexed
 */
export async function refreshMatches(scope: Scope, deps: ImportDeps, profiles: readonly Profile[]): Promise<number> {
	const ids = new Set(profiles.map(({ id }) => id));
	const own = await scope.store.read("person", { keys: [...ids].map(profileKey) });
	const keys = [...new Set(profiles.flatMap((profile) => keysOf(traitsOfProfile(profile))))];
	const near = await scope.store.read("person", { keys, atMost: LARGEST_BLOCK });
	const found = [...new Set([...own, ...near].map(({ id }) => id))];
	return refresh(scope, deps, found, ({ match }) => match !== null && ids.has(match.profileId));
}

/** Every candidate of the tenant: when unified search was switched on or off, or the tenant comes back. @returns how many */
export async function refreshAllMatches(scope: Scope, deps: ImportDeps): Promise<number> {
	let count = 0;
	for await (const page of eachPage(scope.store, "person", { size: BATCH })) {
		const ids = page.map(({ id }) => id);
		count += await refresh(scope, deps, ids, () => true);
	}
	return count;
}

/** Whether a candidate is indexed anew although its match stays as it is. */
type Always = (candidate: Candidate) => boolean;

async function refresh(scope: Scope, deps: ImportDeps, ids: readonly string[], always: Always): Promise<number> {
	if (ids.length === 0) return 0;
	return scope.record("match.change", { count: ids.length }, async () => {
		let count = 0;
		for (let start = 0; start < ids.length; start += BATCH) {
			const batch = ids.slice(start, start + BATCH);
			count += await retryOnConflict(() => writeAnew(scope, deps, batch, always));
		}
		return { value: count, result: { outcome: "ok", count } };
	});
}

async function writeAnew(scope: Scope, deps: ImportDeps, ids: readonly string[], always: Always): Promise<number> {
	const stored = (await scope.store.read("person", { ids })).filter((one): one is StoredRecord => one !== null);
	const known = stored.map(({ record }) => Candidate.parse(JSON.parse(record)));
	const suggested = await findMatches(scope, known, deps.clock());
	const matches = known.map((candidate, place) => decideMatch(scope, candidate, suggested[place] ?? null));
	const profiles = await profilesOf(scope, matches);
	const changes = known.flatMap((candidate, place) => {
		const match = matches[place] ?? null;
		if (!always(candidate) && match?.profileId === candidate.match?.profileId) return [];
		return [putCandidate({ ...candidate, match }, profiles, deps.candidateDocument, stored[place]?.version ?? 0)];
	});
	const told = changes.map(({ id }): CandidateChange => ({ candidateId: id, change: "updated" }));
	if (changes.length > 0) await writeCandidates(scope, deps, changes, told);
	return changes.length;
}
