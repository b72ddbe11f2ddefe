import { type DateSpan, dateSpans } from "../dates/ranges.ts";
import type { Paragraph } from "../layout/paragraphs.ts";
import { type Anchor, findAnchors, takeLead, takeTail } from "./anchors.ts";
import { type Atom, splitAtoms } from "./atoms.ts";
import { withoutInnerDates } from "./dated-rows.ts";
import type { Loser } from "./evidence.ts";
import { type HeaderSense, isHeaderLike, isOther, type Marked, markAll } from "./header-lines.ts";
import { isNameLike } from "./prose.ts";
import { partLeads, undatedBelow, withoutAnchors } from "./undated.ts";

/** A role, a course of study, a project: its header lines, its dates and the text below. */
export interface Entry {
	readonly atoms: readonly Atom[];
	readonly dates: DateSpan | null;
	readonly header: readonly Paragraph[];
	readonly body: readonly Paragraph[];
}

export interface Entries {
	readonly entries: readonly Entry[];
	/** Lines above the first entry that belong to none. */
	readonly left: readonly Paragraph[];
}

function toEntry(marked: readonly Marked[], anchor: Anchor, end: number): Entry {
	const within = marked.slice(anchor.from, anchor.to + 1);
	const below = marked.slice(anchor.to + 1, end);
	const tells = (line: Marked): boolean => isOther(line) || (line.prose && line.span === null);
	const header = [...within.filter((line) => !tells(line)), ...below.filter((line) => line.owner)];
	return {
		atoms: splitAtoms(header.map((line) => ({ paragraph: line.paragraph, cells: line.rest }))),
		dates: marked[anchor.index]?.span ?? null,
		header: header.map((line) => line.paragraph),
		body: [...within.filter(tells), ...below.filter((line) => !line.owner)].map((line) => line.paragraph),
	};
}

/** Anchors of a section: its dated lines, and above the first of them the entries that have no date. */
function anchorsOf(marked: readonly Marked[], dated: readonly Anchor[], sense: HeaderSense): Anchor[] {
	const first = dated[0];
	if (first === undefined) return withoutAnchors(marked);
	takeLead(marked, dated, sense);
	takeTail(marked, dated, sense);
	if (sense.isStudies) partLeads(marked, dated, sense);
	const below = sense.isStudies ? undatedBelow(marked, dated, sense) : [];
	const above = withoutAnchors(marked.slice(0, first.from)).filter((anchor) =>
		marked
			.slice(anchor.from, anchor.to + 1)
			.some((line) => line.rest.some(({ text }) => sense.partsOf(text).some((part) => sense.isLead(part)))),
	);
	return [...above, ...dated, ...below].toSorted((a, b) => a.from - b.from);
}

const LONGEST_TITLE = 14;

/** "responsable de quai et de l'expédition des produits de la mer": long, in small letters, and the title that the header above it lacks. */
function isLongTitle(line: Marked | undefined, sense: HeaderSense): boolean {
	if (line === undefined || !line.prose || line.paragraph.bullet || line.span !== null || line.rest.length !== 1)
		return false;
	const { text } = line.paragraph;
	const words = text.split(/\s+/);
	return words.length <= LONGEST_TITLE && !/[.,;:!?]/.test(text) && sense.isLead(words.slice(0, 2).join(" "));
}

function withLongTitles(marked: readonly Marked[], dated: readonly Anchor[], sense: HeaderSense): readonly Marked[] {
	if (sense.names < 2 || sense.isStudies) return marked;
	const parts = (line: Marked | undefined): string[] => line?.rest.flatMap(({ text }) => sense.partsOf(text)) ?? [];
	const titles = new Set(
		dated
			.filter(({ index }) => !parts(marked[index]).some(sense.isLead) && parts(marked[index]).length > 0)
			.flatMap(({ index }) => (isLongTitle(marked[index + 1], sense) ? [index + 1] : [])),
	);
	return titles.size === 0 ? marked : marked.map((line, at) => (titles.has(at) ? { ...line, prose: false } : line));
}

const SHORTEST_DUTY = 7;

/** A title or degree and nothing else, set as a point or as the text of the entry is. */
function isLeadOfText(line: Marked | undefined, sense: HeaderSense): boolean {
	if (line === undefined || line.span !== null || line.rest.length !== 1) return false;
	const { bullet, text } = line.paragraph;
	const words = text.split(/\s+/).length;
	return (bullet || line.indented) && words < SHORTEST_DUTY && isNameLike(text) && sense.isLead(text);
}

/** Where no header has a title or degree, and the first line of the text below most of them is one, it belongs to the header. */
function withLeadsOfText(marked: readonly Marked[], dated: readonly Anchor[], sense: HeaderSense): readonly Marked[] {
	const parts = (line: Marked | undefined): string[] => line?.rest.flatMap(({ text }) => sense.partsOf(text)) ?? [];
	const namesLead = (line: Marked | undefined): boolean => parts(line).some(sense.isLead);
	const lacking = dated.filter(({ index }) => {
		const above = marked[index - 1];
		return !namesLead(marked[index]) && !(above !== undefined && isHeaderLike(above) && namesLead(above));
	});
	const leads = lacking.filter(({ index }) => isLeadOfText(marked[index + 1], sense)).map(({ index }) => index + 1);
	if (sense.names < 2 || leads.length * 2 <= lacking.length) return marked;
	return marked.map((line, at) =>
		leads.includes(at) ? { ...line, indented: false, paragraph: { ...line.paragraph, bullet: false } } : line,
	);
}

/** Paragraphs of one section into its entries, and what stands above the first of them. */
export function toEntries(paragraphs: readonly Paragraph[], monthFirst: boolean, sense: HeaderSense): Entries {
	const read = withoutInnerDates(markAll(paragraphs, monthFirst, sense));
	const dated = findAnchors(read, sense);
	const marked = withLeadsOfText(withLongTitles(read, dated, sense), dated, sense);
	const anchors = anchorsOf(marked, dated, sense);
	return {
		entries: anchors.map((anchor, order) => toEntry(marked, anchor, anchors[order + 1]?.from ?? marked.length)),
		left: paragraphs.slice(0, anchors[0]?.from ?? paragraphs.length),
	};
}

/** Dates in the header that are not the entry's. */
export function otherDates(entry: Entry): Loser[] {
	const spans = entry.header.flatMap((paragraph) => paragraph.cells.flatMap((cell) => dateSpans(cell.text)));
	const printed = (span: DateSpan): string =>
		[span.start, span.current ? "present" : span.end].filter((date) => date !== undefined).join(" to ");
	const won = entry.dates === null ? "" : printed(entry.dates);
	return spans
		.filter((span) => printed(span) !== won)
		.map((span) => ({
			value: printed(span),
			score: span.isRange ? 0.95 : 0.6,
			rules: [span.isRange ? "date range in the header" : "single date in the header"],
		}))
		.toSorted((a, b) => b.score - a.score);
}
