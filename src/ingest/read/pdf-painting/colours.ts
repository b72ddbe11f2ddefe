import { WHITE } from "../contrast.ts";
import { BLACK, type Colour } from "./graphics.ts";
import type { ColourSpace, Dict, Evaluator } from "./pdfjs-objects.ts";

/** A colour space by its name in the resources, as pdfjs reads it; it throws where there is none. */
export type FindSpace = (evaluator: Evaluator, name: string, resources: Dict) => ColourSpace;

/** Colours of one page. */
export class Colours {
	readonly #find: FindSpace;
	readonly #spaces = new Map<Dict, Map<string, ColourSpace | null>>();

	constructor(find: FindSpace) {
		this.#find = find;
	}

	/** Null for patterns, and where nothing is known. */
	of(values: readonly unknown[], space: string, resources: Dict, evaluator: Evaluator): Colour {
		if (!values.every((value) => typeof value === "number")) return null;
		if (space === "DeviceGray") return grey(values[0] ?? 0);
		if (space === "DeviceRGB") return rgb(values[0] ?? 0, values[1] ?? 0, values[2] ?? 0);
		const found = this.#space(space, resources, evaluator);
		if (found === null || found.name === "Pattern" || values.length < found.numComps) return null;
		const { 0: red = 0, 1: green = 0, 2: blue = 0 } = found.getRgb(values, 0);
		return rgb(red / 255, green / 255, blue / 255);
	}

	/** The colour that a space begins with (ISO 32000-1, 8.6.5.6): black, as far as it is looked at. */
	first(space: string, resources: Dict, evaluator: Evaluator): Colour {
		if (space === "DeviceGray" || space === "DeviceRGB") return BLACK;
		const found = this.#space(space, resources, evaluator);
		return found !== null && /^(?:Device|Cal)/.test(found.name) ? BLACK : null;
	}

	#space(name: string, resources: Dict, evaluator: Evaluator): ColourSpace | null {
		const known = this.#spaces.get(resources) ?? new Map<string, ColourSpace | null>();
		this.#spaces.set(resources, known);
		const space = known.get(name);
		if (space !== undefined) return space;
		let found: ColourSpace | null;
		try {
			found = this.#find(evaluator, name, resources);
		} catch {
			found = null;
		}
		known.set(name, found);
		return found;
	}
}

const byte = (part: number): number => Math.min(255, Math.max(0, part * 255));

/** The same object for black and white, as most colours are. */
export function grey(level: number): Colour {
	if (level === 0) return BLACK;
	return level === 1 ? WHITE : [byte(level), byte(level), byte(level)];
}

export const rgb = (red: number, green: number, blue: number): Colour =>
	red === green && green === blue ? grey(red) : [byte(red), byte(green), byte(blue)];
