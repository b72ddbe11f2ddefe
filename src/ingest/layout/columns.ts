import { dateSpans, isDuration, isHalfOpenRange, isOnlyDates, isPresentWord } from "../dates/ranges.ts";
import { entryField } from "../fields/entry-labels.ts";
import { isDocumentTitle } from "../sections/document-title.ts";
import { labelledField } from "../sections/field-labels.ts";
import { matchHeading } from "../sections/match-heading.ts";
import type { Cell } from "./line.ts";
import type { Row } from "./place-items.ts";

/**
 * Columns are found from white space: a vertical gutter that no cell crosses over several rows. What matters then is
 * whether the two sides are texts of their own (a sidebar) or rows of one table (dates beside entries).
 */

/** Rows of one column, top to bottom. */
export interface ColumnBlock {
	/** Same name on the next page: the same column goes on there. */
	readonly stream: string;
	readonly rows: readonly Row[];
}

interface Gutter {
	/** Left edge of the right side. */
	readonly x: number;
	/** Rows from..to (exclusive) that nothing crosses. */
	readonly from: number;
	readonly to: number;
	readonly weight: number;
}

const MIN_ROWS_A_SIDE = 3;
const ALIGNED = 3;

const startsRight = (cell: Cell, x: number): boolean => cell.x >= x - ALIGNED;
const endsLeft = (cell: Cell, x: number): boolean => cell.right <= x + 1 && cell.x < x - ALIGNED;

/** Cells that share an edge, from the leftmost edge on. */
function clustersAt(rows: readonly Row[], edge: (cell: Cell) => number): Cell[][] {
	const clusters: Cell[][] = [];
	for (const cell of rows.flatMap((row) => row.cells).toSorted((a, b) => edge(a) - edge(b))) {
		const cluster = clusters.at(-1);
		if (cluster !== undefined && edge(cell) - edge(cluster[0] as Cell) <= ALIGNED) cluster.push(cell);
		else clusters.push([cell]);
	}
	return clusters;
}

/** So many names of sections at one right edge are no chance. */
const FLUSH_HEADINGS = 2;
/** Names of sections in the middle of the page begin as near to each other as they end. */
const RAGGED = 12;

/** Names of sections, and more than them, that end at one edge tell a column; dates alone are set so in any. */
function isFlushColumn(cells: readonly Cell[]): boolean {
	const starts = cells.filter((cell) => isHeading(cell, cell.size)).map((cell) => cell.x);
	return (
		starts.length >= FLUSH_HEADINGS &&
		starts.length * 2 <= cells.length &&
		Math.max(...starts) - Math.min(...starts) > RAGGED &&
		!cells.some(({ text }) => isOnlyDates(text))
	);
}

const leftmost = (cells: readonly Cell[]): number => Math.min(...cells.map((cell) => cell.x));

/** Left edges that several cells share, from the second on. */
const sharedEdges = (rows: readonly Row[]): number[] =>
	clustersAt(rows, (cell) => cell.x)
		.slice(1)
		.filter(({ length }) => length >= MIN_ROWS_A_SIDE)
		.map(leftmost);

/** Left edges of columns that are set flush right. */
const flushEdges = (rows: readonly Row[]): number[] =>
	clustersAt(rows, (cell) => cell.right)
		.filter(isFlushColumn)
		.map(leftmost);

const letters = (cells: readonly Cell[]): number => cells.reduce((sum, cell) => sum + cell.text.length, 0);

function runsAt(rows: readonly Row[], x: number): Gutter[] {
	const gutters: Gutter[] = [];
	let from = 0;
	const close = (to: number): void => {
		const run = rows.slice(from, to);
		const left = run.flatMap((row) => row.cells.filter((cell) => endsLeft(cell, x)));
		const right = run.flatMap((row) => row.cells.filter((cell) => startsRight(cell, x)));
		if (left.length >= MIN_ROWS_A_SIDE && right.length >= MIN_ROWS_A_SIDE) {
			gutters.push({ x, from, to, weight: Math.min(letters(left), letters(right)) + (to - from) });
		}
	};
	rows.forEach((row, index) => {
		if (row.cells.every((cell) => endsLeft(cell, x) || startsRight(cell, x))) return;
		close(index);
		from = index + 1;
	});
	close(rows.length);
	return gutters;
}

