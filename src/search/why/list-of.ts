import type { ParsedQuery, SearchFilters, SearchRequest } from "../../domain/query.ts";
import type { RankingProfile } from "../../domain/ranking-profile.ts";
import type { Scope } from "../../tenancy/scope.ts";
import { RankedList } from "../list.ts";
import type { Nearness } from "../meaning/people/people-vectors.ts";
import { interpret } from "../natural/interpret.ts";
import { choiceOf } from "../plan/choice.ts";
import { planQuery, type QueryPlan } from "../plan/plan.ts";
import { type PoolRequest, type Pools, retrieveBest } from "../pools.ts";
import { type SearchDeps, startOfDay } from "../search.ts";
import { NOBODY, type View } from "../view.ts";
import { askNearness, planWidened } from "../widened-plan.ts";

/** The list that somebody asks about, as the search makes it, with what is said of named people whatever their place. */
export interface AskedList {
	readonly request: PoolRequest;
	readonly query: ParsedQuery;
	readonly plan: QueryPlan;
	readonly profile: RankingProfile;
	readonly pools: Pools;
	readonly list: RankedList;
	readonly nearness: Nearness | null;
	/** Nothing is said that tells who somebody is. */
	readonly blind: boolean;
	/** The same search for another query or by other filters. */
	readonly requestFor: (query: ParsedQuery, filters: SearchFilters) => PoolRequest;
}

/** What of a search decides who is in its list. */
export type AskedSearch = Pick<
	SearchRequest,
	"query" | "disabled" | "filters" | "expansion" | "includeHidden" | "blind" | "profile"
>;

/**
 * @param alsoFor ids of people, in either pool
 * @throws TributaryError as a search does
 */
export async function listOf(
	deps: SearchDeps,
	scope: Scope,
	asked: AskedSearch,
	alsoFor: readonly string[],
	view?: View,
): Promise<AskedList> {
	const profile = deps.profiles.get(asked.profile, scope.tenant.id);
	const { query } = interpret(asked.query, deps.recognizer, asked.disabled);
	const { blind } = asked;
	const choice = choiceOf(asked.expansion);
	const asOf = startOfDay(deps.clock());
	const requestFor = (other: ParsedQuery, filters: SearchFilters): PoolRequest => {
		const plan = planQuery({ query: other, filters, recognizer: deps.recognizer, profile, asOf, choice, blind });
		return { plan, profile, filters, facets: [], yearsStep: null };
	};
	const [planned, near] = await Promise.all([
		planWidened(scope, deps, {
			query,
			filters: asked.filters,
			recognizer: deps.recognizer,
			profile,
			asOf,
			choice,
			blind,
		}),
		askNearness(scope, deps, { query, profile }, {}),
	]);
	const hidden = view === undefined || asked.includeHidden ? NOBODY : await view.hidden(scope);
	const { request, pools } = await retrieveBest(scope, {
		plan: planned,
		profile,
		filters: asked.filters,
		facets: [],
		yearsStep: null,
		alsoFor,
		hidden,
	});
	const { plan } = request;
	const nearness = await near.of(pools);
	const list = new RankedList(scope, { pools, plan, profile, asOf, years: asked.filters.years ?? null, nearness });
	return { request, query, plan, profile, pools, nearness, list, blind, requestFor };
}
