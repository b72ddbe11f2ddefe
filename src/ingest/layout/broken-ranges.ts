import { isHalfOpenRange, isOnlyDates, isWholeRange } from "../dates/ranges.ts";
import type { Cell } from "./line.ts";
import type { Row } from "./place-items.ts";

/**
 * A narrow column breaks a range over two lines and more: "October", "2016–July", "2019". Its pieces become one cell, on the line where
 * the range begins, before anything asks what the columns of the page hold: beside a date stands its entry, beside half of one anything.
 */

/** A column in which ranges break is narrower than this, in characters. */
const LONGEST_PIECE = 24;
const MOST_PIECES = 4;
/** Distance of two lines of one cell, in sizes of the type. */
const LINE = 1.8;
const inColumn = (above: Cell, below: Cell): boolean => above.x < below.right && below.x < above.right;

const isMonth = (text: string): boolean => !/\d/.test(text) && isOnlyDates(`${text} 2000`);

/** From one end to the other, not "2012–". */
const isComplete = (text: string): boolean => isWholeRange(text) && !isHalfOpenRange(text);

/** Something that a range may begin with and does not end with. */
const begins = ({ text, bullet }: Cell): boolean =>
	bullet !== true && text.length <= LONGEST_PIECE && !isComplete(text) && (isMonth(text) || /^\P{N}*\d/u.test(text));

const YEAR_FIRST = /^(?:19|20)\d{2}(?!\d)\P{N}{0,12}$/u;
/** "Mar" and "2021–" that a justified line sets apart. */
function joinMonths(row: Row): Row {
	const cells: Cell[] = [];
	for (const cell of row.cells) {
		const before = cells.at(-1);
		if (before !== undefined && isMonth(before.text) && YEAR_FIRST.test(cell.text))
			cells[cells.length - 1] = { ...before, text: `${before.text} ${cell.text}`, right: cell.right };
		else cells.push(cell);
	}
	return cells.length === row.cells.length ? row : { ...row, cells };
}

interface Piece {
	readonly row: number;
	readonly cell: Cell;
}

/** The lines below a cell in its column. */
function below(rows: readonly Row[], { row: from, cell }: Piece): Piece | undefined {
	const start = rows[from] as Row;
	for (let at = from + 1; at < rows.length; at += 1) {
		const row = rows[at] as Row;
		if (row.page !== start.page || row.y - start.y > LINE * cell.size) return undefined;
		const found = row.cells.find((other) => inColumn(cell, other));
		if (found !== undefined) return found.text.length <= LONGEST_PIECE ? { row: at, cell: found } : undefined;
	}
	return undefined;
}

/** The pieces of the range that begins with a cell; empty where none does. */
function piecesFrom(rows: readonly Row[], first: Piece): Piece[] {
	const pieces = [first];
	while (pieces.length < MOST_PIECES) {
		const next = below(rows, pieces.at(-1) as Piece);
		if (next === undefined) return [];
		pieces.push(next);
		if (isComplete(textOf(pieces))) return pieces;
	}
	return [];
}

const textOf = (pieces: readonly Piece[]): string => pieces.map(({ cell }) => cell.text).join(" ");

/** Rows in which every range is one cell. */
export function joinBrokenRanges(given: readonly Row[]): Row[] {
	const rows = given.map(joinMonths);
	const taken = new Set<Cell>();
	const whole = new Map<Cell, Cell>();
	for (const [at, row] of rows.entries())
		for (const cell of row.cells) {
			if (taken.has(cell) || !begins(cell)) continue;
			const pieces = piecesFrom(rows, { row: at, cell });
			if (pieces.length === 0) continue;
			for (const piece of pieces.slice(1)) taken.add(piece.cell);
			const { styles: _, ...plain } = cell;
			whole.set(cell, { ...plain, text: textOf(pieces) });
		}
	if (whole.size === 0) return rows;
	return rows.flatMap((row) => {
		const cells = row.cells.filter((cell) => !taken.has(cell)).map((cell) => whole.get(cell) ?? cell);
		return cells.length === 0 ? [] : [{ ...row, cells, bullet: cells[0]?.bullet === true }];
	});
}
