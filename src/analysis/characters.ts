/** What a character is to the tokenizer. */
export const UNKNOWN = 0;
export const LETTER = 1;
export const DIGIT = 2;
/** Accents that follow their letter, and invisible characters inside a word. */
export const MARK = 3;
/** Scripts written without spaces between words. */
export const UNSPACED = 4;
export const SPACE = 5;
export const LINE = 6;
export const HYPHEN = 7;
export const SLASH = 8;
/** Full stop, question and exclamation marks. */
export const STOP = 9;
/** Comma, colon, brackets, bullets: words on both sides are not one expression. */
export const PAUSE = 10;
export const APOSTROPHE = 11;
/** Quotes, & and other signs that part nothing. */
export const NEUTRAL = 12;

const SINGLE: Readonly<Record<string, number>> = {
	"\n": LINE,
	"\r": NEUTRAL,
	"\f": LINE,
	"\v": LINE,
	"\u0085": LINE,
	"\u2028": LINE,
	"\u2029": LINE,
	"-": HYPHEN,
	"\u2010": HYPHEN,
	"\u2011": HYPHEN,
	"/": SLASH,
	"\\": SLASH,
	".": STOP,
	"!": STOP,
	"?": STOP,
	"。": STOP,
	"！": STOP,
	"？": STOP,
	"．": STOP,
	"'": APOSTROPHE,
	"’": APOSTROPHE,
	"‘": APOSTROPHE,
	ʼ: APOSTROPHE,
	"＇": APOSTROPHE,
	"´": APOSTROPHE,
	"`": APOSTROPHE,
	'"': NEUTRAL,
	"“": NEUTRAL,
	"”": NEUTRAL,
	"„": NEUTRAL,
	"«": NEUTRAL,
	"»": NEUTRAL,
	"&": NEUTRAL,
	"*": NEUTRAL,
	"#": NEUTRAL,
	"@": NEUTRAL,
	"%": NEUTRAL,
	_: NEUTRAL,
	"\u00ad": MARK,
	"\u200b": SPACE,
	"\u200c": MARK,
	"\u200d": MARK,
	"\u2060": MARK,
	"\ufeff": MARK,
	ー: UNSPACED,
	々: UNSPACED,
	"\uff70": UNSPACED,
	"\uff9e": UNSPACED,
	"\uff9f": UNSPACED,
};

const UNSPACED_SCRIPT = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u;

function classify(code: number): number {
	const character = String.fromCodePoint(code);
	const single = SINGLE[character];
	if (single !== undefined) return single;
	if (/\p{N}/u.test(character)) return DIGIT;
	if (UNSPACED_SCRIPT.test(character) && /[\p{L}\p{M}]/u.test(character)) return UNSPACED;
	if (/\p{L}/u.test(character)) return LETTER;
	if (/\p{M}/u.test(character)) return MARK;
	if (/\s/u.test(character)) return SPACE;
	return /[\p{P}\p{S}]/u.test(character) && !/\p{Sc}/u.test(character) ? PAUSE : NEUTRAL;
}

/** Filled as characters are met: most of the 65,536 never are. */
const table = new Uint8Array(65_536);

/** Class of the character that begins at offset `at`; UNKNOWN beyond the end. */
export function classAt(text: string, at: number): number {
	if (at >= text.length || at < 0) return UNKNOWN;
	const unit = text.charCodeAt(at);
	const known = table[unit] as number;
	return known === UNKNOWN ? classOf(text, at, unit) : known;
}

function classOf(text: string, at: number, unit: number): number {
	// Characters of two units are not kept: the table is for single ones.
	if (unit >= 0xd800 && unit <= 0xdbff) return classify(text.codePointAt(at) as number);
	const found = classify(unit);
	table[unit] = found;
	return found;
}

/** UTF-16 units of the character at `at`. */
export function sizeAt(text: string, at: number): 1 | 2 {
	const unit = text.charCodeAt(at);
	if (unit < 0xd800 || unit > 0xdbff) return 1;
	const next = text.charCodeAt(at + 1);
	return next >= 0xdc00 && next <= 0xdfff ? 2 : 1;
}

export function isWordClass(kind: number): boolean {
	return kind === LETTER || kind === DIGIT;
}
