import { tellsDeed } from "./deeds.ts";
import type { HeaderSense, Marked } from "./header-lines.ts";

/**
 * Points of a list whose bullets are drawn as shapes, as browsers print them: of the bullet nothing is left but the indent, and a point with
 * dates in it looks like a header.
 */

/** Points begin this far right of the head of their entry, and all of them at one edge. */
const INDENT = 8;
const SAME_EDGE = 3;
/** Lines beside a dated one that may name the title of the entry. */
const NEAR = 2;
const LONGEST_TITLE = 7;

const namesLead = ({ rest }: Marked, sense: HeaderSense): boolean =>
	rest.some(({ text }) => sense.partsOf(text).some((part) => sense.isLead(part)));

/** "Senior Engineer 2015 – 2017" below the employer of several roles: the text is a title. */
const isTitled = ({ rest }: Marked, sense: HeaderSense): boolean =>
	rest.some(({ text }) =>
		sense.partsOf(text).some((part) => part.split(/\s+/).length < LONGEST_TITLE && sense.isLead(part)),
	);

/**
 * Dated lines that are points of the text and head nothing.
 * @param headers dated lines that might head an entry
 * @param edgeOf where the text of a line begins
 */
export function drawnPoints(
	marked: readonly Marked[],
	headers: readonly Marked[],
	edgeOf: (line: Marked) => number,
	sense: HeaderSense,
): ReadonlySet<Marked> {
	const base = Math.min(...headers.map(edgeOf));
	const deeper = headers.filter((line) => edgeOf(line) > base + INDENT);
	const edges = deeper.map(edgeOf);
	const isList = deeper.length > 0 && deeper.length < headers.length && edgeOf(headers[0] as Marked) <= base + INDENT;
	if (!isList || Math.max(...edges) - Math.min(...edges) > SAME_EDGE) return new Set();
	const edge = Math.min(...edges);
	// Text that hangs still deeper makes them heads of their own.
	if (marked.some((line) => edgeOf(line) > edge + INDENT)) return new Set();
	const headOf = (point: Marked): Marked | undefined =>
		headers.findLast((line) => edgeOf(line) <= base + INDENT && marked.indexOf(line) < marked.indexOf(point));
	const hasTitle = (head: Marked | undefined): boolean => {
		const at = head === undefined ? -1 : marked.indexOf(head);
		const near = at < 0 ? [] : marked.slice(Math.max(0, at - NEAR), at + NEAR + 1);
		return near.some((line) => edgeOf(line) < edge - SAME_EDGE && namesLead(line, sense));
	};
	return new Set(
		deeper.filter((line) => tellsDeed(line.paragraph.text) || (hasTitle(headOf(line)) && !isTitled(line, sense))),
	);
}
