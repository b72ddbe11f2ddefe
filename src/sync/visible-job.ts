import { Job } from "../domain/candidate.ts";
import { TributaryError } from "../errors.ts";
import type { Scope } from "../tenancy/scope.ts";
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
