import { dateSpans } from "../dates/ranges.ts";
import type { Paragraph } from "../layout/paragraphs.ts";
import { tellsDeed } from "./deeds.ts";

/** "Pastry Chef, Fairmont Pacific Rim, Vancouver, BC. October 2020 to present. Lead team of four.": header, dates and text of an entry as sentences. */

const MOST_WORDS = 14;
const NAMES = /^\p{Lu}[^\d!?:;]*,\s[^\d!?:;]*\.\s*$/u;
const GOES_ON = /^(?:\.?\s*$|\.\s+(?=\p{Lu}))/u;

/** Where the dates of such an entry stand in a text; null where it is none. */
export function datesOfHead(text: string): { readonly from: number; readonly to: number } | null {
	const span = dateSpans(text).find(({ isRange }) => isRange);
	if (span === undefined) return null;
	const head = text.slice(0, span.from);
	const names = NAMES.test(head) && head.trim().split(/\s+/).length <= MOST_WORDS && !tellsDeed(head);
	return names && GOES_ON.test(text.slice(span.to)) ? span : null;
}

/** Such paragraphs as a header with its dates in a cell of their own, and the text below it. */
export const splitDottedHeads = (paragraphs: readonly Paragraph[]): Paragraph[] =>
	paragraphs.flatMap((paragraph) => {
		const { text, bullet, cells } = paragraph;
		const [cell] = cells;
		const dates = cell === undefined || cells.length > 1 || bullet ? null : datesOfHead(text);
		if (cell === undefined || dates === null) return [paragraph];
		const head = text.slice(0, dates.from).trim().replace(/\.$/u, "");
		const parts = [head, text.slice(dates.from, dates.to)].map((part) => ({ ...cell, text: part }));
		const rest = text.slice(dates.to).replace(/^\.\s*/u, "");
		const header = { ...paragraph, cells: parts, text: parts.map((part) => part.text).join("\t") };
		return rest === ""
			? [header]
			: [header, { ...paragraph, cells: [{ ...cell, text: rest }], text: rest, bullet: true }];
	});
