/**
 * A typeset file places right-to-left text as it is seen. This turns what stands in one cell, from its left edge to its
 * right, back into the order in which it is read: the rules of the Unicode Bidirectional Algorithm (UAX #9) backwards.
 * Words of left-to-right scripts and numbers keep their own direction.
 */

/** A piece of a line, from left to right; `rightToLeft` where its own text is already in reading order. */
export interface SeenPiece {
	readonly text: string;
	readonly rightToLeft: boolean;
}

type Kind = "rtl" | "ltr" | "number" | "between";

interface Token {
	readonly kind: Kind;
	readonly text: string;
}

const RTL_LETTERS =
	"\\u0590-\\u05FF\\u0610-\\u061A\\u061C-\\u065F\\u066E-\\u06EF\\u06FA-\\u08FF\\uFB1D-\\uFDFF\\uFE70-\\uFEFC";
const RTL_ALL = new RegExp(`[${RTL_LETTERS}]`, "gu");
const DIGIT = "\\d\\u0660-\\u0669\\u06F0-\\u06F9";
/** One word, one number with the marks inside it, or one mark. */
const TOKEN = new RegExp(
	`(?<rtl>[${RTL_LETTERS}]+)|(?<ltr>(?=[^${DIGIT}])[\\p{L}][\\p{L}\\p{M}\\p{N}@._%+#'’/-]*)|(?<number>\\+?[${DIGIT}]+(?:[.,:/٫٬-][${DIGIT}]+)*(?:[@.\\p{L}][\\p{L}\\p{N}@._-]*)?\\+?)|(?<between>.)`,
	"gsu",
);

/** True where most letters of a text belong to right-to-left scripts. */
export function isRightToLeft(text: string): boolean {
	const rtl = text.match(RTL_ALL)?.length ?? 0;
	return rtl > 0 && rtl > (text.match(/\p{L}/gu)?.length ?? 0) / 2;
}

function tokensOf(text: string): Token[] {
	return [...text.matchAll(TOKEN)].map((match) => {
		const { rtl, ltr, number } = match.groups ?? {};
		if (rtl !== undefined) return { kind: "rtl", text: rtl };
		if (ltr !== undefined) return { kind: "ltr", text: ltr };
		if (number === undefined) return { kind: "between", text: match[0] };
		return { kind: /\p{L}/u.test(number) ? "ltr" : "number", text: number };
	});
}

/** What may stand between two words of one left-to-right phrase. */
const IN_PHRASE = /^[\s&+/\\.,;:'’"@#()،_-]*$/u;

/** End (exclusive) of the left-to-right phrase that begins at a word. A number goes on with it after one blank: "Windows 10". */
function phraseEnd(tokens: readonly Token[], from: number): number {
	let end = from + 1;
	let between = "";
	for (let at = end; at < tokens.length; at += 1) {
		const { kind, text } = tokens[at] as Token;
		if (kind === "rtl") break;
		if (kind === "between") {
			between += text;
			continue;
		}
		const goesOn = kind === "ltr" ? IN_PHRASE.test(between) : /^[ -]?$/.test(between) && text.length <= 4;
		if (!goesOn) break;
		end = at + 1;
		between = "";
	}
	return end;
}

/** End (exclusive) of the numbers that follow each other from here with nothing but marks between them. */
function numbersEnd(tokens: readonly Token[], from: number): number {
	let end = from + 1;
	for (let at = end; at < tokens.length; at += 1) {
		const { kind, text } = tokens[at] as Token;
		if (kind === "number") end = at + 1;
		else if (kind !== "between" || !/^[\s()–—-]$/u.test(text)) break;
	}
	return end;
}

const plain = (text: string): string =>
	text.replace(/[\u0660-\u0669\u06F0-\u06F9]/gu, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));
const yearIn = (text: string): number => Number(/(?:19|20)\d\d/.exec(plain(text))?.[0] ?? 0);

/**
 * True where numbers were set from left to right: the country code or the leading zero of a phone number stands at the
 * left, or the earlier year does.
 */
