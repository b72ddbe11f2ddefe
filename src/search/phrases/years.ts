import type { Span } from "../../domain/query.ts";
import { apart, everyMatch, type Found } from "./found.ts";
import { numberWords } from "./number-words.ts";

/** Years of experience as people say them in English, German, French and Spanish. */

export interface Years {
	readonly min: number | null;
	readonly max: number | null;
	/** More than the least, less than the most: the number itself does not belong to it. */
	readonly isAbove?: boolean;
	readonly isBelow?: boolean;
	/** The words say themselves that it is experience, not the age of a company. */
	readonly ofExperience: boolean;
}

const WORDS = numberWords(10);
const NUMBER = String.raw`\d{1,2}(?:[.,]5)?|${Object.keys(WORDS).join("|")}`;
const UNIT = String.raw`(?:years?['’]?|yrs?\.?|(?<=\d)y|jahren?|ans|années?|años?|-?jährige[nrms]?(?=\s+(?:\p{L}+\s+)?\p{L}*erfahrung)|(?<months>months?['’]?|monaten?|mois|meses))(?![\p{L}\p{N}])`;
/** "In the last two years" says when, not how long. */
const BEFORE = String.raw`(?<![\p{L}\p{N}.,+-])(?<!(?:last|past|previous|letzten|vergangenen|derni[eè]re?s|últimos)\s+)`;
const OF = String.raw`(?:\s*(?:\([^()\n]{1,20}\))?\s*(?:of|de|d['’]|an|in der|in)?\s*(?:(?:relevant|proven|hands-on|professional|industry|work|working|relevante|relevanter|berufliche|beruflicher|einschlägige|einschlägiger|praktische|praktischer|solide|laboral|profesional)\s+){0,2}(?<experience>experience|exp\.?|erfahrung|berufserfahrung|praxiserfahrung|expérience|experiencia)(?![\p{L}\p{N}])(?:\s+(?:professionnelle|profesional|laboral))?)?`;
const LEAST = String.raw`(?:at least|a minimum of|minimum(?: of)?|min\.?|>=|≥|mindestens|mind\.|ab|au moins|minimum de|au minimum|al menos|como mínimo|mínimo(?: de)?)`;
const MOST = String.raw`(?:up to|at most|(?:a |au |un )?max(?:imum|imal)?\.?(?:\s+(?:of|de|von))?|m[aá]ximo(?:\s+de)?|(?<below>less than|fewer than|under|<(?!=)|weniger als|unter|moins de|menos de)|<=|≤|bis zu|höchstens|jusqu['’]à|au plus|hasta|como máximo)`;
/** "No more than ten years" are at most ten, "not less than five" at least five. */
const NOT = String.raw`(?:not?|nicht|pas)\s+`;
const MORE_THAN = "(?:more than|over|above|mehr als|über|plus de|más de|>(?!=))";
const LESS_THAN = "(?:less than|fewer than|under|below|weniger als|unter|moins de|menos de)";
const RANGE = String.raw`\s*(?:-|–|—|to|bis|à|a|hasta)\s*`;
const BETWEEN = String.raw`(?:${RANGE}|\s*(?:(?:years?|jahren?|ans|años?)\s+)?(?:and|und|et|y|&)\s+)`;
const MORE = String.raw`\s*(?:\+|plus|or more|oder mehr|ou plus|o más)`;
/** "More than 3 and less than 8". */
const AND_MOST = String.raw`\s*(?:(?:years?|jahren?|ans|années?|años?)\s*)?(?:,\s*)?(?:and|but|und|aber|et|mais|y|pero)\s+${MOST}`;
/** "5 years max", "5 Jahre oder weniger"; "5 ans minimum". */
const MOST_BEHIND = String.raw`\s*,?\s*(?:\(\s*)?(?:max(?:imum|imal)?\.?|at (?:the )?most|tops|or (?:less|fewer|under)|höchstens|oder weniger|(?:au )?maximum|au plus|ou moins|como máximo|máximo|o menos)(?![\p{L}\p{N}])(?!\s*\d)\)?`;
const LEAST_BEHIND = String.raw`\s*,?\s*(?:\(\s*)?(?:min(?:imum|imal)?\.?|at (?:the )?least|mindestens|(?:au )?minimum|au moins|como mínimo|mínimo|al menos)(?![\p{L}\p{N}])(?!\s*\d)\)?`;
/** As in a form: "Years of experience: 5". */
const LABEL = String.raw`(?:(?:years?|yrs?\.?) of (?:work |professional )?experience|berufserfahrung in jahren|années d['’]expérience|años de experiencia)`;
/** Before or behind years these say that it is how old somebody is. */
const AGED = String.raw`(?:(?<aged>aged?(?:\s+of)?|im alter von|alter:?|âgée?s? (?:de|entre)|(?:not\s+|no\s+|nicht\s+)?(?:(?:older|younger) than|(?:älter|jünger) als)|menor(?:es)? de|mayor(?:es)? de|edad(?: de)?)\s+)?`;
const OLD = String.raw`(?<old>[\s-]+(?:old|of age|alt|d['’]âge|de edad)(?![\p{L}\p{N}]))?`;
const pattern = (source: string) => new RegExp(`${BEFORE}${AGED}${source}${OF}${OLD}`, "giu");
const limited = (behind: string) =>
	new RegExp(String.raw`${BEFORE}${AGED}(?<one>${NUMBER})\s*${UNIT}${OF}${behind}${OLD}`, "giu");
