/** Sections of a resume as WordprocessingML paragraphs, shared by the layouts. */
import { AlignmentType, HeadingLevel, Paragraph, Tab, TabStopType, TextRun } from "docx";
import type { Block, ContactItem, EntryBlock, ResumeDocument, Section } from "../../print/document.ts";
import { contactLine } from "../text.ts";

/** How paragraphs of a layout look. Sizes in half points, positions in twentieths of a point. */
export interface Manner {
	/** Word's own heading styles, or bold paragraphs that only look like headings. */
	readonly styles: boolean;
	/** Right edge for dates behind a tab; absent: dates on a line of their own. */
	readonly datesTab?: number;
	readonly bullets: "list" | "typed";
	readonly ink?: string;
}

function run(text: string, manner: Manner, look: { bold?: boolean; italics?: boolean; size?: number } = {}): TextRun {
	return new TextRun({ text, ...look, ...(manner.ink === undefined ? {} : { color: manner.ink }) });
}

export function plain(text: string, manner: Manner): Paragraph {
	return new Paragraph({ children: [run(text, manner)], spacing: { after: 40 } });
}

export function heading(text: string, manner: Manner): Paragraph {
	if (manner.styles)
		return new Paragraph({ text, heading: HeadingLevel.HEADING_1, spacing: { before: 200, after: 80 } });
	return new Paragraph({
		children: [run(text, manner, { bold: true, size: 25 })],
		spacing: { before: 200, after: 80 },
	});
}

function bullet(text: string, manner: Manner): Paragraph {
	if (manner.bullets === "list") return new Paragraph({ children: [run(text, manner)], bullet: { level: 0 } });
	return new Paragraph({ children: [run(`• ${text}`, manner)], indent: { left: 160 } });
}

function entry({ lines, dates, paragraph, bullets }: EntryBlock, manner: Manner): Paragraph[] {
	const [first = "", ...rest] = lines;
	const bold = run(first, manner, { bold: true });
	const beside = dates !== undefined && manner.datesTab !== undefined;
	const head = beside
		? new Paragraph({
				children: [bold, new TextRun({ children: [new Tab(), dates] })],
				tabStops: [{ type: TabStopType.RIGHT, position: manner.datesTab ?? 0 }],
				spacing: { before: 80 },
			})
		: new Paragraph({ children: [bold], spacing: { before: 80 } });
	return [
		head,
		...(dates !== undefined && !beside ? [plain(dates, manner)] : []),
		...rest.map((line) => new Paragraph({ children: [run(line, manner, { italics: true })] })),
		...(paragraph === undefined ? [] : [plain(paragraph, manner)]),
		...bullets.map((text) => bullet(text, manner)),
	];
}

function block(content: Block, manner: Manner): Paragraph[] {
	if (content.kind === "entry") return entry(content, manner);
	if (content.kind === "paragraph") return [plain(content.text, manner)];
	return content.items.map((item) => bullet(item, manner));
}

export function sectionParagraphs(section: Section, manner: Manner): Paragraph[] {
	return [heading(section.heading, manner), ...section.blocks.flatMap((content) => block(content, manner))];
}

export function titleParagraphs(document: ResumeDocument, manner: Manner, centred: boolean): Paragraph[] {
	const alignment = centred ? AlignmentType.CENTER : AlignmentType.LEFT;
	const { documentTitle, name, label } = document;
	const title = manner.styles
		? new Paragraph({ text: name, heading: HeadingLevel.TITLE, alignment })
		: new Paragraph({ children: [run(name, manner, { bold: true, size: 40 })], alignment });
	return [
		...(documentTitle === undefined ? [] : [new Paragraph({ text: documentTitle, alignment })]),
		title,
		...(label === undefined ? [] : [new Paragraph({ children: [run(label, manner, { size: 26 })], alignment })]),
	];
}

export function contactParagraphs(document: ResumeDocument, manner: Manner): Paragraph[] {
	return document.contact.map((item) => plain(contactLine(item, document.labels), manner));
}

/** All contact items on one line. */
export function contactInLine(items: readonly ContactItem[], labels: boolean, separator: string): Paragraph {
	return new Paragraph({
		text: items.map((item) => contactLine(item, labels)).join(separator),
		alignment: AlignmentType.CENTER,
	});
}
