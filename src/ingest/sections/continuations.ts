import { dateSpans } from "../dates/ranges.ts";
import type { Line } from "../layout/line.ts";

/** Columns that go on with the section that the column before them ended in. */

const CONTACT = /@|https?:|www\.|(?:\+?\d[\d\s().-]{7,}\d)/iu;

/** First lines of columns over whose entries or lists no heading stands: what they go on with ended the column before. */
export function continuations(lines: readonly Line[], headings: ReadonlySet<Line>): ReadonlySet<Line> {
	const found = new Set<Line>();
	const streams = [
		...Map.groupBy(
			lines.filter(({ region }) => region === "body"),
			({ stream }) => stream,
		).values(),
	];
	for (const [at, stream] of streams.entries()) {
		const [first] = stream;
		const to = stream.findIndex((line) => headings.has(line));
		const top = stream.slice(0, to < 0 ? stream.length : to);
		const above = lines[lines.indexOf(first as Line) - 1];
		if (at === 0 || first === undefined || above === undefined || top.length === 0) continue;
		const isDated = top.some(({ text }) => dateSpans(text).some(({ isRange }) => isRange));
		if ((isDated || headings.has(above)) && !top.some(({ text }) => CONTACT.test(text))) found.add(first);
	}
	return found;
}
