import { scoresOf } from "../ascent.ts";
import { byText, type CrossValidation, crossValidate, shuffled } from "../cross-validation.ts";
import type { FeatureLog, LoggedQuery } from "../feature-log.ts";
import { BOOSTING, type Boosted, type Boosting, boost, boostedScores } from "./lambdamart.ts";

export interface TreeTuning extends CrossValidation {
	readonly boosted: Boosted;
}

/** Of the queries that are learned from, one in so many only says when to stop. */
const WATCHED = 5;

/**
 * Grows trees fold by fold, then on all queries for the profile that is shipped.
 * @param start weights of the linear profile that the trees add to, by feature of the log
 */
export function tuneTrees(
	log: FeatureLog,
	start: Float64Array,
	options: { readonly seed: number; readonly folds: number },
	kept: ReadonlySet<string>,
	boosting: Boosting = BOOSTING,
): TreeTuning {
	const queries = shuffled(log.queries, options.seed);
	const learn = (from: readonly LoggedQuery[]) => boost(log, watchedOf(from), start, kept, boosting);
	const validation = crossValidate(
		queries,
		options,
		(query) => scoresOf(query, start),
		(from) => {
			const { forest, training } = learn(from);
			return { quality: training, scores: (query) => boostedScores(log, query, start, forest) };
		},
	);
	return { ...validation, boosted: learn(queries) };
}

function watchedOf(queries: readonly LoggedQuery[]): [LoggedQuery[], LoggedQuery[]] {
	const partOf = byText(queries, WATCHED);
	const isWatched = (query: LoggedQuery) => partOf(query) === WATCHED - 1;
	return [queries.filter((query) => !isWatched(query)), queries.filter(isWatched)];
}
