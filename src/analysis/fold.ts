import { BoundedCache } from "./bounded-cache.ts";

/** Letters that Unicode does not decompose, and what people type for them. */
const LETTERS: Readonly<Record<string, string>> = {
	ß: "ss",
	æ: "ae",
	œ: "oe",
	ø: "o",
	ł: "l",
	đ: "d",
	ð: "d",
	þ: "th",
	ħ: "h",
	ŧ: "t",
	ŋ: "n",
	ĸ: "k",
	ı: "i",
	ȷ: "j",
	ς: "σ",
	"⁄": "/",
	"’": "'",
	"‘": "'",
	ʼ: "'",
};

const UNDECOMPOSED = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "gu");

/**
 * Marks that carry no meaning for search: Latin, Greek and Cyrillic accents, Hebrew points, Arabic vowels and hamza,
 * the Arabic stretch; also soft hyphens and zero-width characters. Kept: the breve of й and the dots of ї (letters of their
 * own, which the stemmers need), kana voicing and Indic vowel signs (another word without them).
 */
const IGNORED =
	/(?<!и)\u0306|(?<!і)\u0308|[\u0300-\u0305\u0307\u0309-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u00ad\u200b-\u200f\u2060\ufeff]/gu;

/** ASCII, and the dashes and bullets between it, which fold to themselves. */
const PLAIN = /^[\x00-\x7e\u00b7\u2010\u2012-\u2015\u2022]*$/;
/** Words beyond this length are rare: not worth remembering. */
const CACHED_LENGTH = 40;
const cache = new BoundedCache<string>(20_000);

/**
 * Text with case, diacritics and typographic variants taken away: Unicode NFKD, lower case, marks removed, ß as ss, æ as ae,
 * ø as o, ł as l, full-width forms as ASCII. Idempotent; the length may change. Umlauts lose their dots; {@link transliterations}
 * gives the other spelling.
 */
export function fold(text: string): string {
	if (PLAIN.test(text)) return text.toLowerCase();
	if (text.length > CACHED_LENGTH) return foldAny(text);
	const known = cache.get(text);
	if (known !== undefined) return known;
	const folded = foldAny(text);
	cache.set(text, folded);
	return folded;
}

/** Lower-casing and decomposing can each make work for the other (K as a sign, İ), so both go first and the rest follows. */
function foldAny(text: string): string {
	const decomposed = text.normalize("NFKD").toLowerCase().normalize("NFKD");
	return decomposed
		.replace(UNDECOMPOSED, (letter) => LETTERS[letter] ?? letter)
		.replace(IGNORED, "")
		.normalize("NFC");
}

/** Letter pairs that stand for an umlaut or a Nordic letter, and the folded letter. */
const DIGRAPHS: readonly (readonly [string, string])[] = [
	["ae", "a"],
	["oe", "o"],
	["ue", "u"],
	["aa", "a"],
];
const SPELT_OUT: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", ø: "oe", å: "aa", đ: "dj" };
const MARKED = new RegExp(`[${Object.keys(SPELT_OUT).join("")}]`, "giu");

/** A word as it is written without its marked letters, folded: Åström gives aastroem, Đorđe djordje. Null where it has none. */
export function spelledOut(written: string): string | null {
	const spelt = written.normalize("NFC").replace(MARKED, (letter) => SPELT_OUT[letter.toLowerCase()] ?? letter);
	return spelt === written.normalize("NFC") ? null : fold(spelt);
}

/** More spellings than this of one word are not worth a look-up each. */
const MOST_SPELLINGS = 8;

/**
 * Other spellings of a folded word in which ä, ö, ü, ø, å are written as two letters or as one: muller gives mueller, mueller gives
 * muller. All places at once first, then each place alone; at most 8; never the word itself. Not every one is a word:
 * look them up in the dictionary.
 */
export function transliterations(word: string): string[] {
	const found = new Set<string>();
	for (const [pattern, target] of [
		[/ae|oe|ue|aa/g, (pair: string) => DIGRAPHS.find(([digraph]) => digraph === pair)?.[1] ?? pair],
		[/[aou](?![aeou])/g, (letter: string) => `${letter}e`],
	] as const) {
		found.add(word.replace(pattern, target));
		for (const match of word.matchAll(pattern)) {
			if (found.size >= MOST_SPELLINGS) break;
			const end = match.index + match[0].length;
			found.add(word.slice(0, match.index) + target(match[0]) + word.slice(end));
		}
	}
	found.delete(word);
	return [...found].slice(0, MOST_SPELLINGS);
}
