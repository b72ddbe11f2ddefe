import type { estypes } from "@elastic/elasticsearch";
import type { Node, Plan, Retrieved } from "../port.ts";
import { countsOf, openTier } from "../scoring.ts";
import { seenPeople } from "./counts.ts";
import { bodyTokens, type Estimate, groupQuery } from "./estimate.ts";
import type { Lens } from "./eyes.ts";
import { counted, countings } from "./facets.ts";
import { best, firstPageSize, measureAll, rowsOf, searchPage } from "./first-stage.ts";
import type { PeopleCache } from "./people-cache.ts";
import { anyOf, queryOf } from "./queries.ts";
import { type Resolved, type ResolvedGroup, Resolver } from "./resolve.ts";
import type { StoreState } from "./state.ts";
import type { Seen, View } from "./view.ts";

type Query = NonNullable<estypes.QueryDslQueryContainer>;

export interface Searching {
	readonly state: StoreState;
	readonly view: View;
	readonly people: PeopleCache;
}

/**
 * 1. words that the open conditions stand for · 2. who matches each group, and how many each tier holds · 3. the results in the order
 * of a bound of their score, with all that is counted over them · 4. the best of them measured exactly, from their decrypted documents.
 */
export async function retrieve(plan: Plan, { state, view, people }: Searching): Promise<Retrieved> {
	const seen = view.seenBy(plan.audience);
	const { lens, counts } = seen;
	const { dictionary } = state;
	await state.followDictionary();
	const narrowed = plan.narrowed ?? EVERYBODY;
	const nodes = [
		plan.filter,
		narrowed,
		...plan.groups.flatMap(({ alternatives }) => alternatives.map(({ node }) => node)),
	];
	const resolver = await Resolver.of(nodes, seen, dictionary);
	const groups = plan.groups.map((group) => resolver.group(group));
	const passing = passingQuery(resolver.node(plan.filter), lens);
	const excluded = plan.exclude === undefined ? [] : lens.keys.people(plan.exclude);
	const candidates: Query =
		excluded.length === 0 ? passing : { bool: { filter: [passing], must_not: [{ ids: { values: [...excluded] } }] } };

	const [added, tiers, body] = await Promise.all([
		Promise.all(groups.map((group) => counts.matching(addedQueries(group, lens)))),
		tierCounts(seen, plan, groups, candidates),
		view.body.of(bodyTokens(groups, lens.keys)),
	]);
	const matching = added.map((numbers) => numbers.reduce((sum, number) => sum + number, 0));
	const { population, bodyTokens: length, covering } = tiers;
	const averageBodyLength = population === 0 ? 0 : length / population;
	const estimate: Estimate = { plan, groups, population, matching, averageBodyLength, body };
	const coverage = openTier(covering, plan);
	const query = resultQuery(estimate, candidates, coverage, lens);
	const [first, also] = await Promise.all([
		searchPage(view, query, firstPageSize(plan), {
			aggs: countings(plan, seen, queryOf(resolver.node(narrowed), lens)),
		}),
		alsoHits(view, plan, resultQuery(estimate, passing, coverage, lens)),
	]);
	const [rows, alsoRows, facets] = await Promise.all([
		best(seen, estimate, query, { first, people }),
		measureAll(seen, estimate, also, people),
		counted(seen, { plan, query, answers: first.aggregations, dictionary }),
	]);
	const inTier = covering.slice(coverage).reduce((sum, number) => sum + number, 0);
	return {
		population,
		total: inTier,
		totalFull: covering.at(-1) ?? 0,
		coverage,
		groups: groups.map(({ words }, at) => ({ documents: matching[at] ?? 0, words, added: added[at] ?? [] })),
		averageBodyLength,
		rows: rowsOf(rows),
		also: rowsOf(alsoRows),
		...facets,
		narrowed: plan.narrowed === undefined ? inTier : facets.narrowed,
	};
}

const EVERYBODY: Node = { op: "all" };

