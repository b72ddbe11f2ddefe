/**
 * How many records a second does an ATS get acknowledged, each durable when its answer arrives? A served instance in a process of
 * its own; the simulator sends, and checks what it is answered.
 */
import { runSimulator, startServer } from "../sync/served.ts";
import type { Bench } from "./main.ts";

export const run: Bench = async ({ candidates, seed, generation, json }) => {
	const served = await startServer();
	try {
		const options = [
			...["--candidates", String(candidates), "--applications", String(Math.round(candidates * 2.5))],
			...["--jobs", String(Math.ceil(candidates / 20)), "--seed", String(seed), "--generation", String(generation)],
			...["--phases", "sync", ...(json ? ["--quiet"] : [])],
		];
		const { code, report } = await runSimulator(served, options);
		process.exitCode = code ?? 1;
		const rates = report.rows.map(({ name, accepted, requests, seconds, perSecond }) => [
			name.replace(/^sync /, ""),
			{ records: accepted, requests, seconds, "records a second": perSecond },
		]);
		return {
			candidates,
			generation,
			...Object.fromEntries(rates),
			"records read back": report.checked,
			"not as it should be": report.mismatches,
			...(report.mismatches === 0 ? {} : { faults: report.faults }),
		};
	} finally {
		await served.stop();
	}
};
