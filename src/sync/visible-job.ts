import { Job } from "../domain/candidate.ts";
import { TributaryError } from "../errors.ts";
import type { Scope } from "../tenancy/scope.ts";
import { jobsFor } from "./exportable-jobs.ts";
import { type Asker, named } from "./history.ts";
import { viewerOf } from "./seats.ts";
import { visibleJobs } from "./visibility.ts";

/**
 * A job as the one who asks may see it; what he may not see answers as what is not there.
 * @throws TributaryError `not-found` · `seat-unavailable`
 */
export function readVisibleJob(scope: Scope, id: string, asker: Asker): Promise<Job> {
	return scope.record("job.read", { jobId: id, ...named(asker) }, async () => {
		const viewer = await viewerOf(scope.store, asker.seat);
		const [found] = await scope.store.read("job", { ids: [id] });
		if (found == null) throw new TributaryError("not-found");
		const job = Job.parse(JSON.parse(found.record));
		const [isVisible] = await visibleJobs(scope.store, viewer, [{ jobId: id, accessRestricted: job.accessRestricted }]);
		if (isVisible !== true) throw new TributaryError("not-found");
		return { value: job, result: { outcome: "ok", count: 1 } };
	});
}

/** Open jobs that are looked at for one person; beyond it the answer says so. */
export const MOST_OPEN_JOBS = 500;

/**
 * Open jobs as the one who asks may see them, by id.
 * @returns at most {@link MOST_OPEN_JOBS} and whether there are more
 * @throws TributaryError `seat-unavailable`
 */
export function visibleOpenJobs(scope: Scope, asker: Asker): Promise<{ readonly jobs: Job[]; readonly more: boolean }> {
	return scope.record("job.read", { ...named(asker) }, async () => {
		const viewer = await viewerOf(scope.store, asker.seat);
		const found: Job[] = [];
		for await (const jobs of await jobsFor(scope, viewer, "")) {
			const open = jobs.filter(({ status }) => status === "open");
			const asked = open.map(({ id, accessRestricted }) => ({ jobId: id, accessRestricted }));
			const flags = await visibleJobs(scope.store, viewer, asked);
			found.push(...open.filter((_, place) => flags[place]));
			if (found.length > MOST_OPEN_JOBS) break;
		}
		const jobs = found.slice(0, MOST_OPEN_JOBS);
		return { value: { jobs, more: found.length > jobs.length }, result: { outcome: "ok", count: jobs.length } };
	});
}
