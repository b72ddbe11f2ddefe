import { isOrnament, joinSpacedLetters, takeBullet } from "./glyphs.ts";
import type { Cell } from "./line.ts";

/** A run of glyphs as a typeset file gives it. Coordinates in points, y downwards from the top of the page. */
export interface Item {
	readonly text: string;
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly size: number;
	readonly font: string;
}

/** Cells on one baseline. */
export interface Row {
	readonly page: number;
	readonly y: number;
	readonly cells: readonly Cell[];
	readonly bullet: boolean;
}

/** Items within this part of the smaller font size share a baseline (icons and superscripts sit a little off). */
const BASELINE_TOLERANCE = 0.35;
/** A gap over this many em parts two cells; justified text stretches word spaces to about 0.8 em at most. */
const CELL_GAP = 1.1;
/** A gap over this many em is a word space that the file does not spell out. */
const WORD_GAP = 0.13;

function byBaseline(items: readonly Item[]): Item[][] {
	const rows: Item[][] = [];
	for (const item of items.toSorted((a, b) => a.y - b.y || a.x - b.x)) {
		const row = rows.at(-1);
		const first = row?.[0];
		const tolerance = first === undefined ? 0 : Math.min(first.size, item.size) * BASELINE_TOLERANCE;
		if (row !== undefined && first !== undefined && item.y - first.y <= tolerance) row.push(item);
		else rows.push([item]);
	}
	return rows;
}

/** Letters set apart have wider gaps inside a word than the usual threshold: measure instead of assuming. */
function cellGap(items: readonly Item[]): number {
	const letters = items.filter((item) => /^\s*\p{L}\s*$/u.test(item.text));
	if (letters.length < 4 || letters.length < items.length * 0.8) return CELL_GAP;
	const gaps = items.slice(1).map((item, index) => gapBetween(items[index] as Item, item) / Math.max(item.size, 1));
	const median = gaps.toSorted((a, b) => a - b)[gaps.length >> 1] ?? 0;
	return Math.max(CELL_GAP, median * 4);
}

const gapBetween = (left: Item, right: Item): number => right.x - (left.x + left.width);

/** Where a column of text begins, a gap over this many em parts it from the dates or labels left of it. */
const NARROW_GAP = 0.45;
const LEAST_ROWS = 3;

const isAt = (x: number, edges: readonly number[]): boolean => edges.some((edge) => Math.abs(edge - x) < 0.8);

/** Left edges of columns: several lines begin there, and in several lines something stands close before it. */
function columnEdges(rows: readonly (readonly Item[])[]): number[] {
	const begins = new Map<number, number>();
	const follows = new Map<number, number>();
	const count = (map: Map<number, number>, x: number): void =>
		void map.set(Math.round(x), (map.get(Math.round(x)) ?? 0) + 1);
	for (const row of rows) {
		const printed = row.filter((item) => item.text.trim() !== "").toSorted((a, b) => a.x - b.x);
		for (const [index, item] of printed.entries()) {
			const previous = printed[index - 1];
			if (previous === undefined) count(begins, item.x);
			else if (!isOrnament(previous.text) && gapBetween(previous, item) > NARROW_GAP * emOf(previous, item))
				count(follows, item.x);
		}
	}
	return [...begins].filter(([x, rows]) => rows >= 2 && (follows.get(x) ?? 0) >= LEAST_ROWS).map(([x]) => x);
}

const emOf = (left: Item, right: Item): number => Math.max(Math.min(left.size, right.size), 1);

function splitCells(items: readonly Item[], edges: readonly number[]): Item[][] {
	const limit = cellGap(items);
	const groups: Item[][] = [];
	for (const item of items) {
		const previous = groups.at(-1)?.at(-1);
		const gap = previous === undefined ? 0 : gapBetween(previous, item) / emOf(previous, item);
		const narrow = groups.length === 1 && gap > NARROW_GAP && isAt(item.x, edges);
		if (previous === undefined || gap > limit || narrow) groups.push([item]);
		else groups.at(-1)?.push(item);
	}
	return groups;
}

const isRightToLeft = (items: readonly Item[]): boolean => {
	const text = items.map((item) => item.text).join("");
	const rtl = text.match(/[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/gu)?.length ?? 0;
	return rtl > (text.match(/\p{L}/gu)?.length ?? 0) / 2;
};

/** Scripts without blanks between words, and their wide punctuation, which is often set tight. */
const UNSPACED = /[\u3000-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF]/u;

const SPACED = /^(?:[\p{L}&-] ){2,}[\p{L}&-]$/u;
/** A word set apart by itself: the blank to the next word is then in the distance of the two. */
const closeUp = (item: Item): Item =>
	SPACED.test(item.text) ? { ...item, text: item.text.replaceAll(" ", "") } : item;

function joinItems(items: readonly Item[]): string {
	let text = "";
	for (const [index, item] of items.map(closeUp).entries()) {
		const previous = items[index - 1];
		const gap = previous === undefined ? 0 : gapBetween(previous, item) / Math.max(item.size, previous.size, 1);
		const unspaced = UNSPACED.test(text.at(-1) ?? "") || UNSPACED.test(item.text[0] ?? "");
		// Right-to-left items come in reverse, so their gaps are negative.
		const apart = unspaced ? gap > 0.5 : gap > WORD_GAP || gap < -WORD_GAP * 4;
		if (apart && !/\s$/.test(text) && !/^\s/.test(item.text)) text += " ";
		text += item.text;
	}
	return text;
}

function toCell(items: readonly Item[]): Cell | null {
	const raw = isRightToLeft(items) ? joinItems(items.toReversed()) : joinItems(items);
	const taken = takeBullet(joinSpacedLetters(raw.replace(/[\s\u00A0]+$/u, "")));
	if (taken.text === "" || isOrnament(taken.text)) return null;
	const longest = items.reduce((best, item) => (item.text.length > best.text.length ? item : best));
	const first = items[0] as Item;
	// Further lines of a bullet hang from its text, not from the bullet.
	const lead = taken.bullet ? (items.find((item, index) => index > 0 && !isOrnament(item.text)) ?? null) : first;
	const last = items.at(-1) as Item;
	const x = lead?.x ?? first.x + first.size;
	const cell = { text: taken.text, x, right: last.x + last.width, size: longest.size, font: longest.font, bold: false };
	return taken.bullet ? { ...cell, bullet: true } : cell;
}

const isBulletOnly = (items: readonly Item[]): boolean => {
	const text = items
		.map((item) => item.text)
		.join("")
		.trim();
	return isOrnament(text) && takeBullet(`${text} `).bullet;
};

function toRow(items: readonly Item[], page: number, edges: readonly number[]): Row | null {
	const ordered = items.filter((item) => item.text.trim() !== "").toSorted((a, b) => a.x - b.x);
	const cells: Cell[] = [];
	let marked = false;
	for (const group of splitCells(ordered, edges)) {
		const cell = toCell(group);
		if (cell !== null) cells.push(marked ? { ...cell, bullet: true } : cell);
		marked = cell === null && isBulletOnly(group);
	}
	return cells.length === 0 ? null : { page, y: ordered[0]?.y ?? 0, cells, bullet: cells[0]?.bullet === true };
}

/** Items of one page into rows of cells, from top to bottom. */
export function placeItems(items: readonly Item[], page: number): Row[] {
	const rows = byBaseline(items);
	const edges = columnEdges(rows);
	return rows.map((row) => toRow(row, page, edges)).filter((row) => row !== null);
}
