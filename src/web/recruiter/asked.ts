import { signal } from "@preact/signals";
import type { SavedRequest } from "../../domain/desk.ts";
import type { ExpansionSource, LastActivity, Origin, SearchFilters, SearchRequestInput } from "../../domain/query.ts";

/** What is asked for, as it stands in the address: back, forward and reload work. */
export interface Asked {
	readonly query: string;
	/** By facet: the values that are chosen. */
	readonly filters: Readonly<Partial<Record<FacetName, readonly string[]>>>;
	/** Ids of clauses that are switched off. */
	readonly disabled: readonly string[];
	/** Ways of widening, and words, that are switched off. */
	readonly off: readonly ExpansionSource[];
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

/** Where the API takes no other values. */
const ORIGINS = { "ats-only": 1, matched: 1, "network-only": 1 } satisfies Record<Origin, 1>;
const ACTIVITY = { "7d": 1, "30d": 1, "90d": 1, "1y": 1, older: 1 } satisfies Record<LastActivity, 1>;
const SOURCES = {
	stem: 1,
	synonym: 1,
	"title-family": 1,
	seniority: 1,
	"words-apart": 1,
	compound: 1,
	related: 1,
	learned: 1,
	embedding: 1,
} satisfies Record<ExpansionSource, 1>;

/** Of values of one kind, and letters of one, that the API takes. */
const MOST_VALUES = 100;
const LONGEST_VALUE = 200;
const LONGEST_ID = 500;

const KNOWN: Readonly<Partial<Record<FacetName, (value: string) => boolean>>> = {
	origin: (value) => Object.hasOwn(ORIGINS, value),
	lastActivity: (value) => Object.hasOwn(ACTIVITY, value),
	years: (value) => rangeOf(value) !== null,
};

const isText = (value: string): boolean => value.trim() !== "" && value.length <= LONGEST_VALUE;

/** What the API would refuse in an address that was typed, or cut on its way, is not asked for. */
export function readAsked(query: URLSearchParams): Asked {
	const valuesOf = (name: string, isKnown: (value: string) => boolean = isText) =>
		[...new Set(query.getAll(name).filter(isKnown))].slice(0, MOST_VALUES);
	const chosen = FACET_NAMES.map((facet) => [facet, valuesOf(facet, KNOWN[facet])] as const);
	return {
		query: query.get("q") ?? "",
		filters: Object.fromEntries(chosen.filter(([, values]) => values.length > 0)),
		disabled: valuesOf("without", ({ length }) => length <= LONGEST_ID),
		off: valuesOf("off", (value) => Object.hasOwn(SOURCES, value)) as ExpansionSource[],
		offTerms: valuesOf("word"),
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

/** The list with the value in it, or out of it where it was. */
export const toggled = <T extends string>(values: readonly T[] = [], value: T): readonly T[] =>
	values.includes(value) ? values.filter((other) => other !== value) : [...values, value];

export function toggleFilter(asked: Asked, facet: FacetName, value: string): Asked {
	const { [facet]: before, ...others } = asked.filters;
	const after = toggled(before, value);
	return { ...asked, filters: after.length === 0 ? others : { ...others, [facet]: after } };
}

/** Width of a bar of the histogram of years. */
export const YEARS_STEP = 5;

type Years = NonNullable<SearchFilters["years"]>;

/** Of years: a bar by its first, or a range by its ends, of which one may be open: `5`, `3..7.5`, `3..`. null: neither. */
export function rangeOf(value: string): Years | null {
	const ends = value.split("..").map((end) => (end.trim() === "" ? undefined : Number(end)));
	const [min, max = ends.length === 1 && min !== undefined ? Math.min(80, min + YEARS_STEP - 0.01) : undefined] = ends;
	const areNumbers = [min, max].every((end) => end === undefined || (end >= 0 && end <= 80));
	if (ends.length > 2 || (min ?? max) === undefined || !areNumbers || (min ?? 0) > (max ?? 80)) return null;
	return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

/** Whether a value of years is no bar. */
export const isRange = (value: string): boolean => value.includes("..");

/** One range that spans all that are chosen; ranges of the API hold both their ends. */
function yearsOf(values: readonly string[]): Years {
	const ranges = values.flatMap((value) => rangeOf(value) ?? []);
	const min = Math.min(...ranges.map((range) => range.min ?? 0));
	const max = Math.max(...ranges.map((range) => range.max ?? 80));
	return {
		...(ranges.every((range) => range.min !== undefined) ? { min } : {}),
		...(ranges.every((range) => range.max !== undefined) ? { max } : {}),
	};
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
		else if (facet === "years" && filters.years !== undefined) chosen.years = yearsFrom(filters.years);
	}
	return chosen;
}

/** Where a search that was kept is asked again. */
export const savedAddress = ({ query, filters, blind = false, disabled = [], expansion }: SavedRequest) =>
	writeAsked({
		...NOTHING,
		query,
		filters: filtersFrom(filters),
		disabled,
		off: expansion?.off ?? [],
		offTerms: expansion?.offTerms ?? [],
		blind,
	});

/** What is asked, to be kept or taken away as it is: no part that is switched off comes back with it. */
export function savedRequest(asked: Asked): SavedRequest {
	const { query, disabled, blind } = asked;
	const { off, offTerms } = expansionOf(asked);
	return {
		query,
		filters: filtersOf(asked),
		...(blind ? { blind } : {}),
		...(disabled.length > 0 ? { disabled: [...disabled] } : {}),
		...(off.length + offTerms.length > 0 ? { expansion: { off, offTerms } } : {}),
	};
}

/** The bars that span a range exactly; where none do, the range. */
function yearsFrom({ min, max }: Years): string[] {
	const first = min ?? 0;
	const count = Math.max(1, Math.round(((max ?? 80) - first) / YEARS_STEP));
	const bars = Array.from({ length: count }, (_, index) => String(first + index * YEARS_STEP));
	const spanned = yearsOf(bars);
	const isSame = first % YEARS_STEP === 0 && spanned.min === min && spanned.max === max;
	return isSame ? bars : [`${min ?? ""}..${max ?? ""}`];
}

/** People of the first page: a screen of them, so that they are there at once. */
const FIRST_SIZE = 12;
/** Of each page behind it: fetched before somebody has scrolled so far. */
const PAGE_SIZE = 50;

const expansionOf = ({ off, offTerms }: Asked) => ({ off: [...off], offTerms: [...offTerms] });

type Common = Omit<SearchRequestInput, "query" | "disabled">;

/** The part of a request that every way of asking shares. */
export const commonRequest = (asked: Asked, facetSize: number, cursor?: string): Common => ({
	pageSize: cursor === undefined ? FIRST_SIZE : PAGE_SIZE,
	filters: filtersOf(asked),
	// Of a list they are the same on every page.
	facets: cursor === undefined ? FACET_NAMES : [],
	facetSize,
	expansion: expansionOf(asked),
	blind: asked.blind,
	includeHidden: asked.includeHidden,
});
