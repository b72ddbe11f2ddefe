import { countryName } from "../analysis/places.ts";
import type { SearchResponse } from "../domain/hit.ts";
import type { FacetCount } from "../engine/port.ts";
import type { PoolCounts } from "./pools.ts";

type FacetValues = SearchResponse["facets"][string];

/**
 * The tree of places: each country, and behind it the regions and cities in it, most people first, ties by code unit.
 * @param size values within one and the same place; countries likewise
 */
export function placesFacet({ ats, network }: PoolCounts, size: number): FacetValues {
	const counts = new Map<string, number>();
	for (const { value, count } of [...(ats?.facets.location ?? []), ...(network?.facets.location ?? [])])
		counts.set(value, (counts.get(value) ?? 0) + count);
	const places = [...counts].map(([value, count]): FacetCount => ({ value, count }));
	const within = Map.groupBy(places, ({ value }) => parentOf(value) ?? "");
	return branch("", within, size);
}

function branch(parent: string, within: ReadonlyMap<string, readonly FacetCount[]>, size: number): FacetValues {
	return (within.get(parent) ?? [])
		.toSorted((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1))
		.slice(0, size)
		.flatMap(({ value, count }) => [
			{ value, label: labelOf(value), count, ...(parent === "" ? {} : { parent }) },
			...branch(value, within, size),
		]);
}

function parentOf(path: string): string | null {
	const end = path.lastIndexOf("/");
	return end < 0 ? null : path.slice(0, end);
}

function labelOf(path: string): string {
	if (path === "-") return "Country not known";
	const name = path.slice(path.lastIndexOf("/") + 1);
	return name === path ? (countryName(path) ?? path) : name;
}