/** What a side column of dates and places holds. */
export const isAside = (text: string): boolean =>
	isOnlyDates(text) ||
	isHalfOpenRange(text) ||
	isPresentWord(text) ||
	isDuration(text) ||
	(text.length < 40 && /^\p{Lu}[\p{L}.' -]+,\s*\p{Lu}[\p{L}.' -]+$/u.test(text));

/** "2019 -": the range that a narrow column ends on its next line. */
const isOpenRange = (text: string): boolean => dateSpans(text).some((span) => span.from <= 1) && text.length <= 24;

const FORM_DATE = /^(?:(?:昭和|平成|令和)?\s?(?:\d{1,4}|元)\s*[年月]?|[年月])$/u;

interface Side {
	readonly texts: readonly string[];
	readonly headings: number;
	/** Type size of the largest of them, 0 where there is none. */
	readonly headingSize: number;
	/** Ranges of dates, whole or without an end, and places. */
	readonly dates: number;
	readonly letters: number;
}

/** Dates or the label of a field, which may wrap: "Name und Adresse des" and "Arbeitgebers". */
const isLead = (text: string, above = "", below = ""): boolean =>
	labelledField(text) !== null ||
	isAside(text) ||
	isOpenRange(text) ||
	[text, `${text} ${below}`, `${above} ${text}`].some((label) => entryField(label) !== null);

/** A name of a section; a word in lower case that a line break left alone is none, unless it is set larger than the text. */
const isHeading = ({ text, bullet, size }: Cell, usual: number): boolean =>
	bullet !== true && (!/^\p{Ll}/u.test(text) || size > usual * 1.08) && matchHeading(text)?.exact === true;

const middle = (sizes: readonly number[]): number => sizes.toSorted((a, b) => a - b)[sizes.length >> 1] ?? 0;

function side(cells: readonly Cell[]): Side {
	const texts = cells.map((cell) => cell.text);
	const usual = middle(cells.map((cell) => cell.size));
	// "Resume" over all of the page is its title.
	const headings = cells.filter((cell, at) => isHeading(cell, usual) && !(at === 0 && isDocumentTitle(cell.text)));
	return {
		texts,
		headings: headings.length,
		headingSize: Math.max(0, ...headings.map((cell) => cell.size)),
		dates: texts.filter(isAside).length,
		letters: letters(cells),
	};
}

const share = (count: number, of: number): number => (of === 0 ? 0 : count / of);
const CONTACT = /@|https?:|linkedin|github|(?:\+?\d[\d\s().-]{7,}\d)/i;

/** `flows`: two texts side by side. `rows`: one table. `headings`: names of sections stand left of their text. */
export type SideRelation = "flows" | "rows" | "headings";

/** Part of the left cells that have a right cell on their line, from which on the two sides are one table. */
const MOSTLY = 0.75;
/** Names of sections from which on a column of little else has no text of its own. */
const MANY_HEADINGS = 4;
/** Rows up to which two columns of text may stand side by side line for line by chance no more. */
const SMALL_TABLE = 6;

/** How the lines of two sides stand to each other. */
interface Lines {
	readonly rows: number;
	/** Share of the left lines, those apart that may be names of sections, beside which something stands on the right. */
	readonly paired: number;
	/** The same share of all left lines. */
	readonly lined: number;
}

