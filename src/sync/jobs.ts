import { Job } from "../domain/candidate.ts";
import type { Change } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import type { Scope } from "../tenancy/scope.ts";
import { type ChangedCandidate, type Outcome, type Prepared, runCall, type SyncDeps } from "./batch.ts";
import type { Counted } from "./health.ts";
import { operationOf } from "./job-schema.ts";
import { readDescription } from "./job-text.ts";
import { type Kind, type RecordRef, recordIdOf, refOf } from "./kinds.ts";
import { prepareRemoval } from "./remove.ts";
import { jobWithheld, readSyncSettings } from "./settings.ts";
import { type AtsRecord, dropStored, ofJob, putStored, readByKeys, readStored, type Stored } from "./stored.ts";
import { dropWithheldJob, putWithheldJob, readWithheldJobs } from "./withheld-jobs.ts";

/** Jobs of the ATS: kept as they were sent, and as jobs of ours under the same id. */

export interface JobItem {
	/** Id of the ATS. */
	readonly id: string;
	/** Sound already, or what is wrong with it. */
	readonly job: Readonly<Record<string, unknown>> | TributaryError;
}

/** Takes jobs. Closing one that is closed or unknown is `job-closed`. @returns an outcome for each item */
export function writeJobs(scope: Scope, deps: SyncDeps, items: readonly JobItem[]): Promise<readonly Outcome[]> {
	return runCall(scope, deps, { action: "sync.write", kind: "job", count: items.length }, (staged, now) =>
		prepare(staged, deps, items, now),
	);
}

interface Plan {
	readonly changes: Change[];
	readonly outcomes: Outcome[];
	readonly counts: Counted[];
	/** Jobs that were taken before and are withheld from now on. */
	readonly ousted: Stored[];
}

async function prepare(scope: Scope, deps: SyncDeps, items: readonly JobItem[], now: Date): Promise<Prepared> {
	const { settings } = await readSyncSettings(scope.store);
	const refs = items.map(({ id }) => refOrError(id));
	const sound = refs.flatMap((ref) => (ref instanceof TributaryError ? [] : [ref]));
	const found = (await readStored(scope.store, sound)).values();
	const marked = await readWithheldJobs(
		scope.store,
		items.map(({ id }) => id),
	);
	const plan: Plan = { changes: [], outcomes: [], counts: [], ousted: [] };
	for (const [place, { id, job }] of items.entries()) {
		const ref = refs[place];
		const stored = ref instanceof TributaryError || ref === undefined ? null : (found.next().value ?? null);
		const wrong = job instanceof TributaryError ? job : ref instanceof TributaryError ? ref : null;
		const error = wrong ?? jobWithheld(settings, id, job as Record<string, unknown>);
		if (error !== null) refuse(plan, { id, error, stored });
		else if (marked.has(id)) plan.changes.push(dropWithheldJob(id));
		if (error === null) take(plan, { id, job: job as Record<string, unknown>, stored, now });
	}
	return withOusted(scope, deps, plan, now);
}

function refOrError(id: string): RecordRef | TributaryError {
	try {
		recordIdOf(id);
		return refOf("job", id);
	} catch (error) {
		if (error instanceof TributaryError) return error;
		throw error;
	}
}

function refuse(plan: Plan, { id, error, stored }: { id: string; error: TributaryError; stored: Stored | null }): void {
	plan.outcomes.push({ ok: false, error });
	plan.counts.push({ path: [id], became: error });
	if (error.code !== "withheld-by-settings") return;
	plan.changes.push(putWithheldJob(id));
	if (stored?.record.entity != null) plan.ousted.push(stored);
}

interface Taken {
	readonly id: string;
	readonly job: Record<string, unknown>;
	readonly stored: Stored | null;
	readonly now: Date;
}

