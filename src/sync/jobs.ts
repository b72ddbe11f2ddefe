import { setImmediate as breathe } from "node:timers/promises";
import type * as z from "zod";
import { Job } from "../domain/candidate.ts";
import type { Change } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { holdOn } from "../tenancy/legal-hold.ts";
import type { Scope } from "../tenancy/scope.ts";
import { type Outcome, type Prepared, runCall, type SyncDeps } from "./batch.ts";
import type { Counted } from "./health.ts";
import { operationOf } from "./job-schema.ts";
import { readDescription } from "./job-text.ts";
import { idOf, type Kind, type RecordRef, recordIdOf, refOf } from "./kinds.ts";
import { prepareRemoval, refuseAll } from "./remove.ts";
import { type JobRule, jobWithheld, PUT_PENDING, readSyncSettings, ruleFor } from "./settings.ts";
import { type AtsRecord, dropStored, ofJob, putStored, readByKeys, readStored, type Stored } from "./stored.ts";
import { dropWithheldJob, putWithheldJob } from "./withheld-jobs.ts";

/** Jobs of the ATS: kept as they were sent, and as jobs of ours under the same id. */

export interface JobItem {
	/** Id of the ATS. */
	readonly id: string;
	/** Sound already, or what is wrong with it. */
	readonly job: Readonly<Record<string, unknown>> | TributaryError;
}

/**
 * Takes jobs. Closing one that is closed or unknown is `job-closed`. Of a job that is withheld nothing stays, nor of its applications; under a
 * legal hold not before it ends.
 * @returns an outcome for each item
 */
export async function writeJobs(scope: Scope, deps: SyncDeps, items: readonly JobItem[]): Promise<readonly Outcome[]> {
	const call = { action: "sync.write", kind: "job", count: items.length } as const;
	const outcomes = await runCall(scope, deps, call, (staged, now) => prepare(staged, items, now));
	if (holdOn(scope.tenant) !== null) return outcomes;
	const out = items.filter((_, place) => isWithheld(outcomes[place])).map(({ id }) => id);
	await removeApplicationsOf(scope, deps, out);
	return outcomes;
}

const isWithheld = (outcome: Outcome | undefined): boolean =>
	outcome?.ok === false && outcome.error.code === "withheld-by-settings";

interface Plan {
	readonly changes: Change[];
	readonly outcomes: Outcome[];
	readonly counts: Counted[];
}

async function prepare({ store, tenant }: Scope, items: readonly JobItem[], now: Date): Promise<Prepared> {
	const { settings } = await readSyncSettings(store);
	const refs = items.map(({ id }) => refOrError(id));
	const sound = refs.flatMap((ref) => (ref instanceof TributaryError ? [] : [ref]));
	const found = new Map((await readStored(store, sound)).map((stored) => [stored?.id, stored]));
	const plan: Plan = { changes: [], outcomes: [], counts: [] };
	for (const [place, { id, job }] of items.entries()) {
		const ref = refs[place] as RecordRef | TributaryError;
		const wrong = job instanceof TributaryError ? job : ref instanceof TributaryError ? ref : null;
		if (wrong !== null || job instanceof TributaryError || ref instanceof TributaryError) {
			refuse(plan, id, wrong ?? new TributaryError("internal"));
			continue;
		}
		const stored = found.get(idOf(ref)) ?? null;
		const out = jobWithheld(settings, id, job);
		if (out === null) take(plan, { id, job, stored, now });
		else {
			const isHeld = holdOn(tenant) !== null;
			withhold(plan, { id, error: out, stored: isHeld ? null : stored, rule: ruleFor(settings, job) });
			if (isHeld) plan.changes.push(PUT_PENDING);
		}
	}
	return { ...plan, candidates: [] };
}

function refOrError(id: string): RecordRef | TributaryError {
	try {
		return refOf("job", id);
	} catch (error) {
		if (error instanceof TributaryError) return error;
		throw error;
	}
}

function refuse(plan: Plan, id: string, error: TributaryError): void {
	plan.outcomes.push({ ok: false, error });
	plan.counts.push({ path: [id], became: error });
}

interface Withheld {
	readonly id: string;
	readonly error: TributaryError;
	readonly stored: Stored | null;
	/** Absent where its id keeps it out. */
	readonly rule: z.output<typeof JobRule> | undefined;
}

function withhold(plan: Plan, { id, error, stored, rule }: Withheld): void {
	refuse(plan, id, error);
	if (rule !== undefined) plan.changes.push(putWithheldJob(id, rule));
	if (stored?.record.entity == null) return;
	plan.changes.push(...dropJob(stored));
	plan.counts.push({ path: [id], became: "deleted" });
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
	// Whatever kept it out before does so no more.
	plan.changes.push(dropWithheldJob(id), putStored(record, stored?.version ?? 0), putJob(jobOf(id, entity, now)));
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

/** The changes that remove a stored job. */
export const dropJob = (stored: Stored): Change[] => [
	dropStored(stored),
	{ op: "delete", collection: "job", id: recordIdOf(stored.record.path[0] ?? "") },
];

/** Applications in one write. */
const BATCH = 100;

/** Removes all applications to jobs, with everything below them. @returns how many */
export async function removeApplicationsOf(scope: Scope, deps: SyncDeps, jobIds: readonly string[]): Promise<number> {
	let count = 0;
	for (const jobId of jobIds) {
		const under = await readByKeys(scope.store, [ofJob(jobId)]);
		const applications = under.filter(({ record: { kind } }) => kind === "application").map(({ record }) => record);
		count += applications.length;
		await removeInBatches(scope, deps, "application", applications);
	}
	return count;
}

/** Removes records of ours, not of the ATS's will: none is remembered. */
export async function removeInBatches(
	scope: Scope,
	deps: SyncDeps,
	kind: Kind,
	refs: readonly RecordRef[],
): Promise<void> {
	for (let start = 0; start < refs.length; start += BATCH) {
		const batch = refs.slice(start, start + BATCH);
		await runCall(scope, deps, { action: "sync.delete", kind, count: batch.length }, (staged, now) =>
			prepareRemoval(staged, deps, { kind, refs: batch, now, buried: false }),
		);
		await breathe();
	}
}

/** Deletes jobs; their applications stay. @returns an outcome for each id: `legal-hold` where nothing may be destroyed */
export function removeJobs(scope: Scope, deps: SyncDeps, ids: readonly string[]): Promise<readonly Outcome[]> {
	const held = holdOn(scope.tenant);
	if (held !== null)
		return refuseAll(scope, deps, { kind: "job", refs: ids.map((id) => refOf("job", id)), error: held });
	return runCall(scope, deps, { action: "sync.delete", kind: "job", count: ids.length }, async ({ store }) => {
		const found = await readStored(
			store,
			ids.map((id) => refOf("job", id)),
		);
		const there = new Map(found.flatMap((stored) => (stored === null ? [] : [[stored.id, stored] as const])));
		return {
			changes: [...there.values()].flatMap(dropJob),
			outcomes: found.map(
				(stored): Outcome =>
					stored === null ? { ok: false, error: new TributaryError("not-found") } : { ok: true, became: "deleted" },
			),
			counts: [...there.values()].map(({ record: { path } }) => ({ path, became: "deleted" })),
			candidates: [],
		};
	});
}
