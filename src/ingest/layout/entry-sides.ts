import { dateSpans, isOnlyDates, isWholeRange } from "../dates/ranges.ts";
import { matchHeading } from "../sections/match-heading.ts";
import { joinText } from "./hyphens.ts";
import type { Cell } from "./line.ts";
import type { Row } from "./place-items.ts";

/**
 * What an entry is and, below it, its dates in a narrow column, beside its employer or its text: two texts that begin on one line, so that
 * they are no two columns of the page. Each entry is read by itself: its left lines, then its right ones as if they stood below.
 */

const ALIGNED = 3;
/** Distance of two lines of one entry, in sizes of the type. */
const LINE = 2;
/** Room above an entry, in sizes of the type. */
const APART = 1.7;
/** Lines of the left side that may stand over the dates. */
const MOST_LINES = 5;
/** Entries from which on it is no chance that both sides begin together. */
const LEAST_ENTRIES = 2;

const isDates = ({ text }: Cell): boolean => isOnlyDates(text) && isWholeRange(text);
const isHeading = ({ text }: Cell): boolean => matchHeading(text)?.exact === true;

const sizeOf = ({ cells }: Row): number => cells[0]?.size ?? 0;
const isNear = (above: Row | undefined, below: Row, lines: number): boolean =>
	above !== undefined &&
	above.page === below.page &&
	below.y - above.y <= lines * Math.max(sizeOf(above), sizeOf(below));

/** In the column of the dates, be it set flush left or flush right. */
const isOver = (cell: Cell, dates: Cell): boolean =>
	(Math.abs(cell.x - dates.x) < ALIGNED || Math.abs(cell.right - dates.right) < ALIGNED) &&
	!isHeading(cell) &&
	dateSpans(cell.text).length === 0;

/** Rows from and to (exclusive) of an entry, and where its right side begins. */
interface Entry {
	readonly from: number;
	readonly to: number;
	readonly x: number;
}

/** The row in which both sides of the entry with these dates begin; -1 where they do not begin together. */
function beginOf(rows: readonly Row[], at: number, dates: Cell): number {
	let [from, last] = [at, at];
	for (let above = at - 1; above >= 0 && at - above <= MOST_LINES; above -= 1) {
		const row = rows[above] as Row;
		const [first] = row.cells;
		if (first === undefined || !isNear(row, rows[last] as Row, LINE)) break;
		if (isOver(first, dates)) from = above;
		else if (first.x < dates.right) break;
		last = above;
	}
	const row = rows[from] as Row;
	return from < at && row.cells.length > 1 && !isNear(rows[from - 1], row, APART) ? from : -1;
}

/** Further lines of the right side, up to the next entry. */
function endOf(rows: readonly Row[], at: number, x: number): number {
	const goesOn = ({ cells }: Row): boolean => cells.every((cell) => cell.x >= x - ALIGNED && !isHeading(cell));
	const end = rows.findIndex((row, index) => index > at && !goesOn(row));
	return end < 0 ? rows.length : end;
}

function entryOf(rows: readonly Row[], at: number): Entry | null {
	const dates = rows[at]?.cells[0];
	if (dates === undefined || !isDates(dates)) return null;
	const from = beginOf(rows, at, dates);
	const x = rows[from]?.cells[1]?.x;
	if (x === undefined || x < dates.right) return null;
	const to = endOf(rows, at, x);
	const dated = rows.slice(from, to).some(({ cells }) => cells.some((cell) => cell.x >= x && isOnlyDates(cell.text)));
	return dated ? null : { from, to, x };
}

const widthOf = (cell: Cell): number => cell.right - cell.x;

/** Whether a line goes on below because its column ended there. */
function goesOn(cell: Cell, next: Cell, width: number): boolean {
	if (cell.font !== next.font || Math.abs(cell.size - next.size) > 0.2) return false;
	const letter = widthOf(cell) / Math.max(cell.text.length, 1);
	return widthOf(cell) + ((next.text.split(/\s/, 1)[0]?.length ?? 0) + 1) * letter > width;
}

function joined(lines: readonly Row[], width: number): Row[] {
	const read: Row[] = [];
	for (const [index, row] of lines.entries()) {
		const [above, before] = [read.at(-1), lines[index - 1]?.cells[0]];
		const [first] = row.cells as [Cell];
		const [known] = above?.cells ?? [];
		if (above !== undefined && known !== undefined && before !== undefined && goesOn(before, first, width))
			read[read.length - 1] = { ...above, cells: [{ ...known, text: joinText(known.text, first.text) }] };
		else read.push(row);
	}
	return read;
}

/** Cells of one side, line by line. */
const sideOf = (rows: readonly Row[], isIn: (cell: Cell) => boolean): Row[] =>
	rows.flatMap((row) => {
		const cells = row.cells.filter(isIn);
		return cells.length === 0 ? [] : [{ ...row, cells, bullet: cells[0]?.bullet === true }];
	});

/** How wide the left sides of all entries are, and where they begin. */
interface LeftSide {
	readonly width: number;
	readonly edge: number;
}

function leftSide(rows: readonly Row[], entries: readonly Entry[]): LeftSide {
	const cells = entries.flatMap(({ from, to, x }) =>
		rows.slice(from, to).flatMap((row) => row.cells.filter((cell) => cell.x < x - ALIGNED)),
	);
	return { width: Math.max(...cells.map(widthOf)), edge: Math.min(...cells.map((cell) => cell.x)) };
}

/** A side as if it began at one edge. */
const movedTo = (rows: readonly Row[], x: number, shiftOf: (row: Row) => number): Row[] =>
	rows.map((row) => {
		const shift = shiftOf(row) - x;
		return { ...row, cells: row.cells.map((cell) => ({ ...cell, x: cell.x - shift, right: cell.right - shift })) };
	});

function sideBySide(rows: readonly Row[], x: number, { width, edge }: LeftSide): Row[] {
	const left = sideOf(rows, (cell) => cell.x < x - ALIGNED).map((row) => ({ ...row, bullet: false }));
	const right = sideOf(rows, (cell) => cell.x >= x - ALIGNED).map((row, at) => (at === 0 ? { ...row, gap: 1 } : row));
	return [
		...movedTo(joined(left, width), edge, ({ cells: [first] }) => first?.x ?? edge),
		...movedTo(right, edge, () => x),
	];
}

/** Rows in which the entries that are set so, if there are any, stand one side after the other. */
export function unrollSides(rows: readonly Row[]): Row[] {
	const entries = rows.map((_, at) => entryOf(rows, at)).filter((entry) => entry !== null);
	const dated = rows.filter(({ cells: [first] }) => first !== undefined && isDates(first)).length;
	if (entries.length < LEAST_ENTRIES || entries.length * 2 < dated) return [...rows];
	const left = leftSide(rows, entries);
	const read: Row[] = [];
	let done = 0;
	for (const { from, to, x } of entries.filter((entry, index) => entry.from >= (entries[index - 1]?.to ?? 0))) {
		read.push(...rows.slice(done, from), ...sideBySide(rows.slice(from, to), x, left));
		done = to;
	}
	return [...read, ...rows.slice(done)];
}
