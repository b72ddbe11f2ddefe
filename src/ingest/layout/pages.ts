import { matchHeading } from "../sections/match-heading.ts";
import { joinBrokenRanges } from "./broken-ranges.ts";
import { unrollCards } from "./cards.ts";
import { type ColumnBlock, splitColumns } from "./columns.ts";
import { unrollEntries } from "./entry-columns.ts";
import { joinTableRows } from "./head-tables.ts";
import { type DraftLine, type Line, leftEdge, numberLines } from "./line.ts";
import { type Item, type PageSetting, placeItems, type Row } from "./place-items.ts";
import { dropRunningText } from "./running-text.ts";
import { liftSideCells } from "./side-cells.ts";

export interface PlacedPage extends PageSetting {
	/** Null where the text has no margins. */
	readonly height: number | null;
	/** Distance of two lines, where it is known. */
	readonly pitch?: number;
	readonly items: readonly Item[];
}

export interface LaidOut {
	readonly lines: Line[];
	readonly flags: readonly string[];
	/** Line number to the y of its baseline on its page. */
	readonly baselines: ReadonlyMap<number, number>;
}

interface PageBlock extends ColumnBlock {
	readonly page: number;
}

/** A column that goes on over several pages is read to its end before the one beside it. */
export function orderBlocks(blocks: readonly PageBlock[]): PageBlock[] {
	const ordered: PageBlock[] = [];
	const waiting = [...blocks];
	while (waiting.length > 0) {
		const block = waiting.shift() as PageBlock;
		ordered.push(block);
		if (!block.stream.includes("/")) continue;
		for (let page = block.page + 1; ; page += 1) {
			const next = waiting.findIndex((other) => other.page === page && other.stream === block.stream);
			if (next < 0) break;
			ordered.push(...waiting.splice(next, 1));
		}
	}
	return ordered;
}

/** The usual distance between two lines: the most frequent one, to the half point. */
function usualPitch(rows: readonly Row[]): number {
	const counts = new Map<number, number>();
	rows.slice(1).forEach((row, index) => {
		const pitch = Math.round((row.y - (rows[index] as Row).y) * 2) / 2;
		if (pitch > 4 && pitch < 40) counts.set(pitch, (counts.get(pitch) ?? 0) + 1);
	});
	return [...counts].toSorted((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? 12;
}

/** The name of a section that stands left of its text becomes a line of its own. */
function splitLeftHeading(row: Row): Row[] {
	const [first, ...rest] = row.cells;
	if (first === undefined || rest.length === 0 || row.bullet) return [row];
	const next = rest[0];
	if (matchHeading(first.text)?.exact !== true || next === undefined) return [row];
	const styled = first.font !== next.font || first.size > next.size + 0.5 || /^\P{Ll}+$/u.test(first.text);
	return styled
		? [
				{ ...row, cells: [first] },
				{ ...row, cells: rest },
			]
		: [row];
}

/** A name left of its section that is set a line lower than the text beside it comes first all the same. */
function raiseLeftHeadings(rows: readonly Row[], pitch: number): Row[] {
	const raised = [...rows];
	for (let at = 1; at < raised.length; at += 1) {
		const [before, above, row] = [raised[at - 2], raised[at - 1] as Row, raised[at] as Row];
		const [cell] = row.cells;
		const beside = row.cells.length === 1 && cell !== undefined && cell.right < (above.cells[0]?.x ?? 0);
		const near = row.y - above.y <= 1.3 * pitch && above.y - (before?.y ?? 0) >= 1.4 * pitch;
		if (beside && near && matchHeading(cell.text)?.exact === true)
			raised.splice(at - 1, 2, { ...row, y: above.y }, above);
	}
	return raised;
}

function toDrafts(block: PageBlock, known: number | undefined): { draft: DraftLine; y: number }[] {
	const pitch = known ?? usualPitch(block.rows);
	const rows = raiseLeftHeadings(
		liftSideCells(unrollEntries(unrollCards(joinTableRows(block.rows)))).flatMap(splitLeftHeading),
		pitch,
	);
	return rows.map((row, index) => {
		const above = rows[index - 1];
		const gap = row.gap ?? (above === undefined ? 2 : (row.y - above.y) / pitch);
		const draft: DraftLine = {
			page: block.page,
			cells: row.cells,
			gap,
			bullet: row.bullet,
			heading: 0,
			stream: block.stream,
			region: "body",
		};
		return { draft, y: row.y };
	});
}

/** Pages of placed items into lines in reading order. */
export function layOutPages(pages: readonly PlacedPage[]): LaidOut {
	const placed = dropRunningText(
		pages.map((page) => ({ ...page, rows: joinBrokenRanges(placeItems(page.items, page)) })),
	);
	const blocks = placed.flatMap((page) => splitColumns(page.rows).map((block) => ({ ...block, page: page.number })));
	const filled = blocks.filter((block) => block.rows.length > 0);
	const drafts = orderBlocks(filled).flatMap((block) => toDrafts(block, pages[0]?.pitch));
	const lines = numberLines(drafts.map((entry) => entry.draft));
	const flags = blocks.some((block) => block.stream.includes("/")) ? ["two-column"] : [];
	return {
		lines,
		flags,
		baselines: new Map(lines.map((line, index) => [line.number, drafts[index]?.y ?? leftEdge(line)])),
	};
}
