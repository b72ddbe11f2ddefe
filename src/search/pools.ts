import type { Origin, SearchFilters } from "../domain/query.ts";
import type { RankingProfile } from "../domain/ranking-profile.ts";
import type { Counts, Listed, Plan, Retrieved, Store } from "../engine/port.ts";
import { countingPlan } from "../engine/port.ts";
import type { PoolName } from "../rank/pool.ts";
import type { Scope } from "../tenancy/scope.ts";
import { type AskedPool, type Condition, forPool, nodeFor } from "./plan/origin.ts";
import { allOf } from "./plan/part.ts";
import type { QueryPlan } from "./plan/plan.ts";
import { type Hidden, NOBODY } from "./view.ts";

/**
 * The two pools of a search: the tenant's own candidates, and the network's profiles. A person is in one of them only: matched
 * candidates are indexed with their profile (see analysis/person-document.ts), so their profiles are left out of the network.
 */
export interface Pools {
	/** Null when the origins that were asked for need nobody of it. */
	readonly ats: Listed | null;
	readonly network: Listed | null;
	/** Of both; may be known later than who is found. */
	readonly counts: Promise<PoolCounts>;
	/** What the network was asked, to ask it for more of the same. */
	readonly ask: PoolPlans;
}

export interface PoolCounts {
	readonly ats: Counts | null;
	readonly network: Counts | null;
}

export interface PoolPlans {
	readonly ats: Plan | null;
	readonly network: Plan | null;
}

export interface PoolRequest {
	readonly plan: QueryPlan;
	readonly profile: RankingProfile;
	readonly filters: SearchFilters;
	readonly facets: Plan["facets"];
	readonly yearsStep: number | null;
	readonly bands?: NonNullable<Plan["bands"]>;
	/** Ids of people whose match data is wanted whatever their place, in either pool. */
	readonly alsoFor?: readonly string[];
	readonly hidden?: Hidden;
}

const ALL_ORIGINS: readonly Origin[] = ["ats-only", "matched", "network-only"];

/** Asks both pools for their best people, and how many of their results answer every part of the query. */
export async function retrievePools(scope: Scope, request: PoolRequest): Promise<Pools> {
	const { answered } = request.plan;
	const ask = async (linked: readonly string[] | null) =>
		askPools(scope, await plansOf(scope, request, linked), answered);
	const before = isNetworkAsked(scope, request) ? lastLinked.get(scope.store) : undefined;
	if (before === undefined) return ask(null);
	// Nearly always nobody was matched since: then what the network was asked meanwhile is the answer.
	const [linked, pools] = await Promise.all([linkedProfiles(scope), ask(before)]);
	return linked === before ? pools : ask(linked);
}

/** People below whom somebody who only has something near to what was asked is listed as well. */
const FEW = 100;

/** Asks both pools; where few have any of the words, once more for people who have something near to them. */
export async function retrieveBest(
	scope: Scope,
	request: PoolRequest,
): Promise<{ readonly request: PoolRequest; readonly pools: Pools }> {
	const pools = await retrievePools(scope, request);
	const { fallback } = request.plan;
	const found = (pools.ats?.total ?? 0) + (pools.network?.total ?? 0);
	if (fallback === null || found >= FEW) return { request, pools };
	const wider = { ...request, plan: fallback };
	return { request: wider, pools: await retrievePools(scope, wider) };
}

/** What the search would find if there were only this person: one row, or none. Origins are not looked at. */
export async function retrieveOne(
	scope: Scope,
	request: PoolRequest,
	{ pool, id }: { readonly pool: PoolName; readonly id: string },
): Promise<Retrieved> {
	const store = pool === "ats" ? scope.store : scope.network;
	if (store === null) throw new TypeError("Nobody of the network was asked for.");
	const asked = pool === "ats" && scope.network === null ? "alone" : pool;
	return store.retrieve({ ...planOf(request, asked, [{ op: "ids", ids: [id] }]), limit: 1, alsoFor: [] });
}

/** Counts people by other filters; the tiers of coverage stay as they were opened in the first lists. */
export async function recount(scope: Scope, request: PoolRequest, first: Pools): Promise<Pools> {
	const plans = await plansOf(scope, request, first.ask.network?.exclude ?? null);
	const counting = (plan: Plan | null, answer: Listed | null): Plan | null =>
		plan === null || answer === null
			? plan && { ...plan, limit: 0 }
			: { ...plan, limit: 0, coverage: { minimum: answer.coverage, people: Number.MAX_SAFE_INTEGER } };
	return askPools(scope, { ats: counting(plans.ats, first.ats), network: counting(plans.network, first.network) });
}

