import type { EducationWord } from "../../analysis/education-level.ts";
import { apart, everyMatch, type Found, LEFT_OUT } from "./found.ts";

/**
 * Degrees asked for in running text, where most names of degrees are everyday words too ("scrum master", "MS Office"): only
 * what can mean nothing else.
 */
const EDGE = String.raw`(?![\p{L}\p{N}])`;
const START = String.raw`(?<![\p{L}\p{N}])`;
const pattern = (source: string) => new RegExp(`${START}(?:${source})${EDGE}`, "giu");
/** In these letters only. */
const abbreviated = (source: string) => new RegExp(`${START}${source}`, "gu");
/** "Master's degree", "Masterabschluss", "master's". */
const degree = (name: string) => `${name}(?:['’]?s)?(?:[- ]?(?:degree|abschluss|studium|studiengang|grad))?`;

/** Subjects that a degree is named with: "Master Informatik", "licence de droit". */
const SUBJECT = String.raw`(?:(?:wirtschafts|bio|medien|medizin)?informati(?:k|que|cs)|bwl|vwl|betriebswirtschaft\p{L}*|volkswirtschaft\p{L}*|maschinenbau|elektrotechnik|bauingenieurwesen|ph[yi]si(?:k|que)|mathemati(?:k|ques)|maths|ch(?:emie|imie)|biologie|psychologie|jura|rechtswissenschaft\p{L}*|pädagogik|soziologie|pflegewissenschaft\p{L}*|droit|économie|gestion|histoire|philosophie|sciences|lettres|finance|marketing)`;
/** "Bachelor of Science". */
const BRANCH =
	"(?:science|arts|engineering|business(?: administration)?|laws?|education|nursing|commerce|technology|fine arts|public health|social work)";
/** What says that the word before it is a degree, or is the last of what is asked for. */
const ASKED = String.raw`(?=\s*(?:$|(?<=${LEFT_OUT}\s*)|[,;.:/()&]|(?:or|oder|ou|and|und|et|is|ist|required|preferred|desired|erforderlich|vorausgesetzt|von vorteil|wünschenswert|souhaitée?|exigée?|requise?|minimum|obligatoire|degree|program(?:me)?)(?![\p{L}\p{N}])))`;
/** A name that is an everyday word, too: "scrum master", "master electrician", "driving licence", "maîtrise d'Excel". */
const LED = String.raw`(?<=(?:^|[,;:(]|(?<![\p{L}\p{N}])(?:with|having|has|have|hold|holds|mit|abgeschlossene[rsmn]?|niveau|diplôme|diplômée?|titulaire|avec|con|or|oder|ou|and|und|bachelor|licence|maîtrise|diplom|ba|bsc)[-,]?)\s*(?:(?:an?|eine[mnrs]?|une?|de|d['’]une?|du)\s+)?)`;

