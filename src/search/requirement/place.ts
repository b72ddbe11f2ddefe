import { countryName, parsePlace } from "../../analysis/places.ts";
import type { Requirement } from "../../domain/requirement.ts";
import { phraseQuery } from "./query-text.ts";

/** The place of a job; null where the text names none ("Remote"). The city says more than its country. */
export function placeRequirement(written: string): Omit<Requirement, "evidence"> | null {
	const place = parsePlace(written);
	const name =
		place?.city ?? place?.region ?? (place?.countryCode === undefined ? null : countryName(place.countryCode));
	if (name === null || name === undefined) return null;
	return { kind: "place", label: name, query: phraseQuery(name, "location"), role: "must", weight: 1 };
}
