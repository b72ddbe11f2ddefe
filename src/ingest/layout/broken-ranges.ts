import { dateSpans, isHalfOpenRange, isOnlyDates, isPresentWord, isWholeRange } from "../dates/ranges.ts";
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

/** A word that makes a month of a year behind it, which "Year" does not. */
const isMonth = (text: string): boolean =>
	!/\d/.test(text) && isOnlyDates(`${text} 2000`) && /^2000-\d/.test(dateSpans(`${text} 2000`)[0]?.end ?? "");

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
function below(rows: readonly Row[], { row: from, cell }: Piece, most = LINE): Piece | undefined {
	const start = rows[from] as Row;
	for (let at = from + 1; at < rows.length; at += 1) {
		const row = rows[at] as Row;
		if (row.page !== start.page || row.y - start.y > most * cell.size) return undefined;
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
		if (isComplete(textOf(pieces)) || isMonthAndYear(pieces)) return pieces;
	}
	return [];
}

/** The beginning and the end of a range that stand in lines of their own, without the dash between them or with it on a third. */
const STACKED = 3;
/** The only date of a text: "2018-06", or nothing. */
const dateOf = (text: string): string | undefined => {
	const [span, ...more] = dateSpans(text);
	return span === undefined || span.isRange || more.length > 0 || !isOnlyDates(text)
		? undefined
		: (span.end ?? span.start);
};

function stackedFrom(rows: readonly Row[], first: Piece): Piece[] {
	const start = rows[first.row]?.cells.length === 1 ? dateOf(first.cell.text) : undefined;
	// Years alone are those of two entries.
	if (start?.includes("-") !== true) return [];
	const next = below(rows, first, STACKED);
	if (next === undefined || Math.abs(middleOf(first.cell) - middleOf(next.cell)) > first.cell.size) return [];
	const { text } = next.cell;
	const end = rows[next.row]?.cells.length === 1 ? dateOf(text) : undefined;
	if (!isPresentWord(text) && (end === undefined || end <= start)) return [];
	return [first, next];
}

const middleOf = (cell: Cell): number => (cell.x + cell.right) / 2;

/** "junio" and, under it, "2008": a date and no range. */
const isMonthAndYear = ([first, second, ...more]: readonly Piece[]): boolean =>
	more.length === 0 && isMonth(first?.cell.text ?? "") && /^(?:19|20)\d{2}$/.test(second?.cell.text ?? "");

const textOf = (pieces: readonly Piece[], between = " "): string => pieces.map(({ cell }) => cell.text).join(between);

/** Rows in which every range is one cell. */
export function joinBrokenRanges(given: readonly Row[]): Row[] {
	const rows = given.map(joinMonths);
	const taken = new Set<Cell>();
	const whole = new Map<Cell, Cell>();
	for (const [at, row] of rows.entries())
		for (const cell of row.cells) {
			if (taken.has(cell) || !begins(cell)) continue;
			const broken = piecesFrom(rows, { row: at, cell });
			const pieces = broken.length > 0 ? broken : stackedFrom(rows, { row: at, cell });
			if (pieces.length === 0) continue;
			for (const piece of pieces.slice(1)) taken.add(piece.cell);
			const { styles: _, ...plain } = cell;
			whole.set(cell, { ...plain, text: broken.length > 0 ? textOf(pieces) : textOf(pieces, " – ") });
		}
	if (whole.size === 0) return rows;
	return rows.flatMap((row) => {
		const cells = row.cells.filter((cell) => !taken.has(cell)).map((cell) => whole.get(cell) ?? cell);
		return cells.length === 0 ? [] : [{ ...row, cells, bullet: cells[0]?.bullet === true }];
	});
}
