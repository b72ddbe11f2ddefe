import type { Rgb } from "../contrast.ts";
import { isLight } from "../unseen-text.ts";

/** Shading of characters, paragraphs, cells and rows, markers, shapes, and the background of the page. */
const GROUND = /\\(?:(?:ch|cl|tr|ts)?cbpat|(?:ch|cl)?shdng|shading|highlight|cb|shp|do|background)(?![a-z])/;
const TABLE = /\{\\colortbl([^{}]*)\}/;

/** True where something has a colour that text may stand on. */
export const hasGrounds = (rtf: string): boolean => GROUND.test(rtf);

/** Numbers of the colours that are white, or nearly. Number 0 is the colour that the reader chooses, whatever some writers put there. */
export function lightColours(rtf: string): ReadonlySet<number> {
	const entries = (TABLE.exec(rtf)?.[1] ?? "").split(";");
	const lights = entries.flatMap((entry, number) => (number > 0 && isLight(colourOf(entry)) ? [number] : []));
	return new Set(lights);
}

function colourOf(entry: string): Rgb | null {
	const [red, green, blue] = ["red", "green", "blue"].map((part) => new RegExp(`\\\\${part}(\\d+)`).exec(entry)?.[1]);
	if (red === undefined || green === undefined || blue === undefined) return null;
	return [Number(red), Number(green), Number(blue)];
}
