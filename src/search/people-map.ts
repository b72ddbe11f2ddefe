import { cityIn } from "../analysis/gazetteer/city-in.ts";
import type { Recognizer } from "../analysis/recognizer.ts";
import type { SearchResponse } from "../domain/hit.ts";
import type { MapAnswer, MapRequest } from "../domain/people-map.ts";
import { SearchRequest } from "../domain/query.ts";
import type { Scope } from "../tenancy/scope.ts";
import { interpret } from "./natural/interpret.ts";
import { nearOf } from "./plan/asked-values.ts";
import type { Search } from "./search.ts";
import type { View } from "./view.ts";

export interface PeopleMap {
	/**
	 * Where the people of a list live: the same question as a search, which the log has as one.
	 * @throws as {@link Search.search}
	 */
	places(scope: Scope, request: MapRequest, view?: View): Promise<MapAnswer>;
}

/** Countries, and places within one and the same place: as many as a search counts. */
const MOST = 100;

/** @param deps search: one without an observer, which would take a map for a list that was looked at */
export function createPeopleMap(deps: { readonly search: Search; readonly recognizer: Recognizer }): PeopleMap {
	return {
		async places(scope, request, view) {
			const asked = SearchRequest.parse({ ...request, pageSize: 1, facets: ["location"], facetSize: MOST });
			const { facets } = await deps.search.search(scope, asked, view);
			const { query } = interpret(request.query, deps.recognizer, request.disabled);
			return { area: nearOf(query.root), ...placedOf(facets.location ?? []) };
		},
	};
}

type FacetValue = SearchResponse["facets"][string][number];

/** What lies below no other place is a city, where one has that name. */
function placedOf(values: readonly FacetValue[]): Pick<MapAnswer, "places" | "elsewhere"> {
	const parents = new Set(values.map(({ parent }) => parent));
	const cities = values.filter(({ value }) => !parents.has(value));
	const places = cities.flatMap(({ value, label, count }) => {
		const city = cityOf(value);
		return city === null ? [] : [{ value, label, count, latitude: city.latitude, longitude: city.longitude }];
	});
	const everywhere = values.filter(({ parent }) => parent === undefined).reduce((sum, { count }) => sum + count, 0);
	const placed = places.reduce((sum, { count }) => sum + count, 0);
	return { places: places.toSorted((a, b) => b.count - a.count), elsewhere: Math.max(0, everywhere - placed) };
}

/** @param path `DE/Bavaria/Munich`, `US/TX/Paris`, `-/Springfield` where the country is not known */
function cityOf(path: string) {
	const [country = "", ...within] = path.split("/");
	const name = within.at(-1);
	if (name === undefined) return null;
	return cityIn(name, within.length > 1 ? within[0] : undefined, country === "-" ? undefined : country);
}
