import type { Job } from "../domain/candidate.ts";
import type { TributaryError } from "../errors.ts";
import { seenByEverybody } from "../export/integrations.ts";
import type { Scope } from "../tenancy/scope.ts";
import { atsIdOf } from "./kinds.ts";
import { jobWithheld, readSyncSettings, withheld } from "./settings.ts";
import { ofAssignee, ofJob, readByKeys } from "./stored.ts";
import { readWithheldJobs } from "./withheld-jobs.ts";

/** Which jobs a profile may be sent to. */

/** Why the tenant's settings keep a job from being synchronized, so that nothing can be sent to it; null: they do not. */
export async function withheldFromExport(scope: Scope, jobId: string): Promise<TributaryError | null> {
	const id = atsIdOf(jobId);
	const { settings } = await readSyncSettings(scope.store);
	const [found] = await scope.store.read("job", { ids: [jobId] });
	const named = jobWithheld(settings, id, found == null ? {} : JSON.parse(found.record));
	if (named !== null) return named;
	return (await readWithheldJobs(scope.store, [id])).has(id) ? withheld("withheldJobs.rules") : null;
}

/**
 * Whether a seat sees a job: where the ATS lets everybody see jobs, those that are not restricted; all others only through an access
 * list of which the seat is a member.
 */
export async function isVisibleJob(scope: Scope, job: Job, seat: string | null): Promise<boolean> {
	if (job.accessRestricted !== true && (await seenByEverybody(scope)).jobs) return true;
	if (seat === null) return false;
	const [lists, memberships] = await Promise.all([
		readByKeys(scope.store, [ofJob(atsIdOf(job.id))]),
		readByKeys(scope.store, [ofAssignee(seat)]),
	]);
	const own = new Set(memberships.flatMap(({ record: { kind, path } }) => (kind === "acl-assignee" ? path[0] : [])));
	return lists.some(({ record: { kind, path } }) => kind === "acl" && own.has(path[0] ?? ""));
}
