import type { FeatureLog, LoggedQuery } from "./feature-log.ts";

/**
 * Coordinate ascent (Metzler & Croft 2007) for mean nDCG@10 on logged features: one weight after the other is moved by factors,
 * what helps most is kept, until a round helps no more. Every weight stays within 0 and its bound, so that having more of a
 * feature never counts against anybody.
 */

const DEPTH = 10;
const DISCOUNTS = Float64Array.from({ length: DEPTH }, (_, index) => 1 / Math.log2(index + 2));
/** Factors tried on a weight. A weight of 0 is tried at the steps instead. */
const FACTORS = [0, 0.25, 0.5, 0.7, 0.85, 1.18, 1.4, 2, 4];
const STEPS = [0.1, 0.5, 2];
/** Largest weight of a ranking profile. */
const MOST = 100;
/** A gain below this is noise of the sample, and keeps the weight as it was. */
const LEAST_GAIN = 2e-4;
const ROUNDS = 6;

export interface Ascent {
	readonly weights: Float64Array;
	/** Mean nDCG@10 on the queries it was searched on. */
	readonly quality: number;
}

/**
 * @param queries those to search on; the others are never looked at
 * @param kept features whose weights stay: those that the queries say nothing about
 */
export function ascend(
	log: FeatureLog,
	queries: readonly LoggedQuery[],
	from: Float64Array,
	kept: ReadonlySet<string> = new Set(),
): Ascent {
	const weights = Float64Array.from(from, (weight, feature) =>
		kept.has(log.features[feature] ?? "") ? weight : Math.max(0, weight),
	);
	const scores = queries.map((query) => scoresOf(query, weights));
	let quality = meanQuality(queries, scores);
	for (let round = 0; round < ROUNDS; round++) {
		const before = quality;
		for (let feature = 0; feature < log.features.length; feature++) {
			if (kept.has(log.features[feature] ?? "")) continue;
			const found = bestValue(log, queries, scores, { feature, weight: weights[feature] ?? 0, quality });
			if (found === null) continue;
			move(log, queries, scores, feature, found.weight - (weights[feature] ?? 0));
			weights[feature] = found.weight;
			quality = found.quality;
		}
		if (quality - before < LEAST_GAIN) break;
	}
	return { weights, quality };
}

interface Tried {
	readonly feature: number;
	readonly weight: number;
	readonly quality: number;
}

function bestValue(
	log: FeatureLog,
	queries: readonly LoggedQuery[],
	scores: readonly Float64Array[],
	now: Tried,
): { readonly weight: number; readonly quality: number } | null {
	const trials = now.weight === 0 ? STEPS : FACTORS.map((factor) => Math.min(MOST, now.weight * factor));
	let best: { weight: number; quality: number } | null = null;
	for (const weight of trials) {
		let sum = 0;
		for (const [index, query] of queries.entries()) {
			sum += quality(query, shifted(log, query, scores[index] as Float64Array, now.feature, weight - now.weight));
		}
		const reached = sum / Math.max(1, queries.length);
		if (reached > (best?.quality ?? now.quality + LEAST_GAIN)) best = { weight, quality: reached };
	}
	return best;
}

/** Scores after one weight changed by `change`. */
function shifted(log: FeatureLog, query: LoggedQuery, scores: Float64Array, feature: number, change: number) {
	const width = log.features.length;
	return scores.map((score, row) => score + change * (query.values[row * width + feature] ?? 0));
}

function move(
	log: FeatureLog,
	queries: readonly LoggedQuery[],
	scores: Float64Array[],
	feature: number,
	change: number,
): void {
	for (const [index, query] of queries.entries()) {
		scores[index] = shifted(log, query, scores[index] as Float64Array, feature, change);
	}
}

export function scoresOf({ ids, values }: LoggedQuery, weights: Float64Array): Float64Array {
	const width = weights.length;
	return Float64Array.from(ids, (_, row) => {
		let sum = 0;
		for (let feature = 0; feature < width; feature++)
			sum += (values[row * width + feature] ?? 0) * (weights[feature] ?? 0);
		return sum;
	});
}

/** Rows of the best scores, the earlier row first where they are equal. */
export function topRows(scores: Float64Array, depth: number): number[] {
	const top: number[] = [];
	for (let row = 0; row < scores.length; row++) {
		const score = scores[row] as number;
		if (top.length === depth && score <= (scores[top[depth - 1] as number] as number)) continue;
		let at = top.length;
		while (at > 0 && (scores[top[at - 1] as number] as number) < score) at--;
		top.splice(at, 0, row);
		if (top.length > depth) top.pop();
	}
	return top;
}

/** nDCG@10 of one query under these scores. */
export function quality(query: LoggedQuery, scores: Float64Array): number {
	const gain = (grade: number, index: number) => Math.max(0, grade) * (DISCOUNTS[index] ?? 0);
	const ideal = query.ideal.slice(0, DEPTH).reduce((sum, grade, index) => sum + gain(grade, index), 0);
	if (ideal === 0) return 0;
	return topRows(scores, DEPTH).reduce((sum, row, index) => sum + gain(query.grades[row] ?? 0, index), 0) / ideal;
}

export function meanQuality(queries: readonly LoggedQuery[], scores: readonly Float64Array[]): number {
	const sum = queries.reduce((total, query, index) => total + quality(query, scores[index] as Float64Array), 0);
	return sum / Math.max(1, queries.length);
}
