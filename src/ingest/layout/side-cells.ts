import { dateSpans, isBackwards, isDuration, isHalfOpenRange, isOnlyDates, isWholeRange } from "../dates/ranges.ts";
import { isTown } from "../fields/known-cities.ts";
import { matchHeading } from "../sections/match-heading.ts";
import { isAside } from "./columns.ts";
import { isRangeSign } from "./glyphs.ts";
import { joinText } from "./hyphens.ts";
import type { Cell } from "./line.ts";
import type { Row } from "./place-items.ts";

/**
 * Dates and places in a side column belong to the entry beside which they begin, though their second and third
 * line stand beside bullets. They are lifted to the first line of the entry.
 */

type Loose = Omit<Row, "cells"> & { cells: Cell[] };

const isDated = (text: string): boolean => isOnlyDates(text) || isHalfOpenRange(text);

/** "2024 – à ce" and "jour", "August 2024 – July" and "2026": a range that only the next line ends. */
export function endsRange(above: string, text: string): boolean {
	// "3 Jahre und 9 Monate," and what they are counted from.
	if (/,\s*$/u.test(above) && isDuration(above)) return isWholeRange(text);
	if (isRangeSign(text)) return isOnlyDates(above) && !isWholeRange(above) && !isHalfOpenRange(above);
	if (isHalfOpenRange(above))
		return isAside(text) && !isWholeRange(text) && !dateSpans(`${above} ${text}`).some(isBackwards);
	return !isWholeRange(above) && dateSpans(above).length > 0 && isWholeRange(`${above} ${text}`);
}

/**
 * Joins a range that was broken over two lines of a narrow column.
 * @param before the cell goes before the first of the row that begins here or further right, if one does
 */
function addCell(row: Loose, cell: Cell, before: number): void {
	const under = (known: Cell): boolean =>
		Math.abs(known.x - cell.x) < 12 ||
		Math.abs(known.right - cell.right) < 12 ||
		Math.abs(known.x + known.right - cell.x - cell.right) < 24;
	const index = row.cells.findIndex((known) => under(known) && endsRange(known.text, cell.text));
	const known = row.cells[index];
	if (known !== undefined) {
		row.cells[index] = { ...known, text: `${known.text} ${cell.text}` };
		return;
	}
	const at = row.cells.findIndex((other) => other.x >= before);
	row.cells.splice(at < 0 ? row.cells.length : at, 0, cell);
}

/** The nearest line above, in the same entry, that is not a bullet and not itself only a side cell. */
function entryLine(rows: readonly Loose[], mainLeft: number): Loose | undefined {
	for (let back = rows.length - 1; back >= Math.max(0, rows.length - 5); back -= 1) {
		const row = rows[back] as Loose;
		const bare = row.cells.length === 1 && matchHeading(row.cells[0]?.text ?? "")?.exact === true;
		if (bare) return undefined;
		if (!row.bullet && row.cells.some((cell) => cell.x < mainLeft + 2 || row.cells.length > 1)) return row;
	}
	return undefined;
}

/** Text this far right of the left edge, in points, stands under an entry, with a bullet or without. */
const INDENT = 5;
const ALIGNED = 3;
/** Where the text of a row begins: behind the name of a section that stands left of it. */
function edgeOf({ cells: [first, second] }: Loose): number {
	const named = second !== undefined && matchHeading(first?.text ?? "")?.exact === true;
	return (named ? second.x : first?.x) ?? 0;
}
const hasDate = (row: Loose): boolean => row.cells.some((cell) => isOnlyDates(cell.text));

/** Under the text of an entry; labels that are set flush right, and what they name, begin no deeper than those above. */
function isDeeper([first, second]: readonly Cell[], entry: Loose): boolean {
	const [above, beside] = entry.cells;
	if (first === undefined || above === undefined || first.x <= edgeOf(entry) + INDENT) return false;
	const flush = Math.abs(first.right - above.right) < ALIGNED;
	const apart = second !== undefined && beside !== undefined && Math.abs(second.x - beside.x) >= ALIGNED;
	return !flush || apart;
}

