import { isOnlyDates } from "../dates/ranges.ts";
import type { Cell } from "../layout/line.ts";
import type { Paragraph } from "../layout/paragraphs.ts";
import { tellsDeed } from "./deeds.ts";

/** "2015–2018 | Developer, Acme, Leeds. Built interfaces. Wrote tests.": the first sentence of an entry may be its header. */

const MOST_WORDS = 14;
/** A full stop that is no abbreviation's, before a capital. */
const END = /(?<=\p{Ll}{3})\.\s+(?=\p{Lu})/u;

interface Split {
	readonly head: string;
	readonly text: string;
}

function splitHead({ text }: Cell): Split | null {
	const end = END.exec(text);
	const head = text.slice(0, end?.index ?? 0);
	const names = /^\p{Lu}[^\d!?:;]*,\s[^\d!?:;]*$/u.test(head) && head.split(/\s+/).length <= MOST_WORDS;
	return end !== null && names && !tellsDeed(head) ? { head, text: text.slice(end.index + end[0].length) } : null;
}

const isDates = ({ cells }: Paragraph): boolean => cells.length === 1 && isOnlyDates(cells[0]?.text ?? "");

/** The text beside or under the dates of an entry. */
function textOf({ cells, bullet }: Paragraph, above: Paragraph | undefined): Cell | undefined {
	const [first, second, ...rest] = cells;
	if (first === undefined || bullet || rest.length > 0) return undefined;
	if (second !== undefined) return isOnlyDates(first.text) ? second : undefined;
	return above !== undefined && isDates(above) ? first : undefined;
}

/** Paragraphs of a section whose entries begin so, most of them, in header and text. */
export function splitHeadSentences(paragraphs: readonly Paragraph[]): Paragraph[] {
	const texts = paragraphs.map((paragraph, index) => textOf(paragraph, paragraphs[index - 1]));
	const splits = texts.map((cell) => (cell === undefined ? null : splitHead(cell)));
	const heads = splits.filter((split) => split !== null).length;
	if (heads < 2 || heads * 2 < texts.filter((cell) => cell !== undefined).length) return [...paragraphs];
	return paragraphs.flatMap((paragraph, index) => {
		const split = splits[index];
		if (split == null) return splits[index + 1] == null || !isDates(paragraph) ? [paragraph] : [];
		const cell = texts[index] as Cell;
		const dated = paragraph.cells.length > 1 ? paragraph : (paragraphs[index - 1] as Paragraph);
		const cells = [dated.cells[0] as Cell, { ...cell, text: split.head }];
		return [
			{ ...dated, cells, text: cells.map(({ text }) => text).join("\t") },
			{ ...paragraph, cells: [{ ...cell, text: split.text }], text: split.text, bullet: true },
		];
	});
}
