import { fold } from "../../analysis/fold.ts";
import { dateSpans, isOnlyDates } from "../dates/ranges.ts";
import { datesOfHead } from "../fields/dotted-heads.ts";
import { isGradeBehind } from "../fields/education-rules.ts";
import { endsInDegree } from "../fields/prose.ts";
import { isWebAddress } from "../fields/web-address.ts";
import { LEGAL_FORM, SCHOOL_WORD } from "../fields/words.ts";
import { joinText, partsAWord } from "./hyphens.ts";
import { type Cell, cellText, flowingText, type Line, leftEdge, lineSize, rightEdge } from "./line.ts";

/** Lines that belong together: a bullet with its further lines, a paragraph that the page broke. */
export interface Paragraph {
	readonly lines: readonly Line[];
	/** Cells of the first line; for joined lines one cell with all their text. */
	readonly cells: readonly Cell[];
	readonly text: string;
	readonly bullet: boolean;
}

/** Part of the column's width that a line fills when the next one goes on with it. */
const FULL = 0.82;
/** Lines of one paragraph stand no further apart than this, in line pitches. */
const NEAR = 1.3;

/** Further lines begin at most this far from the first, in points. */
const HANGING = 12;
/** Lines of the longest paragraph: more is a list that only looks like one. */
const MOST_LINES = 100;

interface Surroundings {
	readonly following: Line | undefined;
	/** Smallest distance to the line above of lines that surely go on: they begin in lower case. */
	readonly tight: number;
	/** In a list of a narrow column whose items stand apart: the distance inside of an item, and how far its lines reach. */
	readonly inItem: { readonly gap: number; readonly right: number } | null;
}

