import { Job, Profile } from "../domain/candidate.ts";
import type { Export, ExportRequest, ProfileStub } from "../domain/export.ts";
import type { Change } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import type { Clock } from "../tenancy/clock.ts";
import { retryOnConflict } from "../tenancy/optimistic.ts";
import type { Scope } from "../tenancy/scope.ts";
import {
	dropOpen,
	exportsOf,
	listExports,
	newExportId,
	putCount,
	putExport,
	putOpen,
	readCount,
	readExport,
	readOpen,
	type StoredExport,
} from "./export-record.ts";
import { callbackOf, demandEnabled } from "./integrations.ts";
import { callbackPush, webhookEvents } from "./outbox.ts";
import { profileStub } from "./profile-stub.ts";

/** Profiles that recruiters send to the tenant's ATS. */
export interface Exports {
	/**
	 * Asks for an export; while one of this profile to this job is open, it is that one. Wake the tenant's deliveries after.
	 * @returns created: false for one that was there
	 * @throws TributaryError `integration-disabled` not switched on, or the ATS has named no callback · `withheld-by-settings` ·
	 *   `job-closed` also for a job that the seat does not see · `not-found` no such profile · `quota-exceeded`
	 */
	request(scope: Scope, request: ExportRequest): Promise<{ readonly export: Export; readonly created: boolean }>;
	list(scope: Scope, page: { readonly after?: string | undefined; readonly limit: number }): Promise<readonly Export[]>;
	/** @throws TributaryError `not-found` */
	get(scope: Scope, id: string): Promise<Export>;
	/**
	 * What the ATS asks for by a request id; null for an id that is not the tenant's, or a member who has left.
	 * @throws TributaryError `integration-disabled` · `withheld-by-settings` its job is kept from the ATS now
	 */
	fetch(scope: Scope, id: string): Promise<{ readonly export: Export; readonly stub: ProfileStub } | null>;
	/**
	 * The ATS, or a person, linked the profile with a candidate: exports of it that the ATS knows of are complete. One that was never
	 * pushed goes on: the link is not its answer. Idempotent.
	 */
	complete(scope: Scope, link: { readonly profileId: string; readonly candidateId: string }): Promise<void>;
}

export interface ExportsDeps {
	readonly clock: Clock;
	/** Why the tenant's settings keep a job from the ATS; null: they do not. */
	readonly withheld: (scope: Scope, jobId: string) => Promise<TributaryError | null>;
	/** Whether a seat (null: an application) sees the job. */
	readonly isVisible: (scope: Scope, job: Job, seat: string | null) => Promise<boolean>;
}

/** Exports of one seat in a calendar month, UTC: the vendor's limit. */
export const MOST_PER_MONTH = 300;

/** States in which an export waits for something. */
export const isOpen = ({ state }: Export): boolean => ["requested", "notified", "fetched"].includes(state);

export function createExports(deps: ExportsDeps): Exports {
	return {
		request: (scope, request) => ask(deps, scope, request),
		list: (scope, page) =>
			scope.record("export.read", {}, async () => {
				const value = await listExports(scope.store, page);
				return { value, result: { outcome: "ok", count: value.length } };
			}),
		get: (scope, id) =>
			scope.record("export.read", { requestId: id }, async () => {
				const found = await readExport(scope.store, id);
				if (found === null) throw new TributaryError("not-found");
				return { value: found.record, result: { outcome: "ok", count: 1 } };
			}),
		fetch: (scope, id) => fetchOne(deps, scope, id),
		complete: (scope, link) => complete(deps, scope, link),
	};
}

async function ask(deps: ExportsDeps, scope: Scope, request: ExportRequest) {
	const { profileId, jobId } = request;
	return scope.record("export.request", { profileId, jobId }, async () => {
		const callback = await receiver(scope);
		await checkJob(deps, scope, request);
		if ((await profileOf(scope, profileId)) === null) throw new TributaryError("not-found");
		const value = await retryOnConflict(() => writeNew(deps, scope, request, callback));
		await checkStillThere(deps, scope, value.export);
		return { value, result: { outcome: "ok" as const, ids: [value.export.id] } };
	});
}

async function receiver(scope: Scope) {
	await demandEnabled(scope, "ONE_CLICK_EXPORT");
	const callback = await callbackOf(scope);
	if (callback !== null) return callback;
	const detail = "The ATS has configured no CALLBACK_URL for ONE_CLICK_EXPORT.";
	throw new TributaryError("integration-disabled", { detail });
}

/** A job that the seat may not see answers as one that is not there. */
async function checkJob(deps: ExportsDeps, scope: Scope, { jobId, seat }: ExportRequest): Promise<void> {
	const withheld = await deps.withheld(scope, jobId);
	if (withheld !== null) throw withheld;
	const [found] = await scope.store.read("job", { ids: [jobId] });
	const job = found == null ? null : Job.parse(JSON.parse(found.record));
	if (job === null || job.status !== "open" || !(await deps.isVisible(scope, job, seat ?? null)))
		throw new TributaryError("job-closed");
}

async function profileOf({ network }: Scope, id: string): Promise<Profile | null> {
	const [found] = (await network?.read("person", { ids: [id] })) ?? [];
	return found == null ? null : Profile.parse(JSON.parse(found.record));
}