const labelled = (number: string) =>
	new RegExp(String.raw`${BEFORE}(?<experience>${LABEL})\s*[:=]\s*${number}(?![\p{L}\p{N}.,-])`, "giu");

const FORMS: readonly (readonly [RegExp, (one: number, other: number) => Pick<Years, "min" | "max">])[] = [
	[
		pattern(String.raw`(?:between|zwischen|entre)\s+(?<one>${NUMBER})${BETWEEN}(?<other>${NUMBER})\s*${UNIT}`),
		(one, other) => ({ min: Math.min(one, other), max: Math.max(one, other) }),
	],
	[
		pattern(String.raw`(?:de\s+)?(?<one>${NUMBER})${RANGE}(?<other>${NUMBER})\s*${UNIT}`),
		(one, other) => ({ min: Math.min(one, other), max: Math.max(one, other) }),
	],
	[
		pattern(
			String.raw`(?:(?<above>${MORE_THAN})|${LEAST})\s*(?<one>${NUMBER})${AND_MOST}\s*(?<other>${NUMBER})\s*${UNIT}`,
		),
		(one, other) => ({ min: Math.min(one, other), max: Math.max(one, other) }),
	],
	[pattern(String.raw`${NOT}${MORE_THAN}\s*(?<one>${NUMBER})\s*${UNIT}`), (one) => ({ min: null, max: one })],
	[pattern(String.raw`${NOT}${LESS_THAN}\s*(?<one>${NUMBER})\s*${UNIT}`), (one) => ({ min: one, max: null })],
	[
		pattern(String.raw`(?:(?<above>${MORE_THAN})|${LEAST})\s*(?<one>${NUMBER})(?:\s*\+)?\s*${UNIT}`),
		(one) => ({ min: one, max: null }),
	],
	[pattern(String.raw`${MOST}\s*(?<one>${NUMBER})\s*${UNIT}`), (one) => ({ min: null, max: one })],
	[
		labelled(`(?<one>${NUMBER})${RANGE}(?<other>${NUMBER})`),
		(one, other) => ({ min: Math.min(one, other), max: Math.max(one, other) }),
	],
	[labelled(`(?<one>${NUMBER})(?:${MORE})?`), (one) => ({ min: one, max: null })],
	[limited(MOST_BEHIND), (one) => ({ min: null, max: one })],
	[limited(LEAST_BEHIND), (one) => ({ min: one, max: null })],
	[pattern(String.raw`(?<one>${NUMBER})(?:${MORE})?\s*${UNIT}(?:${MORE})?`), (one) => ({ min: one, max: null })],
];

/** "45 y/o", "max 35 yo". */
const SHORT_AGE = new RegExp(
	String.raw`${BEFORE}(?:(?:${LEAST}|${MORE_THAN}|${MOST})\s*)?\d{2}\s?(?:y\/o|yo)(?![\p{L}\p{N}])`,
	"giu",
);

/** Every statement of years of work; a single number is the least of them. */
export const findYears = (text: string): Found<Years>[] =>
	statements(text).flatMap(({ value: { isAge, ...value }, ...at }) => (isAge ? [] : [{ ...at, value }]));

/** Where the text says how old somebody is. */
export const findAges = (text: string): Span[] => [
	...statements(text).flatMap(({ value, start, end }) => (value.isAge ? [{ start, end }] : [])),
	...everyMatch(text, SHORT_AGE, (_, matched) => matched).map(({ start, end }) => ({ start, end })),
];

const statements = (text: string): Found<Years & { readonly isAge: boolean }>[] =>
	apart(
		FORMS.flatMap(([form, read]) =>
			everyMatch(text, form, ({ one, other, above, below, experience, aged, old, months }) => {
				// Contracts and notice are counted in months, too.
				if (months !== undefined && experience === undefined) return null;
				const [first, second] = [one, other].map((number) => inYears(numberOf(number), months !== undefined));
				const isAge = aged !== undefined || old !== undefined;
				return {
					...read(first as number, second as number),
					...(above === undefined ? {} : { isAbove: true }),
					...(below === undefined ? {} : { isBelow: true }),
					ofExperience: experience !== undefined,
					isAge,
				};
			}),
		),
	);

const numberOf = (written = ""): number => WORDS[written.toLowerCase()] ?? Number(written.replace(",", "."));

const inYears = (number: number, isMonths: boolean) => (isMonths ? Math.round((number / 12) * 100) / 100 : number);

type Bounds = Pick<Years, "min" | "max" | "isAbove" | "isBelow">;

/** The range as the query language writes it. */
export function yearsQuery({ min, max, isAbove = false, isBelow = false }: Bounds): string {
	if (min !== null && max !== null && !isAbove && !isBelow) return `years:${min}..${max}`;
	const least = min === null ? [] : [`years:${isAbove ? ">" : ">="}${min}`];
	const most = max === null ? [] : [`years:${isBelow ? "<" : "<="}${max}`];
	return min === null || max === null ? [...least, ...most].join("") : `(${[...least, ...most].join(" ")})`;
}

const counted = (years: number | null): string => (years === 1 ? "1 year" : `${years} years`);

export function yearsLabel({ min, max, isAbove = false, isBelow = false }: Bounds): string {
	const least = isAbove ? "more than" : "at least";
	const most = isBelow ? "less than" : "at most";
	if (min === null) return `${most} ${counted(max)} of experience`;
	if (max === null) return `${least} ${counted(min)} of experience`;
	if (isAbove || isBelow) return `${least} ${min} and ${most} ${max} years of experience`;
	return `${min} to ${max} years of experience`;
}
