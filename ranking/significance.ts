/** Is a difference between two systems more than chance? Paired by query; the same seed gives the same numbers. */
import { createRandom, type Random } from "../corpora/generate/random.ts";
import { METRICS, type Metric, type Metrics } from "./metrics.ts";

export interface Interval {
	readonly low: number;
	readonly high: number;
}

export interface Paired {
	/** Mean of the differences, second minus first. */
	readonly delta: number;
	/** 95% interval of the mean difference. */
	readonly interval: Interval;
	/** Two-sided. */
	readonly p: number;
	/** Queries that gained, lost, and stayed (within {@link TIE}). */
	readonly wins: number;
	readonly losses: number;
	readonly ties: number;
}

/** Differences below this are rounding. */
export const TIE = 1e-9;
/** Resamples. With 10,000 the p value of a chance of 1% is off by 0.2% at most (95%). */
const ROUNDS = 10_000;
const LEVEL = 0.95;

const meanOf = (values: readonly number[]) =>
	values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Percentile interval of a mean from resampled queries (Efron & Tibshirani 1993; for retrieval Sakai 2006).
 * @param values one for each query
 */
export function bootstrapInterval(values: readonly number[], seed: number, rounds = ROUNDS): Interval {
	if (values.length === 0) return { low: 0, high: 0 };
	const random = createRandom(seed, 11);
	const means = Float64Array.from({ length: rounds }, () => resampledMean(values, random)).sort();
	const at = (part: number) => means[Math.min(rounds - 1, Math.max(0, Math.round(part * (rounds - 1))))] ?? 0;
	return { low: at((1 - LEVEL) / 2), high: at((1 + LEVEL) / 2) };
}

/** Resamples for the intervals of many metrics at once, which are for reading and not for a decision. */
const FEWER_ROUNDS = 2000;

export type Intervals = Readonly<Record<Metric, Interval>>;

/** The interval of every metric. @param all of one query each */
export function intervalsOf(all: readonly Metrics[], seed: number): Intervals {
	const of = (name: Metric) =>
		bootstrapInterval(
			all.map((one) => one[name]),
			seed,
			FEWER_ROUNDS,
		);
	return Object.fromEntries(METRICS.map((name) => [name, of(name)])) as Record<Metric, Interval>;
}

function resampledMean(values: readonly number[], random: Random): number {
	let sum = 0;
	for (let drawn = 0; drawn < values.length; drawn++) sum += values[Math.floor(random.next() * values.length)] ?? 0;
	return sum / values.length;
}

/**
 * Fisher's randomization test (Smucker, Allan & Carterette 2007): how often random signs make the mean difference at least as large.
 * The observed signs count as one of the rounds, so that p is never 0.
 * @param differences one for each query
 * @returns two-sided p
 */
export function randomizationTest(differences: readonly number[], seed: number, rounds = ROUNDS): number {
	const moved = differences.filter((difference) => Math.abs(difference) > TIE);
	const observed = Math.abs(moved.reduce((sum, difference) => sum + difference, 0));
	const random = createRandom(seed, 13);
	let asLarge = 1;
	for (let round = 0; round < rounds; round++) {
		let sum = 0;
		for (const difference of moved) sum += random.next() < 0.5 ? difference : -difference;
		if (Math.abs(sum) >= observed - TIE) asLarge++;
	}
	return asLarge / (rounds + 1);
}

/** The whole comparison. @param first, second values of the same queries in the same order */
export function comparePaired(first: readonly number[], second: readonly number[], seed: number): Paired {
	if (first.length !== second.length) throw new RangeError("Paired values come in pairs.");
	const differences = second.map((value, index) => value - (first[index] ?? 0));
	return {
		delta: meanOf(differences),
		interval: bootstrapInterval(differences, seed),
		p: randomizationTest(differences, seed),
		wins: differences.filter((difference) => difference > TIE).length,
		losses: differences.filter((difference) => difference < -TIE).length,
		ties: differences.filter((difference) => Math.abs(difference) <= TIE).length,
	};
}
