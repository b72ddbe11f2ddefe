import { dateSpans, isHalfOpenRange, isWholeRange } from "../dates/ranges.ts";
import { closeUp, isOrnament, isRangeSign, joinSpacedLetters, takeBullet } from "./glyphs.ts";
import type { Cell } from "./line.ts";
import { isRightToLeft, readRightToLeft } from "./right-to-left.ts";
import { tellingStyles } from "./styles.ts";

/** A run of glyphs as a typeset file gives it. Coordinates in points, y downwards from the top of the page. */
export interface Item {
	readonly text: string;
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly size: number;
	readonly font: string;
	/** Its text is in reading order from right to left; unset where text does not stand as it is seen. */
	readonly rightToLeft?: boolean;
}

/** Cells on one baseline. */
export interface Row {
	readonly page: number;
	readonly y: number;
	readonly cells: readonly Cell[];
	readonly bullet: boolean;
	/** Distance to the row above in line pitches, where reading order says another than y does. */
	readonly gap?: number;
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
/** So many lines with a wide gap show a column although none begins in it: labels in another stand before all of them. */
const SURE_ROWS = 4;
const WIDE_GAP = 0.85;
/** Where a column is known to begin, less is enough: a cell may fill its column. */
const LESS_WIDE = 0.6;

/** Left edges of columns that are parted from what stands before them by a narrow gap, or by a wide one; those at which many lines begin. */
interface ColumnEdges {
	readonly narrow: readonly number[];
	readonly wide: readonly number[];
	readonly begun: readonly number[];
	/** Right edges at which dates end. */
	readonly dated: readonly number[];
}

/** So many lines that begin at one edge are the text; what stands before it in a type of its own is in the margin, however close. */
const MANY_ROWS = 6;

const isAt = (x: number, edges: readonly number[]): boolean => edges.some((edge) => Math.abs(edge - x) < 0.8);

/** Left edges of columns: several lines begin there, and in several lines something stands close before it. */
function columnEdges(rows: readonly (readonly Item[])[]): ColumnEdges {
	const begins = new Map<number, number>();
	const follows = new Map<number, number>();
	const apart = new Map<number, number>();
	const dated = new Map<number, number>();
	const count = (map: Map<number, number>, x: number): void =>
		void map.set(Math.round(x), (map.get(Math.round(x)) ?? 0) + 1);
	for (const row of rows) {
		const printed = row.filter((item) => item.text.trim() !== "").toSorted((a, b) => a.x - b.x);
		const last = printed.at(-1);
		if (last !== undefined && isWholeRange(last.text)) count(dated, last.x + last.width);
		for (const [index, item] of printed.entries()) {
			const previous = printed[index - 1];
			if (previous === undefined) count(begins, item.x);
			else if (!isOrnament(previous.text)) {
				const gap = gapBetween(previous, item) / emOf(previous, item);
				if (gap > NARROW_GAP) count(follows, item.x);
				if (gap > WIDE_GAP) count(apart, item.x);
			}
		}
	}
	return {
		narrow: [...begins].filter(([x, rows]) => rows >= 2 && (follows.get(x) ?? 0) >= LEAST_ROWS).map(([x]) => x),
		wide: [...apart].filter(([, rows]) => rows >= SURE_ROWS).map(([x]) => x),
		begun: [...begins].filter(([, rows]) => rows >= MANY_ROWS).map(([x]) => x),
		dated: [...dated].filter(([, rows]) => rows >= LEAST_ROWS).map(([x]) => x),
	};
}

const emOf = (left: Item, right: Item): number => Math.max(Math.min(left.size, right.size), 1);

/** "August 2016 bis Februar": dates that fill their column up to the next one. */
const isDates = (items: readonly Item[]): boolean => {
	const text = items.map((item) => item.text).join(" ");
	return /\d{4}/.test(text) && text.length < 40 && (isHalfOpenRange(text) || dateSpans(text)[0]?.from === 0);
};

function splitCells(items: readonly Item[], edges: ColumnEdges): Item[][] {
	const limit = cellGap(items);
	const groups: Item[][] = [];
	for (const item of items) {
		const previous = groups.at(-1)?.at(-1);
		const gap = previous === undefined ? 0 : gapBetween(previous, item) / emOf(previous, item);
		const isBehindDates =
			groups.length === 1 && gap > WORD_GAP && isAt(item.x, edges.narrow) && isDates(groups[0] as Item[]);
		const narrow =
			isBehindDates ||
			(groups.length === 1 && gap > NARROW_GAP && isAt(item.x, edges.narrow)) ||
			(gap > LESS_WIDE && isAt(item.x, edges.wide)) ||
			(gap > NARROW_GAP && isAt(item.x + item.width, edges.dated) && isWholeRange(item.text)) ||
			(Math.abs(gap) > WORD_GAP && isAt(item.x, edges.begun) && previous?.font !== item.font);
		if (previous === undefined || gap > limit || narrow) groups.push([item]);
		else groups.at(-1)?.push(item);
	}
	return groups;
}

/** Scripts without blanks between words, and their wide punctuation, which is often set tight. */
const UNSPACED = /[\u3000-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF]/u;

const SPACED = /^(?:(?:[\p{L}&'’-] ){2,}[\p{L}&'’-]|\p{Lu} \.)$/u;
/** A word set apart by itself: the blank to the next word is then in the distance of the two. */
const closedUp = (item: Item): Item => (SPACED.test(item.text) ? { ...item, text: closeUp(item.text) } : item);

/** "2 0 1 7 - 0 4": a date set apart, and so are the letters beside it. */
const SPACED_DATE = /^(?:[\d./-] ){3,}\d$/u;
const isSpacedDate = ({ text }: Item): boolean =>
	SPACED_DATE.test(text) && /(?<!\d)(?:19|20)\d{2}(?!\d)/.test(text.replaceAll(" ", ""));
const withoutBlanks = (item: Item): Item =>
	/^\S{1,2}(?: \S{1,2})*$/u.test(item.text) ? { ...item, text: item.text.replaceAll(" ", "") } : item;
/** A gap over this many em is a word space where letters are set apart. */
const SPACED_WORD_GAP = 0.45;

/** True where a blank stands between two neighbours that the file does not spell out. */
function apart(left: Item, right: Item, wordGap = WORD_GAP): boolean {
	const gap = gapBetween(left, right) / Math.max(left.size, right.size, 1);
	const unspaced = UNSPACED.test(left.text.at(-1) ?? "") || UNSPACED.test(right.text[0] ?? "");
	return gap > (unspaced ? 0.5 : wordGap) && !/\s$/.test(left.text) && !/^\s/.test(right.text);
}

function joinItems(items: readonly Item[]): string {
	const spaced = items.some(isSpacedDate);
	const words = items.map(spaced ? withoutBlanks : closedUp);
	const isWord = (item: Item, index: number): boolean =>
		index > 0 && apart(words[index - 1] as Item, item, spaced ? SPACED_WORD_GAP : WORD_GAP);
	return words.map((item, index) => (isWord(item, index) ? " " : "") + item.text).join("");
}

/** Items of a right-to-left text, from left to right as they are seen, in reading order. */
function joinRightToLeft(items: readonly Item[]): string {
	// A vowel sign on its own stands over a letter that cannot be told; readers do without.
	const letters = items.filter((item) => !/^[\s\p{M}\0]*$/u.test(item.text.normalize("NFKC")));
	const pieces = letters.flatMap((item, index) => {
		const blank = index > 0 && apart(letters[index - 1] as Item, item) ? [{ text: " ", rightToLeft: false }] : [];
		return [...blank, { text: item.text.replaceAll("\0", ""), rightToLeft: item.rightToLeft === true }];
	});
	return readRightToLeft(pieces);
}

function toCell(items: readonly Item[], page: PageSetting): Cell | null {
	// Text on a grid of characters is in reading order already.
	const seen = items[0]?.rightToLeft !== undefined;
	const backwards = seen && (page.mirrorAt !== undefined || isRightToLeft(items.map((item) => item.text).join("")));
	const raw = backwards ? joinRightToLeft(items) : joinItems(items);
	const taken = takeBullet(joinSpacedLetters(raw.replace(/[\s\u00A0]+$/u, "")));
	if (taken.text === "" || (isOrnament(taken.text) && !isRangeSign(taken.text))) return null;
	const longest = items.reduce((best, item) => (item.text.length > best.text.length ? item : best));
	const first = items[0] as Item;
	// Further lines of a bullet hang from its text, not from the bullet.
	const lead = taken.bullet ? (items.find((item, index) => index > 0 && !isOrnament(item.text)) ?? null) : first;
	const last = items.at(-1) as Item;
	const x = lead?.x ?? first.x + first.size;
	const placed = { x, right: last.x + last.width };
	const edges = page.mirrorAt === undefined ? placed : mirrored(items, page.mirrorAt, taken.bullet);
	const styles = seen && !backwards ? stylesOf(items) : [];
	const cell = {
		text: taken.text,
		...edges,
		size: longest.size,
		font: longest.font,
		bold: false,
		...(styles.length > 1 ? { styles } : {}),
	};
	return taken.bullet ? { ...cell, bullet: true } : cell;
}

/** Texts of neighbouring items in one font each. */
function stylesOf(items: readonly Item[]): readonly string[] {
	const first = items[0];
	if (first === undefined || items.every((item) => item.font === first.font)) return [];
	const groups: Item[][] = [];
	for (const item of items) {
		if (groups.at(-1)?.[0]?.font === item.font) groups.at(-1)?.push(item);
		else groups.push([item]);
	}
	return tellingStyles(
		groups.map((group, index) => {
			const before = groups[index - 1]?.at(-1);
			return { text: joinItems(group), parted: before !== undefined && apart(before, group[0] as Item) };
		}),
	);
}

/** Edges counted from the right side of the page, where right-to-left lines begin; without the bullet before the text. */
function mirrored(items: readonly Item[], width: number, bullet: boolean): { x: number; right: number } {
	const rightmost = bullet ? (items.findLast((item) => !isOrnament(item.text)) ?? items.at(-1)) : items.at(-1);
	return { x: width - (rightmost?.x ?? 0) - (rightmost?.width ?? 0), right: width - (items[0]?.x ?? 0) };
}

const isBulletOnly = (items: readonly Item[]): boolean => {
	const text = items
		.map((item) => item.text)
		.join("")
		.trim();
	return isOrnament(text) && takeBullet(`${text} `).bullet;
};

/** The letter that stands for an open ring before the points of a list. */
const isRing = (group: readonly Item[], groups: readonly (readonly Item[])[]): boolean =>
	group.length === 1 && group === groups[0] && groups.length > 1 && group[0]?.text.trim() === "o";

function toRow(items: readonly Item[], page: PageSetting, edges: ColumnEdges): Row | null {
	const ordered = items.filter((item) => item.text.trim() !== "").toSorted((a, b) => a.x - b.x);
	const cells: Cell[] = [];
	let marked = false;
	const groups = splitCells(ordered, edges);
	for (const group of page.mirrorAt === undefined ? groups : groups.toReversed()) {
		const cell = isRing(group, groups) ? null : toCell(group, page);
		if (cell !== null) cells.push(marked ? { ...cell, bullet: true } : cell);
		marked = cell === null && (isBulletOnly(group) || isRing(group, groups));
	}
	return cells.length === 0
		? null
		: { page: page.number, y: ordered[0]?.y ?? 0, cells, bullet: cells[0]?.bullet === true };
}

export interface PageSetting {
	readonly number: number;
	/** Width of a page that is read from right to left: its cells are counted from the right edge. */
	readonly mirrorAt?: number;
}

/** Items of one page into rows of cells, from top to bottom. */
export function placeItems(items: readonly Item[], page: PageSetting): Row[] {
	const rows = byBaseline(items);
	const edges = columnEdges(rows);
	return rows.map((row) => toRow(row, page, edges)).filter((row) => row !== null);
}
