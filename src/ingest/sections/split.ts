import { joinText } from "../layout/hyphens.ts";
import { allBold, type Cell, type Line, leftEdge, lineSize } from "../layout/line.ts";
import { continuations } from "./continuations.ts";
import { isDocumentTitle } from "./document-title.ts";
import { labelledField } from "./field-labels.ts";
import { type InlineHeading, inlineHeading, partedAtLabels } from "./inline-heading.ts";
import { isInsideEntry } from "./inside-entry.ts";
import type { SectionKind } from "./kinds.ts";
import { labelTails } from "./label-tail.ts";
import { isCapitals, lookAlikes, type Style } from "./look-alikes.ts";
import { guessHeading, type HeadingMatch, matchHeading } from "./match-heading.ts";
import { isSkillGroup } from "./skill-group.ts";

export interface Section {
	/** The first kind leads. */
	readonly kinds: readonly SectionKind[];
	/** Null for what stands before the first heading of a column. */
	readonly heading: Line | null;
	readonly lines: Line[];
}

interface Candidate {
	readonly line: Line;
	readonly match: HeadingMatch | null;
	readonly style: Style;
}

interface HeadingRule {
	readonly name: string;
	readonly weight: number;
	readonly when: (candidate: Candidate) => boolean;
}

const isEmphasised = ({ line, style }: Candidate): boolean =>
	allBold(line) || (style.bodyFont !== "" && line.cells[0]?.font !== style.bodyFont);

const isLarger = (line: Line, style: Style): boolean => style.bodySize > 0 && lineSize(line) > style.bodySize * 1.08;

const BREAKS_OFF =
	/\s(?:in|of|for|and|the|zum|zur|als|für|und|im|en|de|du|des|et|à|di|del|della|e|y|em|da|do|van|voor|i|w|z|för|och|som|ve|[–—-])$/iu;

/** A line is a heading from THRESHOLD on. */
const HEADING_RULES: readonly HeadingRule[] = [
	{ name: "names a section", weight: 4, when: ({ match }) => match?.exact === true },
	{ name: "names a section with more words", weight: 2.5, when: ({ match }) => match?.exact === false },
	{ name: "declared as heading", weight: 3, when: ({ line }) => line.heading > 0 },
	{
		name: "larger than the text",
		weight: 1.5,
		when: ({ line, style }) => isLarger(line, style),
	},
	{ name: "set in another font", weight: 1, when: isEmphasised },
	{ name: "capitals", weight: 1, when: ({ line }) => isCapitals(line.text) },
	{ name: "space above", weight: 0.5, when: ({ line }) => line.gap >= 1.4 },
	{ name: "ends with a colon", weight: 0.5, when: ({ line }) => /[:：]$/.test(line.text) },
	{ name: "stands alone", weight: 0.5, when: ({ line }) => line.cells.length === 1 },
	{
		name: "begins in lower case",
		weight: -2.5,
		// Templates that set their headings in small letters set them larger than the text.
		when: ({ line, match, style }) =>
			/^\p{Ll}/u.test(line.text) && !style.lowerCase && !(match?.exact === true && isLarger(line, style)),
	},
	{
		name: "a bullet",
		weight: -4,
		// "■職歴": the mark of a heading in Chinese and Japanese.
		when: ({ line, match }) =>
			line.bullet &&
			!(
				match?.exact === true &&
				/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}・‧ー\sA-Z]{2,}$/u.test(line.text)
			),
	},
	{
		name: "breaks off",
		weight: -2,
		// "Ausbildung in" over what it was in.
		when: ({ line, match }) => match?.exact !== true && BREAKS_OFF.test(line.text),
	},
	{ name: "more than one cell", weight: -3, when: ({ line }) => line.cells.length > 1 },
];
const THRESHOLD = 4.5;

const scoreOf = (candidate: Candidate): number =>
	HEADING_RULES.reduce((sum, rule) => sum + (rule.when(candidate) ? rule.weight : 0), 0);

/** The font and size that most of the text is set in. */
export function bodyStyle(lines: readonly Line[]): Style {
	const sizes = new Map<number, number>();
	const fonts = new Map<string, number>();
	for (const cell of lines.flatMap((line) => line.cells)) {
		sizes.set(Math.round(cell.size * 2) / 2, (sizes.get(Math.round(cell.size * 2) / 2) ?? 0) + cell.text.length);
		fonts.set(cell.font, (fonts.get(cell.font) ?? 0) + cell.text.length);
	}
	const small = lines.filter((line) => /^\p{Ll}/u.test(line.text)).length;
	const top = <K>(counts: Map<K, number>): K | undefined => [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0];
	return { bodySize: top(sizes) ?? 0, bodyFont: top(fonts) ?? "", lowerCase: small > lines.length * 0.7 };
}

