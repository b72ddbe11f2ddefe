import type { BenchJob, BenchResults, Progress } from "../../src/lab/jobs.ts";

export type OnProgress = (progress: Progress) => void;

/**
 * A process does one job, and loads what that one takes: all of it takes seconds, the check of a vocabulary a part of one.
 * @throws TributaryError what is wrong with the job
 */
export async function runJob(job: BenchJob, onProgress: OnProgress): Promise<BenchResults[BenchJob["kind"]]> {
	switch (job.kind) {
		case "measure":
			return (await import("./measure.ts")).measure(job, onProgress);
		case "measure-lists":
			return (await import("./measure.ts")).measureLists(job);
		case "pool":
			return (await import("./pool.ts")).pool(job, onProgress);
		case "agreement":
			return (await import("./agreement.ts")).agreement(job);
		case "lint":
			return (await import("./lint.ts")).lint(job);
		case "effect":
			return (await import("./effect.ts")).effect(job, onProgress);
	}
}
