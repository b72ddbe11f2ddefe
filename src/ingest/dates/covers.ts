import type { DateSpan } from "./ranges.ts";

/** First and last month of some dates, for comparison. */
const monthsOf = ({ start = "", end, current }: DateSpan): [string, string] => [
	start.slice(0, 7),
	current ? "9999" : (end ?? start).slice(0, 7),
];

/** True where the second dates lie within the first, as far as both say. */
export function covers(dates: DateSpan | null, inner: DateSpan | null): boolean {
	if (dates?.isRange !== true || inner?.isRange !== true) return false;
	const [[from, to], [innerFrom, innerTo]] = [monthsOf(dates), monthsOf(inner)];
	const early = Math.min(from.length, innerFrom.length);
	const late = Math.min(to.length, innerTo.length);
	return innerFrom.slice(0, early) >= from.slice(0, early) && innerTo.slice(0, late) <= to.slice(0, late);
}
