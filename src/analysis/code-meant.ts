import { cityNamed } from "./gazetteer/gazetteer.ts";
import { type CodeReading, readingsOf } from "./region-codes.ts";

/** What is known beside a code of a state, province or country. */
export interface CodeContext {
	/** Country that the text names; other readings are out. */
	readonly named?: string | undefined;
	/** Countries that the document speaks of, the likeliest first. */
	readonly countries: () => readonly string[];
	/** The code stands in brackets, as those of Italian provinces do. */
	readonly inBrackets: boolean;
	/** It stands behind the city without a mark between them: then no country is meant. */
	readonly isTied: boolean;
}

export interface MeantCode extends CodeReading {
	/** The city beside it lies there. */
	readonly isSure: boolean;
}

const NORTH_AMERICA = new Set(["US", "CA"]);

/** Where the name of a city lies in what a code stands for. */
const cityIn = (city: string, { countryCode, division }: CodeReading) => cityNamed(city, { countryCode, division });

/**
 * What a code behind a city means. The city decides where it lies in one of its readings only, then the country that the document
 * speaks of.
 * @returns undefined where nothing decides; null where the code means one of several things and none is likelier
 */
export function codeMeant(code: string, city: string, context: CodeContext): MeantCode | null | undefined {
	const { named, countries, inBrackets, isTied } = context;
	const readings = readingsOf(code).filter(
		(reading) =>
			(named === undefined || (reading.countryCode === named && reading.region !== undefined)) &&
			(!isTied || reading.region !== undefined),
	);
	if (readings.length === 0) return undefined;
	if (named !== undefined) return { ...(readings[0] as CodeReading), isSure: false };
	// A code that means one thing only needs no city, and one of America alone is read without the table of cities.
	const [only] = readings;
	if (readings.length === 1 && only !== undefined && (NORTH_AMERICA.has(only.countryCode) || !only.region))
		return undefined;
	const known = readings.filter((reading) => cityIn(city, reading) !== null);
	const written = known.filter((reading) => cityIn(city, reading)?.name === city);
	const sure = known.length === 1 ? known[0] : written.length === 1 ? written[0] : undefined;
	const isAmerican = known.some((reading) => NORTH_AMERICA.has(reading.countryCode));
	if (sure !== undefined && (known.length === 1 || !isAmerican)) return { ...sure, isSure: true };
	const spoken = countries()
		.map((country) => (known.length > 0 ? known : readings).find((reading) => reading.countryCode === country))
		.find((reading) => reading !== undefined);
	if (spoken !== undefined && !(isTied && known.length === 0)) return { ...spoken, isSure: known.length > 0 };
	if (isTied || isAmerican || (known.length === 0 && !inBrackets)) return undefined;
	return null;
}
