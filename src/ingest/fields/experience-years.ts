import type { Work } from "../../domain/resume.ts";

/** In years: nobody holds a post longer. */
export const LONGEST_ROLE = 60;

/** Months since year 0. A date of a year alone begins in January and ends in December. */
function monthOf(date: string, isEnd: boolean): number {
	const [year, month] = date.split("-").map(Number) as [number, number | undefined];
	return year * 12 + (month ?? (isEnd ? 12 : 1)) - 1;
}

/** In years, to the month; below zero where the second comes before the first. */
export const yearsBetween = (from: string, to: string): number => (monthOf(to, true) - monthOf(from, false)) / 12;

interface Span {
	readonly from: number;
	/** Exclusive. */
	readonly to: number;
}

function toSpan(role: Work, asOf: number): Span | null {
	if (role.startDate === undefined) return null;
	const from = monthOf(role.startDate, false);
	const end = role.endDate === undefined ? (role.current === true ? asOf : from) : monthOf(role.endDate, true);
	const to = Math.min(end, asOf) + 1;
	// Who typed a wrong century did not work through it.
	return to > from && to - from <= LONGEST_ROLE * 12 ? { from, to } : null;
}

/** Overlapping stretches as one. */
function merge(spans: readonly Span[]): Span[] {
	const merged: Span[] = [];
	for (const span of spans.toSorted((a, b) => a.from - b.from)) {
		const last = merged.at(-1);
		if (last !== undefined && span.from <= last.to)
			merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
		else merged.push(span);
	}
	return merged;
}

/**
 * Years of work, months in which several roles were held counted once; null where no role has dates.
 * @param asOf the day that "present" means, ISO date
 */
export function yearsOfExperience(work: readonly Work[], asOf: string): number | null {
	const now = monthOf(asOf.slice(0, 7), true);
	const spans = work.map((role) => toSpan(role, now)).filter((span) => span !== null);
	if (spans.length === 0) return null;
	const months = merge(spans).reduce((sum, span) => sum + span.to - span.from, 0);
	return Math.min(80, Math.round((months / 12) * 10) / 10);
}

/** Months in a role and its last month, for skills that the role names. */
export function monthsOf(role: Work, asOf: string): { months: number; last: string } | null {
	const span = toSpan(role, monthOf(asOf.slice(0, 7), true));
	if (span === null) return null;
	const last = span.to - 1;
	return { months: span.to - span.from, last: `${Math.floor(last / 12)}-${String((last % 12) + 1).padStart(2, "0")}` };
}