/** The right column: the last cell of a bullet line, set well apart. */
function liftRight(rows: readonly Row[]): Loose[] {
	const lifted: Loose[] = [];
	const right = middleOf(rows);
	const left = leftOf(rows);
	let over: Row | null = null;
	for (const [at, row] of rows.entries()) {
		if (over === null && row.cells.length === 1 && (row.cells[0]?.x ?? 0) > right && isOverLine(rows, at)) {
			over = row;
			continue;
		}
		if (over !== null && !isHeadingRow(row)) {
			lifted.push({ ...row, cells: [...row.cells, ...over.cells] });
			over = null;
			continue;
		}
		const copy: Loose = { ...row, cells: [...row.cells] };
		const last = copy.cells.at(-1);
		const before = copy.cells.at(-2);
		const apart = last !== undefined && before !== undefined && last.x - before.right > 1.1 * last.size;
		const alone = copy.cells.length === 1 && !copy.bullet && last !== undefined;
		const entry = apart || alone ? entryLine(lifted, left) : undefined;
		const deeper = entry !== undefined && isDeeper(copy.cells, entry);
		const target = alone || (apart && (copy.bullet || deeper)) ? entry : undefined;
		const among = alone && last !== undefined && last.x > right && sharesLine(rows, at);
		const inColumn =
			among ||
			(last !== undefined &&
				target?.cells
					// Behind dates at the left stands the text itself, which goes on below.
					.slice(isOnlyDates(target.cells[0]?.text ?? "") ? 2 : 1)
					.some((cell) => Math.abs(cell.right - last.right) < 4 || Math.abs(cell.x - last.x) < 4) === true);
		if (
			target !== undefined &&
			last !== undefined &&
			isAside(last.text) &&
			!(isWholeRange(last.text) && target.cells.some(({ text }) => isWholeRange(text))) &&
			(copy.bullet || (apart && deeper && !hasDate(target)) || inColumn)
		) {
			addCell(target, last, Number.POSITIVE_INFINITY);
			copy.cells.pop();
		}
		if (copy.cells.length > 0) lifted.push(copy);
	}
	return lifted;
}

/** Dates in smaller type than the first line of their entry, set a little higher than it, and well below the line above. */
function isOverLine(rows: readonly Row[], at: number): boolean {
	const row = rows[at] as Row;
	const [cell] = row.cells;
	const next = rows.slice(at + 1, at + 3).find((other) => !isHeadingRow(other));
	if (cell === undefined || next === undefined || next.bullet || !isDated(cell.text)) return false;
	const apart = (other: Row | undefined): number =>
		other === undefined || other.page !== row.page ? Number.POSITIVE_INFINITY : Math.abs(other.y - row.y);
	const near = apart(next) < SAME_LINE * cell.size && apart(rows[at - 1]) > OTHER_LINE * cell.size;
	return near && next.cells.every((other) => other.right < cell.x && !isDated(other.text));
}

/** Distance of two lines that stand beside each other, in sizes of the type. */
const SAME_LINE = 0.75;
/** From here on two lines are not neighbours. */
const OTHER_LINE = 1.6;

/** True for a cell that stands between two lines of text: its column has lines of its own. */
function sharesLine(rows: readonly Row[], at: number): boolean {
	const row = rows[at] as Row;
	const near = [rows[at - 1], rows[at + 1]].filter((other) => other !== undefined);
	return near.some(
		(other) => other.page === row.page && Math.abs(other.y - row.y) < SAME_LINE * (row.cells[0]?.size ?? 10),
	);
}

/** Half-way across the text. */
const middleOf = (rows: readonly Row[]): number =>
	(leftOf(rows) + rows.reduce((max, row) => Math.max(max, row.cells.at(-1)?.right ?? max), 0)) / 2;

const leftOf = (rows: readonly Row[]): number =>
	rows.reduce((min, row) => Math.min(min, row.cells[0]?.x ?? min), Number.POSITIVE_INFINITY);

/** Left edge of the main text, where a left column holds mostly dates; null where there is none. */
function mainLeft(rows: readonly Row[]): number | null {
	const dated = rows.filter((row) => row.cells.length > 1 && !row.bullet && isDated(row.cells[0]?.text ?? ""));
	const edges = dated.map((row) => row.cells[1]?.x ?? 0).toSorted((a, b) => a - b);
	const edge = edges[edges.length >> 1];
	return dated.length >= 2 && edge !== undefined ? edge : null;
}

const isHeadingRow = (row: Pick<Row, "cells">): boolean =>
	row.cells.length === 1 && matchHeading(row.cells[0]?.text ?? "")?.exact === true;

/** The dated line whose column a cell may stand in: the last one, unless a section or four lines lie between. */
function datedLine(lifted: readonly Loose[], main: number): Loose | undefined {
	const at = lifted.findLastIndex((known) => known.cells.length > 1 && (known.cells[0]?.right ?? main) < main);
	return at < 0 || lifted.length - at > 4 || lifted.slice(at).some(isHeadingRow) ? undefined : lifted[at];
}

