import { type City, type CityWanted, cityNamed } from "../../analysis/gazetteer/gazetteer.ts";
import { isGroupWritten, placeGroup } from "../../analysis/place-groups.ts";
import { countryByName, countryName, isCountryCode, regionByCode, regionByName } from "../../analysis/place-names.ts";
import type { Span } from "../../domain/query.ts";
import { phraseQuery } from "../requirement/query-text.ts";
import { nameOf } from "./written-name.ts";

/** Names of places in a text, by the gazetteer and the names of countries and states. */

export interface NamedPlace extends Span {
	readonly name: string;
	readonly city: City | null;
	/** A country or a state. */
	readonly area: string | null;
	/** Countries that have a name together. */
	readonly countries?: readonly string[];
	/** Its surroundings are meant, too. */
	readonly isWide?: boolean;
}

/** Parts of a country that have a name together. */
const TOGETHER = new Map<string, readonly string[]>([
	["Süddeutschland", ["Bayern", "Baden-Württemberg"]],
	["Norddeutschland", ["Schleswig-Holstein", "Hamburg", "Bremen", "Niedersachsen", "Mecklenburg-Vorpommern"]],
]);
/** Countries that are written out; more of them by the name that they have together. */
const MOST_COUNTRIES = 5;

function togetherIn(name: string): readonly string[] | null {
	const countries = isGroupWritten(name) ? placeGroup(name)?.countries : undefined;
	if (countries === undefined) return TOGETHER.get(name) ?? null;
	return countries.length > MOST_COUNTRIES ? [name] : countries.map((code) => countryName(code) ?? code);
}

interface Called {
	readonly name: string;
	readonly isWide?: true;
}
/** What people write of cities that nobody else is meant by; in small letters these are words. */
const SHORT = new Map<string, Called>([
	["SF", { name: "San Francisco" }],
	["LA", { name: "Los Angeles" }],
]);
/** The same, and what lies around them, however it is written. */
const CALLED = new Map<string, Called>([
	["nyc", { name: "New York" }],
	...["bay area", "sf bay area", "san francisco bay area"].map(
		(area) => [area, { name: "San Francisco", isWide: true }] as const,
	),
	["silicon valley", { name: "San Jose", isWide: true }],
	...["rhein-main-gebiet", "rhein-main", "rhine-main"].map(
		(area) => [area, { name: "Frankfurt", isWide: true }] as const,
	),
	["dallas-fort worth", { name: "Dallas", isWide: true }],
	["ruhrgebiet", { name: "Essen", isWide: true }],
]);
/** Behind "in" and the like alone; what is a word, a degree or a trade as well ("OR", "MS", "HR", "CT") is left out. */
const CODES: ReadonlyMap<string, string> = new Map([
	...["AZ", "CA", "FL", "IL", "KY", "MA", "MN", "NC", "NJ", "NV", "NY", "OH", "TN", "TX", "UT", "VA", "WA", "WI"].map(
		(code) => [code, regionByCode(code)?.name ?? code] as const,
	),
	["BW", "Baden-Württemberg"],
	["BaWü", "Baden-Württemberg"],
]);
const CODE = /[\p{L}\p{N}]+/uy;

const calledBy = (written: string): Called | undefined => SHORT.get(written) ?? CALLED.get(written.toLowerCase());

