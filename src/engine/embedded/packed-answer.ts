/** An answer on its way between the threads: a text, and one buffer for each list of rows. Buffers are handed over, not copied. */
import { COLUMNS, type Facet, WAYS } from "../../domain/document.ts";
import type { Counts, FacetCount, Listed, Rows } from "../port.ts";

/** Who is found, but for the list of linked profiles: see lists.ts. */
type Answer = Omit<Listed, "linkedProfiles">;

export interface PackedAnswer {
	readonly text: string;
	/** The numbers of `rows` and of `also`. */
	readonly buffers: readonly [ArrayBuffer, ArrayBuffer];
}

/** Of a facet: the values, and how many people have each. Two lists are half as long as pairs with names. */
type PackedFacet = readonly [facet: string, values: readonly string[], counts: readonly number[]];
type PackedIds = Pick<Rows, "ids" | "links">;
interface Text extends Omit<Answer, "rows" | "also"> {
	readonly rows: PackedIds;
	readonly also: PackedIds;
}
interface CountsText extends Omit<Counts, "facets"> {
	readonly facets: readonly PackedFacet[];
}

export function packAnswer({ rows, also, ...rest }: Answer): PackedAnswer {
	const text: Text = {
		...rest,
		rows: { ids: rows.ids, links: rows.links },
		also: { ids: also.ids, links: also.links },
	};
	return {
		text: JSON.stringify(text),
		buffers: [rows.columns.buffer as ArrayBuffer, also.columns.buffer as ArrayBuffer],
	};
}

export function unpackAnswer({ text, buffers }: PackedAnswer): Answer {
	const { rows, also, ...rest } = JSON.parse(text) as Text;
	const groups = rest.groups.length;
	return { ...rest, rows: rowsIn(buffers[0], rows, groups), also: rowsIn(buffers[1], also, groups) };
}

export function packCounts({ facets, ...rest }: Counts): string {
	const text: CountsText = {
		...rest,
		facets: Object.entries(facets).map(([facet, counts]) => [
			facet,
			counts.map(({ value }) => value),
			counts.map(({ count }) => count),
		]),
	};
	return JSON.stringify(text);
}

export function unpackCounts(text: string): Counts {
	const { facets, ...rest } = JSON.parse(text) as CountsText;
	return {
		...rest,
		facets: Object.fromEntries(facets.map(([facet, values, counts]) => [facet, countsOf(values, counts)])) as Readonly<
			Partial<Record<Facet, readonly FacetCount[]>>
		>,
	};
}

const countsOf = (values: readonly string[], counts: readonly number[]): FacetCount[] =>
	values.map((value, index) => ({ value, count: counts[index] as number }));

/** Bytes that the numbers of so many rows take. */
export function bytesOfRows(size: number, groups: number): number {
	return size * (COLUMNS.length + 1) * 8 + size * 4 + size * groups * (4 + WAYS);
}

/** Rows whose numbers lie in one buffer: handing over a buffer costs about as much for a small one as for a big one. */
export function rowsIn(buffer: ArrayBuffer, { ids, links }: PackedIds, groups: number): Rows {
	const size = ids.length;
	const cells = size * groups;
	const numbers = size * (COLUMNS.length + 1);
	// The widest first, so that each array begins at a multiple of its own width.
	const narrow = numbers * 8 + size * 4;
	return {
		ids,
		links,
		columns: new Float64Array(buffer, 0, size * COLUMNS.length),
		scores: new Float64Array(buffer, size * COLUMNS.length * 8, size),
		bodyLengths: new Uint32Array(buffer, numbers * 8, size),
		masks: new Uint16Array(buffer, narrow, cells),
		alternatives: new Uint8Array(buffer, narrow + cells * 2, cells),
		bodyFrequencies: new Uint8Array(buffer, narrow + cells * 3, cells),
		ways: new Uint8Array(buffer, narrow + cells * 4, cells * WAYS),
	};
}