class Splitter {
	readonly sections: Section[] = [];
	#byStream = new Map<string, Section>();
	/** Left edge of each column. */
	#edges = new Map<string, number>();
	#last: Line | null = null;
	/** The section around one that is a single line of it, by column. */
	#around = new Map<string, Section>();

	/** How far right of where it began its section goes on in a column. */
	#shifts = new Map<string, number>();

	#note(line: Line): void {
		this.#edges.set(line.stream, Math.min(this.#edges.get(line.stream) ?? Number.POSITIVE_INFINITY, leftEdge(line)));
		this.#last = line;
	}

	open(line: Line, kinds: readonly SectionKind[], heading: Line | null): Section {
		this.#note(line);
		this.#around.delete(line.stream);
		this.#shifts.delete(line.stream);
		const section: Section = { kinds, heading, lines: [] };
		this.sections.push(section);
		this.#byStream.set(line.stream, section);
		return section;
	}

	openInline(line: Line, { kinds, lineOnly }: InlineHeading): Section {
		const around = this.#around.get(line.stream) ?? this.#byStream.get(line.stream);
		const section = this.open(line, kinds, line);
		if (lineOnly && around !== undefined) this.#around.set(line.stream, around);
		return section;
	}

	/** Puts a line into the section that it belongs to, as far right as it would stand in the column where that began. */
	add(line: Line, goesOn: boolean): void {
		const { lines } = this.current(line, goesOn);
		const shift = this.#shifts.get(line.stream);
		const moved = (cell: Cell): Cell => ({ ...cell, x: cell.x - (shift ?? 0), right: cell.right - (shift ?? 0) });
		lines.push(
			shift === undefined
				? line
				: { ...line, cells: line.cells.map(moved), columnRight: Math.max(0, line.columnRight - shift) },
		);
	}

	/** Leaves a section of one line when the next label begins. */
	#leaveLine(line: Line): void {
		const around = this.#around.get(line.stream);
		if (around === undefined || !/^[^:：]{2,40}[:：]\s*\S|\t/u.test(line.text)) return;
		this.#byStream.set(line.stream, around);
		this.#around.delete(line.stream);
	}

	/**
	 * The section that a line without heading goes on with.
	 * @param goesOn the line begins a column, and what stands there up to its first heading may go on with the column before
	 */
	current(line: Line, goesOn = false): Section {
		this.#leaveLine(line);
		const before = this.#last;
		this.#note(line);
		const own = this.#byStream.get(line.stream);
		const parent = this.#byStream.get(line.stream.replace(/\/[^/]*$/, ""));
		if (before !== null && before.stream !== line.stream) {
			// After two columns, text goes on with the column that began where it begins.
			if (before.stream.startsWith(`${line.stream}/`)) {
				const wide = this.#byStream.get(this.#nearest(line));
				if (wide !== undefined) this.#byStream.set(line.stream, wide);
				return wide ?? this.open(line, ["profile"], null);
			}
			// A heading right above two columns names both of them.
			if (own === undefined && parent !== undefined && parent.heading !== null && parent.lines.length === 0) {
				this.#byStream.set(line.stream, parent);
				return parent;
			}
			const beside = own === undefined && goesOn ? this.#byStream.get(before.stream) : undefined;
			if (beside !== undefined && goesOnWith(beside, line, before)) {
				this.#shifts.set(line.stream, leftEdge(line) - (this.#edges.get(before.stream) ?? leftEdge(line)));
				return this.inherit(line, beside);
			}
			if (
				own === undefined &&
				parent?.heading != null &&
				before.stream.startsWith(line.stream.replace(/\/[^/]*$/, "/"))
			) {
				const sibling = this.#byStream.get(before.stream);
				if (sibling === parent) return this.inherit(line, parent);
			}
		}
		return own ?? this.open(line, ["profile"], null);
	}

	#nearest(line: Line): string {
		const columns = [...this.#edges].filter(([stream]) => stream.startsWith(`${line.stream}/`));
		return (
			columns.toSorted((a, b) => Math.abs(a[1] - leftEdge(line)) - Math.abs(b[1] - leftEdge(line)))[0]?.[0] ??
			line.stream
		);
	}

	inherit(line: Line, section: Section): Section {
		this.#byStream.set(line.stream, section);
		return section;
	}

	sectionOf(line: Line): Section | undefined {
		return this.#byStream.get(line.stream);
	}

	kindOf(line: Line): SectionKind {
		const around = this.#around.get(line.stream);
		if (around !== undefined) return around.kinds[0] ?? "profile";
		return this.#byStream.get(line.stream)?.kinds[0] ?? "profile";
	}
}

