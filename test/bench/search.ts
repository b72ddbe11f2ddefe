/**
 * How long does a recruiter wait? 300 mixed queries on the embedded engine, each over both pools, with total, 8 facets,
 * explanations and highlights for the top 10 and its durable audit entry, one after the other: on a store that was just opened,
 * then 300 others, then the first 300 again, then 900 that are new again; 100 with fuzzy words, wildcards and proximity; and the 300 from 8 recruiters at once.
 * Then what one types to get there, letter by letter; and with --rival the same people and queries in another engine, in turns with ours.
 */
import { createWriteStream, readdirSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import { makePerson, toJsonResume } from "../../corpora/generate/people.ts";
import type { SearchResponse } from "../../src/domain/hit.ts";
import { SearchRequest } from "../../src/domain/query.ts";
import { compare } from "./compare.ts";
import type { Bench } from "./main.ts";
import {
	type BenchPlatform,
	fill,
	fillNetwork,
	openBenchPlatform,
	percentiles,
	processorOf,
	round,
} from "./platform.ts";
import { openWordQueries, recruiterQueries } from "./queries.ts";
import { lettersOf, typed } from "./suggest.ts";

const QUERIES = 300;
const RECRUITERS = 8;
/** Sets of queries that nobody asked before, nor asks Elasticsearch. */
const LATER = [20, 21, 22];
/** Queries that are typed letter by letter. */
const TYPED = 60;
/** Milliseconds without a write after which nothing is left to merge. */
const QUIET = 2000;

export const run: Bench = async ({ candidates, network, seed, json, keep, answers, rival }) => {
	const bench = await openBenchPlatform(keep);
	try {
		const filled = bench.isNew && network > 0 ? await fillNetwork(bench, network, candidates, json) : null;
		const ingest = bench.isNew ? await fill(bench, candidates, json) : null;
		const learning = await learn(bench);
		const tidying = bench.isNew ? await untilTidy(bench) : null;
		const personAt = (index: number) => toJsonResume(makePerson(index % candidates));
		const requestsOf = (queries: ReturnType<typeof recruiterQueries>) =>
			queries.map((request) => SearchRequest.parse(request));
		const fresh = (set: number) => requestsOf(recruiterQueries(QUERIES, seed + 2 + set, personAt));
		const queries = recruiterQueries(QUERIES, seed, personAt);
		const requests = requestsOf(queries);
		const log = answers === undefined ? undefined : createWriteStream(answers);
		const cold = await oneByOne(bench, requests, log);
		const others = await oneByOne(bench, requestsOf(recruiterQueries(QUERIES, seed + 1, personAt)), log);
		const delay = monitorEventLoopDelay({ resolution: 1 });
		delay.enable();
		const warm = await oneByOne(bench, requests);
		const later = await oneByOne(bench, LATER.flatMap(fresh));
		const openWords = await oneByOne(bench, requestsOf(openWordQueries(QUERIES / 3, seed, personAt)), log);
		const together = await atOnce(bench, requests);
		const letters = queries.slice(0, TYPED).flatMap(({ query = "" }) => lettersOf(query));
		const typing = await typed(bench, letters);
		const typingAgain = await typed(bench, letters);
		delay.disable();
		log?.end();
		const beside =
			rival === undefined ? null : await compare(bench, requests, fresh, { candidates, network, quiet: json });
		return {
			candidates,
			network,
			seed,
			queries: QUERIES,
			"just opened, ms": cold.summary,
			"other queries, ms": others.summary,
			"same queries again, ms": warm.summary,
			"other queries, after these 900, ms": later.summary,
			"fuzzy words, wildcards and proximity, ms": openWords.summary,
			[`${RECRUITERS} recruiters at once, ms`]: percentiles(together.times),
			"searches a second at once": round(QUERIES / together.seconds, 1),
			"completions, ms": percentiles(typing),
			"the same completions again, ms": percentiles(typingAgain),
			"queries without a result": warm.empty,
			"median total": warm.medianTotal,
			"searches with matched people": warm.matched,
			"event loop delay, ms": { p99: round(delay.percentile(99) / 1e6), max: round(delay.max / 1e6) },
			...(beside === null ? {} : { "beside Elasticsearch": beside }),
			...(filled === null ? {} : { "network filled": filled }),
			...(ingest === null ? {} : { ingest }),
			...(tidying === null ? {} : { "until the index is in order, s": tidying }),
			"learning from the resumes": learning,
			"resident memory, MB": Math.round(process.memoryUsage().rss / 1e6),
			"data on disk, MB": Math.round(sizeOf(bench.dataDir) / 1e6),
			machine: { node: process.version, cores: availableParallelism() },
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
	const delay = monitorEventLoopDelay({ resolution: 1 });
	delay.enable();
	const processor = process.cpuUsage();
	const began = performance.now();
	const people = await learner.learn(scope);
	const seconds = round((performance.now() - began) / 1000);
	delay.disable();
	clearInterval(watch);
	await learner.close();
	return {
		people,
		seconds,
		"processor seconds": round(processorOf(processor) / 1000),
		"memory on top, MB": Math.round((peak - before) / 1e6),
		"event loop delay, ms": { p99: round(delay.percentile(99) / 1e6), max: round(delay.max / 1e6) },
	};
}

/** Seconds that nothing is written for, until the writers have nothing left to merge. */
async function untilTidy({ dataDir }: BenchPlatform): Promise<number> {
	const began = performance.now();
	const changed = () => Math.max(...filesIn(dataDir).map(({ mtimeMs }) => mtimeMs));
	while (Date.now() - changed() < QUIET) await setTimeout(QUIET / 4);
	return round((performance.now() - began) / 1000);
}

async function oneByOne(
	{ platform, scope }: BenchPlatform,
	requests: readonly SearchRequest[],
	log?: NodeJS.WritableStream,
) {
	const times: number[] = [];
	const processor: number[] = [];
	const totals: number[] = [];
	let matched = 0;
	for (const request of requests) {
		const before = process.cpuUsage();
		const began = performance.now();
		const response = await platform.search.search(scope, request);
		times.push(performance.now() - began);
		processor.push(processorOf(before));
		totals.push(response.total);
		if (response.hits.some(({ origin }) => origin === "matched")) matched += 1;
		log?.write(`${JSON.stringify(lasting(request, response))}\n`);
	}
	totals.sort((a, b) => a - b);
	return {
		summary: { ...percentiles(times), "of processor time, all threads": percentiles(processor) },
		empty: totals.filter((total) => total === 0).length,
		medianTotal: totals[totals.length >> 1],
		matched,
	};
}

/** An answer without what differs each time: a cursor is signed with the time. */
const lasting = (request: SearchRequest, { nextCursor, ...response }: SearchResponse) => ({
	request,
	...response,
	hasNext: nextCursor !== null,
});

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

const sizeOf = (folder: string): number => filesIn(folder).reduce((sum, { size }) => sum + size, 0);

const filesIn = (folder: string) =>
	readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => statSync(path.join(entry.parentPath, entry.name)));
