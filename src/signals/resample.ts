/** Chance for intervals: the same seed gives the same numbers. mulberry32 (Tommy Ettinger, public domain). */
export function seededRandom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

export interface Interval {
	readonly low: number;
	readonly high: number;
}

const ROUNDS = 2000;

/**
 * 95% percentile interval of a statistic over resampled units (Efron & Tibshirani 1993).
 * @param statistic of units given by their indices
 */
export function bootstrap(units: number, statistic: (drawn: Uint32Array) => number, seed = 1): Interval {
	if (units === 0) return { low: 0, high: 0 };
	const random = seededRandom(seed);
	const drawn = new Uint32Array(units);
	const values = Float64Array.from({ length: ROUNDS }, () => {
		for (let index = 0; index < units; index++) drawn[index] = Math.floor(random() * units);
		return statistic(drawn);
	}).sort();
	const at = (part: number) => values[Math.round(part * (ROUNDS - 1))] ?? 0;
	return { low: at(0.025), high: at(0.975) };
}
