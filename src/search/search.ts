import { setImmediate } from "node:timers/promises";
import type { Recognizer } from "../analysis/recognizer.ts";
import type { Hit, SearchResponse } from "../domain/hit.ts";
import type { Interpretation } from "../domain/interpretation.ts";
import {
	CURSOR_WINDOW,
	type ParsedQuery,
	RESULT_WINDOW,
	type SearchFilters,
	type SearchRequest,
} from "../domain/query.ts";
import type { RankingProfile } from "../domain/ranking-profile.ts";
import { TributaryError } from "../errors.ts";
import type { Clock } from "../tenancy/clock.ts";
import { Making } from "../tenancy/recording.ts";
import type { Scope } from "../tenancy/scope.ts";
import { blindLint } from "./blind-lint.ts";
import { placeBehind, readCursor, writeCursor } from "./cursor.ts";
import { emptyCircles } from "./empty-circles.ts";
import { expansionsOf } from "./expansions.ts";
import { type Counting, countingOf, type FacetInput, facetsOf } from "./facets.ts";
import { HitWriter } from "./hits.ts";
import { RankedList, type Seat } from "./list.ts";
import { interpret } from "./natural/interpret.ts";
import type { Draft, SearchObserver, Watched } from "./observer.ts";
import { type PagePerson, type RecordIds, readPage, recordsOf } from "./page.ts";
import { choiceOf } from "./plan/choice.ts";
import { mayTell } from "./plan/nameless.ts";
import type { QueryPlan } from "./plan/plan.ts";
import { countFull, type PoolRequest, type Pools, recount, retrieveBest, retrievePools } from "./pools.ts";
import type { Profiles } from "./profiles.ts";
import { resultLint } from "./result-lint.ts";
import { corrections } from "./suggest/spelling.ts";
import { type Hidden, NOBODY, type View } from "./view.ts";
import { askNearness, type MeaningSources, plannerWidened } from "./widened-plan.ts";

export interface SearchDeps extends MeaningSources {
	readonly recognizer: Recognizer;
	readonly profiles: Profiles;
	readonly clock: Clock;
	/** Is told of every list that is shown, and may interleave it. */
	readonly observer?: SearchObserver;
}

export interface Search {
	/**
	 * Finds people for a query, in one list over the tenant's own candidates and the network.
	 *
	 * The list is fixed by the query, not by the page: the second stage orders blocks of `depth` people of each pool, in the order of
	 * the first stage, whatever page is asked for, so that pages neither overlap nor leave out anybody. Scores fall within
	 * a block; a later block may begin with a higher score than the one before ended with. {@link RESULT_WINDOW} people can be paged to,
	 * {@link CURSOR_WINDOW} by cursors.
	 * @param view what whoever asks has hidden, and his marks on the hits; absent: nobody in particular asks
	 * @throws TributaryError `invalid-query` beyond the limits of a query · `invalid-field` for a page beyond the window or an
	 * unknown profile · `invalid-cursor` · `audit-unavailable`
	 */
	search(scope: Scope, request: SearchRequest, view?: View): Promise<SearchResponse>;
}

/** For whoever wants to know who is in a list, and not what is shown of them. */
export interface PeopleSearch extends Search {
	/**
	 * The same list without what is shown of each: the ids of its first {@link RESULT_WINDOW} people, whatever page is asked for.
	 * @throws as `search`
	 */
	people(scope: Scope, request: SearchRequest, view?: View): Promise<FoundPeople>;
}

export interface FoundPeople {
	readonly total: number;
	readonly people: readonly RecordIds[];
}

export function createSearch(deps: SearchDeps): PeopleSearch {
	return {
		search: (scope, request, view) =>
			scope.record("search", { queryDigest: scope.digest(request.query), page: request.page }, async () => {
				const { shown, response } = await answering(deps, scope, {
					...questionOf(deps, request, view),
					isWatched: true,
				});
				// Written down while their records are read and the rest of the answer is made, which tells of nobody else.
				return {
					value: new Making(response),
					result: { outcome: "ok", count: shown.length, ids: idsOf(shown) },
				};
			}),
		people: (scope, request, view) =>
			scope.record("search", { queryDigest: scope.digest(request.query) }, async () => {
				const value = await findPeople(await begin(deps, scope, questionOf(deps, { ...request, facets: [] }, view)));
				const ids = idsOf(value.people).slice(0, RESULT_WINDOW);
				return { value, result: { outcome: "ok", count: value.people.length, ids } };
			}),
	};
}

/** Ids of the people shown, for the log. */
const idsOf = (people: FoundPeople["people"]): string[] => [
	...new Set(people.flatMap(({ candidateId, profileId }) => [candidateId, profileId]).filter((id) => id !== null)),
];

