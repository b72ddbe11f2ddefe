import type { Recognizer } from "../analysis/recognizer.ts";
import type { SearchResponse } from "../domain/hit.ts";
import { CURSOR_WINDOW, RESULT_WINDOW, type SearchFilters, type SearchRequest } from "../domain/query.ts";
import type { RankingProfile } from "../domain/ranking-profile.ts";
import { TributaryError } from "../errors.ts";
import type { Clock } from "../tenancy/clock.ts";
import type { Scope } from "../tenancy/scope.ts";
import { type Cursor, placeBehind, readCursor, writeCursor } from "./cursor.ts";
import { expansionsOf } from "./expansions.ts";
import { type Counting, countingOf, type FacetInput, facetsOf } from "./facets.ts";
import { HitWriter } from "./hits.ts";
import { RankedList } from "./list.ts";
import { readPage } from "./page.ts";
import { planQuery, type QueryPlan } from "./plan/plan.ts";
import { countFull, type PoolRequest, type Pools, recount, retrievePools } from "./pools.ts";
import type { Profiles } from "./profiles.ts";
import { parseQuery } from "./query/parse.ts";
import { resultLint } from "./result-lint.ts";
import { corrections } from "./suggest/spelling.ts";

export interface SearchDeps {
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
	 * a block; a later block may begin with a higher score than the one before ended with. {@link RESULT_WINDOW} people can be paged to,
	 * {@link CURSOR_WINDOW} by cursors.
	 * @throws TributaryError `invalid-query` beyond the limits of a query · `invalid-field` for a page beyond the window or an
	 * unknown profile · `invalid-cursor` · `audit-unavailable`
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
	const now = deps.clock();
	const cursor = readCursor(scope, request, now);
	const { recognizer } = deps;
	const profile = deps.profiles.get(request.profile, scope.tenant.id);
	const query = parseQuery(request.query);
	const asOf = cursor?.asOf ?? startOfDay(now);
	const poolRequest = (filters: SearchFilters, counting: Counting): PoolRequest => {
		const plan = planQuery({ query, filters, recognizer, profile, asOf });
		return { plan, profile, filters, ...counting };
	};
	const asked = poolRequest(request.filters, countingOf(request, scope.network !== null, asOf));
	const { plan } = asked;
	const pools = await retrievePools(scope, asked);
	const recounted: FacetInput["recounted"] = (filters, counting) =>
		recount(scope, poolRequest(filters, counting), pools);
	const [page, facets] = await Promise.all([
		pageOf({ deps, scope, request, cursor, profile, plan, pools, asOf, now }),
		facetsOf({ scope, request, pools, asOf, recounted }),
	]);
	const meant = await corrections(scope, request.query, plan.parts, pools);
	const total = totalOf(pools);
	const full = plan.exact ? total : await countFull(scope, pools, plan.answered);
	return {
		understood: query.normalForm,
		lint: [...query.lint, ...plan.lint, ...resultLint(plan.parts, pools, total, request.query.length, meant)].toSorted(
			(one, other) => one.span.start - other.span.start,
		),
		total,
		totalFull: full,
		pageSize: request.pageSize,
		...page,
		facets,
		didYouMean: [...meant.values()],
		expansions: expansionsOf(plan.parts, pools),
		profile: profile.id,
	};
}

const totalOf = ({ ats, network }: Pools) => (ats?.total ?? 0) + (network?.total ?? 0);

interface PageInput {
	readonly deps: SearchDeps;
	readonly scope: Scope;
	readonly request: SearchRequest;
	readonly cursor: Cursor | null;
	readonly profile: RankingProfile;
	readonly plan: QueryPlan;
	readonly pools: Pools;
	readonly asOf: number;
	readonly now: Date;
}

type Page = Pick<SearchResponse, "page" | "hits" | "nextCursor">;

async function pageOf({ deps, scope, request, cursor, profile, plan, pools, asOf, now }: PageInput): Promise<Page> {
	const list = new RankedList(scope, { pools, plan, profile, asOf, years: request.filters.years ?? null });
	const start = cursor === null ? (request.page - 1) * request.pageSize : await placeBehind(cursor, list);
	const end = Math.min(start + request.pageSize, cursor === null ? RESULT_WINDOW : CURSOR_WINDOW);
	const seats = await list.slice(start, end);
	const people = await readPage(scope, seats);
	const words = (name: "ats" | "network") => (pools[name]?.groups ?? []).map((group) => group.words);
	const writer = new HitWriter({
		request,
		recognizer: deps.recognizer,
		parts: plan.parts,
		words: { ats: words("ats"), network: words("network") },
	});
	const last = seats.at(-1)?.person;
	const isLast = last === undefined || end >= Math.min(totalOf(pools), CURSOR_WINDOW);
	return {
		page: Math.floor(start / request.pageSize) + 1,
		hits: people.map((person) => writer.hit(person)),
		nextCursor: isLast
			? null
			: writeCursor(scope, request, { place: end, asOf, last: { pool: last.pool, id: last.id } }, now),
	};
}

function checkWindow({ page, pageSize }: SearchRequest): void {
	if ((page - 1) * pageSize < RESULT_WINDOW) return;
	const detail = `Only the first ${RESULT_WINDOW} people can be paged to. Go on by nextCursor, or narrow the search.`;
	throw new TributaryError("invalid-field", { detail, errors: [{ pointer: "/page", detail }] });
}

/** Recency is measured from the day, so that a list does not shift between one page and the next. */
export const startOfDay = (now: Date) => Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
