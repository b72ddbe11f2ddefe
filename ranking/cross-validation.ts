import { createRandom } from "../corpora/generate/random.ts";
import { TributaryError } from "../src/errors.ts";
import { quality } from "./ascent.ts";
import type { LoggedQuery } from "./feature-log.ts";
import { comparePaired, type Paired } from "./significance.ts";

/** What was learned from some queries. */
export interface Fitted {
	/** Mean nDCG@10 on the queries that it was learned from. */
	readonly quality: number;
	/** Scores of the rows of any query. */
	scores(query: LoggedQuery): Float64Array;
}

interface HeldOut {
	readonly corpus: string;
	readonly queries: number;
	readonly before: number;
	readonly after: number;
	readonly paired: Paired;
}

/** nDCG@10, means over queries. */
export interface CrossValidation {
	readonly queries: number;
	readonly folds: number;
	/** Held out: each query under what was learned without it. */
	readonly heldOut: { readonly before: number; readonly after: number; readonly paired: Paired };
	readonly training: { readonly before: number; readonly after: number };
	/** The held-out queries of each collection. */
	readonly byCorpus: readonly HeldOut[];
	/** What training promised and held-out queries did not get: over-fitting. */
	readonly gap: number;
}

/**
 * Learns fold by fold, each time without the queries of the fold, and measures on these.
 * @param queries in the order of {@link shuffled}
 * @throws TributaryError `invalid-request` where all ask the same, so that none can be held out
 */
export function crossValidate(
	queries: readonly LoggedQuery[],
	options: { readonly folds: number; readonly seed: number },
	start: (query: LoggedQuery) => Float64Array,
	learn: (queries: readonly LoggedQuery[]) => Fitted,
): CrossValidation {
	const texts = new Set(queries.map(({ text }) => text)).size;
	if (texts < 2) throw new TributaryError("invalid-request", { detail: tooFew(texts) });
	const folds = Math.min(options.folds, texts);
	const foldOf = byText(queries, folds);
	const measured: Measured[] = [];
	const training: number[] = [];
	for (let fold = 0; fold < folds; fold++) {
		const held = queries.filter((query) => foldOf(query) === fold);
		const fitted = learn(queries.filter((query) => foldOf(query) !== fold));
		training.push(fitted.quality);
		for (const query of held) {
			const [before, after] = [quality(query, start(query)), quality(query, fitted.scores(query))];
			measured.push({ corpus: query.corpus, before, after });
		}
	}
	const heldOut = heldOutOf(measured, options.seed);
	return {
		queries: queries.length,
		folds,
		heldOut,
		byCorpus: [...Map.groupBy(measured, ({ corpus }) => corpus)]
			.toSorted(([one], [other]) => (one < other ? -1 : 1))
			.map(([corpus, own]) => ({ corpus, queries: own.length, ...heldOutOf(own, options.seed) })),
		training: { before: heldOut.before, after: meanOf(training) },
		gap: meanOf(training) - heldOut.after,
	};
}

const tooFew = (texts: number) =>
	`Two judged queries of different text are needed at least, one to learn from and one to measure on; here ${texts === 0 ? "is none" : "is one"}.`;

interface Measured {
	readonly corpus: string;
	readonly before: number;
	readonly after: number;
}

function heldOutOf(measured: readonly Measured[], seed: number): CrossValidation["heldOut"] {
	const before = measured.map((one) => one.before);
	const after = measured.map((one) => one.after);
	return { before: meanOf(before), after: meanOf(after), paired: comparePaired(before, after, seed) };
}

const meanOf = (values: readonly number[]) =>
	values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** In turns over the texts: a query that two collections ask is never learned from where its twin is held out. */
export function byText(queries: readonly LoggedQuery[], parts: number): (query: LoggedQuery) => number {
	const texts = new Map<string, number>();
	for (const { text } of queries) if (!texts.has(text)) texts.set(text, texts.size);
	return ({ text }) => (texts.get(text) ?? 0) % parts;
}

/** In an order by chance, the same for the same seed: folds are drawn from it. */
export function shuffled<T>(items: readonly T[], seed: number): T[] {
	return createRandom(seed, 17).sample(items, items.length);
}
