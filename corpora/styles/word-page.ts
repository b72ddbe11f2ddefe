import { BorderStyle } from "docx";

/** Between the margins, twentieths of a point. */
export const PAGE_WIDTH = 9000;
const NO_LINE = { style: BorderStyle.NONE, size: 0, color: "auto" };
/** Of a table that only places what is in it. */
export const NO_LINES = {
	top: NO_LINE,
	bottom: NO_LINE,
	left: NO_LINE,
	right: NO_LINE,
	insideHorizontal: NO_LINE,
	insideVertical: NO_LINE,
};