/** A section whose heading stood at the foot of the column before, or whose entries did not all fit there. */
function goesOnWith(section: Section, line: Line, before: Line): boolean {
	const parent = (stream: string): string => stream.replace(/\/[^/]*$/, "");
	return (
		section.heading !== null && parent(before.stream) === parent(line.stream) && before.stream !== parent(line.stream)
	);
}

const FORM_COLUMN = /^(?:年|月|日|年\s?月|年・月)$/u;
const FORM_HEADER = /^(?:通勤時間|最寄り?駅|年|月)$/u;

/** The head of a table of a form: "year | month | licences", or the names of personal details side by side. */
function formHeading(line: Line, current: SectionKind): HeadingMatch | null {
	const texts = line.cells.map((cell) => cell.text.replace(/\s/gu, ""));
	const last = texts.at(-1) ?? "";
	if (texts.length > 1 && texts.slice(0, -1).every((text) => FORM_COLUMN.test(text))) return matchHeading(last);
	if (texts.length < 2 || !["work", "education", "certificates", "awards"].includes(current)) return null;
	const labels = texts.filter((text) => labelledField(text) === "personal" || FORM_HEADER.test(text)).length;
	return labels >= 2 && labels >= texts.length - 1 ? { kinds: ["personal"], exact: true } : null;
}

/** A section's name that a narrow column broke: its second line to its first. */
function wrappedHeadings(lines: readonly Line[], style: Style): Map<Line, HeadingMatch> {
	const found = new Map<Line, HeadingMatch>();
	for (const [index, line] of lines.entries()) {
		const next = lines[index + 1];
		if (next === undefined || next.stream !== line.stream || next.gap > 1.6 || line.bullet || next.bullet) continue;
		if (line.cells.length > 1 || next.cells.length > 1) continue;
		// A sign that the first font lacks comes from another: the size says enough.
		if (Math.abs(lineSize(line) - lineSize(next)) > 0.3 || line.heading !== next.heading) continue;
		const plain = !isEmphasised({ line, match: null, style }) && lineSize(line) <= style.bodySize * 1.08;
		const whole =
			plain || matchHeading(next.text)?.exact === true ? null : matchHeading(joinText(line.text, next.text));
		if (whole?.exact === true) found.set(line, whole);
	}
	return found;
}

/** Lines into sections by their headings, each column for itself. */
export function splitSections(lines: readonly Line[]): Section[] {
	const style = bodyStyle(lines);
	const firsts = new Set(
		Map.groupBy(lines, (line) => line.stream)
			.values()
			.map((stream) => stream[0]),
	);
	const titled = (line: Line): boolean => (line.number <= 3 || firsts.has(line)) && isDocumentTitle(line.text);
	const known = new Set(
		lines.filter(
			(line) =>
				!titled(line) &&
				scoreOf({ line, match: matchHeading(line.text), style }) >= THRESHOLD &&
				matchHeading(line.text) !== null,
		),
	);
	const wrapped = wrappedHeadings(lines, style);
	const alike = lookAlikes(lines, known, style);
	const headings = new Set([...known, ...alike]);
	const goingOn = continuations(lines, headings);
	const tails = labelTails(lines, headings);
	const splitter = new Splitter();
	let tail: Line | undefined;
	for (const [index, line] of lines.entries()) {
		if (line === tail) continue;
		const form = formHeading(line, splitter.kindOf(line));
		const broken = form ?? wrapped.get(line);
		if (broken !== undefined) {
			splitter.open(line, broken.kinds, line);
			tail = form === null ? lines[index + 1] : undefined;
		} else if (
			known.has(line) &&
			!isInsideEntry(line, splitter.kindOf(line), known) &&
			!isSkillGroup(line, splitter.sectionOf(line))
		)
			splitter.open(line, matchHeading(line.text)?.kinds ?? ["other"], line);
		else if (alike.has(line)) splitter.open(line, [guessHeading(line.text)], line);
		else {
			for (const part of partedAtLabels(line, splitter.kindOf(line))) {
				const inline = inlineHeading(part, tails.has(line) ? "other" : splitter.kindOf(part));
				if (inline === null) splitter.add(part, goingOn.has(line));
				else splitter.openInline(part, inline).lines.push(inline.rest);
			}
		}
	}
	return withoutCopies(splitter.sections.filter((section) => section.lines.length > 0));
}

/** Pages that show a section once to wide and once to narrow screens hold it twice. */
function withoutCopies(sections: readonly Section[]): Section[] {
	const seen = new Set<string>();
	return sections.filter(({ heading, lines }) => {
		if (heading === null || lines.length < LEAST_COPIED) return true;
		const text = [heading, ...lines].map((line) => line.text).join("\n");
		return !seen.has(text) && seen.add(text);
	});
}

/** Lines from which on two sections are not alike by chance. */
const LEAST_COPIED = 2;
