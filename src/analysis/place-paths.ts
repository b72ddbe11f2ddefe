import { mainName, regionsOf } from "./gazetteer/gazetteer.ts";
import { placeKey, regionByName } from "./place-names.ts";

/**
 * A place and the wider ones that it lies in, as paths of country, region and city; the widest first. A state and a city that are known
 * have one name each, however they are written: München and Munich are DE/Bayern/Munich.
 */
export function placePaths(
	country: string | undefined,
	region: string | undefined,
	city: string | undefined,
): readonly string[] {
	const within = written(country === undefined ? anywhere(written([region, city])) : namesIn(country, region, city));
	if (country === undefined && within.length === 0) return [];
	// Berlin lies in no other Berlin.
	const names = within.filter((name, at) => at === 0 || placeKey(name) !== placeKey(within[0] ?? ""));
	const steps = [country ?? "-", ...names];
	return steps.map((_, index) => steps.slice(0, index + 1).join("/"));
}

const written = (names: readonly (string | undefined)[]): readonly string[] =>
	names
		.map((name) => name?.replaceAll("/", " ").replace(/\s+/g, " ").trim())
		.filter((name): name is string => name !== undefined && name !== "");

/** Without a country: Quebec alone is the state, by whichever field. */
const anywhere = ([first, ...rest]: readonly string[]): readonly (string | undefined)[] => [
	stateIn(undefined, first) ?? first,
	...rest,
];

/** The path that a place has by the names that it has now: DE/München and DE/Bavaria/München are DE/Bayern/Munich. */
export function pathNow(path: string): string {
	const [code = "", region, city, ...further] = path.split("/");
	if (region === undefined || further.length > 0) return path;
	return placePaths(code === "-" ? undefined : code, region, city).at(-1) ?? path;
}

type Names = readonly [region: string | undefined, city: string | undefined];

/** The names of state and city: those of the table and the gazetteer, else what is written. */
function namesIn(country: string, region: string | undefined, city: string | undefined): Names {
	const state = stateIn(country, region);
	// What is no state is a city, which lies in one.
	if (region !== undefined && state === undefined && city === undefined) return namesIn(country, undefined, region);
	const around =
		state ?? stateAround(country, city) ?? stateAround(country, region) ?? cityIn(country, region) ?? region;
	return [around, cityIn(country, city, state) ?? city];
}

function stateIn(country: string | undefined, written: string | undefined): string | undefined {
	const known = written === undefined ? undefined : regionByName(written);
	return known !== undefined && (country === undefined || known.countryCode === country) ? known.name : undefined;
}

function stateAround(country: string, city: string | undefined): string | undefined {
	const [around] = city === undefined ? [] : regionsOf(city, country);
	return around === undefined ? undefined : (regionByName(around)?.name ?? around);
}

const cityIn = (countryCode: string, city: string | undefined, region?: string): string | undefined =>
	city === undefined ? undefined : mainName(city, { countryCode, region });

/** What the region of a city is called besides, where it is the one that is written or none is. */
export function otherRegionNames(country: string, region: string | undefined, city: string): readonly string[] {
	const names = regionsOf(city, country);
	const own = region === undefined ? undefined : (regionByName(region)?.name ?? region);
	const isOwn = (name: string) => placeKey(regionByName(name)?.name ?? name) === placeKey(own ?? name);
	return names.every(isOwn) ? names.filter((name) => name !== city && name !== region) : [];
}
