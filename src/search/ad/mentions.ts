import type { Recognizer } from "../../analysis/recognizer.ts";
import { type Token, tokenize } from "../../analysis/tokenize.ts";
import type { Span } from "../../domain/query.ts";
import type { RequirementKind } from "../../domain/requirement.ts";
import { DEGREE_ORDER, degreeLabel, degreeQuery, findDegrees } from "../phrases/degrees.ts";
import { findLanguages, languageLabel, languageQuery } from "../phrases/languages.ts";
import { findYears, type Years, yearsLabel, yearsQuery } from "../phrases/years.ts";
import { skillQuery } from "../requirement/query-text.ts";

/** One thing that a sentence of an ad asks for, with its place in the sentence. */
export interface Mention extends Span {
	readonly kind: RequirementKind;
	readonly label: string;
	readonly query: string;
	/** Of skills that everybody claims. */
	readonly soft?: boolean;
	/** Of years: the number, so that the larger of two can count. */
	readonly years?: Years;
}

/** Years that are asked of people; a company is older. */
const MOST_YEARS = 20;

/**
 * Everything that can be asked for and that the sentence names.
 * @param ofPeople whether the sentence stands where people are spoken of: its years are theirs without a word of experience
 */
export function mentionsIn(sentence: string, recognizer: Recognizer, ofPeople = false): Mention[] {
	const years = findYears(sentence)
		.filter(
			({ value }) =>
				ofPeople || value.ofExperience || /\b(?:experience|erfahrung|expérience|experiencia)/iu.test(sentence),
		)
		.filter(({ value: { min, max } }) => (min ?? max ?? 0) <= MOST_YEARS)
		.map(({ value, ...at }): Mention => {
			return { ...at, kind: "years", label: yearsLabel(value), query: yearsQuery(value), years: value };
		});
	const languages = findLanguages(sentence).map(({ value, ...at }): Mention => {
		return { ...at, kind: "language", label: languageLabel(value), query: languageQuery(value) };
	});
	return [...years, ...degreeIn(sentence), ...languages, ...skillsIn(sentence, recognizer)];
}

/** "Bachelor's or master's degree": the least of them is enough. */
function degreeIn(sentence: string): Mention[] {
	const found = findDegrees(sentence);
	const least = found.toSorted((one, other) => DEGREE_ORDER.indexOf(one.value) - DEGREE_ORDER.indexOf(other.value))[0];
	if (least === undefined) return [];
	const { start, end, value } = least;
	return [{ start, end, kind: "degree", label: degreeLabel(value), query: degreeQuery(value) }];
}

function skillsIn(sentence: string, recognizer: Recognizer): Mention[] {
	const tokens = tokenize(sentence);
	return recognizer.skills(tokens, { context: "prose" }).flatMap(({ id, label, start, end }) => {
		const kind = recognizer.vocabulary.skill(id)?.kind;
		const query = skillQuery(id, recognizer);
		// Spoken languages are known better by the words beside them.
		if (kind === "spoken" || query === null) return [];
		const at = { start: (tokens[start] as Token).start, end: (tokens[end - 1] as Token).end };
		const mention = { ...at, kind: kind === "certification" ? ("certificate" as const) : ("skill" as const), label };
		return [{ ...mention, query, ...(kind === "soft" ? { soft: true } : {}) }];
	});
}
