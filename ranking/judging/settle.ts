import { gradesByPair, type Judgments } from "./judgments.ts";

/**
 * How several judges become one judgment:
 * - majority: the grade that most gave; where two grades share the first place, the adjudicator's, otherwise the pair stays open
 * - median: the middle grade, of two middle ones the lower, so that doubt never makes anybody more relevant
 * - adjudication: what all agree on; where they do not, the adjudicator's grade, otherwise the pair stays open
 */
export const SETTLEMENTS = ["majority", "median", "adjudication"] as const;
export type Settlement = (typeof SETTLEMENTS)[number];

export interface Settled {
	/** By the key of the pair. */
	readonly grades: ReadonlyMap<string, number>;
	/** Keys of pairs that judges disagree on and the method leaves undecided. */
	readonly open: readonly string[];
	/** Pairs that not all judges gave the same. */
	readonly disputed: number;
}

/** @param adjudicator the judge who decides, and has no voice as one of the others; null: nobody */
export function settle(judgments: Judgments, method: Settlement, adjudicator: string | null): Settled {
	const grades = new Map<string, number>();
	const open: string[] = [];
	let disputed = 0;
	for (const [key, byJudge] of gradesByPair(judgments)) {
		const decided = adjudicator === null ? undefined : byJudge.get(adjudicator);
		const voices = [...byJudge].filter(([judge]) => judge !== adjudicator).map(([, grade]) => grade);
		if (new Set(voices).size > 1) disputed++;
		const grade = settledGrade(voices, method) ?? decided;
		if (grade === undefined) open.push(key);
		else grades.set(key, grade);
	}
	return { grades, open, disputed };
}

function settledGrade(voices: readonly number[], method: Settlement): number | undefined {
	const sorted = voices.toSorted((one, other) => one - other);
	const [first] = sorted;
	if (method === "median") return sorted[Math.floor((sorted.length - 1) / 2)];
	if (method === "adjudication") return first === sorted.at(-1) ? first : undefined;
	const counts = [...Map.groupBy(sorted, (grade) => grade)].map(([grade, same]) => ({ grade, times: same.length }));
	const most = Math.max(...counts.map(({ times }) => times));
	const winners = counts.filter(({ times }) => times === most);
	return winners.length === 1 ? winners[0]?.grade : undefined;
}
