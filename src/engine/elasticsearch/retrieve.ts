import type { estypes } from "@elastic/elasticsearch";
import type { Node, Plan, Retrieved } from "../port.ts";
import { countsOf, fixedTier, openTier } from "../scoring.ts";
import type { BodyStatistics } from "./body-statistics.ts";
import { countEach, seenPeople, type Totals } from "./counts.ts";
import type { Dictionary } from "./dictionary.ts";
import { bodyTokens, type Estimate, groupQuery } from "./estimate.ts";
import type { Lens } from "./eyes.ts";
import { counted, countings } from "./facets.ts";
import { best, firstPageSize, measureAll, rowsOf, searchPage } from "./first-stage.ts";
import type { PeopleCache } from "./people-cache.ts";
import { anyOf, queryOf } from "./queries.ts";
import { Openings, type Resolved, type ResolvedGroup, type Resolver } from "./resolve.ts";
import type { StoreState } from "./state.ts";
import type { Seen, View } from "./view.ts";

type Query = NonNullable<estypes.QueryDslQueryContainer>;

export interface Searching {
	readonly state: StoreState;
	readonly view: View;
	readonly people: PeopleCache;
}

/**
 * 1. words that the open conditions stand for, who matches each group, and how many each tier holds · 2. the results in the order of a
 * bound of their score, with all that is counted over them · 3. the best of them measured exactly, from their decrypted documents.
 */
export function retrieve(plan: Plan, searching: Searching): Promise<Retrieved> {
	const seen = searching.view.seenBy(plan.audience, plan.asker);
	const isCount = plan.groups.length === 0 && plan.exclude === undefined && !isRanked(plan);
	return isCount ? countedOnce(plan, seen, searching) : retrieveFrom(plan, seen, searching);
}

/** Such counts that one view remembers. */
const MOST_COUNTED = 100;

/** The same object for the same question: it is seen at once that nothing has changed. */
function countedOnce(plan: Plan, seen: Seen, searching: Searching): Promise<Retrieved> {
	const { counted: all } = seen;
	const name = JSON.stringify(plan);
	const known = all.get(name);
	if (known !== undefined) return known;
	const answer = retrieveFrom(plan, seen, searching);
	all.set(name, answer);
	answer.catch(() => all.delete(name));
	if (all.size > MOST_COUNTED) all.delete(all.keys().next().value as string);
	return answer;
}

