import type { SparseMatrix } from "./counts.ts";

/**
 * The directions in which a symmetric matrix says most, by subspace iteration (Halko, Martinsson & Tropp 2011): multiply, make
 * orthogonal, again. A few hundred thousand values and 64 dimensions take about a second.
 */

export interface Vectors {
	readonly rows: number;
	readonly dimension: number;
	/** Row r lies from r * dimension on. */
	readonly values: Float64Array;
}

const ROUNDS = 8;

/**
 * A vector for each row: the matrix seen in its `dimension` strongest directions. Cosines between them do not depend on which basis of
 * these directions was found.
 * @param seed the same matrix and seed give the same vectors to the bit
 */
export function factorize(matrix: SparseMatrix, dimension: number, seed: number): Vectors {
	const width = Math.min(dimension, matrix.size);
	let basis: Vectors = { rows: matrix.size, dimension: width, values: new Float64Array(matrix.size * width) };
	const random = randomNumbers(seed);
	for (let at = 0; at < basis.values.length; at++) basis.values[at] = random() - 0.5;
	for (let round = 0; round < ROUNDS; round++) {
		orthonormalize(basis);
		basis = times(matrix, basis);
	}
	return basis;
}

function times({ size, starts, columns, values }: SparseMatrix, { dimension, values: from }: Vectors): Vectors {
	const product = new Float64Array(size * dimension);
	for (let row = 0; row < size; row++) {
		const to = row * dimension;
		for (let at = starts[row] as number; at < (starts[row + 1] as number); at++) {
			const source = (columns[at] as number) * dimension;
			const value = values[at] as number;
			for (let axis = 0; axis < dimension; axis++)
				product[to + axis] = (product[to + axis] as number) + value * (from[source + axis] as number);
		}
	}
	return { rows: size, dimension, values: product };
}

/** Gram-Schmidt, each column against those before it, twice: once loses digits. A column that is nothing new becomes 0. */
function orthonormalize(vectors: Vectors): void {
	for (let axis = 0; axis < vectors.dimension; axis++) {
		const before = Math.sqrt(product(vectors, axis, axis));
		for (let round = 0; round < 2; round++)
			for (let other = 0; other < axis; other++) subtract(vectors, axis, other, product(vectors, axis, other));
		const length = Math.sqrt(product(vectors, axis, axis));
		scale(vectors, axis, length > before * 1e-10 ? 1 / length : 0);
	}
}

function product({ rows, dimension, values }: Vectors, one: number, other: number): number {
	let sum = 0;
	for (let row = 0; row < rows; row++)
		sum += (values[row * dimension + one] as number) * (values[row * dimension + other] as number);
	return sum;
}

function subtract({ rows, dimension, values }: Vectors, axis: number, other: number, factor: number): void {
	for (let row = 0; row < rows; row++) {
		const at = row * dimension;
		values[at + axis] = (values[at + axis] as number) - factor * (values[at + other] as number);
	}
}

function scale({ rows, dimension, values }: Vectors, axis: number, factor: number): void {
	for (let row = 0; row < rows; row++)
		values[row * dimension + axis] = (values[row * dimension + axis] as number) * factor;
}

/** Mulberry32: numbers from 0 to 1 that only depend on the seed. */
function randomNumbers(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}
