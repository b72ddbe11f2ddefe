import { cityOfPlace } from "../../analysis/gazetteer/gazetteer.ts";
import { countryName, parsePlace } from "../../analysis/places.ts";
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
