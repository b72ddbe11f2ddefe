import type { TenantId } from "../domain/tenant.ts";
import type { Change } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { demandNoHold, holdOn } from "../tenancy/legal-hold.ts";
import { retryOnConflict } from "../tenancy/optimistic.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { Tenancy } from "../tenancy/tenancy.ts";
import { removeAttachmentsOf } from "./attachments.ts";
import { runCall, type SyncDeps } from "./batch.ts";
import { dropJob, removeInBatches } from "./jobs.ts";
import type { Kind } from "./kinds.ts";
import type { AtsApplication } from "./schemas.ts";
import {
	applicationWithheld,
	DROP_PENDING,
	jobWithheld,
	kindWithheld,
	PENDING_ID,
	PUT_PENDING,
	putSyncSettings,
	readSyncSettings,
	ruleFor,
	type SyncSettings,
	type SyncSettingsChange,
	withholdsMore,
} from "./settings.ts";
import { pagesOf, readStored, type Stored } from "./stored.ts";
import { allWithheldJobs, dropWithheldJob, putWithheldJob, readWithheldJobs } from "./withheld-jobs.ts";

/**
 * What a tenant withholds from now on is neither taken any more nor kept: what was stored before is removed. The settings are durable
 * first, so that nothing new comes while the old goes; a removal that a crash has cut short is taken up again when the server starts.
 */

const OPTIONAL_KINDS: readonly Kind[] = ["candidate-note", "application-note", "interview-feedback", "attachment"];

export interface Applied {
	readonly settings: SyncSettings;
	/** Records that were removed, by kind. */
	readonly removed: Readonly<Partial<Record<Kind, number>>>;
}

/**
 * @param change the settings that are to be other than now
 * @throws TributaryError `legal-hold` more would be withheld than before; less is let in, and nothing is removed. Also in the middle: then the
 *   rest goes when the hold has ended
 */
export function changeSyncSettings(scope: Scope, deps: SyncDeps, change: SyncSettingsChange): Promise<Applied> {
	return scope.record("settings.change", { about: "sync" }, async () => {
		const settings = await retryOnConflict(async () => {
			const { settings: before, version } = await readSyncSettings(scope.store);
			const next = changed(before, change);
			if (withholdsMore(before, next)) demandNoHold(scope.tenant);
			await scope.store.write([putSyncSettings(next, version), PUT_PENDING]);
			return next;
		});
		if (holdOn(scope.tenant) !== null) return { value: { settings, removed: {} }, result: { outcome: "ok" } };
		const removed = await removeWithheld(scope, deps, settings);
		await scope.store.write([DROP_PENDING]);
		return { value: { settings, removed }, result: { outcome: "ok" } };
	});
}

function changed(
	before: SyncSettings,
	{ notes, interviewFeedback, resumes, withheldJobs }: SyncSettingsChange,
): SyncSettings {
	return {
		notes: notes ?? before.notes,
		interviewFeedback: interviewFeedback ?? before.interviewFeedback,
		resumes: resumes ?? before.resumes,
		withheldJobs: {
			ids: withheldJobs?.ids ?? before.withheldJobs.ids,
			rules: withheldJobs?.rules ?? before.withheldJobs.rules,
		},
	};
}

/**
 * Goes on with removals that the last process did not finish; of a tenant that is disabled or held, when it is not any more.
 * @param onError told of a tenant that could not be asked now: it keeps no other from its own
 */
export async function resumeSyncSettings(
	openScope: Tenancy["openScope"],
	deps: SyncDeps,
	tenants: readonly TenantId[],
	onError: (error: unknown, tenant: TenantId) => void,
): Promise<void> {
	const actor = { kind: "system", id: "sync-settings" } as const;
	const resume = async (tenant: TenantId) => {
		const scope = await openScope({ tenant, actor, purpose: "removal of what is withheld" }).catch(ifDisabled);
		const [pending] = (await scope?.store.read("setting", { ids: [PENDING_ID] })) ?? [];
		if (scope !== null && pending != null && holdOn(scope.tenant) === null)
			await changeSyncSettings(scope, deps, {}).catch(ifHeld);
	};
	for (const tenant of tenants) await resume(tenant).catch((error: unknown) => onError(error, tenant));
}

/** Since it was begun. */
function ifHeld(error: unknown): void {
	if (!(error instanceof TributaryError) || error.code !== "legal-hold") throw error;
}

function ifDisabled(error: unknown): null {
	if (error instanceof TributaryError && error.code === "tenant-disabled") return null;
	throw error;
}

