import type { EducationWord } from "../../analysis/education-level.ts";
import type { Recognizer } from "../../analysis/recognizer.ts";
import type { Span } from "../../domain/query.ts";
import type { RequirementKind } from "../../domain/requirement.ts";
import { DEGREE_ORDER, degreeLabel, degreeQuery, findDegrees } from "../phrases/degrees.ts";
import { everyMatch, type Found, overlaps } from "../phrases/found.ts";
import { type FoundLanguage, findLanguages, languageLabel, languageQuery, levelSaid } from "../phrases/languages.ts";
import { findYears, type Years, yearsLabel, yearsQuery } from "../phrases/years.ts";
import { skillsIn } from "./skills-in.ts";

/** One thing that a sentence of an ad asks for, with its place in the sentence. */
export interface Mention extends Span {
	readonly kind: RequirementKind;
	readonly label: string;
	readonly query: string;
	/** The words that are asked for, where the span holds how well they are, too. */
	readonly said?: Span;
	/** Of skills that everybody claims. */
	readonly soft?: boolean;
	/** Of skills that are fields and kinds of work, whose names are everyday words, too. */
	readonly isEveryday?: boolean;
	/** Of skills that only words about something else name: "vector construction". */
	readonly inPassing?: boolean;
	/** Of skills that are fields of knowledge. */
	readonly ofField?: boolean;
	/** Of such that a degree is asked for in. */
	readonly isSubject?: boolean;
	/** Of years: the number, so that the larger of two can count. */
	readonly years?: Years;
}

