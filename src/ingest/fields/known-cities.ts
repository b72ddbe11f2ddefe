import { getCountries } from "libphonenumber-js/max";
import { fold } from "../../analysis/fold.ts";
import { isCityOf } from "../../analysis/gazetteer/gazetteer.ts";

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

/** True for a town of GeoNames: Oakland, Dortmund, Vila Nova de Gaia. Words and surnames are among their names. */
export const isTown = (name: string): boolean => isCityOf(name.trim(), LEAST_PEOPLE);
