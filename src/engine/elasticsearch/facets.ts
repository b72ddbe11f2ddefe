import type { estypes } from "@elastic/elasticsearch";
import type { Facet } from "../../domain/document.ts";
import { compareBytes, compareCounts } from "../order.ts";
import type { FacetCount, Plan, Retrieved } from "../port.ts";
import type { Counted } from "./counting.ts";
import type { Dictionary } from "./dictionary.ts";
import { type Eyes, isGuardedColumn, isGuardedFacet, type Lens } from "./eyes.ts";
import type { StoreKeys } from "./store-keys.ts";
import type { Seen, View } from "./view.ts";

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
export function countings(plan: Plan, { view: { shards }, lens }: Seen, narrowed: Query): Aggregations {
	const aggs: Aggregations = { linked: { filter: { exists: { field: "link" } } } };
	if (plan.linkedProfiles) aggs.links = linksAfter(undefined);
	for (const { facet, size, only, atLeast } of plan.facets) {
		const counting = { size: size + MARGIN, shards, lens };
		if (size > 0 && only?.length !== 0)
			aggs[`f:${facet}`] = valuesOf(facet, { ...counting, only: tokensOf(facet, only, lens.keys) });
		if (size > 0 && only !== undefined && atLeast !== undefined)
			aggs[`a:${facet}`] = valuesOf(facet, { ...counting, size: MOST_BUCKETS, atLeast });
	}
	if (plan.narrowed !== undefined) aggs.narrowed = { filter: narrowed };
	if (plan.yearsStep !== undefined)
		aggs.years = { histogram: { field: "columns.years", interval: plan.yearsStep, min_doc_count: 1 } };
	for (const [at, { column, starts }] of (plan.bands ?? []).entries()) {
		if (starts.length === 0) continue;
		if (lens.eyes !== null && isGuardedColumn(column)) {
			aggs[`b:${at}`] = seenBands(column, starts, lens.eyes);
			continue;
		}
		const ranges = starts.map((from, index) => ({
			key: `${index}`,
			from,
			...(index + 1 < starts.length ? { to: starts[index + 1] as number } : {}),
		}));
		aggs[`b:${at}`] = { range: { field: `columns.${column}`, ranges, keyed: true } };
	}
	return aggs;
}

type Band = NonNullable<Plan["bands"]>[number];

function seenBands(column: Parameters<Eyes["inRange"]>[0], starts: Band["starts"], eyes: Eyes): Aggregations[string] {
	const bands = starts.map((start, index) => {
		const next = starts[index + 1];
		const isAbove = next === undefined ? [] : [eyes.inRange(column, next, Number.POSITIVE_INFINITY)];
		return { bool: { filter: [eyes.inRange(column, start, Number.POSITIVE_INFINITY)], must_not: isAbove } };
	});
	return { filters: { filters: Object.fromEntries(bands.map((band, index) => [`${index}`, band])) } };
}

interface Counting {
	readonly size: number;
	readonly shards: number;
	readonly lens: Lens;
	/** Tokens; of these there are few, so that all are counted. */
	readonly only?: readonly string[] | undefined;
	/** What has fewer people may be left out. */
	readonly atLeast?: number | undefined;
}

function valuesOf(facet: Facet, { size, shards, lens: { eyes }, only, atLeast = 1 }: Counting): Aggregations[string] {
	const terms = {
		// Of several shards each gives all that it has, or the sums would not be those of all people.
		...(shards > 1 ? { shard_size: MOST_BUCKETS } : {}),
		size: Math.min(Math.max(size, only?.length ?? 0), MOST_BUCKETS),
		...(only === undefined ? {} : { include: [...only] }),
		...(atLeast === 1 ? {} : { min_doc_count: atLeast }),
	};
	if (eyes === null || !isGuardedFacet(facet))
		return { terms: { ...terms, field: `written.${facet}`, order: { _count: "desc" } } };
	// Of sections that are seen, counting people, who may have a value in several.
	const values: Aggregations[string] = {
		terms: { ...terms, field: `sections.written.${facet}`, order: { people: "desc" } },
		aggs: { people: { reverse_nested: {} } },
	};
	return { nested: { path: "sections" }, aggs: { seen: { filter: eyes.section, aggs: { values } } } };
}

const tokensOf = (facet: Facet, only: readonly string[] | undefined, keys: StoreKeys) =>
	only?.map((value) => keys.value("written", facet, value));

const linksAfter = (after: string | undefined): Aggregations[string] => ({
	composite: {
		size: LINKS,
		sources: [{ link: { terms: { field: "link" } } }],
		...(after === undefined ? {} : { after: { link: after } }),
	},
});

const countIn = (answer: estypes.AggregationsAggregate | undefined): number =>
	(answer as { readonly doc_count?: number } | undefined)?.doc_count ?? 0;

/** Reads the answers, and asks on where one was cut among values that are tied. */
export async function counted(
	seen: Seen,
	{
		plan,
		query,
		answers,
		dictionary,
	}: { readonly plan: Plan; readonly query: Query; readonly answers: Answers; readonly dictionary: Dictionary },
): Promise<Counted> {
	const facets: Partial<Record<Facet, readonly FacetCount[]>> = {};
	await Promise.all(
		plan.facets.map(async ({ facet, size, only, atLeast = 1 }) => {
			const frequent = bucketsOf(answers[`a:${facet}`]).filter(({ doc_count }) => doc_count >= atLeast);
			const first = withoutRepetition([...bucketsOf(answers[`f:${facet}`]), ...frequent]);
			const wanted = { facet, size, dictionary, first, isWhole: only !== undefined };
			facets[facet] = size === 0 ? [] : await facetCounts(seen, query, wanted);
		}),
	);
	return {
		facets,
		years: plan.yearsStep === undefined ? [] : yearsOf(answers.years),
		bands: (plan.bands ?? []).map(({ starts }, at) => bandOf(answers[`b:${at}`], starts.length)),
		linked: countIn(answers.linked),
		narrowed: countIn(answers.narrowed),
		linkedProfiles: plan.linkedProfiles ? await linksOf(seen.view, query, dictionary, answers.links) : [],
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
	{ view, lens }: Seen,
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
			aggs: { values: valuesOf(facet, { size: asked, shards: view.shards, lens }) },
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

const withoutRepetition = (buckets: readonly Bucket[]): Bucket[] => [
	...new Map(buckets.map((bucket) => [bucket.key, bucket])).values(),
];

type SeenBucket = Bucket & { readonly people: { readonly doc_count: number } };

function bucketsOf(answer: estypes.AggregationsAggregate | undefined): readonly Bucket[] {
	const { buckets, seen } = (answer ?? {}) as {
		readonly buckets?: readonly Bucket[];
		readonly seen?: { readonly values: { readonly buckets: readonly SeenBucket[] } };
	};
	if (seen === undefined) return buckets ?? [];
	return seen.values.buckets.map(({ key, people }) => ({ key, doc_count: people.doc_count }));
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
