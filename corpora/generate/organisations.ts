/** Employers and schools, put together from parts so that a large population rarely repeats one. */
import { COUNTRIES } from "./countries.ts";
import { lexicon } from "./lexicon.ts";
import type { CountryCode } from "./person.ts";
import { expand } from "./phrase.ts";
import { countryLexicon, inventedPlace } from "./places.ts";
import type { Random } from "./random.ts";

/** An invented brand such as "Velonmark": 30,000 of them. */
export function inventedBrand(random: Random): string {
	const parts = lexicon("invented");
	return (
		random.pick(parts.section("rootStart")) +
		random.pick(parts.section("rootMiddle")) +
		random.pick(parts.section("rootEnd"))
	);
}

function nameFrom(pattern: string, country: CountryCode, random: Random): string {
	const places = countryLexicon(country);
	const words = lexicon(`employers/${COUNTRIES[country].employerLanguage}`);
	return expand(pattern, random, "male", (slot) => {
		if (slot === "root") return inventedBrand(random);
		if (slot === "place") return inventedPlace(country, random).trim();
		if (slot === "family") return random.pick(places.section("family"));
		if (slot === "legal" || slot === "placeStart") return random.pick(places.section(slot));
		return words.has(slot) ? random.pick(words.section(slot)) : undefined;
	});
}

/** An employer of a kind ('software', 'hospital', ...: the sections of `lexicon/employers/`). */
export function employerOf(kind: string, country: CountryCode, random: Random): string {
	const patterns = lexicon(`employers/${COUNTRIES[country].employerLanguage}`).section(kind);
	return nameFrom(random.pick(patterns), country, random);
}

/** A place to learn at; `stage` names the kind of school. */
export function schoolOf(
	stage: "universities" | "vocational" | "highschools",
	country: CountryCode,
	random: Random,
): string {
	return nameFrom(random.pick(countryLexicon(country).section(stage)), country, random);
}