function numbersKeepOrder(numbers: readonly Token[]): boolean {
	const first = numbers[0]?.text ?? "";
	const last = numbers.at(-1)?.text ?? "";
	if (last.endsWith("+")) return false;
	if (/^(?:\+|00)/.test(plain(first))) return true;
	const [left, right] = [yearIn(first), yearIn(last)];
	if (left > 0 && right > 0) return left < right;
	return /^0/.test(plain(first)) && numbers.length > 1;
}

const withSignInFront = (text: string): string => (text.endsWith("+") ? `+${text.slice(0, -1)}` : text);

const joined = (tokens: readonly Token[]): string => tokens.map((token) => token.text).join("");
const readBackwards = (tokens: readonly Token[]): string =>
	tokens
		.toReversed()
		.map((token) => (token.kind === "number" ? withSignInFront(token.text) : token.text))
		.join("");

/** Tokens from left to right into runs, each in its own reading order. */
function runsOf(tokens: readonly Token[]): Token[] {
	const runs: Token[] = [];
	for (let at = 0; at < tokens.length; ) {
		const token = tokens[at] as Token;
		const end =
			token.kind === "ltr" ? phraseEnd(tokens, at) : token.kind === "number" ? numbersEnd(tokens, at) : at + 1;
		const part = tokens.slice(at, end);
		const numbers = part.filter((entry) => entry.kind === "number");
		const turned = token.kind === "number" && !numbersKeepOrder(numbers);
		runs.push({ kind: token.kind, text: turned ? readBackwards(part) : joined(part) });
		at = end;
	}
	return runs;
}

const MIRRORED: Readonly<Record<string, string>> = {
	"(": ")",
	")": "(",
	"[": "]",
	"]": "[",
	"«": "»",
	"»": "«",
	"<": ">",
	">": "<",
};

/** Brackets are drawn mirrored in right-to-left text; files name what is drawn as often as what is meant. */
function mirrorBrackets(runs: readonly Token[]): Token[] {
	const first = runs.find((run) => run.kind === "between" && run.text in MIRRORED);
	if (first === undefined || !/[)\]»>]/u.test(first.text)) return [...runs];
	return runs.map((run) => (run.kind === "between" ? { ...run, text: MIRRORED[run.text] ?? run.text } : run));
}

/**
 * Alef maqsura ends a word and never goes before the lam at its end: fonts draw the two as one glyph, whose letters come out turned
 * with the line ("أوىل" for "أولى").
 */
const TURNED_END = /\u0649\u0644(?![\p{L}\p{M}])/gu;

/** The pieces of a right-to-left line, given from left to right, as one text in reading order. */
export function readRightToLeft(pieces: readonly SeenPiece[]): string {
	const tokens = pieces.flatMap(({ text, rightToLeft }) => {
		const own = tokensOf(text);
		return rightToLeft ? runsAsSeen(own) : own;
	});
	return joined(mirrorBrackets(runsOf(joinWords(tokens)).toReversed())).replace(TURNED_END, "\u0644\u0649");
}

/** A piece in reading order goes back to the order in which it is seen, its left-to-right phrases whole. */
function runsAsSeen(tokens: readonly Token[]): Token[] {
	const runs: Token[] = [];
	for (let at = 0; at < tokens.length; ) {
		const token = tokens[at] as Token;
		const end = token.kind === "ltr" ? phraseEnd(tokens, at) : at + 1;
		runs.push({ kind: token.kind, text: joined(tokens.slice(at, end)) });
		at = end;
	}
	return runs.toReversed();
}

/** Numbers and Latin words that the file sets letter by letter or in parts become whole again. */
function joinWords(tokens: readonly Token[]): Token[] {
	const words: Token[] = [];
	for (const token of tokens) {
		const last = words.at(-1);
		const together =
			last !== undefined &&
			((last.kind === "ltr" && (token.kind === "ltr" || token.kind === "number")) ||
				(last.kind === "number" && token.kind === "number") ||
				(last.kind === "number" && token.text === "+") ||
				(last.text === "+" && token.kind === "number"));
		if (!together) words.push(token);
		else
			words[words.length - 1] = {
				kind: last.kind === "between" ? token.kind : last.kind,
				text: last.text + token.text,
			};
	}
	return words;
}
