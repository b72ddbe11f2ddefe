import type { Vectors } from "./factorize.ts";

/** Index of a neighbour, and the cosine between the two, rounded to 4 places. */
export type Neighbour = readonly [index: number, similarity: number];

/**
 * The rows that point the same way, by cosine, nearest first; equally near ones in their order.
 * @param most for each row
 * @param least cosine
 */
export function neighbours(vectors: Vectors, most: number, least: number): Neighbour[][] {
	const { rows, dimension, values } = unitRows(vectors);
	return Array.from({ length: rows }, (_, row) => {
		const near: Neighbour[] = [];
		for (let other = 0; other < rows; other++) {
			if (other === row) continue;
			let cosine = 0;
			for (let axis = 0; axis < dimension; axis++)
				cosine += (values[row * dimension + axis] as number) * (values[other * dimension + axis] as number);
			if (cosine >= least) near.push([other, Math.min(1, Math.round(cosine * 10_000) / 10_000)]);
		}
		return near.sort(([one, a], [other, b]) => b - a || one - other).slice(0, most);
	});
}

/** Each row of length 1; rows of nothing stay so. */
function unitRows({ rows, dimension, values }: Vectors): Vectors {
	const unit = values.slice();
	for (let row = 0; row < rows; row++) {
		const own = unit.subarray(row * dimension, (row + 1) * dimension);
		const length = Math.sqrt(own.reduce((sum, value) => sum + value * value, 0));
		if (length > 0) for (let axis = 0; axis < dimension; axis++) own[axis] = (own[axis] as number) / length;
	}
	return { rows, dimension, values: unit };
}
