import { COLUMNS, FACETS } from "../../../domain/document.ts";
import { Best, compareBytes } from "../../order.ts";
import type { FacetCount, Plan, Retrieved } from "../../port.ts";
import type { FacetColumn } from "./facet-column.ts";
import type { PeopleColumns } from "./people-columns.ts";

/** The facets that the plan asks for, counted over all results. */
export function countFacets(plan: Plan, results: Int32Array, people: PeopleColumns): Retrieved["facets"] {
	return Object.fromEntries(
		plan.facets.map(({ facet, size }) => [
			facet,
			mostFrequent(people.facets[FACETS.indexOf(facet)] as FacetColumn, results, size),
		]),
	);
}

function mostFrequent(column: FacetColumn, results: Int32Array, size: number): FacetCount[] {
	const counts = column.count(results);
	const { values } = column;
	const best = new Best(
		size,
		(a, b) => (counts[b] as number) - (counts[a] as number) || compareBytes(values[a] as string, values[b] as string),
	);
	for (let number = 0; number < counts.length; number++) if (counts[number] !== 0) best.offer(number);
	return best.take().map((number) => ({ value: values[number] as string, count: counts[number] as number }));
}

/** Histogram of the years of experience, in steps; those of unknown years are in none. */
export function countYears(step: number | undefined, results: Int32Array, people: PeopleColumns): Retrieved["years"] {
	if (step === undefined) return [];
	const years = people.column(COLUMNS.indexOf("years"));
	const counts = new Map<number, number>();
	for (const ordinal of results) {
		const from = Math.floor((years[ordinal] as number) / step) * step;
		if (!Number.isNaN(from)) counts.set(from, (counts.get(from) ?? 0) + 1);
	}
	return Array.from(counts, ([from, count]) => ({ from, count })).sort((a, b) => a.from - b.from);
}
