import { TributaryError } from "../../src/errors.ts";
import type { BenchJob, BenchMessage } from "../../src/lab/jobs.ts";
import { runJob } from "./run-job.ts";

/** The process that the API has its measuring done in: one job comes, its progress and its result go, and it ends (src/lab/bench.ts). */

const say = (message: BenchMessage) =>
	new Promise<void>((resolve) => {
		process.send?.(message, undefined, undefined, () => resolve());
	});

/** Milliseconds between two words about progress. */
const INTERVAL = 200;

async function work(job: BenchJob): Promise<void> {
	let told = 0;
	try {
		const result = await runJob(job, (progress) => {
			const now = performance.now();
			if (now - told < INTERVAL && progress.done < progress.total) return;
			told = now;
			void say({ kind: "progress", progress });
		});
		await say({ kind: "result", result });
	} catch (error) {
		const code = error instanceof TributaryError ? error.code : "internal";
		const detail = error instanceof TributaryError ? (error.detail ?? "") : String((error as Error)?.stack ?? error);
		await say({ kind: "failure", code, detail });
	}
	process.disconnect();
}

process.once("message", (job: BenchJob) => void work(job));
// Whoever asked is gone: nobody waits for the answer.
process.once("disconnect", () => process.exit());
