import { cleanText } from "./glyphs.ts";

/** Pieces of one cell that are set in different styles: a bold title before its employer. */

/** Text in one style, and whether a blank or a mark parts it from the piece before. */
export interface StyledPiece {
	readonly text: string;
	readonly parted: boolean;
}

/** Shorter pieces say nothing: a sign that the font lacks comes from another one. */
const LEAST_LETTERS = 3;
/** A text in more styles is decorated, not structured. */
const MOST_PIECES = 4;

const letters = (text: string): number => text.match(/\p{L}/gu)?.length ?? 0;
const isTelling = (text: string): boolean => letters(text) >= LEAST_LETTERS;

/** The pieces as a reader sees them, or none where the style changes inside words or all the time. */
export function tellingStyles(pieces: readonly StyledPiece[]): readonly string[] {
	const joined: { text: string; parted: boolean }[] = [];
	for (const { text, parted } of pieces) {
		const last = joined.at(-1);
		const edge = parted || /[\s\p{P}]$/u.test(last?.text ?? "") || /^[\s\p{P}]/u.test(text);
		if (last === undefined || (edge && isTelling(text) && isTelling(last.text))) joined.push({ text, parted });
		else last.text += (parted ? " " : "") + text;
	}
	const texts = joined.map(({ text }) => cleanText(text).trim());
	return texts.length < 2 || texts.length > MOST_PIECES || !texts.every(isTelling) ? [] : texts;
}
