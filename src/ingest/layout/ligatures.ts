import type { KnownWords } from "./ligature-words.ts";
import { cellText, type Line, type ReadDocument } from "./line.ts";

/**
 * Fonts whose ligatures have no letters lose "fi" in "office". Where a known word comes of it, and one only, the letters are put
 * back; what cannot be told stays as it is.
 */

/** Stands for a lost glyph between the reading of a page and the mending of its lines. No file has it: it is no character. */
export const LOST = "\uFDD0";

const CONTROL = "[\\u0000-\\u0008\\u000E-\\u001F\\uFFFD]";
const LOST_GLYPH = new RegExp(
	`(?<=\\p{Script=Latin})(?:${CONTROL}|[\\uE000-\\uF8FF])+(?=\\p{Script=Latin})|(?<=\\p{Script=Latin}{2})${CONTROL}+(?=$|[\\s,.;:)])|(?<=^|[\\s(])${CONTROL}+ ?(?=\\p{Ll}{2})`,
	"gu",
);

/**
 * Bitmap fonts of TeX have no map, so that codes of its 8-bit encoding come through as they are: 21 is the dash of "2019–2021", 22 the long
 * one. No letter has those codes in an encoding in which digits and blanks have theirs.
 */
export const dashesOfTex = (text: string): string =>
	text.replace(/(?<=^|[\d\s])[\u0015\u0016]|[\u0015\u0016](?=[\d\s]|$)/gu, (code) => (code === "\u0015" ? "–" : "—"));

/** Marks glyphs inside and beside letters that stand for none. */
export const markLost = (text: string): string => text.replace(LOST_GLYPH, LOST);

/** Letters that one glyph stands for in common fonts; what a font has of one family it sets with all of it. */
const FAMILIES: readonly (readonly string[])[] = [
	["fi", "fl", "ff", "ffi", "ffl"],
	["ti", "tt", "ft", "tti"],
];

type Mend = (parts: readonly string[], ligatures: readonly string[]) => string | null;

/** Candidates with each ligature between the parts; null unless exactly one of them is a word, or begins like one. */
function mendWith({ isWord, hasStem }: KnownWords): Mend {
	return (parts, ligatures) => {
		let candidates = [parts[0] ?? ""];
		for (const part of parts.slice(1))
			candidates = candidates.flatMap((before) => ligatures.map((ligature) => before + ligature + part));
		const words = candidates.filter(isWord);
		const found = words.length > 0 ? words : candidates.filter(hasStem);
		return found.length === 1 ? (found[0] as string) : null;
	};
}

const MOST_IN_A_WORD = 2;
const MARKED = new RegExp(`[\\p{L}${LOST}]*${LOST}[\\p{L}${LOST}]*`, "gu");

/** A text whose lost glyphs are marked. */
function mendMarked(text: string, mend: Mend): string {
	const mended = text.replace(MARKED, (word) => {
		const parts = word.split(LOST);
		if (parts.length > MOST_IN_A_WORD + 1) return word;
		return mend(parts, FAMILIES[0] ?? []) ?? mend(parts, FAMILIES[1] ?? []) ?? word;
	});
	return mended.replaceAll(LOST, "");
}

/** Beginning and rest of a word that a blank stands in: "con guration". */
const PARTED = /(?<!\p{L})(\p{L}+) (\p{Ll}{2,})(?!\p{L})/gu;

/** A word that lost its first or last letters: "nance", "sta". */
const ALONE = /(?<![\p{L}\p{N}.@/-])\p{Ll}{3,}(?![\p{L}\p{N}@/-])/gu;

/** A text whose lost glyphs became blanks. At least one of two parts must be no word. */
function mendParted(
	text: string,
	ligatures: readonly string[],
	{ mend, words }: Omit<Mending, "document">,
	note: (word: string) => void,
): string {
	let rest = text;
	for (let from = 0; ; ) {
		PARTED.lastIndex = from;
		const match = PARTED.exec(rest);
		if (match === null) break;
		const [whole, before = "", after = ""] = match;
		const joined = words.isWord(before) && words.isWord(after) ? null : mend([before, after], ligatures);
		if (joined !== null) {
			rest = rest.slice(0, match.index) + joined + rest.slice(match.index + whole.length);
			note(joined);
		}
		from = match.index + (joined ?? before).length;
	}
	return rest.replace(ALONE, (word) => {
		if (words.isWord(word)) return word;
		const found = [mend(["", word], ligatures), mend([word, ""], ligatures)].filter((whole) => whole !== null);
		return found.length === 1 && words.isWord(found[0] as string) ? (found[0] as string) : word;
	});
}

interface Mending {
	readonly document: ReadDocument;
	readonly words: KnownWords;
	readonly mend: Mend;
}

const withTexts = (lines: readonly Line[], change: (text: string, font: string) => string): Line[] =>
	lines.map((line) => {
		const cells = line.cells.map((cell) => ({ ...cell, text: change(cell.text, cell.font) }));
		return cells.some((cell, index) => cell.text !== line.cells[index]?.text)
			? { ...line, cells, text: cellText(cells) }
			: line;
	});

/** A font with so many letters and none of a family's pairs sets them with one glyph. */
const ENOUGH_LETTERS = 250;
/** One word may be a chance; so many are a font. */
const ENOUGH_WORDS = 2;

/** Small letters of a text. */
function smallLetters(text: string): number {
	let count = 0;
	for (let at = 0; at < text.length; at += 1) {
		const unit = text.charCodeAt(at);
		if (unit >= 0x61 && unit <= 0x7a) count += 1;
	}
	return count;
}

/** Fonts that set no pair of a family with letters. */
function fontsWithout(family: readonly string[], lines: readonly Line[]): Set<string> {
	const letters = new Map<string, number>();
	const having = new Set<string>();
	for (const { cells } of lines) {
		for (const { font, text } of cells) {
			if (font === "" || having.has(font)) continue;
			if (family.some((pair) => text.includes(pair))) having.add(font);
			else letters.set(font, (letters.get(font) ?? 0) + smallLetters(text));
		}
	}
	return new Set(
		[...letters].filter(([font, count]) => count >= ENOUGH_LETTERS && !having.has(font)).map(([font]) => font),
	);
}

/** Words of the family, where blanks stand for its glyphs in the file; null where nothing says so. */
function mendFamily(family: readonly string[], { document, words, mend }: Mending): ReadDocument | null {
	const fonts = fontsWithout(family, document.lines);
	if (fonts.size === 0) return null;
	const mended = new Set<string>();
	const lines = withTexts(document.lines, (text, font) =>
		fonts.has(font) ? mendParted(text, family, { mend, words }, (word) => void mended.add(word)) : text,
	);
	return mended.size < ENOUGH_WORDS
		? null
		: { ...document, lines, flags: new Set([...document.flags, "garbled-fonts"]) };
}

/**
 * The document with the ligatures of its words.
 * @param load called where a font may have lost some
 */
export function mendLigatures(document: ReadDocument, load: () => KnownWords): ReadDocument {
	const marked = document.lines.some((line) => line.text.includes(LOST));
	if (!marked && FAMILIES.every((family) => fontsWithout(family, document.lines).size === 0)) return document;
	const words = load();
	const mend = mendWith(words);
	let mended = marked ? { ...document, lines: withTexts(document.lines, (text) => mendMarked(text, mend)) } : document;
	for (const family of FAMILIES) mended = mendFamily(family, { document: mended, words, mend }) ?? mended;
	return mended;
}
