/** Names of countries and of the regions that people write after a city. Names come from the platform's CLDR data. */
import { fold } from "./fold.ts";
import { REGION_NAMES } from "./region-names.ts";

/** Languages in which country names are understood. */
const NAME_LANGUAGES = ["en", "de", "fr", "es", "it", "pt", "nl", "sv", "no", "da", "pl", "tr", "ru", "ja", "zh", "ar"];

/** Codes that CLDR names but ISO 3166-1 does not assign now: groups, reserved and withdrawn ones. XK is in wide use. */
const NOT_COUNTRIES = new Set(
	"AC AN BU CP CQ CS DD DG DY EA EU EZ FX HV IC NH QO RH SU TA TP UK UN VD XA XB YD YU ZR ZZ".split(" "),
);

/** What people write besides the names of CLDR, folded. */
const COUNTRY_ALIASES: Readonly<Record<string, string>> = {
	usa: "US",
	"u s a": "US",
	us: "US",
	america: "US",
	"united states of america": "US",
	"etats unis d amerique": "US",
	eeuu: "US",
	"ee uu": "US",
	uk: "GB",
	"great britain": "GB",
	england: "GB",
	scotland: "GB",
	wales: "GB",
	"northern ireland": "GB",
	grossbritannien: "GB",
	angleterre: "GB",
	inglaterra: "GB",
	uae: "AE",
	"the netherlands": "NL",
	holland: "NL",
	"czech republic": "CZ",
	"republic of ireland": "IE",
	korea: "KR",
	"republic of korea": "KR",
	"rep of korea": "KR",
	"s korea": "KR",
	"hong kong": "HK",
	macau: "MO",
	"viet nam": "VN",
	"russian federation": "RU",
	turkey: "TR",
	macedonia: "MK",
	swaziland: "SZ",
	burma: "MM",
	"ivory coast": "CI",
	"people s republic of china": "CN",
	prc: "CN",
	ksa: "SA",
	brd: "DE",
	bundesrepublik: "DE",
	"bundesrepublik deutschland": "DE",
	schweiz: "CH",
	suisse: "CH",
};

const US_STATES =
	"AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming|DC District of Columbia";
const CANADIAN_PROVINCES =
	"AB Alberta|BC British Columbia|MB Manitoba|NB New Brunswick|NL Newfoundland and Labrador|NS Nova Scotia|NT Northwest Territories|NU Nunavut|ON Ontario|PE Prince Edward Island|QC Quebec|SK Saskatchewan|YT Yukon";
export interface Region {
	/** As it is written in its country. */
	readonly name: string;
	readonly countryCode: string;
	/** Postal code, where addresses are written with one. */
	readonly code?: string;
	/** A city is called so, too. */
	readonly alsoCity: boolean;
}

const ALSO_CITIES = new Set(["New York", "Washington", "Berlin", "Bremen", "Hamburg", "Quebec"]);
const regionNames = new Map<string, Region>();
const regionCodes = new Map<string, Region[]>();

/** By country and the code that GeoNames has for it. */
const regionsByAdmin = new Map<string, readonly string[]>();

interface Codes {
	/** Of addresses; those of the German states are not written there: "BE", "HH" stand for other things. */
	readonly postal?: string;
}

function addRegion(name: string, written: string, countryCode: string, { postal }: Codes = {}): void {
	const region = {
		name: written,
		countryCode,
		alsoCity: ALSO_CITIES.has(written),
		...(postal === undefined ? {} : { code: postal }),
	};
	regionNames.set(placeKey(name), region);
	if (postal !== undefined) regionCodes.set(postal, [...(regionCodes.get(postal) ?? []), region]);
}

/** "City" behind a Chinese, Japanese or Korean name: 北京市, 東京都, 大阪府, 서울특별시. Kyoto is 京都. */
const CITY_ENDING = /(?<=[\p{sc=Han}\p{sc=Hiragana}]{2})[市都府]$|(?<=\p{sc=Hangul}{2})(?:특별시|광역시|시)$/u;

/** A place's name as it is compared: folded, signs as single spaces, without a word for "city" that is written with it. */
export function placeKey(name: string): string {
	return fold(name)
		.replace(/[^\p{L}\p{N}]+/gu, " ")
		.trim()
		.replace(CITY_ENDING, "");
}

for (const [list, country] of [
	[US_STATES, "US"],
	[CANADIAN_PROVINCES, "CA"],
] as const) {
	for (const entry of list.split("|")) {
		const [postal, name] = [entry.slice(0, 2), entry.slice(3)];
		addRegion(name, name, country, { postal });
		if (country === "US") regionsByAdmin.set(`${country}.${postal}`, [name]);
	}
}
for (const line of REGION_NAMES.trim().split("\n")) {
	const [country = "", ...regions] = line.split("|");
	for (const region of regions) {
		const [code = "", ...words] = region.split(" ");
		const names = words.join(" ").split("/");
		regionsByAdmin.set(`${country}.${code}`, names);
		// The provinces of Canada are known with their postal codes already.
		if (country !== "CA") for (const name of names) addRegion(name, names[0] ?? name, country);
	}
}

/** Names of a state or province. @param admin what GeoNames calls it; the postal code in the US */
export const namesOfRegion = (countryCode: string, admin: string): readonly string[] =>
	regionsByAdmin.get(`${countryCode}.${admin}`) ?? [];

export function regionByName(name: string): Region | undefined {
	return regionNames.get(placeKey(name));
}

/** US and Canadian regions by their postal code in capitals. */
export function regionByCode(code: string): Region | undefined {
	return regionCodes.get(code)?.[0];
}

/** Made when first asked for: some thousand names take a few milliseconds. */
let countryNames: Map<string, string> | null = null;
let countryCodes: ReadonlySet<string> | null = null;

/** Codes of all countries. */
function allCodes(): ReadonlySet<string> {
	if (countryCodes !== null) return countryCodes;
	const english = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });
	const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
	const codes = letters.flatMap((first) => letters.map((second) => first + second));
	countryCodes = new Set(codes.filter((code) => !NOT_COUNTRIES.has(code) && english.of(code) !== undefined));
	return countryCodes;
}

function names(): Map<string, string> {
	if (countryNames !== null) return countryNames;
	countryNames = new Map();
	for (const language of NAME_LANGUAGES) {
		const display = new Intl.DisplayNames([language], { type: "region", fallback: "none" });
		for (const code of allCodes()) {
			const name = placeKey(display.of(code) ?? "");
			if (!countryNames.has(name)) countryNames.set(name, code);
		}
	}
	for (const [name, code] of Object.entries(COUNTRY_ALIASES)) countryNames.set(name, code);
	return countryNames;
}

/** ISO 3166-1 alpha-2 code of a country's name in one of many languages, or undefined. Codes themselves are no names. */
export function countryByName(name: string): string | undefined {
	return names().get(placeKey(name));
}

export function isCountryCode(code: string): boolean {
	return allCodes().has(code);
}

/**
 * Name of a country in a language.
 * @param code ISO 3166-1 alpha-2
 * @returns null for a code that no country has
 */
export function countryName(code: string, language = "en"): string | null {
	if (!allCodes().has(code)) return null;
	let display = displays.get(language);
	if (display === undefined) {
		display = new Intl.DisplayNames([language, "en"], { type: "region", fallback: "none" });
		displays.set(language, display);
	}
	return display.of(code) ?? null;
}
const displays = new Map<string, Intl.DisplayNames>();
