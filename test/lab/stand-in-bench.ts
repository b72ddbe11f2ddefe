import type { TenantId } from "../../src/domain/tenant.ts";
import type { Bench, RunOptions } from "../../src/lab/bench.ts";
import type { BenchJob, BenchResults } from "../../src/lab/jobs.ts";

/** Stands in for the processes that measure: answers at once, the same for everybody. What the real one does is tested in test/lab/bench.test.ts. */
export const standInBench: Bench = { run, inTurn, close: async () => {} };

async function run<J extends BenchJob>(_tenant: TenantId, job: J, options: RunOptions = {}) {
	options.signal?.throwIfAborted();
	options.onStart?.();
	options.onProgress?.({ done: 1, total: 1 });
	return ANSWERS[job.kind] as BenchResults[J["kind"]];
}

async function inTurn<T>(
	_tenant: TenantId,
	work: (signal: AbortSignal) => Promise<T>,
	{ onStart, signal = new AbortController().signal }: RunOptions = {},
): Promise<T> {
	signal.throwIfAborted();
	onStart?.();
	return work(signal);
}

/** What it answers to whoever measures. */
export const measured = {
	systems: ["bm25"],
	people: { candidates: 1, profiles: 0 },
	evaluations: [],
	comparisons: [],
	queries: [],
	warnings: [],
};

const ANSWERS: BenchResults = {
	measure: measured,
	"measure-lists": measured,
	effect: measured,
	lint: { findings: [] },
	agreement: { judges: [], agreement: null },
	pool: {
		pairs: [
			{ query: "q1", document: "d1", asked: "Canary question", lines: [{ label: "work", text: "Nurse", spans: [] }] },
		],
	},
};
