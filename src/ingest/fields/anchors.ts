import { covers } from "../dates/covers.ts";
import { isDuration } from "../dates/ranges.ts";
import { withoutParts, withoutRows } from "./dated-rows.ts";
import { GRADE } from "./education-rules.ts";
import { type EntryField, takeEntryLabel } from "./entry-labels.ts";
import {
	type HeaderSense,
	isHeaderLike,
	isOpenSpan,
	isOther,
	type Marked,
	othersFrom,
	styleOf,
} from "./header-lines.ts";
import { namesIn } from "./header-names.ts";
import { isTown } from "./known-cities.ts";
import { DEPARTMENT } from "./no-employer.ts";
import { namesArea, saysMore } from "./study-lines.ts";
import { isWhole } from "./undated.ts";
import { LEGAL_FORM } from "./words.ts";

/** The line that an entry is known by, and the lines around it that make up its header. Indexes of the section's lines. */
export interface Anchor {
	readonly index: number;
	from: number;
	to: number;
}

const LONGEST_HEADER = 5;
/** Lines above the dates that nothing but what they look like makes a header. */
const USUAL_LEAD = 3;

const isRange = (entry: Marked | undefined): boolean => entry?.span?.isRange === true;
const shapeOf = (entry: Marked): string => `${styleOf(entry.paragraph)}/${entry.paragraph.cells.length}`;

/** Anchors are the lines with dates. A date inside a bullet counts only where no other line has one. */
export function findAnchors(marked: readonly Marked[], sense: HeaderSense): readonly Anchor[] {
	const dated = (test: (entry: Marked) => boolean): Anchor[] =>
		marked.flatMap((entry, index) =>
			entry.span !== null && !entry.prose && test(entry) ? [{ index, from: index, to: index }] : [],
		);
	const rows = withoutRows(
		marked,
		dated((entry) => !entry.paragraph.bullet && !entry.indented),
		dated((entry) => entry.paragraph.bullet && isRange(entry)),
	);
	const plain = withoutParts(marked, rows, (line) => namesLead(line, sense));
	const ranges = plain.filter(({ index }) => isRange(marked[index]));
	if (ranges.length > 0 && plain.length > ranges.length) {
		// A lone year counts as an entry's date only in the shape of the lines that have ranges.
		const shapes = new Set(ranges.map(({ index }) => shapeOf(marked[index] as Marked)));
		return plain.filter(
			({ index }) =>
				isRange(marked[index]) ||
				isOpenSpan(marked[index]?.span ?? null) ||
				(sense.isStudies && isWhole(marked.slice(index, index + 1), sense)) ||
				shapes.has(shapeOf(marked[index] as Marked)) ||
				marked[index]?.rest.length === 0,
		);
	}
	return plain.length > 0 ? plain : dated(() => true);
}

/** Lines of a header that stand above the dated line: known for the first entry, the same for the others unless spacing or style says more. */
export function takeLead(marked: readonly Marked[], anchors: readonly Anchor[], sense: HeaderSense): void {
	const first = anchors[0];
	if (first === undefined) return;
	const usual = countBack(marked, first.index, 0);
	const leadStyle = usual > 0 ? styleOf((marked[first.index - usual] as Marked).paragraph) : null;
	const firstLabel = usual > 0 ? labelOf(marked[first.index - usual]) : undefined;
	const isBelow = hasLeadBelow(marked, first, usual, sense);
	for (const [order, anchor] of anchors.entries()) {
		const floor = order === 0 ? 0 : (anchors[order - 1]?.index ?? -1) + 1;
		const free = countBack(marked, anchor.index, floor);
		const closed = anchor.index - free > floor;
		let lead = order === 0 ? usual : Math.min(free, usual);
		// Where the first of them begins with its dates, they all do, but for an employer above several roles and dates that fell out of their line.
		if (order > 0 && first.index === 0)
			lead = isOwnerAbove(marked, anchor, isBelowOwner(marked, anchors, order - 1, sense) ? floor - 1 : floor, sense)
				? 1
				: linesBefore(marked, anchor, floor, sense);
		else if (order > 0 && closed && free > lead) lead = Math.min(free, Math.max(usual, USUAL_LEAD));
		else if (order > 0 && !closed && free > 0) lead = leadBySpace(marked, anchor.index, floor, lead, leadStyle);
		if (order > 0) lead = leadByLabel(marked, anchor.index, floor, firstLabel) ?? lead;
		anchor.from = anchor.index - lead;
		if (order > 0 && lead > 0 && lead < free && !isBelow && leadAbove(marked, anchor, sense)) anchor.from -= 1;
	}
}