/** What is asked, when it was read already. */
export interface Question {
	/** Its query is the text that the spans of `query` point into. */
	readonly request: SearchRequest;
	readonly query: ParsedQuery;
	/** Absent: the query was not written by a person. */
	readonly interpretation?: Interpretation;
	readonly view?: View | undefined;
	/** Changes who may be in the list. */
	readonly adjust?: (plan: QueryPlan) => QueryPlan;
	/** A list that the observer may look at. */
	readonly isWatched?: boolean;
}

export interface Answer {
	readonly response: SearchResponse;
	/** The people of the page, in the order of the hits. */
	readonly people: readonly PagePerson[];
}

function questionOf({ recognizer }: SearchDeps, request: SearchRequest, view: View | undefined): Question {
	return { request, view, ...interpret(request.query, recognizer, request.disabled) };
}

/** A search as far as it is the same for all that is wanted of it: both pools were asked. */
async function begin(deps: SearchDeps, scope: Scope, question: Question) {
	const { request, query, interpretation, view, adjust, isWatched = false } = question;
	const now = deps.clock();
	const cursor = readCursor(scope, request, now);
	const asOf = cursor?.asOf ?? startOfDay(now);
	const watched = watchedOf(scope, question, asOf);
	// Who names a ranking gets that ranking.
	const isOpen = isWatched && request.profile === undefined;
	const fixed = cursor === null ? undefined : (cursor.experiment ?? null);
	const draft = (isOpen && (await deps.observer?.draft(scope, watched, fixed))) || null;
	const profile = draft?.profile ?? deps.profiles.get(request.profile, scope.tenant.id);
	const hidden = view === undefined || request.includeHidden ? NOBODY : await view.hidden(scope);
	const choice = choiceOf(request.expansion);
	const { recognizer } = deps;
	const planner = await plannerWidened(scope, deps, {
		query,
		recognizer,
		profile,
		asOf,
		choice,
		blind: request.blind,
	});
	const requestFor = (filters: SearchFilters, counting: Counting): PoolRequest => {
		const planned = planner(filters);
		// Who adjusts a plan says himself who may be in the list.
		const plan = adjust === undefined ? planned : { ...adjust(planned), fallback: null };
		return { plan, profile, filters, hidden, ...counting };
	};
	const [asked, near] = await Promise.all([
		requestFor(request.filters, countingOf(request, scope.network !== null, asOf)),
		askNearness(scope, deps, { query, profile: draftedFor(profile, draft) }, request),
	]);
	const { request: used, pools } = await retrieveBest(scope, asked);
	const { plan } = used;
	const isFallback = used !== asked;
	const nearness = await near.of(pools);
	const recounting = (filters: SearchFilters, counting: Counting): PoolRequest => {
		const other = requestFor(filters, counting);
		return { ...other, plan: (isFallback ? other.plan.fallback : null) ?? other.plan };
	};
	const recounted: FacetInput["recounted"] = async (filters, counting) =>
		recount(scope, recounting(filters, counting), pools);
	const years = request.filters.years ?? null;
	const list = new RankedList(scope, { pools, plan, profile, asOf, years, nearness, draft });
	const listBeside = async (others: Hidden) =>
		list.of(await retrievePools(scope, { ...used, hidden: others, facets: [] }));
	return {
		deps,
		scope,
		request,
		view,
		cursor,
		now,
		asOf,
		watched,
		isWatched,
		draft,
		profile,
		query,
		nearLint: near.lint,
		interpretation,
		plan,
		pools,
		list,
		hidden,
		listBeside,
		recounted,
	};
}
type Begun = Awaited<ReturnType<typeof begin>>;

/** Of two rankings the one that looks at meaning, if any does. */
const draftedFor = (profile: RankingProfile, draft: Draft | null): RankingProfile =>
	draft !== null && profile.features.meaningSimilarity === 0 ? draft.other : profile;

const watchedOf = ({ actor }: Scope, { request, query, view }: Question, asOf: number): Watched => ({
	asker: view?.asker ?? `${actor.kind}:${actor.id}`,
	asked: JSON.stringify([query.normalForm, request.filters]),
	asOf,
});

async function findPeople({ scope, pools, list }: Begun): Promise<FoundPeople> {
	const seats = await list.slice(0, RESULT_WINDOW);
	return { total: totalOf(pools), people: seats.map((seat) => recordsOf(scope, seat)) };
}

const totalOf = ({ ats, network }: Pools) => (ats?.total ?? 0) + (network?.total ?? 0);

/** Answers without writing it down: the caller does. @throws as {@link Search.search}, but for the log */
export async function answer(deps: SearchDeps, scope: Scope, question: Question): Promise<Answer> {
	const { people, response } = await answering(deps, scope, question);
	return { people: await people, response: await response() };
}

