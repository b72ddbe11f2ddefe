import type { estypes } from "@elastic/elasticsearch";
import type { Node, Plan, Retrieved } from "../port.ts";
import { countsOf, fixedTier } from "../scoring.ts";
import type { BodyStatistics } from "./body-statistics.ts";
import { seenPeople, type Totals } from "./counts.ts";
import type { Dictionary } from "./dictionary.ts";
import { bodyTokens, type Estimate } from "./estimate.ts";
import { counted, countings } from "./facets.ts";
import {
	best,
	bestFirst,
	type CountedPage,
	firstPageSize,
	measureAll,
	NO_PAGE,
	type Page,
	rowsOf,
	searchPage,
} from "./first-stage.ts";
import { answerFrom, type KnownResults, type Whole } from "./known-results.ts";
import { meeting } from "./measure.ts";
import type { PeopleCache } from "./people-cache.ts";
import { allOf, eitherOf, isNobody, queryOf } from "./queries.ts";
import { Openings, type Resolved, type ResolvedGroup, type Resolver } from "./resolve.ts";
import type { StoreState } from "./state.ts";
import {
	type Cover,
	countedTier,
	countsAtLeast,
	coverQuery,
	coversOf,
	leadersQuery,
	scoredQuery,
	type Tier,
	tierOf,
} from "./tiers.ts";
import type { Seen, View } from "./view.ts";

type Query = NonNullable<estypes.QueryDslQueryContainer>;

export interface Searching {
	readonly state: StoreState;
	readonly view: View;
	readonly people: PeopleCache;
	readonly results: KnownResults;
}

/**
 * 1. words that the open conditions stand for, who matches each group, how many each tier holds, and who covers most · 2. where those are not
 * all results, these in the order of a bound of their score, with all that is counted over them · 3. the best of them measured exactly, from
 * their decrypted documents; where all are measured, they are counted here.
 */
export function retrieve(plan: Plan, searching: Searching): Promise<Retrieved> {
	const seen = searching.view.seenBy(plan.audience, plan.asker);
	return searching.results.answer(seen, plan, () => retrieveFrom(plan, seen, searching));
}

async function retrieveFrom(plan: Plan, seen: Seen, searching: Searching): Promise<Retrieved> {
	const { state, people, results } = searching;
	await state.followDictionary();
	const found = await matched(plan, seen, state.dictionary);
	const opened = { plan, found, estimate: estimateOf(plan, found) };
	const { level, total, full } = found.tier;
	const hits = mayBeWhole(plan) ? found.leaders?.hits.filter(({ bound }) => bound >= level) : undefined;
	if (total === null || full === null || hits?.length !== total) return countedThere(opened, seen, searching);
	const measured = (await measureAll(seen, opened.estimate, hits, people)).sort(bestFirst);
	const narrowed = plan.narrowed === undefined ? total : meeting(found.narrowed, measured).length;
	const everybody = { people: measured.map(({ person }) => person), rows: rowsOf(measured) };
	const whole: Whole = { head: headOf(opened, total, full), ...everybody, narrowed };
	results.keep(seen, plan, whole);
	return answerFrom(whole, plan);
}

interface Opened {
	readonly plan: Plan;
	readonly found: Matched;
	readonly estimate: Estimate;
}

function estimateOf(plan: Plan, { groups, added, totals, body }: Matched): Estimate {
	const matching = added.map((numbers) => numbers.reduce((sum, number) => sum + number, 0));
	const { population, bodyTokens: length, longestBody } = totals;
	const averageBodyLength = population === 0 ? 0 : length / population;
	return { plan, groups, population, matching, averageBodyLength, longestBody, body };
}

function headOf({ found, estimate }: Opened, total: number, full: number): Whole["head"] {
	const { population, matching, averageBodyLength } = estimate;
	return {
		population,
		total,
		totalFull: full,
		coverage: found.tier.level,
		groups: found.groups.map(({ words }, at) => ({
			documents: matching[at] ?? 0,
			words,
			added: found.added[at] ?? [],
		})),
		averageBodyLength,
	};
}

/** The results of which only the best are read: the cluster counts over all of them. */
async function countedThere(opened: Opened, seen: Seen, { state, view, people }: Searching): Promise<Retrieved> {
	const { plan, found, estimate } = opened;
	const { covers, candidates, passing, narrowed } = found;
	const { lens } = seen;
	const { level } = found.tier;
	const everybody = coverQuery(covers, candidates, level);
	const query = isRanked(plan) ? scoredQuery(estimate, covers, { candidates, tier: level, lens }) : everybody;
	const aggs = () => countings(plan, seen, queryOf(narrowed, lens));
	const page = () =>
		found.tier.total === 0 ? NO_PAGE : searchPage(view, query, firstPageSize(plan), { aggs: aggs() });
	const most = countsOf(plan.groups);
	const [first, also, [full = 0]] = await Promise.all([
		found.page ?? page(),
		alsoHits(view, plan, coverQuery(covers, passing, level)),
		found.tier.full === null && level < most ? countsAtLeast(view, covers, candidates, [most]) : [found.tier.full],
	]);
	const total = found.tier.total ?? first.total;
	const [rows, alsoRows, facets] = await Promise.all([
		best(seen, estimate, query, { first, people }),
		measureAll(seen, estimate, also, people),
		counted(seen, { plan, query: everybody, answers: first.aggregations, dictionary: state.dictionary }),
	]);
	return {
		...headOf(opened, total, full ?? total),
		rows: rowsOf(rows),
		also: rowsOf(alsoRows),
		...facets,
		narrowed: plan.narrowed === undefined ? total : facets.narrowed,
	};
}

