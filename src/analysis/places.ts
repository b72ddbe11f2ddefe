import { codeMeant, type MeantCode } from "./code-meant.ts";
import { countryByName, isCountryCode, type Region, regionByCode, regionByName } from "./place-names.ts";

export { countryName } from "./place-names.ts";

export interface Place {
	/** As written, without postal code. */
	readonly city?: string;
	/** Name of a state or province, where the text names one. */
	readonly region?: string;
	/** ISO 3166-1 alpha-2. */
	readonly countryCode?: string;
}

/**
 * Codes that are a US state or Canadian province and a country with about as many resumes. After a city they say nothing
 * unless a US ZIP code stands beside them or the country's time zone bears the city's name.
 */
const UNDECIDED = new Set(["DE", "IN", "PE", "SK"]);
/** Here the country is meant nearly always. */
const COUNTRY_FIRST = new Set(["NL"]);

/** Ways of work that people write where a place is asked for. */
const NO_PLACE =
	/\b(?:remote(?:ly)?|fully remote|hybrid|home ?office|work from home|wfh|anywhere|worldwide|global|on-?site|t[ée]l[ée]travail|teletrabajo|remoto)\b/giu;
/** British and Canadian postal codes. */
const LETTERED_POSTCODE = /\b(?:[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d)\b/g;
/** Longer texts are no places. */
const LONGEST = 200;

/** What else is known where a place is read. */
export interface PlaceContext {
	/** Countries that the document speaks of, the likeliest first; they decide what a code means where the city does not. */
	readonly countries?: () => readonly string[];
}

/**
 * City, region and country of a place as people write it: "Austin, TX", "80331 München", "Lyon, France", "Leeds, UK". What is not written
 * and cannot be told is left out: "Springfield" has no country. The table of cities only tells what a code behind a city stands for:
 * "Joinville, SC" lies in Brazil.
 * @returns null when the text names no place ("Remote")
 */
export function parsePlace(text: string, { countries = () => [] }: PlaceContext = {}): Place | null {
	if (text.length > LONGEST) return null;
	const zip = /\b\d{5}(?:-\d{4})?\b/.exec(text);
	const parts = text
		.replace(NO_PLACE, " ")
		.replace(LETTERED_POSTCODE, " ")
		.split(/[,;|()\n•·]| [-–—/] /u)
		.map((part) => part.replace(/\s+/g, " ").trim())
		.filter((part) => /\p{L}/u.test(part));
	if (parts.length === 0) return null;
	const found = readParts(parts, { hasZip: zip !== null, inBrackets: /\([A-Z]{2}\)?\s*$/.test(text), countries });
	return Object.keys(found).length > 0 ? found : null;
}

interface Written {
	readonly hasZip: boolean;
	readonly inBrackets: boolean;
	readonly countries: () => readonly string[];
}

/** From the end: a country, then a region, then the city. */
function readParts(parts: string[], written: Written): Place {
	if (parts.length === 1 && /^[A-Z]{2}$/.test(parts[0] as string)) return loneCode(parts[0] as string);
	const rest = [...parts];
	const named = takeCountry(rest);
	const meant = takeCode(rest, named, written);
	const region = meant === undefined ? takeRegion(rest, named, written.hasZip) : undefined;
	const coded = meant === undefined ? region?.countryCode : meant?.reading.countryCode;
	const stated = named ?? coded ?? (meant === undefined ? takeCountryCode(rest) : undefined);
	// The city beside a code is the city, whatever stands before it.
	const city: City | null = meant?.reading.isSure === true ? { name: meant.city } : cityOf(rest, stated !== undefined);
	const regionName = meant?.reading.region ?? region?.name ?? city?.region;
	const countryCode = stated ?? city?.countryCode;
	return {
		...(city === null ? {} : { city: city.name }),
		...(regionName === undefined ? {} : { region: regionName }),
		...(countryCode === undefined ? {} : { countryCode }),
	};
}

/** "Modena MO", "Modena, MO", "Joinville/SC" */
const CODE_BEHIND = /^(?:(.*\S)(\s|\s?[/-]\s?))?([A-Z]{2,3})$/;

/** Removes the code of a state, province or country from the end where something tells what it means; null where nothing does. */
function takeCode(
	parts: string[],
	named: string | undefined,
	{ inBrackets, countries }: Written,
): { readonly city: string; readonly reading: MeantCode } | null | undefined {
	const [, before, mark = ",", code] = CODE_BEHIND.exec(parts.at(-1) ?? "") ?? [];
	const city = bareCity(before ?? parts.at(-2) ?? "");
	if (code === undefined || city === "") return undefined;
	const reading = codeMeant(code, city, { named, countries, inBrackets, isTied: mark !== "," });
	if (reading === undefined) return undefined;
	if (before === undefined) parts.pop();
	else parts[parts.length - 1] = before;
	return reading === null ? null : { city, reading };
}

/** A code without a city: a country's, unless a state has it, too. */
function loneCode(code: string): Place {
	return isCountryCode(code) && regionByCode(code) === undefined ? { countryCode: code } : {};
}

/** Removes the country's name from the end: a part of its own, or the last words of the last part ("London UK"). */
function takeCountry(parts: string[]): string | undefined {
	const last = parts.at(-1) as string;
	const whole = countryByName(last);
	if (whole !== undefined) {
		parts.pop();
		// Georgia is a country or a US state: the city's time zone may tell.
		const decided = regionByName(last) === undefined || hasTimeZone(whole, parts.at(-1) ?? "");
		return decided ? whole : undefined;
	}
	const suffix = /^(.*\S) (USA|U\.S\.A\.|US|UK|U\.K\.|UAE)$/.exec(last);
	if (suffix === null) return undefined;
	parts[parts.length - 1] = suffix[1] as string;
	return countryByName((suffix[2] as string).replaceAll(".", ""));
}

function takeRegion(parts: string[], countryCode: string | undefined, hasZip: boolean): Region | undefined {
	const last = parts.at(-1);
	if (last === undefined) return undefined;
	const withoutZip = last.replace(/\s*\b\d{5}(?:-\d{4})?$/, "");
	const byName = regionByName(withoutZip);
	const alone = parts.length === 1 && withoutZip === last;
	if (byName !== undefined && !(alone && byName.alsoCity) && fits(byName, countryCode)) {
		parts.pop();
		return byName;
	}
	const code = /^(?:(.*\S)\s)?([A-Z]{2})$/.exec(withoutZip);
	const byCode = code ? regionByCode(code[2] as string) : undefined;
	if (code === null || byCode === undefined || !fits(byCode, countryCode) || (parts.length === 1 && !code[1]))
		return undefined;
	const city = code[1] ?? (parts.at(-2) as string);
	const decided = countryCode !== undefined || (hasZip && withoutZip !== last);
	if (!decided && meansCountry(code[2] as string, city)) return undefined;
	if (code[1]) parts[parts.length - 1] = code[1];
	else parts.pop();
	return byCode;
}

const fits = (region: Region, countryCode: string | undefined) =>
	countryCode === undefined || region.countryCode === countryCode;

/** Whether a code after a city is rather the country's than the state's, or cannot be told. */
function meansCountry(code: string, city: string): boolean {
	return COUNTRY_FIRST.has(code) || UNDECIDED.has(code) || hasTimeZone(code, city);
}

/** Removes an ISO country code in capitals from the end. */
function takeCountryCode(parts: string[]): string | undefined {
	const last = parts.at(-1);
	if (last === undefined) return undefined;
	const code = /^[A-Z]{2}$/.exec(last)?.[0];
	if (code === undefined || !isCountryCode(code)) return undefined;
	if (parts.length === 1) return undefined;
	parts.pop();
	return UNDECIDED.has(code) && !hasTimeZone(code, parts.at(-1) as string) ? undefined : code;
}

/** The tz database names time zones after cities: the one list of cities with their countries that every platform has. */
function hasTimeZone(code: string, city: string): boolean {
	if (!isCountryCode(code)) return false;
	const zones = zonesOf(code);
	const wanted = city
		.replace(/^[\d\s-]+/, "")
		.replaceAll(" ", "_")
		.toLowerCase();
	return zones.includes(wanted);
}

/** By country code: a few hundred at most, and each is asked for often. */
const ZONES = new Map<string, readonly string[]>();

/** Last parts of the names of a country's time zones, in small letters. */
function zonesOf(code: string): readonly string[] {
	const known = ZONES.get(code);
	if (known !== undefined) return known;
	const locale: Intl.Locale & { getTimeZones?(): string[] | undefined } = new Intl.Locale(`und-${code}`);
	const zones = (locale.getTimeZones?.() ?? []).map((zone) => zone.slice(zone.lastIndexOf("/") + 1).toLowerCase());
	ZONES.set(code, zones);
	return zones;
}

interface City {
	readonly name: string;
	readonly region?: string;
	readonly countryCode?: string;
}

/**
 * The city among the parts that are left. With a country behind them two parts are city and region ("Bengaluru, Karnataka"), unless
 * the first is a street or the last has the postal code, which on the continent stands before the city ("D-80331 München").
 */
function cityOf(parts: readonly string[], withCountry: boolean): City | null {
	const places = parts.filter(
		(part) => !/^[\d\s-]+$/.test(part) && !/\d/.test(part.replace(POSTAL_PREFIX, "").replace(/ \d{4,6}$/, "")),
	);
	const coded = places.find((part) => POSTAL_PREFIX.test(part));
	const written = coded ?? places[0];
	if (written === undefined) return null;
	const letter = POSTAL_PREFIX.exec(written)?.[1];
	const region =
		withCountry && coded === undefined && places.length === 2 && parts.length === 2 ? places[1] : undefined;
	return {
		name: bareCity(written),
		...(region === undefined ? {} : { region }),
		...(letter === undefined ? {} : { countryCode: LETTERS[letter] ?? letter }),
	};
}

/** The city without a postal code before or behind it. */
const bareCity = (written: string): string =>
	written
		.replace(POSTAL_PREFIX, "")
		.replace(/ \d{4,6}$/, "")
		.trim();

const POSTAL_PREFIX = /^(?:(D|DE|A|AT|CH|F|FR|E|ES|I|IT)-)?\d{4,6} (?=\p{L})/u;
const LETTERS: Readonly<Record<string, string>> = { D: "DE", A: "AT", F: "FR", E: "ES", I: "IT" };
