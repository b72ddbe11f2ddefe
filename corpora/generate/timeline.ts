/** When things happened: how long a career is, how it divides into jobs, and the studies before it. */
import { AS_OF, type Month, SENIORITIES, type Seniority } from "./person.ts";
import type { Random } from "./random.ts";

export interface Span {
	readonly start: Month;
	readonly end?: Month;
}

/** Years of work behind a person of each level: [least, most]. */
const YEARS: Readonly<Record<Seniority, readonly [number, number]>> = {
	intern: [0, 1],
	junior: [1, 3],
	mid: [3, 9],
	senior: [7, 20],
	lead: [8, 22],
	manager: [10, 28],
	executive: [16, 36],
};

/** Share of people at each level, as weights. */
const LEVEL_WEIGHTS: Readonly<Record<Seniority, number>> = {
	intern: 6,
	junior: 16,
	mid: 28,
	senior: 24,
	lead: 12,
	manager: 9,
	executive: 5,
};

export const SENIORITY_POOL: readonly Seniority[] = SENIORITIES.flatMap((level) =>
	Array<Seniority>(LEVEL_WEIGHTS[level]).fill(level),
);

/** Months of working life for a level. */
export function careerLength(seniority: Seniority, random: Random): number {
	const [least, most] = YEARS[seniority];
	return random.int(Math.max(3, least * 12), most * 12);
}

function jobCount(months: number, random: Random): number {
	const expected = Math.round(months / random.int(26, 58)) + 1;
	return Math.min(8, Math.max(1, expected));
}

/** Divides `months` in random proportions, none shorter than three months. */
function divide(months: number, parts: number, random: Random): number[] {
	const weights = Array.from({ length: parts }, () => 0.4 + random.next());
	const total = weights.reduce((sum, w) => sum + w, 0);
	return weights.map((w) => Math.max(3, Math.round((w / total) * months)));
}

/** The jobs of a career of `months`, oldest first, with gaps between some; the last may still be held. */
export function jobSpans(months: number, random: Random): Span[] {
	const lengths = divide(months, jobCount(months, random), random);
	const gaps = lengths.map((_, i) => (i > 0 && random.chance(0.22) ? random.int(1, 13) : 0));
	const current = random.chance(0.8);
	const sum = (values: readonly number[]): number => values.reduce((total, v) => total + v, 0);
	let cursor = AS_OF - (current ? 0 : random.int(1, 11)) - sum(lengths) - sum(gaps);
	return lengths.map((length, i) => {
		const start = cursor + (gaps[i] as number);
		cursor = start + length;
		return current && i === lengths.length - 1 ? { start } : { start, end: cursor - 1 };
	});
}

/** Level of each of `count` jobs, oldest first, climbing from the first rung to `target`. */
export function climb(count: number, target: Seniority, months: number): Seniority[] {
	const top = SENIORITIES.indexOf(target);
	const bottom = top <= 1 ? top : months > 36 ? 1 : Math.max(1, top - 1);
	return Array.from({ length: count }, (_, i) => {
		const rung = count === 1 ? top : bottom + Math.floor(((top - bottom) * (i + 1)) / count);
		return SENIORITIES[i === count - 1 ? top : rung] as Seniority;
	});
}

/** The last June to September on or before a month: when degrees are handed out. */
export function graduationBefore(month: Month, random: Random): Month {
	const year = Math.floor(month / 12);
	const graduation = year * 12 + random.int(5, 8);
	return graduation <= month ? graduation : graduation - 12;
}