/** Decides how two sides of a gutter belong together. `together` is the share of rows that have both. */
export function relateSides(
	leftCells: readonly Cell[],
	rightCells: readonly Cell[],
	together: number,
	{ rows = 0, paired = 0, lined = 0 }: Partial<Lines> = {},
): SideRelation {
	const left = side(leftCells);
	const right = side(rightCells);
	const narrow = left.letters <= right.letters ? left : right;
	const asides = share(narrow.texts.filter(isAside).length, narrow.texts.length);
	// Nothing but dates and places: they belong to what stands beside them, however short that is.
	if (left.texts.every(isAside) || right.texts.every(isAside)) return "rows";
	// Names of sections set at the right margin, above the dates of their entries: a column of their text would have more.
	if (right.headings > 0 && right.dates > 0 && right.headings + right.dates === right.texts.length) return "rows";
	const labels = left.texts.filter((text) => /[:：]$/.test(text) || labelledField(text) !== null).length;
	// A Japanese form: years and months in columns of their own beside what happened then.
	if (
		left.texts.length >= 3 &&
		share(left.texts.filter((text) => FORM_DATE.test(text)).length, left.texts.length) >= 0.6
	)
		return "rows";
	// A form: names of fields and dates on the left, what they are on the right; its sections have their names on the left.
	const leads = left.texts.filter((text, at) => isLead(text, left.texts[at - 1], left.texts[at + 1])).length;
	const named = left.texts.length - left.headings;
	if (together >= 0.6 && right.headings === 0 && leads >= 3 && share(leads, named) >= 0.6) return "rows";
	if (narrow === left && share(labels, left.texts.length) >= 0.6 && together >= 0.6) return "rows";
	// "Courses" below a degree is set smaller than the names of sections.
	const onlyLeft = right.headings === 0 || right.headingSize < left.headingSize - 1 || left.headings >= MANY_HEADINGS;
	if (narrow === left && left.headings >= 1 && share(left.headings, left.texts.length) >= 0.7 && onlyLeft)
		return "headings";
	// Names of sections and dates share the narrow column: both stand beside what they belong to.
	const beside = narrow.texts.filter((text) => isAside(text) || matchHeading(text) !== null).length;
	if (narrow === left && asides >= 0.2 && share(beside, narrow.texts.length) >= 0.55 && right.headings === 0)
		return "rows";
	// Every label and date of the left column has its text beside it, and all headings stand at the left: one table.
	if (left.headings >= 1 && right.headings === 0 && paired >= MOSTLY) return "rows";
	if (asides >= 0.5 && narrow.headings === 0) return "rows";
	// Names of sections stand above the text, and left of it dates and labels, each beside what it belongs to.
	if (narrow === left && asides >= 0.5 && paired >= MOSTLY) return "rows";
	// A small table: every label has what it names beside it.
	if (narrow === left && right.headings === 0 && together === 1 && left.texts.length === rows && rows <= SMALL_TABLE)
		return "rows";
	if (narrow === left && lined === 1 && areLabels(leftCells, rightCells)) return "rows";
	if (left.headings > 0 && right.headings > 0) return "flows";
	// A few short lines at the margin of a long text are no column.
	if (narrow.headings === 0 && narrow.texts.length < rows * 0.3) return "rows";
	const contact = narrow.texts.some((text) => CONTACT.test(text) && !isOnlyDates(text));
	if (narrow.headings >= 1 && (narrow.headings >= 2 || contact || narrow.texts.length >= 5)) return "flows";
	if (contact && together < 0.75) return "flows";
	return together < 0.4 && asides < 0.3 ? "flows" : "rows";
}

/** "Languages" beside a list is no name of a section where those stand on the right and are set larger than all of the left. */
function areLabels(left: readonly Cell[], right: readonly Cell[]): boolean {
	const usual = middle(right.map((cell) => cell.size));
	const headings = right.filter((cell) => isHeading(cell, usual));
	const largest = Math.max(...left.map((cell) => cell.size));
	return (
		headings.length > 0 &&
		headings.every(({ size }) => size > largest * 1.08) &&
		left.every(({ text }) => isOnlyDates(text) || !CONTACT.test(text))
	);
}

function cut(row: Row, keep: (cell: Cell) => boolean): Row | null {
	const cells = row.cells.filter(keep);
	return cells.length === 0 ? null : { ...row, cells, bullet: cells[0]?.bullet === true };
}

interface Sides {
	readonly left: Row[];
	readonly right: Row[];
	readonly together: number;
	readonly lines: Lines;
}

