import type { Forest, Tree } from "../../src/domain/forest.ts";
import { RANKED_FEATURES } from "../../src/domain/forest.ts";
import { FEATURE_INDEX, leafValue } from "../../src/rank/forest.ts";
import { quality, scoresOf } from "../ascent.ts";
import type { FeatureLog, LoggedQuery } from "../feature-log.ts";
import { binned } from "./bins.ts";
import { type Growth, grow } from "./grow.ts";
import { addLambdas } from "./lambdas.ts";

/**
 * LambdaMART: trees that are added to the scores of a linear profile, one after the other, each along the gradients that the ones
 * before left. Training stops when queries that it does not learn from gain no more, and keeps the trees up to their best.
 */
export interface Boosting extends Growth {
	readonly trees: number;
	/** Trees without a gain on the queries that are watched, after which it stops. */
	readonly patience: number;
}

/** Small trees and slow steps: some hundred queries say no more. Chosen before anything was measured, and not by results. */
export const BOOSTING: Boosting = {
	trees: 300,
	patience: 30,
	leaves: 8,
	depth: 4,
	rows: 40,
	lambda: 1,
	rate: 0.1,
};

export interface Boosted {
	readonly forest: Forest;
	/** Mean nDCG@10 on the queries that were learned from, and on those that were watched. */
	readonly training: number;
	readonly watched: number;
	/** What the splits of each feature gained, as a share of all. */
	readonly importance: readonly { readonly feature: string; readonly share: number }[];
}

/**
 * @param queries those to learn from
 * @param watched those that say when to stop
 * @param start weights of the linear profile, in the order of the log's features
 * @param kept features that no tree looks at: those that the queries say nothing about
 */
export function boost(
	log: FeatureLog,
	[queries, watched]: readonly [learned: readonly LoggedQuery[], watched: readonly LoggedQuery[]],
	start: Float64Array,
	kept: ReadonlySet<string> = new Set(),
	boosting: Boosting = BOOSTING,
): Boosted {
	const table = binned(log, queries, kept);
	const learned = scoredOf(log, queries, start);
	const others = scoredOf(log, watched, start);
	const forest: Tree[] = [];
	const gains: Float64Array[] = [];
	let best = { trees: 0, training: learned.quality(), watched: others.quality() };
	for (let round = 0; round < boosting.trees && round - best.trees < boosting.patience; round++) {
		const gradients = { push: new Float64Array(table.rows), bend: new Float64Array(table.rows) };
		for (const [index, query] of queries.entries()) {
			addLambdas(query, learned.scores, table.starts[index] as number, gradients);
		}
		const grown = grow(table, log.features, gradients, boosting);
		if (grown === null) break;
		forest.push(grown.tree);
		gains.push(grown.gains);
		learned.add(grown.tree);
		others.add(grown.tree);
		const reached = others.quality();
		if (reached > best.watched) best = { trees: forest.length, training: learned.quality(), watched: reached };
	}
	const { trees, ...reached } = best;
	return { forest: forest.slice(0, trees), ...reached, importance: shares(gains.slice(0, trees), log) };
}

/** Scores of all rows of some queries while trees are added. */
function scoredOf(log: FeatureLog, queries: readonly LoggedQuery[], start: Float64Array) {
	const rows = queries.flatMap((query) => rankedRows(log, query));
	const scores = Float64Array.from(queries.flatMap((query) => [...scoresOf(query, start)]));
	return {
		scores,
		add(tree: Tree) {
			for (const [row, values] of rows.entries()) scores[row] = (scores[row] as number) + leafValue(tree, values);
		},
		quality() {
			let first = 0;
			let sum = 0;
			for (const query of queries) {
				sum += quality(query, scores.subarray(first, first + query.ids.length));
				first += query.ids.length;
			}
			return sum / Math.max(1, queries.length);
		},
	};
}

/** The rows of a query with their values where the ranking has them. */
function rankedRows({ features }: FeatureLog, { ids, values }: LoggedQuery): Float64Array[] {
	return ids.map((_, row) => {
		const ranked = new Float64Array(RANKED_FEATURES.length);
		for (const [index, feature] of features.entries()) {
			if (feature !== "trees") ranked[FEATURE_INDEX[feature]] = values[row * features.length + index] as number;
		}
		return ranked;
	});
}

/** The scores of a query's rows under weights and trees. */
export function boostedScores(log: FeatureLog, query: LoggedQuery, start: Float64Array, forest: Forest): Float64Array {
	const rows = rankedRows(log, query);
	return scoresOf(query, start).map(
		(score, row) => score + forest.reduce((sum, tree) => sum + leafValue(tree, rows[row] as Float64Array), 0),
	);
}

function shares(gains: readonly Float64Array[], { features }: FeatureLog): Boosted["importance"] {
	const sums = features.map((_, index) => gains.reduce((sum, of) => sum + (of[index] ?? 0), 0));
	const all = sums.reduce((sum, gain) => sum + gain, 0);
	return features.map((feature, index) => ({ feature, share: all > 0 ? (sums[index] as number) / all : 0 }));
}
