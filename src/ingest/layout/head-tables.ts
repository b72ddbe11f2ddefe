import { type EntryField, entryField } from "../fields/entry-labels.ts";
import { joinText } from "./hyphens.ts";
import type { Cell } from "./line.ts";
import type { Row } from "./place-items.ts";
import { endsRange } from "./side-cells.ts";

/** Tables with a head, "Period | Employer | Post | Duties", whose cells each wrap by themselves: every row becomes one line. */

const ALIGNED = 3;
/** Columns whose values an entry is made of. */
export const NAMING: ReadonlySet<EntryField | null> = new Set(["employer", "title", "school", "degree"]);

/** True for texts that name the columns of such a table. */
export function isTableHead(texts: readonly string[]): boolean {
	if (texts.length < 3) return false;
	const fields = texts.map((text) => entryField(text));
	return (
		fields.filter((field) => field !== null).length >= fields.length - 1 && fields.some((field) => NAMING.has(field))
	);
}

/** Column of a cell by where it begins; -1 for none. */
const columnOf = (cell: Cell, edges: readonly number[]): number =>
	edges.findIndex((edge) => Math.abs(edge - cell.x) <= ALIGNED);

/** A further line of the row above: in its first column nothing, or the end of the dates that began there. */
const wraps = ({ cells, bullet }: Row, above: Row | undefined, edges: readonly number[]): boolean =>
	above !== undefined &&
	!bullet &&
	cells.every((cell) => columnOf(cell, edges) > 0 || endsRange(above.cells[0]?.text ?? "", cell.text));

function withLine(row: Row, further: Row, edges: readonly number[]): Row {
	const cells = [...row.cells];
	for (const cell of further.cells) {
		const column = columnOf(cell, edges);
		const at = cells.findIndex((known) => columnOf(known, edges) === column);
		const known = cells[at];
		if (known !== undefined) cells[at] = { ...known, text: joinText(known.text, cell.text) };
		else cells.splice(cells.filter((other) => columnOf(other, edges) < column).length, 0, cell);
	}
	return { ...row, cells };
}

/** Rows in which those of such tables are whole. */
export function joinTableRows(rows: readonly Row[]): Row[] {
	const joined: Row[] = [];
	let edges: readonly number[] | null = null;
	for (const row of rows) {
		if (isTableHead(row.cells.map(({ text }) => text))) edges = row.cells.map(({ x }) => x);
		else if (edges !== null && !row.cells.every((cell) => columnOf(cell, edges ?? []) >= 0)) edges = null;
		else if (edges !== null && wraps(row, joined.at(-1), edges)) {
			joined[joined.length - 1] = withLine(joined.at(-1) as Row, row, edges);
			continue;
		}
		joined.push(row);
	}
	return joined;
}
