/**
 * The one shape between reading a file and understanding it: lines in reading order, each of one or more cells.
 * A cell is a run of text without a gap wider than a word space; a date set at the right margin is a cell of its own.
 */

export interface Cell {
	readonly text: string;
	/** Left and right edge in points; formats without positions count 6 points a character. */
	readonly x: number;
	readonly right: number;
	/** Font size in points, 0 where unknown. */
	readonly size: number;
	/** Identity of the font inside the file, empty where unknown. */
	readonly font: string;
	readonly bold: boolean;
	/** Its pieces as they were set, where it is set in more than one style: "**Engineer** Acme". */
	readonly styles?: readonly string[];
	/** A bullet stood before it. */
	readonly bullet?: boolean;
	/** It stood in a column of its own, under the dates of its entry. */
	readonly aside?: boolean;
}

/** Where a line stood: the part of a page or package it was taken from. */
export type Region = "body" | "header" | "footer" | "text-box";

export interface Line {
	/** From 1, in reading order over the whole file. */
	readonly number: number;
	readonly page: number;
	readonly cells: readonly Cell[];
	/** All cells, joined by tabs. */
	readonly text: string;
	/** Distance to the line above in units of the usual line pitch; 1 is a line of the same paragraph. */
	readonly gap: number;
	/** Starts with a bullet, which is not in the text. */
	readonly bullet: boolean;
	/** Level of a declared heading (h1, Heading 1, #), 0 for none. */
	readonly heading: number;
	/** Column that the line was read from; text continues from one page to the next inside its stream. */
	readonly stream: string;
	readonly region: Region;
	/** Right edge of the text in its column, in points: what a full line reaches. */
	readonly columnRight: number;
}

export interface LinkTarget {
	readonly url: string;
	readonly line: number;
	/** The text that carries the link, where it is known. */
	readonly text: string;
}

/** A file after reading. */
export interface ReadDocument {
	readonly lines: readonly Line[];
	readonly links: readonly LinkTarget[];
	readonly pageCount: number;
	readonly flags: ReadonlySet<string>;
}

/** A line before it has a number. */
export type DraftLine = Omit<Line, "number" | "text" | "columnRight">;

export const POINTS_PER_CHARACTER = 6;

export const cellText = (cells: readonly Cell[]): string => cells.map((cell) => cell.text).join("\t");

/** No paragraph of a resume is longer; a pattern that looks back and forth in a line has this much to look at. */
const LONGEST_CELL = 4000;

/** Pieces of a text of so many characters at most, parted at blanks where it has some. */
export function pieces(text: string, longest: number): string[] {
	const parts: string[] = [];
	for (let from = 0; from < text.length; ) {
		const blank = text.length - from <= longest ? text.length : text.lastIndexOf(" ", from + longest);
		const to = blank > from ? blank : from + longest;
		parts.push(text.slice(from, to));
		from = to;
	}
	return parts;
}

/** A line that is too long for one becomes several. */
function broken(draft: DraftLine): readonly DraftLine[] {
	if (draft.cells.every((cell) => cell.text.length <= LONGEST_CELL)) return [draft];
	const rest = { ...draft, gap: 1, bullet: false, heading: 0 };
	return draft.cells
		.flatMap((cell) => pieces(cell.text, LONGEST_CELL).map((text) => ({ ...cell, text })))
		.map((cell, index) => ({ ...(index === 0 ? draft : rest), cells: [cell] }));
}

/** Numbers the lines, parts the ones that are too long and leaves out the empty ones. */
export function numberLines(drafts: readonly DraftLine[]): Line[] {
	const edges = columnEdges(drafts);
	const lines: Line[] = [];
	for (const draft of drafts.flatMap(broken)) {
		const cells = draft.cells.filter((cell) => cell.text.trim() !== "");
		if (cells.length === 0) continue;
		const columnRight = edges.get(draft.stream) ?? 0;
		lines.push({ ...draft, cells, text: cellText(cells), number: lines.length + 1, columnRight });
	}
	return lines;
}

/** The widest lines show where a column ends. Measured over the file: the lines of one section may all be short. */
function columnEdges(drafts: readonly DraftLine[]): Map<string, number> {
	const edges = new Map<string, number>();
	for (const { stream, cells } of drafts) edges.set(stream, Math.max(edges.get(stream) ?? 0, cells[0]?.right ?? 0));
	return edges;
}

/** The text of a line as a sentence: cells joined by a space. */
export const flowingText = (line: Line): string => line.cells.map((cell) => cell.text).join(" ");

export const leftEdge = (line: Pick<Line, "cells">): number => line.cells[0]?.x ?? 0;
export const rightEdge = (line: Pick<Line, "cells">): number => line.cells.at(-1)?.right ?? 0;
export const lineSize = (line: Pick<Line, "cells">): number =>
	line.cells.reduce((max, cell) => Math.max(max, cell.size), 0);
export const allBold = (line: Pick<Line, "cells">): boolean =>
	line.cells.length > 0 && line.cells.every((cell) => cell.bold);
