import type * as z from "zod";
import { Candidate } from "../domain/candidate.ts";
import { faultsOf } from "../domain/faults.ts";
import { TributaryError } from "../errors.ts";
import type { Scope } from "../tenancy/scope.ts";
import { beyondQuota } from "./acls.ts";
import { type Outcome, type Prepared, refusedOf, runCall, type SyncDeps } from "./batch.ts";
import type { Counted } from "./health.ts";
import { idOf, type Kind, type RecordRef, recordIdOf, refOf } from "./kinds.ts";
import { ownersOf } from "./owners.ts";
import { changesOfPeople } from "./people.ts";
import type { AtsApplication, AtsCandidate } from "./schemas.ts";
import { SCHEMAS, type SyncedKind } from "./schemas.ts";
import { applicationWithheld, kindWithheld, readSyncSettings, type SyncSettings } from "./settings.ts";
import { type AtsRecord, putStored, readStored, type Stored } from "./stored.ts";
import { living, staleness, type Times } from "./tombstones.ts";
import { readWithheldJobs } from "./withheld-jobs.ts";

/** One record of a `batch_update`. */
export interface Item {
	readonly ref: RecordRef;
	/** As sent, in our names for its members. */
	readonly entity: unknown;
}

interface Accepted {
	readonly place: number;
	readonly record: AtsRecord;
	readonly stored: Stored | null;
	readonly became: "created" | "updated";
}

/**
 * Takes records of one kind, each a full replacement of the one with the same ids. A bad record is refused by itself. What belongs to
 * a record that has not come yet is kept and waits for it.
 * @returns an outcome for each item
 */
export function writeRecords(
	scope: Scope,
	deps: SyncDeps,
	kind: SyncedKind,
	items: readonly Item[],
): Promise<readonly Outcome[]> {
	return runCall(scope, deps, { action: "sync.write", kind, count: items.length }, (staged, now) =>
		prepare(staged, deps, { kind, items, now }),
	);
}

interface Call {
	readonly kind: SyncedKind;
	readonly items: readonly Item[];
	readonly now: Date;
}

async function prepare(scope: Scope, deps: SyncDeps, call: Call): Promise<Prepared> {
	const { kind, items, now } = call;
	const { settings } = await readSyncSettings(scope.store);
	const refs = items.map(({ ref }) => ref);
	const stored = await readStored(scope.store, refs);
	const parents = await parentsOf(scope, call);
	const withheldJobs = kind === "application" ? await readWithheldJobs(scope.store, jobsOf(items)) : new Set<string>();
	const attached = kind === "candidate" ? await attachedTo(scope, items) : new Set<string>();
	const errors = new Map(kind === "acl-assignee" ? await beyondQuota(scope, refs) : []);
	const accepted: Accepted[] = [];
	for (const [place, item] of items.entries()) {
		if (errors.has(place)) continue;
		const known = living(stored[place] ?? null, now);
		try {
			const entity = checked(kind, item, attached);
			refuseWithheld(settings, kind, entity, withheldJobs);
			refuseOrphan(living(parents[place] ?? null, now));
			const times = timesOf(entity);
			const stale = staleness(known, times);
			if (stale !== null) throw stale;
			const asOf = times.modifiedAt ?? times.createdAt ?? 0;
			const record = { kind, path: [...item.ref.path], entity, receivedAt: now.toISOString(), asOf };
			const became = known?.record.entity == null ? "created" : "updated";
			accepted.push({ place, record, stored: stored[place] ?? null, became });
		} catch (error) {
			if (!(error instanceof TributaryError)) throw error;
			errors.set(place, error);
		}
	}
	return withPeople(scope, deps, call, { accepted, errors });
}

/** Adds the people that the records are about; a record whose person cannot be stored is refused, and the rest worked out anew. */
async function withPeople(
	scope: Scope,
	deps: SyncDeps,
	call: Call,
	{ accepted, errors }: { readonly accepted: readonly Accepted[]; readonly errors: Map<number, TributaryError> },
): Promise<Prepared> {
	for (;;) {
		const taken = accepted.filter(({ place }) => !errors.has(place));
		const owners = await ownersOf(
			scope.store,
			taken.map(({ record, stored }) => ({ after: record, before: stored?.record ?? null })),
		);
		const pending = new Map(taken.map(({ record }) => [idOf(record), record]));
		const people = await changesOfPeople(scope, deps, owners.flat(), pending);
		let refusals = 0;
		for (const [index, { place }] of taken.entries()) {
			const error = refusedOf(people, owners[index] ?? []);
			if (error === null) continue;
			errors.set(place, error);
			refusals++;
		}
		if (refusals > 0) continue;
		const puts = taken.map(({ record, stored }) => putStored(record, stored?.version ?? 0));
		return {
			changes: [...puts, ...people.changes],
			candidates: people.changed,
			...outcomesOf(call, taken, errors),
		};
	}
}