async function writeNew(
	{ clock }: ExportsDeps,
	scope: Scope,
	request: ExportRequest,
	callback: { readonly application: string },
): Promise<{ readonly export: Export; readonly created: boolean }> {
	const { profileId, jobId } = request;
	const seat = request.seat ?? null;
	const at = clock();
	const open = await readOpen(scope.store, request);
	const before = open.id === null ? null : await readExport(scope.store, open.id);
	if (before !== null && isOpen(before.record)) return { export: before.record, created: false };
	const who = seat ?? `${scope.actor.kind}:${scope.actor.id}`;
	const used = await readCount(scope.store, who, at);
	if (used.count >= MOST_PER_MONTH) throw quotaExceeded(at);
	const never = {
		reason: null,
		candidateId: null,
		notifiedAt: null,
		fetchedAt: null,
		completedAt: null,
		failedAt: null,
	};
	const ids = { id: newExportId(at), profileId, jobId, seat };
	const record: Export = { ...ids, ...never, state: "requested", requestedAt: at.toISOString() };
	await scope.store.write([
		putExport(record, 0),
		putOpen(record, open.version),
		putCount(who, at, { count: used.count + 1, version: used.version }),
		push(scope, record, callback, at),
		...(await webhookEvents(scope, "export.requested", { requestId: record.id, profileId, jobId }, at)),
	]);
	return { export: record, created: true };
}

/**
 * A member who left before the export was written was followed without it: then it ends here. One who leaves after is followed with it.
 * @throws TributaryError `not-found`
 */
async function checkStillThere({ clock }: ExportsDeps, scope: Scope, { id, profileId }: Export): Promise<void> {
	if ((await profileOf(scope, profileId)) !== null) return;
	const end = { state: "failed", reason: "profile-deleted", failedAt: clock().toISOString() } as const;
	await retryOnConflict(async () => {
		const found = await readExport(scope.store, id);
		if (found !== null && isOpen(found.record)) await writeAll(scope, await endings(scope, [found], end));
	});
	throw new TributaryError("not-found");
}

function quotaExceeded(at: Date): TributaryError {
	const next = Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1);
	return new TributaryError("quota-exceeded", {
		detail: `A seat exports up to ${MOST_PER_MONTH} profiles a month.`,
		retryAfter: Math.ceil((next - at.getTime()) / 1000),
	});
}

/** Type of the push, on the wire and in the outbox. */
export const EXPORT_EVENT = "EXPORT_CANDIDATE_PROFILE";

/** `id` is the same as `requestId`: integrations read the one or the other. */
function push(scope: Scope, { id }: Export, { application }: { readonly application: string }, at: Date) {
	const integrationContext = `urn:li:organization:${scope.tenant.organization}`;
	const body = JSON.stringify({ eventType: EXPORT_EVENT, requestId: id, id, integrationContext });
	return callbackPush({ application, type: EXPORT_EVENT, body }, at);
}

async function fetchOne({ clock, withheld }: ExportsDeps, scope: Scope, id: string) {
	await demandEnabled(scope, "ONE_CLICK_EXPORT");
	// What can be no id of ours is not in the log either.
	const found = await readExport(scope.store, id);
	const subject = found === null ? {} : { requestId: found.record.id, profileId: found.record.profileId };
	return scope.record("export.read", subject, async () => {
		const profile = found === null ? null : await profileOf(scope, found.record.profileId);
		if (found === null || profile === null) return { value: null, result: { outcome: "ok", count: 0 } };
		// The setting may be newer than the export.
		const refused = await withheld(scope, found.record.jobId);
		if (refused !== null) throw refused;
		const record = await advance(scope, id, (before) =>
			["requested", "notified"].includes(before.state)
				? { ...before, state: "fetched", fetchedAt: clock().toISOString() }
				: before,
		);
		return { value: { export: record, stub: profileStub(profile) }, result: { outcome: "ok", count: 1 } };
	});
}

/** Changes one export, anew as long as somebody else was faster. Writes nothing where it stays as it is. */
function advance(scope: Scope, id: string, change: (before: Export) => Export): Promise<Export> {
	return retryOnConflict(async () => {
		const found = await readExport(scope.store, id);
		if (found === null) throw new TributaryError("not-found");
		const next = change(found.record);
		if (next !== found.record) await scope.store.write([putExport(next, found.version)]);
		return next;
	});
}

async function complete(
	{ clock }: ExportsDeps,
	scope: Scope,
	{ profileId, candidateId }: { readonly profileId: string; readonly candidateId: string },
): Promise<void> {
	const told = async () =>
		(await exportsOf(scope.store, profileId)).filter(({ record }) => ["notified", "fetched"].includes(record.state));
	const open = await told();
	if (open.length === 0) return;
	await scope.record("export.request", { profileId, candidateId }, async () => {
		await retryOnConflict(async () => {
			const found = await told();
			const done = { state: "completed", candidateId, completedAt: clock().toISOString() } as const;
			await writeAll(scope, await endings(scope, found, done));
		});
		return { value: undefined, result: { outcome: "ok", count: open.length } };
	});
}

/** What ends exports: their new states, and that they are open no more. */
export async function endings(
	scope: Pick<Scope, "store">,
	found: readonly StoredExport[],
	end: Partial<Export>,
): Promise<Change[]> {
	const changes = found.map(async ({ record, version }) => [
		putExport({ ...record, ...end }, version),
		...(await dropOpen(scope.store, record)),
	]);
	return (await Promise.all(changes)).flat();
}

async function writeAll({ store }: Scope, changes: readonly Change[]): Promise<void> {
	if (changes.length > 0) await store.write(changes);
}
