import type { Corpus, CorpusQuery } from "./corpus.ts";
import { type MergeMetrics, mergeMetrics } from "./merge-metrics.ts";
import { type Grades, highestGrade, type Metrics, mean, measure } from "./metrics.ts";
import { type Intervals, intervalsOf } from "./significance.ts";
import { type SliceFigures, sliceFigures } from "./slices.ts";
import type { Found, System } from "./systems.ts";

/** What one system is worth on one collection. */
export interface Evaluation {
	readonly system: string;
	/** Means over all judged queries, and the 95% interval of each. */
	readonly metrics: Metrics;
	readonly intervals: Intervals;
	readonly perQuery: ReadonlyMap<string, Metrics>;
	readonly slices: readonly SliceFigures[];
	/** Null where the collection has no network, or the run does not say where people come from. */
	readonly merge: MergeMetrics | null;
	/** Null for a run that was read from a file. */
	readonly latency: Latency | null;
	readonly run: ReadonlyMap<string, readonly Found[]>;
}

/** Milliseconds for `depth` people, warm; processor time is that of this process over all queries, its worker threads included. */
export interface Latency {
	readonly p50: number;
	readonly p95: number;
	readonly p99: number;
	readonly wallMilliseconds: number;
	readonly processorMilliseconds: number;
}

/** People of each list that are looked at, as R@100 asks for. */
export const DEPTH = 100;

/** Queries that each system is asked before any is timed: the first ones find code and postings cold. */
const WARM_UP = 10;

/**
 * Asks systems every query of the collection and measures what comes. They take turns, each query begun by another one, so that what
 * one leaves warm serves all alike and their latencies can be compared.
 */
export async function evaluateAll(
	systems: readonly System[],
	corpus: Corpus,
	seed: number,
	depth = DEPTH,
): Promise<Evaluation[]> {
	for (const query of corpus.queries.slice(0, WARM_UP)) {
		for (const system of systems) await system.search(query, depth);
	}
	const timed = systems.map((system) => new TimedRun(system, depth));
	for (const [index, query] of corpus.queries.entries()) {
		for (let turn = 0; turn < timed.length; turn++) await timed[(index + turn) % timed.length]?.ask(query);
	}
	return timed.map(({ system, run, latency }) => ({ ...measureRun(system.name, run, corpus, seed), latency }));
}

/** Searches that {@link evaluateAll} asks of so many systems, the untimed ones included. */
export const searchCount = ({ queries }: Corpus, systems: number): number =>
	systems * (queries.length + Math.min(WARM_UP, queries.length));

/** The same of one system. */
export async function evaluate(system: System, corpus: Corpus, seed: number, depth = DEPTH): Promise<Evaluation> {
	const [evaluation] = await evaluateAll([system], corpus, seed, depth);
	return evaluation as Evaluation;
}

class TimedRun {
	readonly system: System;
	readonly run = new Map<string, readonly Found[]>();
	readonly #depth: number;
	readonly #times: number[] = [];
	#processor = 0;

	constructor(system: System, depth: number) {
		this.system = system;
		this.#depth = depth;
	}

	async ask(query: CorpusQuery): Promise<void> {
		const processor = process.cpuUsage();
		const began = performance.now();
		const found = await this.system.search(query, this.#depth);
		this.#times.push(performance.now() - began);
		const { user, system } = process.cpuUsage(processor);
		this.#processor += user + system;
		this.run.set(query.id, found);
	}

	get latency(): Latency {
		return {
			...percentiles(this.#times),
			wallMilliseconds: this.#times.reduce((sum, time) => sum + time, 0),
			processorMilliseconds: this.#processor / 1000,
		};
	}
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
	return {
		system,
		metrics: mean(all),
		intervals: intervalsOf(all, seed),
		perQuery,
		slices: sliceFigures(corpus, { run, perQuery, highest, seed }),
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
export function asJson({ run: _, perQuery, slices, ...rest }: Evaluation): Record<string, unknown> {
	return {
		...rest,
		queries: perQuery.size,
		slices: slices.map(sliceAsJson),
		perQuery: Object.fromEntries(perQuery),
	};
}

const sliceAsJson = ({ perQuery: _, ...rest }: SliceFigures) => rest;