function take(plan: Plan, { id, job, stored, now }: Taken): void {
	const known = stored?.record.entity ?? null;
	const closes = operationOf(job) === "CLOSE";
	if (closes && (known === null || known.state === "CLOSED")) {
		const error = new TributaryError("job-closed", {
			detail: `The job ${id.slice(0, 60)} is closed or was never sent.`,
		});
		plan.outcomes.push({ ok: false, error });
		plan.counts.push({ path: [id], became: error });
		return;
	}
	const description = typeof job.description === "string" ? readDescription(job.description) : null;
	const sent = description === null ? job : { ...job, description: description.html };
	// What closes a job need not tell it once more.
	const entity = { ...(closes ? { ...known, ...sent } : sent), state: closes ? "CLOSED" : "LISTED" };
	const record: AtsRecord = {
		kind: "job",
		path: [id],
		entity,
		receivedAt: now.toISOString(),
		asOf: now.getTime(),
	};
	const became = known === null ? "created" : "updated";
	plan.changes.push(putStored(record, stored?.version ?? 0), putJob(jobOf(id, entity, now)));
	plan.outcomes.push({ ok: true, became });
	plan.counts.push({ path: [id], became });
}

const putJob = (job: Job): Change => ({ op: "put", collection: "job", id: job.id, record: JSON.stringify(job) });

/** The job as the rest of the product knows it. Without a choice a job is private. */
function jobOf(id: string, entity: Readonly<Record<string, unknown>>, now: Date): Job {
	const text = (name: string) =>
		typeof entity[name] === "string" && entity[name].trim() !== "" ? entity[name].trim() : undefined;
	const description = text("description");
	return Job.parse({
		id: recordIdOf(id),
		title: text("title") ?? id,
		description: description === undefined ? undefined : readDescription(description).text || undefined,
		location: text("location")?.slice(0, 300),
		company: text("companyName"),
		status: entity.state === "CLOSED" ? "closed" : "open",
		accessRestricted: entity.accessRestricted === true ? true : undefined,
		availability: entity.availability === "PUBLIC" ? "public" : "private",
		updatedAt: now.toISOString(),
	});
}

/** What was taken of jobs that are withheld now goes, with everything of their applications. */
async function withOusted(scope: Scope, deps: SyncDeps, plan: Plan, now: Date): Promise<Prepared> {
	if (plan.ousted.length === 0) return { ...plan, candidates: [] };
	const gone = await oust(scope, deps, plan.ousted, now);
	return {
		changes: [...plan.changes, ...gone.changes],
		outcomes: plan.outcomes,
		counts: [...plan.counts, ...gone.counts],
		candidates: gone.candidates,
		alsoCounted: gone.alsoCounted,
	};
}

export interface Ousted {
	readonly changes: readonly Change[];
	readonly counts: readonly Counted[];
	readonly candidates: readonly ChangedCandidate[];
	readonly alsoCounted: ReadonlyMap<Kind, readonly Counted[]>;
}

/** Removes stored jobs with their applications. */
export async function oust(scope: Scope, deps: SyncDeps, jobs: readonly Stored[], now: Date): Promise<Ousted> {
	const ids = jobs.map(({ record: { path } }) => path[0] ?? "");
	const under = await readByKeys(scope.store, ids.map(ofJob));
	const applications = under.filter(({ record: { kind } }) => kind === "application").map(({ record }) => record);
	const below = await prepareRemoval(scope, deps, { kind: "application", refs: applications, now, buried: false });
	return {
		changes: [
			...jobs.map(dropStored),
			...ids.map((id): Change => ({ op: "delete", collection: "job", id: recordIdOf(id) })),
			...below.changes,
		],
		counts: jobs.map(({ record: { path } }) => ({ path, became: "deleted" })),
		candidates: below.candidates,
		alsoCounted: new Map([...(below.alsoCounted ?? []), ["application", below.counts]]),
	};
}

/** Deletes jobs; their applications stay. @returns an outcome for each id */
export function removeJobs(scope: Scope, deps: SyncDeps, ids: readonly string[]): Promise<readonly Outcome[]> {
	return runCall(scope, deps, { action: "sync.delete", kind: "job", count: ids.length }, async ({ store }) => {
		const found = await readStored(
			store,
			ids.map((id) => refOf("job", id)),
		);
		const there = new Map(found.flatMap((stored) => (stored === null ? [] : [[stored.id, stored] as const])));
		return {
			changes: [...there.values()].flatMap((stored): Change[] => [
				dropStored(stored),
				{ op: "delete", collection: "job", id: recordIdOf(stored.record.path[0] ?? "") },
			]),
			outcomes: found.map(
				(stored): Outcome =>
					stored === null ? { ok: false, error: new TributaryError("not-found") } : { ok: true, became: "deleted" },
			),
			counts: [...there.values()].map(({ record: { path } }) => ({ path, became: "deleted" })),
			candidates: [],
		};
	});
}
