/** Where people live and work, and the telephone number that goes with it. */
import { COUNTRIES } from "./countries.ts";
import { lexicon } from "./lexicon.ts";
import type { CountryCode, Home, Phone, Place } from "./person.ts";
import { expand } from "./phrase.ts";
import type { Random } from "./random.ts";

interface City {
	readonly city: string;
	readonly region: string;
	readonly postalCode: string;
	/** Telephone pattern of the place; '' where the country's own patterns apply. */
	readonly phone: string;
}

const cities = new Map<CountryCode, readonly City[]>();

/** The word list of a country. */
export function countryLexicon(country: CountryCode): ReturnType<typeof lexicon> {
	return lexicon(`countries/${country.toLowerCase()}`);
}

function citiesOf(country: CountryCode): readonly City[] {
	let known = cities.get(country);
	if (known === undefined) {
		known = countryLexicon(country)
			.section("cities")
			.map((row) => {
				const [city = "", region = "", postalCode = "", phone = ""] = row.split(";");
				return { city: city.trim(), region, postalCode, phone: phone.trim() };
			});
		cities.set(country, known);
	}
	return known;
}

function digits(pattern: string, random: Random): string {
	return pattern.replaceAll("#", () => String(random.int(0, 9)));
}

/** A made-up place name, two parts of the country's own kind: tens of thousands of employers and schools hang on it. */
export function inventedPlace(country: CountryCode, random: Random): string {
	const words = countryLexicon(country);
	// An underscore opens an ending that is a word of its own ("Monte Azul").
	return (random.pick(words.section("placeStart")) + random.pick(words.section("placeEnd"))).replace("_", " ");
}

/** A real city of the country. */
export function placeIn(country: CountryCode, random: Random): Place {
	const { city, region } = random.pick(citiesOf(country));
	return region === "" ? { city, country } : { city, region, country };
}

function streetIn(country: CountryCode, random: Random): string {
	const words = countryLexicon(country);
	const street = expand(random.pick(words.section("streets")), random, "male", (slot) => {
		if (slot === "place") return inventedPlace(country, random);
		return slot === "placeStart" || slot === "family" ? random.pick(words.section(slot)) : undefined;
	});
	const number = random.int(1, 180);
	if (country === "ES" || country === "BR") return `${street}, ${number}`;
	return COUNTRIES[country].employerLanguage === "de" || country === "NL" || country === "MX"
		? `${street} ${number}`
		: `${number} ${street}`;
}

function phoneFrom(pattern: string, country: CountryCode, random: Random): Phone {
	const groups = digits(pattern, random).split(" ");
	const { callingCode } = COUNTRIES[country];
	return { callingCode, groups, e164: `+${callingCode}${groups.join("")}` };
}

/** A home address with a telephone number: the city's own range, or one of the country's. */
export function homeIn(country: CountryCode, random: Random): { home: Home; phone: Phone } {
	const { city, region, postalCode, phone } = random.pick(citiesOf(country));
	const pattern = phone !== "" && random.chance(0.8) ? phone : random.pick(countryLexicon(country).section("phones"));
	const home: Home = {
		city,
		...(region === "" ? {} : { region }),
		country,
		street: streetIn(country, random),
		postalCode: digits(postalCode, random),
	};
	return { home, phone: phoneFrom(pattern, country, random) };
}
