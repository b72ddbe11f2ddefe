import { DEFAULT_RADIUS } from "../query/area.ts";
import { joinedQuery, phraseQuery } from "../requirement/query-text.ts";
import type { Draft } from "./draft.ts";
import { EITHER } from "./either-words.ts";
import { anyOf, isSmall, type NamedPlace, nearQuery, placeAt, saidPlaceAt } from "./place-words.ts";

/** "in Berlin", "within 50 km of Munich", "im Umkreis von 30 km um Köln", "près de Lyon", "cerca de Madrid". */

const NUMBER = String.raw`(?<number>\d{1,4}(?:[.,]\d)?)\s*-?\s*(?<unit>km|kms|kilomet(?:er|re)s?|kilomètres?|kilómetros?|mi|miles?|meilen)`;
const OF_CITY = "rund um|um|von|vom|around|of|from|to|near|autour de|de|du|alrededor de";
const BEFORE_CITY = new RegExp(`\\s(?:${OF_CITY})\\s+$`, "iu");
const RADIUS = new RegExp(
	String.raw`(?<![\p{L}\p{N}])(?:(?:within|inside|in|up to|max\.?|bis zu|maximal|innerhalb von|à moins de|a menos de|à|a|dans)\s+)?(?:(?:a|an|im|einem|un|en un)\s+)*(?:(?:umkreis|radius|rayon|radio)\s+(?:von|of|de)?\s*)?${NUMBER}(?:[ -]?(?:umkreis|radius))?(?:\s+(?:entfernt|away))?\s+(?:(?:${OF_CITY})\s+)?|(?<![\p{L}\p{N}])(?:near|close to|around|in der nähe von|in der nähe|nahe|rund um|près de|proche de|autour de|cerca de|alrededor de)\s+`,
	"giu",
);
const INSIDE =
	/(?<![\p{L}\p{N}])(?:(?:based|living|located|residing|wohnhaft|ansässig|basée?|résidant|residente|ubicad[oa])\s+(?:in|à|en)|in|from|aus|à|en|desde)\s+(?:the |der |den |die )?/giu;
/** Small places behind it may be employers: what both are is read where employers are. */
const FROM = /^from\s/iu;
const REGION =
	/(?<![\p{L}\p{N}])(?:(?:im|in der|in the|in|aus dem|from|dans la|en la|à)\s+)?(?:gro(?:ß|ss)raum|metropolregion|region|raum|greater|région|región)\s+(?:de\s+)?/giu;
const MILE = 1.609344;

/** "Berlin or remote", "or willing to relocate": from anywhere, if he says so. */
const OR_REMOTE =
	/^(?:\s*[,/]\s*|\s+)(?:(?:or|oder|ou|o)\s+|(?<=[/]\s*))(?<way>remote|(?:willing|open) to relocat(?:e|ion)|umzugsbereit|homeoffice|home[ -]office|télétravail|à distance|teletrabajo|remoto)(?![\p{L}\p{N}])/iu;

/** Any of the places, or from afar where the words behind them say so. @param end of the last of them */
export function anyOrRemote(
	text: string,
	places: readonly NamedPlace[],
): { readonly end: number; readonly query: string } {
	const end = places.at(-1)?.end ?? 0;
	const [written, way] = OR_REMOTE.exec(text.slice(end)) ?? [];
	const query = anyOf(places);
	if (written === undefined || way === undefined) return { end, query };
	return { end: end + written.length, query: `(${query.replace(/^\((.*)\)$/su, "$1")} OR ${phraseQuery(way)})` };
}

/** Distances around a city; who lives nearer is ranked higher, who lives farther away is not listed. */
export function radiusClauses(text: string): Draft[] {
	return [...text.matchAll(RADIUS)].flatMap(({ index: start, 0: before, groups = {} }): Draft[] => {
		const from = start + before.length;
		const place = placeAt(text, from);
		const { number, unit = "km" } = groups;
		const kilometres = number === undefined ? DEFAULT_RADIUS : kilometresOf(number, unit);
		if (place === null) {
			// Looked for by its name, and said: the distance is not dropped for a slip of the pen.
			const unknown = number !== undefined && BEFORE_CITY.test(before) ? unknownAt(text, from) : null;
			if (unknown === null) return [];
			const query = nearQuery(unknown, kilometres);
			return [{ start, end: from + unknown.length, kind: "place", query, role: "must" }];
		}
		if (place.city === null) return [];
		const cities = [place, ...placesBehind(text, place).filter(({ city }) => city !== null)];
		const queries = cities.map(({ name, area }) => nearQuery(area === null ? name : `${name}, ${area}`, kilometres));
		const query = joinedQuery(queries);
		return [{ start, end: cities.at(-1)?.end ?? place.end, kind: "place", query, role: "required" }];
	});
}

