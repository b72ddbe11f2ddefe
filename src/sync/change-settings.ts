import { setImmediate as breathe } from "node:timers/promises";
import type { Change } from "../engine/port.ts";
import { retryOnConflict } from "../tenancy/optimistic.ts";
import type { Scope } from "../tenancy/scope.ts";
import { removeAttachmentsOf } from "./attachments.ts";
import { type Prepared, runCall, type SyncDeps } from "./batch.ts";
import { oust } from "./jobs.ts";
import type { Kind } from "./kinds.ts";
import { prepareRemoval } from "./remove.ts";
import { jobWithheld, kindWithheld, putSyncSettings, readSyncSettings, type SyncSettings } from "./settings.ts";
import { pagesOf, type Stored } from "./stored.ts";
import { allWithheldJobs, dropWithheldJob, putWithheldJob } from "./withheld-jobs.ts";

/**
 * What a tenant withholds from now on is neither taken any more nor kept: what was stored before is removed. The settings are durable
 * first, so that nothing new comes while the old goes; a removal that a crash has cut short is taken up again with the same settings.
 */

const OPTIONAL_KINDS: readonly Kind[] = ["candidate-note", "application-note", "interview-feedback", "attachment"];

export interface Applied {
	readonly settings: SyncSettings;
	/** Records that were removed, by kind. */
	readonly removed: Readonly<Partial<Record<Kind, number>>>;
}

/** @param change the settings that are to be other than now */
export function changeSyncSettings(scope: Scope, deps: SyncDeps, change: Partial<SyncSettings>): Promise<Applied> {
	return scope.record("settings.change", { about: "sync" }, async () => {
		const settings = await retryOnConflict(async () => {
			const { settings: before, version } = await readSyncSettings(scope.store);
			const next = { ...before, ...change };
			await scope.store.write([putSyncSettings(next, version)]);
			return next;
		});
		const removed = await removeWithheld(scope, deps, settings);
		return { value: { settings, removed }, result: { outcome: "ok" } };
	});
}

async function removeWithheld(scope: Scope, deps: SyncDeps, settings: SyncSettings): Promise<Applied["removed"]> {
	const removed: Partial<Record<Kind, number>> = {};
	for (const kind of OPTIONAL_KINDS) {
		if (kindWithheld(settings, kind) === null) continue;
		const count = await removeKind(scope, deps, kind);
		if (count > 0) removed[kind] = count;
	}
	const jobs = await removeJobsWithheld(scope, deps, settings);
	return jobs === 0 ? removed : { ...removed, job: jobs };
}

/** Records in one write. */
const BATCH = 100;

async function removeKind(scope: Scope, deps: SyncDeps, kind: Kind): Promise<number> {
	let count = 0;
	for await (const page of pagesOf(scope.store, kind)) {
		const live = page.filter(({ record }) => record.entity !== null);
		for (let start = 0; start < live.length; start += BATCH) {
			const batch = live.slice(start, start + BATCH);
			if (kind === "attachment") await removeAttachmentsOf(scope, deps, batch);
			await runCall(scope, deps, { action: "sync.delete", kind, count: batch.length }, (staged, now) =>
				prepareRemoval(staged, deps, { kind, refs: batch.map(({ record }) => record), now, buried: false }),
			);
			count += batch.length;
			await breathe();
		}
	}
	return count;
}

async function removeJobsWithheld(scope: Scope, deps: SyncDeps, settings: SyncSettings): Promise<number> {
	let count = 0;
	const kept = new Set<string>();
	for await (const page of pagesOf(scope.store, "job")) {
		const out = page.filter(
			({ record: { path, entity } }) => jobWithheld(settings, path[0] ?? "", entity ?? {}) !== null,
		);
		for (const { record } of out) kept.add(record.path[0] ?? "");
		for (let start = 0; start < out.length; start += BATCH) {
			await oustJobs(scope, deps, out.slice(start, start + BATCH));
			await breathe();
		}
		count += out.length;
	}
	await refreshMarks(scope, settings, kept);
	return count;
}

async function oustJobs(scope: Scope, deps: SyncDeps, jobs: readonly Stored[]): Promise<void> {
	await runCall(
		scope,
		deps,
		{ action: "sync.delete", kind: "job", count: jobs.length },
		async (staged, now): Promise<Prepared> => {
			const gone = await oust(staged, deps, jobs, now);
			const marks = jobs.map(({ record: { path } }) => putWithheldJob(path[0] ?? ""));
			return { ...gone, changes: [...gone.changes, ...marks], outcomes: [] };
		},
	);
}

/** Jobs that a rule kept out and no rule is left that could: the ATS may send them again. */
async function refreshMarks(scope: Scope, { withheldJobs }: SyncSettings, kept: ReadonlySet<string>): Promise<void> {
	if (withheldJobs.rules.length > 0) return;
	const stay = new Set([...kept, ...withheldJobs.ids]);
	const drops: Change[] = (await allWithheldJobs(scope.store)).filter((id) => !stay.has(id)).map(dropWithheldJob);
	for (let start = 0; start < drops.length; start += 1000) await scope.store.write(drops.slice(start, start + 1000));
}