const LONGEST_ASIDE = 40;

/** A short text exactly under the dates, with the text of the entry beside it: an employer or a place. */
function isUnderDates(cells: readonly Cell[], target: Loose, main: number): boolean {
	const [first, beside] = cells;
	const dates = target.cells[0];
	if (first === undefined || beside === undefined || dates === undefined) return false;
	const inColumn = Math.abs(first.x - dates.x) < 3 && Math.abs(beside.x - main) < 12;
	return inColumn && isDated(dates.text) && first.text.length <= LONGEST_ASIDE && /^\p{Lu}[^:：\d]*$/u.test(first.text);
}

/** The dates of another entry than the one above, which has its own. */
const beginsEntry = ({ cells: [cell, ...more] }: Loose, above: Loose): boolean =>
	cell !== undefined &&
	more.length === 0 &&
	isWholeRange(cell.text) &&
	above.cells.some(({ text }) => isWholeRange(text));

/** Text of the main column that stands a little below the dates, nearer than a line. */
const isBeside = (line: Loose, dates: Loose, main: number): boolean =>
	!line.bullet &&
	line.page === dates.page &&
	(line.cells[0]?.x ?? 0) >= main - 2 &&
	Math.abs(line.y - dates.y) < SAME_LINE * (line.cells[0]?.size ?? 10);

/** The last text under the dates, which its column broke: the next word had no room behind it. */
function wrapsAside({ cells }: Loose, next: Cell, edge: number): boolean {
	const last = cells.findLast((cell) => cell.aside === true);
	if (last === undefined || last.font !== next.font || isAside(last.text) || isDated(next.text) || isTown(next.text))
		return false;
	const word = ((next.text.split(/\s/, 1)[0]?.length ?? 0) + 1) * ((last.right - last.x) / last.text.length);
	return last.right + word > edge;
}

function continueAside(row: Loose, next: Cell): void {
	const at = row.cells.findLastIndex((cell) => cell.aside === true);
	const last = row.cells[at] as Cell;
	row.cells[at] = { ...last, text: joinText(last.text, next.text), right: next.right };
}

/** The left column: what stands left of the main text without being a date on a line of its own entry. */
function liftLeft(rows: readonly Loose[]): Loose[] {
	const main = mainLeft(rows);
	if (main === null) return [...rows];
	const edge = Math.max(
		...rows.flatMap(({ cells: [cell] }) => (cell !== undefined && cell.right < main - 2 ? [cell.right] : [])),
	);
	const lifted: Loose[] = [];
	for (const [at, row] of rows.entries()) {
		const first = row.cells[0];
		const inColumn = first !== undefined && first.right < main - 2;
		const target = datedLine(lifted, main);
		const below = rows[at + 1];
		if (target !== undefined && beginsEntry(row, target) && below !== undefined && isBeside(below, row, main)) {
			below.cells.unshift(...row.cells);
			continue;
		}
		const continues = endsRange(target?.cells[0]?.text ?? "", first?.text ?? "");
		const alone = row.cells.length === 1 || row.bullet || continues || !isDated(first?.text ?? "");
		const under = target !== undefined && isUnderDates(row.cells, target, main);
		const wraps = inColumn && target !== undefined && wrapsAside(target, first, edge);
		if (
			inColumn &&
			target !== undefined &&
			alone &&
			!isHeadingRow(row) &&
			!/\p{L},\s*$/u.test(first.text) &&
			(isAside(first.text) || continues || under || wraps)
		) {
			if (!continues && wraps) continueAside(target, first);
			else addCell(target, isDated(first.text) || continues ? first : { ...first, aside: true }, main - 2);
			const rest = row.cells.slice(1);
			if (rest.length > 0) lifted.push({ ...row, cells: rest, bullet: rest[0]?.bullet === true });
		} else lifted.push(row);
	}
	return lifted;
}

/** Rows with every side cell at the first line of its entry. */
export const liftSideCells = (rows: readonly Row[]): Row[] => withoutSigns(liftLeft(liftRight(rows)));

/** What stood between no dates is an ornament. */
function withoutSigns(rows: readonly Loose[]): Loose[] {
	const isSign = ({ text }: Cell): boolean => isRangeSign(text);
	return rows.flatMap((row) => {
		if (!row.cells.some(isSign)) return [row];
		const cells = row.cells.filter((cell) => !isSign(cell));
		return cells.length > 0 ? [{ ...row, cells }] : [];
	});
}
