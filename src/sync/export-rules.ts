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
 * Whether a job is visible to a person: to who is on one of its access lists; to everybody, where the ATS says so, when it has no list
 * and is not restricted. null: an application on its own behalf, which sees what its permissions give.
 */
export async function isVisibleJob(scope: Scope, job: Job, person: string | null): Promise<boolean> {
	if (person === null) return true;
	const [ofTheJob, ofThePerson] = await Promise.all([
		readByKeys(scope.store, [ofJob(atsIdOf(job.id))]),
		readByKeys(scope.store, [ofAssignee(person)]),
	]);
	const lists = ofTheJob.flatMap(({ record: { kind, path } }) => (kind === "acl" ? [path[0]] : []));
	const own = new Set(ofThePerson.flatMap(({ record: { kind, path } }) => (kind === "acl-assignee" ? [path[0]] : [])));
	if (lists.some((list) => own.has(list))) return true;
	return lists.length === 0 && job.accessRestricted !== true && (await seenByEverybody(scope)).jobs;
}