/** Words of the longest name that is looked for. */
const MOST_WORDS = 4;
const WORD = /[\p{L}\p{M}\p{N}.'’-]+/uy;
/** "Halle (Saale)" */
const BRACKETED = /\p{Lu}[\p{L}\p{M}-]+ \(\p{Lu}[\p{L}\p{M} ]{0,20}\)/uy;
/** Smaller places share their names with all kinds of words; in small letters nobody can tell. */
const LARGE = 50_000;

/** Of these the name alone is as good as any word for a company: Oracle and Meta are villages, too. */
export const isSmall = ({ city, area }: NamedPlace): boolean =>
	city !== null && area === null && city.population < LARGE;

/** Behind a city: "Berlin area", "München und Umgebung"; an area manager manages one. */
const AROUND =
	/^\s+(?:(?:metropolitan\s+|metro\s+)?(?:area|region)|(?:und|and|&)\s+(?:umgebung|umland|surroundings|surrounding\s+area))(?![\p{L}\p{N}])(?!\s+(?:manager|sales|supervisor|director|lead|coordinator))/iu;

/** As {@link nameAt}, with the words behind a city that its surroundings are meant. */
export function placeAt(text: string, at: number): NamedPlace | null {
	const place = nameAt(text, at);
	const around = place?.city == null ? undefined : AROUND.exec(text.slice(place.end))?.[0];
	return place === null || around === undefined ? place : { ...place, end: place.end + around.length, isWide: true };
}

/** As {@link placeAt}, behind words that say that a place follows. */
export function saidPlaceAt(text: string, at: number): NamedPlace | null {
	CODE.lastIndex = at;
	const name = CODE.exec(text)?.[0] ?? "";
	const area = CODES.get(name);
	return area === undefined ? placeAt(text, at) : { start: at, end: at + name.length, name, city: null, area };
}

/** The longest name of a place that begins at `at`, null where none does. A country or state behind a comma belongs to it. */
function nameAt(text: string, at: number): NamedPlace | null {
	BRACKETED.lastIndex = at;
	const ends = [...wordEnds(text, at), ...(BRACKETED.test(text) ? [BRACKETED.lastIndex] : [])];
	for (const end of ends.toReversed()) {
		const written = nameOf(text.slice(at, end));
		const { name, ...wide } = calledBy(written) ?? { name: written };
		const found = named(name);
		if (found === null) continue;
		const rest = { start: at, end: at + written.length, name, ...wide };
		return found.city === null ? { ...rest, ...found } : withArea(text, { ...rest, ...found });
	}
	return null;
}

function wordEnds(text: string, at: number): number[] {
	const ends: number[] = [];
	for (let place = at; ends.length < MOST_WORDS; ) {
		WORD.lastIndex = place;
		const word = WORD.exec(text)?.[0];
		if (word === undefined) break;
		ends.push(place + word.length);
		place += word.length;
		if (text[place] !== " ") break;
		place += 1;
	}
	return ends;
}

function named(name: string): Pick<NamedPlace, "city" | "area" | "countries"> | null {
	const countries = togetherIn(name);
	if (countries !== null) return { city: null, area: name, countries };
	const isCapital = /^\p{Lu}/u.test(name);
	if (name.length < 3 && !/^(?:[Uu][Kk]|US)$/.test(name)) return null;
	const country = countryByName(name);
	const region = regionByName(name);
	const city = cityNamed(name);
	const isCity = city !== null && (isCapital || city.population >= LARGE);
	if (isCity && (region?.alsoCity === true || (country === undefined && region === undefined)))
		return { city, area: null };
	if (country !== undefined || region !== undefined) return { city: null, area: region?.name ?? name };
	return null;
}

/** "Paris, Texas", "Berlin, Germany", "Houston TX". OR and IN join. */
function withArea(text: string, place: NamedPlace): NamedPlace {
	const gap = /^(?:,\s*| (?=(?!OR|IN)\p{Lu}{2}(?![\p{L}\p{N}])))/u.exec(text.slice(place.end))?.[0];
	if (gap === undefined) return place;
	const start = place.end + gap.length;
	for (const end of wordEnds(text, start).toReversed()) {
		const name = text.slice(start, end);
		for (const found of areasNamed(name)) {
			const city = cityNamed(place.name, found);
			if (city !== null) return { ...place, end, city, area: name };
		}
	}
	return place;
}

/** What may be meant behind a city, first what is nearer: MA is Massachusetts, then Morocco; DE Delaware, then Germany. */
function areasNamed(name: string): CityWanted[] {
	const isCode = /^\p{Lu}{2}$/u.test(name);
	const region = regionByName(name) ?? (isCode ? regionByCode(name) : undefined);
	const country = countryByName(name) ?? (isCode && isCountryCode(name) ? name : undefined);
	// Hamburg is a city beside the other, not the state that it lies in.
	const isState = region !== undefined && (region.alsoCity !== true || region.code !== undefined);
	const division = region?.countryCode === "US" ? region.code : undefined;
	return [
		...(isState ? [{ countryCode: region.countryCode, division }] : []),
		...(country === undefined ? [] : [{ countryCode: country }]),
	];
}

/** Kilometres around a city within which somebody is said to be in it. */
const CITY_RADIUS = 20;
const WIDE_RADIUS = 50;

/** Who is there: by the name as written, which a record may have in another language, and by where the city lies. */
export function placeQuery({ name, city, area, countries, isWide = false }: NamedPlace): string {
	if (countries !== undefined) return `(${countries.map((country) => phraseQuery(country, "location")).join(" OR ")})`;
	// Paris in Texas is not the one in France.
	const full = area === null ? name : `${name}, ${area}`;
	const byName = phraseQuery(city === null ? (area ?? name) : full, "location");
	if (city === null) {
		const written = phraseQuery(name, "location");
		return written.toLowerCase() === byName.toLowerCase() ? byName : `(${written} OR ${byName})`;
	}
	const radius = isWide ? WIDE_RADIUS : CITY_RADIUS;
	return `(${byName} OR ${nearQuery(full, radius)})`;
}

/** Any of several places. */
export function anyOf(places: readonly NamedPlace[]): string {
	const queries = places.map((place) => placeQuery(place));
	const [only = ""] = queries;
	return queries.length === 1 ? only : `(${queries.map((one) => one.replace(/^\((.*)\)$/su, "$1")).join(" OR ")})`;
}

export function nearQuery(place: string, kilometres: number): string {
	const text = `${place.replace(/[~"]/g, " ")}~${kilometres}km`;
	return /^[\p{L}\p{N}-]+~/u.test(text) ? `near:${text}` : `near:"${text}"`;
}
