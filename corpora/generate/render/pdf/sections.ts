/** Sections of a resume down a column: headings, entries, lists. */
import type { Block, EntryBlock, Section } from "../../print/document.ts";
import type { Pen } from "./pen.ts";

/** Extra space between letters of a spaced heading, in points: wide enough that readers may see single letters. */
const SPACED = 4;

function writeHeading(pen: Pen, text: string, colour: string): void {
	const size = pen.theme.size + 3;
	// A heading stays with the first lines that follow it.
	pen.ensure(size + 52);
	pen.space(9);
	if (pen.theme.heading === "boxed") pen.box(size + 6, "#e3efe9");
	if (pen.theme.heading === "boxed") pen.space(3);
	const spacing = pen.theme.heading === "spaced" ? SPACED : 0;
	pen.write(text, { font: "bold", size, colour, spacing });
	if (pen.theme.heading === "rule") pen.rule(colour);
	pen.space(5);
}

function writeBullet(pen: Pen, text: string, indent: number): void {
	const { bullet, size } = pen.theme;
	const hang = indent + size + 2;
	pen.ensure(pen.height(text, {}, hang));
	pen.beside(bullet, { x: pen.column.x + indent, width: size + 2 });
	pen.write(text, {}, hang);
}

/** Head lines with dates at the right edge of the first, or in the column on the left. */
function writeHead(pen: Pen, { lines, dates }: EntryBlock, indent: number): void {
	const [first = "", ...rest] = lines;
	const { x, width } = pen.column;
	const room = indent > 0 || dates === undefined ? 0 : pen.width(dates) + 14;
	const narrow = { x: x + indent, width: width - indent - room };
	pen.ensure(44);
	if (dates !== undefined && indent > 0) pen.beside(dates, { x, width: indent - 10 });
	else if (dates !== undefined) pen.beside(dates, { x: x + width - room, width: room }, { align: "right" });
	const height = pen.beside(first, narrow, { font: "bold" });
	pen.space(height);
	for (const line of rest) pen.write(line, { font: "italic" }, indent);
}

function writeEntry(pen: Pen, entry: EntryBlock): void {
	const indent = pen.theme.datesColumn ?? 0;
	writeHead(pen, entry, indent);
	if (entry.paragraph !== undefined) pen.write(entry.paragraph, {}, indent);
	for (const bullet of entry.bullets) writeBullet(pen, bullet, indent);
	pen.space(6);
}

function writeBlock(pen: Pen, block: Block): void {
	const indent = pen.theme.datesColumn ?? 0;
	if (block.kind === "entry") writeEntry(pen, block);
	else if (block.kind === "paragraph") pen.write(block.text, {}, indent);
	else for (const item of block.items) writeBullet(pen, item, indent);
}

/** Writes sections one below the other. */
export function writeSections(pen: Pen, sections: readonly Section[], colour: string): void {
	for (const section of sections) {
		writeHeading(pen, section.heading, colour);
		for (const block of section.blocks) writeBlock(pen, block);
	}
}
