import { isOnlyDates } from "../dates/ranges.ts";
import { entryField } from "../fields/entry-labels.ts";
import { matchHeading } from "../sections/match-heading.ts";
import { relateSides } from "./columns.ts";
import { cleanText, isOrnament, joinSpacedLetters, takeBullet } from "./glyphs.ts";
import { type Cell, type DraftLine, type LinkTarget, POINTS_PER_CHARACTER, type Region } from "./line.ts";
import { tellingStyles } from "./styles.ts";

/** Text of formats that state structure instead of positions: DOCX, HTML, Markdown. */

export interface Run {
	/** A tab parts cells, a line feed parts lines. */
	readonly text: string;
	readonly bold: boolean;
	/** Font size in points, 0 where it is not stated. */
	readonly size: number;
	readonly font: string;
	readonly link?: string;
}

export interface TextBlock {
	readonly kind: "text";
	readonly runs: readonly Run[];
	readonly heading: number;
	readonly bullet: boolean;
}

export interface TableBlock {
	readonly kind: "table";
	/** Rows of cells of blocks. */
	readonly rows: readonly (readonly (readonly Block[])[])[];
}

export type Block = TextBlock | TableBlock;

interface Draft {
	readonly line: DraftLine;
	readonly links: readonly string[];
}

interface Place {
	readonly stream: string;
	readonly region: Region;
}

/** Paragraphs are whole as they come: no line is joined with the one above. */
const PARAGRAPH_GAP = 1.5;
const CELL_BREAK = /\t| {3,}|\u00a0{3,}/u;

function splitRuns(runs: readonly Run[], separator: string | RegExp): Run[][] {
	const parts: Run[][] = [[]];
	for (const run of runs) {
		for (const [index, text] of run.text.split(separator).entries()) {
			if (index > 0) parts.push([]);
			parts.at(-1)?.push({ ...run, text });
		}
	}
	return parts;
}

function toCell(runs: readonly Run[], x: number): Cell | null {
	const text = cleanText(joinSpacedLetters(runs.map((run) => run.text).join(""))).trim();
	if (text === "" || isOrnament(text)) return null;
	const printed = runs.filter((run) => run.text.trim() !== "");
	const longest = printed.reduce((best, run) => (run.text.length > best.text.length ? run : best), printed[0] as Run);
	const styles = stylesOf(runs);
	return {
		text,
		x,
		right: x + text.length * POINTS_PER_CHARACTER,
		size: Math.max(...printed.map((run) => run.size)),
		font: longest.font,
		bold: printed.every((run) => run.bold || isOrnament(run.text)),
		...(styles.length > 1 ? { styles } : {}),
	};
}

/** Texts of neighbouring runs in one style each. */
function stylesOf(runs: readonly Run[]): readonly string[] {
	const look = (run: Run): string => [run.bold, run.font, run.size].join("/");
	const pieces: { look: string; text: string; parted: false }[] = [];
	for (const run of runs) {
		const last = pieces.at(-1);
		if (last !== undefined && (last.look === look(run) || run.text.trim() === "")) last.text += run.text;
		else pieces.push({ look: look(run), text: run.text, parted: false });
	}
	return tellingStyles(pieces);
}

function lineOf(runs: readonly Run[], block: TextBlock, place: Place): Draft | null {
	const first = runs.findIndex((run) => run.text.trim() !== "");
	const lead = runs[first];
	if (lead === undefined) return null;
	const taken = takeBullet(lead.text);
	const isMarked = taken.text !== cleanText(lead.text).trim();
	const bare = isMarked ? runs.with(first, { ...lead, text: taken.text + (/\s$/.test(lead.text) ? " " : "") }) : runs;
	const groups = splitRuns(bare, CELL_BREAK);
	const cells: Cell[] = [];
	for (const group of groups) {
		const cell = toCell(group, (cells.at(-1)?.right ?? 0) + (cells.length > 0 ? 40 : 0));
		if (cell !== null) cells.push(cell);
	}
	const links = bare.map((run) => run.link).filter((link) => link !== undefined);
	if (cells.length === 0) return null;
	const line: DraftLine = {
		page: 1,
		cells,
		gap: PARAGRAPH_GAP,
		bullet: taken.bullet || block.bullet,
		heading: block.heading,
		...place,
	};
	return { line, links: [...new Set(links)] };
}

const textLines = (block: TextBlock, place: Place): Draft[] =>
	splitRuns(block.runs, "\n")
		.map((runs) => lineOf(runs, block, place))
		.filter((draft) => draft !== null);

/** Cells of one table row side by side on one line. */
function merge(parts: readonly Draft[]): Draft[] {
	const [first, ...rest] = parts;
	if (first === undefined) return [];
	const cells = [...first.line.cells];
	for (const part of rest) {
		const shift = (cells.at(-1)?.right ?? 0) + 40;
		cells.push(...part.line.cells.map((cell) => ({ ...cell, x: cell.x + shift, right: cell.right + shift })));
	}
	const main = rest.find((part) => part.line.heading > 0) ?? first;
	return [{ line: { ...first.line, cells, heading: main.line.heading }, links: parts.flatMap((part) => part.links) }];
}

/** "2019 – today", and below it perhaps the employer and the town: the text of the entry stands beside it, however short. */
const beginsWithDates = ([first]: readonly Draft[]): boolean =>
	first !== undefined && first.line.cells.length === 1 && isOnlyDates(first.line.cells[0]?.text ?? "");

