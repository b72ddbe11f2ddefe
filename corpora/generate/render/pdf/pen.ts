/** Writes text down a column of a PDF page, with a new page when the column is full. */
import type PDFDocument from "pdfkit";
import type { Theme } from "./themes.ts";

type Pdf = InstanceType<typeof PDFDocument>;

export interface Column {
	readonly x: number;
	readonly width: number;
}

export interface Ink {
	readonly font?: "plain" | "bold" | "italic";
	readonly size?: number;
	readonly colour?: string;
	readonly align?: "left" | "center" | "right";
	readonly spacing?: number;
}

export class Pen {
	readonly pdf: Pdf;
	readonly theme: Theme;
	column: Column;
	colour: string;
	y: number;

	constructor(pdf: Pdf, theme: Theme, column: Column, colour: string) {
		this.pdf = pdf;
		this.theme = theme;
		this.column = column;
		this.colour = colour;
		this.y = pdf.page.margins.top;
	}

	private select(ink: Ink): void {
		this.pdf
			.font(this.theme.fonts[ink.font ?? "plain"])
			.fontSize(ink.size ?? this.theme.size)
			.fillColor(ink.colour ?? this.colour);
	}

	private options(ink: Ink, width: number): PDFKit.Mixins.TextOptions {
		return { width, align: ink.align ?? "left", lineGap: this.theme.lineGap, characterSpacing: ink.spacing ?? 0 };
	}

	/** Height that a text takes in the column. */
	height(text: string, ink: Ink = {}, indent = 0): number {
		this.select(ink);
		const width = this.column.width - indent;
		return this.pdf.heightOfString(text, this.options(ink, width));
	}

	/** Starts a new page unless `height` points still fit on this one. */
	ensure(height: number): void {
		const bottom = this.pdf.page.height - this.pdf.page.margins.bottom;
		if (this.y + height <= bottom) return;
		this.pdf.addPage();
		this.y = this.pdf.page.margins.top;
	}

	/** Writes a paragraph and moves below it; a paragraph never breaks across pages. */
	write(text: string, ink: Ink = {}, indent = 0): void {
		const height = this.height(text, ink, indent);
		this.ensure(height);
		this.select(ink);
		this.pdf.text(text, this.column.x + indent, this.y, this.options(ink, this.column.width - indent));
		this.y += height;
	}

	/** Writes beside the current line without moving down; returns the height taken. */
	beside(text: string, column: Column, ink: Ink = {}): number {
		this.select(ink);
		const options = this.options(ink, column.width);
		this.pdf.text(text, column.x, this.y, options);
		return this.pdf.heightOfString(text, options);
	}

	/** Width of one line of text. */
	width(text: string, ink: Ink = {}): number {
		this.select(ink);
		return this.pdf.widthOfString(text, { characterSpacing: ink.spacing ?? 0 });
	}

	space(points: number): void {
		this.y += points;
	}

	rule(colour: string): void {
		const { x, width } = this.column;
		this.pdf
			.moveTo(x, this.y)
			.lineTo(x + width, this.y)
			.lineWidth(0.7)
			.strokeColor(colour)
			.stroke();
	}

	box(height: number, fill: string): void {
		const { x, width } = this.column;
		this.pdf.rect(x, this.y, width, height).fill(fill);
	}
}
