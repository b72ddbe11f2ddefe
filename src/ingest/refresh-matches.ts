import { emailKey, profileKey } from "../analysis/contact-keys.ts";
import { Candidate, type Profile } from "../domain/candidate.ts";
import type { StoredRecord } from "../engine/port.ts";
import { findMatches } from "../identity/find-match.ts";
import { retryOnConflict } from "../tenancy/optimistic.ts";
import type { Scope } from "../tenancy/scope.ts";
import { decideMatch, profilesOf, putCandidate } from "./candidate-record.ts";
import type { ImportDeps } from "./import-candidate.ts";

/** Candidates are indexed with their profile, so they are indexed anew where a profile, or the right to see it, changes. */

/** Candidates in one write. */
const BATCH = 500;

/** Candidates that the profiles belong to, or belonged to: matches are decided again and both sides indexed. @returns how many */
export async function refreshMatches(scope: Scope, deps: ImportDeps, profiles: readonly Profile[]): Promise<number> {
	const addresses = profiles.flatMap((profile) => [...profile.emails, ...addressesOf(profile)].map(emailKey));
	const keys = new Set([...profiles.map(({ id }) => profileKey(id)), ...addresses.filter((key) => key !== null)]);
	const found = await scope.store.read("person", { keys: [...keys] });
	return refresh(
		scope,
		deps,
		found.map(({ id }) => id),
	);
}

/** Every candidate of the tenant: when unified search was switched on or off, or the tenant comes back. @returns how many */
export async function refreshAllMatches(scope: Scope, deps: ImportDeps): Promise<number> {
	let count = 0;
	for (let after: string | undefined; ; ) {
		const page = await scope.store.list("person", { limit: BATCH, ...(after === undefined ? {} : { after }) });
		count += await refresh(
			scope,
			deps,
			page.map(({ id }) => id),
		);
		after = page.at(-1)?.id;
		if (page.length < BATCH) return count;
	}
}

const addressesOf = ({ resume: { basics } }: Profile): string[] => [
	...(basics?.email === undefined ? [] : [basics.email]),
	...(basics?.emails ?? []),
];

async function refresh(scope: Scope, deps: ImportDeps, ids: readonly string[]): Promise<number> {
	if (ids.length === 0) return 0;
	return scope.record("match.change", { count: ids.length }, async () => {
		for (let start = 0; start < ids.length; start += BATCH)
			await retryOnConflict(() => writeAnew(scope, deps, ids.slice(start, start + BATCH)));
		return { value: ids.length, result: { outcome: "ok", count: ids.length } };
	});
}

async function writeAnew(
	scope: Scope,
	{ clock, candidateDocument }: ImportDeps,
	ids: readonly string[],
): Promise<void> {
	const stored = (await scope.store.read("person", { ids })).filter((one): one is StoredRecord => one !== null);
	const known = stored.map(({ record }) => Candidate.parse(JSON.parse(record)));
	const suggested = await findMatches(
		scope,
		known.map(({ resume }) => resume),
		clock(),
	);
	const matches = known.map((candidate, place) => decideMatch(scope, candidate, suggested[place] ?? null));
	const profiles = await profilesOf(scope, matches);
	const changes = known.map((candidate, place) =>
		putCandidate(
			{ ...candidate, match: matches[place] ?? null },
			profiles,
			candidateDocument,
			stored[place]?.version ?? 0,
		),
	);
	if (changes.length > 0) await scope.store.write(changes);
}
