/**
 * Columns and facets of a person as one blob: see `person.attributes` in mappings/embedded.v1.sql. Little-endian. Behind them, to the end,
 * stands who may see what (`access` of the document) as JSON in UTF-8; nothing where it is absent, and of people stored before it
 * was introduced.
 */

const NUMBER = 8;
const INTEGER = 4;
const HEADER = 2 * INTEGER;

/**
 * @param columns in the order of COLUMNS
 * @param codes of the values of each facet, in the order of FACETS
 * @param access JSON, '' where there is none
 */
export function packAttributes(
	columns: readonly number[],
	codes: readonly (readonly number[])[],
	access: string,
): Buffer {
	const total = codes.reduce((sum, list) => sum + list.length, 0);
	const size = HEADER + columns.length * NUMBER + (codes.length + total) * INTEGER;
	const blob = Buffer.alloc(size + Buffer.byteLength(access));
	blob.write(access, size);
	let at = blob.writeInt32LE(columns.length, 0);
	at = blob.writeInt32LE(codes.length, at);
	for (const value of columns) at = blob.writeDoubleLE(value, at);
	for (const list of codes) at = blob.writeInt32LE(list.length, at);
	for (const list of codes) for (const code of list) at = blob.writeInt32LE(code, at);
	return blob;
}

/** Calls `take` for each of so many columns: NaN where unknown, and for one that was not there yet when the blob was written. */
export function eachColumn(blob: Buffer, columns: number, take: (column: number, value: number) => void): void {
	const view = viewOf(blob);
	const written = view.getInt32(0, true);
	for (let column = 0; column < columns; column++)
		take(column, column < written ? view.getFloat64(HEADER + column * NUMBER, true) : Number.NaN);
}

const viewOf = (blob: Buffer) => new DataView(blob.buffer, blob.byteOffset, blob.length);
/** Who may see what, as JSON; '' where it is not known. */
export function accessOf(blob: Buffer): string {
	const countsAt = HEADER + blob.readInt32LE(0) * NUMBER;
	const facets = blob.readInt32LE(INTEGER);
	let at = countsAt + facets * INTEGER;
	for (let facet = 0; facet < facets; facet++) at += blob.readInt32LE(countsAt + facet * INTEGER) * INTEGER;
	return blob.toString("utf8", at);
}

/** Calls `take` for each facet value, in the order of FACETS. */
export function eachCode(blob: Buffer, take: (facet: number, code: number) => void): void {
	const view = viewOf(blob);
	const countsAt = HEADER + view.getInt32(0, true) * NUMBER;
	const facets = view.getInt32(INTEGER, true);
	let at = countsAt + facets * INTEGER;
	for (let facet = 0; facet < facets; facet++) {
		const end = at + view.getInt32(countsAt + facet * INTEGER, true) * INTEGER;
		for (; at < end; at += INTEGER) take(facet, view.getInt32(at, true));
	}
}
