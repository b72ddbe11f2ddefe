import type { Rgb } from "./contrast.ts";
import { cssColour } from "./css-colours.ts";
import type { Declared, Element } from "./css-sheets.ts";
import { isOutOfSight } from "./css-sight.ts";
import type { HtmlPage } from "./html-page.ts";
import type { Setting } from "./unseen-text.ts";

/** How the text of an HTML page is set by its style sheets and the styles of its elements. */
export interface HtmlSetting extends Setting {
	/** Out of sight with all that is in it; text that is invisible may hold some that is not. */
	readonly gone: boolean;
	readonly invisible: boolean;
	/** Letters are seen through. */
	readonly clear: boolean;
}

/** Of text whose elements say nothing. */
export const plainSetting = (ground: Rgb | null): HtmlSetting => ({
	hidden: false,
	gone: false,
	invisible: false,
	clear: false,
	colour: null,
	ground,
	size: 0,
});

/** Of 255, below which what is seen through is not seen. */
const LEAST_ALPHA = 0.06;
/** Points of text that no size is stated of. */
const USUAL = 12;
/** Stands for a size that is stated as nothing. */
const NOTHING = 0.01;
const POINTS: Readonly<Record<string, number>> = { pt: 1, px: 0.75, pc: 12, cm: 28.3, mm: 2.83, in: 72, rem: USUAL };

/** Points of a size. */
function pointsOf(css: string, around: number): number | undefined {
	const [, number, unit = ""] = /^([\d.]+(?:e-?\d+)?)([a-z%]*)$/.exec(css) ?? [];
	if (number === undefined) return undefined;
	const parent = around || USUAL;
	const points = unit === "em" ? parent : unit === "%" ? parent / 100 : (POINTS[unit] ?? 0);
	return Number(number) === 0 ? NOTHING : Number(number) * points;
}

/** What the element's own text stands on. */
function groundOf({ attribs }: Element, { values, unsure }: Declared, around: Rgb | null): Rgb | null {
	const image = values.get("background-image") ?? "none";
	const isOther = ["background-color", "background-image", "filter", "mix-blend-mode"].some((name) => unsure.has(name));
	const blends = ["filter", "mix-blend-mode"].some((name) => !/^(?:none|normal)?$/.test(values.get(name) ?? ""));
	if (image !== "none" || attribs.background !== undefined || isOther || blends) return null;
	const stated = values.get("background-color") ?? attribs.bgcolor;
	if (stated === undefined || /^(?:inherit|initial|unset|revert|none)$/.test(stated)) return around;
	const colour = cssColour(stated);
	if (colour === null) return null;
	if (around === null) return colour.alpha === 1 ? colour.rgb : null;
	return colour.rgb.map((part, at) => part * colour.alpha + (around[at] ?? 0) * (1 - colour.alpha)) as unknown as Rgb;
}

interface Ink {
	readonly colour: Rgb | null;
	readonly clear: boolean;
}

/** The colour of the element's letters. */
function inkOf({ attribs }: Element, { values, unsure }: Declared, around: Ink): Ink {
	const unknown: Ink = { colour: null, clear: false };
	if (["color", "-webkit-text-fill-color"].some((name) => unsure.has(name))) return unknown;
	// Letters cut out of a picture, with a shadow or a contour are seen without a colour.
	if (CUT.some((name) => values.get(name)?.includes("text"))) return unknown;
	const isDrawn = [...values].some(([name, value]) => CONTOUR.test(name) && !/^(?:none|0(?:px)?)$/.test(value));
	if (isDrawn) return unknown;
	const stated = values.get("-webkit-text-fill-color") ?? values.get("color") ?? attribs.color;
	if (stated === undefined || stated === "inherit" || stated === "currentcolor") return around;
	const colour = cssColour(/^[\da-f]{6}$/i.test(stated) ? `#${stated}` : stated);
	return colour === null ? unknown : { colour: colour.rgb, clear: colour.alpha < LEAST_ALPHA };
}

const CUT = ["background-clip", "-webkit-background-clip"];
const CONTOUR = /^(?:text-shadow|-webkit-text-stroke)/;

/** @param around of the element that this one stands in */
export function settingOf(node: Element, around: HtmlSetting, page: HtmlPage): HtmlSetting {
	const declared = page.sheets.of(node);
	const { values, unsure } = declared;
	// What is not read may give an element that it can name any colour and size.
	const isNamed = node.attribs.class !== undefined || node.attribs.id !== undefined;
	const isUnread = isNamed && !page.sheets.isWhole;
	const ink = inkOf(node, declared, { colour: isUnread ? null : around.colour, clear: !isUnread && around.clear });
	const size = unsure.has("font-size") ? undefined : pointsOf(values.get("font-size") ?? "", around.size);
	const visibility = unsure.has("visibility") ? "visible" : values.get("visibility");
	const gone = around.gone || isOutOfSight(node, declared, page);
	const invisible = visibility === undefined || visibility === "inherit" ? around.invisible : visibility !== "visible";
	const ground = groundOf(node, declared, page.isAfloat(declared) ? null : around.ground);
	return {
		hidden: gone || invisible || ink.clear,
		gone,
		invisible,
		clear: ink.clear,
		colour: ink.colour,
		ground,
		size: size ?? (isUnread || unsure.has("font-size") ? 0 : around.size),
	};
}
