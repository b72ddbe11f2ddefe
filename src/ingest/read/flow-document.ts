import { TributaryError } from "../../errors.ts";
import { type Block, joinParts, layOutBlocks, type Run, type TextBlock } from "../layout/blocks.ts";
import { cleanText } from "../layout/glyphs.ts";
import { type DraftLine, numberLines, type ReadDocument } from "../layout/line.ts";
import type { FileLimits } from "../limits.ts";

/** A document of a word processor, in the parts that its author wrote it in. */
export interface FlowParts {
	/** Headers of all sections and page kinds; copies are told by their text. */
	readonly headers: Block[][];
	readonly boxes: Block[][];
	readonly body: Block[];
	/** Footnotes and endnotes. */
	readonly notes: Block[][];
	readonly footers: Block[][];
}

export const emptyParts = (): FlowParts => ({ headers: [], boxes: [], body: [], notes: [], footers: [] });

/** How the text that comes next is set. */
export type RunStyle = Omit<Run, "text">;

/** Runs of a paragraph, joined where nothing but the place in the file parts them. */
export function addRun(runs: Run[], text: string, style: RunStyle): void {
	const last = runs.at(-1);
	if (text === "") return;
	const same =
		last !== undefined &&
		last.bold === style.bold &&
		last.size === style.size &&
		last.font === style.font &&
		last.link === style.link;
	if (same) runs[runs.length - 1] = { ...last, text: last.text + text };
	else runs.push({ ...style, text });
}

const textOf = (block: Block): string =>
	block.kind === "text"
		? block.runs.map((run) => run.text).join("")
		: block.rows.map((row) => row.map((cell) => cell.map(textOf).join(" ")).join(" ")).join(" ");

const withoutBlanks = (blocks: readonly Block[]): string =>
	cleanText(blocks.map(textOf).join(" ")).trim().replaceAll(" ", "");

/** Groups whose text was not seen before; what they say counts as seen from then on. */
export function additions<B extends Block>(groups: readonly B[][], seen: { text: string }): B[][] {
	const fresh: B[][] = [];
	for (const group of groups) {
		const text = withoutBlanks(group);
		if (text === "" || seen.text.includes(text)) continue;
		seen.text += text;
		fresh.push(group);
	}
	return fresh;
}

export const hasText = (blocks: readonly Block[]): boolean => withoutBlanks(blocks) !== "";

/** Text of lines without blanks, as {@link additions} compares it. */
export const seenIn = (lines: readonly DraftLine[]): string =>
	lines
		.flatMap((line) => line.cells.map((cell) => cell.text))
		.join("")
		.replaceAll(" ", "");

export function flowFlags(lines: readonly DraftLine[], boxes: readonly (readonly Block[])[]): Set<string> {
	const flags = new Set<string>();
	if (boxes.some(hasText)) flags.add("text-box");
	if (lines.some((line) => line.stream.startsWith("page/"))) flags.add("two-column");
	return flags;
}

/**
 * The parts in reading order: headers, text boxes, body, notes, footers.
 * @throws TributaryError no-text-layer, file-too-complex (lines)
 */
export function layOutFlow(parts: FlowParts, limits: FileLimits): ReadDocument {
	const body = layOutBlocks(parts.body, { stream: "page", region: "body" });
	const seen = { text: seenIn(body.lines) };
	const headers = additions(parts.headers, seen).map((group) =>
		layOutBlocks(group, { stream: "header", region: "header" }),
	);
	const boxes = additions(parts.boxes, seen).map((group, index) =>
		layOutBlocks(group, { stream: `box/${index}`, region: "text-box" }),
	);
	const notes = additions(parts.notes, seen).map((group) => layOutBlocks(group, { stream: "notes", region: "body" }));
	const footers = additions(parts.footers, seen).map((group) =>
		layOutBlocks(group, { stream: "footer", region: "footer" }),
	);
	const joined = joinParts([...headers, ...boxes, body, ...notes, ...footers]);
	const lines = numberLines(joined.lines);
	if (lines.length === 0) throw new TributaryError("no-text-layer");
	if (lines.length > limits.lines)
		throw new TributaryError("file-too-complex", { detail: "The file has too many lines." });
	const links = joined.links.filter((link) => /^(?:https?:|mailto:|tel:)/i.test(link.url));
	return { lines, links, pageCount: 1, flags: flowFlags(joined.lines, parts.boxes) };
}

/** Level 1 to 6 of a heading style, by the name that word processors of many languages give it; 0 for others. */
const HEADING_NAME =
	/(?:heading|überschrift|titre|título|titolo|kop|rubrik|nagłówek|başlık|标题|標題|見出し)[\s_]*([1-6])/iu;
export const headingLevel = (styleName: string): number => Number(HEADING_NAME.exec(styleName)?.[1] ?? 0);

/** Counts characters while a file is read, so that one that unfolds ends early. */
export class CharacterBudget {
	#left: number;
	constructor(limits: FileLimits) {
		this.#left = limits.characters;
	}
	/** @throws TributaryError file-too-complex */
	spend(count: number): void {
		this.#left -= count;
		if (this.#left < 0) throw new TributaryError("file-too-complex", { detail: "The file has too much text." });
	}
}

export const paragraphOf = (runs: readonly Run[], heading: number, bullet: boolean): TextBlock => ({
	kind: "text",
	runs,
	heading,
	bullet,
});
