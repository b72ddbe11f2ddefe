/** What pages of Word files are made of. */
import {
	AlignmentType,
	BorderStyle,
	HeadingLevel,
	Paragraph,
	ShadingType,
	Table,
	TableCell,
	TableRow,
	TabStopType,
	type Textbox,
	TextRun,
	VerticalAlign,
	WidthType,
} from "docx";

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

export type Block = Paragraph | Table | Textbox;

/** Text in which "**" makes bold, a tab is a tab, and a line feed a line break. */
export const runs = (text: string, size = 21): TextRun[] =>
	text
		.split("**")
		.flatMap((part, index) =>
			part
				.split("\n")
				.map((line, at) => new TextRun({ text: line, bold: index % 2 === 1, size, ...(at === 0 ? {} : { break: 1 }) })),
		);
export const p = (text: string): Paragraph => new Paragraph({ children: runs(text) });
export const centred = (text: string, size?: number): Paragraph =>
	new Paragraph({ alignment: AlignmentType.CENTER, children: runs(text, size) });
export const title = (text: string): Paragraph =>
	new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(text)] });
export const h = (text: string): Paragraph =>
	new Paragraph({ heading: HeadingLevel.HEADING_1, children: [new TextRun(text)] });
export const h2 = (text: string): Paragraph =>
	new Paragraph({ heading: HeadingLevel.HEADING_2, children: [new TextRun(text)] });
export const li = (text: string): Paragraph => new Paragraph({ bullet: { level: 0 }, children: runs(text) });
export const tabbed = (text: string, at = PAGE_WIDTH): Paragraph =>
	new Paragraph({ tabStops: [{ type: TabStopType.RIGHT, position: at }], children: runs(text) });
/** The library's type asks for runs, its example gives paragraphs, and only these make a valid file. */
export const boxed = (text: string): TextRun[] => text.split("\n").map((line) => p(line)) as unknown as TextRun[];
export const hanging = (text: string): Paragraph =>
	new Paragraph({
		indent: { left: 2500, hanging: 2500 },
		tabStops: [{ type: TabStopType.LEFT, position: 2500 }],
		children: runs(text),
	});

export function table(
	widths: readonly number[],
	rows: readonly (readonly (readonly Block[])[])[],
	lines = false,
	shade?: string,
): Table {
	const cell = (children: readonly Block[], index: number): TableCell =>
		new TableCell({
			children: [...(children as Paragraph[])],
			width: { size: widths[index] ?? 1000, type: WidthType.DXA },
			verticalAlign: VerticalAlign.TOP,
			...(shade !== undefined && index === 0 ? { shading: { type: ShadingType.CLEAR, fill: shade } } : {}),
		});
	return new Table({
		columnWidths: [...widths],
		width: { size: PAGE_WIDTH, type: WidthType.DXA },
		...(lines ? {} : { borders: NO_LINES }),
		rows: rows.map((cells) => new TableRow({ children: cells.map(cell) })),
	});
}

export interface Page {
	readonly children: readonly Block[];
	readonly header?: readonly Block[];
}
