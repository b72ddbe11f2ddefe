import type { Found } from "./found.ts";
import { negationBefore } from "./negation.ts";
import { numberWords } from "./number-words.ts";

/**
 * "Updated in the last three months", "beworben in den letzten 30 Tagen": how long ago something happened at most, as recruiters filter
 * by it. "Active" is not read: it says more often what somebody did ("active in pharma", "active clearance").
 */

/** A filter, or what is to be left out: "not updated in the last year". */
export interface Recency {
	readonly query: string;
	readonly isExcluded: boolean;
}

const NUMBERS = numberWords(12);
const UNITS: readonly (readonly [RegExp, string])[] = [
	[/^(?:day|tag|jour|d[ií]a)/iu, "d"],
	[/^(?:week|woche|semain|seman)/iu, "w"],
	[/^(?:month|monat|mois|mes)/iu, "m"],
	[/^(?:year|jahr|an|año)/iu, "y"],
];
const UNIT =
	"(?<unit>days?|weeks?|months?|years?|tag(?:en|e)?|wochen?|monat(?:en|e|s)?|jahr(?:en|e|es)?|jours?|semaines?|mois|ans?|années?|d[ií]as?|semanas?|mes(?:es)?|años?)";
const COUNT = `(?<count>\\d{1,3}|${Object.keys(NUMBERS).join("|")})`;
const LAST = `(?:(?:in|within|during|over|innerhalb|während|dans|au cours|durant|en|durante)\\s+)?(?:(?:the|de[nrs]|les|des|ces|du|la|el|los|las)\\s+)?(?:last|past|letzten?[rs]?|vergangenen?[rs]?|derni[eè]re?s?|últim[oa]s?)\\s+(?:${COUNT}\\s+)?${UNIT}`;
/** French has its number before: "ces 30 derniers jours". */
const LAST_FRENCH = `(?:(?:dans|au cours|durant)\\s+)?(?:les|des|ces)\\s+${COUNT}\\s+derni[eè]re?s\\s+${UNIT}`;
const APPLIED = "applied|beworben|postulé|postulado|aplicado";
const UPDATED = "updated|refreshed|aktualisiert|mis(?:es?|e)?\\s+à\\s+jour|actualizad[oa]s?";
/** What belongs to the verb: "who have", "ayant", "profiles". */
const LEAD =
	"(?:(?:profiles?|resumes?|résumés?|cvs?|records?|profile?n?|lebensl[aä]ufe?|perfil(?:es)?|profils?)\\s+)?(?:(?:who|that|which|die|der|que|qui)\\s+)?(?:(?:have|has|had|been|were|was|sich|wurden?|ayant|ont|a|han|ha|se|last)\\s+){0,2}";
const NOT = "(?:nicht\\s+|nie\\s+)?";
const BEFORE = "(?<![\\p{L}\\p{N}])";
const END = "(?![\\p{L}\\p{N}])";
const german = (words: string) =>
	`(?:die\\s+sich\\s+|die\\s+)?${LAST}\\s+(?<not>${NOT})(?:${words})(?:\\s+(?:haben|hat|wurden?))?(?=\\s*(?:$|[,;.)]))`;
const FORMS = (
	[
		["applied", APPLIED, "beworben"],
		["updated", UPDATED, "aktualisiert"],
	] as const
).flatMap(([scope, words, verb]) =>
	[`${LEAD}(?:${words})\\s+${LAST}`, `${LEAD}(?:${words})\\s+${LAST_FRENCH}`, german(verb)].map((form) => ({
		scope,
		pattern: new RegExp(`${BEFORE}${form}${END}`, "giu"),
	})),
);

/** These are updated by themselves, and say nothing of the record. */
const OF_SOMETHING_ELSE =
	/(?:clearance|licen[cs]es?|certifi\p{L}+|zertifi\p{L}+|training|knowledge|kenntnisse|connaissances|conocimientos|skills?|portfolio|github|blog|website)\s+$/iu;

/** Each as a clause of the query, `updated:<90d`, with all that belongs to it. */
export const findRecency = (text: string): Found<Recency>[] =>
	FORMS.flatMap(({ scope, pattern }) =>
		[...text.matchAll(pattern)].flatMap((match) => {
			const { count = "1", unit = "", not = "" } = match.groups ?? {};
			const letter = UNITS.find(([form]) => form.test(unit))?.[1];
			const number = NUMBERS[count.toLowerCase()] ?? Number(count);
			const before = text.slice(0, match.index);
			if (letter === undefined || number === 0 || OF_SOMETHING_ELSE.test(before)) return [];
			const comma = (/^die\s/iu.test(match[0]) ? /,\s*$/u.exec(before)?.[0] : undefined) ?? "";
			const negation = negationBefore(before.slice(0, before.length - comma.length));
			const isExcluded = negation !== "" || not !== "";
			const end = match.index + match[0].length;
			const query = `${scope}:<${number}${letter}`;
			const start = negation === "" ? match.index : match.index - comma.length - negation.length;
			return [{ start, end, value: { query, isExcluded } }];
		}),
	);
