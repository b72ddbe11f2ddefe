import * as z from "zod";
import { SearchRequest } from "./query.ts";

/** Where the people of a search live, for a map. */

export const MapRequest = SearchRequest.pick({
	query: true,
	disabled: true,
	filters: true,
	expansion: true,
	includeHidden: true,
	blind: true,
	profile: true,
});
export type MapRequest = z.output<typeof MapRequest>;

/** Degrees. */
const Point = { latitude: z.number(), longitude: z.number() };

export const MapAnswer = z.strictObject({
	/** The place and distance that the query asks for; null: none, or a place that is not known. */
	area: z.strictObject({ place: z.string(), ...Point, kilometres: z.number() }).nullable(),
	/** Cities with how many people of the list live there, most first. The counts are those of the facet `location`. */
	places: z.array(
		z.strictObject({
			/** Of the facet `location`: what to filter by. */
			value: z.string(),
			label: z.string(),
			...Point,
			count: z.int(),
		}),
	),
	/** People of the list whose city is not known, or is on no map. */
	elsewhere: z.int(),
});
export type MapAnswer = z.output<typeof MapAnswer>;
