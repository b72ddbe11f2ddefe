import { signal } from "@preact/signals";
import type { SavedSearch } from "../../domain/desk.ts";
import type { SearchFilters, SearchRequestInput } from "../../domain/query.ts";
import { address } from "../shell/router.ts";

/** What is asked for, as it stands in the address: back, forward and reload work. */
export interface Asked {
	readonly query: string;
	/** By facet: the values that are chosen. */
	readonly filters: Readonly<Partial<Record<FacetName, readonly string[]>>>;
	/** Ids of clauses that are switched off. */
	readonly disabled: readonly string[];
	/** Ways of widening, and words, that are switched off. */
	readonly off: readonly string[];
	readonly offTerms: readonly string[];
	readonly blind: boolean;
	readonly includeHidden: boolean;
}

/** Whether the list that was looked at last in this window was blind: the next one that is begun is so, too. */
export const lastBlind = signal(false);

/** Facets in the order in which they are shown, and the filter of the request that each sets. */
export const FACETS = {
	origin: "origins",
	location: "locations",
	title: "titles",
	skill: "skills",
	company: "companies",
	years: "years",
	lastActivity: "lastActivity",
	education: "education",
	language: "languages",
	source: "sources",
	stage: "stages",
	outcome: "outcomes",
	tag: "tags",
} as const satisfies Record<string, keyof SearchFilters>;
export type FacetName = keyof typeof FACETS;
export const FACET_NAMES = Object.keys(FACETS) as FacetName[];

export const NOTHING: Asked = {
	query: "",
	filters: {},
	disabled: [],
	off: [],
	offTerms: [],
	blind: false,
	includeHidden: false,
};

export function readAsked(query: URLSearchParams): Asked {
	const chosen = FACET_NAMES.map((facet) => [facet, query.getAll(facet)] as const).filter(([, values]) => values[0]);
	return {
		query: query.get("q") ?? "",
		filters: Object.fromEntries(chosen),
		disabled: query.getAll("without"),
		off: query.getAll("off"),
		offTerms: query.getAll("word"),
		blind: query.has("blind"),
		includeHidden: query.has("hidden"),
	};
}

export function writeAsked(asked: Asked): URLSearchParams {
	const query = new URLSearchParams({ q: asked.query });
	for (const facet of FACET_NAMES) for (const value of asked.filters[facet] ?? []) query.append(facet, value);
	for (const clause of asked.disabled) query.append("without", clause);
	for (const source of asked.off) query.append("off", source);
	for (const word of asked.offTerms) query.append("word", word);
	if (asked.blind) query.set("blind", "1");
	if (asked.includeHidden) query.set("hidden", "1");
	return query;
}

/** Whether the same is still asked for in the list that is open. */
export const isAsked = (asked: Asked): boolean =>
	writeAsked(readAsked(address.value.query)).toString() === writeAsked(asked).toString();

/** The list with the value in it, or out of it where it was. */
export const toggled = (values: readonly string[] = [], value: string): readonly string[] =>
	values.includes(value) ? values.filter((other) => other !== value) : [...values, value];

export function toggleFilter(asked: Asked, facet: FacetName, value: string): Asked {
	const { [facet]: before, ...others } = asked.filters;
	const after = toggled(before, value);
	return { ...asked, filters: after.length === 0 ? others : { ...others, [facet]: after } };
}

/** Width of a bar of the histogram of years. */
export const YEARS_STEP = 5;

/** One range that spans the chosen bars. A bar is named by its first year; ranges of the API hold both their ends. */
function yearsOf(values: readonly string[]): SearchFilters["years"] {
	const first = values.map(Number);
	return { min: Math.min(...first), max: Math.min(80, Math.max(...first) + YEARS_STEP - 0.01) };
}

export function filtersOf({ filters }: Pick<Asked, "filters">): SearchFilters {
	const wanted: Record<string, unknown> = {};
	for (const facet of FACET_NAMES) {
		const values = filters[facet];
		if (values !== undefined) wanted[FACETS[facet]] = facet === "years" ? yearsOf(values) : values;
	}
	return wanted as SearchFilters;
}

/** What a saved search's filters are in the address. Those that the page has no switch for stay away. */
export function filtersFrom(filters: SearchFilters): Asked["filters"] {
	const chosen: Partial<Record<FacetName, readonly string[]>> = {};
	for (const facet of FACET_NAMES) {
		const value = filters[FACETS[facet]];
		if (Array.isArray(value)) chosen[facet] = value.map(String);
		else if (facet === "years" && filters.years !== undefined) chosen.years = barsOf(filters.years);
	}
	return chosen;
}

/** Where a search that was kept is asked again. */
export const savedAddress = ({ query, filters, blind = false }: SavedSearch["request"]) =>
	writeAsked({ ...NOTHING, query, filters: filtersFrom(filters), blind });

function barsOf({ min = 0, max = 40 }: NonNullable<SearchFilters["years"]>): string[] {
	const first = Math.floor(min / YEARS_STEP) * YEARS_STEP;
	const count = Math.max(1, Math.ceil((max - first) / YEARS_STEP));
	return Array.from({ length: Math.min(count, 16) }, (_, index) => String(first + index * YEARS_STEP));
}

/** People of the first page: a screen of them, so that they are there at once. */
const FIRST_SIZE = 12;
/** Of each page behind it: fetched before somebody has scrolled so far. */
const PAGE_SIZE = 50;

type Common = Omit<SearchRequestInput, "query" | "disabled">;

/** The part of a request that every way of asking shares. */
export const commonRequest = (asked: Asked, facetSize: number, cursor?: string): Common => ({
	pageSize: cursor === undefined ? FIRST_SIZE : PAGE_SIZE,
	filters: filtersOf(asked),
	// Of a list they are the same on every page.
	facets: cursor === undefined ? FACET_NAMES : [],
	facetSize,
	expansion: { off: asked.off as NonNullable<Common["expansion"]>["off"], offTerms: [...asked.offTerms] },
	blind: asked.blind,
	includeHidden: asked.includeHidden,
});