const labelOf = (line: Marked | undefined): EntryField | undefined => takeEntryLabel(line?.rest[0]?.text ?? "")?.field;

/** Where each row has a label, an entry begins with the label that the first of them begins with. */
function leadByLabel(
	marked: readonly Marked[],
	index: number,
	floor: number,
	first: EntryField | undefined,
): number | null {
	if (first === undefined) return null;
	for (let at = index; at >= floor; at -= 1) if (labelOf(marked[at]) === first) return index - at;
	return null;
}

/** The first entry has its title or degree below the dates: so have the others. */
function hasLeadBelow(marked: readonly Marked[], { index }: Anchor, usual: number, sense: HeaderSense): boolean {
	const below = marked[index + 1];
	const header = marked.slice(index - usual, index + 1);
	return (
		below !== undefined && below.span === null && hasLead(below, sense) && !header.some((line) => hasLead(line, sense))
	);
}

/** Nothing in the header is known for a title, and the whole line above it is. */
function leadAbove(marked: readonly Marked[], { from, index }: Anchor, sense: HeaderSense): boolean {
	const above = marked[from - 1];
	return (
		above !== undefined && hasLead(above, sense) && !marked.slice(from, index + 1).some((line) => hasLead(line, sense))
	);
}

/** Behind the text of the entry above, or behind one that lacks no name, right over a title with dates and no employer: "Harbour Bank, Winnipeg, MB". */
function isOwnerAbove(
	marked: readonly Marked[],
	{ from, to, index }: Anchor,
	floor: number,
	sense: HeaderSense,
): boolean {
	const [before, above, dated, below] = marked.slice(Math.max(index - 2, 0), index + 2);
	if (index - 2 < floor || above === undefined || dated === undefined) return false;
	if (isHeaderLike(before as Marked) && before?.span === null) return false;
	const lacksOwner = missing(marked, { index, from, to }, sense) > 0 && !mayName(below, sense);
	return mayName(above, sense) && !hasLead(above, sense) && hasLead(dated, sense) && lacksOwner;
}

/**
 * Dates alone below the lines of their header, where those of the first entry stand in its line: one that was too long for them, or title
 * and employer in lines of their own.
 */
function linesBefore(marked: readonly Marked[], { index }: Anchor, floor: number, sense: HeaderSense): number {
	const [first, dated] = [marked[0], marked[index]];
	if (dated?.rest.length !== 0 || (first?.rest.length ?? 0) === 0) return 0;
	const above = marked.slice(Math.max(floor, index - 2), index).reverse();
	const at = above.findIndex((line) => {
		const parts = line.rest.flatMap(({ text }) => sense.partsOf(nameOf(text)));
		return parts.some((part) => sense.isLead(part));
	});
	return above.slice(0, at + 1).every(isHeaderLike) ? at + 1 : 0;
}

const isCapitals = (text: string): boolean => /\p{Lu}{4}/u.test(text) && !/\p{Ll}/u.test(text);

/** What an employer does, in a line between its name and the first of its roles. */
function isTagline(marked: readonly Marked[], index: number, floor: number): boolean {
	const [above, line, below] = [marked[index - 1], marked[index] as Marked, marked[index + 1]];
	if (index - 1 < floor || above === undefined || !line.prose || line.paragraph.bullet || below?.span === null)
		return false;
	if (!isHeaderLike(above) || above.span !== null) return false;
	return index === 1 || above.rest.some(({ text }) => LEGAL_FORM.test(text) || isCapitals(text));
}

