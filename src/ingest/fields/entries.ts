import { type DateSpan, dateSpans, isDuration, isOnlyDates, withoutDates } from "../dates/ranges.ts";
import type { Cell } from "../layout/line.ts";
import { allBold, lineSize } from "../layout/line.ts";
import type { Paragraph } from "../layout/paragraphs.ts";
import { type Atom, splitAtoms } from "./atoms.ts";
import { takeEntryLabel } from "./entry-labels.ts";
import { findDegree } from "./features.ts";

/** A role, a course of study, a project: its header lines, its dates and the text below. */
export interface Entry {
	readonly atoms: readonly Atom[];
	readonly dates: DateSpan | null;
	readonly header: readonly Paragraph[];
	readonly body: readonly Paragraph[];
}

interface Marked {
	readonly paragraph: Paragraph;
	readonly span: DateSpan | null;
	/** Cells with their dates taken out; empty ones are gone. */
	readonly rest: readonly { readonly cell: Cell; readonly text: string }[];
	readonly prose: boolean;
}

const SENTENCE_END =
	/(?<!\b(?:\p{L}|inc|ltd|co|corp|gmbh|bros|jr|sr|dr|st|e\.v|s\.a|s\.l|s\.p\.a|s\.r\.l|b\.v|n\.v|u\.s|u\.k|etc|no|ph\.d|b\.s|m\.s|b\.a|m\.a|b\.sc|m\.sc|llp|plc))[.!?。；]$/iu;

/** Running text, as opposed to the short names and titles of a header. */
export function isProse(text: string): boolean {
	const words = text.trim().split(/\s+/).length;
	if (/[\u3040-\u9FFF]/u.test(text)) return text.length > 34 || /[。；]/u.test(text);
	if (words > 16) return true;
	if (words >= 5 && SENTENCE_END.test(text.trim())) return true;
	// "de Jong & Vermeulen Creative" begins small and is a name all the same.
	const capitals = text.split(/\s+/).filter((word) => /^\p{Lu}/u.test(word)).length;
	if (words >= 9 && capitals < words * 0.35) return true;
	return words >= 5 && /^\p{Ll}/u.test(text.trim()) && capitals < words / 2 && findDegree(text.trim())?.from !== 0;
}

