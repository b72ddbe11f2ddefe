import { Job } from "../domain/candidate.ts";
import { TributaryError } from "../errors.ts";
import type { Scope } from "../tenancy/scope.ts";
import { openJobs } from "./exportable-jobs.ts";

/** @throws TributaryError `not-found`, also for what the scope does not show */
export function readJob(scope: Scope, id: string): Promise<Job> {
	return scope.record("job.read", { jobId: id }, async () => {
		const [found] = await scope.store.read("job", { ids: [id] });
		if (found == null) throw new TributaryError("not-found");
		return { value: Job.parse(JSON.parse(found.record)), result: { outcome: "ok", count: 1 } };
	});
}

/** Open jobs that are looked at for one person; beyond it the answer says so. */
export const MOST_OPEN_JOBS = 500;

/** @returns at most {@link MOST_OPEN_JOBS}, by id, and whether there are more */
export function listOpenJobs(scope: Scope): Promise<{ readonly jobs: readonly Job[]; readonly more: boolean }> {
	return scope.record("job.read", {}, async () => {
		const found = await openJobs(scope, MOST_OPEN_JOBS + 1);
		const jobs = found.slice(0, MOST_OPEN_JOBS);
		return { value: { jobs, more: found.length > jobs.length }, result: { outcome: "ok", count: jobs.length } };
	});
}
