import type { Work } from "../domain/resume.ts";

/** Months since year 0, and whether only the year was printed. */
interface Moment {
	readonly month: number;
	readonly yearOnly: boolean;
}

/** A year without a month is taken as its middle, so that 2018 - 2020 counts two years whatever the months were. */
const MIDDLE = 6;
/** A role within one year and without months: half a year is the expected length. */
const WITHIN_ONE_YEAR = 6;

function momentOf(date: string): Moment {
	const year = Number(date.slice(0, 4)) * 12;
	return date.length < 7
		? { month: year + MIDDLE, yearOnly: true }
		: { month: year + Number(date.slice(5, 7)) - 1, yearOnly: false };
}

/** Whether a role is held now: said so, or begun and not ended. */
export function isCurrent(work: Work): boolean {
	return work.current ?? (work.endDate === undefined && work.startDate !== undefined);
}

/** Months of a role as [first, end), null without a start or a known end. The month of the end counts. */
export function monthsOfRole(work: Work, asOf: string): readonly [number, number] | null {
	if (work.startDate === undefined) return null;
	const now = momentOf(asOf).month + 1;
	const start = momentOf(work.startDate);
	if (work.endDate === undefined || isCurrent(work)) {
		return isCurrent(work) && start.month < now ? [start.month, now] : null;
	}
	const end = momentOf(work.endDate);
	const last = end.yearOnly ? Math.max(end.month, start.month + (start.yearOnly ? WITHIN_ONE_YEAR : 1)) : end.month + 1;
	const until = Math.min(last, now);
	return until > start.month ? [start.month, until] : null;
}

/**
 * Years of work from the dates of the roles, overlapping ones counted once, to a tenth; null where no role has dates.
 * @param asOf ISO date that "present" means
 */
export function yearsOfExperience(work: readonly Work[] | undefined, asOf: string): number | null {
	const spans = (work ?? []).map((role) => monthsOfRole(role, asOf)).filter((span) => span !== null);
	if (spans.length === 0) return null;
	let months = 0;
	let covered = Number.NEGATIVE_INFINITY;
	for (const [start, end] of spans.sort((a, b) => a[0] - b[0])) {
		months += Math.max(0, end - Math.max(start, covered));
		covered = Math.max(covered, end);
	}
	return Math.round((months / 12) * 10) / 10;
}
