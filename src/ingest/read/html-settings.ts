import { fromHex, type Rgb, WHITE } from "./contrast.ts";
import { isLight, type Setting } from "./unseen-text.ts";

/** How the text of an HTML page is set by the styles of its elements. Style sheets are not read. */

/** Something has a colour or lies under text, or a style sheet may say so. */
export const GROUND = /background|bgcolor|color-scheme|position\s*:\s*absolute|@import|<link\b[^>]*\bstylesheet/i;

export const SEEN: Setting = { hidden: false, light: false, size: 0 };

/** Of what is stated twice, the last counts. */
const COLOUR = /^(?:.*;)?\s*color\s*:\s*([^;!]+)/is;
const SIZE = /^(?:.*;)?\s*font-size\s*:\s*([\d.]+)\s*([a-z%]*)/is;
const TRANSPARENT = /(?:^|;)\s*opacity\s*:\s*0(?:\.0+)?%?\s*(?:;|!|$)/i;
const POINTS: Readonly<Record<string, number>> = { pt: 1, px: 0.75 };
/** Stands for a size that is stated as nothing. */
const NOTHING = 0.01;

function rgbOf(colour: string): Rgb | null {
	const text = colour.trim().toLowerCase();
	if (text === "white") return WHITE;
	const parts = /^rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)/.exec(text);
	if (parts !== null) return [Number(parts[1]), Number(parts[2]), Number(parts[3])];
	const digits = /^#([\da-f]+)$/.exec(text)?.[1] ?? "";
	return fromHex(digits.length === 3 ? digits.replace(/./g, "$&$&") : digits);
}

/** Points of a size; none of one that goes by the size around it, unless that makes nothing of it. */
function pointsOf(css: string): number | undefined {
	const [, number, unit = ""] = SIZE.exec(css) ?? [];
	if (number === undefined) return undefined;
	return Number(number) === 0 ? NOTHING : Number(number) * (POINTS[unit.toLowerCase()] ?? 0);
}

/**
 * A style sheet may give an element that it can name another colour and size than what is around it.
 * @param around of the element that this one stands in
 */
export function settingOf(
	{ attribs }: { readonly attribs: Readonly<Record<string, string>> },
	around: Setting,
): Setting {
	const css = attribs.style ?? "";
	const colour = COLOUR.exec(css)?.[1] ?? attribs.color;
	const inherited = attribs.class === undefined && attribs.id === undefined ? around : SEEN;
	return {
		hidden: around.hidden || TRANSPARENT.test(css),
		light: colour === undefined ? inherited.light : isLight(rgbOf(colour)),
		size: pointsOf(css) ?? inherited.size,
	};
}
