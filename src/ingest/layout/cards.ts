import { dateSpans, isOnlyDates } from "../dates/ranges.ts";
import { matchHeading } from "../sections/match-heading.ts";
import type { Cell } from "./line.ts";
import type { Row } from "./place-items.ts";

/** Entries set side by side as cards: two lines of dates on one baseline tell them. Each card is read by itself, row by row of cards. */

const ALIGNED = 3;
/** Where a card begins there is so much more room above than between its lines, in lines. */
const APART = 0.3;

const isRange = ({ text }: Cell): boolean => dateSpans(text).some((span) => span.isRange);
const isDates = (cell: Cell): boolean => isRange(cell) || isOnlyDates(cell.text);
const isHeading = ({ cells }: Row): boolean => cells.length === 1 && matchHeading(cells[0]?.text ?? "")?.exact === true;

/** One date for each card, and nothing else. */
const isDatesRow = ({ cells }: Row): boolean => cells.length > 1 && cells.every(isDates);

/** Which card a cell stands in; -1 where it begins in none. */
const cardOf = (cell: Cell, edges: readonly number[]): number =>
	edges.findLastIndex((edge) => cell.x >= edge - ALIGNED);

/** Every cell keeps within its card. */
const fits = (row: Row, edges: readonly number[]): boolean =>
	row.cells.every((cell) => {
		const at = cardOf(cell, edges);
		const next = edges[at + 1];
		return at >= 0 && (next === undefined || cell.right < next - ALIGNED);
	});

const beginsAll = (row: Row, edges: readonly number[]): boolean =>
	row.cells.length === edges.length &&
	row.cells.every((cell, at) => Math.abs(cell.x - (edges[at] as number)) <= ALIGNED);

/** Rows from and to (exclusive) of the cards around some dates: up to a name of a section, or a line over the whole width. */
function around(rows: readonly Row[], at: number, edges: readonly number[]): readonly [number, number] {
	const within = (row: Row | undefined): boolean => row !== undefined && !isHeading(row) && fits(row, edges);
	let [from, to] = [at, at + 1];
	while (within(rows[from - 1])) from -= 1;
	while (within(rows[to])) to += 1;
	while (from < at && !beginsAll(rows[from] as Row, edges)) from += 1;
	return [from, to];
}

const roomAbove = (rows: readonly Row[], at: number): number => (rows[at]?.y ?? 0) - (rows[at - 1]?.y ?? 0);

/** Where each row of cards begins: between two rows of dates, below the widest room. */
function bandsOf(rows: readonly Row[]): number[] {
	const dated = rows.flatMap((row, at) => (isDatesRow(row) ? [at] : []));
	const starts = dated.slice(1).map((to, index) => {
		const from = (dated[index] as number) + 1;
		const between = Array.from({ length: to - from + 1 }, (_, offset) => from + offset);
		return between.reduce(
			(best, at) => (roomAbove(rows, at) > roomAbove(rows, best) + APART ? at : best),
			between[0] as number,
		);
	});
	return [0, ...starts];
}

/** Cells of one card, as if it stood in the first column. */
function cardRows(band: readonly Row[], card: number, edges: readonly number[]): Row[] {
	const shift = (edges[card] as number) - (edges[0] as number);
	return band.flatMap((row) => {
		const cells = row.cells
			.filter((cell) => cardOf(cell, edges) === card)
			.map((cell) => ({ ...cell, x: cell.x - shift, right: cell.right - shift }));
		return cells.length === 0 ? [] : [{ ...row, cells, bullet: cells[0]?.bullet === true }];
	});
}

/** Room above a card that another stood beside, in lines. */
const CARD_GAP = 2.5;

const unrolled = (rows: readonly Row[], edges: readonly number[]): Row[] =>
	bandsOf(rows).flatMap((from, index, starts) => {
		const band = rows.slice(from, starts[index + 1] ?? rows.length);
		return edges.flatMap((_, card) =>
			cardRows(band, card, edges).map((row, at) => (at === 0 && card > 0 ? { ...row, gap: CARD_GAP } : row)),
		);
	});

/** Rows in which cards, if there are any, stand one after the other. */
export function unrollCards(rows: readonly Row[]): Row[] {
	const read: Row[] = [];
	let done = 0;
	for (let at = 0; at < rows.length; at += 1) {
		const row = rows[at] as Row;
		if (at < done || !isDatesRow(row)) continue;
		const edges = row.cells.map((cell) => cell.x);
		const [from, to] = around(rows, at, edges);
		// Above the dates stands what they belong to, in each card.
		if (from === at || from < done) continue;
		read.push(...rows.slice(done, from), ...unrolled(rows.slice(from, to), edges));
		done = to;
	}
	return [...read, ...rows.slice(done)];
}
