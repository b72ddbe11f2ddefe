import type { ScopeName, Span } from "../../domain/query.ts";
import { hasContent } from "./characters.ts";
import { type LintLog, quoted } from "./lint.ts";
import { nearestScope, SCOPE_LIST, scopeNamed } from "./scope-name.ts";
import type { Operator, Token } from "./token.ts";

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
	readonly scope: ScopeName | null;
	/** Where the scoped text begins. */
	readonly end: number;
}

/** Where the first letter or digit of a run lies; the dot of `.net` belongs to its word. */
export function startOfWord(run: string): number {
	return /(?:\.\p{L}|[\p{L}\p{N}])/u.exec(run)?.index ?? run.length;
}

/**
 * The scope that a run begins with, as `title:java`. A name that is no scope is told: one that is nearly a scope is dropped
 * and its words are searched everywhere; any other stays as it is, a word with a colon.
 * @param followed whether a quote or bracket follows the run directly
 * @returns null when the run is an ordinary word
 */
export function readScope(run: string, at: number, followed: boolean, log: LintLog): ScopeAhead | null {
	const colon = run.search(/[:：]/);
	const name = run.slice(0, Math.max(colon, 0));
	if (colon < 1 || !/^\p{L}[\p{L}-]*$/u.test(name) || run.startsWith("//", colon + 1)) return null;
	const end = at + colon + 1;
	const scope = scopeNamed(name);
	if (scope !== null) return { scope, end };
	const nearest = nearestScope(name);
	const bare = colon + 1 === run.length;
	if (nearest === null && bare && !followed) return null;
	const meant = nearest === null ? `The scopes are ${SCOPE_LIST}.` : `Did you mean ${nearest}:?`;
	const dropped = nearest !== null || bare;
	const reading = dropped ? "The text after it is searched in all fields." : "It is searched as plain text.";
	log.add("ambiguous", "unknown-scope", { start: at, end }, `There is no scope ${quoted(name)}. ${reading} ${meant}`);
	return dropped ? { scope: null, end } : null;
}

/**
 * @param run begins with a letter, a digit or the dot of a word
 * @param scoped directly behind a scope, where AND, OR and NOT are words
 */
export function readWord(run: string, span: Span, scoped: boolean, log: LintLog): Token | null {
	const star = run.search(/[*＊]/);
	if (star >= 0) return readPrefix(run, star, span, log);
	const text = withoutTail(run, span, log);
	const operator = scoped ? undefined : OPERATORS.get(text.length <= 3 ? text.normalize("NFKC").toUpperCase() : "");
	if (operator === undefined) return { kind: "term", text, span };
	const capitals = text.normalize("NFKC") === operator.toUpperCase();
	return { kind: "operator", operator, written: capitals ? "capitals" : "small", span };
}

/** A run without a single letter or digit. */
export function readSigns(run: string, span: Span, log: LintLog): Token | null {
	const operator = SIGNS.get(run);
	if (operator !== undefined) {
		log.add("understood", "look-alike", span, `${quoted(run)} is read as ${operator.toUpperCase()}.`);
		return { kind: "operator", operator, written: "sign", span };
	}
	log.add("ignored", "no-word", span, `${quoted(run)} holds no letter or digit and is ignored.`);
	return null;
}

function readPrefix(run: string, star: number, span: Span, log: LintLog): Token | null {
	const text = withoutPunctuation(run.slice(0, star));
	const letters = [...text].length;
	if (letters < 2 && !/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u.test(text)) {
		const message = `${quoted(run)} is ignored: put at least two letters before the *.`;
		log.add("ignored", "prefix-too-short", span, message);
		return null;
	}
	if (hasContent(run.slice(star))) {
		const message = `A * is read at the end of a word only: ${quoted(run)} is read as ${quoted(`${text}*`)}.`;
		log.add("ambiguous", "star-inside", span, message);
	}
	return { kind: "prefix", text, span };
}

/** Takes off punctuation and the weights and distances of other query languages: `java^3`, `java~2`. */
function withoutTail(run: string, span: Span, log: LintLog): string {
	let text = withoutPunctuation(run);
	for (let tail = tailOf(text); tail > 0; tail = tailOf(text)) {
		const sign = text.slice(text.length - tail);
		log.add("ignored", "no-such-operator", span, `${quoted(sign)} has no meaning here and is ignored.`);
		text = withoutPunctuation(text.slice(0, text.length - tail));
	}
	return text;
}

const tailOf = (text: string) => /[~^]\d{0,4}$/.exec(text.slice(-5))?.[0].length ?? 0;

/** Punctuation at the end says nothing, but for the signs of C++ and C#. By hand: a pattern would take quadratic time. */
function withoutPunctuation(text: string): string {
	let end = text.length;
	while (end > 0) {
		const low = (text.charCodeAt(end - 1) & 0xfc00) === 0xdc00;
		const size = low && end > 1 ? 2 : 1;
		if (/[\p{L}\p{N}\p{M}+#~^]/u.test(text.slice(end - size, end))) break;
		end -= size;
	}
	return text.slice(0, end);
}
