import type { RecognizedTitle, Recognizer } from "../../analysis/recognizer.ts";
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
/** Between a level and what is led. */
const AFTER_LEVEL = /\s*,\s*|\s+[-–—|]\s+/u;
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
	const text = withoutTail(title.replace(ANYBODY, blank), recognizer);
	const tokens = tokenize(text);
	const occupation = occupationOf(text, tokens, recognizer);
	const level = seniorityOf(text, tokens, recognizer);
	const isPart = occupation !== null && level !== null && overlaps(occupation, level);
	return { occupation, seniority: isPart ? null : level };
}

function withoutTail(title: string, recognizer: Recognizer): string {
	const text = levelBeside(title, recognizer);
	const head = text.replace(BEHIND, blank);
	return head.trim() === "" ? text : head;
}

/** "Director, Product Marketing" is the Director Product Marketing: a level alone is nobody, so the sign behind it parts nothing. */
function levelBeside(title: string, recognizer: Recognizer): string {
	const sign = AFTER_LEVEL.exec(title);
	if (sign === null) return title;
	const tokens = tokenize(title.slice(0, sign.index));
	const isLevel = tokens.length > 0 && leads(tokens, recognizer) && isAllOf(tokens, recognizer.levels(tokens));
	return isLevel ? title.slice(0, sign.index) + blank(sign[0]) + title.slice(sign.index + sign[0].length) : title;
}

const isAllOf = (tokens: readonly Token[], spans: readonly Span[]): boolean =>
	tokens.every((_token, at) => spans.some(({ start, end }) => at >= start && at < end));

/** Whether it says of somebody that others are led: that is an occupation, "Team Lead Purchasing". */
export const leads = (tokens: readonly Token[], { seniority, leadingRank }: Recognizer): boolean =>
	(seniority(tokens)?.rank ?? 0) >= leadingRank;

function occupationOf(text: string, tokens: readonly Token[], recognizer: Recognizer): ReadTitle["occupation"] {
	const known = knownTitle(tokens, recognizer);
	// Nobody else is named: whoever leads others is who is looked for.
	const isLevel = (token: Token) =>
		recognizer.seniority([token]) !== null && (known !== null || !leads([token], recognizer));
	// What stands before a known title narrows it: "embedded software engineer".
	const of = known === null ? tokens : tokens.slice(0, known.end);
	const from = known === null ? Number.POSITIVE_INFINITY : known.start - (isWhole(known, tokens, recognizer) ? 1 : 0);
	const isInside = (token: Token) => tokens.indexOf(token) > from;
	const own = of.filter((token) => isInside(token) || !(isStopWord(token.text, null) || isLevel(token)));
	const words = (own.length === 0 ? of : withSmallWords(own, of, recognizer)).slice(-MOST_WORDS);
	const [first, last] = [words[0], words.at(-1)];
	const query = wordsQuery(
		words.map(({ written }) => written),
		"title",
	);
	if (first === undefined || last === undefined || query === null) return null;
	const [start, end] = [first.start, last.end];
	return { start, end, label: text.slice(start, end).replace(/\s+/g, " "), query };
}

/** The first title that is more than a level and that no longer name begins with: a principal is a head of school, but not before "cloud architect". */
function knownTitle(tokens: readonly Token[], recognizer: Recognizer): RecognizedTitle | null {
	const titles = recognizer.titles(tokens);
	const levels = recognizer.levels(tokens).filter(({ rank }) => rank >= recognizer.leadingRank);
	const isOnlyLevel = ({ start, end }: Span) =>
		tokens.slice(start, end).every((token) => recognizer.seniority([token]) !== null);
	const known = titles.find((title) => !isOnlyLevel(title)) ?? titles[0];
	if (known === undefined) return null;
	// A "chef de service" is no chef, a "head of data engineering" no head of data.
	const isLonger = ({ start, end }: Span) => start <= known.start && end > known.end;
	const skills = recognizer.skills(tokens, { context: "list" });
	const isCut = levels.some((level) => isLonger(level) || (level.start === known.start && skills.some(goesOn(known))));
	return isCut ? null : known;
}

/** Whether a name begins in a title and ends behind it. */
const goesOn =
	(title: Span) =>
	({ start, end }: Span): boolean =>
		start >= title.start && start < title.end && end > title.end;

/**
 * Whether a level that a title begins with belongs to it: "Leiter Einkauf" without the first word is nobody, a "directeur commercial" no
 * "commercial"; a "senior developer" and a "lead nurse" are what they lead, too.
 */
function isWhole({ start, end, family }: RecognizedTitle, tokens: readonly Token[], recognizer: Recognizer): boolean {
	const others = recognizer.titles(tokens.slice(start + 1, end));
	const rank = recognizer.seniority(tokens.slice(start, start + 1))?.rank ?? 0;
	return others.every((other) => other.family !== family && rank > recognizer.leadingRank);
}

/** Between a level and what is led small words belong to the name: "Leiter der Konstruktion". */
function withSmallWords(own: readonly Token[], of: readonly Token[], recognizer: Recognizer): readonly Token[] {
	const [first, last] = [own[0] as Token, own.at(-1) as Token];
	const begins = recognizer.levels(of).some(({ rank, start }) => rank >= recognizer.leadingRank && of[start] === first);
	return begins ? of.slice(of.indexOf(first), of.indexOf(last) + 1) : own;
}

function seniorityOf(text: string, tokens: readonly Token[], recognizer: Recognizer): ReadTitle["seniority"] {
	const level = recognizer.seniority(tokens);
	if (level === null) return null;
	const at = tokens.find((token) => recognizer.seniority([token])?.rank === level.rank);
	const query = at === undefined ? null : wordsQuery([at.written], "title");
	if (at === undefined || query === null) return null;
	return { start: at.start, end: at.end, label: text.slice(at.start, at.end), query };
}
