import type { Origin, SearchFilters } from "../domain/query.ts";
import type { RankingProfile } from "../domain/ranking-profile.ts";
import type { Plan, Retrieved } from "../engine/port.ts";
import type { Scope } from "../tenancy/scope.ts";
import { type AskedPool, type Condition, forPool, nodeFor } from "./plan/origin.ts";
import { allOf } from "./plan/part.ts";
import type { QueryPlan } from "./plan/plan.ts";

/**
 * The two pools of a search: the tenant's own candidates, and the network's profiles. A person is in one of them only: matched
 * candidates are indexed with their profile (see analysis/person-document.ts), so their profiles are left out of the network.
 */
export interface Pools {
	/** Null when the origins that were asked for need nobody of it. */
	readonly ats: Retrieved | null;
	readonly network: Retrieved | null;
	/** What the network was asked, to ask it for more of the same. */
	readonly ask: PoolPlans;
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
}

const ALL_ORIGINS: readonly Origin[] = ["ats-only", "matched", "network-only"];

/** Asks both pools for their best people. */
export async function retrievePools(scope: Scope, request: PoolRequest): Promise<Pools> {
	const origins = new Set(request.filters.origins ?? ALL_ORIGINS);
	// Without the network a candidate is only what the tenant knows of him, linked or not.
	if (scope.network === null) return retrieveAtsAlone(scope, request, origins);
	const atsPlan = atsPlanOf(request, origins);
	const networkPlan = await networkPlanOf(scope, request, origins);
	const [ats, network] = await Promise.all([
		atsPlan === null ? null : scope.store.retrieve(atsPlan),
		networkPlan === null ? null : scope.network.retrieve(networkPlan),
	]);
	return { ats, network, ask: { ats: atsPlan, network: networkPlan } };
}

async function retrieveAtsAlone(scope: Scope, request: PoolRequest, origins: ReadonlySet<Origin>): Promise<Pools> {
	const plan = origins.has("ats-only") ? planOf(request, "alone", []) : null;
	return {
		ats: plan === null ? null : await scope.store.retrieve(plan),
		network: null,
		ask: { ats: plan, network: null },
	};
}

function planOf(
	{ plan, profile, facets, yearsStep }: PoolRequest,
	pool: AskedPool,
	conditions: readonly Condition[],
): Plan {
	return {
		...forPool({ ...plan.base, filter: allOf([plan.base.filter, ...conditions]) }, pool),
		offset: 0,
		limit: profile.depth,
		facets,
		...(yearsStep === null ? {} : { yearsStep }),
	};
}

function atsPlanOf(request: PoolRequest, origins: ReadonlySet<Origin>): Plan | null {
	if (origins.has("ats-only") && origins.has("matched")) return planOf(request, "ats", []);
	if (origins.has("matched")) return planOf(request, "ats", [{ op: "linked" }]);
	return origins.has("ats-only") ? planOf(request, "ats", [{ op: "not", of: { op: "linked" } }]) : null;
}

async function networkPlanOf(scope: Scope, request: PoolRequest, origins: ReadonlySet<Origin>): Promise<Plan | null> {
	if (!origins.has("network-only")) return null;
	return { ...planOf(request, "network", []), exclude: await linkedProfiles(scope) };
}

/** Profiles of everybody of the tenant who is matched. */
async function linkedProfiles(scope: Scope): Promise<readonly string[]> {
	const answer = await scope.store.retrieve({
		filter: { op: "linked" },
		groups: [],
		coverage: { minimum: 0, people: 0 },
		scoring: { fieldWeights: NO_WEIGHTS, k1: 0, b: 0, coverageWeight: 0 },
		offset: 0,
		limit: 0,
		facets: [],
	});
	return answer.linkedProfiles;
}

/** Of a plan that only counts. */
export const NO_WEIGHTS: Plan["scoring"]["fieldWeights"] = {
	name: 0,
	currentTitle: 0,
	pastTitle: 0,
	skill: 0,
	currentCompany: 0,
	pastCompany: 0,
	school: 0,
	degree: 0,
	location: 0,
	certificate: 0,
	note: 0,
	body: 0,
};

/**
 * A later block of the same lists: rows `block * depth` onward of each pool.
 * @param first what the first block was; its plans are asked again without facets
 */
export async function retrieveBlock(scope: Scope, first: Pools, block: number): Promise<Pools> {
	const later = (plan: Plan): Plan => ({ ...plan, offset: block * plan.limit, facets: [] });
	const { ats: atsPlan, network: networkPlan } = first.ask;
	const [ats, network] = await Promise.all([
		atsPlan === null ? null : scope.store.retrieve(later(atsPlan)),
		networkPlan === null || scope.network === null ? null : scope.network.retrieve(later(networkPlan)),
	]);
	return { ats, network, ask: first.ask };
}

/** How many of a pool's results also pass one more condition; the tier of coverage stays as it was opened. */
export async function countAlso(
	store: Pick<Scope["store"], "retrieve">,
	plan: Plan,
	answer: Retrieved,
	condition: Plan["filter"],
): Promise<number> {
	const narrowed = await store.retrieve({
		...plan,
		filter: { op: "and", of: [plan.filter, condition] },
		coverage: { minimum: answer.coverage, people: Number.MAX_SAFE_INTEGER },
		limit: 0,
		facets: [],
	});
	return narrowed.total;
}

/** People who answer every part of the query, over both pools. @param answered as in {@link QueryPlan} */
export async function countFull(scope: Scope, { ats, network, ask }: Pools, answered: Condition | null) {
	const count = async (
		pool: AskedPool,
		store: Pick<Scope["store"], "retrieve"> | null,
		plan: Plan | null,
		answer: Retrieved | null,
	) => {
		if (store === null || plan === null || answer === null || answer.totalFull === 0) return 0;
		return answered === null ? answer.totalFull : countAlso(store, plan, answer, nodeFor(answered, pool));
	};
	const [own, others] = await Promise.all([
		count(scope.network === null ? "alone" : "ats", scope.store, ask.ats, ats),
		count("network", scope.network, ask.network, network),
	]);
	return own + others;
}
