/** Facts of each country that shape a resume: languages, telephone plan, money. Names and places are in `lexicon/`. */
import type { CountryCode, Language } from "./person.ts";

export interface Country {
	/** Share among generated people (relative weight). */
	readonly weight: number;
	/** Resume languages, repeated by weight. */
	readonly resumeLanguages: readonly Language[];
	/** Language of company and street names. */
	readonly employerLanguage: Language;
	/** Mother tongues, ISO 639-1, repeated by weight. */
	readonly native: readonly string[];
	readonly foreign: readonly string[];
	readonly callingCode: string;
	/** Digit dialled before a national number ('' where there is none). */
	readonly trunk: string;
	/** Currency symbol, and whether it stands before the amount in English text. */
	readonly currency: string;
	/** Share of people who have two family names. */
	readonly twoFamilyNames: number;
}

export const COUNTRIES: Readonly<Record<CountryCode, Country>> = {
	US: country(20, ["en"], "en", ["en", "en", "en", "es"], ["es", "fr", "zh", "de"], "1", "", "$", 0.02),
	GB: country(14, ["en"], "en", ["en"], ["fr", "es", "de", "pl"], "44", "0", "£", 0.04),
	DE: country(
		16,
		["de", "de", "de", "de", "en"],
		"de",
		["de", "de", "de", "tr"],
		["en", "fr", "es", "it", "ru"],
		"49",
		"0",
		"€",
		0.04,
	),
	AT: country(4, ["de", "de", "de", "en"], "de", ["de"], ["en", "it", "fr"], "43", "0", "€", 0.03),
	FR: country(
		13,
		["fr", "fr", "fr", "fr", "en"],
		"fr",
		["fr", "fr", "fr", "ar"],
		["en", "es", "de", "it"],
		"33",
		"0",
		"€",
		0.05,
	),
	ES: country(
		11,
		["es", "es", "es", "es", "en"],
		"es",
		["es", "es", "es", "ca"],
		["en", "fr", "pt", "de"],
		"34",
		"",
		"€",
		0.9,
	),
	MX: country(4, ["es", "es", "es", "en"], "es", ["es"], ["en", "fr", "pt"], "52", "", "MXN ", 0.85),
	NL: country(5, ["en"], "en", ["nl"], ["en", "de", "fr", "es"], "31", "0", "€", 0.04),
	IN: country(6, ["en"], "en", ["hi", "hi", "ta"], ["en", "fr", "de"], "91", "0", "INR ", 0),
	BR: country(4, ["en", "en", "es"], "en", ["pt"], ["en", "es", "fr"], "55", "", "R$ ", 0.5),
	CA: country(4, ["en", "en", "fr"], "en", ["en", "fr"], ["en", "fr", "zh"], "1", "", "CA$", 0.03),
	AU: country(3, ["en"], "en", ["en"], ["zh", "it", "fr", "es"], "61", "0", "A$", 0.03),
};

function country(
	weight: number,
	resumeLanguages: readonly Language[],
	employerLanguage: Language,
	native: readonly string[],
	foreign: readonly string[],
	callingCode: string,
	trunk: string,
	currency: string,
	twoFamilyNames: number,
): Country {
	return { weight, resumeLanguages, employerLanguage, native, foreign, callingCode, trunk, currency, twoFamilyNames };
}

/** Every country code, repeated by weight: a list to pick from. */
export const COUNTRY_POOL: readonly CountryCode[] = (Object.keys(COUNTRIES) as CountryCode[]).flatMap((code) =>
	Array<CountryCode>(COUNTRIES[code].weight).fill(code),
);
