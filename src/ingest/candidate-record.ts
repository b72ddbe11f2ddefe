import type { MatchedProfile } from "../analysis/person-document.ts";
import { Candidate, type Match, Merge, Profile } from "../domain/candidate.ts";
import type { IndexedDocument } from "../domain/document.ts";
import type { CandidateChange } from "../domain/event.ts";
import type { Change, Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { findMatch } from "../identity/find-match.ts";
import { retryOnConflict } from "../tenancy/optimistic.ts";
import { profileTags } from "../tenancy/profile-tags.ts";
import type { Scope } from "../tenancy/scope.ts";

/** Makes what is indexed of a candidate and, for one who is matched, of the profile. */
export type CandidateDocument = (candidate: Candidate, profile: MatchedProfile | null) => IndexedDocument;

export interface StoredCandidate {
	readonly candidate: Candidate;
	/** From 1, rising with each change. */
	readonly version: number;
}

/** A candidate with its version, null when there is none. */
export async function readCandidate(store: Store, id: string): Promise<StoredCandidate | null> {
	const [found] = await store.read("person", { ids: [id] });
	return found == null ? null : { candidate: Candidate.parse(JSON.parse(found.record)), version: found.version };
}

/** Key under which a candidate is found by the text of his resume. */
export const textKey = (digest: string): string => `text:${digest}`;

/**
 * Candidates that were merged into others: by their id, what to say to who would write them anew. An ATS that sends one again must
 * hear of it, or the person would be there twice once more.
 */
export async function mergedAway(store: Store, ids: readonly string[]): Promise<ReadonlyMap<string, TributaryError>> {
	if (ids.length === 0) return new Map();
	const found = (await store.read("merge", { ids })).filter((stored) => stored !== null);
	const into = (record: string) => `Merged into ${Merge.parse(JSON.parse(record)).survivorId}.`;
	return new Map(found.map(({ id, record }) => [id, new TributaryError("merged-away", { detail: into(record) })]));
}

/** The profiles of matched candidates by their ids, with the tenant's tags on them; none where the tenant does not search the network. */
export async function profilesOf(
	{ network, store }: Pick<Scope, "network" | "store">,
	matches: readonly (Match | null)[],
): Promise<ReadonlyMap<string, MatchedProfile>> {
	const ids = [...new Set(matches.flatMap((match) => match?.profileId ?? []))];
	if (network === null || ids.length === 0) return new Map();
	const [found, tags] = await Promise.all([network.read("person", { ids }), profileTags(store, ids)]);
	const profiles = found.flatMap((read) => (read === null ? [] : [Profile.parse(JSON.parse(read.record))]));
	return new Map(profiles.map((profile) => [profile.id, { ...profile, recruiterTags: tags.get(profile.id) ?? [] }]));
}

/**
 * The change that stores a candidate with its document.
 * @param profiles at least the candidate's own, see {@link profilesOf}
 * @param ifVersion the version it was read at, 0 for a new one
 */
export function putCandidate(
	candidate: Candidate,
	profiles: ReadonlyMap<string, MatchedProfile>,
	candidateDocument: CandidateDocument,
	ifVersion: number,
): Change {
	const made = candidateDocument(candidate, profiles.get(candidate.match?.profileId ?? "") ?? null);
	const digest = "meta" in candidate.resume ? candidate.resume.meta.textDigest : undefined;
	const document = digest === undefined ? made : { ...made, keys: [...made.keys, textKey(digest)] };
	return { op: "put", collection: "person", id: candidate.id, record: JSON.stringify(candidate), document, ifVersion };
}

/** How the tenant's subscribers are told of changed candidates; nobody is where these are absent. */
export interface Announcing {
	/** What to write beside the candidates, in the same write. */
	readonly announce?: (scope: Scope, candidates: readonly CandidateChange[]) => Promise<readonly Change[]>;
	/** Called when that is durable. */
	readonly announced?: (scope: Scope) => void;
}

/** Writes candidates with what tells of them. @returns the versions of the changes, in their order */
export async function writeCandidates(
	scope: Scope,
	deps: Announcing,
	changes: readonly Change[],
	told: readonly CandidateChange[],
): Promise<readonly number[]> {
	const events = (await deps.announce?.(scope, told)) ?? [];
	const versions = await scope.store.write([...changes, ...events]);
	if (events.length > 0) deps.announced?.(scope);
	return versions;
}

/**
 * Changes one candidate so that nothing that others do at the same time is lost. @throws TributaryError `merged-away`
 * @param change makes the new state of what is there (null: nothing); called anew when somebody else was faster; null leaves it
 *   as it is
 * @param still what has to hold when it is written; asked anew each time, too
 */
export function changeCandidate(
	scope: Scope,
	deps: Announcing & { readonly candidateDocument: CandidateDocument },
	id: string,
	change: (known: Candidate | null) => Promise<Candidate | null>,
	still: () => Promise<readonly Change[]> = async () => [],
): Promise<StoredCandidate> {
	return retryOnConflict(async () => {
		const found = await readCandidate(scope.store, id);
		const gone = found === null ? (await mergedAway(scope.store, [id])).get(id) : undefined;
		if (gone !== undefined) throw gone;
		const candidate = await change(found?.candidate ?? null);
		if (candidate === null) {
			if (found === null) throw new TributaryError("not-found");
			return found;
		}
		const profiles = await profilesOf(scope, [candidate.match]);
		const put = putCandidate(candidate, profiles, deps.candidateDocument, found?.version ?? 0);
		const told = { candidateId: candidate.id, change: found === null ? "created" : "updated" } as const;
		const [version = 0] = await writeCandidates(scope, deps, [put, ...(await still())], [told]);
		return { candidate, version };
	});
}

/** The link to a profile after a change of the resume, given what the rule finds for it now. */
export function decideMatch(scope: Scope, known: Candidate | null, found: Match | null): Match | null {
	const before = known?.match ?? null;
	// A person's decision stands. Without a network nothing can be said against a link that is there.
	if (before?.by === "person" || scope.network === null) return before;
	return before !== null && before.profileId === found?.profileId ? before : found;
}

/** {@link decideMatch} for one candidate, with the rule's question to the network. */
export async function matchOf(
	scope: Scope,
	known: Candidate | null,
	{ id, resume }: Pick<Candidate, "id" | "resume">,
	at: Date,
): Promise<Match | null> {
	return decideMatch(scope, known, await findMatch(scope, { ...known, id, resume }, at));
}
