import { isOnlyDates, isWholeRange } from "../dates/ranges.ts";
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

/** Names of columns that are centred stand over values that are not. */
function isCentred(head: Row, first: Row | undefined): first is Row {
	if (first?.cells.length !== head.cells.length || first.bullet) return false;
	const edges = first.cells.map(({ x }) => x);
	const isOver = head.cells.every(
		({ x, right }, at) => x >= (edges[at] as number) - ALIGNED && right <= (edges[at + 1] ?? right) + ALIGNED,
	);
	return isOver && head.cells.some(({ x }, at) => x - (edges[at] as number) > ALIGNED);
}

/** Column that a cell lies in, whatever its place there: the last one that begins left of it. */
const columnAround = (cell: Cell, edges: readonly number[]): number =>
	edges.findLastIndex((edge) => edge <= cell.x + ALIGNED);

const fits = (row: Row, edges: readonly number[]): boolean => {
	const columns = row.cells.map((cell) => columnAround(cell, edges));
	return (
		new Set(columns).size === columns.length &&
		row.cells.every((cell, at) => {
			const column = columns[at] as number;
			return column >= 0 && cell.right <= (edges[column + 1] ?? cell.right) + ALIGNED;
		})
	);
};

/** Lines of one row of a table stand this much closer than two rows, in parts of their distance. */
const CLOSER = 0.85;
/** Rows stand no further apart than this, in distances of lines. */
const FURTHEST = 3;

/** A cell moved to where its column begins; a dash at its front, which looked like a bullet, ends a range. */
function inColumn(cell: Cell, edges: readonly number[], above: Row | undefined): Cell {
	const x = edges[columnAround(cell, edges)] as number;
	const known = above?.cells.find((other) => other.x === x)?.text ?? "";
	const dash = cell.bullet === true && isOnlyDates(known) && !isWholeRange(known) ? "– " : "";
	return { ...cell, x, text: dash + cell.text };
}

/**
 * Rows of a table whose head is centred, each as one line: lines that stand closer together than the rows do.
 * @returns the rows, and how many lines they took
 */
function centredRows(head: Row, lines: readonly Row[]): { rows: Row[]; taken: number } {
	const edges = (lines[0] as Row).cells.map(({ x }) => x);
	const end = lines.findIndex((line) => line.page !== head.page || !fits(line, edges));
	const within = lines.slice(0, end < 0 ? lines.length : end);
	const gaps = within.slice(1).map((line, at) => line.y - (within[at] as Row).y);
	const far = gaps.findIndex((gap) => gap > FURTHEST * Math.min(...gaps));
	const table = far < 0 ? within : within.slice(0, far + 1);
	const inside = gaps.slice(0, table.length - 1);
	// Of a table of one row the distance to the head tells; what has all of its cells is a row in any case.
	const isEven = Math.max(...inside) * CLOSER < Math.min(...inside);
	const widest = Math.max(...inside, ...(isEven ? [(lines[0] as Row).y - head.y] : []));
	const rows: Row[] = [];
	for (const [at, line] of table.entries()) {
		const last = rows.at(-1);
		const isWhole = isEven && line.cells.length === head.cells.length;
		const isFurther = last !== undefined && !isWhole && (gaps[at - 1] as number) < widest * CLOSER;
		const cells = line.cells.map((cell) => inColumn(cell, edges, isFurther ? last : undefined));
		const row = { ...line, cells, bullet: isFurther ? false : line.bullet };
		if (isFurther) rows[rows.length - 1] = withLine(last, row, edges);
		else rows.push(row);
	}
	const named = { ...head, cells: head.cells.map((cell, at) => ({ ...cell, x: edges[at] as number })) };
	return { rows: [named, ...rows], taken: table.length };
}

/** Rows in which those of such tables are whole. */
export function joinTableRows(rows: readonly Row[]): Row[] {
	const joined: Row[] = [];
	let edges: readonly number[] | null = null;
	let done = 0;
	for (const [at, row] of rows.entries()) {
		if (at < done) continue;
		if (isTableHead(row.cells.map(({ text }) => text)) && isCentred(row, rows[at + 1])) {
			const table = centredRows(row, rows.slice(at + 1));
			joined.push(...table.rows);
			done = at + 1 + table.taken;
			edges = null;
			continue;
		}
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
