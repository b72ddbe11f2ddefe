const medianOf = (values: readonly number[]): number =>
	values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0;

/**
 * By how much a measured value grew over the second half of its samples, as a part of it: the median slope between any two of them
 * (Theil-Sen), which one sample that is high or low by chance does not move.
 */
export function growthOf(samples: readonly number[]): number {
	const half = samples.slice(samples.length >> 1);
	const slopes = half.flatMap((one, at) => half.slice(at + 1).map((other, more) => (other - one) / (more + 1)));
	return (medianOf(slopes) * (half.length - 1)) / medianOf(half);
}
