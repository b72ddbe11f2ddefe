import type { Candidate, Match } from "../domain/candidate.ts";
import { TributaryError } from "../errors.ts";
import type { Scope } from "../tenancy/scope.ts";
import { changeCandidate, profilesOf, readCandidate, type StoredCandidate } from "./candidate-record.ts";
import type { ImportDeps } from "./import-candidate.ts";

/** A person decides what a candidate is. No rule decides otherwise again; another person, or the same, can. */

/** Pairs that one candidate can be kept apart from; the oldest are forgotten first. */
const MOST_REMEMBERED = 1000;

/**
 * Links a candidate with a profile, whatever it was linked with.
 * @throws TributaryError `not-found` no such candidate, no such profile, or no unified search
 */
export function link(scope: Scope, deps: ImportDeps, candidateId: string, profileId: string): Promise<StoredCandidate> {
	return scope.record("match.change", { candidateId, profileId }, async () => {
		const linkedAt = deps.clock().toISOString();
		const match: Match = { profileId, score: 1, evidence: [{ kind: "manual" }], linkedAt, by: "person" };
		if ((await profilesOf(scope, [match])).size === 0) throw new TributaryError("not-found");
		return changed(scope, deps, candidateId, (known) => ({
			...known,
			match,
			...distinct(known, "profiles", (ids) => ids.filter((id) => id !== profileId)),
		}));
	});
}

/**
 * Says that a candidate is not a profile: takes the link away where there is one, and remembers it.
 * @param profileId the one that it is linked with when absent
 * @throws TributaryError `not-found` no such candidate, or nothing to take away
 */
export function unlink(
	scope: Scope,
	deps: ImportDeps,
	candidateId: string,
	profileId?: string,
): Promise<StoredCandidate> {
	const subject = { candidateId, ...(profileId === undefined ? {} : { profileId }) };
	return scope.record("match.change", subject, () =>
		changed(scope, deps, candidateId, (known) => {
			const other = profileId ?? known.match?.profileId;
			if (other === undefined) throw new TributaryError("not-found", { detail: "The candidate has no match." });
			const match = known.match?.profileId === other ? null : known.match;
			return { ...known, match, ...distinct(known, "profiles", (ids) => withLatest(ids, other)) };
		}),
	);
}

/**
 * Says that two candidates are two people, so that they are not suggested as one again.
 * @throws TributaryError `not-found` one of them is not there · `not-mergeable` both are the same record
 */
export async function keepApart(
	scope: Scope,
	deps: ImportDeps,
	candidateId: string,
	otherId: string,
): Promise<StoredCandidate> {
	if (candidateId === otherId)
		throw new TributaryError("not-mergeable", { detail: "This is one and the same candidate." });
	return scope.record("match.change", { candidateIds: [candidateId, otherId] }, async () => {
		const apart = (from: string) => (known: Candidate) => ({
			...known,
			...distinct(known, "candidates", (ids) => withLatest(ids, from)),
		});
		await changed(scope, deps, otherId, apart(candidateId));
		return changed(scope, deps, candidateId, apart(otherId));
	});
}

/**
 * Forgets that a candidate was said not to be a profile, or not to be another candidate: both may be suggested as one again, and linked by a rule.
 * @throws TributaryError `not-found` no such candidate
 */
export function reconsider(
	scope: Scope,
	deps: ImportDeps,
	candidateId: string,
	other: { readonly profileId: string } | { readonly candidateId: string },
): Promise<StoredCandidate> {
	const [list, otherId] =
		"profileId" in other ? (["profiles", other.profileId] as const) : (["candidates", other.candidateId] as const);
	const subject = list === "profiles" ? { candidateId, profileId: otherId } : { candidateIds: [candidateId, otherId] };
	return scope.record("match.change", subject, async () => {
		const without = (gone: string) => (known: Candidate) => ({
			...known,
			...distinct(known, list, (ids) => ids.filter((id) => id !== gone)),
		});
		const isThere = list === "candidates" && (await readCandidate(scope.store, otherId)) !== null;
		if (isThere) await changed(scope, deps, otherId, without(candidateId));
		return changed(scope, deps, candidateId, without(otherId));
	});
}

async function changed(
	scope: Scope,
	deps: ImportDeps,
	id: string,
	change: (known: Candidate) => Candidate,
): Promise<{ value: StoredCandidate; result: { outcome: "ok"; version: number } }> {
	const value = await changeCandidate(scope, deps, id, async (known) => {
		if (known === null) throw new TributaryError("not-found");
		return change(known);
	});
	return { value, result: { outcome: "ok", version: value.version } };
}

const withLatest = (ids: readonly string[], id: string) =>
	[...ids.filter((one) => one !== id), id].slice(-MOST_REMEMBERED);

/** The member `distinctFrom` with one of its lists changed; nothing where both are empty, as in a record that never had it. */
function distinct(
	{ distinctFrom }: Candidate,
	list: "profiles" | "candidates",
	change: (ids: readonly string[]) => string[],
): Pick<Candidate, "distinctFrom"> {
	const before = distinctFrom ?? { profiles: [], candidates: [] };
	return { distinctFrom: { ...before, [list]: change(before[list]) } };
}
