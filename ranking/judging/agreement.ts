/**
 * How far do judges agree, beyond what chance alone would give? 1 is perfect, 0 is chance, below 0 is worse than chance. Null where it
 * is not defined: nothing in common, or everybody gave one grade throughout, so that nothing could have differed.
 */

/** What a disagreement of two values costs, 0 for none. */
export type Disagreement = (one: number, other: number) => number;

export const KAPPA_WEIGHTS = {
	/** Any difference counts the same (Cohen 1960). */
	none: (one, other) => (one === other ? 0 : 1),
	/** By the number of steps between (Cohen 1968). */
	linear: (one, other) => Math.abs(one - other),
	/** By the square of it (Fleiss & Cohen 1973). */
	quadratic: (one, other) => (one - other) ** 2,
} as const satisfies Record<string, Disagreement>;

/**
 * Cohen's kappa of two judges, weighted by what a disagreement costs: 1 less the cost observed over the cost to expect of judges who
 * give their grades as often as these do, but at random.
 * @param pairs the two grades of everything that both judged
 */
export function cohenKappa(
	pairs: readonly (readonly [number, number])[],
	weights: Disagreement = KAPPA_WEIGHTS.none,
): number | null {
	const observed = pairs.reduce((sum, [one, other]) => sum + weights(one, other), 0) * pairs.length;
	const first = countsOf(pairs.map(([one]) => one));
	const second = countsOf(pairs.map(([, other]) => other));
	let expected = 0;
	for (const [one, times] of first) for (const [other, of] of second) expected += times * of * weights(one, other);
	return expected === 0 ? null : 1 - observed / expected;
}

function countsOf(values: readonly number[]): Map<number, number> {
	const counts = new Map<number, number>();
	for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
	return counts;
}

export type Level = "nominal" | "ordinal" | "interval";

/**
 * Krippendorff's alpha of any number of judges, where not everybody needs to have judged everything (Krippendorff 2011, Computing
 * Krippendorff's Alpha-Reliability): 1 less the disagreement observed within units over that to expect of values drawn together at random.
 * @param units of each thing that was judged the values it was given; a thing with fewer than two values says nothing and is left out
 * @param level nominal: grades are only names · ordinal: only their order counts · interval: the steps between them are equal
 */
export function krippendorffAlpha(units: readonly (readonly number[])[], level: Level = "ordinal"): number | null {
	const paired = units.filter((values) => values.length > 1);
	const counts = countsOf(paired.flat());
	const total = paired.reduce((sum, values) => sum + values.length, 0);
	const distance = distanceOf(level, counts);
	const observed = paired.reduce((sum, values) => sum + disagreementWithin(values, distance), 0);
	let expected = 0;
	for (const [one, times] of counts) for (const [other, of] of counts) expected += times * of * distance(one, other);
	return expected === 0 ? null : 1 - ((total - 1) * observed) / expected;
}

/** Over all ordered pairs of different judges, each value with the same weight. */
function disagreementWithin(values: readonly number[], distance: Disagreement): number {
	let sum = 0;
	for (const one of values) for (const other of values) sum += distance(one, other);
	return sum / (values.length - 1);
}

function distanceOf(level: Level, counts: ReadonlyMap<number, number>): Disagreement {
	if (level === "nominal") return KAPPA_WEIGHTS.none;
	if (level === "interval") return KAPPA_WEIGHTS.quadratic;
	const values = [...counts.keys()].sort((one, other) => one - other);
	// A value stands in the middle of all that were given it, so that the way to another is counted from middle to middle.
	let before = 0;
	const middles = new Map(
		values.map((value) => {
			const times = counts.get(value) ?? 0;
			const middle = before + times / 2;
			before += times;
			return [value, middle];
		}),
	);
	return (one, other) => ((middles.get(one) ?? 0) - (middles.get(other) ?? 0)) ** 2;
}
