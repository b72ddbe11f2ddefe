import type { BenchJob, BenchResults, Progress } from "../../src/lab/jobs.ts";
import { agreement } from "./agreement.ts";
import { effect, lint } from "./change-vocabulary.ts";
import { measure, measureLists } from "./measure.ts";
import { pool } from "./pool.ts";

export type OnProgress = (progress: Progress) => void;

/** @throws TributaryError what is wrong with the job */
export async function runJob(job: BenchJob, onProgress: OnProgress): Promise<BenchResults[BenchJob["kind"]]> {
	switch (job.kind) {
		case "measure":
			return measure(job, onProgress);
		case "measure-lists":
			return measureLists(job);
		case "pool":
			return pool(job, onProgress);
		case "agreement":
			return agreement(job);
		case "lint":
			return lint(job);
		case "effect":
			return effect(job, onProgress);
	}
}
