import { fold } from "../../../analysis/fold.ts";
import { detectLanguage } from "../../../analysis/language.ts";
import { occupationForm } from "../../../analysis/occupation-form.ts";
import { withoutProtectedAttributes } from "../../../analysis/protected-attributes.ts";
import type { ParsedResume, Resume } from "../../../domain/resume.ts";

/**
 * What a model is told of a person: the latest titles and the skills, in one text. Measured against vectors of each title, of the skills
 * alone and of summaries: this one gained on every collection, and costs one vector a person. Name, contact, places, dates,
 * employers and schools are not in it; nor does a title tell the sex.
 */

const MOST_TITLES = 3;
const MOST_SKILLS = 30;
/** UTF-16 units. Small models read no more than some 250 words. */
const LONGEST = 600;
/** UTF-16 units of prose that the language is told by. */
const PROSE = 4000;

/** Empty where nothing is known that tells what somebody does. */
export function passageOf({ basics, work = [], skills = [] }: Resume): string {
	const names = [basics?.name, basics?.givenName, basics?.familyName].flatMap((name) => name ?? []);
	const titles = [basics?.label, ...work.map(({ position }) => position)].flatMap((title) =>
		title === undefined ? [] : neutral(withoutNames(title, names)),
	);
	const named = skills.flatMap(({ name, keywords = [] }) => (keywords.length === 0 ? [name] : keywords));
	const parts = [
		distinct(titles).slice(0, MOST_TITLES).join(", "),
		distinct(named.map((skill) => withoutNames(skill, names)))
			.slice(0, MOST_SKILLS)
			.join(", "),
	];
	return parts
		.filter((part) => part !== "")
		.join(". ")
		.slice(0, LONGEST)
		.toWellFormed();
}

/** ISO 639-1 of the language a resume is written in; null where it cannot be told. */
export function languageOf(resume: Resume | ParsedResume): string | null {
	if ("meta" in resume && resume.meta.language !== null) return resume.meta.language;
	const { basics, work = [] } = resume;
	const prose = [basics?.summary, ...work.flatMap(({ summary, highlights = [] }) => [summary, ...highlights])];
	return detectLanguage(
		prose
			.filter((text) => text !== undefined)
			.join("\n")
			.slice(0, PROSE),
	);
}

function distinct(texts: readonly string[]): string[] {
	const known = new Map<string, string>();
	for (const text of texts) if (text !== "" && !known.has(fold(text))) known.set(fold(text), text);
	return [...known.values()];
}

/** Headlines may begin with the name, and skills hold what belongs elsewhere. */
function withoutNames(text: string, names: readonly string[]): string {
	const bare = names.reduce((left, name) => left.replaceAll(name, " "), withoutProtectedAttributes(text));
	return bare
		.replaceAll(/\s+/g, " ")
		.replace(/^[\s,;:|–—-]+|[\s,;:|–—-]+$/g, "")
		.trim();
}

/** Endings, folded, of names of occupations that tell a woman. */
const FEMININE =
	/(?:(?<!^log)in|innen|frau|euses?|trices?|iennes?|ieres?|eures?|doras?|toras?|nieras?|fermeras?|eiras?|logas?|adas?|wom[ae]n)$/;

/** The same title whoever has it: a feminine form becomes the one that stands for all. */
export function neutral(title: string): string {
	return title.replaceAll(/[\p{L}\p{M}]+/gu, (word) => {
		const folded = fold(word);
		const form = FEMININE.test(folded) ? occupationForm(folded) : folded;
		if (form === folded) return word;
		return /^\p{Lu}/u.test(word) ? form.charAt(0).toUpperCase() + form.slice(1) : form;
	});
}
