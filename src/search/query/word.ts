import { tokenize } from "../../analysis/tokenize.ts";
import type { Span } from "../../domain/query.ts";
import { say } from "../../domain/sentence.ts";
import { hasContent } from "./characters.ts";
import { QUERY_LIMITS, refusal, SIGN_LIMITS } from "./limits.ts";
import { type LintLog, quoted } from "./lint.ts";
import { type AnyScope, nearestScope, SCOPE_LIST, scopeElsewhere, scopeNamed } from "./scope-name.ts";
import { distanceOf, editsOf, marksOf, type Tails, withoutTails } from "./tails.ts";
import type { LeafToken, Operator, Token } from "./token.ts";

/** Reads one run of characters without space, quote or bracket: a word, an operator, a prefix, or a scope in front of more. */

const OPERATORS: ReadonlyMap<string, Operator> = new Map([
	["AND", "and"],
	["OR", "or"],
	["NOT", "not"],
]);
/** Operators of other search systems. */
const SIGNS: ReadonlyMap<string, Operator> = new Map([
	["&&", "and"],
	["||", "or"],
	["|", "or"],
]);

/** What a run begins with: a scope that the lexer goes on behind, or nothing to go on behind. */
export interface ScopeAhead {
	readonly scope: AnyScope | null;
	/** Where the scoped text begins. */
	readonly end: number;
}

/** Where the first letter or digit of a run lies; the dot of `.net` belongs to its word. */
export function startOfWord(run: string): number {
	return /(?:\.\p{L}|[\p{L}\p{N}])/u.exec(run)?.index ?? run.length;
}

/** Which pages a search engine of the web should look at ("site:linkedin.com/in"). Every page here is a resume, so a title "resume" says no more. */
export const isOfWeb = (run: string): boolean =>
	/^(?:(?:site|(?:all)?inurl|filetype|ext):[^\s:]|intitle:(?:resume|cv|curriculum|vitae|lebenslauf|profile?)$)/iu.test(
		run,
	);

/**
 * The scope that a run begins with, as `title:java`. A name that is no scope is told: one that is nearly a scope is dropped
 * and its words are searched everywhere; any other stays as it is, a word with a colon.
 * @param followed whether a quote or bracket follows the run directly
 * @returns null when the run is an ordinary word
 */
export function readScope(run: string, at: number, followed: boolean, log: LintLog): ScopeAhead | null {
	const colon = run.search(/[:：]/);
	const name = run.slice(0, Math.max(colon, 0));
	if (colon < 1 || !/^\p{L}[\p{L}_-]*$/u.test(name) || run.startsWith("//", colon + 1)) return null;
	const end = at + colon + 1;
	const scope = scopeNamed(name);
	if (scope !== null) return { scope, end };
	const same = scopeElsewhere(name);
	if (same !== null) {
		log.add("understood", "look-alike", { start: at, end }, say`${quoted(`${name}:`)} is read as ${`${same}:`}`);
		return { scope: same, end };
	}
	if (/^(?:in|innen)$/u.test(run.slice(colon + 1)) && tokenize(run).length === 1) return null;
	const nearest = nearestScope(name);
	const bare = colon + 1 === run.length;
	if (nearest === null && bare && !followed) return null;
	const meant = nearest === null ? say`The scopes are ${SCOPE_LIST}.` : say`Did you mean ${nearest}:?`;
	const dropped = nearest !== null || bare;
	const reading = dropped ? say`The text after it is searched in all fields.` : say`It is searched as plain text.`;
	log.add("ambiguous", "unknown-scope", { start: at, end }, say`There is no scope ${quoted(name)}.`, reading, meant);
	return dropped ? { scope: null, end } : null;
}

/** "*script": signs that stand behind a letter only. */
export function sayLeading(signs: string, span: Span, log: LintLog): void {
	const message = say`${quoted(signs)} before a word is ignored: * ? and ~ stand behind its first letter.`;
	log.add("ignored", "no-such-operator", span, message);
}

/** "tag :gold": a blank parts the name of a field from its colon. False where no name of one stands before it. */
export function sayColonApart(last: Token | undefined, text: string, at: number, log: LintLog): boolean {
	const name = last?.kind === "term" ? scopeNamed(last.text) : null;
	if (last === undefined || name === null || !/^\s+$/u.test(text.slice(last.span.end, at))) return false;
	const span = { start: last.span.start, end: at + 1 };
	const message = say`${quoted(text.slice(span.start, span.end))} is read as a word. For the field write ${`${name}:`} without a space.`;
	log.add("ambiguous", "space-before-colon", span, message);
	return true;
}

/**
 * @param run begins with a letter, a digit or the dot of a word
 * @param scoped directly behind a scope, where AND, OR, NOT and NEAR are words
 */
