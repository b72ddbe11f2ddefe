import { Candidate, type Match } from "../domain/candidate.ts";
import type { IndexedDocument } from "../domain/document.ts";
import type { Change, Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { findMatch } from "../identity/find-match.ts";
import { retryOnConflict } from "../tenancy/optimistic.ts";
import type { Scope } from "../tenancy/scope.ts";

/** Makes what is indexed of a candidate. */
export type CandidateDocument = (candidate: Candidate) => IndexedDocument;

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

/** The change that stores a candidate with its document. @param ifVersion the version it was read at, 0 for a new one */
export function putCandidate(candidate: Candidate, candidateDocument: CandidateDocument, ifVersion: number): Change {
	const made = candidateDocument(candidate);
	const digest = "meta" in candidate.resume ? candidate.resume.meta.textDigest : undefined;
	const document = digest === undefined ? made : { ...made, keys: [...made.keys, textKey(digest)] };
	return { op: "put", collection: "person", id: candidate.id, record: JSON.stringify(candidate), document, ifVersion };
}

/**
 * Changes one candidate so that nothing that others do at the same time is lost.
 * @param change makes the new state of what is there (null: nothing); called anew when somebody else was faster; null leaves it
 *   as it is
 */
export function changeCandidate(
	store: Store,
	candidateDocument: CandidateDocument,
	id: string,
	change: (known: Candidate | null) => Promise<Candidate | null>,
): Promise<StoredCandidate> {
	return retryOnConflict(async () => {
		const found = await readCandidate(store, id);
		const candidate = await change(found?.candidate ?? null);
		if (candidate === null) {
			if (found === null) throw new TributaryError("not-found");
			return found;
		}
		const [version = 0] = await store.write([putCandidate(candidate, candidateDocument, found?.version ?? 0)]);
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
	resume: Candidate["resume"],
	at: Date,
): Promise<Match | null> {
	return decideMatch(scope, known, await findMatch(scope, resume, at));
}
