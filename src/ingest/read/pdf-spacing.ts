import { matchHeading } from "../sections/match-heading.ts";
import { loadPdfjs, type PdfPage } from "./pdf-engine.ts";

/**
 * Letters set apart ("J A N E D O E") come from pdfjs with one blank between all of them, so that the ends of words
 * are lost. The glyphs of the page still have the blanks that were typed.
 */

const SET_APART = /^(?:(?:\S|\p{L}['’]\p{L}|\p{Lu}{2,3}|\p{Lu}\.) ){5,}\S{1,3}$/u;
/** Kerning draws letters such as "AT" and "TAW" together: few of the letters are. */
const MOST_PAIRS = 0.25;

function isSetApart(text: string): boolean {
	if (!SET_APART.test(text)) return false;
	const parts = text.split(" ");
	return parts.filter((part) => /^\p{L}{2,3}$/u.test(part)).length <= parts.length * MOST_PAIRS;
}

/** True for a text whose words cannot be told any more: its letters stand apart, and it is no known heading. */
export function lostWords(text: string): boolean {
	if (!isSetApart(text) || (/\d/.test(text) && !/(?:\p{L}\P{L}*){4}/u.test(text))) return false;
	return matchHeading(text.replaceAll(" ", ""))?.exact !== true;
}

interface Glyph {
	readonly unicode?: string;
}

/** All glyphs of a page in the order they are drawn. */
async function glyphText(page: PdfPage): Promise<string> {
	const { OPS } = (await loadPdfjs()).pdfjs;
	const { fnArray, argsArray } = await page.getOperatorList();
	let text = "";
	for (const [index, operator] of fnArray.entries()) {
		if (operator !== OPS.showText) continue;
		const [glyphs] = argsArray[index] as [readonly (Glyph | number)[]];
		for (const glyph of glyphs) if (typeof glyph !== "number") text += glyph.unicode ?? "";
	}
	return text;
}

const literal = (letter: string): string => letter.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Texts with letters apart to the same with their words apart, three blanks between two words, as far as the glyphs tell. */
export async function findWords(page: PdfPage, texts: readonly string[]): Promise<Map<string, string>> {
	const drawn = await glyphText(page);
	const words = new Map<string, string>();
	for (const text of texts) {
		const pattern = new RegExp([...text.replaceAll(" ", "")].map(literal).join("\\s*"), "u");
		const found = pattern.exec(drawn)?.[0].trim();
		if (found !== undefined && /\s/.test(found)) words.set(text, found.replace(/\s{2,}/gu, "   "));
	}
	return words;
}
