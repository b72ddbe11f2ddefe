/** Months since year 0, so that durations are plain differences. A span without a start is of unknown time; without an end, open. */
export interface Span {
	readonly start: Moment | null;
	readonly end: number | null;
}

export interface Moment {
	readonly month: number;
	/** Only the year is known; then `month` is its first. */
	readonly yearOnly: boolean;
}

/** First month that a partial ISO date can mean. */
export function firstMonth(date: string | undefined): Moment | null {
	if (date === undefined) return null;
	const month = Number(date.slice(5, 7));
	const year = Number(date.slice(0, 4)) * 12;
	return { month: month === 0 ? year : year + month - 1, yearOnly: month === 0 };
}

/** Last month that a partial ISO date can mean. */
export function lastMonth(date: string | undefined): number | null {
	if (date === undefined) return null;
	const month = Number(date.slice(5, 7));
	return Number(date.slice(0, 4)) * 12 + (month === 0 ? 11 : month - 1);
}

/** Whether both mean the same beginning: within a month, or within the year where only that is known. */
export function beginTogether(one: Moment, other: Moment): boolean {
	if (one.yearOnly || other.yearOnly) return Math.floor(one.month / 12) === Math.floor(other.month / 12);
	return Math.abs(one.month - other.month) <= 1;
}

/** Months that lie in both; open spans reach to the end of time, spans of unknown time nowhere. */
export function sharedMonths(one: Span, other: Span): number {
	if (one.start === null || other.start === null) return 0;
	const end = Math.min(one.end ?? Number.MAX_SAFE_INTEGER, other.end ?? Number.MAX_SAFE_INTEGER);
	return Math.max(0, end - Math.max(one.start.month, other.start.month) + 1);
}
