/** How many parsed records a second can be stored, durable and searchable, through the import? */
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Bench } from "./main.ts";
import { fill, openBenchPlatform, round } from "./platform.ts";

export const run: Bench = async ({ candidates, json }) => {
	const bench = await openBenchPlatform();
	const delay = monitorEventLoopDelay({ resolution: 1 });
	delay.enable();
	try {
		const times = await fill(bench, candidates, json);
		delay.disable();
		return {
			candidates,
			...times,
			"event loop delay, ms": { p99: round(delay.percentile(99) / 1e6), max: round(delay.max / 1e6) },
			"resident memory, MB": Math.round(process.memoryUsage().rss / 1e6),
		};
	} finally {
		await bench.close();
	}
};