const passingQuery = (filter: Resolved, lens: Lens): Query => ({
	bool: { filter: [...seenPeople(lens), queryOf(filter, lens)] },
});

/** For each alternative, who matches it and none before it. */
function addedQueries({ alternatives }: ResolvedGroup, lens: Lens): Query[] {
	const queries = alternatives.map(({ node }) => queryOf(node, lens));
	return queries.map((query, at) => (at === 0 ? query : { bool: { filter: [query], must_not: queries.slice(0, at) } }));
}

const coversQuery = ({ alternatives }: ResolvedGroup, lens: Lens): Query =>
	anyOf(alternatives.map(({ node }) => queryOf(node, lens)));

interface Tiers {
	readonly population: number;
	/** Of all bodies together. */
	readonly bodyTokens: number;
	/** How many candidates cover exactly 0, 1, 2 ... groups, each counted by its `counts`. */
	readonly covering: readonly number[];
}

async function tierCounts(
	{ view, lens }: Seen,
	plan: Plan,
	groups: readonly ResolvedGroup[],
	candidates: Query,
): Promise<Tiers> {
	const most = countsOf(plan.groups);
	const should = groups.flatMap((group) =>
		Array.from({ length: group.group.counts ?? 1 }, (_, at) => countedTwice(coversQuery(group, lens), at)),
	);
	const levels = Array.from(
		{ length: most + 1 },
		(_, level): Query => (level === 0 ? { match_all: {} } : { bool: { should, minimum_should_match: level } }),
	);
	const answer = await view.search({
		size: 0,
		track_total_hits: true,
		query: { bool: { filter: seenPeople(lens) } },
		aggs: {
			length: { sum: { field: "bodyLength" } },
			candidates: { filter: candidates, aggs: { levels: { filters: { filters: levels } } } },
		},
	});
	const { length, candidates: inside } = answer.aggregations as unknown as {
		length: { value: number };
		candidates: { levels: { buckets: readonly { doc_count: number }[] } };
	};
	const atLeast = inside.levels.buckets.map(({ doc_count }) => doc_count);
	const { total } = answer.hits;
	return {
		population: typeof total === "number" ? total : (total?.value ?? 0),
		bodyTokens: length.value,
		covering: atLeast.map((number, level) => number - (atLeast[level + 1] ?? 0)),
	};
}

/** A group that counts twice is there twice; differing, so that no rewriting makes one of them. */
const countedTwice = (query: Query, at: number): Query => ({ constant_score: { filter: query, boost: at } });

function resultQuery(estimate: Estimate, candidates: Query, tier: number, lens: Lens): Query {
	const { groups } = estimate;
	const scoring = groups.map((_, at) => groupQuery(estimate, at, lens));
	if (tier === 0) return { bool: { filter: [candidates], should: scoring } };
	const counts = groups.map(({ group }) => group.counts ?? 1);
	const covering = groups.flatMap((group, at) => {
		const once = scoring[at] as Query;
		if (counts[at] === 0) return [];
		return counts[at] === 2 ? [once, countedTwice(coversQuery(group, lens), 0)] : [once];
	});
	const inTier: Query = { bool: { filter: [candidates], should: covering, minimum_should_match: tier } };
	const wishes = scoring.filter((_, at) => counts[at] === 0);
	return wishes.length === 0 ? inTier : { bool: { must: [inTier], should: wishes } };
}

/** In the order asked for, each once. */
async function alsoHits(view: View, plan: Plan, query: Query) {
	const wanted = [...new Set(plan.alsoFor)].map((id) => view.access.keys.id("person", id));
	if (wanted.length === 0) return [];
	const { hits } = await searchPage(view, { bool: { filter: [query, { ids: { values: wanted } }] } }, wanted.length);
	const byId = new Map(hits.map((hit) => [hit.esId, hit]));
	return wanted.flatMap((esId) => byId.get(esId) ?? []);
}
