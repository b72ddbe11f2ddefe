import { dateSpans } from "../dates/ranges.ts";
import type { Line } from "../layout/line.ts";
import type { SectionKind } from "./kinds.ts";
import { matchHeading } from "./match-heading.ts";

/** Labels behind the last role that name sections of one line: "Skills: Excel, SAP" and below it "Languages: English". */

const OF_ONE_LINE: ReadonlySet<SectionKind> = new Set(["skills", "languages", "certificates", "interests"]);
const LABEL = /^([^:：]{2,40})[:：]\s*\S/u;
/** Lines set this much further apart than the one above, in line pitches, begin something else. */
const APART = 0.5;

function kindOf(line: Line): SectionKind | null {
	const label = LABEL.exec(line.text)?.[1];
	const match = line.bullet || label === undefined ? null : matchHeading(label);
	const kind = match?.exact === true ? match.kinds[0] : undefined;
	return kind !== undefined && OF_ONE_LINE.has(kind) ? kind : null;
}

const labelOf = (line: Line | undefined): string => LABEL.exec(line?.text ?? "")?.[1]?.toLowerCase() ?? "";

/** Index from which on the lines of one section are such labels; their number where none are. */
function tailOf(lines: readonly Line[]): number {
	const dated = lines.findLastIndex(({ text }) => dateSpans(text).length > 0);
	const from = lines.findIndex((line, at) => at > dated && kindOf(line) !== null);
	if (dated < 0 || from < 0) return lines.length;
	const tail = lines.slice(from);
	const [first, above] = [lines[from] as Line, lines[from - 1] as Line];
	// A label that each role has belongs to the last of them, too.
	if (lines.slice(0, from).some((line) => labelOf(line) === labelOf(first))) return lines.length;
	const kinds = new Set(tail.map(kindOf).filter((kind) => kind !== null));
	const isApart = first.gap >= above.gap + APART;
	return tail.every(({ text, bullet }) => !bullet && LABEL.test(text)) && (kinds.size > 1 || isApart)
		? from
		: lines.length;
}

/**
 * Lines with a label behind the last entry of their section that are no text of that entry.
 * @param headings lines that head sections
 */
export function labelTails(lines: readonly Line[], headings: ReadonlySet<Line>): ReadonlySet<Line> {
	const found = new Set<Line>();
	for (const stream of Map.groupBy(lines, (line) => line.stream).values()) {
		const starts = stream.flatMap((line, at) => (headings.has(line) ? [at + 1] : []));
		for (const [order, start] of starts.entries()) {
			const section = stream.slice(start, (starts[order + 1] ?? stream.length + 1) - 1);
			for (const line of section.slice(tailOf(section))) if (kindOf(line) !== null) found.add(line);
		}
	}
	return found;
}
