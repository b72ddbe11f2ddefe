import type { Recognizer } from "../analysis/recognizer.ts";
import type { Hit, SearchResponse } from "../domain/hit.ts";
import { RESULT_WINDOW, type SearchRequest } from "../domain/query.ts";
import type { RankingProfile } from "../domain/ranking-profile.ts";
import { TributaryError } from "../errors.ts";
import type { Clock } from "../tenancy/clock.ts";
import type { Scope } from "../tenancy/scope.ts";
import { expansionsOf } from "./expansions.ts";
import { facetsOf, facetsToAsk, YEARS_STEP } from "./facets.ts";
import { HitWriter } from "./hits.ts";
import { RankedList } from "./list.ts";
import { readPage } from "./page.ts";
import { choiceOf } from "./plan/choice.ts";
import type { QueryPlan } from "./plan/plan.ts";
import { countFull, type Pools, retrievePools } from "./pools.ts";
import type { Profiles } from "./profiles.ts";
import { parseQuery } from "./query/parse.ts";
import { resultLint } from "./result-lint.ts";
import { type MeaningSources, planWidened } from "./widened-plan.ts";

export interface SearchDeps extends MeaningSources {
	readonly recognizer: Recognizer;
	readonly profiles: Profiles;
	readonly clock: Clock;
}

export interface Search {
	/**
	 * Finds people for a query, in one list over the tenant's own candidates and the network.
	 *
	 * The list is fixed by the query, not by the page: the second stage orders blocks of `depth` people of each pool, in the order of
	 * the first stage, whatever page is asked for, so that pages neither overlap nor leave out anybody. Scores fall within
	 * a block; a later block may begin with a higher score than the one before ended with. {@link RESULT_WINDOW} people can be paged to.
	 * @throws TributaryError `invalid-query` beyond the limits of a query · `invalid-field` for a page beyond the window or an
	 * unknown profile · `audit-unavailable`
	 */
	search(scope: Scope, request: SearchRequest): Promise<SearchResponse>;
}

export function createSearch(deps: SearchDeps): Search {
	return {
		search: (scope, request) =>
			scope.record("search", { queryDigest: scope.digest(request.query), page: request.page }, async () => {
				const value = await run(deps, scope, request);
				const ids = [...new Set(value.hits.flatMap(({ candidateId, profileId }) => [candidateId, profileId]))];
				const shown = ids.filter((id) => id !== null);
				return { value, result: { outcome: "ok", count: value.hits.length, ids: shown } };
			}),
	};
}

async function run(deps: SearchDeps, scope: Scope, request: SearchRequest): Promise<SearchResponse> {
	checkWindow(request);
	const { recognizer } = deps;
	const profile = deps.profiles.get(request.profile, scope.tenant.id);
	const query = parseQuery(request.query);
	const asOf = startOfDay(deps.clock());
	const choice = choiceOf(request.expansion);
	const plan = await planWidened(scope, deps, { query, filters: request.filters, recognizer, profile, asOf, choice });
	const pools = await retrievePools(scope, {
		plan,
		profile,
		filters: request.filters,
		facets: facetsToAsk(request, scope.network !== null),
		yearsStep: request.facets.includes("years") ? YEARS_STEP : null,
	});
	const [hits, facets] = await Promise.all([
		pageOf({ deps, scope, request, profile, plan, pools, asOf }),
		facetsOf(scope, request, pools),
	]);
	const total = (pools.ats?.total ?? 0) + (pools.network?.total ?? 0);
	const full = plan.exact ? total : await countFull(scope, pools, plan.answered);
	return {
		understood: query.normalForm,
		lint: [...query.lint, ...plan.lint, ...resultLint(plan.parts, pools, total, request.query.length)].toSorted(
			(one, other) => one.span.start - other.span.start,
		),
		total,
		totalFull: full,
		page: request.page,
		pageSize: request.pageSize,
		hits,
		facets,
		expansions: expansionsOf(plan.parts, pools),
		profile: profile.id,
	};
}

interface PageInput {
	readonly deps: SearchDeps;
	readonly scope: Scope;
	readonly request: SearchRequest;
	readonly profile: RankingProfile;
	readonly plan: QueryPlan;
	readonly pools: Pools;
	readonly asOf: number;
}

async function pageOf({ deps, scope, request, profile, plan, pools, asOf }: PageInput): Promise<Hit[]> {
	const list = new RankedList(scope, { pools, plan, profile, asOf, years: request.filters.years ?? null });
	const start = (request.page - 1) * request.pageSize;
	const seats = await list.slice(start, Math.min(start + request.pageSize, RESULT_WINDOW));
	const people = await readPage(scope, seats);
	const words = (name: "ats" | "network") => (pools[name]?.groups ?? []).map((group) => group.words);
	const writer = new HitWriter({
		request,
		recognizer: deps.recognizer,
		parts: plan.parts,
		words: { ats: words("ats"), network: words("network") },
	});
	return people.map((person) => writer.hit(person));
}

function checkWindow({ page, pageSize }: SearchRequest): void {
	if ((page - 1) * pageSize < RESULT_WINDOW) return;
	const detail = `Only the first ${RESULT_WINDOW} people can be paged to. Narrow the search by a filter or a further word.`;
	throw new TributaryError("invalid-field", { detail, errors: [{ pointer: "/page", detail }] });
}

/** Recency is measured from the day, so that a list does not shift between one page and the next. */
const startOfDay = (now: Date) => Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