interface Matched {
	readonly groups: readonly ResolvedGroup[];
	readonly covers: readonly Cover[];
	/** Who passes the filter; without those who are left out. */
	readonly passing: Query;
	readonly candidates: Query;
	/** What is counted of the results beside all else. */
	readonly narrowed: Resolved;
	/** Of each group, by alternative: who matches it and none before it. */
	readonly added: readonly (readonly number[])[];
	readonly tier: Tier;
	readonly totals: Totals;
	readonly body: BodyStatistics;
	/** What is counted over the results, where it is known before which those are; else null. */
	readonly page: CountedPage | null;
	/** Those who cover most, the bound being how much; null where nobody is wanted in an order. */
	readonly leaders: Page | null;
}

/** Who matches what. Begins with the words that somebody hopefully has; where the cluster says that nobody has one of them, once more. */
async function matched(plan: Plan, seen: Seen, dictionary: Dictionary): Promise<Matched> {
	const nodes = [
		plan.filter,
		plan.narrowed ?? ANYBODY,
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
	const covers = coversOf(groups, lens);
	const passing = allOf([...seenPeople(lens), queryOf(resolver.node(plan.filter), lens)]);
	const excluded = plan.exclude === undefined ? [] : lens.keys.people(plan.exclude);
	const candidates: Query =
		excluded.length === 0 || isNobody(passing)
			? passing
			: { bool: { filter: [passing], must_not: [{ ids: { values: [...excluded] } }] } };
	const narrowed = resolver.node(plan.narrowed ?? ANYBODY);
	const fixed = isRanked(plan) ? null : fixedTier(plan);
	const counting = fixed === null ? null : coverQuery(covers, candidates, fixed);
	const leading = isRanked(plan) ? leadersQuery(covers, candidates, plan.coverage.minimum) : null;
	const byCounts = () => countedTier(view, covers, candidates, plan);
	const [added, early, totals, body, page, leaders] = await Promise.all([
		Promise.all(groups.map((group) => addedCounts(seen, group))),
		leading === null ? byCounts() : null,
		counts.totals(),
		seen.body.of(isRanked(plan) ? bodyTokens(groups, lens.keys) : []),
		counting && asked(view, counting, 0, { aggs: countings(plan, seen, queryOf(narrowed, lens)) }),
		leading && asked(view, leading, leadersWanted(plan)),
	]);
	const tier = early ?? (leaders && tierOf(leaders, plan)) ?? (await byCounts());
	return { groups, covers, passing, candidates, narrowed, added, tier, totals, body, page, leaders };
}

const ANYBODY: Node = { op: "all" };

const asked: typeof searchPage = async (view, query, ...how) =>
	isNobody(query) ? NO_PAGE : searchPage(view, query, ...how);

/** Whether anybody is wanted in an order; otherwise people are counted only. */
const isRanked = ({ limit, alsoFor = [] }: Plan): boolean => limit > 0 || alsoFor.length > 0;

/** As many as tell which tier is opened, and all of a tier that may be read whole. */
const leadersWanted = (plan: Plan): number => {
	const { minimum, people } = plan.coverage;
	const telling = minimum === 0 ? 0 : Math.min(people, MOST_TELLING) + 1;
	return Math.max(telling, mayBeWhole(plan) ? firstPageSize(plan) : 0);
};
/** Where a tier is to hold more people, it is counted. */
const MOST_TELLING = 1000;

/** Results that all may be read for one page: the first, of which those who are wanted beside it are a part. */
const mayBeWhole = ({ offset, limit, alsoFor = [], exclude }: Plan): boolean =>
	limit > 0 && offset === 0 && (alsoFor.length === 0 || exclude === undefined);

/** For each alternative, how many match it and none before it. */
async function addedCounts({ counts, lens }: Seen, { alternatives }: ResolvedGroup): Promise<number[]> {
	const nodes = alternatives.map(({ node }) => node);
	const together = await counts.matching(nodes.map((_, at) => eitherOf(nodes.slice(0, at + 1), lens)));
	return together.map((number, at) => number - (together[at - 1] ?? 0));
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
