import type { LoggedQuery } from "../feature-log.ts";

/**
 * The gradients of LambdaMART (Burges 2010, "From RankNet to LambdaRank to LambdaMART") for nDCG@10 with linear gains, which is the
 * metric of the bench: for each pair of people with different grades, how much better the better one should score, weighted by
 * what swapping the two would change of the metric.
 */

const DEPTH = 10;
/** How soon a difference of scores is enough, per point. */
const SIGMA = 1;

export interface Gradients {
	/** Where each row's score should go. */
	readonly push: Float64Array;
	/** How sharply the loss bends there: the denominator of a Newton step. */
	readonly bend: Float64Array;
}

/** Adds the gradients of one query. @param first place of the query's first row in `scores` and in the gradients */
export function addLambdas(query: LoggedQuery, scores: Float64Array, first: number, { push, bend }: Gradients): void {
	const ideal = idealOf(query);
	if (ideal === 0) return;
	const order = rowsByScore(query, scores, first);
	const discounts = new Float64Array(order.length);
	for (const [place, row] of order.entries()) discounts[row] = place < DEPTH ? 1 / Math.log2(place + 2) : 0;
	const { grades } = query;
	for (let better = 0; better < grades.length; better++) {
		if ((grades[better] as number) <= 0) continue;
		for (let worse = 0; worse < grades.length; worse++) {
			const gain = gainOf(grades[better] as number) - gainOf(grades[worse] as number);
			const swap = Math.abs((discounts[better] as number) - (discounts[worse] as number));
			if (gain <= 0 || swap === 0) continue;
			const apart = (scores[first + better] as number) - (scores[first + worse] as number);
			const wrong = 1 / (1 + Math.exp(SIGMA * apart));
			const weight = (gain * swap) / ideal;
			push[first + better] = (push[first + better] as number) + SIGMA * wrong * weight;
			push[first + worse] = (push[first + worse] as number) - SIGMA * wrong * weight;
			const bending = SIGMA * SIGMA * wrong * (1 - wrong) * weight;
			bend[first + better] = (bend[first + better] as number) + bending;
			bend[first + worse] = (bend[first + worse] as number) + bending;
		}
	}
}

const gainOf = (grade: number) => Math.max(0, grade);

const idealOf = ({ ideal }: LoggedQuery) =>
	ideal.slice(0, DEPTH).reduce((sum, grade, place) => sum + gainOf(grade) / Math.log2(place + 2), 0);

/** Equal scores in the order of the log, which is the one that decides. */
function rowsByScore({ ids }: LoggedQuery, scores: Float64Array, first: number): number[] {
	return Array.from(ids.keys()).sort(
		(one, other) => (scores[first + other] as number) - (scores[first + one] as number) || one - other,
	);
}
