import { datesOf, ownDate } from "../analysis/own-date.ts";
import { type Application, Candidate, type Feedback, type Match, Merge, type Note } from "../domain/candidate.ts";
import { faultsOf } from "../domain/faults.ts";
import type { Change } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { findMatches } from "../identity/find-match.ts";
import { type CandidateDocument, decideMatch, profilesOf, putCandidate } from "../ingest/candidate-record.ts";
import { memoriesOf, rewritten } from "../ingest/merge-memories.ts";
import { withSynchronized } from "../ingest/merge-resume.ts";
import type { Clock } from "../tenancy/clock.ts";
import type { Scope } from "../tenancy/scope.ts";
import { type Family, readFamilies } from "./family.ts";
import type { Pending } from "./holders.ts";
import { atsIdOf, listIdOf, recordIdOf, refFromId } from "./kinds.ts";
import { applicationOf, feedbackOf, noteOf, resumeOf, webAddress } from "./resume-of.ts";

/** Candidates made from what an ATS sent: each is stored whole, and anew whenever anything of theirs changes. */

export interface PeopleDeps {
	readonly candidateDocument: CandidateDocument;
	readonly clock: Clock;
}

export interface PeopleChanges {
	readonly changes: readonly Change[];
	readonly changed: readonly { readonly candidateId: string; readonly change: "created" | "updated" }[];
	/** By id of the ATS: what cannot be stored as it is. */
	readonly refused: ReadonlyMap<string, TributaryError>;
}

/** What the lists of a candidate hold at most; the latest are taken. All that came is kept in the collection `ats`. */
const MOST = { applications: 500, notes: 1000, feedback: 500 } as const;

/**
 * The changes that store people as they will be after what is pending. Who has not been sent yet gets none: what belongs to him waits.
 * @param candidateIds ids of the ATS
 * @param parted merges that end with the same write
 */
export async function changesOfPeople(
	scope: Scope,
	deps: PeopleDeps,
	candidateIds: readonly string[],
	pending: Pending,
	parted: Parted = NOBODY,
): Promise<PeopleChanges> {
	const ids = [...new Set(candidateIds)];
	if (ids.length === 0) return { changes: [], changed: [], refused: new Map() };
	const survivors = await survivorsOf(scope, ids.map(recordIdOf), parted.absorbed);
	const persons = [...new Set(survivors)];
	const found = await scope.store.read("person", { ids: persons });
	const known = found.map((stored, place) => {
		const id = persons[place] ?? "";
		if (stored === null) return parted.absorbed.get(id) ?? null;
		return apart(parted.survivors.get(id) ?? Candidate.parse(JSON.parse(stored.record)), parted.absorbed);
	});
	const members = persons.map((id, place) => [id, ...(known[place]?.mergedFrom ?? [])].map(atsIdOf));
	const families = await readFamilies(scope.store, members.flat(), pending);
	const now = deps.clock();
	const gone = goneIn(pending);
	const made = persons.map((id, place) => {
		const all = (members[place] ?? []).map((member) => families.get(member) as Family);
		return candidateOf(id, known[place] ?? null, all, { now, gone });
	});
	const refused = new Map<string, TributaryError>();
	for (const [place, one] of made.entries())
		if (one instanceof TributaryError) for (const member of members[place] ?? []) refused.set(member, one);
	const people = made.flatMap((candidate, place) =>
		candidate === null || candidate instanceof TributaryError
			? []
			: [{ candidate, before: known[place] ?? null, version: found[place]?.version ?? 0 }],
	);
	const matches = await matchesOf(scope, people, now);
	const profiles = await profilesOf(scope, matches);
	const puts = people.map(({ candidate, version }, place) =>
		putCandidate({ ...candidate, match: matches[place] ?? null }, profiles, deps.candidateDocument, version),
	);
	const absorbed = people.flatMap(({ candidate }) => candidate.mergedFrom ?? []);
	return {
		changes: [...puts, ...(await forgottenInMemories(scope, absorbed, gone))],
		changed: people.map(({ candidate: { id }, before }) => ({
			candidateId: id,
			change: before === null ? "created" : "updated",
		})),
		refused,
	};
}