const underDates = (column: readonly Draft[]): readonly Draft[] =>
	beginsWithDates(column)
		? column.map((draft, at) =>
				at === 0
					? draft
					: { ...draft, line: { ...draft.line, cells: draft.line.cells.map((cell) => ({ ...cell, aside: true })) } },
			)
		: column;

function rowLines(columns: readonly (readonly Draft[])[]): Draft[] {
	const filled = columns.filter((column) => column.length > 0);
	if (filled.every((column) => column.length === 1)) return merge(filled.map((column) => column[0] as Draft));
	const texts = filled.filter((column) => !beginsWithDates(column));
	const columnsOfText = texts.length > 0 ? texts : filled;
	const longest = columnsOfText.reduce(
		(best, column) => (column.length > best.length ? column : best),
		columnsOfText[0] ?? [],
	);
	const asides = filled.filter((column) => column !== longest).map(underDates);
	const bulletFirst = longest[0]?.line.bullet === true;
	// The short columns belong to the first line of the long one: dates and places beside an entry.
	const first = merge([...asides.flat(), ...(bulletFirst ? [] : longest.slice(0, 1))]);
	return [...first, ...longest.slice(bulletFirst ? 0 : 1)];
}

function twoColumns(rows: readonly (readonly (readonly Draft[])[])[], place: Place): Draft[] {
	const cells = (column: number): Cell[] =>
		rows.flatMap((row) => (row[column] ?? []).flatMap((draft) => draft.line.cells));
	const long = rows.some((row) => row.some((column) => column.length > 1));
	const both = rows.filter((row) => (row[0]?.length ?? 0) > 0 && (row[1]?.length ?? 0) > 0).length;
	const together = long
		? both / Math.max(...[0, 1].map((column) => rows.flatMap((row) => row[column] ?? []).length))
		: 1;
	const relation = hasSpanningHeadings(rows) ? "rows" : relateSides(cells(0), cells(1), together);
	if (relation === "flows" && long) {
		return [0, 1].flatMap((column) => {
			const stream = `${place.stream}/${column === 0 ? "L" : "R"}`;
			return rows.flatMap((row) => row[column] ?? []).map((draft) => ({ ...draft, line: { ...draft.line, stream } }));
		});
	}
	const named = (row: readonly (readonly Draft[])[]): boolean =>
		row[0]?.length === 1 &&
		matchHeading(row[0][0]?.line.cells[0]?.text ?? "")?.exact === true &&
		/[^:：]$/u.test(row[0][0]?.line.cells[0]?.text ?? "");
	// "Periode | 2002 – 2006", "Opleiding | MBO": rows of a form, though some of their labels head sections elsewhere.
	const isForm = rows.filter((row) => entryField(row[0]?.[0]?.line.cells[0]?.text ?? "") !== null).length > 1;
	const isNamed = (row: readonly (readonly Draft[])[]): boolean => relation === "headings" || named(row);
	return rows.flatMap((row) => (!isForm && isNamed(row) ? row.flat() : rowLines(row)));
}

/** Names of sections over both columns, with rows of two in between: the columns are no texts of their own. */
function hasSpanningHeadings(rows: readonly (readonly (readonly Draft[])[])[]): boolean {
	const heads = rows.flatMap((row, at) =>
		at > 0 && row.length === 1 && row[0]?.length === 1 && headsSection(row[0][0] as Draft) ? [at] : [],
	);
	return heads.length > 1 && heads.every((at) => rows[at + 1]?.length === 2);
}

const headsSection = ({ line }: Draft): boolean =>
	line.cells.length === 1 && matchHeading(line.cells[0]?.text ?? "")?.exact === true;

function tableLines(table: TableBlock, place: Place, depth: number): Draft[] {
	const rows = table.rows.map((row) => row.map((cell) => blockLines(cell, place, depth + 1)));
	const width = Math.max(...rows.map((row) => row.filter((cell) => cell.length > 0).length), 0);
	if (width === 2 && rows.every((row) => row.length <= 2)) return twoColumns(rows, place);
	return rows.flatMap((row) => (row.length === 1 ? (row[0] ?? []) : rowLines(row)));
}

const MAX_NESTED_TABLES = 12;

function blockLines(blocks: readonly Block[], place: Place, depth = 0): Draft[] {
	if (depth > MAX_NESTED_TABLES) return [];
	return blocks.flatMap((block) => (block.kind === "text" ? textLines(block, place) : tableLines(block, place, depth)));
}

/** Blocks of one part of a document as lines, with the links that stand in them. */
export function layOutBlocks(blocks: readonly Block[], place: Place): { lines: DraftLine[]; links: LinkTarget[] } {
	const drafts = blockLines(blocks, place);
	const links = drafts.flatMap((draft, index) =>
		draft.links.map((url) => ({ url, line: index + 1, text: draft.line.cells.map((cell) => cell.text).join(" ") })),
	);
	return { lines: drafts.map((draft) => draft.line), links };
}

/** Joins the parts of a document; the line numbers of links move along. */
export function joinParts(parts: readonly { lines: readonly DraftLine[]; links: readonly LinkTarget[] }[]): {
	lines: DraftLine[];
	links: LinkTarget[];
} {
	const lines: DraftLine[] = [];
	const links: LinkTarget[] = [];
	for (const part of parts) {
		links.push(...part.links.map((link) => ({ ...link, line: link.line + lines.length })));
		lines.push(...part.lines);
	}
	return { lines, links };
}
