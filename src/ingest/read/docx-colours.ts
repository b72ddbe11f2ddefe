import type { FileLimits } from "../limits.ts";
import { fromHex, type Rgb, WHITE } from "./contrast.ts";
import { walkXml } from "./xml.ts";

/** Colours that a DOCX gives by name. */

/** Colours of the marker (ECMA-376-1, 17.18.40). */
const MARKERS: Readonly<Record<string, string>> = {
	black: "000000",
	blue: "0000FF",
	cyan: "00FFFF",
	darkBlue: "00008B",
	darkCyan: "008B8B",
	darkGray: "A9A9A9",
	darkGreen: "006400",
	darkMagenta: "8B008B",
	darkRed: "8B0000",
	darkYellow: "808000",
	green: "00FF00",
	lightGray: "D3D3D3",
	magenta: "FF00FF",
	red: "FF0000",
	white: "FFFFFF",
	yellow: "FFFF00",
};

export const markerColour = (name: string): Rgb | null => fromHex(MARKERS[name] ?? "");

/** What text and shading call the colours of a theme, where that is another name than the theme's own. */
const SLOTS: Readonly<Record<string, string>> = {
	background1: "lt1",
	light1: "lt1",
	bg1: "lt1",
	background2: "lt2",
	light2: "lt2",
	bg2: "lt2",
	text1: "dk1",
	dark1: "dk1",
	tx1: "dk1",
	text2: "dk2",
	dark2: "dk2",
	tx2: "dk2",
	hyperlink: "hlink",
	followedHyperlink: "folHlink",
};

/** The colours of a theme. Where it names none, paper is white and text black, as in every theme of Word. */
export class ThemeColours {
	readonly #colours = new Map<string, Rgb>([
		["lt1", WHITE],
		["dk1", [0, 0, 0]],
	]);

	/** @param xml the part of the theme; empty where the file has none */
	constructor(xml: string, limits: FileLimits) {
		let slot = "";
		const open = (name: string, attributes: Readonly<Record<string, string>>): (() => void) | undefined => {
			if (/^a:(?:dk[12]|lt[12]|accent[1-6]|hlink|folHlink)$/.test(name)) {
				slot = name.slice(2);
				return () => {
					slot = "";
				};
			}
			const value = name === "a:srgbClr" ? attributes.val : name === "a:sysClr" ? attributes.lastClr : undefined;
			const colour = fromHex(value ?? "");
			if (slot !== "" && colour !== null) this.#colours.set(slot, colour);
			return undefined;
		};
		if (xml !== "") walkXml(xml, { open, text: () => {} }, limits);
	}

	/** Null for a colour that the theme does not state. */
	of(name: string): Rgb | null {
		return this.#colours.get(SLOTS[name] ?? name) ?? null;
	}
}
