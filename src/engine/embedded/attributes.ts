/** Columns and facets of a person as one blob: see `person.attributes` in mappings/embedded.v1.sql. Little-endian. */

const NUMBER = 8;
const INTEGER = 4;
const HEADER = 2 * INTEGER;

/**
 * @param columns in the order of COLUMNS
 * @param codes of the values of each facet, in the order of FACETS
 */
export function packAttributes(columns: readonly number[], codes: readonly (readonly number[])[]): Buffer {
	const total = codes.reduce((sum, list) => sum + list.length, 0);
	const blob = Buffer.alloc(HEADER + columns.length * NUMBER + (codes.length + total) * INTEGER);
	let at = blob.writeInt32LE(columns.length, 0);
	at = blob.writeInt32LE(codes.length, at);
	for (const value of columns) at = blob.writeDoubleLE(value, at);
	for (const list of codes) at = blob.writeInt32LE(list.length, at);
	for (const list of codes) for (const code of list) at = blob.writeInt32LE(code, at);
	return blob;
}

/** NaN where unknown, and for a column that was not there yet when the blob was written. */
export function columnOf(blob: Buffer, column: number): number {
	return column < blob.readInt32LE(0) ? blob.readDoubleLE(HEADER + column * NUMBER) : Number.NaN;
}

/** Calls `take` for each facet value, in the order of FACETS. */
export function eachCode(blob: Buffer, take: (facet: number, code: number) => void): void {
	const countsAt = HEADER + blob.readInt32LE(0) * NUMBER;
	const facets = blob.readInt32LE(INTEGER);
	let at = countsAt + facets * INTEGER;
	for (let facet = 0; facet < facets; facet++) {
		const end = at + blob.readInt32LE(countsAt + facet * INTEGER) * INTEGER;
		for (; at < end; at += INTEGER) take(facet, blob.readInt32LE(at));
	}
}
