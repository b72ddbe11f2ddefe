import type { Column, Facet } from "../../domain/document.ts";
import { compareBytes, compareCounts } from "../order.ts";
import type { FacetCount, FacetRequest, Plan, Retrieved } from "../port.ts";
import type { Person } from "./person.ts";

/** All that is counted over results. */
export interface Counted
	extends Pick<Retrieved, "facets" | "years" | "bands" | "linked" | "linkedProfiles" | "narrowed"> {}

/** The same counts as Elasticsearch makes, of people who are all at hand. */
export function countedOf(people: readonly Person[], plan: Plan): Omit<Counted, "narrowed"> {
	const links = people.flatMap(({ link }) => link ?? []);
	return {
		facets: Object.fromEntries(plan.facets.map((request) => [request.facet, valuesOf(people, request)])),
		years: plan.yearsStep === undefined ? [] : yearsOf(people, plan.yearsStep),
		bands: (plan.bands ?? []).map(({ column, starts }) => bandOf(columnOf(people, column), starts)),
		linked: links.length,
		linkedProfiles: plan.linkedProfiles ? [...new Set(links)].sort(compareBytes) : [],
	};
}

function valuesOf(people: readonly Person[], { facet, size, only, atLeast }: FacetRequest): FacetCount[] {
	const counts = new Map<string, number>();
	for (const { facets } of people)
		for (const value of new Set(facets[facet as Facet])) counts.set(value, (counts.get(value) ?? 0) + 1);
	const named = only && new Set(only);
	const isWanted = (value: string, count: number) =>
		named === undefined || named.has(value) || (atLeast !== undefined && count >= atLeast);
	return [...counts]
		.flatMap(([value, count]) => (isWanted(value, count) ? [{ value, count }] : []))
		.sort(compareCounts)
		.slice(0, size);
}

const columnOf = (people: readonly Person[], column: Column): number[] =>
	people.flatMap(({ columns }) => columns[column] ?? []);

function yearsOf(people: readonly Person[], step: number): Retrieved["years"] {
	const bars = new Map<number, number>();
	for (const years of columnOf(people, "years")) {
		const from = Math.floor(years / step) * step;
		bars.set(from, (bars.get(from) ?? 0) + 1);
	}
	return [...bars].map(([from, count]) => ({ from, count })).sort((one, other) => one.from - other.from);
}

function bandOf(values: readonly number[], starts: readonly number[]): number[] {
	const counts = starts.map(() => 0);
	for (const value of values) {
		const at = starts.findLastIndex((start) => start <= value);
		if (at >= 0) counts[at] = (counts[at] as number) + 1;
	}
	return counts;
}
