import type { estypes } from "@elastic/elasticsearch";
import type { Facet } from "../../domain/document.ts";
import { compareBytes, compareCounts } from "../order.ts";
import type { FacetCount, Plan, Retrieved } from "../port.ts";
import type { Dictionary } from "./dictionary.ts";
import type { StoreKeys } from "./store-keys.ts";
import type { View } from "./view.ts";

type Query = NonNullable<estypes.QueryDslQueryContainer>;
type Aggregations = Record<string, NonNullable<estypes.AggregationsAggregationContainer>>;
type Answers = Readonly<Record<string, estypes.AggregationsAggregate>>;
interface Bucket {
	readonly key: string;
	readonly doc_count: number;
}

/** Values asked for beyond those wanted, to see whether the last ones are tied; if they are, so many times as many. */
const MARGIN = 50;
const WIDER = 8;
const MOST_BUCKETS = 60_000;
const LINKS = 10_000;

/** All that is counted over the results of a plan, for the first page. */
export function countings(plan: Plan, { access: { keys }, shards }: View): Aggregations {
	const aggs: Aggregations = { linked: { filter: { exists: { field: "link" } } } };
	if (plan.linkedProfiles) aggs.links = linksAfter(undefined);
	for (const { facet, size, only } of plan.facets)
		if (size > 0 && only?.length !== 0)
			aggs[`f:${facet}`] = valuesOf(facet, { size: size + MARGIN, shards, only: tokensOf(facet, only, keys) });
	if (plan.yearsStep !== undefined)
		aggs.years = { histogram: { field: "columns.years", interval: plan.yearsStep, min_doc_count: 1 } };
	for (const [at, { column, starts }] of (plan.bands ?? []).entries()) {
		if (starts.length === 0) continue;
		const ranges = starts.map((from, index) => ({
			key: `${index}`,
			from,
			...(index + 1 < starts.length ? { to: starts[index + 1] as number } : {}),
		}));
		aggs[`b:${at}`] = { range: { field: `columns.${column}`, ranges, keyed: true } };
	}
	return aggs;
}

/** @param only tokens; of these there are few, so that all are counted */
const valuesOf = (
	facet: Facet,
	{ size, shards, only }: { size: number; shards: number; only?: readonly string[] | undefined },
): Aggregations[string] => ({
	terms: {
		field: `written.${facet}`,
		// Of several shards each gives all that it has, or the sums would not be those of all people.
		...(shards > 1 ? { shard_size: MOST_BUCKETS } : {}),
		size: Math.min(Math.max(size, only?.length ?? 0), MOST_BUCKETS),
		order: { _count: "desc" },
		...(only === undefined ? {} : { include: [...only] }),
	},
});

const tokensOf = (facet: Facet, only: readonly string[] | undefined, keys: StoreKeys) =>
	only?.map((value) => keys.value("written", facet, value));

const linksAfter = (after: string | undefined): Aggregations[string] => ({
	composite: {
		size: LINKS,
		sources: [{ link: { terms: { field: "link" } } }],
		...(after === undefined ? {} : { after: { link: after } }),
	},
});

export interface Counted extends Pick<Retrieved, "facets" | "years" | "bands" | "linked" | "linkedProfiles"> {}

/** Reads the answers, and asks on where one was cut among values that are tied. */
export async function counted(
	view: View,
	{
		plan,
		query,
		answers,
		dictionary,
	}: { readonly plan: Plan; readonly query: Query; readonly answers: Answers; readonly dictionary: Dictionary },
): Promise<Counted> {
	const facets: Partial<Record<Facet, readonly FacetCount[]>> = {};
	for (const { facet, size, only } of plan.facets) {
		const first = bucketsOf(answers[`f:${facet}`]);
		facets[facet] =
			size === 0 ? [] : await facetCounts(view, query, { facet, size, dictionary, first, isWhole: only !== undefined });
	}
	return {
		facets,
		years: plan.yearsStep === undefined ? [] : yearsOf(answers.years),
		bands: (plan.bands ?? []).map(({ starts }, at) => bandOf(answers[`b:${at}`], starts.length)),
		linked: (answers.linked as { doc_count?: number } | undefined)?.doc_count ?? 0,
		linkedProfiles: await linksOf(view, query, dictionary, answers.links),
	};
}

interface Wanted {
	readonly facet: Facet;
	readonly size: number;
	readonly dictionary: Dictionary;
	readonly first: readonly Bucket[];
	/** There are no more than these. */
	readonly isWhole: boolean;
}

async function facetCounts(
	view: View,
	query: Query,
	{ facet, size, dictionary, first, isWhole }: Wanted,
): Promise<FacetCount[]> {
	let buckets = first;
	for (let asked = size + MARGIN; !isWhole && isCutAmongTies(buckets, size, asked) && asked < MOST_BUCKETS; ) {
		asked = Math.min(asked * WIDER, MOST_BUCKETS);
		const answer = await view.search({
			size: 0,
			track_total_hits: false,
			query,
			aggs: { values: valuesOf(facet, { size: asked, shards: view.shards }) },
		});
		buckets = bucketsOf(answer.aggregations?.values);
	}
	return buckets
		.flatMap(({ key, doc_count: count }) => {
			const value = dictionary.valueOf(facet, key);
			return value === undefined ? [] : [{ value, count }];
		})
		.sort(compareCounts)
		.slice(0, size);
}

/** Of values that are tied the cluster gives any; only all of them can be put in order. */
const isCutAmongTies = (buckets: readonly Bucket[], size: number, asked: number): boolean =>
	buckets.length >= asked && buckets[size - 1]?.doc_count === buckets.at(-1)?.doc_count;

function bucketsOf(answer: estypes.AggregationsAggregate | undefined): readonly Bucket[] {
	return ((answer as { buckets?: readonly Bucket[] } | undefined)?.buckets ?? []) as readonly Bucket[];
}

function yearsOf(answer: estypes.AggregationsAggregate | undefined): Retrieved["years"] {
	const buckets = (answer as { buckets?: readonly { key: number; doc_count: number }[] } | undefined)?.buckets ?? [];
	return buckets.map(({ key, doc_count }) => ({ from: key, count: doc_count }));
}

function bandOf(answer: estypes.AggregationsAggregate | undefined, starts: number): number[] {
	const buckets = (answer as { buckets?: Readonly<Record<string, { doc_count: number }>> } | undefined)?.buckets ?? {};
	return Array.from({ length: starts }, (_, index) => buckets[`${index}`]?.doc_count ?? 0);
}

async function linksOf(
	view: View,
	query: Query,
	dictionary: Dictionary,
	first: estypes.AggregationsAggregate | undefined,
): Promise<string[]> {
	const tokens: string[] = [];
	let page = first as { buckets?: readonly { key: { link: string } }[]; after_key?: { link: string } } | undefined;
	while (page?.buckets !== undefined) {
		tokens.push(...page.buckets.map(({ key }) => key.link));
		if (page.buckets.length < LINKS || page.after_key === undefined) break;
		const aggs = { links: linksAfter(page.after_key.link) };
		const answer = await view.search({ size: 0, track_total_hits: false, query, aggs });
		page = answer.aggregations?.links as typeof page;
	}
	return tokens.flatMap((token) => dictionary.valueOf("link", token) ?? []).sort(compareBytes);
}
