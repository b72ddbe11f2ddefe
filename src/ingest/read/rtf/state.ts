import type { Run } from "../../layout/blocks.ts";
import type { Rgb } from "../contrast.ts";
import type { TableRows } from "../table-rows.ts";
import type { Setting } from "../unseen-text.ts";

/** Words that lay a colour under characters or paragraphs. */
export const GROUND_WORDS: ReadonlySet<string> = new Set(["chcbpat", "highlight", "cb", "cbpat"]);

/** Where the text of a group goes. */
export type Destination = "text" | "none" | "left-out" | "instruction" | "font-table" | "style-sheet";

/** A text of its own: the body, a header, a note, a box. */
export interface Target {
	readonly rows: TableRows;
	runs: Run[];
	/** A bullet or number was printed before the paragraph. */
	marked: boolean;
}

export interface Field {
	instruction: string;
}

/** What a group inherits and its end takes back. */
export interface GroupState {
	destination: Destination;
	target: Target;
	/** This group opened its target, so its end closes it. */
	owner: boolean;
	/** Next control word was announced by \*. */
	starred: boolean;
	bold: boolean;
	/** Points. */
	size: number;
	font: number;
	hidden: boolean;
	/** Null where it is the reader's choice. */
	colour: Rgb | null;
	/** What lies under the characters; null where it is not known, undefined where nothing is said. */
	shade: Rgb | null | undefined;
	/** The same, under the paragraph. */
	paragraphShade: Rgb | null | undefined;
	/** Letters are strokes: their width is next to nothing. */
	narrow: boolean;
	/** Bytes that follow a Unicode character for readers without Unicode. */
	fallback: number;
	link: string | undefined;
	field: Field | null;
	depth: number;
	/** Level of the heading, 0 for text. */
	outline: number;
	list: boolean;
	/** Destination to which the Unicode half of a pair goes back. */
	outer: Destination;
	/** Number of the font or style that this group defines. */
	defines: number;
}

/** How text of a group is seen. @param page what it stands on where nothing is said */
export function sightIn(state: GroupState, page: Rgb | null): Setting {
	const { hidden, narrow, colour, size, shade, paragraphShade } = state;
	const stated = shade === undefined ? paragraphShade : shade;
	return { hidden: hidden || narrow, colour, size, ground: stated === undefined ? page : stated };
}

/** RTF 1.9.1: the size of text that states none is 12 points. */
const PLAIN_SIZE = 12;

export const startState = (target: Target): GroupState => ({
	destination: "text",
	target,
	owner: true,
	starred: false,
	bold: false,
	size: PLAIN_SIZE,
	font: -1,
	hidden: false,
	colour: null,
	shade: undefined,
	paragraphShade: undefined,
	narrow: false,
	fallback: 1,
	link: undefined,
	field: null,
	depth: 0,
	outline: 0,
	list: false,
	outer: "text",
	defines: -1,
});

export const plainCharacters = (): Partial<GroupState> => ({
	bold: false,
	size: PLAIN_SIZE,
	hidden: false,
	colour: null,
	shade: undefined,
	narrow: false,
});
export const plainParagraph = (): Partial<GroupState> => ({
	depth: 0,
	outline: 0,
	list: false,
	paragraphShade: undefined,
});
