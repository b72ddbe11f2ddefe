/** How many parsed records a second can be stored, durable and searchable, through the import? */
import type { Bench } from "./main.ts";
import { fill, openBenchPlatform } from "./platform.ts";

export const run: Bench = async ({ candidates, json }) => {
	const bench = await openBenchPlatform();
	try {
		const ingest = await fill(bench, candidates, json);
		return { candidates, ...ingest, "resident memory, MB": Math.round(process.memoryUsage().rss / 1e6) };
	} finally {
		await bench.close();
	}
};
