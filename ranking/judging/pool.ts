import { createRandom } from "../../corpora/generate/random.ts";
import type { Grades } from "../metrics.ts";
import type { Scored } from "../trec.ts";
import { type Judgments, type Pair, pairKey } from "./judgments.ts";

/**
 * Whom to judge: for each query everybody whom any of some rankings has among its first `depth` (pooling, Sparck Jones & van
 * Rijsbergen 1975; TREC). What no ranking shows is not judged, and counts as not relevant.
 * @param runs what each ranking found, best first
 * @returns each pair once, in the order of queries and places
 */
export function poolOf(runs: readonly ReadonlyMap<string, readonly Scored[]>[], depth: number): Pair[] {
	const queries = new Set(runs.flatMap((run) => [...run.keys()]));
	return [...queries].flatMap((query) => {
		const tops = runs.map((run) => (run.get(query) ?? []).slice(0, depth));
		const places = Array.from({ length: depth }, (_, place) => tops.map((top) => top[place]?.id));
		const documents = new Set(places.flat().filter((id) => id !== undefined));
		return [...documents].map((document) => ({ query, document }));
	});
}

/**
 * The order in which somebody judges: queries by chance, the people of one query together and by chance, so that the order tells
 * nothing of how a ranking placed them.
 * @param seed the same order for the same seed and pool, whatever was judged meanwhile
 */
export function inBlindOrder(pool: readonly Pair[], seed: number): Pair[] {
	const byQuery = Map.groupBy(pool, ({ query }) => query);
	const sorted = [...byQuery.keys()].sort();
	const random = createRandom(seed, 17);
	return random.sample(sorted, sorted.length).flatMap((query) => {
		const own = (byQuery.get(query) ?? []).toSorted((one, other) => (one.document < other.document ? -1 : 1));
		return random.sample(own, own.length);
	});
}

/**
 * Pairs of a pool that nobody judged.
 * @param judge only what this judge has not judged; null: neither any judge nor qrels
 */
export function unjudgedOf(
	pool: readonly Pair[],
	judgments: Judgments,
	qrels: ReadonlyMap<string, Grades>,
	judge: string | null,
): Pair[] {
	if (judge !== null) return pool.filter((pair) => judgments.get(judge)?.has(pairKey(pair)) !== true);
	const byAnybody = (pair: Pair) => [...judgments.values()].some((own) => own.has(pairKey(pair)));
	return pool.filter((pair) => qrels.get(pair.query)?.has(pair.document) !== true && !byAnybody(pair));
}
