import type { Job } from "../domain/candidate.ts";
import type { TributaryError } from "../errors.ts";
import type { Scope } from "../tenancy/scope.ts";
import { atsIdOf } from "./kinds.ts";
import { viewerOf } from "./seats.ts";
import { jobWithheld, readSyncSettings, withheld } from "./settings.ts";
import { visibleJobs } from "./visibility.ts";
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
 * Whether a seat sees a job. null: an application on its own behalf, which sees what its permissions give.
 * @throws TributaryError `seat-unavailable`
 */
export async function isVisibleJob({ store }: Scope, job: Job, seat: string | null): Promise<boolean> {
	const viewer = await viewerOf(store, seat ?? undefined);
	const [isVisible = false] = await visibleJobs(store, viewer, [
		{ jobId: job.id, accessRestricted: job.accessRestricted },
	]);
	return isVisible;
}
