import type { Corpus, CorpusQuery } from "./corpus.ts";
import { type MergeMetrics, mergeMetrics } from "./merge-metrics.ts";
import { type Grades, highestGrade, METRICS, type Metric, type Metrics, mean, measure } from "./metrics.ts";
import { bootstrapInterval, type Interval } from "./significance.ts";
import { type SliceFigures, sliceFigures } from "./slices.ts";
import type { Found, System } from "./systems.ts";

/** What one system is worth on one collection. */
export interface Evaluation {
	readonly system: string;
	/** Means over all judged queries, and the 95% interval of each. */
	readonly metrics: Metrics;
	readonly intervals: Readonly<Record<Metric, Interval>>;
	readonly perQuery: ReadonlyMap<string, Metrics>;
	readonly slices: readonly SliceFigures[];
	/** Null where the collection has no network, or the run does not say where people come from. */
	readonly merge: MergeMetrics | null;
	/** Null for a run that was read from a file. */
	readonly latency: Latency | null;
	readonly run: ReadonlyMap<string, readonly Found[]>;
}

/** Milliseconds for `depth` people; processor time is that of this process over all queries, its worker threads included. */
export interface Latency {
	readonly p50: number;
	readonly p95: number;
	readonly p99: number;
	readonly wallMilliseconds: number;
	readonly processorMilliseconds: number;
}

/** People of each list that are looked at, as R@100 asks for. */
export const DEPTH = 100;

/** Asks a system every query of the collection and measures what comes. */
export async function evaluate(system: System, corpus: Corpus, seed: number, depth = DEPTH): Promise<Evaluation> {
	const run = new Map<string, readonly Found[]>();
	const times: number[] = [];
	const wall = performance.now();
	const processor = process.cpuUsage();
	for (const query of corpus.queries) {
		const began = performance.now();
		run.set(query.id, await system.search(query, depth));
		times.push(performance.now() - began);
	}
	const { user, system: kernel } = process.cpuUsage(processor);
	const latency = {
		...percentiles(times),
		wallMilliseconds: performance.now() - wall,
		processorMilliseconds: (user + kernel) / 1000,
	};
	return { ...measureRun(system.name, run, corpus, seed), latency };
}

function percentiles(times: readonly number[]) {
	const sorted = times.toSorted((a, b) => a - b);
	const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? 0;
	return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** Measures lists that are there already. A judged query that the run lacks counts as one that found nothing. */
export function measureRun(
	system: string,
	run: ReadonlyMap<string, readonly Found[]>,
	corpus: Corpus,
	seed: number,
): Evaluation {
	const highest = highestGrade(corpus.judgments.values());
	const perQuery = new Map(
		judgedQueries(corpus).map(({ id }) => [id, measure(idsOf(run.get(id)), gradesOf(corpus, id), highest)]),
	);
	const all = [...perQuery.values()];
	const interval = (name: Metric) =>
		bootstrapInterval(
			all.map((one) => one[name]),
			seed,
			2000,
		);
	return {
		system,
		metrics: mean(all),
		intervals: Object.fromEntries(METRICS.map((name) => [name, interval(name)])) as Record<Metric, Interval>,
		perQuery,
		slices: sliceFigures(corpus, run, perQuery, highest),
		merge: mergeMetrics(corpus, run),
		latency: null,
		run,
	};
}

const idsOf = (found: readonly Found[] = []) => found.map(({ id }) => id);
const NO_GRADES: Grades = new Map();
export const gradesOf = (corpus: Corpus, query: string): Grades => corpus.judgments.get(query) ?? NO_GRADES;

/** Queries that somebody judged, in the order of the collection. */
export const judgedQueries = (corpus: Corpus): readonly CorpusQuery[] =>
	corpus.queries.filter(({ id }) => corpus.judgments.has(id));

/** An evaluation as JSON for other programs: everything but the lists themselves. */
export function asJson({ run: _, perQuery, ...rest }: Evaluation): Record<string, unknown> {
	return { ...rest, queries: perQuery.size, perQuery: Object.fromEntries(perQuery) };
}