function goesOn(paragraph: readonly Line[], next: Line, { following, tight, inItem }: Surroundings): boolean {
	const first = paragraph[0] as Line;
	const last = paragraph.at(-1) as Line;
	const { bullet } = first;
	const { columnRight } = next;
	if (paragraph.length >= MOST_LINES) return false;
	if (next.bullet || next.heading > 0 || next.gap > NEAR || next.stream !== last.stream || next.cells.length > 1)
		return false;
	if (!bullet && (GROUP.test(next.text) || (isStyledGroup(paragraph[0] as Line) && isStyledGroup(next)))) return false;
	if (isWebAddress(last.text) && /^\p{Lu}\p{Ll}/u.test(next.text)) return false;
	if (partsADate(last, next) || endsInsideWord(last, next)) return true;
	if (beginsWithDates(next.text, bullet) || beginsEntry(last.text, next.text)) return false;
	if (isUnfinished(last, next) || (!bullet && wrapsHeader(last, next, following))) return true;
	if (!bullet && (first.cells.length > 1 || beginsWithDates(first.text, bullet))) return false;
	if (Math.abs(lineSize(next) - lineSize(last)) > 1) return false;
	const width = columnRight - leftEdge(first);
	// The next line's first word would not have fitted any more.
	const word = (next.text.split(/\s/, 1)[0]?.length ?? 0) + 1;
	const letter = (rightEdge(next) - leftEdge(next)) / Math.max(next.text.length, 1);
	const full = rightEdge(last) + word * letter > columnRight - 1 || rightEdge(last) - leftEdge(first) >= width * FULL;
	const inside = inItem !== null && next.gap <= inItem.gap + 0.05 && last.text.split(/\s+/).length > 2;
	if (inside && rightEdge(last) + word * letter > inItem.right) return true;
	if (bullet) {
		// A bullet that is typed as a dash has no hanging indent; only a line that cannot end so goes on further left.
		const hangs =
			leftEdge(next) >= leftEdge(first) - 3 ||
			(leftEdge(next) >= leftEdge(first) - 3 * HANGING && OPEN_END.test(last.text) && !/[.:;]$/.test(last.text));
		const lower = /^[\p{Ll}\d(&]/u.test(next.text);
		return hangs && (full || lower);
	}
	if (endsWithDate(last.text)) return false;
	const commas = (line: Line): number => line.text.match(/[,;·|•]/gu)?.length ?? 0;
	const goesOnAsList =
		commas(next) > 0 || paragraph.reduce((sum, line) => sum + commas(line), 0) >= 4 || /[,;·|•]$/u.test(last.text);
	const list = commas(last) >= 2 && goesOnAsList && !/^[^,]{2,40}[:：]/u.test(next.text);
	if (list && full && Math.abs(leftEdge(next) - leftEdge(last)) < 3) return true;
	const titled =
		next.text.split(/\s+/).filter((part) => /^\p{Lu}/u.test(part)).length >= next.text.split(/\s+/).length * 0.6;
	const parted = /\s[|•·]\s/u.test(last.text);
	const sentence = !parted && last.text.length >= 45 && !/[.!?:。]$/.test(last.text);
	const prose = !parted && last.text.length >= 60 && last.text.split(/\s+/).length >= 8;
	const deeper = leftEdge(next) - leftEdge(last);
	const small = /^\p{Ll}/u.test(next.text);
	if (!small && (!prose || titled || next.gap > tight + 0.08)) return false;
	return full && (sentence || prose) && deeper < 4 && deeper > -20 && last.cells[0]?.font === next.cells[0]?.font;
}

/** "(Apr" and "2026 – now)", "(septiembre de 2021 - marzo de" and "2025)": the line ends inside a date. */
function partsADate(last: Line, next: Line): boolean {
	const cell = last.cells.at(-1)?.text ?? "";
	if (!/[-–—(][^()]{0,25}$/u.test(cell) || Math.abs(leftEdge(last) - leftEdge(next)) > 3) return false;
	return dateSpans(`${cell} ${next.text}`).some((span) => span.from < cell.length && span.to > cell.length + 1);
}

/** "Soft-" and "ware": the line ends inside a word, however short it is. */
function endsInsideWord(last: Line, next: Line): boolean {
	const cell = last.cells.find((part) => Math.abs(part.x - leftEdge(next)) < HANGING);
	return cell !== undefined && Math.abs(cell.size - lineSize(next)) < 0.5 && partsAWord(cell.text, next.text);
}

/** Dates at the front of a line begin something new; a lone year in running text does not. */
function beginsWithDates(text: string, bullet: boolean): boolean {
	const first = dateSpans(text)[0];
	if (first === undefined || first.from > 1) return false;
	// "2015 : CAP boulanger", "2009 — Laurea in Lettere"
	return first.isRange || (!bullet && (isOnlyDates(text) || /^\s*[:：–—|•·-]\s/u.test(text.slice(first.to))));
}

/** "Kassière bij Poiesz (2011 – 2014)" after a sentence. */
function beginsEntry(last: string, next: string): boolean {
	if (!/[.!?。]$/u.test(last) || !/^\p{Lu}/u.test(next)) return false;
	if (datesOfHead(next) !== null) return true;
	const span = dateSpans(next).at(-1);
	return span?.isRange === true && span.to >= next.trimEnd().length - 1;
}

function endsWithDate(text: string): boolean {
	const last = dateSpans(text).at(-1);
	return last !== undefined && (last.to >= text.trimEnd().length - 1 || isGradeBehind(text.slice(last.to)));
}

function toParagraph(lines: readonly Line[]): Paragraph {
	const first = lines[0] as Line;
	const text = lines.slice(1).reduce((joined, line) => joinText(joined, flowingText(line)), flowingText(first));
	return { lines, cells: joinCells(lines), text, bullet: first.bullet };
}

/** Further lines go on with the cell that they stand under; the other cells stay. */
function joinCells(lines: readonly Line[]): readonly Cell[] {
	const first = lines[0] as Line;
	if (lines.length === 1) return first.cells;
	return lines.slice(1).reduce<readonly Cell[]>((cells, line) => {
		const under = cells.findIndex((cell) => Math.abs(cell.x - leftEdge(line)) < 3);
		const at = Math.max(under, 0);
		return cells.map((cell, index) =>
			index === at
				? { ...cell, text: joinText(cell.text, flowingText(line)), right: Math.max(cell.right, rightEdge(line)) }
				: cell,
		);
	}, first.cells);
}

/** "DevOps AWS, Docker": the name of a group in another type, and its list. */
function isStyledGroup({ cells: [cell] }: Line): boolean {
	const [name = "", list = ""] = cell?.styles ?? [];
	return cell?.styles?.length === 2 && !/[,;.]/.test(name) && name.split(/\s+/).length <= 4 && /,/.test(list);
}

/** "Methods: ..." begins a group of its own. */
const GROUP = /^\p{Lu}[^,:]{1,40}[:：]\s/u;

const LABELLED = /^\p{L}[\p{L} ]{2,20}:\s/u;

const looksOther = (line: Line, cell: Cell): boolean =>
	line.cells[0]?.font !== cell.font || Math.abs(lineSize(line) - cell.size) > 0.2;

/** A header too long for its line: the next word would have run into the dates beside it or over the edge. */
function wrapsHeader(last: Line, next: Line, following: Line | undefined): boolean {
	const [cell, beside] = last.cells;
	const same =
		cell !== undefined &&
		cell.font !== "" &&
		(cell.font === next.cells[0]?.font || cell.styles !== undefined) &&
		Math.abs(cell.size - lineSize(next)) < 0.2;
	if (
		!same ||
		Math.abs(cell.x - leftEdge(next)) > 1.5 ||
		next.gap > 1.15 ||
		next.text.length > 50 ||
		isOnlyDates(next.text)
	)
		return false;
	// No line begins with a legal form of its own.
	if (FORM_FIRST.test(next.text) && !LEGAL_FORM.test(cell.text)) return true;
	if (SCHOOL_ALONE.test(next.text) && /\p{Lu}\p{Ll}+$/u.test(cell.text) && !SCHOOL_WORD.test(fold(cell.text)))
		return true;
	const letter = (cell.right - cell.x) / cell.text.length;
	const word = ((next.text.split(/\s/, 1)[0]?.length ?? 0) + 1) * letter;
	// "Cargo: Balconista    Período: 2009 a 2012": what has a label stands in no column of dates.
	if (beside !== undefined)
		return (
			!LABELLED.test(beside.text) && dateSpans(beside.text).length > 0 && cell.right + word > beside.x - 2 * letter
		);
	// In a narrow column the look of the line after it tells that the two are one.
	const short = next.text.length <= 30 && following !== undefined && looksOther(following, cell);
	return (
		cell.text.length >= (short ? 15 : 40) &&
		cell.right + word > next.columnRight + letter &&
		!endsWithDate(cell.text) &&
		!/[.:]$/.test(cell.text)
	);
}

/** "Friedrich Maschinenbau" and below it "AG, Aachen"; AS and SE may be more. */
const FORM_FIRST =
	/^(?:AG|GmbH|KG|KGaA|OHG|e\.\s?V\.|Inc\.?|LLC|LLP|Ltd\.?|Limited|PLC|plc|Corp\.?|S\.\s?L\.(?:U\.)?|S\.\s?A\.(?:U\.)?|S\. ?Coop\.|SARL|SAS|SASU|EURL|B\.V\.|N\.V\.|S\.p\.A\.|S\.r\.l\.|Ltda\.?)(?=\s*(?:$|[,|(–—·•:-]))/u;

/** "Western Washington" and below it "University". */
const SCHOOL_ALONE =
	/^(?:(?:community |technical |state )?(?:university|college|institute|academy)|(?:high |business |law )?school)$/iu;

/** A name goes on after a preposition, an "and" or a comma at the end of the line. */
const UNFINISHED =
	/(?:[,&+/]|(?<![\p{L}+/])(?:of|and|for|the|de|del|de la|du|des|la|le|les|y|e|und|für|der|von|im|in|do|da|dos|di|della|et|en|van|och|för|i|&))$/iu;

/** Prepositions that no line of a list ends with. */
const OPEN_END =
	/(?<!\p{L})(?:with|to|in|on|by|from|at|as|an|a|mit|von|vom|zu|zur|zum|bei|auf|durch|sowie|avec|par|pour|sur|dans|aux?|con|para|por|un|una|com|uma?|met|voor|op|een|med|på|till|z|ze|do|w|we|na|per|su|al|alla|of|and|for|the|de|del|du|des|la|le|les|y|e|und|für|der|die|das|den|im|di|della|et|en|van|och|för|i|ve|ile)$/iu;

/** Only for text that begins where some cell of the line above began, on a page with wrapped lines. */
function isUnfinished(last: Line, next: Line): boolean {
	const cell = last.cells.find((part) => Math.abs(part.x - leftEdge(next)) < 3);
	return (
		cell !== undefined &&
		last.gap < 50 &&
		(UNFINISHED.test(cell.text) || (/^\p{Ll}/u.test(next.text) && endsInDegree(cell.text))) &&
		cell.text.length > 8 &&
		!isOnlyDates(next.text) &&
		next.text.length < 60
	);
}

function tightGap(lines: readonly Line[]): number {
	const gaps = lines.filter((line) => /^\p{Ll}/u.test(line.text) && line.gap > 0.4).map((line) => line.gap);
	return gaps.length === 0 ? NEAR : Math.min(...gaps);
}

const NARROW = 220;
/** "Certificate in Occupational" and "Health and Safety" in a side column: items that stand apart, and lines that do not. */
function gapInItem(lines: readonly Line[]): Surroundings["inItem"] {
	const isPlain = (line: Line): boolean =>
		line.cells.length === 1 &&
		!line.bullet &&
		line.columnRight - leftEdge(line) < NARROW &&
		dateSpans(line.text).length === 0;
	if (lines.length < 3 || !lines.every(isPlain) || new Set(lines.map(({ cells }) => cells[0]?.font)).size > 1)
		return null;
	const gaps = lines.slice(1).map(({ gap }) => gap);
	const least = Math.min(...gaps);
	const stand = Math.max(...gaps) > least + 0.25 && least > 0.5;
	return stand ? { gap: least, right: Math.max(...lines.map(rightEdge)) } : null;
}

/** "Jan. 2014 – Juni" at the right margin, and "2020" below it: the date is whole in its first line. */
function joinDates(lines: readonly Line[]): Line[] {
	const joined = [...lines];
	for (const [index, line] of lines.entries()) {
		const [above, cell, below] = [joined[index - 1], line.cells.at(-1), joined[index - 1]?.cells.at(-1)];
		if (above === undefined || cell === undefined || below === undefined || line.cells.length < 2) continue;
		if (above.cells.length < 2 || Math.abs(cell.x - below.x) > 3 || !isOnlyDates(cell.text)) continue;
		const whole = `${below.text} ${cell.text}`;
		const span = dateSpans(whole).find(({ from, to }) => from < below.text.length && to > below.text.length + 1);
		if (span?.isRange !== true || !/[-–—]/u.test(below.text) || dateSpans(below.text)[0]?.isRange === true) continue;
		joined[index - 1] = withCells(above, [...above.cells.slice(0, -1), { ...below, text: whole }]);
		joined[index] = withCells(line, line.cells.slice(0, -1));
	}
	return joined;
}

const withCells = (line: Line, cells: readonly Cell[]): Line => ({ ...line, cells, text: cellText(cells) });

/** Lines into paragraphs, in order. */
export function toParagraphs(given: readonly Line[]): Paragraph[] {
	const lines = joinDates(given);
	const groups: Line[][] = [];
	const tight = tightGap(lines);
	const inItem = gapInItem(lines);
	for (const [index, line] of lines.entries()) {
		const open = groups.at(-1);
		if (open !== undefined && goesOn(open, line, { following: lines[index + 1], tight, inItem })) open.push(line);
		else groups.push([line]);
	}
	return groups.map(toParagraph);
}
