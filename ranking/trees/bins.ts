import type { FeatureLog, LoggedQuery } from "../feature-log.ts";

/** Values of features as small whole numbers: where a tree may split is decided once, by how the values lie. */

/** Places at which one feature may be split, at most. More find little, and cost time and over-fitting. */
const MOST_BINS = 64;

export interface Binned {
	/** Per feature, ascending: a value is in the first bin whose threshold it is not above; above the last one in one more. */
	readonly thresholds: readonly Float64Array[];
	/** Row by row over all queries, a bin for each feature. */
	readonly bins: Uint8Array;
	readonly rows: number;
	readonly features: number;
	/** First row of each query, and the end. */
	readonly starts: Uint32Array;
}

/** @param skipped features that no tree may split on */
export function binned(log: FeatureLog, queries: readonly LoggedQuery[], skipped: ReadonlySet<string>): Binned {
	const features = log.features.length;
	const starts = new Uint32Array(queries.length + 1);
	for (const [index, { ids }] of queries.entries()) starts[index + 1] = (starts[index] as number) + ids.length;
	const rows = starts[queries.length] as number;
	const thresholds = log.features.map((feature, index) =>
		skipped.has(feature) ? new Float64Array(0) : thresholdsOf(queries, index, features),
	);
	const bins = new Uint8Array(rows * features);
	for (const [query, { values }] of queries.entries()) {
		const first = (starts[query] as number) * features;
		for (let cell = 0; cell < values.length; cell++) {
			bins[first + cell] = binOf(thresholds[cell % features] as Float64Array, values[cell] as number);
		}
	}
	return { thresholds, bins, rows, features, starts };
}

/** Middles between neighbouring values; of many values those that part the rows evenly. */
function thresholdsOf(queries: readonly LoggedQuery[], feature: number, features: number): Float64Array {
	const count = queries.reduce((sum, { ids }) => sum + ids.length, 0);
	const all = new Float64Array(count);
	let at = 0;
	for (const { ids, values } of queries) {
		for (let row = 0; row < ids.length; row++) all[at++] = values[row * features + feature] ?? 0;
	}
	all.sort();
	const middles: number[] = [];
	for (let index = 1; index < count; index++) {
		const [low, high] = [all[index - 1] as number, all[index] as number];
		if (low < high) middles.push((low + high) / 2);
	}
	if (middles.length < MOST_BINS) return Float64Array.from(middles);
	const parted = Array.from({ length: MOST_BINS - 1 }, (_, index) => {
		const value = all[Math.floor(((index + 1) * count) / MOST_BINS)] as number;
		return middles[binOf(middles, value)] ?? (middles.at(-1) as number);
	});
	return Float64Array.from(new Set(parted)).sort();
}

function binOf(thresholds: ArrayLike<number>, value: number): number {
	let low = 0;
	let high = thresholds.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (value > (thresholds[middle] as number)) low = middle + 1;
		else high = middle;
	}
	return low;
}
