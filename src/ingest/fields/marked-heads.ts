import { isOnlyDates } from "../dates/ranges.ts";
import type { Paragraph } from "../layout/paragraphs.ts";

/**
 * A bullet beside dates begins the text of an entry, unless the section begins with one and has no other bullets: then it marks the
 * entries themselves.
 */

const isMarkedHead = ({ cells: [dates, head, ...rest] }: Paragraph): boolean =>
	dates !== undefined && head?.bullet === true && rest.length === 0 && isOnlyDates(dates.text);

/** Paragraphs of a section, those that head its entries without their bullets. */
export function unmarkHeads(paragraphs: readonly Paragraph[]): Paragraph[] {
	const [first] = paragraphs;
	if (first === undefined || !isMarkedHead(first) || paragraphs.some(({ bullet }) => bullet)) return [...paragraphs];
	return paragraphs.map((paragraph) => {
		const [dates, head] = paragraph.cells;
		if (dates === undefined || head === undefined || !isMarkedHead(paragraph)) return paragraph;
		return { ...paragraph, cells: [dates, { ...head, bullet: false }] };
	});
}
