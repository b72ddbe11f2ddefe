import { rgb } from "d3-color";
import type { Rgb } from "./contrast.ts";

export interface CssColour {
	readonly rgb: Rgb;
	/** 0 to 1. */
	readonly alpha: number;
}

/** rgb(255 255 255 / 50%) as it was written before: rgba(255, 255, 255, 0.5). */
function asBefore(text: string): string {
	const [, name, inner] = /^(rgb|hsl)a?\(([^()]*)\)$/.exec(text) ?? [];
	if (name === undefined || inner === undefined) return text;
	const [red = "", green = "", blue = "", alpha] = inner.trim().split(/[\s,/]+/);
	const opacity = alpha?.endsWith("%") ? Number.parseFloat(alpha) / 100 : alpha;
	return opacity === undefined
		? `${name}(${red.replace("deg", "")},${green},${blue})`
		: `${name}a(${red.replace("deg", "")},${green},${blue},${opacity})`;
}

/** A colour as CSS writes it; null for one that goes by something else, or is none. */
export function cssColour(value: string): CssColour | null {
	const { r, g, b, opacity } = rgb(asBefore(value.trim().toLowerCase()));
	if (Number.isNaN(opacity)) return null;
	// Transparent has no colour.
	return { rgb: [r || 0, g || 0, b || 0].map(Math.round) as unknown as Rgb, alpha: opacity };
}