/** @param answered is counted among the results; null: nothing is */
async function askPools(scope: Scope, ask: PoolPlans, answered: Condition | null = null): Promise<Pools> {
	const counting = (plan: Plan, pool: AskedPool): Plan =>
		answered === null ? plan : { ...plan, narrowed: nodeFor(answered, pool) };
	const own = scope.network === null ? "alone" : "ats";
	// The network first: it is the larger one, and takes longer.
	const network =
		ask.network === null || scope.network === null ? NOTHING : inParts(scope.network, counting(ask.network, "network"));
	const ats = ask.ats === null ? NOTHING : inParts(scope.store, counting(ask.ats, own));
	const counts = Promise.all([ats.counts, network.counts]).then(([ats, network]) => ({ ats, network }));
	// Reported by whoever waits for it.
	counts.catch(() => {});
	const [others, owned] = await Promise.all([network.listed, ats.listed]);
	return { ats: owned, network: others, counts, ask };
}

const NOTHING = { listed: null, counts: null };

/** Who is found, as soon as that is known, and what is counted of them. */
function inParts(store: Pick<Store, "retrieve">, plan: Plan) {
	const early = Promise.withResolvers<Listed>();
	const whole = store.retrieve(plan, early.resolve);
	return { listed: Promise.race([early.promise, whole]), counts: whole };
}

const originsOf = ({ filters }: PoolRequest): ReadonlySet<Origin> => new Set(filters.origins ?? ALL_ORIGINS);

const isNetworkAsked = ({ network }: Scope, request: PoolRequest): boolean =>
	network !== null && originsOf(request).has("network-only");

/** @param linked profiles that are left out of the network, where they are known already */
async function plansOf(scope: Scope, request: PoolRequest, linked: readonly string[] | null): Promise<PoolPlans> {
	const origins = originsOf(request);
	// Without the network a candidate is only what the tenant knows of him, linked or not.
	if (scope.network === null)
		return { ats: origins.has("ats-only") ? planOf(request, "alone", shown(request)) : null, network: null };
	if (!isNetworkAsked(scope, request)) return { ats: atsPlanOf(request, origins), network: null };
	const exclude = linked ?? (await linkedProfiles(scope));
	const { profiles } = request.hidden ?? NOBODY;
	return { ats: atsPlanOf(request, origins), network: { ...planOf(request, "network", notThese(profiles)), exclude } };
}

function planOf(
	{ plan, profile, facets, yearsStep, bands, alsoFor }: PoolRequest,
	pool: AskedPool,
	conditions: readonly Condition[],
): Plan {
	return {
		...forPool({ ...plan.base, filter: allOf([plan.base.filter, ...conditions]) }, pool),
		offset: 0,
		limit: profile.depth,
		facets,
		...(yearsStep === null ? {} : { yearsStep }),
		...(bands === undefined ? {} : { bands }),
		...(alsoFor === undefined ? {} : { alsoFor }),
	};
}

function atsPlanOf(request: PoolRequest, origins: ReadonlySet<Origin>): Plan | null {
	const own = shown(request);
	if (origins.has("ats-only") && origins.has("matched")) return planOf(request, "ats", own);
	if (origins.has("matched")) return planOf(request, "ats", [{ op: "linked" }, ...own]);
	return origins.has("ats-only") ? planOf(request, "ats", [{ op: "not", of: { op: "linked" } }, ...own]) : null;
}

/** The condition that keeps hidden candidates out; none where nobody is hidden. */
const shown = ({ hidden = NOBODY }: PoolRequest): Condition[] => notThese(hidden.candidates);

const notThese = (ids: readonly string[]): Condition[] =>
	ids.length === 0 ? [] : [{ op: "not", of: { op: "ids", ids } }];

/** By store: the list that it gave last; only of stores that give a list which did not change as the same object, so that a change is seen at once. */
const lastLinked = new WeakMap<Scope["store"], readonly string[]>();
const given = new WeakMap<Scope["store"], readonly string[]>();

/** Profiles of everybody of the tenant who is matched. */
export async function linkedProfiles({ store }: Scope): Promise<readonly string[]> {
	const { linkedProfiles: list } = await store.retrieve({ ...countingPlan({ op: "linked" }), linkedProfiles: true });
	if (given.get(store) === list) lastLinked.set(store, list);
	else lastLinked.delete(store);
	given.set(store, list);
	return list;
}

/**
 * A later block of the same lists: rows `block * depth` onward of each pool.
 * @param first what the first block was; its plans are asked again without facets
 */
export async function retrieveBlock(scope: Scope, first: Pools, block: number): Promise<Pools> {
	const later = (plan: Plan | null): Plan | null =>
		plan === null ? null : { ...plan, offset: block * plan.limit, facets: [], bands: [], alsoFor: [] };
	const answers = await askPools(scope, { ats: later(first.ask.ats), network: later(first.ask.network) });
	return { ...answers, ask: first.ask };
}

/** People who answer every part of the query, over both pools, as they were counted with the lists. @param answered as in {@link QueryPlan} */
export function countFull({ ats, network }: Pools, answered: Condition | null): number {
	const count = (answer: Listed | null): number => {
		if (answer === null || answer.totalFull === 0) return 0;
		return answered === null ? answer.totalFull : answer.narrowed;
	};
	return count(ats) + count(network);
}
