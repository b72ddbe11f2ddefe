/**
 * What a character means in a query. Word processors, phones and East Asian keyboards put look-alikes in the place of the
 * ASCII signs; each is read as the sign it stands for.
 */

import type { Level } from "../../domain/query.ts";

export type CharacterKind = "space" | "invalid" | "quote" | "open" | "close" | "separator" | "sign" | "letter";

const KIND = new Map<number, CharacterKind>();
const mark = (kind: CharacterKind, characters: string) => {
	for (const character of characters) KIND.set(character.charCodeAt(0), kind);
};

mark("quote", '"“”„‟«»″＂「」『』');
mark("open", "([{（［｛");
mark("close", ")]}）］｝");
/** Stand between words without a meaning of their own. Between two digits a comma belongs to the number. */
mark("separator", ",;，；、。");
/** Before a word: `-` leaves out, `+` requires, `^` and `%` wish. Inside a word they belong to the word. */
mark("sign", "-+!−–—－＋！^＾%％");

/** The sign that each look-alike stands for. */
const EXCLUDING = new Set("-!−–—－！");

const LEVELS: ReadonlyMap<string, Level> = new Map([
	["+", "must"],
	["＋", "must"],
	["^", "strong"],
	["＾", "strong"],
	["%", "wish"],
	["％", "wish"],
]);

/** The sign that each level is printed with. */
export const LEVEL_SIGNS: Readonly<Record<Level, string>> = { must: "+", strong: "^", wish: "%" };

/** Printable ASCII that needs no remark; anything else of the kind gets a lint. */
export const PLAIN_SIGNS: ReadonlySet<string> = new Set('"(),;-+:*');

/** The white space and the line ends of ECMAScript, which a normal form is read back with, too. */
const isWhitespace = (code: number) =>
	code === 0x20 ||
	(code >= 9 && code <= 13) ||
	code === 0xa0 ||
	code === 0x1680 ||
	(code >= 0x2000 && code <= 0x200a) ||
	code === 0x2028 ||
	code === 0x2029 ||
	code === 0x202f ||
	code === 0x205f ||
	code === 0x3000;

/** Characters without a shape: byte order marks, zero-width spaces, marks that turn the reading direction. */
const isInvisible = (code: number) =>
	code === 0x200b ||
	code === 0xfeff ||
	code === 0x2060 ||
	code === 0x200e ||
	code === 0x200f ||
	(code >= 0x202a && code <= 0x202e) ||
	(code >= 0x2066 && code <= 0x2069);

const isControl = (code: number) => code < 0x20 || (code >= 0x7f && code <= 0x9f);

/** Half of a surrogate pair whose other half is missing. */
function isLoneSurrogate(text: string, at: number, code: number): boolean {
	if (code < 0xd800 || code > 0xdfff) return false;
	if (code < 0xdc00) return (text.charCodeAt(at + 1) & 0xfc00) !== 0xdc00;
	return (text.charCodeAt(at - 1) & 0xfc00) !== 0xd800;
}

const isDigit = (code: number) => code >= 0x30 && code <= 0x39;

/** The meaning of the UTF-16 unit at `at`. */
export function kindAt(text: string, at: number): CharacterKind {
	const code = text.charCodeAt(at);
	if (isWhitespace(code)) return "space";
	if (isControl(code) || isInvisible(code) || isLoneSurrogate(text, at, code)) return "invalid";
	const kind = KIND.get(code) ?? "letter";
	const inNumber = kind === "separator" && isDigit(text.charCodeAt(at - 1)) && isDigit(text.charCodeAt(at + 1));
	return inNumber ? "letter" : kind;
}

/** Whether a sign before a word leaves the word out. */
export const excludes = (sign: string): boolean => EXCLUDING.has(sign);

/** What a sign before a word, or behind it, says of it. */
export const levelOf = (sign: string): Level | null => LEVELS.get(sign) ?? null;

/** Whether there is anything to look for: a letter or a digit. */
export const hasContent = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);
