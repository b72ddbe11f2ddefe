import { fold } from "../../analysis/fold.ts";
import { isHalfOpenRange, isOnlyDates } from "../dates/ranges.ts";
import { isTown } from "../fields/known-cities.ts";
import { SCHOOL_WORD } from "../fields/words.ts";
import { isAside } from "./columns.ts";
import { joinText } from "./hyphens.ts";
import type { Cell } from "./line.ts";
import type { Row } from "./place-items.ts";
import { endsRange } from "./side-cells.ts";

/**
 * Dates, the head of an entry and its text (or its employer) in three columns, each of which wraps by itself. Read line by line,
 * half of a name would stand behind half of a sentence: each entry is read column by column.
 */

const ALIGNED = 3;
/** Widest room between two columns that belongs to neither, in sizes of the type. */
const GUTTER = 3;
/** The third column holds text, not names, when it has so many letters for each of the second, or where that has a title and an employer. */
const TEXT = 1.5;

interface Columns {
	readonly head: number;
	readonly text: number;
}

const isAt = (cell: Cell | undefined, x: number): boolean => cell !== undefined && Math.abs(cell.x - x) <= ALIGNED;
/** Not the month that a form has in a column of its own. */
const isWords = (cell: Cell | undefined): boolean => cell !== undefined && /\p{L}{2}/u.test(cell.text);
const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

const cellsAt = (rows: readonly Row[], x: number): Cell[] =>
	rows.flatMap(({ cells }) => cells.filter((cell) => isAt(cell, x)));

const isDated = ({ cells: [first, ...rest], bullet }: Row): boolean =>
	!bullet && rest.length > 0 && first !== undefined && (isOnlyDates(first.text) || isHalfOpenRange(first.text));

/** Where the second and the third column begin; null unless most entries have three. */
function columnsOf(rows: readonly Row[]): Columns | null {
	const dated = rows.filter(isDated);
	const head = middle(dated.map((row) => row.cells[1]?.x ?? 0));
	const text = middle(dated.map((row) => row.cells[2]?.x ?? 0));
	const whole = dated.filter(
		({ cells }) => cells.length === 3 && isAt(cells[1], head) && isAt(cells[2], text) && isWords(cells[1]),
	);
	return whole.length >= 2 && whole.length * 2 >= dated.length ? { head, text } : null;
}

/** The dates of an entry, the end of their range below its beginning. */
const datesOf = (group: readonly Row[]): Cell => {
	const [first, ...more] = cellsAt(group, group[0]?.cells[0]?.x ?? 0) as [Cell, ...Cell[]];
	return { ...first, text: [first, ...more].map((cell) => cell.text).join(" ") };
};

/** The line has nothing but further lines of the entry's columns. */
function wraps({ cells, bullet }: Row, group: readonly Row[], { head, text }: Columns): boolean {
	const dates = datesOf(group);
	const isFurther = (cell: Cell): boolean =>
		isAt(cell, head) || isAt(cell, text) || (isAt(cell, dates.x) && endsRange(dates.text, cell.text));
	return !bullet && cells.every(isFurther);
}

/** An employer or a town may be longer than a title, and is no text for that. */
const isShort = ({ text }: Cell): boolean => text.split(/\s+/).length <= 5 && !/[.;]$/u.test(text);

/** "College" is a town, too. */
const namesTown = (text: string): boolean => isTown(text) && !SCHOOL_WORD.test(fold(text));

/** Whether a cell goes on below because its column ended there. */
function goesOn(cell: Cell, next: Cell, edge: number): boolean {
	if (cell.font !== next.font || Math.abs(cell.size - next.size) > 0.2 || isOnlyDates(next.text)) return false;
	// Where it is stands below the name of an employer or a school.
	if ((isAside(next.text) || namesTown(next.text)) && !/\s\p{Ll}{1,3}$/u.test(cell.text)) return false;
	const letter = (cell.right - cell.x) / Math.max(cell.text.length, 1);
	const word = ((next.text.split(/\s/, 1)[0]?.length ?? 0) + 1) * letter;
	return cell.right + word > edge || /[,&]$/u.test(cell.text);
}

function joined(cells: readonly Cell[], edge: number): Cell[] {
	const lines: Cell[] = [];
	for (const [index, cell] of cells.entries()) {
		const [last, before] = [lines.at(-1), cells[index - 1]];
		if (last !== undefined && before !== undefined && goesOn(before, cell, edge))
			lines[lines.length - 1] = {
				...last,
				text: joinText(last.text, cell.text),
				right: Math.max(last.right, cell.right),
			};
		else lines.push(cell);
	}
	return lines;
}

const letters = (cells: readonly Cell[]): number => cells.reduce((sum, cell) => sum + cell.text.length, 0);

/** One entry: its first line, the head's other lines, the text. */
function unrolled(group: readonly Row[], columns: Columns, edge: number, isText: boolean): Row[] {
	const [first] = group as [Row];
	const [head, ...more] = joined(cellsAt(group, columns.head), edge);
	const texts = cellsAt(group, columns.text);
	const [beside, ...below] = isText ? [] : joined(texts, Number.NEGATIVE_INFINITY);
	const line = (cell: Cell): Row => {
		const row = group.find(({ cells }) =>
			cells.some((other) => other.x === cell.x && cell.text.startsWith(other.text)),
		);
		return { ...(row ?? first), cells: [cell], bullet: cell.bullet === true, gap: 1 };
	};
	const lead = [datesOf(group), head, beside].filter((cell) => cell !== undefined);
	return [{ ...first, cells: lead }, ...[...more, ...below, ...(isText ? texts : [])].map(line)];
}

/** Rows in which such entries, if there are any, are read column by column. */
export function unrollEntries(rows: readonly Row[]): Row[] {
	const columns = columnsOf(rows);
	if (columns === null) return [...rows];
	const isEntry = (row: Row | undefined): boolean =>
		row !== undefined && isDated(row) && row.cells.length === 3 && isAt(row.cells[1], columns.head);
	const groups: Row[][] = [];
	for (const row of rows) {
		const open = groups.at(-1);
		if (open !== undefined && isEntry(open[0]) && wraps(row, open, columns)) open.push(row);
		else groups.push([row]);
	}
	const entries = groups.filter((group) => isEntry(group[0]));
	if (entries.every((group) => group.length === 1)) return [...rows];
	const [heads, texts] = [cellsAt(entries.flat(), columns.head), cellsAt(entries.flat(), columns.text)];
	const size = middle(heads.map((cell) => cell.size));
	const edge = Math.max(...heads.map((cell) => cell.right), columns.text - GUTTER * size);
	const twoLines = entries.filter((group) => joined(cellsAt(group, columns.head), edge).length > 1);
	const isText =
		twoLines.length * 2 >= entries.length || (letters(texts) > TEXT * letters(heads) && !texts.every(isShort));
	return groups.flatMap((group) => (isEntry(group[0]) ? unrolled(group, columns, edge, isText) : group));
}
