import { tokenize } from "../src/analysis/tokenize.ts";
import type { CorpusQuery } from "./corpus-lines.ts";

/** What a recruiter would type for a query of a collection. */

/** Signs that mean something in a query; in the text of a job they are only text. */
const SIGNS = /["()^%+~*?:\\[\]{}]/g;
/** What German and French advertisements write behind a title: (m/w/d), (h/f). */
const ANY_GENDER = /\(\s*[mwfdxh](?:\s*[/|]\s*[mwfdxh]){1,3}\s*\)/gi;
const plain = (text: string) =>
	text
		.replace(ANY_GENDER, " ")
		.replace(SIGNS, (sign) => (sign === "+" ? "+" : " "))
		.replace(/\s+/g, " ")
		.trim();

/** Words beyond which a text is no query that somebody typed, but an advertisement that he pasted. The search takes 64 parts. */
const LONGEST_QUERY = 60;
/** Skills of a job that are asked for, the first ones: a job that lists more asks for more than anybody types. */
const MOST_SKILLS = 30;
/** Words of a title; behind them it is a sentence. */
const LONGEST_TITLE = 12;

/** Finds skills in a text. */
export type SkillReader = (text: string) => readonly string[];

/**
 * The text of a query; or the title of its job, the skills as words that are wanted, and the place as a wish. A text as long as an
 * advertisement is read as one, with its first line for the title.
 * @param skillsIn for jobs that list none
 */
export function queryText({ text, job }: CorpusQuery, skillsIn: SkillReader = () => []): string {
	if (text === undefined) return job === undefined ? "" : jobText(job, skillsIn);
	if (tokenize(text).length <= LONGEST_QUERY) return text;
	const [first = ""] = text.trim().split("\n");
	return jobText({ title: first, description: text }, skillsIn);
}

function jobText(
	{ title, description = "", skills = [], location }: NonNullable<CorpusQuery["job"]>,
	skillsIn: SkillReader,
): string {
	const phrase = (words: string) => (/\s/.test(plain(words)) ? `"${plain(words)}"` : plain(words));
	const named = plain(title).split(" ").slice(0, LONGEST_TITLE).join(" ");
	const asked = skills.length > 0 ? skills.slice(0, MOST_SKILLS) : skillsIn(description);
	const place = location === undefined ? [] : [`%${phrase(location)}`];
	return [named, ...asked.map(phrase), ...place].filter((part) => part !== "" && part !== "%").join(" ");
}
