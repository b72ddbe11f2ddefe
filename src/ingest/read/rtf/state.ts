import type { Run } from "../../layout/blocks.ts";
import type { TableRows } from "../table-rows.ts";

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
	/** White, or nearly. */
	light: boolean;
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
	light: false,
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
	light: false,
});
export const plainParagraph = (): Partial<GroupState> => ({ depth: 0, outline: 0, list: false });