const BEHIND = new RegExp(
	String.raw`(?<=(?<names>(?:[\p{L}\p{M}.'’-]{2,40} ){0,3}\p{Lu}[\p{L}\p{M}.'’-]{1,40}),?)\s*(?:\(\s*|\+\s*|(?:im|within|max\.?|bis zu|up to)\s+)?(?:(?:umkreis|radius|rayon|radio)\s+(?:von|of|de)?\s*)?${NUMBER}(?:[ -]?(?:umkreis|radius))?(?![\p{L}\p{N}])\)?(?!\s+(?:${OF_CITY})\s)`,
	"giu",
);

/** "Stuttgart 50 km", as the forms of job boards have it. */
export function radiusBehind(text: string): Draft[] {
	return [...text.matchAll(BEHIND)].flatMap(({ index, 0: written, groups = {} }): Draft[] => {
		const { names = "", number = "", unit = "km" } = groups;
		const from = text.lastIndexOf(names, index);
		const starts = [...names.matchAll(/(?<=^| )\p{Lu}/gu)].map((word) => from + word.index);
		const place = starts.map((start) => placeAt(text, start)).find((one) => one?.end === from + names.length);
		if (place == null || place.city === null || place.city.population < LEAST_POPULATION) return [];
		const query = nearQuery(place.name, kilometresOf(number, unit));
		return [{ start: place.start, end: index + written.length, kind: "place", query, role: "required" }];
	});
}

/** Smaller places share their names with all kinds of words. */
const LEAST_POPULATION = 50_000;

const kilometresOf = (number: string, unit: string): number =>
	Math.max(1, Math.round(Number(number.replace(",", ".")) * (/^m/i.test(unit) ? MILE : 1)));

/** A name that no place is known by. */
const unknownAt = (text: string, at: number): string | null =>
	/^\p{Lu}[\p{L}\p{M}-]{3,40}(?![\p{L}\p{N}])/u.exec(text.slice(at, at + 50))?.[0] ?? null;

/** Cities, states and countries behind a word that says so. Strongly wanted: who lives elsewhere comes after those who live there. */
export function placeClauses(text: string, isSomethingElse: (name: string) => boolean): Draft[] {
	return everyPlace(text, INSIDE).flatMap(({ place, start }) => {
		if (isSomethingElse(place.name) || (isSmall(place) && FROM.test(text.slice(start)))) return [];
		const found = anyOrRemote(text, [place, ...placesBehind(text, place)]);
		return [{ start, ...found, kind: "place" as const, role: "must" as const }];
	});
}

/** "Raum Hamburg", "im Großraum München", "greater London": a city with what lies around it, strongly wanted. */
export function regionClauses(text: string): Draft[] {
	return everyPlace(text, REGION).flatMap(({ place, start }) => {
		// "DACH region" is behind its name.
		const isBehind = /^region/u.test(text.slice(start)) && /\p{Lu}[\p{L}-]*\s+$/u.test(text.slice(0, start));
		if (place.city === null || isBehind) return [];
		const others = placesBehind(text, place);
		const { end } = others.at(-1) ?? place;
		const query = anyOf([place, ...others].map((one) => (one.city === null ? one : { ...one, isWide: true })));
		return [{ start, end, kind: "place" as const, query, role: "must" as const }];
	});
}

const JOINT = new RegExp(String.raw`^(?:\s*,\s*(?:or\s+|oder\s+)?|\s*/\s*|\s+${EITHER}\s+(?:in\s+|en\s+)?)`, "iu");

/** "in Berlin, Hamburg or Munich": those behind the first. */
export function placesBehind(text: string, first: NamedPlace): NamedPlace[] {
	const found: NamedPlace[] = [];
	for (let at = first.end; ; ) {
		const joint = JOINT.exec(text.slice(at))?.[0];
		const next = joint === undefined ? null : saidPlaceAt(text, at + joint.length);
		if (next === null) return found;
		found.push(next);
		at = next.end;
	}
}

interface PlaceBehind {
	readonly place: NamedPlace;
	/** Of the words before it. */
	readonly start: number;
}

function everyPlace(text: string, before: RegExp): PlaceBehind[] {
	return [...text.matchAll(before)].flatMap((match) => {
		const place = saidPlaceAt(text, match.index + match[0].length);
		return place === null ? [] : [{ place, start: match.index }];
	});
}
