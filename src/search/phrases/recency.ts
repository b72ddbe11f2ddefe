import { everyMatch, type Found } from "./found.ts";

/** "Updated in the last three months", "beworben in den letzten 30 Tagen": how long ago something happened at most, as recruiters filter by it. */

type Unit = "d" | "w" | "m" | "y";

const UNITS: readonly (readonly [RegExp, Unit])[] = [
	[/^(?:days?|tag(?:en|e)?|jours?|d[ií]as?)$/iu, "d"],
	[/^(?:weeks?|wochen?|semaines?|semanas?)$/iu, "w"],
	[/^(?:months?|monat(?:en|e|s)?|mois|mes(?:es)?)$/iu, "m"],
	[/^(?:years?|jahr(?:en|e|es)?|ans?|années?|años?)$/iu, "y"],
];
const UNIT =
	"(?<unit>days?|weeks?|months?|years?|tag(?:en|e)?|wochen?|monat(?:en|e|s)?|jahr(?:en|e|es)?|jours?|semaines?|mois|ans?|années?|d[ií]as?|semanas?|mes(?:es)?|años?)";
const LAST = String.raw`(?:(?:in|within|during|over|innerhalb|während|dans|au cours|durant|en|durante)\s+)?(?:(?:the|de[nrs]|les|des|ces|du|la|el|los|las)\s+)?(?:last|past|letzten?[rs]?|vergangenen?[rs]?|derni[eè]re?s?|últim[oa]s?)\s+(?:(?<count>\d{1,3})\s+)?(?:derniers\s+)?${UNIT}`;
/** French has its number before: "ces 30 derniers jours". */
const LAST_FRENCH = String.raw`(?:dans|au cours|durant)?\s*(?:les|des|ces)\s+(?<count>\d{1,3})\s+derni[eè]re?s\s+${UNIT}`;
const APPLIED = String.raw`(?:who\s+)?(?:(?:have|has)\s+)?applied|beworben|(?:ayant\s+)?postulé|(?:que\s+)?(?:han\s+)?(?:postulado|aplicado)`;
const UPDATED = String.raw`(?:(?:last\s+)?updated|refreshed|active|aktualisiert|aktiv|mis(?:es?|e)?\s+à\s+jour|actifs?|actualizad[oa]s?|activ[oa]s?)`;
const BEFORE = String.raw`(?<![\p{L}\p{N}])`;
const END = String.raw`(?![\p{L}\p{N}])`;
const FORMS = [LAST, LAST_FRENCH].flatMap((last) =>
	(
		[
			["applied", APPLIED],
			["updated", UPDATED],
		] as const
	).flatMap(([scope, words]) => [
		{ scope, pattern: new RegExp(`${BEFORE}(?:${words})\\s+${last}${END}`, "giu") },
		// The verb at the end: "die sich in den letzten 30 Tagen beworben haben".
		{ scope, pattern: new RegExp(`${BEFORE}(?:die\\s+sich\\s+)?${last}\\s+(?:${words})(?:\\s+haben)?${END}`, "giu") },
	]),
);

/** Each as a clause of the query: `updated:<90d`. */
export const findRecency = (text: string): Found<string>[] =>
	FORMS.flatMap(({ scope, pattern }) =>
		everyMatch(text, pattern, ({ count = "1", unit = "" }) => {
			const letter = UNITS.find(([form]) => form.test(unit))?.[1];
			return letter === undefined || Number(count) === 0 ? null : `${scope}:<${Number(count)}${letter}`;
		}),
	);