/** Who a candidate is now: himself, or whom he was merged into. */
export async function survivorsOf(
	{ store }: Pick<Scope, "store">,
	ids: readonly string[],
	parted: ReadonlyMap<string, Candidate> = new Map(),
): Promise<string[]> {
	const current = [...ids];
	// Who took somebody in may have been taken in himself.
	for (let step = 0; step < 20; step++) {
		const merges = await store.read("merge", { ids: current });
		if (merges.every((merge) => merge === null || parted.has(merge.id))) break;
		for (const [place, merge] of merges.entries())
			if (merge !== null && !parted.has(merge.id)) current[place] = Merge.parse(JSON.parse(merge.record)).survivorId;
	}
	return current;
}

/** Merges that end. */
export interface Parted {
	/** Who was taken in, as he was, by his id: from now on he stands for himself, or is gone. */
	readonly absorbed: ReadonlyMap<string, Candidate>;
	/** Who took somebody in, without what he has from him. */
	readonly survivors: ReadonlyMap<string, Candidate>;
}

const NOBODY: Parted = { absorbed: new Map(), survivors: new Map() };

/** What goes from a person goes from what merges remember of him, too. */
async function forgottenInMemories(
	{ store }: Scope,
	absorbed: readonly string[],
	gone: ReadonlySet<string>,
): Promise<Change[]> {
	if (gone.size === 0 || absorbed.length === 0) return [];
	const stays = ({ id }: { readonly id: string }) => !gone.has(id);
	return rewritten(await memoriesOf(store, absorbed), (candidate) => {
		const { applications = [], notes = [], feedback = [] } = candidate;
		if ([...applications, ...notes, ...feedback].every(stays)) return candidate;
		return {
			...candidate,
			applications: applications.filter(stays),
			notes: notes.filter(stays),
			feedback: feedback.filter(stays),
		};
	});
}

function apart(candidate: Candidate, parted: ReadonlyMap<string, Candidate>): Candidate {
	const { mergedFrom, ...rest } = candidate;
	const left = (mergedFrom ?? []).filter((id) => !parted.has(id));
	return left.length === 0 ? rest : { ...rest, mergedFrom: left };
}

interface Person {
	readonly candidate: Candidate;
	readonly before: Candidate | null;
}

async function matchesOf(scope: Scope, people: readonly Person[], now: Date): Promise<readonly (Match | null)[]> {
	// What identity rests on did not change with a note or a stage: the answer would be the same.
	const open = people.filter(({ candidate, before }) => before === null || !sameIdentity(before, candidate));
	const found = await findMatches(
		scope,
		open.map(({ candidate }) => candidate),
		now,
	);
	const suggested = new Map(open.map(({ candidate }, place) => [candidate.id, found[place] ?? null]));
	return people.map(({ candidate, before }) =>
		suggested.has(candidate.id)
			? decideMatch(scope, before, suggested.get(candidate.id) ?? null)
			: (before?.match ?? null),
	);
}

const sameIdentity = (one: Candidate, other: Candidate): boolean =>
	JSON.stringify(one.resume) === JSON.stringify(other.resume);

