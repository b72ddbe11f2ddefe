import type { Recognizer } from "../analysis/recognizer.ts";
import { stemKeys } from "../analysis/stem.ts";
import { isStopWord } from "../analysis/stop-words.ts";
import { type Token, tokenize } from "../analysis/tokenize.ts";
import type { Resume, Work } from "../domain/resume.ts";

/** A person as a judge reads him: without name, address and contact, which are no reason for a grade. */

export interface ReadableLine {
	/** What the line is; empty where it goes on with the line above. */
	readonly label: string;
	readonly text: string;
	/** What answers the query, UTF-16 units, end exclusive, from left to right. */
	readonly spans: readonly (readonly [start: number, end: number])[];
}

const LANGUAGES = ["en", "de", "fr", "es"];
/** Bullets and lines of prose that are shown of one role. */
const MOST_BULLETS = 6;

/** Finds in a text what a query asks for: its words in any form, and skills and titles by other names, too. */
export type Marker = (text: string) => ReadableLine["spans"];

export function markerOf(query: string, recognizer: Recognizer): Marker {
	const asked = tokenize(query);
	const conceptsIn = conceptsBy(recognizer);
	const words = new Set(asked.filter(({ text }) => !isStopWord(text, null)).flatMap(({ text }) => formsOf(text)));
	const concepts = new Set(conceptsIn(asked, "list").map(({ key }) => key));
	return (text) => {
		const tokens = tokenize(text);
		const marked = tokens.map((token) => formsOf(token.text).some((form) => words.has(form)));
		for (const { key, start, end } of conceptsIn(tokens, "prose")) if (concepts.has(key)) marked.fill(true, start, end);
		return tokens.flatMap((token, index) => (marked[index] ? [[token.start, token.end] as const] : []));
	};
}

const formsOf = (word: string): readonly string[] => [word, ...stemKeys(word, LANGUAGES)];

const conceptsBy =
	({ skills, titles }: Recognizer) =>
	(tokens: readonly Token[], context: "list" | "prose") => [
		...skills(tokens, { context }).map(({ id, start, end }) => ({ key: `skill ${id}`, start, end })),
		...titles(tokens).map(({ id, start, end }) => ({ key: `title ${id}`, start, end })),
	];

/** What is asked for: in words, or by an advertisement. */
export interface AskedFor {
	readonly id: string;
	readonly text?: string | undefined;
	readonly job?:
		| {
				readonly title: string;
				readonly description?: string | undefined;
				readonly skills?: readonly string[] | undefined;
				readonly location?: string | undefined;
		  }
		| undefined;
}

/** What is asked for as a judge reads it: of a job the whole advertisement, not the words that the search is asked for. */
export function readableQuery({ id, text, job }: AskedFor): string {
	if (text !== undefined || job === undefined) return text ?? id;
	const { title, location, skills = [], description } = job;
	return joined([joined([title, location], ", "), skills.join(", "), description], "\n");
}

/** A resume as lines to read, the newest role first as the resume has it. */
export function readableResume(resume: Resume, mark: Marker): ReadableLine[] {
	const { basics, work = [], education = [], skills = [], languages = [], certificates = [], projects = [] } = resume;
	const place = [basics?.location?.city, basics?.location?.region, basics?.location?.countryCode];
	const texts: (readonly [string, string])[] = [
		["headline", basics?.label ?? ""],
		["place", joined(place, ", ")],
		["summary", basics?.summary ?? ""],
		...listed("work", work.flatMap(roleLines)),
		...listed(
			"education",
			education.map((one) => joined([one.studyType, one.area, one.institution, one.endDate], ", ")),
		),
		["skills", skills.map(({ name }) => name).join(", ")],
		["languages", languages.map(({ language, fluency }) => joined([language, fluency], " ")).join(", ")],
		["certificates", certificates.map(({ name }) => name).join(", ")],
		...listed(
			"projects",
			projects.map(({ name, description }) => joined([name, description], ": ")),
		),
	];
	return texts.filter(([, text]) => text !== "").map(([label, text]) => ({ label, text, spans: mark(text) }));
}

function roleLines({ position, name, location, startDate, endDate, summary, highlights = [] }: Work): string[] {
	const until = endDate ?? (startDate === undefined ? undefined : "now");
	const head = joined([joined([startDate, until], " to "), position, name, location], ", ");
	const bullets = [summary, ...highlights].filter((text) => text !== undefined).map((text) => `- ${text}`);
	const more = bullets.length > MOST_BULLETS ? [`- (${bullets.length - MOST_BULLETS} more)`] : [];
	return [head, ...bullets.slice(0, MOST_BULLETS), ...more];
}

const joined = (parts: readonly (string | undefined)[], between: string): string =>
	parts.filter((part) => part !== undefined && part !== "").join(between);

const listed = (label: string, texts: readonly string[]) =>
	texts.map((text, index) => [index === 0 ? label : "", text] as const);
