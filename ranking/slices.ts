import path from "node:path";
import type { Corpus, CorpusCandidate } from "./corpus.ts";
import { type Metrics, mean, measure } from "./metrics.ts";
import { type Intervals, intervalsOf } from "./significance.ts";
import type { Found } from "./systems.ts";

/**
 * Figures of parts of a collection. A slice of queries (profession, seniority, language ...) is the mean over those queries. A slice
 * of documents (format, origin ...) is measured on lists and judgments that hold these documents only, over the queries
 * that have a relevant one: how well they are ordered among themselves.
 */
export interface SliceFigures {
	readonly of: "queries" | "documents";
	/** Name of the slice: `profession`. */
	readonly slice: string;
	readonly value: string;
	/** Queries that were measured. */
	readonly queries: number;
	readonly metrics: Metrics;
	/** 95% intervals over these queries: of few they are wide. */
	readonly intervals: Intervals;
	/** By the query's id. */
	readonly perQuery: ReadonlyMap<string, Metrics>;
}

export interface Measured {
	readonly run: ReadonlyMap<string, readonly Found[]>;
	/** Of the whole collection. */
	readonly perQuery: ReadonlyMap<string, Metrics>;
	/** Best grade of the collection. */
	readonly highest: number;
	readonly seed: number;
}

export function sliceFigures(corpus: Corpus, measured: Measured): SliceFigures[] {
	return [...querySlices(corpus, measured), ...documentSlices(corpus, measured)];
}

type Values = readonly (readonly [query: string, metrics: Metrics])[];

const figuresOf = (values: Values, seed: number) => {
	const all = values.map(([, metrics]) => metrics);
	return { queries: all.length, metrics: mean(all), intervals: intervalsOf(all, seed), perQuery: new Map(values) };
};

function querySlices(corpus: Corpus, { perQuery, seed }: Measured): SliceFigures[] {
	const groups = new Groups<Values[number]>();
	for (const { id, slices = {} } of corpus.queries) {
		const metrics = perQuery.get(id);
		if (metrics === undefined) continue;
		for (const [slice, value] of Object.entries(slices)) groups.add(slice, value, [id, metrics]);
	}
	return groups.entries().map(({ items, ...rest }) => ({ of: "queries", ...rest, ...figuresOf(items, seed) }));
}

function documentSlices(corpus: Corpus, measured: Measured): SliceFigures[] {
	const groups = new Groups<string>();
	for (const candidate of corpus.candidates) {
		for (const [slice, value] of Object.entries(slicesOf(corpus, candidate))) groups.add(slice, value, candidate.id);
	}
	if (corpus.network.length > 0) for (const { id } of networkOnly(corpus)) groups.add("origin", "network-only", id);
	// A slice that everybody belongs to says nothing that the whole does not say.
	const telling = groups.entries().filter(({ slice }) => groups.valuesOf(slice) > 1);
	return telling.flatMap(({ slice, value, items }) => {
		const all = condensed(corpus, measured, new Set(items));
		return all.length === 0 ? [] : [{ of: "documents" as const, slice, value, ...figuresOf(all, measured.seed) }];
	});
}

function slicesOf(corpus: Corpus, candidate: CorpusCandidate): Record<string, string> {
	const format = "file" in candidate ? path.extname(candidate.file).slice(1).toLowerCase() : undefined;
	const origin = candidate.profile === undefined ? "ats-only" : "matched";
	return {
		format: format ?? ("text" in candidate ? "text" : "record"),
		...(corpus.network.length > 0 ? { origin } : {}),
		...candidate.slices,
	};
}

/** Profiles that are nobody's of the tenant, by the truth of the collection. */
export function networkOnly(corpus: Corpus): Corpus["network"] {
	const taken = new Set(corpus.candidates.map(({ profile }) => (typeof profile === "object" ? profile.id : profile)));
	return corpus.network.filter(({ id }) => !taken.has(id));
}

/** Every query as if the collection held these documents only. */
function condensed(corpus: Corpus, { run, highest }: Measured, documents: ReadonlySet<string>): Values[number][] {
	return corpus.queries.flatMap(({ id }) => {
		const grades = new Map([...(corpus.judgments.get(id) ?? [])].filter(([document]) => documents.has(document)));
		if (![...grades.values()].some((grade) => grade > 0)) return [];
		const ranked = (run.get(id) ?? []).map((found) => found.id).filter((document) => documents.has(document));
		return [[id, measure(ranked, grades, highest)]];
	});
}

/** Items by slice and value, in the order of names and values. */
class Groups<T> {
	readonly #groups = new Map<string, Map<string, T[]>>();

	add(slice: string, value: string, item: T): void {
		const values = this.#groups.get(slice) ?? new Map<string, T[]>();
		this.#groups.set(slice, values.set(value, [...(values.get(value) ?? []), item]));
	}

	valuesOf(slice: string): number {
		return this.#groups.get(slice)?.size ?? 0;
	}

	entries(): { slice: string; value: string; items: readonly T[] }[] {
		const all = [...this.#groups].flatMap(([slice, values]) =>
			[...values].map(([value, items]) => ({ slice, value, items })),
		);
		return all.sort((one, other) => (`${one.slice}\0${one.value}` < `${other.slice}\0${other.value}` ? -1 : 1));
	}
}
