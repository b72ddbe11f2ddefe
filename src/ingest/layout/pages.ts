import { joinBrokenRanges } from "./broken-ranges.ts";
import { unrollCards } from "./cards.ts";
import { type ColumnBlock, splitColumns } from "./columns.ts";
import { unrollEntries } from "./entry-columns.ts";
import { unrollSides } from "./entry-sides.ts";
import { joinTableRows } from "./head-tables.ts";
import { joinLeftHeadings, raiseLeftHeadings, splitLeftHeadings } from "./left-headings.ts";
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

function toDrafts(block: PageBlock, known: number | undefined): { draft: DraftLine; y: number }[] {
	const pitch = known ?? usualPitch(block.rows);
	const rows = raiseLeftHeadings(
		liftSideCells(splitLeftHeadings(unrollEntries(unrollCards(joinTableRows(block.rows))))),
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
		pages.map((page) => ({ ...page, rows: joinLeftHeadings(joinBrokenRanges(placeItems(page.items, page))) })),
	);
	const blocks = placed.flatMap((page) =>
		splitColumns(unrollSides(page.rows)).map((block) => ({ ...block, page: page.number })),
	);
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
