import { regionsOf } from "./gazetteer/gazetteer.ts";
import { placeKey, regionByName } from "./place-names.ts";

/** A place and the wider ones that it lies in, as paths of country, region and city; the widest first. */
export function placePaths(
	country: string | undefined,
	region: string | undefined,
	city: string | undefined,
): readonly string[] {
	const within = [regionIn(country, region, city), city]
		.map((name) => name?.replaceAll("/", " ").trim())
		.filter((name): name is string => name !== undefined && name !== "");
	if (country === undefined && within.length === 0) return [];
	// Berlin lies in no other Berlin.
	const names = within.filter((name, at) => at === 0 || placeKey(name) !== placeKey(within[0] ?? ""));
	const steps = [country ?? "-", ...names];
	return steps.map((_, index) => steps.slice(0, index + 1).join("/"));
}

/** One name for each state: the one that is written, in its own spelling; else the one that the city lies in; else what is written. */
function regionIn(
	country: string | undefined,
	region: string | undefined,
	city: string | undefined,
): string | undefined {
	const known = region === undefined ? undefined : regionByName(region);
	if (known !== undefined && (country === undefined || known.countryCode === country)) return known.name;
	const [around] = country === undefined || city === undefined ? [] : regionsOf(city, country);
	return around === undefined ? region : (regionByName(around)?.name ?? around);
}

/** What the region of a city is called besides, where it is the one that is written or none is. */
export function otherRegionNames(country: string, region: string | undefined, city: string): readonly string[] {
	const names = regionsOf(city, country);
	const own = region === undefined ? undefined : (regionByName(region)?.name ?? region);
	const isOwn = (name: string) => placeKey(regionByName(name)?.name ?? name) === placeKey(own ?? name);
	return names.every(isOwn) ? names.filter((name) => name !== city && name !== region) : [];
}
