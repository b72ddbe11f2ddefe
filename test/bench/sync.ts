/**
 * How many records a second does an ATS get acknowledged, each durable when its answer arrives? A served instance in a process of
 * its own; the simulator sends, and checks what it is answered.
 */
import type { Report } from "../ats-simulator/report.ts";
import { runSimulator, type Served, startServer } from "../sync/served.ts";
import type { Bench, BenchOptions } from "./main.ts";

/** Candidates first and alone: theirs is the figure that is wanted. */
const LOADS = ["candidate", "job,acl,assignee,application", "candidateNote,applicationNote,feedback,stage"] as const;

export const run: Bench = async (options) => {
	const served = await startServer();
	try {
		const tables: Record<string, unknown>[] = [];
		for (const kinds of LOADS) tables.push(await load(served, kinds, options));
		return { candidates: options.candidates, generation: options.generation, ...Object.assign({}, ...tables) };
	} finally {
		await served.stop();
	}
};

async function load(served: Served, kinds: string, options: BenchOptions): Promise<Record<string, unknown>> {
	const { candidates, seed, generation, json } = options;
	const before = served.cpuSeconds();
	const { code, report } = await runSimulator(served, [
		...["--candidates", String(candidates), "--applications", String(Math.round(candidates * 2.5))],
		...["--jobs", String(Math.ceil(candidates / 20)), "--seed", String(seed), "--generation", String(generation)],
		...["--phases", "sync", "--kinds", kinds, ...(json ? ["--quiet"] : [])],
	]);
	if (code !== 0) process.exitCode = 1;
	const used = served.cpuSeconds();
	return {
		...Object.fromEntries(report.rows.map((row) => [row.name.replace(/^sync /, ""), ratesOf(row)])),
		// On a machine that others use, too, this says more than the clock.
		...(before === null || used === null ? {} : { [`server, CPU s for ${kinds}`]: Number((used - before).toFixed(2)) }),
		...(report.mismatches === 0 ? {} : { [`not as it should be in ${kinds}`]: report.faults }),
	};
}

const ratesOf = ({ accepted, requests, seconds, perSecond }: Report["rows"][number]) => ({
	records: accepted,
	requests,
	seconds,
	"records a second": perSecond,
});