/** @returns null: nobody yet; an error: it would not be a sound record */
function candidateOf(
	id: string,
	known: Candidate | null,
	families: readonly Family[],
	{ now, gone }: { readonly now: Date; readonly gone: ReadonlySet<string> },
): Candidate | TributaryError | null {
	const [own, ...others] = families;
	const sent = own?.candidate ?? null;
	if (sent === null && known === null) return null;
	const lists = listsOf(families);
	const merged = others.flatMap(({ candidate }) => candidate ?? []);
	const externalUrl = sent === null ? known?.externalUrl : webAddress(sent.externalProfileUrl);
	const doNotContact = sent === null ? known?.doNotContact : sent.doNotContact === true ? true : undefined;
	const at = now.toISOString();
	// Who came another way too keeps what came that way.
	const kept = sent === null ? withoutLosing(known, lists, gone) : lists;
	const ownAt = ownChangedAt(families) ?? (known === null ? at : ownDate(known));
	const candidate = {
		file: null,
		match: null,
		...known,
		id,
		resume: sent === null ? (known?.resume ?? {}) : withSynchronized(known?.resume, resumeOf(sent, merged)),
		...kept,
		externalUrl,
		doNotContact,
		createdAt: known?.createdAt ?? (sent === null ? at : new Date(sent.createdAt).toISOString()),
		...datesOf(ownAt, kept.applications ?? []),
	};
	const read = Candidate.safeParse(candidate);
	return read.success ? read.data : new TributaryError("invalid-field", { errors: faultsOf(read.error) });
}

interface Lists {
	readonly applications: Application[];
	readonly notes: Note[];
	readonly feedback: Feedback[];
}

function listsOf(families: readonly Family[]): Lists {
	const applications = families.flatMap((family) => family.applications);
	const notes = [
		...families.flatMap((family) => family.notes.map(({ id, note }) => noteOf(id, note))),
		...applications.flatMap(({ id, notes: own }) => own.map((each) => noteOf(each.id, each.note, id))),
	].flatMap((note) => note ?? []);
	const feedback = applications.flatMap(({ id, application: { jobId }, feedback: own }) =>
		own.map((each) => feedbackOf(each.id, each.feedback, id, jobId)),
	);
	return {
		applications: latest(
			applications.map(({ id, application, stages }) => applicationOf(id, application, stages)),
			({ appliedAt }) => appliedAt,
			MOST.applications,
		),
		notes: latest(notes, ({ createdAt }) => createdAt, MOST.notes),
		feedback: latest(feedback, ({ createdAt }) => createdAt, MOST.feedback),
	};
}

/** The newest first. */
function latest<T>(items: readonly T[], timeOf: (item: T) => string | undefined, most: number): T[] {
	return items.toSorted((one, other) => ((timeOf(one) ?? "") < (timeOf(other) ?? "") ? 1 : -1)).slice(0, most);
}

/** Ids, in the lists of a candidate, of what is about to be removed. */
function goneIn(pending: Pending): ReadonlySet<string> {
	const removed = [...pending].filter(([, record]) => record === null || record.entity === null);
	return new Set(
		removed.map(([id]) => {
			const { kind, path } = refFromId(id);
			return kind === "candidate-note" ? listIdOf(path[1] ?? "") : listIdOf(...path);
		}),
	);
}

function withoutLosing(known: Candidate | null, lists: Lists, gone: ReadonlySet<string>): Partial<Lists> {
	const join = <T extends { readonly id: string }>(own: readonly T[], before: readonly T[] = []): T[] => {
		const ids = new Set(own.map(({ id }) => id));
		return [...own, ...before.filter(({ id }) => !ids.has(id) && !gone.has(id))];
	};
	const joined = {
		applications: join(lists.applications, known?.applications).slice(0, MOST.applications),
		notes: join(lists.notes, known?.notes).slice(0, MOST.notes),
		feedback: join(lists.feedback, known?.feedback).slice(0, MOST.feedback),
	};
	// A list that was not there and would be empty stays away: nothing was changed.
	return Object.fromEntries(
		Object.entries(joined).filter(([name, list]) => list.length > 0 || known?.[name as keyof Lists] !== undefined),
	);
}

/** When the ATS last changed anything of the person but the applications. */
function ownChangedAt(families: readonly Family[]): string | null {
	const latest = families.reduce((most, { candidate }) => Math.max(most, candidate?.lastModifiedAt ?? 0), 0);
	return latest === 0 ? null : new Date(latest).toISOString();
}
