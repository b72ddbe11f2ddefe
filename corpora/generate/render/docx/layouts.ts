/** DOCX layouts: which parts of a resume go into the body, a table, the page header or text boxes. */
import {
	BorderStyle,
	Document,
	Header,
	type ISectionOptions,
	Paragraph,
	ShadingType,
	Table,
	TableCell,
	TableLayoutType,
	TableRow,
	Textbox,
	WidthType,
} from "docx";
import { ShapeRun } from "docx/shapes";
import type { ResumeDocument, Section, SectionKind } from "../../print/document.ts";
import type { StyleWish } from "../../print/style.ts";
import {
	contactInLine,
	contactParagraphs,
	heading,
	type Manner,
	sectionParagraphs,
	titleParagraphs,
} from "./paragraphs.ts";

export type DocxLayoutName = "plain-styles" | "table-columns" | "header-contact" | "text-boxes" | "tabs-right";

const STYLED: Manner = { styles: true, bullets: "list" };
const LOOSE: Manner = { styles: false, bullets: "typed" };
const TABBED: Manner = { styles: false, bullets: "list", datesTab: 9300 };
const ASIDE: readonly SectionKind[] = ["skills", "languages", "certificates", "interests"];

const isAside = (section: Section): boolean => ASIDE.includes(section.kind);

function sectionsWith(document: ResumeDocument, manner: Manner, keep: (section: Section) => boolean): Paragraph[] {
	return document.sections.filter(keep).flatMap((section) => sectionParagraphs(section, manner));
}

const everything = (): boolean => true;

function plainStyles(document: ResumeDocument): ISectionOptions {
	const body = sectionsWith(document, STYLED, everything);
	return { children: [...titleParagraphs(document, STYLED, false), ...contactParagraphs(document, STYLED), ...body] };
}

function cell(children: Paragraph[], width: number, fill?: string): TableCell {
	return new TableCell({
		children,
		width: { size: width, type: WidthType.DXA },
		margins: { top: 120, bottom: 120, left: 160, right: 160 },
		...(fill === undefined ? {} : { shading: { type: ShadingType.CLEAR, fill, color: "auto" } }),
	});
}

const NO_BORDER = { style: BorderStyle.NONE, size: 0, color: "FFFFFF" };
const NO_BORDERS = {
	top: NO_BORDER,
	bottom: NO_BORDER,
	left: NO_BORDER,
	right: NO_BORDER,
	insideHorizontal: NO_BORDER,
	insideVertical: NO_BORDER,
};

function tableColumns(document: ResumeDocument): ISectionOptions {
	const aside = [
		heading(document.contactHeading, LOOSE),
		...contactParagraphs(document, LOOSE),
		...sectionsWith(document, LOOSE, isAside),
	];
	const main = [
		...titleParagraphs(document, LOOSE, false),
		...sectionsWith(document, LOOSE, (section) => !isAside(section)),
	];
	const table = new Table({
		rows: [new TableRow({ children: [cell(aside, 3000, "E8EEF4"), cell(main, 6600)] })],
		columnWidths: [3000, 6600],
		width: { size: 9600, type: WidthType.DXA },
		layout: TableLayoutType.FIXED,
		borders: NO_BORDERS,
	});
	return { children: [table] };
}

function headerContact(document: ResumeDocument): ISectionOptions {
	const header = new Header({
		children: [...titleParagraphs(document, LOOSE, true), contactInLine(document.contact, document.labels, " | ")],
	});
	return { headers: { default: header }, children: sectionsWith(document, STYLED, everything) };
}

/** Contact in a VML text box (Word 2007 and before), skills in a DrawingML one (Word 2010 and later). */
function textBoxes(document: ResumeDocument): ISectionOptions {
	const contact = new Textbox({
		children: [heading(document.contactHeading, LOOSE), ...contactParagraphs(document, LOOSE)],
		style: { width: "400pt", height: "auto" },
	});
	const skills = new Paragraph({
		children: [
			new ShapeRun({
				type: "rectangle",
				transformation: { width: 560, height: 190 },
				fill: "F3F3F3",
				line: "none",
				children: sectionsWith(document, LOOSE, (section) => section.kind === "skills"),
			}),
		],
	});
	const rest = sectionsWith(document, LOOSE, (section) => section.kind !== "skills");
	return { children: [...titleParagraphs(document, LOOSE, false), contact, skills, ...rest] };
}

function tabsRight(document: ResumeDocument): ISectionOptions {
	const contact = contactInLine(document.contact, document.labels, "  •  ");
	return {
		children: [...titleParagraphs(document, TABBED, true), contact, ...sectionsWith(document, TABBED, everything)],
	};
}

interface DocxLayout {
	readonly build: (document: ResumeDocument) => ISectionOptions;
	readonly wish: StyleWish;
}

export const DOCX_LAYOUTS: Readonly<Record<DocxLayoutName, DocxLayout>> = {
	"plain-styles": { build: plainStyles, wish: {} },
	"table-columns": {
		build: tableColumns,
		wish: { skills: "list", mostSkills: 12, address: "city", datesAt: "own-line" },
	},
	"header-contact": { build: headerContact, wish: {} },
	"text-boxes": { build: textBoxes, wish: { skills: "commas" } },
	"tabs-right": { build: tabsRight, wish: { datesAt: "right" } },
};

/** A `docx` document of a resume. */
export function docxOf(document: ResumeDocument, layout: DocxLayoutName): Document {
	const section = DOCX_LAYOUTS[layout].build(document);
	const margin = { top: 1000, bottom: 1000, left: 1100, right: 1100 };
	return new Document({
		creator: document.name,
		title: document.name,
		styles: { default: { document: { run: { font: "Calibri", size: 21 } } } },
		sections: [{ ...section, properties: { page: { margin } } }],
	});
}