function sides(run: readonly Row[], x: number): Sides {
	const left = run.map((row) => cut(row, (cell) => endsLeft(cell, x))).filter((row) => row !== null);
	const right = run.map((row) => cut(row, (cell) => startsRight(cell, x))).filter((row) => row !== null);
	const both = left.length + right.length - run.length;
	const largest = Math.max(...left.flatMap((row) => row.cells.map((cell) => cell.size)));
	const named = run.filter((row) => {
		const first = row.cells[0];
		if (first === undefined || !endsLeft(first, x)) return false;
		// "Languages" beside "Java, Python", smaller than names of sections are, names what stands there.
		const isLabel = first.size * 1.08 < largest && row.cells.some((cell) => startsRight(cell, x));
		return isLabel || matchHeading(first.text)?.exact !== true;
	});
	const dates = named.filter((row) => isOnlyDates(row.cells[0]?.text ?? ""));
	const labels = dates.length >= MIN_ROWS_A_SIDE ? dates : named;
	const beside = labels.filter((row) => row.cells.some((cell) => startsRight(cell, x)));
	const paired = labels.length < MIN_ROWS_A_SIDE ? 0 : share(beside.length, labels.length);
	const lines = { rows: run.length, paired, lined: share(both, left.length) };
	return { left, right, together: share(both, Math.min(left.length, right.length)), lines };
}

/** A head in two columns ends where a section begins whose right side holds nothing but dates and places. */
function endAtTable(rows: readonly Row[], gutter: Gutter): Gutter {
	const run = rows.slice(gutter.from, gutter.to);
	const right = (row: Row): readonly Cell[] => row.cells.filter((cell) => startsRight(cell, gutter.x));
	const at = run.findIndex((row, index) => {
		const heads =
			row.cells.length === 1 && matchHeading(row.cells[0]?.text ?? "")?.exact === true && right(row).length === 0;
		if (index === 0 || !heads) return false;
		const below = run.slice(index).flatMap(right);
		return below.length > 0 && below.every((cell) => isAside(cell.text));
	});
	return at < 0 ? gutter : { ...gutter, to: gutter.from + at };
}

/**
 * The row from which on the left side is a margin with names of sections, each beside its text, and nothing else, under a head in two
 * columns; 0 where it is none.
 */
function marginFrom(run: readonly Row[], x: number): number {
	const last = run.findLastIndex(({ cells }) =>
		cells.some((cell) => (endsLeft(cell, x) ? matchHeading(cell.text)?.exact !== true : isHeading(cell, cell.size))),
	);
	const named = run.slice(last + 1).filter(({ cells: [first] }) => first !== undefined && endsLeft(first, x));
	const beside = named.every(({ cells }) => cells.length > 1);
	return named.length >= 2 && beside ? run.indexOf(named[0] as Row) : 0;
}

const MAX_DEPTH = 4;

/** Splits rows into columns, again inside each part. */
export function splitColumns(rows: readonly Row[], stream = "page", depth = 0): ColumnBlock[] {
	if (rows.length < MIN_ROWS_A_SIDE * 2 || depth >= MAX_DEPTH) return [{ stream, rows }];
	const gutters = [flushEdges(rows), sharedEdges(rows)].flatMap((edges) =>
		edges.flatMap((x) => runsAt(rows, x)).toSorted((a, b) => b.weight - a.weight),
	);
	for (const gutter of gutters.slice(0, 12).map((found) => endAtTable(rows, found))) {
		const run = rows.slice(gutter.from, gutter.to);
		const { left, right, together, lines } = sides(run, gutter.x);
		const relation = relateSides(
			left.flatMap((row) => row.cells),
			right.flatMap((row) => row.cells),
			together,
			lines,
		);
		if (relation !== "flows") continue;
		const margin = gutter.from + marginFrom(run, gutter.x);
		if (margin > gutter.from)
			return [rows.slice(0, margin), rows.slice(margin)].flatMap((part) => splitColumns(part, stream, depth + 1));
		const name = Math.round(gutter.x / 20);
		return [
			...splitColumns(rows.slice(0, gutter.from), stream, depth + 1),
			...splitColumns(left, `${stream}/L${name}`, depth + 1),
			...splitColumns(right, `${stream}/R${name}`, depth + 1),
			...splitColumns(rows.slice(gutter.to), stream, depth + 1),
		];
	}
	return [{ stream, rows }];
}