/** Header-like lines right above, up to the floor. */
function countBack(marked: readonly Marked[], index: number, floor: number): number {
	let count = 0;
	while (
		index - count - 1 >= floor &&
		count < LONGEST_HEADER - 1 &&
		(isHeaderLike(marked[index - count - 1] as Marked) || isTagline(marked, index - count - 1, floor)) &&
		marked[index - count - 1]?.owner !== true &&
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
	const isFirst = (at: number): boolean => style !== null && styleOf((marked[at] as Marked).paragraph) === style;
	for (let at = index; at >= floor; at -= 1) {
		// Of spaces that are as wide the one above a line that looks as the first of the first entry.
		const more = isFirst(at) && !isFirst(widest) ? -0.15 : 0.15;
		if (gapOf(at) > gapOf(widest) + more) widest = at;
	}
	const others = Math.min(...Array.from({ length: index - floor + 1 }, (_, offset) => gapOf(floor + offset)));
	if (gapOf(widest) >= others + 0.3) return Math.min(index - widest, LONGEST_HEADER - 1);
	if (style !== null && style !== "") {
		for (let at = index - 1; at >= floor; at -= 1)
			if (styleOf((marked[at] as Marked).paragraph) === style) return index - at;
	}
	return usual;
}

/** "Datore di lavoro: Officine Sabaude": the label says what it is, the rest is the name. */
const nameOf = (text: string): string => takeEntryLabel(text)?.rest || text;

const headerOf = (marked: readonly Marked[], anchor: Anchor): Marked["rest"] =>
	marked.slice(anchor.from, anchor.index + 1).flatMap((line) => (isOther(line) ? [] : line.rest));

const textsOf = (marked: readonly Marked[], anchor: Anchor): string[] =>
	headerOf(marked, anchor).map(({ text }) => nameOf(text));

/** Without the last text under the dates: more often a place than a name. */
function namesOf(marked: readonly Marked[], anchor: Anchor): string[] {
	const texts = headerOf(marked, anchor);
	const place = texts.findLast(({ cell }) => cell.aside === true);
	return texts.filter((text) => text !== place).map(({ text }) => nameOf(text));
}

/** The last cell of a line that has more than one. */
const lastCell = ({ rest }: Marked): string | undefined => (rest.length > 1 ? rest.at(-1)?.text : undefined);

/** Most dated lines end in the name of a town: it stands in a column of its own. */
function endInTowns(marked: readonly Marked[], anchors: readonly Anchor[]): boolean {
	const ends = anchors.flatMap(({ index }) => lastCell(marked[index] as Marked) ?? []);
	return ends.length > 1 && ends.filter((text) => isTown(text)).length * 3 >= anchors.length * 2;
}

/** How many names the header still lacks: a role has two, a title and an employer. */
function missing(marked: readonly Marked[], anchor: Anchor, sense: HeaderSense, inTowns = false): number {
	const town = inTowns ? lastCell(marked[anchor.index] as Marked) : undefined;
	const texts = namesOf(marked, anchor).filter((text) => !sense.isPlace(text) && text !== town);
	if (texts.length === 0) return sense.names;
	const parts = texts.flatMap((text) => sense.partsOf(text));
	const known = Number(parts.some((part) => sense.isLead(part))) + Number(parts.some((part) => sense.isOwner(part)));
	return Math.max(0, sense.names - Math.max(known, Math.min(2, texts.length)));
}

/** Nothing in the header is known for a title, and the whole line below is: what looked like two names is one and its place. */
function leadBelow(marked: readonly Marked[], anchor: Anchor, ceiling: number, sense: HeaderSense): boolean {
	const below = marked[anchor.index + 1];
	if (anchor.index + 1 >= ceiling || !mayName(below, sense) || below === undefined) return false;
	const parts = textsOf(marked, anchor).flatMap((text) => sense.partsOf(text));
	return !parts.some((part) => sense.isLead(part)) && hasLead(below, sense);
}

/** A line that may be one of the names of a header. */
const mayName = (line: Marked | undefined, sense: HeaderSense): boolean =>
	line !== undefined &&
	line.span === null &&
	isHeaderLike(line) &&
	line.rest.some(({ text }) => isLabelled(text) || namesIn(partsWithoutGrades(nameOf(text), sense), sense));

/** "Ohio University, Athens, OH — cum laude": the grade is no name. */
function partsWithoutGrades(text: string, sense: HeaderSense): readonly string[] {
	const parts = sense.partsOf(text);
	return sense.isStudies && parts.length > 1 ? parts.filter((part) => !GRADE.test(part)) : parts;
}

const NAMED: ReadonlySet<EntryField> = new Set(["employer", "title", "school", "degree"]);
/** "Functie: Matroos technische dienst": a label says that it is one. */
function isLabelled(text: string): boolean {
	const label = takeEntryLabel(text);
	return label !== null && label.rest !== "" && NAMED.has(label.field);
}

/** "Tischlergeselle bei Holzbau Obermayr" has both names of a header. */
function namesOfLine({ rest }: Marked, sense: HeaderSense): number {
	const parts = rest.flatMap(({ text }) => sense.partsOf(nameOf(text)));
	const lead = parts.findIndex((part) => sense.isLead(part));
	return lead >= 0 && parts.some((part, index) => index !== lead && sense.isOwner(part)) ? 2 : 1;
}

/** A line without a title's word right above one that is a title. */
const isUnknownPlace = (line: Marked, below: Marked | undefined, sense: HeaderSense): boolean =>
	below !== undefined && mayName(below, sense) && hasLead(below, sense) && !hasLead(line, sense);

/** A part of the line is a title. */
const namesLead = ({ rest }: Marked, sense: HeaderSense): boolean =>
	rest.some(({ text }) => sense.partsOf(text).some((part) => sense.isLead(part) && !DEPARTMENT.test(part)));

const hasLead = ({ rest }: Marked, sense: HeaderSense): boolean => rest.some(({ text }) => sense.isLead(nameOf(text)));

/** "5 years 2 months": how long the entry lasted, in a line of its own. */
const lasts = (line: Marked | undefined): boolean =>
	line !== undefined && line.rest.length === 0 && line.span === null && isDuration(line.paragraph.text);

/** Above it stands who employed in its years: it lacks no name. */
function isBelowOwner(marked: readonly Marked[], anchors: readonly Anchor[], at: number, sense: HeaderSense): boolean {
	const own = marked[anchors[at]?.index ?? -1];
	if (own === undefined || !hasLead(own, sense)) return false;
	return anchors.slice(0, at).some(({ index }) => {
		const above = marked[index] as Marked;
		return covers(above.span, own.span) && !hasLead(above, sense);
	});
}

/** Header lines below the dated line: names that the header lacks, where most entries of the section have them there, and a place. */
export function takeTail(marked: readonly Marked[], anchors: readonly Anchor[], sense: HeaderSense): void {
	const ceiling = (order: number): number => anchors[order + 1]?.from ?? marked.length;
	const inTowns = endInTowns(marked, anchors);
	const lacking = anchors.map((anchor, order) =>
		Math.max(missing(marked, anchor, sense, inTowns), Number(leadBelow(marked, anchor, ceiling(order), sense))),
	);
	const open = anchors.filter(
		(anchor, order) =>
			(lacking[order] ?? 0) > 0 && anchor.index + 1 < ceiling(order) && !isBelowOwner(marked, anchors, order, sense),
	);
	const named = open.filter(({ index }) => {
		const told = othersFrom(marked, index + 1, marked.length);
		return mayName(marked[index + 1 + (told > 0 ? told : Number(lasts(marked[index + 1])))], sense);
	});
	const usual = named.length * 2 >= open.length;
	for (const [order, anchor] of anchors.entries()) {
		let left = usual && !isBelowOwner(marked, anchors, order, sense) ? (lacking[order] ?? 0) : 0;
		let placed = textsOf(marked, anchor).some((text) => sense.isPlace(text));
		let to = anchor.index;
		while (to + 1 < ceiling(order)) {
			const next = marked[to + 1];
			// "Employees: 250" between the employer and the title does not end the header.
			const told = othersFrom(marked, to + 1, ceiling(order));
			if (told > 0 && left > 0 && mayName(marked[to + told + 1], sense) && to + told + 1 < ceiling(order)) {
				to += told;
				continue;
			}
			if (lasts(next) || saysMore(next, sense) || namesArea(marked.slice(anchor.from, to + 1), next, sense)) {
				to += 1;
				continue;
			}
			if (!mayName(next, sense) || next === undefined) break;
			// What stands between an employer and the title below it is a place, known or not.
			if (left > 0 && isUnknownPlace(next, to + 2 < ceiling(order) ? marked[to + 2] : undefined, sense)) {
				to += 1;
				continue;
			}
			const place = next.rest.every(({ text }) => sense.isPlace(text));
			if (place ? placed : left === 0) break;
			if (place) placed = true;
			else left -= next.rest.length > 1 ? left : namesOfLine(next, sense);
			to += 1;
		}
		anchor.to = to;
	}
}
