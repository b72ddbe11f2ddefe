import { covers } from "../dates/covers.ts";
import type { DateSpan } from "../dates/ranges.ts";
import type { Anchor } from "./anchors.ts";
import type { Marked } from "./header-lines.ts";

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