/** A date belongs to the header when it stands at an edge of its cell and what is left is short. */
function atEdge(cell: Cell, span: DateSpan): boolean {
	const before = cell.text.slice(0, span.from).replace(/[\s\p{P}\p{S}]+/gu, "");
	const after = cell.text.slice(span.to).replace(/[\s\p{P}\p{S}]+/gu, "");
	if (before !== "" && after !== "" && !(span.isRange && /[|•·–—,;\t(-]\s*$/u.test(cell.text.slice(0, span.from))))
		return false;
	const rest = withoutDates(cell.text, [span]);
	if (isProse(rest)) return false;
	return (
		span.isRange ||
		rest.replace(/[\s\p{P}]/gu, "") === "" ||
		/[|•·–—,;(\t-]\s*$/u.test(cell.text.slice(0, span.from)) ||
		after !== "" ||
		rest.split(/\s+/).length <= 8
	);
}

/** "Periode", "期間": what stands before the dates when they are taken out. */
const isDatesLabel = (text: string, span: DateSpan | null): boolean =>
	span !== null && takeEntryLabel(`${text.replace(/[\s:：]+$/u, "")}:`)?.field === "dates";

function mark(paragraph: Paragraph, monthFirst: boolean): Marked {
	let span: DateSpan | null = null;
	const rest: { cell: Cell; text: string }[] = [];
	const lead = paragraph.cells[0]?.text ?? "";
	const joined = paragraph.cells.length > 1 && !isOnlyDates(lead) && isProse(lead);
	for (const cell of paragraph.cells) {
		const spans = dateSpans(cell.text, monthFirst).filter((candidate) => atEdge(cell, candidate));
		const chosen = spans.find((candidate) => candidate.isRange) ?? spans[0] ?? null;
		const wins = chosen !== null && (span === null || (chosen.isRange && !span.isRange));
		if (wins) span = chosen;
		const text = (chosen === null ? cell.text : withoutDates(cell.text, [chosen]))
			.replace(/^[\s,;:|•·–—-]+|[\s,;:|•·–—(-]+$/gu, "")
			.replace(/\(\s*\)|\[\s*\]/g, "")
			.trim();
		const label = takeEntryLabel(text);
		const isLabel = label !== null && label.rest === "" && chosen !== null;
		if (text !== "" && !isLabel && !isDuration(text) && !isDatesLabel(text, chosen)) rest.push({ cell, text });
	}
	const prose = isProse(paragraph.text) && (span === null || joined || paragraph.bullet);
	return { paragraph, span, rest, prose };
}

/** What an entry may begin with: text of its own, not a bullet, not a sentence. */
const isHeaderLike = (marked: Marked): boolean =>
	!marked.paragraph.bullet &&
	!marked.prose &&
	marked.paragraph.text.length <= 160 &&
	!isLabelledList(marked.paragraph.text);

/** "Technologies: Java, Spring": belongs to the text of an entry. */
const isLabelledList = (text: string): boolean =>
	/^\p{L}[\p{L} &/-]{2,30}[:：]\s*\S/u.test(text) &&
	(text.match(/[,、，;]/gu)?.length ?? 0) >= 1 &&
	takeEntryLabel(text) === null &&
	dateSpans(text).length === 0 &&
	!/\t/.test(text);

const styleOf = (paragraph: Paragraph): string => {
	const line = paragraph.lines[0];
	return line === undefined
		? ""
		: [line.cells[0]?.font, Math.round(lineSize(line)), allBold(line), line.heading].join("/");
};

interface Anchor {
	readonly index: number;
	from: number;
	to: number;
}

const LONGEST_HEADER = 4;

/** Anchors are the lines with dates. A date inside a bullet counts only where no other line has one. */
function findAnchors(marked: readonly Marked[]): Anchor[] {
	const dated = (test: (entry: Marked) => boolean): Anchor[] =>
		marked.flatMap((entry, index) =>
			entry.span !== null && !entry.prose && test(entry) ? [{ index, from: index, to: index }] : [],
		);
	const plain = dated((entry) => !entry.paragraph.bullet);
	const ranges = plain.filter(({ index }) => marked[index]?.span?.isRange === true);
	if (ranges.length > 0 && plain.length > ranges.length) {
		// A lone year counts as an entry's date only in the shape of the lines that have ranges.
		const looks = new Set(
			ranges.map(
				({ index }) =>
					`${styleOf((marked[index] as Marked).paragraph)}/${(marked[index] as Marked).paragraph.cells.length}`,
			),
		);
		return plain.filter(
			({ index }) =>
				marked[index]?.span?.isRange === true ||
				looks.has(
					`${styleOf((marked[index] as Marked).paragraph)}/${(marked[index] as Marked).paragraph.cells.length}`,
				) ||
				marked[index]?.rest.length === 0,
		);
	}
	return plain.length > 0 ? plain : dated(() => true);
}

/** Lines of a header that stand above the dated line: known for the first entry, the same for the others unless spacing or style says more. */
function takeLead(marked: readonly Marked[], anchors: readonly Anchor[]): void {
	const first = anchors[0];
	if (first === undefined) return;
	const usual = countBack(marked, first.index, 0);
	const leadStyle = usual > 0 ? styleOf((marked[first.index - usual] as Marked).paragraph) : null;
	for (const [order, anchor] of anchors.entries()) {
		const floor = order === 0 ? 0 : (anchors[order - 1]?.index ?? -1) + 1;
		const free = countBack(marked, anchor.index, floor);
		const closed = anchor.index - free > floor;
		let lead = order === 0 ? usual : Math.min(free, usual);
		if (order > 0 && closed && free > lead) lead = Math.min(free, LONGEST_HEADER - 1);
		if (order > 0 && !closed && free > 0) lead = leadBySpace(marked, anchor.index, floor, lead, leadStyle);
		anchor.from = anchor.index - lead;
	}
}

/** Header-like lines right above, up to the floor. */
function countBack(marked: readonly Marked[], index: number, floor: number): number {
	let count = 0;
	while (
		index - count - 1 >= floor &&
		count < LONGEST_HEADER - 1 &&
		isHeaderLike(marked[index - count - 1] as Marked) &&
		marked[index - count - 1]?.span === null
	)
		count += 1;
	return count;
}

/** Between two dated lines without bullets the widest space, or the style of the first line, parts the entries. */
function leadBySpace(
	marked: readonly Marked[],
	index: number,
	floor: number,
	usual: number,
	style: string | null,
): number {
	const gapOf = (at: number): number => marked[at]?.paragraph.lines[0]?.gap ?? 1;
	let widest = index;
	for (let at = index; at >= floor; at -= 1) if (gapOf(at) > gapOf(widest) + 0.15) widest = at;
	const others = Math.min(...Array.from({ length: index - floor + 1 }, (_, offset) => gapOf(floor + offset)));
	if (gapOf(widest) >= others + 0.3) return Math.min(index - widest, LONGEST_HEADER - 1);
	if (style !== null && style !== "") {
		for (let at = index - 1; at >= floor; at -= 1)
			if (styleOf((marked[at] as Marked).paragraph) === style) return index - at;
	}
	return usual;
}

const isOther = (marked: Marked): boolean =>
	marked.span === null && takeEntryLabel(marked.paragraph.text)?.field === "other";

/** Header lines below the dated line, at most as many as make a full header. */
function takeTail(marked: readonly Marked[], anchors: readonly Anchor[]): void {
	for (const [order, anchor] of anchors.entries()) {
		const ceiling = anchors[order + 1]?.from ?? marked.length;
		const above = anchor.index - anchor.from + ((marked[anchor.index]?.rest.length ?? 0) > 0 ? 1 : 0);
		const most = Math.max(0, 3 - above);
		let taken = 0;
		for (let at = anchor.index + 1; at < ceiling && marked[at]?.span === null; at += 1) {
			const next = marked[at] as Marked;
			// "Employees: 250" between the employer and the title is no part of the header, and does not end it.
			if (isOther(next)) continue;
			if (taken >= most || !isHeaderLike(next)) break;
			taken += 1;
			anchor.to = at;
		}
	}
}

/** Entries of a section without any dates: a header-like line after a bullet or sentence starts one. */
function withoutAnchors(marked: readonly Marked[]): Anchor[] {
	const anchors: Anchor[] = [];
	for (const [index, entry] of marked.entries()) {
		if (!isHeaderLike(entry)) continue;
		const open = anchors.at(-1);
		if (
			open !== undefined &&
			open.to === index - 1 &&
			index - open.from < 3 &&
			(entry.paragraph.lines[0]?.gap ?? 1) < 1.8
		)
			open.to = index;
		else anchors.push({ index, from: index, to: index });
	}
	return anchors;
}

function toEntry(marked: readonly Marked[], anchor: Anchor, end: number): Entry {
	const within = marked.slice(anchor.from, anchor.to + 1);
	const header = within.filter((line) => !isOther(line));
	return {
		atoms: splitAtoms(header.map((line) => ({ paragraph: line.paragraph, cells: line.rest }))),
		dates: marked[anchor.index]?.span ?? null,
		header: header.map((line) => line.paragraph),
		body: [...within.filter(isOther), ...marked.slice(anchor.to + 1, end)].map((line) => line.paragraph),
	};
}

/** Paragraphs of one section into its entries. What stands above the first entry is left out. */
export function toEntries(paragraphs: readonly Paragraph[], monthFirst: boolean): Entry[] {
	const marked = paragraphs.map((paragraph) => mark(paragraph, monthFirst));
	const dated = findAnchors(marked);
	const anchors = dated.length > 0 ? dated : withoutAnchors(marked);
	if (dated.length > 0) {
		takeLead(marked, anchors);
		takeTail(marked, anchors);
	}
	return anchors.map((anchor, order) => toEntry(marked, anchor, anchors[order + 1]?.from ?? marked.length));
}