export function readWord(run: string, whole: Span, scoped: boolean, log: LintLog): Token | null {
	// A full stop behind the word is no part of it: what is read of "in Berlin." would else end within a word.
	const span = { ...whole, end: whole.end - (run.length - withoutPunctuation(run).length) };
	const { tails, text } = withoutTails(run, span, withoutPunctuation, log);
	const operator = scoped ? null : readOperator(text, span, log);
	if (operator !== null) {
		const { level, weight, tilde } = tails;
		if (level !== undefined || weight !== undefined || tilde !== undefined)
			noSuchOperator(run.slice(text.length), span, log);
		return operator;
	}
	const wild = text.replaceAll("＊", "*").replaceAll("？", "?");
	if (isGendered(wild)) {
		const word = wild.slice(0, wild.indexOf("*"));
		log.add(
			"understood",
			"gender-star",
			span,
			say`${quoted(text)} is read as ${quoted(word)}: the word in any gender.`,
		);
		return { kind: "term", text: word, ...marksOf(tails), span };
	}
	if (wild.includes("*") || isWildcard(wild)) return readStarred(wild, tails, span, log);
	const edits = tails.tilde === undefined ? null : editsOf(tails.tilde, span, log);
	if (edits !== null) return { kind: "fuzzy", text, ...edits, ...marksOf(tails), span };
	return { kind: "term", text, ...marksOf(tails), span };
}

function readOperator(text: string, span: Span, log: LintLog): Token | null {
	if (text.length > 16) return null;
	const plain = text.normalize("NFKC");
	const distance = /^NEAR$|^near(?=\/)/i.test(plain) ? /^(?:NEAR|near\/(\d{1,11}))$/i.exec(plain) : null;
	if (distance !== null && (plain === "NEAR" || distance[1] !== undefined)) {
		return { kind: "near", distance: distanceOf(Number(distance[1] ?? SIGN_LIMITS.nearDistance), span, log), span };
	}
	const operator = OPERATORS.get(text.length <= 3 ? plain.toUpperCase() : "");
	if (operator === undefined) return null;
	return { kind: "operator", operator, written: plain === operator.toUpperCase() ? "capitals" : "small", span };
}

/** A run without a single letter or digit. */
export function readSigns(run: string, span: Span, log: LintLog): Token | null {
	const operator = SIGNS.get(run.normalize("NFKC"));
	if (operator !== undefined) {
		log.add("understood", "look-alike", span, say`${quoted(run)} is read as ${operator.toUpperCase()}.`);
		return { kind: "operator", operator, written: "sign", span };
	}
	log.add("ignored", "no-word", span, say`${quoted(run)} holds no letter or digit and is ignored.`);
	return null;
}

/** A question mark between letters: at the end of a word it only asks. Addresses have question marks of their own. */
const isWildcard = (text: string) => text.includes("?") && SHAPE.test(text);
const SHAPE = /^[\p{L}\p{N}][\p{L}\p{N}\p{M}*?+#]*$/u;
/** Entwickler*in, Kolleg*innen. */
const GENDERED = /^\p{Lu}[\p{L}-]+\*(?:in|innen)$/u;
/** Whether the ending belongs to a word that can stand without it: Kolleg* is the beginning of one. */
const isGendered = (text: string) => GENDERED.test(text) && tokenize(text).length === 1;

function readStarred(text: string, tails: Tails, span: Span, log: LintLog): Token | null {
	if (tails.tilde !== undefined) noSuchOperator("~", span, log);
	const star = text.search(/[*?]/);
	const marks = marksOf(tails);
	const isPrefix = !hasContent(text.slice(star)) && !text.slice(star).includes("?");
	if (isPrefix || GENDERED.test(text) || !SHAPE.test(text)) return readPrefix(text, star, marks, span, log);
	const pattern = text.replace(/\*+/g, "*");
	if (pattern.length > QUERY_LIMITS.wildcardLength) {
		const problem = `A word with wildcards has ${pattern.length} characters; at most ${QUERY_LIMITS.wildcardLength} are read.`;
		throw refusal({ code: "word-too-long", span, problem, cure: "Shorten it." });
	}
	if (pattern.replace(/[*?]/g, "").length < 2) return tooShort(text, span, log);
	return { kind: "wildcard", text: pattern, ...marks, span };
}

function readPrefix(run: string, star: number, marks: Tails, span: Span, log: LintLog): Token | null {
	const text = withoutPunctuation(run.slice(0, star));
	const letters = [...text].length;
	if (letters < 2 && !/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u.test(text))
		return tooShort(run, span, log);
	if (GENDERED.test(run)) {
		const message = say`${quoted(run)} is read as ${quoted(`${text}*`)}: the word in any gender.`;
		log.add("understood", "gender-star", span, message);
	} else if (hasContent(run.slice(star))) {
		const message = say`A wildcard stands in words of letters and digits only: ${quoted(run)} is read as ${quoted(`${text}*`)}.`;
		log.add("ambiguous", "star-inside", span, message);
	}
	return { kind: "prefix", text, ...marks, span } satisfies LeafToken;
}

function tooShort(run: string, span: Span, log: LintLog): null {
	const message = say`${quoted(run)} is ignored: put at least two letters beside the * or ?.`;
	log.add("ignored", "prefix-too-short", span, message);
	return null;
}

function noSuchOperator(sign: string, span: Span, log: LintLog): void {
	log.add("ignored", "no-such-operator", span, say`${quoted(sign)} has no meaning here and is ignored.`);
}

/** Punctuation at the end says nothing, but for the signs of C++ and C# and of the query. By hand: a pattern would take quadratic time. */
function withoutPunctuation(text: string): string {
	let end = text.length;
	while (end > 0) {
		const low = (text.charCodeAt(end - 1) & 0xfc00) === 0xdc00;
		const size = low && end > 1 ? 2 : 1;
		if (/[\p{L}\p{N}\p{M}+#~～〜^＾%％*＊]/u.test(text.slice(end - size, end))) break;
		end -= size;
	}
	return text.slice(0, end);
}
