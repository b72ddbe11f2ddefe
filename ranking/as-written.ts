import type { Recognizer } from "../src/analysis/recognizer.ts";
import { tokenize } from "../src/analysis/tokenize.ts";
import type { IndexedDocument } from "../src/domain/document.ts";
import type { Resume } from "../src/domain/resume.ts";

/**
 * A text of which the parser takes little, as a resume: in a collection everybody is somebody, whatever his text looks like. Every word of it is
 * searched, and the skills that it names are his; beyond what was read he has a title only where the text says at its head what he is.
 * @param read what the parser took
 */
export function asWritten(text: string, read: Resume, recognizer: Recognizer): Resume {
	const label = read.basics?.label ?? headlineOf(text, recognizer);
	const [summary, ...more] = piecesOf(text);
	const { work = [] } = read;
	return {
		basics: {
			...read.basics,
			...(label === null ? {} : { label }),
			...(summary === undefined ? {} : { summary }),
		},
		...(more.length === 0
			? {}
			: { work: [...work, ...more.map((piece) => ({ summary: piece }))].slice(0, MOST_ROLES) }),
	};
}

/** Of the words of a text, the part that a resume should have of it: the others are headings, dates and the like. */
const LEAST_READ = 0.5;

/** @param document what is searched of the person who was read in it */
export function isHardlyRead(text: string, { fields }: IndexedDocument): boolean {
	const words = new Set(tokenize(text).flatMap(({ text: word }) => (/\p{L}/u.test(word) ? [word] : [])));
	if (words.size === 0) return false;
	const read = new Set(Object.values(fields).flat());
	return [...words].filter((word) => read.has(word)).length < LEAST_READ * words.size;
}

/** UTF-16 units of one summary, and roles of a resume. */
const LONGEST_PIECE = 20_000;
const MOST_ROLES = 200;

/** The text in pieces of the length that a summary may have, parted between words. */
function piecesOf(text: string): string[] {
	const pieces: string[] = [];
	for (let rest = text.trim(); rest !== ""; ) {
		const space = rest.length <= LONGEST_PIECE ? rest.length : rest.slice(0, LONGEST_PIECE).search(/\s\S*$/);
		const end = space <= 0 ? LONGEST_PIECE : space;
		pieces.push(rest.slice(0, end).trim());
		rest = rest.slice(end).trim();
	}
	return pieces;
}

/** Lines that may be a headline, and words of one. */
const FIRST_LINES = 5;
const LONGEST_HEADLINE = 10;

/** One of the first lines that names an occupation and little else. Columns of spaces part lines, too. */
function headlineOf(text: string, { titles }: Recognizer): string | null {
	const lines = text.trim().split(/\s*\n\s*|\s{3,}/, FIRST_LINES);
	const found = lines.find((line) => {
		const tokens = tokenize(line);
		const named = titles(tokens).reduce((sum, { start, end }) => sum + end - start, 0);
		return tokens.length <= LONGEST_HEADLINE && named * 2 >= tokens.length && named > 0;
	});
	return found ?? null;
}
