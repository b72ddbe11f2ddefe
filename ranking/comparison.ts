import type { Explanation } from "../src/domain/hit.ts";
import type { Corpus, CorpusQuery } from "./corpus.ts";
import { type Evaluation, gradesOf } from "./evaluation.ts";
import { METRICS, type Metric, type Metrics, mean } from "./metrics.ts";
import { queryText } from "./query-text.ts";
import { comparePaired, type Interval, type Intervals, intervalsOf, type Paired } from "./significance.ts";
import type { System } from "./systems.ts";

/** Two systems on one collection: the second against the first. */
export interface Comparison {
	readonly first: string;
	readonly second: string;
	readonly queries: number;
	readonly deltas: Readonly<Record<Metric, Paired>>;
	readonly slices: readonly SliceDelta[];
	readonly broken: readonly string[];
	/** Slices that no gate looked at, because they have fewer queries than `sliceQueries` of {@link Gates}. */
	readonly ungated: { readonly fewerThan: number; readonly slices: readonly string[] };
}

export interface SliceDelta {
	readonly name: string;
	readonly queries: number;
	readonly delta: Readonly<Record<Metric, number>>;
	/** 95% interval of each difference: where it includes 0, these queries are too few to tell it from chance. */
	readonly intervals: Intervals;
}

/** What the second must not fall below: second minus first of a metric, at least so much. */
export interface Gate {
	readonly metric: Metric;
	readonly least: number;
}

export interface Gates {
	readonly overall: readonly Gate[];
	readonly slices: readonly Gate[];
	/** Slices of fewer queries say nothing. */
	readonly sliceQueries: number;
	/** The overall gates also ask for a randomization test below this; null: not asked. */
	readonly p: number | null;
}

export function compareEvaluations(first: Evaluation, second: Evaluation, gates: Gates, seed: number): Comparison {
	const queries = [...first.perQuery.keys()];
	const values = (of: Evaluation, name: Metric) => queries.map((query) => of.perQuery.get(query)?.[name] ?? 0);
	const entries = METRICS.map((name) => [name, comparePaired(values(first, name), values(second, name), seed)]);
	const deltas = Object.fromEntries(entries) as Record<Metric, Paired>;
	const slices = sliceDeltas(first, second, seed);
	return {
		first: first.system,
		second: second.system,
		queries: queries.length,
		deltas,
		slices,
		broken: brokenGates(queries.length, deltas, slices, gates),
		ungated: {
			fewerThan: gates.sliceQueries,
			slices: slices.filter((slice) => slice.queries < gates.sliceQueries).map(({ name }) => name),
		},
	};
}

function sliceDeltas(first: Evaluation, second: Evaluation, seed: number): SliceDelta[] {
	return first.slices.flatMap((one) => {
		const other = second.slices.find(
			({ of, slice, value }) => of === one.of && slice === one.slice && value === one.value,
		);
		if (other === undefined) return [];
		const differences = [...one.perQuery].map(([query, values]) => difference(values, other.perQuery.get(query)));
		const name = `${one.slice} ${one.value}${one.of === "documents" ? " (documents)" : ""}`;
		const intervals = intervalsOf(differences, seed);
		return [{ name, queries: one.queries, delta: mean(differences), intervals }];
	});
}

const difference = (first: Metrics, second: Metrics = mean([])): Metrics =>
	Object.fromEntries(METRICS.map((name) => [name, second[name] - first[name]])) as Metrics;

function brokenGates(
	queries: number,
	deltas: Comparison["deltas"],
	slices: readonly SliceDelta[],
	gates: Gates,
): string[] {
	const broken: string[] = [];
	if (queries === 0) broken.push("no judged query was compared, so nothing holds");
	for (const { metric, least } of gates.overall) {
		const { delta, p } = deltas[metric];
		if (delta < least) broken.push(`${metric} ${signed(delta)}, at least ${signed(least)} is wanted`);
		else if (gates.p !== null && p >= gates.p)
			broken.push(`${metric} ${signed(delta)} has p = ${p.toFixed(4)}, below ${gates.p} is wanted`);
	}
	for (const { metric, least } of gates.slices) {
		for (const { name, queries, delta, intervals } of slices) {
			if (queries < gates.sliceQueries || delta[metric] >= least) continue;
			const told = `${signed(delta[metric])} ${spanned(intervals[metric])} in ${queries} queries`;
			broken.push(`${name}: ${metric} ${told}, at least ${signed(least)} is wanted`);
		}
	}
	return broken;
}

