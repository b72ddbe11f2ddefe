import { covers } from "../dates/covers.ts";
import type { DateSpan } from "../dates/ranges.ts";
import type { Anchor } from "./anchors.ts";
import type { Marked } from "./header-lines.ts";
import { ORGANISATION_CJK } from "./words.ts";

/** "◆ 2019 – now  Acme" over a table of what was done when: where the dates of all rows lie within those of the point above them, the points are what is dated. */
export function withoutRows(
	marked: readonly Marked[],
	plain: readonly Anchor[],
	points: readonly Anchor[],
): readonly Anchor[] {
	const above = ({ index }: Anchor): Anchor | undefined => points.findLast((point) => point.index < index);
	const rows = plain.filter((row) => above(row) !== undefined);
	const spanOf = (anchor: Anchor | undefined): DateSpan | null => marked[anchor?.index ?? -1]?.span ?? null;
	if (rows.length === 0 || !rows.every((row) => covers(spanOf(above(row)), spanOf(row)))) return plain;
	return [...plain.filter((row) => !rows.includes(row)), ...points];
}

/**
 * "2020年10月～現在 株式会社彩華" above a table of what was done in parts of these years: rows that all name a title are roles.
 * @param hasLead whether a line names a title
 */
export function withoutParts(
	marked: readonly Marked[],
	anchors: readonly Anchor[],
	hasLead: (line: Marked) => boolean,
): readonly Anchor[] {
	const groups: Anchor[][] = [];
	const lineOf = (anchor: Anchor | undefined) => (anchor === undefined ? undefined : marked[anchor.index]);
	for (const anchor of anchors) {
		const [whole, line] = [lineOf(groups.at(-1)?.[0]), lineOf(anchor)];
		const isPart = whole !== undefined && isEmployer(whole) && covers(whole.span, line?.span ?? null);
		if (isPart) groups.at(-1)?.push(anchor);
		else groups.push([anchor]);
	}
	const hasTitle = ({ index }: Anchor): boolean => {
		const below = marked[index + 1];
		const lines = [marked[index], below?.span === null && !below.paragraph.bullet ? below : undefined];
		return lines.some((line) => line !== undefined && hasLead(line));
	};
	return groups.flatMap(([whole, ...rows]) => {
		if (whole === undefined) return [];
		// One row of all the years is the role itself, whatever it is called.
		const isAll = rows.length === 1 && covers(lineOf(rows[0])?.span ?? null, lineOf(whole)?.span ?? null);
		const areRoles = rows.every(hasTitle) || (isAll && !hasLead(lineOf(whole) as Marked));
		return areRoles ? [whole, ...rows] : [whole];
	});
}

/** Lines below the dates of an entry that may still be of its header. */
const HEADER_LINES = 2;

/** "Stationsleitung (seit 01.01.2022), zuvor Pflegefachkraft" below "01.04.2018 – heute": since when a title was held heads no entry. */
export const withoutInnerDates = (marked: readonly Marked[]): readonly Marked[] =>
	marked.map((line, index) => {
		const [first, ...more] = line.rest;
		const { span } = line;
		if (span === null || first === undefined || more.length > 0 || line.paragraph.cells.length > 1) return line;
		const [before, behind] = [first.cell.text.slice(0, span.from), first.cell.text.slice(span.to)];
		const above = marked.slice(Math.max(0, index - HEADER_LINES), index);
		const dated = above.findLast((other) => other.span !== null && other.rest.length === 0);
		const isInner = dated !== undefined && /\p{L}/u.test(before) && /\p{L}/u.test(behind) && covers(dated.span, span);
		return isInner ? { ...line, span: null, rest: [{ ...first, text: before.trim() }] } : line;
	});

const isEmployer = ({ span, paragraph }: Marked): boolean =>
	span?.isRange === true && ORGANISATION_CJK.test(paragraph.text);
