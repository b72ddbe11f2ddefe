import type { Corpus } from "./corpus.ts";
import { type Evaluation, gradesOf } from "./evaluation.ts";

/** Levels of recall that precision is told for, as trec_eval prints them. */
export const LEVELS = Array.from({ length: 11 }, (_, index) => index / 10);

/** Interpolated precision of one query at each of {@link LEVELS}. */
export function curveOf(corpus: Corpus, { run }: Evaluation, query: string): number[] {
	const grades = gradesOf(corpus, query);
	const relevant = [...grades.values()].filter((grade) => grade > 0).length;
	let found = 0;
	const points = (run.get(query) ?? []).flatMap(({ id }, index) =>
		(grades.get(id) ?? 0) > 0 ? [{ recall: ++found / relevant, precision: found / (index + 1) }] : [],
	);
	return LEVELS.map((level) =>
		Math.max(0, ...points.filter(({ recall }) => recall >= level - 1e-9).map(({ precision }) => precision)),
	);
}
