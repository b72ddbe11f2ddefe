/**
 * Tokens as FTS5 reads them: joined by blanks, for the tokenizer `ascii` with all punctuation as token characters. Characters
 * that this tokenizer would split at or fold (controls, blank, A-Z) are escaped, so that any string is one token and stays itself.
 * A surrogate without its partner has no UTF-8 and becomes U+FFFD, in documents and in queries.
 */

/** Stands for a gap: a token of its own, so positions count on and no phrase reaches across. */
export const GAP = "\ue000";

const ESCAPE = "\ue001";
const UNSAFE = /[\0-\x20\x7fA-Z\ue000\ue001]/g;
const ESCAPED = /\ue001([0-9a-f]{4})/g;

/** One token as one word of FTS5. */
export function encodeToken(token: string): string {
	if (token === "") return GAP;
	return isPlain(token)
		? token
		: token.toWellFormed().replace(UNSAFE, (char) => ESCAPE + char.charCodeAt(0).toString(16).padStart(4, "0"));
}

export function decodeToken(text: string): string {
	if (text === GAP) return "";
	return text.includes(ESCAPE)
		? text.replace(ESCAPED, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
		: text;
}

/** A field as the text of its FTS5 column. */
export function encodeField(tokens: readonly string[]): string {
	return tokens.every(isPlain) ? tokens.join(" ") : tokens.map(encodeToken).join(" ");
}

/** Words of a column text, still encoded, gaps included. */
export function wordsOf(text: string): string[] {
	return text === "" ? [] : text.split(" ");
}

// Runs for every token that is stored; a loop over char codes is several times faster than a regular expression here.
function isPlain(token: string): boolean {
	if (token.length === 0) return false;
	for (let index = 0; index < token.length; index++) {
		const code = token.charCodeAt(index);
		if (code <= 0x20 || (code >= 0x41 && code <= 0x5a) || code === 0x7f || (code >= 0xd800 && code <= 0xe001))
			return false;
	}
	return true;
}