/** Years that are asked of people; a company is older. */
const MOST_YEARS = 20;
const EXPERIENCE = /(?<!\p{L})(?:experience|\p{L}*erfahrung|expérience|experiencia)/iu;
/** Whoever reads the ad is spoken of, and not what he gets. */
const BRINGS =
	/(?<!\p{L})(?:you (?:have|bring|possess|hold|need)|you['’]ve|candidates? (?:have|has|with|should|must)|du (?:hast|bringst|verfügst)|sie (?:haben|bringen|verfügen)|vous (?:avez|justifiez|disposez)|tienes|aportas|cuentas con)(?!\p{L})(?!\s+(?:\p{L}+\s+){0,2}(?:chance|opportunit(?:y|ies)|possibilit(?:y|ies)|option|freedom|access|questions?|möglichkeit|gelegenheit|wahl|zugang|freiheit|fragen|interesse|possibilité|opportunité|accès|oportunidad|posibilidad|acceso|preguntas)(?!\p{L}))/iu;
/** "You have 5+ years of Java", "Sie bringen Erfahrung mit Java mit". */
export const saysWhatToBring = (sentence: string): boolean => BRINGS.test(sentence);
/** Before years: those of a contract, or of the company. */
const OF_CONTRACT =
	/(?<!\p{L})(?:period|duration|contract|term|befrist\p{L}*|laufzeit|vertrag|durée|contrato|duración|founded|since|seit|history|for (?:over|more than))(?!\p{L})[^.;,]*$/iu;
/** "4+ years with Java", "3 Jahre Erfahrung in der Entwicklung mit Java". */
const OF_SKILL =
	/^\s*(?:(?:of|in|with|using|working|hands-on|professional|commercial|experience|erfahrung|berufserfahrung|praxis|mit|im|in|der|d['’]expérience|d['’]|expérience|avec|en|de|experiencia|con)(?:\s+|(?<=['’])))+$/iu;
const STUDYING =
	/(?<!\p{L})(?:studier(?:st|en|ende[rn]?)|student(?:in)?|studying|étudie[zs]|étudiante?|estudia(?:s|nte)?)(?!\p{L})/giu;
/** From a degree to what it is in: "Studium Maschinenbau". */
const BESIDE = /^[\s(:]*$/u;
const SUBJECT = /(?:\s(?:in|of|der|des|im|en|de)\s+|\sd['’])[^.;\n]{0,60}$/iu;
const KNOWN = /experience|erfahrung|expérience|experiencia|knowledge|kenntnis|skills/iu;

/**
 * Everything that can be asked for and that the sentence names.
 * @param ofPeople whether the sentence stands where people are spoken of: its years are theirs without a word of experience
 */
export function mentionsIn(sentence: string, recognizer: Recognizer, ofPeople = false): Mention[] {
	const skills = skillsIn(sentence, recognizer);
	const degrees = findDegrees(sentence);
	const studies = [...degrees, ...everyMatch(sentence, STUDYING, () => true)];
	const isFree = (skill: Mention) => !degrees.some((degree) => overlaps(degree, skill));
	return [
		...yearsIn(sentence, skills, ofPeople),
		...leastOf(degrees, sentence),
		...languagesIn(sentence),
		...skills
			.filter(isFree)
			.map((skill) => (isSubject(skill, sentence, studies) ? { ...skill, isSubject: true } : skill)),
	];
}

/** Years of a skill are asked for as years in all, which is what is known of people; the label says so. */
function yearsIn(sentence: string, skills: readonly Mention[], ofPeople: boolean): Mention[] {
	const isOfPeople = ofPeople || EXPERIENCE.test(sentence) || BRINGS.test(sentence);
	return findYears(sentence).flatMap(({ value, start, end }): Mention[] => {
		const own = skills.find((skill) => skill.start >= end && OF_SKILL.test(sentence.slice(end, skill.start)));
		const isTooLong = (value.min ?? value.max ?? 0) > MOST_YEARS;
		if (isTooLong || (!value.ofExperience && OF_CONTRACT.test(sentence.slice(Math.max(0, start - 60), start))))
			return [];
		if (!(isOfPeople || value.ofExperience || own !== undefined)) return [];
		const label = own === undefined ? yearsLabel(value) : `${yearsLabel(value)} in all (the ad: with ${own.label})`;
		return [{ start, end, kind: "years", label, query: yearsQuery(value), years: value }];
	});
}

/** The level is told as it is written: records have it in words of all kinds, and nobody is left out for it. */
function languagesIn(sentence: string): Mention[] {
	const found = findLanguages(sentence);
	return found.map(({ value, name, ...at }): Mention => {
		const [before, behind] = besideName(sentence, { ...at, name }, found);
		const level = levelSaid(behind) ?? levelSaid(before);
		const label = level === null ? languageLabel(value) : `${languageLabel(value)} (${level})`;
		return { ...at, kind: "language", label, query: languageQuery(value), said: name };
	});
}

/** Characters behind the name of a language that its level stands in: "Deutsch mindestens auf B2-Niveau". */
const REACH = 30;

/** Of "German C1 and fluent English" what belongs to German. */
const BEFORE_NEXT = /^.*(?<!\p{L})(?:and|und|et|y|sowie|or|oder|ou|o)(?!\p{L})/isu;

/** What is said of one language and of no other. */
function besideName(
	sentence: string,
	{ start, name }: Span & { readonly name: Span },
	all: readonly FoundLanguage[],
): readonly [before: string, behind: string] {
	const others = all.map((one) => one.name);
	const from = Math.max(start, ...others.filter(({ end }) => end <= name.start).map(({ end }) => end));
	const to = Math.min(name.end + REACH, ...others.filter((one) => one.start >= name.end).map((one) => one.start));
	const before = sentence.slice(from, name.start).replace(/^.*[,;)]/su, "");
	const isFirst = from === start;
	return [isFirst ? before : before.replace(BEFORE_NEXT, ""), sentence.slice(name.start, to).replace(/[,;].*$/su, "")];
}

/** "A degree in computer science": what was studied is known of few, and is no skill that people must have. */
function isSubject({ start, ofField }: Mention, sentence: string, degrees: readonly Span[]): boolean {
	const before = degrees.filter(({ end }) => ofField === true && start >= end);
	return before.some((degree) => {
		if (BESIDE.test(sentence.slice(degree.end, start))) return true;
		const between = sentence.slice(degree.start, start);
		return SUBJECT.test(between) && !KNOWN.test(between);
	});
}

/** Names of no level beside one of a level: "a university degree (Master)". */
const ANY_DEGREE =
	/^(?:(?:university|college) degree|degree in|hochschulabschluss|(?:\p{L}+ )*(?:hochschul)?studium|universitätsabschluss|diplôme universitaire|título universitario|titulación universitaria)$/iu;

/** "Bachelor's or master's degree": the least of them is enough. */
function leastOf(all: readonly Found<EducationWord>[], sentence: string): Mention[] {
	const named = all.filter(({ start, end }) => !ANY_DEGREE.test(sentence.slice(start, end)));
	const found = named.length === 0 ? all : named;
	const least = found.toSorted((one, other) => DEGREE_ORDER.indexOf(one.value) - DEGREE_ORDER.indexOf(other.value))[0];
	if (least === undefined) return [];
	const { start, end, value } = least;
	return [{ start, end, kind: "degree", label: degreeLabel(value), query: degreeQuery(value) }];
}
