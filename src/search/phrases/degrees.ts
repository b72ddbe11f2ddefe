import type { EducationWord } from "../../analysis/education-level.ts";
import { apart, everyMatch, type Found } from "./found.ts";

/**
 * Degrees asked for in running text, where most names of degrees are everyday words too ("scrum master", "MS Office"): only
 * what can mean nothing else.
 */
const EDGE = String.raw`(?![\p{L}\p{N}])`;
const START = String.raw`(?<![\p{L}\p{N}])`;
const pattern = (source: string) => new RegExp(`${START}(?:${source})${EDGE}`, "giu");
/** "Master's degree", "Masterabschluss", "master's". */
const degree = (name: string) => String.raw`${name}(?:['’]?s)?(?:[- ]?(?:degree|abschluss|studium|studiengang|grad))?`;

const FORMS: readonly (readonly [EducationWord, RegExp])[] = [
	[
		"doctorate",
		pattern(String.raw`ph\.? ?d\.?|doctorate|doctoral degree|doktor(?:titel|grad)|promoviert\p{L}*|doctorat|doctorado`),
	],
	[
		"master",
		pattern(
			String.raw`(?<!(?:scrum|web|post|head|quarter|grand|ring) ?-?)${degree("master")}(?! ?data| of ceremonies)|m\. ?sc\.?|msc|mba|diplom|dipl\.-?ing\.?|maîtrise|bac ?\+ ?5|maestría|máster`,
		),
	],
	[
		"bachelor",
		pattern(
			String.raw`${degree("bachelor")}|b\. ?sc\.?|bsc|(?:university|college|undergraduate) degree|degree in(?= \p{L})|hochschulabschluss|(?:abgeschlossenes |erfolgreich abgeschlossenes )?(?:hochschul)?studium|universitätsabschluss|licence|bac ?\+ ?3|diplôme universitaire|licenciatura|licenciado|título universitario|titulación universitaria|grado universitario`,
		),
	],
	[
		"vocational",
		pattern(
			String.raw`(?:abgeschlossene |abgeschlossener )?(?:berufs)?ausbildung|vocational training|completed apprenticeship|bts|dut|bac ?\+ ?2|formación profesional|técnico superior`,
		),
	],
];

/** Every degree named, with the field of study left out. */
export const findDegrees = (text: string): Found<EducationWord>[] =>
	apart(FORMS.flatMap(([word, form]) => everyMatch(text, form, () => word)));

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
