import { Candidate } from "../domain/candidate.ts";
import type { Change } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { part as partCandidates } from "../ingest/combine-candidates.ts";
import { memoriesOf } from "../ingest/merge-memories.ts";
import { findableLists } from "../ingest/people-lists.ts";
import { removalOf } from "../ingest/remove-candidate.ts";
import { holdOn } from "../tenancy/legal-hold.ts";
import type { Scope } from "../tenancy/scope.ts";
import { changesThatForget } from "./activity.ts";
import { type ChangedCandidate, type Outcome, type Prepared, runCall, type SyncDeps } from "./batch.ts";
import type { Counted } from "./health.ts";
import { holdersOf, normal, type Pending } from "./holders.ts";
import { atsIdOf, idOf, type Kind, type RecordRef, recordIdOf } from "./kinds.ts";
import { ownersOf } from "./owners.ts";
import { changesOfPeople } from "./people.ts";
import {
	byEmail,
	dropStored,
	emailsOf,
	ofApplication,
	ofCandidate,
	readByKeys,
	readStored,
	type Stored,
} from "./stored.ts";
import { forgetful, living, tombstone } from "./tombstones.ts";
import { uploadsOf } from "./uploads.ts";

/**
 * Deletes records with everything below them: of a candidate the notes, applications and resumes, of an application its notes,
 * feedback and stages. What is not there is answered `not-found`, and remembered all the same: its coming may be on the way.
 * @param options evenOnHold: what was deleted before comes back with a copy, and goes again
 * @returns an outcome for each ref: `legal-hold` where nobody may be destroyed; who may see what is no such thing
 */
export async function removeRecords(
	scope: Scope,
	deps: SyncDeps,
	kind: Kind,
	refs: readonly RecordRef[],
	{ evenOnHold = false }: { readonly evenOnHold?: boolean } = {},
): Promise<readonly Outcome[]> {
	const held = evenOnHold || WITHOUT_TIME.has(kind) ? null : holdOn(scope.tenant);
	if (held !== null) return refuseAll(scope, deps, { kind, refs, error: held });
	const remembered = await rememberedOf(scope, deps, kind, refs);
	await findableLists(scope);
	const outcomes = await runCall(scope, deps, { action: "sync.delete", kind, count: refs.length }, (staged, now) =>
		prepareRemoval(staged, deps, { kind, refs, now, buried: !WITHOUT_TIME.has(kind) }),
	);
	await remembered?.();
	return outcomes;
}

/** Counted, so that the tenant sees what its ATS has still to delete. */
export const refuseAll = (
	scope: Scope,
	deps: SyncDeps,
	{ kind, refs, error }: { readonly kind: Kind; readonly refs: readonly RecordRef[]; readonly error: TributaryError },
): Promise<readonly Outcome[]> =>
	runCall(scope, deps, { action: "sync.delete", kind, count: refs.length }, async () => ({
		changes: [],
		outcomes: refs.map(() => ({ ok: false, error })),
		counts: refs.map(({ path }) => ({ path, became: error })),
		candidates: [],
	}));

/** Candidates who go are written down, so that no backup brings them back. By their ids only: whoever has the same address is there still. */
async function rememberedOf(scope: Scope, { erasures }: SyncDeps, kind: Kind, refs: readonly RecordRef[]) {
	if (kind !== "candidate" || refs.length === 0) return undefined;
	const candidateIds = refs.map(({ path }) => recordIdOf(path[0] ?? ""));
	return erasures?.person(scope.tenant.id, { candidateIds, emails: [] }, "candidate");
}

/** Kinds that are nothing but their keys: who is taken off a list and put on it again is on it. */
const WITHOUT_TIME: ReadonlySet<Kind> = new Set<Kind>(["acl", "acl-assignee"]);

export interface Removal {
	readonly kind: Kind;
	readonly refs: readonly RecordRef[];
	readonly now: Date;
	/** Whether a late update could bring the records back: not where we remove them, since then it is refused anyway. Default true. */
	readonly buried?: boolean;
}

/** The same as a part of something larger. */
export async function prepareRemoval(scope: Scope, deps: SyncDeps, removal: Removal): Promise<Prepared> {
	const { kind, now, buried: burying = true } = removal;
	const refs = distinctRefs(removal.refs);
	const stored = await readStored(scope.store, refs);
	const there = stored.map((one) => (living(one, now)?.record.entity == null ? null : one));
	const own = there.filter((one) => one !== null);
	const below = await everythingBelow(scope, own);
	const dropped = new Map<string, Stored>(below.map((one) => [one.id, one]));
	const buried = burying ? refs.map((ref, place) => tombstone(ref, stored[place] ?? null, now)) : [];
	if (!burying) for (const one of own) dropped.set(one.id, one);
	const pending: Pending = new Map([
		...[...dropped.keys()].map((id) => [id, null] as const),
		...buried.map(({ record }) => [idOf(record), record] as const),
	]);
	const people = await peopleAfter(scope, deps, { kind, own, pending });
	const old = await forgetful(scope.store, now, new Set(pending.keys()));
	const graves = new Set(buried.map(({ record }) => idOf(record)));
	const drops = [...dropped.values()].filter(({ id }) => !graves.has(id));
	const found = new Set(own.map(({ id }) => id));
	const outcomes = removal.refs.map((ref): Outcome => {
		return found.has(idOf(ref))
			? { ok: true, became: "deleted" }
			: { ok: false, error: new TributaryError("not-found") };
	});
	return {
		changes: [...buried.map(({ change }) => change), ...drops.map(dropStored), ...people.changes, ...old],
		outcomes,
		counts: own.map(({ record: { path } }): Counted => ({ path, became: "deleted" })),
		candidates: people.changed,
		alsoCounted: countsByKind(below),
	};
}