/** As {@link answer}: who is on the page is known before their records are read, and the rest of the answer is made. */
async function answering(deps: SearchDeps, scope: Scope, question: Question) {
	const { request } = question;
	checkWindow(request);
	const begun = await begin(deps, scope, question);
	const { plan, pools } = begun;
	const shown = await placesOf(begun);
	// Asked for first: what the page shows of them is written while the rest is counted.
	const reading = readPage(scope, shown.seats);
	// Calls of a turn of the event loop go together, at its end.
	await setImmediate();
	const counted = Promise.all([
		facetsOf(begun),
		corrections(scope, request.query, plan.parts, pools, deps.recognizer, mayTell(request, deps.recognizer)),
		plan.exact ? totalOf(pools) : countFull(pools, plan.answered),
		emptyCircles(scope, begun.query.root, pools),
	]);
	// Reported by the response that waits for it.
	counted.catch(() => {});
	reading.catch(() => {});
	return {
		shown: shown.seats.map((seat) => recordsOf(scope, seat)),
		people: reading,
		response: async () => {
			const people = await reading;
			// What has been counted by now is gone on with first: others work on it while this thread writes what the page shows.
			await setImmediate();
			return responseOf(begun, { ...shown, people }, counted);
		},
	};
}

type Counted = readonly [
	facets: SearchResponse["facets"],
	meant: Awaited<ReturnType<typeof corrections>>,
	totalFull: number,
	circles: Awaited<ReturnType<typeof emptyCircles>>,
];

async function responseOf(begun: Begun, shown: Shown, counted: Promise<Counted>): Promise<SearchResponse> {
	const { deps, scope, request, isWatched, query, nearLint, interpretation, plan, pools, profile } = begun;
	const total = totalOf(pools);
	const page = await pageOf(begun, shown);
	const [facets, meant, totalFull, circles] = await counted;
	const seen = { ...begun, people: shown.people };
	const searchId = isWatched ? await deps.observer?.seen(scope, begun.watched, seen) : null;
	return {
		understood: query.normalForm,
		interpretation: interpretation ?? { natural: false, clauses: [], query: query.normalForm },
		lint: [
			...query.lint,
			...plan.lint,
			...nearLint,
			...blindLint(query.root, request),
			...resultLint(plan.parts, pools, total, request.query, meant, circles),
		].toSorted((one, other) => one.span.start - other.span.start),
		total,
		totalFull,
		pageSize: request.pageSize,
		...page,
		facets,
		didYouMean: [...meant.values()],
		expansions: expansionsOf(plan.parts, pools, mayTell(request, deps.recognizer)),
		profile: profile.id,
		...(searchId == null ? {} : { searchId }),
	};
}

/** Who is on the page. */
interface Shown {
	/** Places in the list; end exclusive. */
	readonly start: number;
	readonly end: number;
	readonly seats: readonly Seat[];
	readonly people: readonly PagePerson[];
}

async function placesOf({ request, cursor, list, hidden, listBeside }: Begun): Promise<Omit<Shown, "people">> {
	const start =
		cursor === null ? (request.page - 1) * request.pageSize : await placeBehind(cursor, list, hidden, listBeside);
	const end = Math.min(start + request.pageSize, cursor === null ? RESULT_WINDOW : CURSOR_WINDOW);
	return { start, end, seats: await list.slice(start, end) };
}

async function pageOf(
	begun: Begun,
	{ start, end, seats, people }: Shown,
): Promise<Pick<SearchResponse, "page" | "hits" | "nextCursor">> {
	const { scope, request, now, asOf, draft, pools } = begun;
	const next = { place: end, asOf, shown: seats, ...(draft === null ? {} : { experiment: draft.id }) };
	const isLast = seats.length === 0 || end >= Math.min(totalOf(pools), CURSOR_WINDOW);
	return {
		page: Math.floor(start / request.pageSize) + 1,
		hits: await hitsOf(begun, people),
		nextCursor: isLast ? null : writeCursor(scope, request, next, now),
	};
}

async function hitsOf(
	{ deps, scope, request, view, plan, pools }: Begun,
	people: readonly PagePerson[],
): Promise<Hit[]> {
	const marks = await view?.marks(scope, people, request.blind);
	const words = (name: "ats" | "network") => (pools[name]?.groups ?? []).map((group) => group.words);
	const writer = new HitWriter({
		request,
		recognizer: deps.recognizer,
		parts: plan.parts,
		words: { ats: words("ats"), network: words("network") },
	});
	return people.map((person, place) => {
		const own = marks?.[place];
		const { team } = person.seat.person;
		const told = team !== undefined && request.explain && view?.mayKnowTeams === true ? { team } : {};
		return { ...writer.hit(person), ...(own === undefined ? {} : { marks: own }), ...told };
	});
}

function checkWindow({ page, pageSize }: SearchRequest): void {
	if ((page - 1) * pageSize < RESULT_WINDOW) return;
	const detail = `Only the first ${RESULT_WINDOW} people can be paged to. Go on by nextCursor, or narrow the search.`;
	throw new TributaryError("invalid-field", { detail, errors: [{ pointer: "/page", detail }] });
}

/** Recency is measured from the day, so that a list does not shift between one page and the next. */
export const startOfDay = (now: Date) => Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
