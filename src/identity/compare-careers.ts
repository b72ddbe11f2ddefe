import { likeness } from "./compare-names.ts";
import { beginTogether, sharedMonths } from "./months.ts";
import { type Job, type School, type Traits, wordsOf } from "./traits.ts";
import { WEIGHTS } from "./weights.ts";

/** What the careers of two records have in common. */
export interface CareerComparison {
	/** Bits; 0 where there is nothing to compare. */
	readonly jobs: number;
	/** Jobs at the same employer that began together. */
	readonly began: number;
	/** Jobs at the same employer at the same time, those included. */
	readonly together: number;
	readonly schools: number;
}

export function compareCareers(one: Traits, other: Traits): CareerComparison {
	const shared = sharedJobs(one.jobs, other.jobs);
	const began = shared.filter(({ kind }) => kind === "jobBegan").length;
	const together = began + shared.filter(({ kind }) => kind === "jobOverlap").length;
	return {
		jobs: shared.length > 0 ? sumOf(shared.map(({ weight }) => weight)) : apart(one.jobs, other.jobs),
		began,
		together,
		schools: compareSchools(one.schools, other.schools),
	};
}

interface SharedJob {
	readonly employer: string;
	readonly kind: "jobBegan" | "jobOverlap" | "jobUndated" | "jobApart";
	readonly weight: number;
}

/** For each job of one side the best of the other at the same employer, each job once: the strongest pairs first. */
function sharedJobs(one: readonly Job[], other: readonly Job[]): SharedJob[] {
	const pairs = one
		.flatMap((a, i) => other.flatMap((b, j) => (sameEmployer(a.employer, b.employer) ? [{ i, j, ...pair(a, b) }] : [])))
		// Pairs of equal weight in an order that does not depend on which side is first.
		.toSorted((a, b) => b.weight - a.weight || a.i + a.j - b.i - b.j);
	const taken = { one: new Set<number>(), other: new Set<number>() };
	return pairs.filter(({ i, j }) => {
		if (taken.one.has(i) || taken.other.has(j)) return false;
		taken.one.add(i);
		taken.other.add(j);
		return true;
	});
}

function pair(a: Job, b: Job): SharedJob {
	const kind = kindOf(a, b);
	const weight = WEIGHTS[kind] + (sameTitle(a.title, b.title) ? WEIGHTS.jobTitle : 0);
	return { employer: a.employer, kind, weight };
}

function kindOf(a: Job, b: Job): SharedJob["kind"] {
	if (a.start === null || b.start === null) return "jobUndated";
	if (beginTogether(a.start, b.start)) return "jobBegan";
	return sharedMonths(a, b) > 0 ? "jobOverlap" : "jobApart";
}

/** Letters from which two company names that differ can be one misspelt. */
const LONG_NAME = 7;
/** Jaro-Winkler likeness of such names. */
const SLIP = 0.95;

function sameEmployer(a: string, b: string): boolean {
	if (a === b) return true;
	if (Math.min(a.length, b.length) < LONG_NAME) return false;
	// Acme Logistics and Acme Logistics Northern Europe.
	if (a.startsWith(b) || b.startsWith(a)) return true;
	return a.charAt(0) === b.charAt(0) && likeness(a, b) >= SLIP;
}

/** At least half of all words of both titles are the same. */
function sameTitle(one: string, other: string): boolean {
	if (one === other) return one !== "";
	const [a, b] = [new Set(wordsOf(one)), new Set(wordsOf(other))];
	const all = a.union(b).size;
	return all > 0 && a.intersection(b).size * 2 >= all;
}

/** The strongest whole, each further one by a factor less. */
function sumOf(weights: readonly number[]): number {
	return weights
		.toSorted((a, b) => b - a)
		.reduce((sum, weight, place) => sum + weight * WEIGHTS.jobFurther ** place, 0);
}

/** Months of two careers at the same time from which not to share an employer says something. */
const LONG_TOGETHER = 24;
/** An open end is taken for so many months at most: it may have ended unnoticed. */
const OPEN = 36;

function apart(one: readonly Job[], other: readonly Job[]): number {
	const bounded = (jobs: readonly Job[]) =>
		jobs.flatMap((job) => (job.start === null ? [] : [{ ...job, end: job.end ?? job.start.month + OPEN }]));
	const others = bounded(other);
	const months = bounded(one).reduce((sum, a) => sum + others.reduce((part, b) => part + sharedMonths(a, b), 0), 0);
	return months >= LONG_TOGETHER ? WEIGHTS.careersApart : 0;
}

function compareSchools(one: readonly School[], other: readonly School[]): number {
	if (one.length === 0 || other.length === 0) return 0;
	let best: number = WEIGHTS.schoolsApart;
	for (const a of one) {
		for (const b of other) {
			if (!sameSchool(a.name, b.name)) continue;
			const sameYear = a.end !== null && b.end !== null && Math.abs(a.end - b.end) <= 12;
			best = Math.max(best, sameYear ? WEIGHTS.schoolYear : WEIGHTS.school);
		}
	}
	return best;
}

const sameSchool = (a: string, b: string) => a === b || (Math.min(a.length, b.length) >= 12 && likeness(a, b) >= 0.96);
