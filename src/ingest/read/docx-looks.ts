import { fromHex, isTold, LEAST_SIZE, type Rgb } from "./contrast.ts";
import { markerColour, type ThemeColours } from "./docx-colours.ts";

/** A colour that text stands on; null where it cannot be known. */
export type Ground = Rgb | null;

/** Of what a DOCX says about text (ECMA-376-1, 17.3), what tells whether it is seen. What is not stated is absent. */
export interface Look {
	/** Null where Word chooses the colour, which is then told from its ground. */
	readonly colour?: Rgb | null;
	readonly ground?: Ground;
	readonly hidden?: boolean;
	/** Points. */
	readonly size?: number;
	/** Letters are filled with nothing. */
	readonly unfilled?: boolean;
	/** Letters have a contour or shadow, which is seen whatever fills them. */
	readonly contour?: boolean;
	/** Letters are strokes: their width is next to nothing. */
	readonly narrow?: boolean;
	/** The height of lines is next to nothing. */
	readonly flat?: boolean;
	/** Text begins left of any page. */
	readonly outdented?: boolean;
	/** A frame lies beside any page. */
	readonly apart?: boolean;
}

export type Attributes = Readonly<Record<string, string>>;

/** Of a hundred of the width of a letter. */
const LEAST_WIDTH = 10;
/** Twentieths of a point of a line or row in which no letter is seen. */
const LEAST_HEIGHT = 40;
/** The longest side of a page in Word, and the least of one that text may stand left of, in twentieths of a point. */
const LONGEST_PAGE = 31_680;
const BESIDE_PAGE = 15_840;
/** Of 100 000, where what is left of a fill is not seen. */
const TRANSPARENT = 95_000;

const isOn = (attributes: Attributes): boolean => !["0", "false", "off"].includes(attributes["w:val"] ?? "1");

/**
 * A colour by the theme, which goes before the one that is stated beside it; a shade of it is only known by that.
 * @param stated names of the attributes of a value, of a colour of the theme, and how those of its shades begin
 */
function colourOf(
	attributes: Attributes,
	theme: ThemeColours,
	[value, slot, shade]: readonly [string, string, string],
): Rgb | null {
	const name = attributes[slot];
	const isShade = `${shade}Tint` in attributes || `${shade}Shade` in attributes;
	const ofTheme = name === undefined || isShade ? null : theme.of(name);
	return ofTheme ?? fromHex(attributes[value] ?? "");
}

const PATTERN = ["w:color", "w:themeColor", "w:theme"] as const;
const TEXT = ["w:val", "w:themeColor", "w:theme"] as const;
const FILL = ["w:fill", "w:themeFill", "w:themeFill"] as const;

function shading(attributes: Attributes, theme: ThemeColours): Look {
	const pattern = attributes["w:val"] ?? "clear";
	if (pattern === "nil") return {};
	if (pattern === "solid") return { ground: colourOf(attributes, theme, PATTERN) };
	if (pattern !== "clear") return { ground: null };
	const fill = colourOf(attributes, theme, FILL);
	if (fill !== null) return { ground: fill };
	return attributes["w:themeFill"] === undefined ? {} : { ground: null };
}

const isExact = (attributes: Attributes, size: string, rule: string): boolean =>
	attributes[rule] === "exact" && Math.abs(Number(attributes[size])) < LEAST_HEIGHT;

/** A row of a table that is hidden, or so low that nothing of it is seen. */
export const isRowHidden = (name: string, attributes: Attributes): boolean =>
	(name === "w:hidden" && isOn(attributes)) || (name === "w:trHeight" && isExact(attributes, "w:val", "w:hRule"));

const isBeside = (place = "0"): boolean => Number(place) < -BESIDE_PAGE || Number(place) > LONGEST_PAGE;

/** What one property of a run says. */
function runLook(name: string, attributes: Attributes, theme: ThemeColours): Look {
	switch (name) {
		case "w:color":
			return { colour: colourOf(attributes, theme, TEXT) };
		case "w:highlight":
			return attributes["w:val"] === "none" ? {} : { ground: markerColour(attributes["w:val"] ?? "") };
		case "w:vanish":
		case "w:specVanish":
			return { hidden: isOn(attributes) };
		case "w:sz":
			return { size: Number(attributes["w:val"]) / 2 };
		case "w:w":
			return { narrow: Number(attributes["w:val"]) < LEAST_WIDTH };
		case "w:outline":
		case "w:shadow":
		case "w:emboss":
		case "w:imprint":
			return { contour: isOn(attributes) };
		default:
			return {};
	}
}

/** What one property of a run or paragraph says. */
export function lookOf(name: string, attributes: Attributes, theme: ThemeColours): Look {
	switch (name) {
		case "w:shd":
			return shading(attributes, theme);
		case "w:spacing":
			return "w:line" in attributes ? { flat: isExact(attributes, "w:line", "w:lineRule") } : {};
		case "w:ind": {
			const start = attributes["w:start"] ?? attributes["w:left"];
			return start === undefined ? {} : { outdented: Number(start) < -BESIDE_PAGE };
		}
		case "w:framePr":
			return { apart: isBeside(attributes["w:x"]) || isBeside(attributes["w:y"]) };
		default:
			return runLook(name, attributes, theme);
	}
}

/** What one element inside of the fill of letters says ([MS-DOCX] 2.6.1). */
export function fillLook(name: string, attributes: Attributes, theme: ThemeColours): Look {
	const value = attributes["w14:val"] ?? "";
	switch (name) {
		case "w14:noFill":
			return { unfilled: true };
		case "w14:gradFill":
			return { colour: null };
		case "w14:srgbClr":
			return { colour: fromHex(value), unfilled: false };
		case "w14:schemeClr":
			return { colour: theme.of(value), unfilled: false };
		case "w14:alpha":
			return { unfilled: Number(value) > TRANSPARENT };
		case "w14:lumMod":
		case "w14:lumOff":
		case "w14:tint":
		case "w14:shade":
			return { colour: null };
		default:
			return {};
	}
}

/** What an element inside of an effect around letters says: a contour that is drawn. */
export const contourLook = (name: string): Look =>
	name === "w14:srgbClr" || name === "w14:schemeClr" ? { contour: true } : {};

/** True for text that nobody sees. @param under what its paragraph stands on */
export function isUnseen(look: Look, under: Ground): boolean {
	const { colour = null, ground = under, size = LEAST_SIZE } = look;
	if (look.hidden || look.narrow || look.flat || look.outdented || look.apart || size < LEAST_SIZE) return true;
	if (look.contour) return false;
	return look.unfilled === true || (colour !== null && ground !== null && !isTold(colour, ground));
}
