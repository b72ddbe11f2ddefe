import { fold } from "../../analysis/fold.ts";
import { dateSpans, isOnlyDates } from "../dates/ranges.ts";
import { findDegree } from "../fields/features.ts";
import { namesTrade } from "../fields/trades.ts";
import { LEGAL_FORM, TITLE_COMPOUND, TITLE_WORD } from "../fields/words.ts";
import { allBold, type Line, leftEdge, lineSize } from "../layout/line.ts";
import { guessHeading } from "./match-heading.ts";

/** Lines that look as the known headings do. */

export interface Style {
	readonly bodySize: number;
	readonly bodyFont: string;
	/** Nearly everything is written small, headings and names too. */
	readonly lowerCase: boolean;
}

/** Small letters first: nearly every line has some. */
export const isCapitals = (text: string): boolean => !/\p{Ll}/u.test(text) && /\p{Lu}.*\p{Lu}.*\p{Lu}/u.test(text);

export const signature = (line: Line): string =>
	[line.heading, Math.round(lineSize(line)), line.cells[0]?.font ?? "", allBold(line), isCapitals(line.text)].join("/");

/** "BComm in Management", "Project Manager", "Acme GmbH": what the header of an entry says. */
const namesAnEntry = (text: string): boolean =>
	findDegree(text) !== null ||
	TITLE_WORD.test(fold(text)) ||
	TITLE_COMPOUND.test(fold(text)) ||
	namesTrade(fold(text)) ||
	LEGAL_FORM.test(text);

/** A line that looks like a heading, and dates in one of the next two: what begins there is a list of entries. */
const isOverEntry = (lines: readonly Line[], index: number): boolean =>
	lines.slice(index + 1, index + 3).some(({ text }) => dateSpans(text).some((span) => span.isRange)) &&
	dateSpans(lines[index]?.text ?? "").length === 0;

/** Lines right below one that begins with the dates of an entry. */
const belowDates = (lines: readonly Line[]): ReadonlySet<Line> =>
	new Set(
		lines.filter((_, index) => {
			const above = lines[index - 1]?.cells ?? [];
			return above.length > 1 && isOnlyDates(above[0]?.text ?? "");
		}),
	);

/**
 * Lines of a section whose heading stands right above a line of its own look: names of entries that are set as the headings are. The
 * others of that look in the section are, too.
 */
function inEntries(lines: readonly Line[], known: ReadonlySet<Line>): ReadonlySet<Line> {
	const found = new Set<Line>();
	let look: string | null = null;
	for (const [index, line] of lines.entries()) {
		if (known.has(line)) {
			const next = lines[index + 1];
			const isAlike = next !== undefined && line.heading > 0 && !known.has(next) && signature(next) === signature(line);
			look = isAlike ? signature(line) : null;
		} else if (look !== null && signature(line) === look) found.add(line);
	}
	return found;
}

/** Headings of no known name look like the known ones. */
export function lookAlikes(lines: readonly Line[], known: ReadonlySet<Line>, style: Style): Set<Line> {
	const looks = new Map(lines.map((line) => [line, signature(line)]));
	const lookOf = (line: Line): string => looks.get(line) ?? signature(line);
	const counts = new Map<string, number>();
	for (const line of known) counts.set(lookOf(line), (counts.get(lookOf(line)) ?? 0) + 1);
	const plain = [0, Math.round(style.bodySize), style.bodyFont, false, false].join("/");
	const first = lines.findIndex((line) => known.has(line));
	const below = belowDates(lines);
	const entries = inEntries(lines, known);
	const found = new Set<Line>();
	for (const [look, count] of counts) {
		if (look === plain) continue;
		// One known heading tells how the others look only where their words say what they are about, too.
		const few = count < 2 && !/^[1-6]/.test(look);
		const left = [...known].filter((line) => lookOf(line) === look).map(leftEdge);
		const alike = lines.filter(
			(line, index) =>
				lookOf(line) === look &&
				line.cells.length === 1 &&
				!line.bullet &&
				!known.has(line) &&
				!entries.has(line) &&
				(index > first ||
					(index > 1 &&
						(((isCapitals(line.text) || line.heading > 0) && guessHeading(line.text) !== "other") ||
							isOverEntry(lines, index)))) &&
				// "03.2020 – obecnie" right above: the name of an entry.
				!isOnlyDates(lines[index - 1]?.text ?? ""),
		);
		// "Stadtinspektor" under dates and an employer, where others of its look are known for titles there.
		const titled = alike.some((line) => below.has(line) && namesAnEntry(line.text));
		const same = titled ? alike.filter((line) => !below.has(line)) : alike;
		const space = Math.min(...[...known].filter((line) => lookOf(line) === look).map((line) => line.gap));
		const aligned = same.filter(
			(line) =>
				line.text.length <= 50 &&
				!/[,;.]/.test(line.text) &&
				!namesAnEntry(line.text) &&
				line.gap >= space - 0.3 &&
				(left.some((x) => Math.abs(x - leftEdge(line)) < 4) || isCapitals(line.text)) &&
				!/\d{4}/.test(line.text),
		);
		// A look that lines of other kinds have as well, such as bold type, says nothing about headings.
		const telling = aligned.length * 3 >= same.length * 2;
		const spoken = aligned.filter(({ text }) => isCapitals(text) && guessHeading(text) !== "other");
		if (few) for (const line of spoken) found.add(line);
		else if (telling && aligned.length <= count * 1.5) for (const line of aligned) found.add(line);
	}
	return found;
}
