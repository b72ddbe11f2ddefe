/**
 * Quality of one ranked list against graded judgments, as trec_eval computes it (NIST, version 9, with `-c`): gains are the
 * grades, the discount of rank r is log2(r + 1), an unjudged document counts as not relevant, and a judged query counts in the
 * mean even when nothing was found for it or nothing is relevant to it: its values are 0. Full precision; rounding is for print.
 */

/** Grade per document id; 0 and below is not relevant. */
export type Grades = ReadonlyMap<string, number>;

/** Every metric that is computed, in the order of print. All lie in 0..1, and more is better. */
export const METRICS = [
	"map",
	"ndcg@5",
	"ndcg@10",
	"ndcg@20",
	"p@5",
	"p@10",
	"p@20",
	"recall@100",
	"mrr",
	"err@20",
	"judged@10",
	"judged@20",
] as const;
export type Metric = (typeof METRICS)[number];
export type Metrics = Readonly<Record<Metric, number>>;

const relevant = (grades: Grades, id: string) => (grades.get(id) ?? 0) > 0;
const discount = (index: number) => 1 / Math.log2(index + 2);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Number of relevant documents. */
export function relevantCount(grades: Grades): number {
	return [...grades.values()].filter((grade) => grade > 0).length;
}

/** trec_eval `map`: the mean over all relevant documents of the precision at each; what was not found adds 0. */
export function averagePrecision(ranked: readonly string[], grades: Grades): number {
	let found = 0;
	const precisions = ranked.map((id, index) => (relevant(grades, id) ? ++found / (index + 1) : 0));
	return ratio(sum(precisions), relevantCount(grades));
}

/** trec_eval `ndcg_cut`: Jarvelin & Kekalainen 2002 with linear gain; a grade below 0 gains nothing. */
export function ndcg(ranked: readonly string[], grades: Grades, depth: number): number {
	const gain = (values: readonly number[]) =>
		sum(values.slice(0, depth).map((grade, index) => Math.max(grade, 0) * discount(index)));
	const ideal = gain([...grades.values()].sort((a, b) => b - a));
	return ratio(gain(ranked.slice(0, depth).map((id) => grades.get(id) ?? 0)), ideal);
}

/** trec_eval `P`: divides by the depth even where the list is shorter. */
export function precision(ranked: readonly string[], grades: Grades, depth: number): number {
	return ranked.slice(0, depth).filter((id) => relevant(grades, id)).length / depth;
}

/** trec_eval `recall`. */
export function recall(ranked: readonly string[], grades: Grades, depth: number): number {
	return ratio(ranked.slice(0, depth).filter((id) => relevant(grades, id)).length, relevantCount(grades));
}

/** trec_eval `recip_rank`: of the first relevant document, 0 where there is none. */
export function reciprocalRank(ranked: readonly string[], grades: Grades): number {
	const index = ranked.findIndex((id) => relevant(grades, id));
	return index < 0 ? 0 : 1 / (index + 1);
}

/**
 * Expected reciprocal rank (Chapelle, Metzler, Zhang, Grinspan 2009): of the place where a reader stops who goes down the list and
 * is satisfied by a document of grade g with probability (2^g - 1) / 2^highest.
 * @param highest the best grade of the whole collection, so that queries without a perfect answer stay comparable
 */
export function expectedReciprocalRank(
	ranked: readonly string[],
	grades: Grades,
	depth: number,
	highest: number,
): number {
	let reading = 1;
	let expected = 0;
	for (const [index, id] of ranked.slice(0, depth).entries()) {
		const satisfied = (2 ** Math.max(grades.get(id) ?? 0, 0) - 1) / 2 ** Math.max(highest, 1);
		expected += (reading * satisfied) / (index + 1);
		reading *= 1 - satisfied;
	}
	return expected;
}

/** Part of the first `depth` that anyone judged, whatever the grade. What is missing in a short list is no fault of the judges. */
export function judged(ranked: readonly string[], grades: Grades, depth: number): number {
	const top = ranked.slice(0, depth);
	return top.length === 0 ? 1 : top.filter((id) => grades.has(id)).length / top.length;
}

/** trec_eval leaves a value at 0 where nothing is relevant. */
const ratio = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);

/**
 * All metrics of one query.
 * @param ranked document ids, best first, each once
 * @param highest best grade of the collection, see {@link expectedReciprocalRank}
 */
export function measure(ranked: readonly string[], grades: Grades, highest = highestGrade([grades])): Metrics {
	return {
		map: averagePrecision(ranked, grades),
		"ndcg@5": ndcg(ranked, grades, 5),
		"ndcg@10": ndcg(ranked, grades, 10),
		"ndcg@20": ndcg(ranked, grades, 20),
		"p@5": precision(ranked, grades, 5),
		"p@10": precision(ranked, grades, 10),
		"p@20": precision(ranked, grades, 20),
		"recall@100": recall(ranked, grades, 100),
		mrr: reciprocalRank(ranked, grades),
		"err@20": expectedReciprocalRank(ranked, grades, 20, highest),
		"judged@10": judged(ranked, grades, 10),
		"judged@20": judged(ranked, grades, 20),
	};
}

/** The best grade that is given anywhere, 0 where nothing is judged. */
export function highestGrade(all: Iterable<Grades>): number {
	let highest = 0;
	for (const grades of all) for (const grade of grades.values()) highest = Math.max(highest, grade);
	return highest;
}

/** Mean over queries; every query counts the same. Of no queries every value is 0. */
export function mean(all: readonly Metrics[]): Metrics {
	const entries = METRICS.map((name) => [name, ratio(sum(all.map((one) => one[name])), all.length)]);
	return Object.fromEntries(entries) as Metrics;
}