function outcomesOf({ items }: Call, taken: readonly Accepted[], errors: ReadonlyMap<number, TributaryError>) {
	const byPlace = new Map(taken.map((one) => [one.place, one]));
	const outcomes: Outcome[] = [];
	const counts: Counted[] = [];
	for (const [place, { ref }] of items.entries()) {
		const error = errors.get(place);
		const one = byPlace.get(place);
		const became = error ?? one?.became ?? "updated";
		outcomes.push(became instanceof TributaryError ? { ok: false, error: became } : { ok: true, became });
		const changedAt = one === undefined || one.record.asOf === 0 ? {} : { changedAt: one.record.asOf };
		counts.push({ path: ref.path, became, ...changedAt });
	}
	return { outcomes, counts };
}

/** The candidate and the job that an application names must be ones that could be stored. */
function checkNamed({ candidateId, jobId }: AtsApplication): void {
	for (const [name, id] of Object.entries({ candidateId, jobId })) {
		try {
			if (id !== undefined) recordIdOf(id);
		} catch (error) {
			if (!(error instanceof TributaryError)) throw error;
			throw new TributaryError("invalid-field", {
				errors: error.errors.map(({ detail }) => ({ pointer: `/${name}`, detail })),
			});
		}
	}
}

type Entity = Record<string, unknown>;

function checked(kind: SyncedKind, { ref, entity }: Item, attached: ReadonlySet<string>): Entity {
	const schema: z.ZodType = SCHEMAS[kind];
	const read = schema.safeParse(entity);
	if (!read.success) throw new TributaryError("invalid-field", { errors: faultsOf(read.error) });
	if (kind === "candidate") {
		const { emailAddresses } = read.data as AtsCandidate;
		const [id = ""] = ref.path;
		if ((emailAddresses ?? []).length === 0 && !attached.has(recordIdOf(id))) {
			const detail = "field is required but not found and has no default value, unless a member is attached";
			throw new TributaryError("invalid-field", { errors: [{ pointer: "/emailAddresses", detail }] });
		}
	}
	if (kind === "application") checkNamed(read.data as AtsApplication);
	return read.data as Entity;
}

function refuseWithheld(
	settings: SyncSettings,
	kind: SyncedKind,
	entity: Entity,
	withheldJobs: ReadonlySet<string>,
): void {
	const error =
		kindWithheld(settings, kind) ??
		(kind === "application" ? applicationWithheld(settings, entity as unknown as AtsApplication, withheldJobs) : null);
	if (error !== null) throw error;
}

/** A record below one that was deleted is not taken; below one that has not come yet it is. */
function refuseOrphan(parent: Stored | null): void {
	if (parent?.record.entity === null)
		throw new TributaryError("not-found", { detail: "What it belongs to was deleted." });
}

const PARENTS: Partial<Record<SyncedKind, Kind>> = {
	"candidate-note": "candidate",
	"application-note": "application",
	"interview-feedback": "application",
	stage: "application",
};

async function parentsOf(scope: Scope, { kind, items }: Call): Promise<(Stored | null)[]> {
	const parent = PARENTS[kind];
	if (parent === undefined) return [];
	return readStored(
		scope.store,
		items.map(({ ref }) => refOf(parent, ref.path[0] ?? "")),
	);
}

function timesOf({ lastModifiedAt, createdAt }: Entity): Times {
	const time = (value: unknown) => (typeof value === "number" ? value : null);
	return { modifiedAt: time(lastModifiedAt), createdAt: time(createdAt) };
}

const jobsOf = (items: readonly Item[]): string[] =>
	items.flatMap(({ entity }) => {
		const id = (entity as { readonly jobId?: unknown } | null)?.jobId;
		return typeof id === "string" && id !== "" ? [id] : [];
	});

/** People without an e-mail address that somebody has linked with a profile: they may be sent without one. */
async function attachedTo(scope: Scope, items: readonly Item[]): Promise<ReadonlySet<string>> {
	const without = items.filter(({ entity }) => {
		const emails = (entity as { readonly emailAddresses?: unknown } | null)?.emailAddresses;
		return !Array.isArray(emails) || emails.length === 0;
	});
	if (without.length === 0) return new Set();
	const found = await scope.store.read("person", {
		ids: without.map(({ ref: { path } }) => recordIdOf(path[0] ?? "")),
	});
	return new Set(
		found.flatMap((stored) => {
			if (stored === null) return [];
			const { id, match } = Candidate.parse(JSON.parse(stored.record));
			return match?.by === "person" ? [id] : [];
		}),
	);
}