async function removeWithheld(scope: Scope, deps: SyncDeps, settings: SyncSettings): Promise<Applied["removed"]> {
	const removed: Partial<Record<Kind, number>> = {};
	for (const kind of OPTIONAL_KINDS) {
		if (kindWithheld(settings, kind) === null) continue;
		const count = await removeKind(scope, deps, kind);
		if (count > 0) removed[kind] = count;
	}
	await refreshMarks(scope, settings);
	const jobs = await removeJobsWithheld(scope, deps, settings);
	const applications = await removeApplicationsWithheld(scope, deps, settings);
	return {
		...removed,
		...(jobs === 0 ? {} : { job: jobs }),
		...(applications === 0 ? {} : { application: applications }),
	};
}

/** A hold that comes meanwhile ends it: the rest waits. */
async function* pagesToRemove(scope: Scope, kind: Kind) {
	for await (const page of pagesOf(scope.store, kind)) {
		demandNoHold(await scope.currentTenant());
		yield page;
	}
}

async function removeKind(scope: Scope, deps: SyncDeps, kind: Kind): Promise<number> {
	let count = 0;
	for await (const page of pagesToRemove(scope, kind)) {
		const live = page.filter(({ record }) => record.entity !== null);
		if (kind === "attachment") await removeAttachmentsOf(scope, deps, live);
		await removeInBatches(
			scope,
			deps,
			kind,
			live.map(({ record }) => record),
		);
		count += live.length;
	}
	return count;
}

async function removeJobsWithheld(scope: Scope, deps: SyncDeps, settings: SyncSettings): Promise<number> {
	let count = 0;
	for await (const page of pagesToRemove(scope, "job")) {
		// What came of a job under a legal hold was refused: the mark tells it, not what is stored.
		const marked = await readWithheldJobs(
			scope.store,
			page.map(({ record: { path } }) => path[0] ?? ""),
		);
		const isOut = ({ record: { path, entity } }: Stored) =>
			marked.has(path[0] ?? "") || jobWithheld(settings, path[0] ?? "", entity ?? {}) !== null;
		const out = page.filter(isOut);
		if (out.length === 0) continue;
		await runCall(scope, deps, { action: "sync.delete", kind: "job", count: out.length }, async ({ store }) => {
			const found = (
				await readStored(
					store,
					out.map(({ record }) => record),
				)
			).filter((stored) => stored !== null);
			return {
				changes: found.flatMap((stored) => [...dropJob(stored), ...markOf(stored, settings)]),
				outcomes: [],
				counts: found.map(({ record: { path } }) => ({ path, became: "deleted" })),
				candidates: [],
			};
		});
		count += out.length;
	}
	return count;
}

function markOf({ record: { path, entity } }: Stored, settings: SyncSettings): Change[] {
	const rule = ruleFor(settings, entity ?? {});
	return rule === undefined ? [] : [putWithheldJob(path[0] ?? "", rule)];
}

/** Also of jobs that never came: an application tells the id and the name of its job. */
async function removeApplicationsWithheld(scope: Scope, deps: SyncDeps, settings: SyncSettings): Promise<number> {
	const { ids, rules } = settings.withheldJobs;
	if (ids.length === 0 && rules.length === 0) return 0;
	let count = 0;
	for await (const page of pagesToRemove(scope, "application")) {
		const live = page.filter(({ record }) => record.entity !== null);
		const jobIds = live.map(({ record: { entity } }) => String(entity?.jobId));
		const marked = await readWithheldJobs(scope.store, jobIds);
		const out = live.filter(
			({ record: { entity } }) => applicationWithheld(settings, entity as unknown as AtsApplication, marked) !== null,
		);
		await removeInBatches(
			scope,
			deps,
			"application",
			out.map(({ record }) => record),
		);
		count += out.length;
	}
	return count;
}

/** Jobs that were kept out by a rule that is no more: the ATS may send them and their applications again. */
async function refreshMarks(scope: Scope, { withheldJobs }: SyncSettings): Promise<void> {
	const rules = new Set(withheldJobs.rules.map((rule) => JSON.stringify(rule)));
	const marks = await allWithheldJobs(scope.store);
	const drops = marks.filter(({ rule }) => !rules.has(JSON.stringify(rule))).map(({ id }) => dropWithheldJob(id));
	for (let start = 0; start < drops.length; start += 1000) await scope.store.write(drops.slice(start, start + 1000));
}
