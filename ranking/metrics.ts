/**
 * Quality of one ranked list against graded judgments, as trec_eval computes it (NIST, version 9): gains are the grades,
 * the discount of rank r is log2(r + 1), an unjudged document counts as not relevant, and a query without any relevant
 * document is left out of the mean. Full precision; rounding is for print.
 */

/** Grade per document id; 0 and below is not relevant. */
export type Grades = ReadonlyMap<string, number>;

export interface Metrics {
	readonly map: number;
	readonly "ndcg@5": number;
	readonly "ndcg@10": number;
	readonly "ndcg@20": number;
	readonly "p@5": number;
	readonly "p@10": number;
	readonly "recall@100": number;
	readonly mrr: number;
	/** Part of the first ten that anyone judged. */
	readonly "judged@10": number;
}

const relevant = (grades: Grades, id: string) => (grades.get(id) ?? 0) > 0;
const discount = (index: number) => 1 / Math.log2(index + 2);

/** Number of relevant documents. */
export function relevantCount(grades: Grades): number {
	return [...grades.values()].filter((grade) => grade > 0).length;
}

export function averagePrecision(ranked: readonly string[], grades: Grades): number {
	let found = 0;
	let sum = 0;
	ranked.forEach((id, index) => {
		if (relevant(grades, id)) sum += ++found / (index + 1);
	});
	return sum / relevantCount(grades);
}

/** Jarvelin & Kekalainen 2002, with linear gain. */
export function ndcg(ranked: readonly string[], grades: Grades, depth: number): number {
	const gain = (values: readonly number[]) =>
		values.slice(0, depth).reduce((sum, grade, index) => sum + Math.max(grade, 0) * discount(index), 0);
	const ideal = gain([...grades.values()].sort((a, b) => b - a));
	return gain(ranked.map((id) => grades.get(id) ?? 0)) / ideal;
}

export function precision(ranked: readonly string[], grades: Grades, depth: number): number {
	return ranked.slice(0, depth).filter((id) => relevant(grades, id)).length / depth;
}

export function recall(ranked: readonly string[], grades: Grades, depth: number): number {
	return ranked.slice(0, depth).filter((id) => relevant(grades, id)).length / relevantCount(grades);
}

export function reciprocalRank(ranked: readonly string[], grades: Grades): number {
	const index = ranked.findIndex((id) => relevant(grades, id));
	return index < 0 ? 0 : 1 / (index + 1);
}

/** All metrics of one query, null where nothing relevant was judged. */
export function measure(ranked: readonly string[], grades: Grades): Metrics | null {
	if (relevantCount(grades) === 0) return null;
	return {
		map: averagePrecision(ranked, grades),
		"ndcg@5": ndcg(ranked, grades, 5),
		"ndcg@10": ndcg(ranked, grades, 10),
		"ndcg@20": ndcg(ranked, grades, 20),
		"p@5": precision(ranked, grades, 5),
		"p@10": precision(ranked, grades, 10),
		"recall@100": recall(ranked, grades, 100),
		mrr: reciprocalRank(ranked, grades),
		"judged@10": ranked.slice(0, 10).filter((id) => grades.has(id)).length / 10,
	};
}

/** Mean over queries; every query counts the same. */
export function mean(all: readonly Metrics[]): Metrics {
	const names = Object.keys(all[0] ?? {}) as (keyof Metrics)[];
	const entries = names.map((name) => [name, all.reduce((sum, one) => sum + one[name], 0) / all.length]);
	return Object.fromEntries(entries) as unknown as Metrics;
}