export const spanned = ({ low, high }: Interval) => `[${signed(low)}, ${signed(high)}]`;

export const signed = (value: number) => `${value < 0 ? "-" : "+"}${Math.abs(value).toFixed(4)}`;

/** A query whose value changed much, with the documents that made the change. */
export interface Mover {
	readonly query: CorpusQuery;
	/** What was searched for. */
	readonly text: string;
	readonly from: number;
	readonly to: number;
	readonly documents: readonly MovedDocument[];
}

export interface MovedDocument {
	readonly id: string;
	/** Null where nobody judged it. */
	readonly grade: number | null;
	/** From 1; null where it is not among those looked at. With it why the document stands there. */
	readonly first: Place;
	readonly second: Place;
}

export interface Place {
	readonly rank: number | null;
	readonly explanation: Explanation | null;
}

/** Of how many people of each list movers are told. */
const DEPTH = 50;
const DOCUMENTS = 2;

/** The queries whose `metric` changed most, the largest change first. */
export async function movers(
	corpus: Corpus,
	evaluations: readonly [Evaluation, Evaluation],
	systems: readonly [System, System] | null,
	metric: Metric,
	count: number,
): Promise<Mover[]> {
	const [first, second] = evaluations;
	const value = (of: Evaluation, query: CorpusQuery) => of.perQuery.get(query.id)?.[metric] ?? 0;
	const changes = corpus.queries
		.map((query) => ({ query, from: value(first, query), to: value(second, query) }))
		.filter(({ from, to }) => from !== to)
		.sort((one, other) => Math.abs(other.to - other.from) - Math.abs(one.to - one.from));
	const found: Mover[] = [];
	for (const change of changes.slice(0, count)) {
		const explained = systems === null ? null : await explainBoth(systems, change.query);
		const text = systems === null ? queryText(change.query) : systems[1].textOf(change.query);
		found.push({ ...change, text, documents: movedDocuments(corpus, evaluations, change.query, explained) });
	}
	return found;
}

type Explained = readonly [ReadonlyMap<string, Explanation>, ReadonlyMap<string, Explanation>];

async function explainBoth([first, second]: readonly [System, System], query: CorpusQuery): Promise<Explained> {
	return [await first.explain(query, DEPTH), await second.explain(query, DEPTH)];
}

/** The documents whose gain changed most by the change of their place. */
function movedDocuments(
	corpus: Corpus,
	evaluations: readonly [Evaluation, Evaluation],
	query: CorpusQuery,
	explained: Explained | null,
): MovedDocument[] {
	const grades = gradesOf(corpus, query.id);
	const lists = evaluations.map(({ run }) => (run.get(query.id) ?? []).slice(0, DEPTH).map(({ id }) => id));
	const rankIn = (list: readonly string[] | undefined, id: string) => {
		const index = list?.indexOf(id) ?? -1;
		return index < 0 ? null : index + 1;
	};
	const worth = (rank: number | null) => (rank === null ? 0 : 1 / Math.log2(rank + 1));
	return [...new Set(lists.flat())]
		.map((id) => ({ id, grade: grades.get(id) ?? null, ranks: lists.map((list) => rankIn(list, id)) }))
		.map((moved) => {
			const [before = null, after = null] = moved.ranks;
			// A wrong answer that rose matters as much as a right one that fell, only less than any grade.
			return { ...moved, before, after, change: Math.abs(worth(after) - worth(before)) * ((moved.grade ?? 0) + 0.5) };
		})
		.sort((one, other) => other.change - one.change || (one.id < other.id ? -1 : 1))
		.slice(0, DOCUMENTS)
		.map(({ id, grade, before, after }) => ({
			id,
			grade,
			first: { rank: before, explanation: explained?.[0].get(id) ?? null },
			second: { rank: after, explanation: explained?.[1].get(id) ?? null },
		}));
}
