import type { Rgb } from "../contrast.ts";
import { type Dict, isDict, nameOf } from "./pdfjs-objects.ts";
import { type Box, EVERYWHERE } from "./shapes.ts";

/** Null for a pattern and for what cannot be known. */
export type Colour = Rgb | null;

export const BLACK: Colour = [0, 0, 0];

/** Of the state that paints (ISO 32000-1, 8.4), what tells whether something is seen. */
export interface Graphics {
	readonly fill: Colour;
	readonly stroke: Colour;
	/** Names of the colour spaces that the next colours are of. */
	readonly fillSpace: string;
	readonly strokeSpace: string;
	/** 0 to 1, that of the groups around counted in. */
	readonly fillAlpha: number;
	readonly strokeAlpha: number;
	readonly groupAlpha: number;
	/** What is painted takes the place of what lies under it, and is not mixed with it. */
	readonly replaces: boolean;
	/** A mask may leave out parts of what is painted. */
	readonly masked: boolean;
	/** One of the groups around is masked, or mixed with what lies under it. */
	readonly groupMixed: boolean;
	readonly lineWidth: number;
	readonly textMode: number;
	readonly clip: Box;
	/** The clipping path is its box. */
	readonly clipIsBox: boolean;
}

export const INITIAL: Graphics = {
	fill: BLACK,
	stroke: BLACK,
	fillSpace: "DeviceGray",
	strokeSpace: "DeviceGray",
	fillAlpha: 1,
	strokeAlpha: 1,
	groupAlpha: 1,
	replaces: true,
	masked: false,
	groupMixed: false,
	lineWidth: 1,
	textMode: 0,
	clip: EVERYWHERE,
	clipIsBox: true,
};

/** Opacity under which nothing is seen. */
export const LEAST_ALPHA = 0.02;

const isNormal = (mode: unknown): boolean => {
	const first = nameOf(Array.isArray(mode) ? mode[0] : mode);
	return first === "Normal" || first === "Compatible";
};

/** The state with what an ExtGState says (8.4.5). */
export function withExtGState(state: Graphics, dict: Dict): Graphics {
	const { groupAlpha } = state;
	const [fillAlpha, strokeAlpha, width] = [dict.get("ca"), dict.get("CA"), dict.get("LW")];
	const [mode, mask] = [dict.get("BM"), dict.get("SMask")];
	return {
		...state,
		...(typeof fillAlpha === "number" ? { fillAlpha: fillAlpha * groupAlpha } : {}),
		...(typeof strokeAlpha === "number" ? { strokeAlpha: strokeAlpha * groupAlpha } : {}),
		...(typeof width === "number" ? { lineWidth: width } : {}),
		...(mode == null ? {} : { replaces: isNormal(mode) }),
		...(mask == null ? {} : { masked: isDict(mask) || nameOf(mask) !== "None" }),
	};
}

/** The state that a transparency group begins with (11.6.6): it is painted as one with what the state was. */
export const inGroup = (state: Graphics): Graphics => ({
	...state,
	strokeAlpha: state.fillAlpha,
	groupAlpha: state.fillAlpha,
	groupMixed: state.groupMixed || state.masked || !state.replaces,
	replaces: true,
	masked: false,
});
