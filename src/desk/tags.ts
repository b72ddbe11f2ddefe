import { setImmediate as breathe } from "node:timers/promises";
import { fold } from "../analysis/fold.ts";
import { unitedTags } from "../analysis/tags.ts";
import { Candidate } from "../domain/candidate.ts";
import type { PersonKey } from "../domain/desk.ts";
import type { Change, Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { profilesOf, putCandidate } from "../ingest/candidate-record.ts";
import { indexMatched } from "../ingest/index-matched.ts";
import { retryOnConflict } from "../tenancy/optimistic.ts";
import { taggedPlace, tagsIn } from "../tenancy/profile-tags.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { DeskDeps } from "./deps.ts";
import { differs, type Outcome } from "./outcome.ts";
import { limitReached, putKept } from "./records.ts";

/**
 * Words that a tenant's recruiters put on people; all of them see them. A candidate's are in his record, apart from those of the ATS,
 * and are searched. A profile belongs to the network, so a tenant's words on it lie in the tenant's own store; a candidate who is
 * matched with it is found by them, too.
 */

const MOST_TAGS = 100;
/** Candidates that are stored at once; making their documents takes time, and others want to be answered meanwhile. */
const BATCH = 50;

const idOf = (key: PersonKey) => taggedPlace(key.slice(2));

/** What becomes of somebody's tags. @throws TributaryError when it cannot be */
export type TagChange = (own: readonly string[], ofAts: readonly string[]) => readonly string[];

export const withTags =
	(tags: readonly string[]): TagChange =>
	(own, ofAts) => {
		const there = new Set(ofAts.map(fold));
		const after = unitedTags(
			own,
			tags.filter((tag) => !there.has(fold(tag))),
		);
		if (after.length > MOST_TAGS) throw limitReached(`A person has up to ${MOST_TAGS} tags.`);
		return after;
	};

export const withoutTags =
	(tags: readonly string[]): TagChange =>
	(own, ofAts) => {
		const gone = new Set(tags.map(fold));
		const foreign = ofAts.find((tag) => gone.has(fold(tag)));
		if (foreign === undefined) return own.filter((tag) => !gone.has(fold(tag)));
		throw new TributaryError("not-yours", { detail: `The ATS gave the tag "${foreign}": take it away there.` });
	};

interface Tried {
	readonly refused: Map<PersonKey, TributaryError>;
	/** Whose tags are others now. */
	readonly differing: Set<PersonKey>;
}

export async function changeTags(
	scope: Scope,
	deps: DeskDeps,
	people: readonly PersonKey[],
	change: TagChange,
): Promise<Outcome> {
	const tried: Tried = { refused: new Map(), differing: new Set() };
	const profiles = people.filter((key) => key.startsWith("p:"));
	const candidates = people.filter((key) => key.startsWith("c:"));
	await changeOf(profiles, tried, (keys) => changeProfiles(scope.store, keys, change, tried));
	const tagged = profiles.filter((key) => tried.differing.has(key)).map((key) => key.slice(2));
	await indexMatched(scope, deps, tagged);
	for (let start = 0; start < candidates.length; start += BATCH) {
		const batch = candidates.slice(start, start + BATCH);
		await changeOf(batch, tried, (keys) => changeCandidates(scope, deps, keys, change, tried));
		await breathe();
	}
	if (candidates.length > 0) deps.announced(scope);
	return { refused: tried.refused, changed: differs(tried.differing) };
}

/** A batch that cannot be stored does not undo those before it: its people are told so, and the rest goes on. */
async function changeOf(
	keys: readonly PersonKey[],
	{ refused, differing }: Tried,
	work: (keys: readonly PersonKey[]) => Promise<void>,
) {
	if (keys.length === 0) return;
	try {
		await retryOnConflict(() => work(keys));
	} catch (cause) {
		const error = cause instanceof TributaryError ? cause : new TributaryError("internal", { cause });
		for (const key of keys) {
			refused.set(key, error);
			differing.delete(key);
		}
	}
}

/** The tags after a change; null when it is refused, or changes nothing. */
function changed(
	key: PersonKey,
	own: readonly string[],
	ofAts: readonly string[],
	change: TagChange,
	{ refused, differing }: Tried,
) {
	refused.delete(key);
	differing.delete(key);
	try {
		const after = change(own, ofAts);
		if (JSON.stringify(after) === JSON.stringify(own)) return null;
		differing.add(key);
		return after;
	} catch (error) {
		if (!(error instanceof TributaryError)) throw error;
		refused.set(key, error);
		return null;
	}
}

async function changeCandidates(
	scope: Scope,
	deps: DeskDeps,
	keys: readonly PersonKey[],
	change: TagChange,
	tried: Tried,
): Promise<void> {
	const found = await scope.store.read("person", { ids: keys.map((key) => key.slice(2)) });
	const next = keys.flatMap((key, place) => {
		const stored = found[place] ?? null;
		if (stored === null) {
			tried.refused.set(key, new TributaryError("not-found"));
			return [];
		}
		const before = Candidate.parse(JSON.parse(stored.record));
		const recruiterTags = changed(key, before.recruiterTags ?? [], before.tags ?? [], change, tried);
		if (recruiterTags === null) return [];
		return [{ candidate: { ...before, recruiterTags: [...recruiterTags] }, version: stored.version }];
	});
	if (next.length === 0) return;
	const profiles = await profilesOf(
		scope,
		next.map(({ candidate }) => candidate.match),
	);
	const puts: Change[] = next.map(({ candidate, version }) =>
		putCandidate(candidate, profiles, deps.candidateDocument, version),
	);
	const changes = next.map(({ candidate: { id } }) => ({ candidateId: id, change: "updated" as const }));
	await scope.store.write([...puts, ...(await deps.announce(scope, changes))]);
}

async function changeProfiles(store: Store, keys: readonly PersonKey[], change: TagChange, tried: Tried) {
	const found = await store.read("desk", { ids: keys.map(idOf) });
	const changes = keys.flatMap((key, place) => {
		const stored = found[place] ?? null;
		const own = stored === null ? [] : tagsIn(stored.record);
		const tags = changed(key, own, [], change, tried);
		return tags === null ? [] : [putKept(idOf(key), { tags }, stored?.version ?? 0, [`about:${key}`])];
	});
	if (changes.length > 0) await store.write(changes);
}
