import { countryName } from "../analysis/places.ts";
import { FACETS, type Facet } from "../domain/document.ts";
import type { SearchResponse } from "../domain/hit.ts";
import { LastActivity, type SearchFilters, type SearchRequest } from "../domain/query.ts";
import type { Counts, Plan } from "../engine/port.ts";
import type { Scope } from "../tenancy/scope.ts";
import { countOverPools, EVERY_VALUE, OVERSAMPLING } from "./facet-sums.ts";
import { placesFacet } from "./places-facet.ts";
import { activityTimes } from "./plan/filters.ts";
import type { PoolCounts, PoolRequest, Pools } from "./pools.ts";

type FacetValues = SearchResponse["facets"][string];

/** Width of a bar of the histogram, years. */
export const YEARS_STEP = 5;

type RequestedFacet = SearchRequest["facets"][number];
type Counted = Exclude<RequestedFacet, "years" | "origin" | "lastActivity">;
const isCounted = (facet: RequestedFacet): facet is Counted => (FACETS as readonly string[]).includes(facet);

/** What each pool is asked to count. */
export type Counting = Pick<PoolRequest, "facets" | "yearsStep" | "bands">;

/**
 * What each pool is asked to count along with the search. A facet that is filtered by is counted for itself.
 * @param asOf the beginning of today, milliseconds since 1970
 */
export function countingOf(request: SearchRequest, hasNetwork: boolean, asOf: number): Counting {
	const open = request.facets.filter((facet) => ownFilters(facet, request.filters).length === 0);
	return countingFacets(open, request.facetSize, hasNetwork, asOf);
}

function countingFacets(facets: readonly RequestedFacet[], shown: number, hasNetwork: boolean, asOf: number): Counting {
	const size = hasNetwork ? shown * OVERSAMPLING : shown;
	return {
		facets: facets.filter(isCounted).map((facet) => ({ facet, size: facet === "location" ? EVERY_VALUE : size })),
		yearsStep: facets.includes("years") ? YEARS_STEP : null,
		...(facets.includes("lastActivity") ? { bands: [activityBand(asOf)] } : {}),
	};
}

/** Filters that choose values of a facet. */
const OWN_FILTERS: Readonly<Record<RequestedFacet, readonly (keyof SearchFilters)[]>> = {
	skill: ["skills"],
	title: ["titles"],
	company: ["companies"],
	country: ["countries"],
	city: ["cities"],
	education: ["education"],
	language: ["languages"],
	source: ["sources"],
	stage: ["stages"],
	outcome: ["outcomes"],
	tag: ["tags"],
	location: ["locations"],
	lastActivity: ["lastActivity", "updatedWithinDays"],
	years: ["years"],
	origin: ["origins"],
};

const ownFilters = (facet: RequestedFacet, filters: SearchFilters) =>
	OWN_FILTERS[facet].filter((filter) => filters[filter] !== undefined);

export interface FacetInput {
	readonly scope: Scope;
	readonly request: SearchRequest;
	readonly pools: Pools;
	readonly asOf: number;
	/** Counts the people of the list by other filters. */
	readonly recounted: (filters: SearchFilters, counting: Counting) => Promise<Pools>;
}

/**
 * The facets of the whole list: every person counted once, over both pools, exactly. The values of a facet that is filtered by
 * are counted without its own filter, or no second one could be chosen.
 */
export async function facetsOf(input: FacetInput): Promise<SearchResponse["facets"]> {
	const { facets } = input.request;
	const values = await Promise.all(facets.map((facet) => facetOf(facet, input)));
	return Object.fromEntries(facets.map((facet, index) => [facet, values[index] ?? []]));
}

async function facetOf(facet: RequestedFacet, input: FacetInput): Promise<FacetValues> {
	const { scope, request } = input;
	// Who writes a tag may name somebody in it, and here nobody's record is at hand to cover that.
	if (facet === "tag" && request.blind) return [];
	const pools = await poolsFor(facet, input);
	if (facet === "origin") return originFacet(scope, pools);
	const counts = await pools.counts;
	if (facet === "years") return yearsFacet(counts);
	if (facet === "lastActivity") return activityFacet(counts);
	if (facet === "location") return placesFacet(counts, request.facetSize);
	return countedFacet(scope, facet, request.facetSize, pools);
}

async function poolsFor(facet: RequestedFacet, { scope, request, pools, asOf, recounted }: FacetInput): Promise<Pools> {
	const own: ReadonlySet<string> = new Set(ownFilters(facet, request.filters));
	if (own.size === 0) return pools;
	const rest = Object.fromEntries(Object.entries(request.filters).filter(([filter]) => !own.has(filter)));
	return recounted(rest, countingFacets([facet], request.facetSize, scope.network !== null, asOf));
}

async function countedFacet(scope: Scope, facet: Facet, size: number, pools: Pools): Promise<FacetValues> {
	const counts = await countOverPools(scope, facet, size, pools);
	return counts.map(({ value, count }) => ({ value, label: labelOf(facet, value), count }));
}

/** The earliest first, as the engine wants them. */
function activityBand(asOf: number): NonNullable<Plan["bands"]>[number] {
	const starts = Object.values(activityTimes(asOf)).map(([start]) => start);
	return { column: "updatedAt", starts: starts.toReversed() };
}

const ACTIVITY_LABELS: Readonly<Record<LastActivity, string>> = {
	"7d": "In the last 7 days",
	"30d": "8 to 30 days ago",
	"90d": "31 to 90 days ago",
	"1y": "91 days to a year ago",
	older: "Longer ago",
};

function activityFacet({ ats, network }: PoolCounts): FacetValues {
	const counts = (answer: Counts | null) => (answer?.bands[0] ?? []).toReversed();
	const [own, others] = [counts(ats), counts(network)];
	return LastActivity.options
		.map((value, index) => ({ value, label: ACTIVITY_LABELS[value], count: (own[index] ?? 0) + (others[index] ?? 0) }))
		.filter(({ count }) => count > 0);
}

function yearsFacet({ ats, network }: PoolCounts): FacetValues {
	const bars = new Map<number, number>();
	for (const { from, count } of [...(ats?.years ?? []), ...(network?.years ?? [])]) {
		bars.set(from, (bars.get(from) ?? 0) + count);
	}
	return [...bars]
		.toSorted(([one], [other]) => one - other)
		.map(([from, count]) => ({ value: String(from), label: `${from} to under ${from + YEARS_STEP} years`, count }));
}

function originFacet({ network: searched }: Scope, pools: Pools): FacetValues {
	const matched = searched === null ? 0 : (pools.ats?.linked ?? 0);
	const counts: readonly (readonly [string, string, number])[] = [
		["ats-only", "Only in your ATS", (pools.ats?.total ?? 0) - matched],
		["matched", "In your ATS and the network", matched],
		["network-only", "Only in the network", pools.network?.total ?? 0],
	];
	return counts.filter(([, , count]) => count > 0).map(([value, label, count]) => ({ value, label, count }));
}

const LEVELS: Readonly<Record<string, string>> = {
	none: "No degree",
	secondary: "Secondary school",
	vocational: "Vocational training",
	bachelor: "Bachelor's degree",
	master: "Master's degree",
	doctorate: "Doctorate",
};
const languageNames = new Intl.DisplayNames(["en"], { type: "language", fallback: "code" });

function labelOf(facet: Facet, value: string): string {
	if (facet === "country") return countryName(value) ?? value;
	if (facet === "education") return LEVELS[value] ?? value;
	return facet === "language" && /^[a-z]{2}$/.test(value) ? (languageNames.of(value) ?? value) : value;
}
