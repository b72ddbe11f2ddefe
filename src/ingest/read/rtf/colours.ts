import type { Rgb } from "../contrast.ts";

/** Shapes, and the background of the page: which text stands on them is not worked out. */
const BEHIND = /\\(?:shp|do|background)(?![a-z])/;
const TABLE = /\{\\colortbl([^{}]*)\}/;

/** Shading of cells and rows, which writers state before their text, behind it, or both. */
const CELLS = /\\(?:(?:cl|tr|ts)cbpat|(?:cl|tr)shdng|tscellcbpat)/;

/** True where some cells of tables have a colour. */
export const hasShadedCells = (rtf: string): boolean => CELLS.test(rtf);

/** True where something that may have a colour lies under text. */
export const hasShapes = (rtf: string): boolean => BEHIND.test(rtf);

/** Colours by their number. Number 0 is the colour that the reader chooses, whatever some writers put there. */
export function colourTable(rtf: string): readonly (Rgb | null)[] {
	const entries = (TABLE.exec(rtf)?.[1] ?? "").split(";");
	return entries.map((entry, number) => (number === 0 ? null : colourOf(entry)));
}

function colourOf(entry: string): Rgb | null {
	const [red, green, blue] = ["red", "green", "blue"].map((part) => new RegExp(`\\\\${part}(\\d+)`).exec(entry)?.[1]);
	if (red === undefined || green === undefined || blue === undefined) return null;
	return [Number(red), Number(green), Number(blue)];
}
