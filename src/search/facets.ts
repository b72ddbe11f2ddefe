import { countryName } from "../analysis/places.ts";
import { FACETS, type Facet } from "../domain/document.ts";
import type { SearchResponse } from "../domain/hit.ts";
import type { SearchRequest } from "../domain/query.ts";
import type { FacetCount, Plan } from "../engine/port.ts";
import type { Scope } from "../tenancy/scope.ts";
import { countAlso, type Pools } from "./pools.ts";

type FacetValues = SearchResponse["facets"][string];

/** Width of a bar of the histogram, years. */
export const YEARS_STEP = 5;

/** Values asked of each pool beyond those shown, so that sums over two pools are nearly always known at once. */
const OVERSAMPLING = 5;
/** More than any pool has. */
const EVERY_VALUE = 1_000_000;

type Counted = Exclude<SearchRequest["facets"][number], "years" | "origin">;
const isCounted = (facet: SearchRequest["facets"][number]): facet is Counted =>
	(FACETS as readonly string[]).includes(facet);

/** What each pool is asked to count. */
export function facetsToAsk(request: SearchRequest, hasNetwork: boolean): Plan["facets"] {
	const size = hasNetwork ? request.facetSize * OVERSAMPLING : request.facetSize;
	return request.facets.filter(isCounted).map((facet) => ({ facet, size }));
}

/** The facets of the whole list: every person counted once, over both pools, exactly. */
export async function facetsOf(scope: Scope, request: SearchRequest, pools: Pools): Promise<SearchResponse["facets"]> {
	const facets: Record<string, FacetValues> = {};
	for (const facet of request.facets) {
		if (facet === "origin") facets[facet] = await originFacet(scope, pools);
		else if (facet === "years") facets[facet] = yearsFacet(pools);
		else facets[facet] = await countedFacet(scope, facet, request.facetSize, pools);
	}
	return facets;
}

async function countedFacet(scope: Scope, facet: Facet, size: number, pools: Pools): Promise<FacetValues> {
	const asked = pools.ask.ats?.facets.find((one) => one.facet === facet)?.size ?? size * OVERSAMPLING;
	const counts =
		sumCounts(pools.ats?.facets[facet] ?? [], pools.network?.facets[facet] ?? [], { size, asked }) ??
		(await countedWholly(scope, facet, size, pools));
	return counts.map(({ value, count }) => ({ value, label: labelOf(facet, value), count }));
}

/** Rare: the sums of the values shown are not certain from the most frequent ones, so all are asked for. */
async function countedWholly(scope: Scope, facet: Facet, size: number, { ask }: Pools): Promise<readonly FacetCount[]> {
	const wholly = (plan: Plan): Plan => ({ ...plan, limit: 0, facets: [{ facet, size: EVERY_VALUE }] });
	const [ats, network] = await Promise.all([
		ask.ats === null ? null : scope.store.retrieve(wholly(ask.ats)),
		ask.network === null || scope.network === null ? null : scope.network.retrieve(wholly(ask.network)),
	]);
	return sumCounts(ats?.facets[facet] ?? [], network?.facets[facet] ?? [], { size, asked: EVERY_VALUE }) ?? [];
}

/**
 * Adds the counts of two pools, of which each gave its `asked` most frequent values. Most frequent first, ties by code unit.
 * @returns null when a value that a list does not show could change the first `size`
 */
export function sumCounts(
	one: readonly FacetCount[],
	other: readonly FacetCount[],
	{ size, asked }: { readonly size: number; readonly asked: number },
): readonly FacetCount[] | null {
	// What is not in a full list counts at most as much as the list's last.
	const unseen = [one, other].map((list) => (list.length < asked ? 0 : (list.at(-1)?.count ?? 0)));
	const [unseenOne = 0, unseenOther = 0] = unseen;
	const sums = new Map<string, { count: number; most: number }>();
	for (const { value, count } of one) sums.set(value, { count, most: count + unseenOther });
	for (const { value, count } of other) {
		const known = sums.get(value);
		if (known === undefined) sums.set(value, { count, most: count + unseenOne });
		else sums.set(value, { count: known.count + count, most: known.count + count });
	}
	const ordered = [...sums].toSorted(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1));
	const shown = ordered.slice(0, size);
	const least = shown.length < size ? 0 : (shown.at(-1)?.[1].count ?? 0);
	const certain = shown.every(([, { count, most }]) => count === most);
	const rest = ordered.slice(size).every(([, { count, most }]) => count === most || most < least);
	const hidden = unseenOne === 0 && unseenOther === 0 ? true : unseenOne + unseenOther < least;
	return certain && rest && hidden ? shown.map(([value, { count }]) => ({ value, count })) : null;
}

function yearsFacet({ ats, network }: Pools): FacetValues {
	const bars = new Map<number, number>();
	for (const { from, count } of [...(ats?.years ?? []), ...(network?.years ?? [])]) {
		bars.set(from, (bars.get(from) ?? 0) + count);
	}
	return [...bars]
		.toSorted(([one], [other]) => one - other)
		.map(([from, count]) => ({ value: String(from), label: `${from} to under ${from + YEARS_STEP} years`, count }));
}

async function originFacet(scope: Scope, pools: Pools): Promise<FacetValues> {
	const matched = await matchedCount(scope, pools);
	const counts: readonly (readonly [string, string, number])[] = [
		["ats-only", "Only in your ATS", (pools.ats?.total ?? 0) - matched],
		["matched", "In your ATS and the network", matched],
		["network-only", "Only in the network", pools.network?.total ?? 0],
	];
	return counts.filter(([, , count]) => count > 0).map(([value, label, count]) => ({ value, label, count }));
}

/** Candidates that are results and have a profile; two of them may share one. */
async function matchedCount(scope: Scope, { ats, ask }: Pools): Promise<number> {
	if (scope.network === null || ats === null || ask.ats === null || ats.linkedProfiles.length === 0) return 0;
	return countAlso(scope.store, ask.ats, ats, { op: "linked" });
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