async function retrieveFrom(plan: Plan, seen: Seen, { state, view, people }: Searching): Promise<Retrieved> {
	await state.followDictionary();
	const { dictionary } = state;
	const found = await matched(plan, seen, dictionary);
	const { groups, passing, candidates, narrowed, added, covering, totals, body, page } = found;
	const matching = added.map((numbers) => numbers.reduce((sum, number) => sum + number, 0));
	const { population, bodyTokens: length } = totals;
	const averageBodyLength = population === 0 ? 0 : length / population;
	const estimate: Estimate = { plan, groups, population, matching, averageBodyLength, body };
	const coverage = openTier((count) => covering[count] ?? 0, plan);
	const query = resultQuery(estimate, candidates, coverage, seen.lens);
	const [first, also] = await Promise.all([
		page ?? searchPage(view, query, firstPageSize(plan), { aggs: countings(plan, seen, narrowed) }),
		alsoHits(view, plan, resultQuery(estimate, passing, coverage, seen.lens)),
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

interface Matched {
	readonly groups: readonly ResolvedGroup[];
	/** Who passes the filter; without those who are left out. */
	readonly passing: Query;
	readonly candidates: Query;
	/** What is counted of the results beside all else. */
	readonly narrowed: Query;
	/** Of each group, by alternative: who matches it and none before it. */
	readonly added: readonly (readonly number[])[];
	/** How many candidates cover exactly 0, 1, 2 ... groups, each counted by its `counts`. */
	readonly covering: readonly number[];
	readonly totals: Totals;
	readonly body: BodyStatistics;
	/** What is counted over the results, where it is known before which those are; else null. */
	readonly page: Awaited<ReturnType<typeof searchPage>> | null;
}

/** Who matches what. Begins with the words that somebody hopefully has; where the cluster says that nobody has one of them, once more. */
async function matched(plan: Plan, seen: Seen, dictionary: Dictionary): Promise<Matched> {
	const nodes = [
		plan.filter,
		plan.narrowed ?? EVERYBODY,
		...plan.groups.flatMap(({ alternatives }) => alternatives.map(({ node }) => node)),
	];
	const openings = new Openings(nodes, seen, dictionary);
	const hoped = openings.hoped();
	const [early] = await Promise.all([hoped && matchedBy(plan, seen, hoped), openings.ask()]);
	const resolver = openings.resolver();
	return early !== null && hoped?.isSame(resolver) ? early : matchedBy(plan, seen, resolver);
}

async function matchedBy(plan: Plan, seen: Seen, resolver: Resolver): Promise<Matched> {
	const { lens, counts, view } = seen;
	const groups = plan.groups.map((group) => resolver.group(group));
	const passing = passingQuery(resolver.node(plan.filter), lens);
	const excluded = plan.exclude === undefined ? [] : lens.keys.people(plan.exclude);
	const candidates: Query =
		excluded.length === 0 ? passing : { bool: { filter: [passing], must_not: [{ ids: { values: [...excluded] } }] } };
	const narrowed = queryOf(resolver.node(plan.narrowed ?? EVERYBODY), lens);
	const tier = isRanked(plan) ? null : fixedTier(plan);
	const counting = tier === null ? null : coverQuery(groups, candidates, tier, lens);
	const [added, covering, totals, body, page] = await Promise.all([
		Promise.all(groups.map((group) => counts.matching(addedQueries(group, lens)))),
		tierCounts(seen, groups, candidates),
		counts.totals(),
		seen.body.of(isRanked(plan) ? bodyTokens(groups, lens.keys) : []),
		counting && searchPage(view, counting, 0, { aggs: countings(plan, seen, narrowed) }),
	]);
	return { groups, passing, candidates, narrowed, added, covering, totals, body, page };
}

const EVERYBODY: Node = { op: "all" };

/** Whether anybody is wanted in an order; otherwise people are counted only. */
const isRanked = ({ limit, alsoFor = [] }: Plan): boolean => limit > 0 || alsoFor.length > 0;

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

/** How many candidates cover exactly 0, 1, 2 ... groups. */
async function tierCounts(
	{ view, lens }: Seen,
	groups: readonly ResolvedGroup[],
	candidates: Query,
): Promise<number[]> {
	const most = countsOf(groups.map(({ group }) => group));
	const should = groups.flatMap((group) =>
		Array.from({ length: group.group.counts ?? 1 }, (_, at) => countedTwice(coversQuery(group, lens), at)),
	);
	const levels = Array.from(
		{ length: most + 1 },
		(_, level): Query => (level === 0 ? { match_all: {} } : { bool: { should, minimum_should_match: level } }),
	);
	const atLeast = await countEach(view, [candidates], levels);
	return atLeast.map((number, level) => number - (atLeast[level + 1] ?? 0));
}

/** A group that counts twice is there twice; differing, so that no rewriting makes one of them. */
const countedTwice = (query: Query, at: number): Query => ({ constant_score: { filter: query, boost: at } });

function resultQuery(estimate: Estimate, candidates: Query, tier: number, lens: Lens): Query {
	const { groups, plan } = estimate;
	if (!isRanked(plan)) return coverQuery(groups, candidates, tier, lens);
	const scoring = groups.map((_, at) => groupQuery(estimate, at, lens));
	return tierQuery(groups, scoring, { candidates, tier, lens });
}

/** The same people without scores. */
function coverQuery(groups: readonly ResolvedGroup[], candidates: Query, tier: number, lens: Lens): Query {
	const covers = groups.map((group) => coversQuery(group, lens));
	return tier === 0 ? candidates : tierQuery(groups, covers, { candidates, tier, lens });
}

interface Tier {
	readonly candidates: Query;
	readonly tier: number;
	readonly lens: Lens;
}

function tierQuery(
	groups: readonly ResolvedGroup[],
	scoring: readonly Query[],
	{ candidates, tier, lens }: Tier,
): Query {
	if (tier === 0) return { bool: { filter: [candidates], should: [...scoring] } };
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
	const answer = await view.search({
		size: wanted.length,
		query: { bool: { filter: [query, { ids: { values: wanted } }] } },
		_source: false,
		docvalue_fields: ["order", "sequence"],
		sort: ["_doc"],
		track_total_hits: false,
	});
	const byId = new Map(answer.hits.hits.map(({ _id, fields }) => [_id, fields]));
	return wanted.flatMap((esId) => {
		const fields = byId.get(esId);
		return fields === undefined ? [] : [{ order: fields.order?.[0], sequence: fields.sequence?.[0] }];
	});
}
