import { COLUMNS, FACETS } from "../../../domain/document.ts";
import { Best } from "../../order.ts";
import type { FacetCount, FacetRequest, Plan, Retrieved } from "../../port.ts";
import { countValues, type FacetColumn } from "./facet-column.ts";
import type { ValueCounts } from "./facet-rows.ts";
import type { Found } from "./found.ts";
import type { People } from "./people-columns.ts";
import { scratch } from "./scratch.ts";

/** The facets that the plan asks for, counted over all results. */
export function countFacets(plan: Pick<Plan, "facets">, found: Found, people: People): Retrieved["facets"] {
	const columnOf = (facet: number) => people.facets[facet] as FacetColumn;
	const wanted = plan.facets.map(({ facet }) => FACETS.indexOf(facet));
	const missing = wanted.filter((facet) => !found.values.has(facet));
	const counted = missing.length === 0 ? [] : countValues(missing.map(columnOf), found.results);
	for (const [index, facet] of missing.entries()) found.values.set(facet, counted[index] as ValueCounts);
	return Object.fromEntries(
		plan.facets.map(({ facet, ...size }, index) => {
			const number = wanted[index] as number;
			return [facet, mostFrequent(columnOf(number), found.values.get(number) as ValueCounts, size)];
		}),
	);
}

function mostFrequent(
	column: FacetColumn,
	{ numbers, counts }: ValueCounts,
	{ size, only, atLeast = Number.POSITIVE_INFINITY }: Omit<FacetRequest, "facet">,
): FacetCount[] {
	const { values } = column;
	const wanted = only === undefined ? null : column.marked(only);
	const least = leastWanted(counts, wanted === null ? size : counts.length);
	const isBefore = (a: number, b: number) =>
		(counts[b] as number) - (counts[a] as number) || column.compare(numbers[a] as number, numbers[b] as number);
	const best = new Best(size, isBefore);
	const valueAt = (place: number) => values[numbers[place] as number] as string;
	for (let place = 0; place < numbers.length; place++) {
		const count = counts[place] as number;
		if (count < least) continue;
		if (wanted === null || count >= atLeast || wanted[numbers[place] as number] === 1) best.offer(place);
	}
	return best.take().map((place) => ({ value: valueAt(place), count: counts[place] as number }));
}

/** The lowest count that is among the `size` highest; at least 1. Spares most values the comparison with others. */
export function leastWanted(counts: Uint32Array, size: number): number {
	if (size >= counts.length) return 1;
	let highest = 0;
	for (let number = 0; number < counts.length; number++) {
		if ((counts[number] as number) > highest) highest = counts[number] as number;
	}
	const having = scratch.words(highest + 1);
	for (let number = 0; number < counts.length; number++) {
		const count = counts[number] as number;
		having[count] = (having[count] as number) + 1;
	}
	let above = 0;
	for (let count = highest; count > 1; count--) {
		above += having[count] as number;
		if (above >= size) return count;
	}
	return 1;
}

/** For each band of the plan, how many results fall into each of its parts. */
export function countBands(plan: Plan, results: Int32Array, people: People): Retrieved["bands"] {
	return (plan.bands ?? []).map(({ column, starts }) => {
		const values = people.column(COLUMNS.indexOf(column));
		const counts = starts.map(() => 0);
		for (const ordinal of results) {
			const value = values[ordinal] as number;
			let part = starts.length - 1;
			while (part >= 0 && value < (starts[part] as number)) part--;
			// NaN is below nothing, and in no part.
			if (part >= 0 && !Number.isNaN(value)) counts[part] = (counts[part] as number) + 1;
		}
		return counts;
	});
}

/** Histogram of the years of experience, in steps; those of unknown years are in none. */
export function countYears(step: number | undefined, results: Int32Array, people: People): Retrieved["years"] {
	if (step === undefined) return [];
	const years = people.column(COLUMNS.indexOf("years"));
	const counts = new Map<number, number>();
	// Most have the same few years one after the other.
	let [last, count] = [Number.NaN, 0];
	for (let index = 0; index < results.length; index++) {
		const from = Math.floor((years[results[index] as number] as number) / step) * step;
		if (from === last) {
			count++;
			continue;
		}
		if (count > 0) counts.set(last, (counts.get(last) ?? 0) + count);
		[last, count] = [from, Number.isNaN(from) ? 0 : 1];
	}
	if (count > 0) counts.set(last, (counts.get(last) ?? 0) + count);
	return Array.from(counts, ([from, people]) => ({ from, count: people })).sort((a, b) => a.from - b.from);
}
