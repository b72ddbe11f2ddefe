/** PDF resumes with pdfkit's standard fonts (WinAnsi is enough for English, German, French and Spanish). */
import PDFDocument from "pdfkit";
import type { ResumeDocument, Section, SectionKind } from "../../print/document.ts";
import { contactLine } from "../text.ts";
import { type Column, Pen } from "./pen.ts";
import { writeSections } from "./sections.ts";
import { type PdfLayoutName, THEMES, type Theme } from "./themes.ts";

type Pdf = InstanceType<typeof PDFDocument>;

/** Fixed, so that the same resume gives the same bytes: pdfkit derives the file id from it. */
export const CREATED = new Date(Date.UTC(2026, 9, 1));

const IN_SIDEBAR: readonly SectionKind[] = ["skills", "languages", "certificates", "interests"];

/** Collects a document's bytes. */
export async function bytesOf(pdf: Pdf): Promise<Buffer> {
	const chunks: Buffer[] = [];
	pdf.on("data", (chunk: Buffer) => chunks.push(chunk));
	const ended = new Promise<void>((resolve, reject) => {
		pdf.on("end", resolve);
		pdf.on("error", reject);
	});
	pdf.end();
	await ended;
	return Buffer.concat(chunks);
}

function titleLines(pen: Pen, document: ResumeDocument, align: "left" | "center"): void {
	const { size, colour } = pen.theme;
	if (document.documentTitle !== undefined) pen.write(document.documentTitle, { align, size: size + 2 });
	pen.write(document.name, { font: "bold", size: size + 12, colour, align });
	if (document.label !== undefined) pen.write(document.label, { size: size + 2, align });
}

function contactBlock(pen: Pen, document: ResumeDocument, align: "left" | "center"): void {
	const lines = document.contact.map((item) => contactLine(item, document.labels));
	pen.write(lines.join(pen.theme.contactSeparator), { align });
}

function writeBand(pen: Pen, document: ResumeDocument): void {
	const { pdf, theme } = pen;
	const height = 108;
	pdf.rect(0, 0, pdf.page.width, height).fill(theme.colour);
	pen.y = 26;
	pen.write(document.name, { font: "bold", size: 22, colour: "#ffffff" });
	if (document.label !== undefined) pen.write(document.label, { size: 12, colour: "#ffffff" });
	pen.space(4);
	const lines = document.contact.map((item) => contactLine(item, document.labels));
	pen.write(lines.join(theme.contactSeparator), { size: 8.5, colour: "#ffffff" });
	pen.y = Math.max(pen.y, height) + 8;
}

function writeHeader(pen: Pen, document: ResumeDocument): void {
	if (pen.theme.header === "band") {
		writeBand(pen, document);
		return;
	}
	const align = pen.theme.header === "centred" ? "center" : "left";
	titleLines(pen, document, align);
	pen.space(3);
	contactBlock(pen, document, align);
}

function paintSidebar(pdf: Pdf, theme: Theme): void {
	const { sidebar } = theme;
	if (sidebar === undefined) return;
	const x = sidebar.side === "left" ? 0 : pdf.page.width - sidebar.width;
	pdf.rect(x, 0, sidebar.width, pdf.page.height).fill(sidebar.fill);
}

function sidebarPen(pdf: Pdf, theme: Theme): Pen {
	const { side = "left", width = 0, ink = "#000000" } = theme.sidebar ?? {};
	const column: Column = { x: side === "left" ? 14 : pdf.page.width - width + 12, width: width - 24 };
	return new Pen(pdf, { ...theme, size: theme.size - 1.2, heading: "plain" }, column, ink);
}

function mainColumn(pdf: Pdf, theme: Theme): Column {
	const { margin, sidebar } = theme;
	if (sidebar === undefined) return { x: margin, width: pdf.page.width - 2 * margin };
	const width = pdf.page.width - sidebar.width - margin - 20;
	return { x: sidebar.side === "left" ? sidebar.width + 20 : margin, width };
}

function writeSidebar(pdf: Pdf, theme: Theme, document: ResumeDocument, sections: readonly Section[]): void {
	const pen = sidebarPen(pdf, theme);
	pen.write(document.contactHeading, { font: "bold", size: pen.theme.size + 3 });
	pen.space(4);
	for (const item of document.contact) pen.write(contactLine(item, document.labels));
	writeSections(pen, sections, pen.colour);
}

function writeColumns(pdf: Pdf, theme: Theme, document: ResumeDocument): void {
	const aside = document.sections.filter((section) => IN_SIDEBAR.includes(section.kind));
	const main = document.sections.filter((section) => !IN_SIDEBAR.includes(section.kind));
	paintSidebar(pdf, theme);
	// The order of drawing is the order of the text layer: some tools write the sidebar first, some last.
	if (theme.sidebar?.first === true) writeSidebar(pdf, theme, document, aside);
	const writeMain = (): void => {
		const pen = new Pen(pdf, theme, mainColumn(pdf, theme), "#222222");
		titleLines(pen, document, "left");
		writeSections(pen, main, theme.colour);
	};
	pdf.on("pageAdded", () => paintSidebar(pdf, theme));
	writeMain();
	if (theme.sidebar?.first !== true) {
		pdf.switchToPage(0);
		writeSidebar(pdf, theme, document, aside);
	}
}

function writeFooters(pdf: Pdf, document: ResumeDocument, theme: Theme): void {
	const { start, count } = pdf.bufferedPageRange();
	for (let page = start; page < start + count; page++) {
		pdf.switchToPage(page);
		const text = `${document.name}  -  ${document.pageLabel.replace("{page}", `${page + 1}/${count}`)}`;
		pdf.page.margins.bottom = 0;
		pdf.font(theme.fonts.plain).fontSize(8).fillColor("#555555");
		pdf.text(text, theme.margin, pdf.page.height - 34, { lineBreak: false });
	}
}

/** A resume as PDF bytes in one of the layouts. */
export async function renderPdf(document: ResumeDocument, layout: PdfLayoutName): Promise<Buffer> {
	const theme = THEMES[layout];
	const pdf = new PDFDocument({
		size: theme.paper,
		margin: theme.margin,
		bufferPages: true,
		info: { Title: document.name, CreationDate: CREATED, Producer: "pdfkit", Creator: "Tributary corpora" },
	});
	if (theme.sidebar === undefined) {
		const pen = new Pen(pdf, theme, mainColumn(pdf, theme), "#1a1a1a");
		writeHeader(pen, document);
		writeSections(pen, document.sections, theme.colour);
	} else writeColumns(pdf, theme, document);
	if (theme.footer) writeFooters(pdf, document, theme);
	return bytesOf(pdf);
}
