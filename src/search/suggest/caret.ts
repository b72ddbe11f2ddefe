import type { Span } from "../../domain/query.ts";
import { kindAt } from "../query/characters.ts";
import { type AnyScope, scopeNamed } from "../query/scope-name.ts";

/** What is being written at the caret. */
export interface AtCaret {
	readonly scope: AnyScope | null;
	/** The scope stands before the bracket around the words: it is not written again. */
	readonly inherited: boolean;
	/** What can be completed, the longest first: the word, and with it the plain words before it. */
	readonly begun: readonly Begun[];
}

export interface Begun {
	readonly text: string;
	/** What is replaced, its scope included. */
	readonly span: Span;
}

/** Words before the one at the caret that may belong to the same name. */
const MOST_BEFORE = 2;
const OPERATOR = /^(?:and|or|not|und|oder|nicht)$/i;

/** Reads the query around the caret. Any string is read. */
export function readCaret(query: string, at: number): AtCaret {
	const caret = Math.min(at, query.length);
	const quote = openQuote(query, caret);
	return quote === null ? inWord(query, caret) : inPhrase(query, quote, caret);
}

/** Place of the quote that the caret stands behind, null when it stands in no phrase. */
function openQuote(query: string, caret: number): number | null {
	let open: number | null = null;
	for (let place = 0; place < caret; place++) if (kindAt(query, place) === "quote") open = open === null ? place : null;
	return open;
}

function inPhrase(query: string, quote: number, caret: number): AtCaret {
	let end = caret;
	while (end < query.length && kindAt(query, end) !== "quote") end++;
	// Without a second quote the words behind the caret may be others.
	end = end < query.length ? end + 1 : caret;
	const { scope, start } = scopeBefore(query, quote);
	return { scope, inherited: false, begun: [{ text: query.slice(quote + 1, caret), span: { start, end } }] };
}

function inWord(query: string, caret: number): AtCaret {
	let start = caret;
	while (start > 0 && isOfWord(query, start - 1)) start--;
	let end = caret;
	while (end < query.length && isOfWord(query, end)) end++;
	while (start < caret && kindAt(query, start) === "sign") start++;
	const colon = query.slice(start, caret).search(/[:：]/);
	const own = colon > 0 ? scopeNamed(query.slice(start, start + colon)) : null;
	if (own !== null) {
		const text = query.slice(start + colon + 1, caret);
		return { scope: own, inherited: false, begun: [{ text, span: { start, end } }] };
	}
	const around = bracketScope(query, start);
	const word = { text: query.slice(start, caret), span: { start, end } };
	return { scope: around, inherited: around !== null, begun: [...longer(query, word), word] };
}

const isOfWord = (query: string, place: number) => ["letter", "sign"].includes(kindAt(query, place));

/** The word at the caret with plain words before it, the longest first. */
function longer(query: string, word: Begun): Begun[] {
	const found: Begun[] = [];
	let { start } = word.span;
	if (word.text === "") return found;
	while (found.length < MOST_BEFORE) {
		const before = /([\p{L}\p{N}][\p{L}\p{N}.+#'’&-]*) $/u.exec(query.slice(Math.max(0, start - 80), start));
		if (before?.[1] === undefined || OPERATOR.test(before[1])) break;
		const first = start - before[0].length;
		// What stands directly before it makes it more than a plain word.
		if (first > 0 && ["letter", "sign", "quote"].includes(kindAt(query, first - 1))) break;
		start = first;
		found.unshift({ text: query.slice(start, word.span.start) + word.text, span: { start, end: word.span.end } });
	}
	return found;
}

/** The scope of the innermost bracket that is open there. */
function bracketScope(query: string, place: number): AnyScope | null {
	let closed = 0;
	for (let at = place - 1; at >= 0; at--) {
		const kind = kindAt(query, at);
		if (kind === "close") closed++;
		else if (kind === "open" && closed-- === 0) return scopeBefore(query, at).scope;
	}
	return null;
}

/** The scope written directly before a quote or bracket, and where it begins. */
function scopeBefore(query: string, place: number): { readonly scope: AnyScope | null; readonly start: number } {
	const written = /([\p{L}][\p{L}-]*)[:：]$/u.exec(query.slice(Math.max(0, place - 40), place));
	const scope = written?.[1] === undefined ? null : scopeNamed(written[1]);
	return { scope, start: scope === null ? place : place - (written?.[0].length ?? 0) };
}
