import type { Matrix } from "./shapes.ts";

/** What the worker of pdfjs reads of a file, as far as it is looked at here. */

export interface Dict {
	get(key: string): unknown;
	/** References stay such. */
	getRaw(key: string): unknown;
	getArray(key: string): unknown;
}

export interface Font {
	readonly isType3Font?: boolean;
	charsToGlyphs(codes: string): readonly { readonly unicode: string }[];
}

/** The state of the text, which pdfjs changes as it goes. */
export interface TextState {
	readonly ctm: Matrix;
	readonly textMatrix: Matrix;
	readonly textLineMatrix: Matrix;
	readonly font: Font | null;
	readonly fontSize: number;
	readonly textHScale: number;
	readonly textRise: number;
	readonly leading: number;
}

/** One for the page and one for each form on it. */
export interface StateManager {
	readonly state: TextState;
}

export interface ColourSpace {
	readonly name: string;
	readonly numComps: number;
	getRgb(values: readonly number[], from: number): ArrayLike<number>;
}

/** What reads the operators of a page. */
export interface Evaluator {
	readonly xref: { readonly root: Dict | null; fetchIfRef(value: unknown): unknown };
}

export const isDict = (value: unknown): value is Dict =>
	typeof value === "object" && value !== null && typeof (value as Partial<Dict>).getRaw === "function";

export const nameOf = (value: unknown): string | null => {
	const name = typeof value === "object" && value !== null ? (value as { readonly name?: unknown }).name : null;
	return typeof name === "string" ? name : null;
};

/** A reference as a key; null for what is none. */
export const refOf = (value: unknown): string | null =>
	typeof value === "object" && value !== null && "num" in value && "gen" in value ? String(value) : null;

export const dictOfStream = (value: unknown): Dict | null => {
	const dict = typeof value === "object" && value !== null ? (value as { readonly dict?: unknown }).dict : null;
	return isDict(dict) ? dict : null;
};

/** An entry of one kind of resources. */
export function resource(resources: Dict, kind: string, name: string): unknown {
	const entries = resources.get(kind);
	return isDict(entries) ? entries.get(name) : undefined;
}