const FORMS: readonly (readonly [EducationWord, RegExp])[] = [
	// Of two degrees the lesser is enough.
	[
		"bachelor",
		pattern(
			String.raw`(?:bachelor(?:['’]?s)?|licence)(?:\s?/\s?|-?\s+(?:or|oder|ou)\s+)(?:an?\s+)?${degree("master")}`,
		),
	],
	[
		"doctorate",
		pattern(
			String.raw`ph\.? ?d\.?|doctorate|doctoral degree|doktor(?:titel|grad)|promoviert\p{L}*|doctorat|doctorado|dottorato|doutora(?:do|mento)`,
		),
	],
	[
		"master",
		pattern(
			String.raw`master(?:['’]?s)? of ${BRANCH}|master['’]?s?['’]?[- ]?(?:degree|abschluss|studium|studiengang|grad)|master(?:['’]s|s['’])|(?<!(?:scrum|web|post|head|quarter|grand|ring) ?-?)masters|master(?=\s+(?:in|en|of (?:science|arts|engineering|business|laws?|education|nursing|public|fine|social|computer|technology|finance|economics)|${SUBJECT})${EDGE})|${LED}master${ASKED}|m\. ?sc\.?|msc|mba|m\.? ?eng\.?|m\.? ?phil\.?|mres|ll\. ?m\.?|staatsexamen|laurea (?:magistrale|specialistica)|mestrado|diplom|dipl\.-?ing\.?|maîtrise(?=\s+(?:en|ès|universitaire)${EDGE})|${LED}maîtrise${ASKED}|bac ?\+ ?5|diplôme d['’]ingénieur|école d['’]ingénieurs?|maestría|máster`,
		),
	],
	[
		"bachelor",
		pattern(
			String.raw`bachelor(?:['’]?s)? of ${BRANCH}|${degree("bachelor")}|b\. ?sc\.?|bsc|b\.? ?eng\.?|ll\.? ?b\.?|laurea(?: triennale)?|bacharelado|hbo(?=[\s-]+(?:werk|denk|opleiding|diploma|niveau|bachelor)|\s?${LEFT_OUT})|(?:university|college|undergraduate) degree|degree in(?= \p{L})|hochschulabschluss|(?:abgeschlossenes |erfolgreich abgeschlossenes )?(?:hochschul)?studium|universitätsabschluss|licence(?=\s+(?:professionnelle|pro|universitaire|lmd|en|(?:de\s+|d['’])?${SUBJECT})${EDGE})|${LED}licence(?=\s*[,/]?\s*(?:ou|et)\s|\s*/|\s?${LEFT_OUT})|(?<=(?:niveau|diplôme de|titulaire d['’]une)\s+)licence(?!\s+(?:de|d['’]))|bac ?\+ ?3|diplôme universitaire|licenciatura|licenciado|grado en(?= \p{L})|título universitario|titulación universitaria|grado universitario`,
		),
	],
	// In small letters "ms" and "ba" are anything.
	[
		"bachelor",
		abbreviated(
			String.raw`B\.?[AS]\.?(?=\s*[/,]\s*(?:B|M|Ph|MBA)|\s+(?:degree|in\s+\p{Lu}|or\s+M\.?(?:[AS]|Sc))|\s?${LEFT_OUT})`,
		),
	],
	[
		"master",
		abbreviated(
			String.raw`(?:M\.?[AS]\.?(?=\s*[/,]?\s*(?:or\s+)?Ph\.?\s?D|\s+(?:degree|in\s+\p{Lu})|\s?${LEFT_OUT})|(?<=B\.?(?:[AS]|Sc)\.?(?:,?\s+or\s+|\s?/\s?))M\.?[AS]\.?)(?![\p{L}\p{N}])`,
		),
	],
	[
		"vocational",
		pattern(
			String.raw`(?:abgeschlossene |abgeschlossener )?(?:berufs)?ausbildung|vocational training|completed apprenticeship|bts|dut|bac ?\+ ?2|formación profesional|técnico superior`,
		),
	],
	[
		"secondary",
		pattern(
			"(?:fach)?abitur|(?:allgemeine |fachgebundene )?(?:fach)?hochschulreife|high[- ]school diploma|baccalauréat|bachillerato",
		),
	],
];

/** Every degree named, with the field of study left out. */
export const findDegrees = (text: string): Found<EducationWord>[] =>
	apart(FORMS.flatMap(([word, form]) => everyMatch(text, form, () => word)));

const NAME =
	/^(?:mba|[bm]\. ?sc\.?|[bm]sc|[bm]\.? ?eng\.?|[bm]\.?[as]\.?|ll\.? ?[bm]\.?|m\.? ?phil\.?|mres|ph\.? ?d\.?|dipl\.-?ing\.?|diplom|bts|dut)$/iu;
/** Whether the words are the name of one degree, which says more than its level does: an MBA is not any master. */
export const isDegreeName = (words: string): boolean => NAME.test(words);

/** From the one that takes least to the one that takes most. */
export const DEGREE_ORDER: readonly EducationWord[] = [
	"none",
	"secondary",
	"vocational",
	"bachelor",
	"master",
	"doctorate",
];

const LABELS: Readonly<Record<EducationWord, string>> = {
	none: "any education",
	secondary: "secondary school or above",
	vocational: "vocational training or above",
	bachelor: "bachelor's degree or above",
	master: "master's degree or above",
	doctorate: "doctorate",
};
export const degreeLabel = (word: EducationWord): string => LABELS[word];
export const degreeQuery = (word: EducationWord): string => `education:${word}`;