function distinctRefs(refs: readonly RecordRef[]): RecordRef[] {
	return [...new Map(refs.map((ref) => [idOf(ref), ref])).values()];
}

async function everythingBelow(scope: Scope, records: readonly Stored[]): Promise<Stored[]> {
	const candidates = records.filter(({ record: { kind } }) => kind === "candidate");
	const ofThem = await readByKeys(
		scope.store,
		candidates.map(({ record: { path } }) => ofCandidate(path[0] ?? "")),
	);
	const byMail = await applicationsByAddress(scope, candidates);
	const applications = [...records, ...ofThem, ...byMail].filter(({ record: { kind } }) => kind === "application");
	const ofThose = await readByKeys(
		scope.store,
		applications.map(({ record: { path } }) => ofApplication(path[0] ?? "")),
	);
	const own = new Set(records.map(({ id }) => id));
	// A resume that came with an application is the candidate's, and stays with him.
	const below = ofThose.filter(({ record: { kind } }) => kind !== "attachment");
	const found = [...ofThem, ...byMail, ...below].filter(({ id }) => !own.has(id));
	return [...new Map(found.map((one) => [one.id, one])).values()];
}

/** Applications of candidates that name only their address. */
async function applicationsByAddress({ store }: Scope, candidates: readonly Stored[]): Promise<Stored[]> {
	const emails = candidates.flatMap(({ record: { entity } }) => emailsOf(entity ?? {}));
	if (emails.length === 0) return [];
	const found = await readByKeys(store, [...new Set(emails.map(byEmail))]);
	const holders = await holdersOf(store, emails, new Map());
	const ids = new Set(candidates.map(({ record: { path } }) => path[0]));
	return found.filter(({ record: { entity } }) => ids.has(holders.get(normal(String(entity?.candidateEmail)))));
}

function countsByKind(records: readonly Stored[]): ReadonlyMap<Kind, readonly Counted[]> {
	const counts = new Map<Kind, Counted[]>();
	for (const { record } of records) {
		const list = counts.get(record.kind) ?? [];
		counts.set(record.kind, list);
		list.push({ path: record.path, became: "deleted" });
	}
	return counts;
}

interface People {
	readonly changes: readonly Change[];
	readonly changed: readonly ChangedCandidate[];
}

/** Who is gone, and who is left with less. */
async function peopleAfter(
	scope: Scope,
	deps: SyncDeps,
	{ kind, own, pending }: { readonly kind: Kind; readonly own: readonly Stored[]; readonly pending: Pending },
): Promise<People> {
	if (kind !== "candidate") {
		const owners = await ownersOf(
			scope.store,
			own.map(({ record }) => ({ before: record, after: null })),
		);
		return changesOfPeople(scope, deps, owners.flat(), pending);
	}
	return peopleGone(
		scope,
		deps,
		own.map(({ record: { path } }) => recordIdOf(path[0] ?? "")),
		pending,
	);
}

/** The changes after which nothing here is of these candidates but what an ATS sent of them. @param profileIds as of {@link removalOf} */
export async function peopleGone(
	scope: Scope,
	deps: SyncDeps,
	ids: readonly string[],
	pending: Pending,
	profileIds: readonly string[] = [],
): Promise<People> {
	const { changes, removed } = await removalOf(scope, ids, profileIds);
	const parted = await part(scope, ids);
	const others = await changesOfPeople(scope, deps, parted.reappear.map(atsIdOf), pending, parted.people);
	const gone = removed.map(({ id }): ChangedCandidate => ({ candidateId: id, change: "deleted" }));
	const forgotten = await changesThatForget(scope.store, "candidateId", ids);
	const addresses = await uploadsOf(scope.store, ids.map(atsIdOf));
	return {
		changes: [...changes, ...forgotten, ...addresses, ...parted.changes, ...others.changes],
		changed: [...gone, ...others.changed],
	};
}

/** Merges that a removed candidate took part in end with it: whom it took in stands for himself again, and who took it in has nothing of it. */
async function part({ store }: Scope, ids: readonly string[]) {
	const gone = new Set(ids);
	const memories = await memoriesOf(store, ids);
	const merges = memories.map(({ merge }) => merge);
	const absorbed = new Map(memories.map(({ id, merge }) => [id, Candidate.parse(JSON.parse(merge.absorbed))]));
	const left = merges.filter(({ survivorId }) => !gone.has(survivorId));
	const found = await store.read("person", { ids: left.map(({ survivorId }) => survivorId) });
	const survivors = new Map(
		left.flatMap((merge, place) => {
			const stored = found[place];
			if (stored == null) return [];
			const read = (text: string) => Candidate.parse(JSON.parse(text));
			const was = { before: read(merge.before), absorbed: read(merge.absorbed), merged: read(merge.merged) };
			return [[merge.survivorId, partCandidates(read(stored.record), was).survivor] as const];
		}),
	);
	return {
		changes: memories.map(({ id, version }): Change => ({ op: "delete", collection: "merge", id, ifVersion: version })),
		people: { absorbed, survivors },
		reappear: [...new Set([...absorbed.keys(), ...merges.map(({ survivorId }) => survivorId)])].filter(
			(id) => !gone.has(id),
		),
	};
}
