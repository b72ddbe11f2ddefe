import { cityOfPlace } from "../../analysis/gazetteer/city-of-place.ts";
import { countryName, parsePlace } from "../../analysis/places.ts";
import type { Span } from "../../domain/query.ts";
import type { Requirement } from "../../domain/requirement.ts";
import { nearQuery } from "../natural/place-words.ts";
import { phraseQuery } from "./query-text.ts";

/** Kilometres that people go to work. */
const COMMUTE = 50;

/** The place of a job; null where the text names none ("Remote"). The city says more than its country. */
export function placeRequirement(written: string): Omit<Requirement, "evidence"> | null {
	const place = parsePlace(written);
	const name =
		place?.city ?? place?.region ?? (place?.countryCode === undefined ? null : countryName(place.countryCode));
	if (name === null || name === undefined) return null;
	const byName = phraseQuery(name, "location");
	const isKnown = place?.city !== undefined && cityOfPlace(written) !== null;
	const query = isKnown ? `${byName} OR ${nearQuery(written, COMMUTE)}` : byName;
	return { kind: "place", label: name, query, role: "must", weight: 1 };
}

/** More stand in no query of a requirement. */
const MOST_PLACES = 8;

/** Any of the places that a text names; null where it names none. */
export function placesRequirement(text: string, places: readonly Span[]): Omit<Requirement, "evidence"> | null {
	const all = places.slice(0, MOST_PLACES).flatMap(({ start, end }) => placeRequirement(text.slice(start, end)) ?? []);
	const [first] = all;
	if (first === undefined) return null;
	const label = [...new Set(all.map((one) => one.label))].join(", ");
	return { ...first, label, query: [...new Set(all.map(({ query }) => query))].join(" OR ") };
}
