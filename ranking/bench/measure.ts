import path from "node:path";
import type { RankingProfile } from "../../src/domain/ranking-profile.ts";
import type { Judged, MeasureJob, MeasureListsJob, SystemSpec } from "../../src/lab/jobs.ts";
import type { QueryFigures, RunResult, SystemComparison, SystemFigures } from "../../src/lab/results.ts";
import { packageRoot } from "../../src/package-root.ts";
import type { Collection } from "../collection.ts";
import { compareEvaluations, type Gates } from "../comparison.ts";
import { type Corpus, readCorpus } from "../corpus.ts";
import { type Evaluation, evaluateAll, gradesOf, judgedQueries, measureRun, searchCount } from "../evaluation.ts";
import { METRICS } from "../metrics.ts";
import { curveOf, LEVELS } from "../precision-recall.ts";
import { queryText } from "../query-text.ts";
import { ON_THIS_MACHINE, warningsOf, withCollection } from "../session.ts";
import { type Found, openSystem, type System, searchSystem } from "../systems.ts";
import { labelsOf } from "./labels.ts";
import type { OnProgress } from "./run-job.ts";

/** Rankings measured for the page: everything that its plots and tables show. */

/** What `compare` holds a ranking to where nothing else is said. */
const GATES: Gates = {
	overall: [{ metric: "ndcg@10", least: 0 }],
	slices: [{ metric: "ndcg@10", least: -0.01 }],
	sliceQueries: 10,
	p: null,
};

/** A shipped collection, whose people are fictitious. */
export const shippedCorpus = (name: string): Corpus => readCorpus(path.join(packageRoot(), "corpora", name));

export async function measure(job: MeasureJob, onProgress: OnProgress): Promise<RunResult> {
	const corpus = withJudged(shippedCorpus(job.corpus), job.judgments);
	const total = searchCount(corpus, job.systems.length);
	onProgress({ done: 0, total });
	let done = 0;
	return withCollection(corpus, ON_THIS_MACHINE, async (collection) => {
		const systems: System[] = [];
		for (const spec of job.systems) {
			systems.push(counted(await openSpec(collection, spec), () => onProgress({ done: ++done, total })));
		}
		const evaluations = await evaluateAll(systems, corpus, job.seed);
		return resultOf(corpus, evaluations, { seed: job.seed, collection });
	});
}

/** @param spec weights that are in no file are measured for whoever asks: whose they are was looked at before */
export async function openSpec(collection: Collection, spec: SystemSpec): Promise<System> {
	if (typeof spec === "string") return openSystem(collection, spec);
	const profile: RankingProfile = { ...spec, provenance: { ...spec.provenance, tenant: null } };
	return searchSystem(collection, profile, collection.platform.searchWith(profile));
}

export const counted = (system: System, onSearch: () => void): System => ({
	...system,
	search: async (query, depth) => {
		const found = await system.search(query, depth);
		onSearch();
		return found;
	},
});

interface Told {
	readonly seed: number;
	readonly collection?: Collection;
}

export function resultOf(corpus: Corpus, evaluations: readonly Evaluation[], { seed, collection }: Told): RunResult {
	const [first, ...others] = evaluations;
	return {
		systems: evaluations.map(({ system }) => system),
		people: { candidates: corpus.candidates.length, profiles: corpus.network.length },
		evaluations: evaluations.map((one) => figuresOf(corpus, one)),
		comparisons: first === undefined ? [] : others.map((other) => comparisonOf(first, other, seed)),
		queries: queriesOf(corpus, evaluations),
		warnings: warningsOf(corpus, collection),
	};
}

const comparisonOf = (first: Evaluation, second: Evaluation, seed: number): SystemComparison => {
	const { deltas, slices, broken } = compareEvaluations(first, second, GATES, seed);
	return {
		first: first.system,
		second: second.system,
		deltas,
		slices: slices.map(({ intervals: _, ...one }) => one),
		broken: [...broken],
	};
};

function figuresOf(corpus: Corpus, evaluation: Evaluation): SystemFigures {
	const { system, metrics, intervals, slices, merge, latency, perQuery } = evaluation;
	const curves = [...perQuery.keys()].map((query) => curveOf(corpus, evaluation, query));
	const part = latency === null ? null : { p50: latency.p50, p95: latency.p95, p99: latency.p99 };
	return {
		system,
		metrics: { ...metrics },
		intervals: Object.fromEntries(METRICS.map((name) => [name, { ...intervals[name] }])),
		slices: slices.map(({ intervals: _, perQuery: __, ...one }) => one),
		merge: merge === null ? null : { ...merge, balance: merge.balance === null ? null : { ...merge.balance } },
		latency: part,
		curve: LEVELS.map((_, index) => mean(curves.map((curve) => curve[index] ?? 0))),
	};
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** People of each list that are told of. */
const LISTED = 10;

function queriesOf(corpus: Corpus, evaluations: readonly Evaluation[]): QueryFigures[] {
	const label = labelsOf(corpus);
	return judgedQueries(corpus).map((query) => {
		const grades = gradesOf(corpus, query.id);
		const lists = evaluations.map(({ run }) => (run.get(query.id) ?? []).map(({ id }) => id));
		const shown = [...new Set(lists.flatMap((list) => list.slice(0, LISTED)))];
		return {
			id: query.id,
			text: queryText(query),
			values: evaluations.map(({ perQuery }) => perQuery.get(query.id)?.["ndcg@10"] ?? 0),
			people:
				label === null
					? []
					: shown.map((id) => ({
							id,
							label: label(id),
							grade: grades.get(id) ?? null,
							ranks: lists.map((list) => placeIn(list, id)),
						})),
		};
	});
}

function placeIn(list: readonly string[], id: string): number | null {
	const index = list.indexOf(id);
	return index < 0 ? null : index + 1;
}

/** Lists of a tenant's own people, of whom the process knows ids only. */
export function measureLists({ queries, judgments, runs, people, seed }: MeasureListsJob): RunResult {
	const corpus = corpusOfLists({ queries, judgments });
	const evaluations = runs.map(({ system, lists }) => {
		const run = new Map(
			lists.map(([query, ids]) => [query, ids.map((id, index): Found => ({ id, score: -index, origin: null }))]),
		);
		return measureRun(system, run, corpus, seed);
	});
	return { ...resultOf(corpus, evaluations, { seed }), people: { candidates: people, profiles: 0 }, warnings: [] };
}

function withJudged(corpus: Corpus, judged: readonly Judged[]): Corpus {
	const judgments = new Map([...corpus.judgments].map(([query, grades]) => [query, new Map(grades)]));
	for (const [query, document, grade] of judged) {
		judgments.set(query, (judgments.get(query) ?? new Map<string, number>()).set(document, grade));
	}
	return { ...corpus, judgments };
}

function corpusOfLists({ queries, judgments }: Pick<MeasureListsJob, "queries" | "judgments">): Corpus {
	const empty: Corpus = {
		folder: "",
		description: { name: "", description: "", language: "", licence: "", made: "", tenant: null },
		candidates: [],
		network: [],
		queries: queries.map(({ id, text }) => ({ id, text })),
		judgments: new Map(),
		unknownJudged: { documents: 0, queries: 0 },
		unknownProfiles: [],
		leftOut: [],
	};
	return withJudged(empty, judgments);
}
