import type { Recognizer } from "../../analysis/recognizer.ts";
import { isStopWord } from "../../analysis/stop-words.ts";
import { type Token, tokenize } from "../../analysis/tokenize.ts";
import type { Span } from "../../domain/query.ts";
import { overlaps } from "../phrases/found.ts";
import { wordsQuery } from "../requirement/query-text.ts";

/** What the title of a job asks for: an occupation, and a level of seniority. */

export interface ReadTitle {
	readonly occupation: (Span & { readonly label: string; readonly query: string }) | null;
	readonly seniority: (Span & { readonly label: string; readonly query: string }) | null;
}

/** "(m/w/d)", "(H/F)", "*in", ":in": how titles say that anybody may apply. */
const ANYBODY =
	/[([]?\b(?:[mwfdhx]\s?[/|]\s?){1,3}[mwfdhx]\b[)\]]?|\(?all genders\)?|(?<=\p{L})(?:[*:_/]-?|\()(?:in|innen|e|ne|a|r)\b\)?/giu;
const ANYBODY_WHOLE = /\b[mwfdhx]\s?[/|]\s?[mwfdhx]\b|\ball genders\b/iu;
/** Behind it: the place, the team, the kind of contract. */
const BEHIND = /\s(?:[-–—|@]|in|at|für|bei|pour|chez|para)\s.*$|,.*$|\s*\(.*$/su;
/** Words of an occupation that nobody has the name for; more are a sentence. */
const MOST_WORDS = 6;

/** "Dachdecker (m/w/d)": only titles say that. */
export const hasAnybodyMark = (line: string): boolean => ANYBODY_WHOLE.test(line);

/** What stands before such a mark; the whole line without one. */
export const beforeAnybodyMark = (line: string): string => line.slice(0, ANYBODY_WHOLE.exec(line)?.index);

/** Keeps the length, so that offsets stay those of the title as written. */
const blank = (matched: string) => " ".repeat(matched.length);

/** Occupation and level of a title as written; the occupation is the vocabulary's where it knows it. */
export function readTitle(title: string, recognizer: Recognizer): ReadTitle {
	const neutral = title.replace(ANYBODY, blank);
	const text = neutral.replace(BEHIND, blank).trim() === "" ? neutral : neutral.replace(BEHIND, blank);
	const tokens = tokenize(text);
	const occupation = occupationOf(text, tokens, recognizer);
	const level = seniorityOf(text, tokens, recognizer);
	const isPart = occupation !== null && level !== null && overlaps(occupation, level);
	return { occupation, seniority: isPart ? null : level };
}

/** Whether it says of somebody that others are led: that is an occupation, "Team Lead Purchasing". */
export const leads = (tokens: readonly Token[], recognizer: Recognizer): boolean =>
	(recognizer.seniority(tokens)?.rank ?? 0) >= leastLeading(recognizer);

const leastLeading = ({ vocabulary }: Recognizer): number =>
	vocabulary.seniority.find(({ level }) => level === "lead")?.rank ?? Number.POSITIVE_INFINITY;

function occupationOf(text: string, tokens: readonly Token[], recognizer: Recognizer): ReadTitle["occupation"] {
	const isStated = (token: Token) => recognizer.seniority([token]) !== null;
	const titles = recognizer.titles(tokens);
	// A principal is a head of school, but not before "cloud architect".
	const isOnlyLevel = ({ start, end }: Span) => tokens.slice(start, end).every(isStated);
	const known = titles.find((title) => !isOnlyLevel(title)) ?? titles[0];
	// Nobody else is named: whoever leads others is who is looked for.
	const isLevel = (token: Token) => isStated(token) && (known !== undefined || !leads([token], recognizer));
	// What stands before a known title narrows it: "embedded software engineer".
	const of = known === undefined ? tokens : tokens.slice(0, known.end);
	// "Leiter Einkauf" without the first word is nobody; "senior developer" is.
	const isWhole = known !== undefined && !recognizer.titles(tokens.slice(known.start + 1, known.end)).length;
	const from = known === undefined ? Number.POSITIVE_INFINITY : known.start - (isWhole ? 1 : 0);
	const isInside = (token: Token) => tokens.indexOf(token) > from;
	const own = of.filter((token) => isInside(token) || !(isStopWord(token.text, null) || isLevel(token)));
	const words = (own.length === 0 ? of : own).slice(-MOST_WORDS);
	const [first, last] = [words[0], words.at(-1)];
	const query = wordsQuery(
		words.map(({ written }) => written),
		"title",
	);
	if (first === undefined || last === undefined || query === null) return null;
	const [start, end] = [first.start, last.end];
	return { start, end, label: text.slice(start, end).replace(/\s+/g, " "), query };
}

function seniorityOf(text: string, tokens: readonly Token[], recognizer: Recognizer): ReadTitle["seniority"] {
	const level = recognizer.seniority(tokens);
	if (level === null) return null;
	const at = tokens.find((token) => recognizer.seniority([token])?.rank === level.rank);
	const query = at === undefined ? null : wordsQuery([at.written], "title");
	if (at === undefined || query === null) return null;
	return { start: at.start, end: at.end, label: text.slice(at.start, at.end), query };
}
