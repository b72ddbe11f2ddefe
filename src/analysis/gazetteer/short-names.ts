import { isFrequentFamilyName, isFrequentGivenName } from "../names/frequent-names.ts";

/** What a city is called in its own country without what tells it from others of its name: Ludwigshafen, Southend, Aix, Jerez, Halle. */

/** Smaller ones are called so by their neighbours only. */
const LEAST_POPULATION = 30_000;

const GERMAN = / (?:\((?!Kreis).+\)|(?:am|an der|im|in der|in|bei|vor der|ob der) .+)$/u;
const ENGLISH = /[ -](?:upon|on|under|super)[ -].+$/u;
const BEHIND: Readonly<Record<string, RegExp>> = {
	DE: GERMAN,
	AT: GERMAN,
	GB: ENGLISH,
	FR: /-(?:en|sur|sous|lès)-.+$/u,
	ES: / de (?:la |las |los )?\p{Lu}.+$/u,
};
/** What very many places begin with, and some that everybody understands otherwise. */
const NO_NAME =
	/^(?:Villa|Puerto|San|Santa|Sant|El|La|Los|Las|Bad|Saint|Sainte|Villeneuve|Frankfurt|Brandenburg|San Sebastián)$/u;

/** @returns null where the city has no shorter name */
export function shortName(name: string, country: string, population: number): string | null {
	const behind = population < LEAST_POPULATION ? null : BEHIND[country]?.exec(name);
	if (behind == null || behind.index < 3) return null;
	const short = name.slice(0, behind.index);
	return !/^\p{Lu}/u.test(short) || NO_NAME.test(short) || isFrequentFamilyName(short) || isFrequentGivenName(short)
		? null
		: short;
}
