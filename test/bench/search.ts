/**
 * How long does a recruiter wait? 300 mixed queries on the embedded engine, each with total, 8 facets, explanations and
 * highlights for the top 10 and its durable audit entry, one after the other: on a store that was just opened, then 300 others,
 * then the first 300 again; 100 with fuzzy words, wildcards and proximity; and the 300 from 8 recruiters at once.
 */
import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { makePerson, toJsonResume } from "../../corpora/generate/people.ts";
import { SearchRequest } from "../../src/domain/query.ts";
import type { Bench } from "./main.ts";
import { type BenchPlatform, fill, openBenchPlatform, percentiles, round } from "./platform.ts";
import { openWordQueries, recruiterQueries } from "./queries.ts";

const QUERIES = 300;
const RECRUITERS = 8;

export const run: Bench = async ({ candidates, seed, json }) => {
	const bench = await openBenchPlatform();
	try {
		const ingest = await fill(bench, candidates, json);
		const learning = await learn(bench);
		const personAt = (index: number) => toJsonResume(makePerson(index % candidates));
		const requestsOf = (seed: number) =>
			recruiterQueries(QUERIES, seed, personAt).map((request) => SearchRequest.parse(request));
		const requests = requestsOf(seed);
		const cold = await oneByOne(bench, requests);
		const others = await oneByOne(bench, requestsOf(seed + 1));
		const delay = monitorEventLoopDelay({ resolution: 1 });
		delay.enable();
		const warm = await oneByOne(bench, requests);
		const open = openWordQueries(QUERIES / 3, seed, personAt).map((request) => SearchRequest.parse(request));
		const openWords = await oneByOne(bench, open);
		const together = await atOnce(bench, requests);
		delay.disable();
		return {
			candidates,
			seed,
			queries: QUERIES,
			"just opened, ms": percentiles(cold.times),
			"other queries, ms": percentiles(others.times),
			"same queries again, ms": percentiles(warm.times),
			"fuzzy words, wildcards and proximity, ms": percentiles(openWords.times),
			[`${RECRUITERS} recruiters at once, ms`]: percentiles(together.times),
			"searches a second at once": round(QUERIES / together.seconds, 1),
			"queries without a result": warm.empty,
			"median total": warm.medianTotal,
			"event loop delay, ms": { p99: round(delay.percentile(99) / 1e6), max: round(delay.max / 1e6) },
			ingest,
			"learning from the resumes": learning,
			"resident memory, MB": Math.round(process.memoryUsage().rss / 1e6),
			"data on disk, MB": Math.round(sizeOf(bench.dataDir) / 1e6),
			machine: { node: process.version, cores: (await import("node:os")).availableParallelism() },
		};
	} finally {
		await bench.close();
	}
};

/** As the server does in the background: searches are then widened by what was learned. */
async function learn({ platform, scope }: BenchPlatform) {
	const learner = platform.openLearner();
	const before = process.memoryUsage().rss;
	let peak = before;
	const watch = setInterval(() => {
		peak = Math.max(peak, process.memoryUsage().rss);
	}, 20);
	const began = performance.now();
	const people = await learner.learn(scope);
	clearInterval(watch);
	await learner.close();
	return {
		people,
		seconds: round((performance.now() - began) / 1000),
		"memory on top, MB": Math.round((peak - before) / 1e6),
	};
}

async function oneByOne({ platform, scope }: BenchPlatform, requests: readonly SearchRequest[]) {
	const times: number[] = [];
	const totals: number[] = [];
	for (const request of requests) {
		const began = performance.now();
		const response = await platform.search.search(scope, request);
		times.push(performance.now() - began);
		totals.push(response.total);
	}
	totals.sort((a, b) => a - b);
	return { times, empty: totals.filter((total) => total === 0).length, medianTotal: totals[totals.length >> 1] };
}

async function atOnce({ platform, scope }: BenchPlatform, requests: readonly SearchRequest[]) {
	const times: number[] = [];
	const queue = requests.values();
	const began = performance.now();
	const recruiter = async () => {
		for (const request of queue) {
			const from = performance.now();
			await platform.search.search(scope, request);
			times.push(performance.now() - from);
		}
	};
	await Promise.all(Array.from({ length: RECRUITERS }, recruiter));
	return { times, seconds: (performance.now() - began) / 1000 };
}

function sizeOf(folder: string): number {
	const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
	return files.reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0);
}
