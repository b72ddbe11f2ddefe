import type { Node, Plan } from "../../engine/port.ts";

/**
 * A condition as it is planned: as an engine knows it, and on where somebody comes from, which only the pool that is asked can answer.
 */
export type Condition =
	| Exclude<Node, { readonly op: "and" | "or" | "not" }>
	| { readonly op: "origin"; readonly in: "ats" | "network" | "matched" }
	| { readonly op: "and" | "or"; readonly of: readonly Condition[] }
	| { readonly op: "not"; readonly of: Condition };

/** A plan that both pools are asked, but for offset, limit and facets. */
export interface BasePlan extends Pick<Plan, "coverage" | "scoring"> {
	readonly filter: Condition;
	readonly groups: readonly (Omit<Plan["groups"][number], "alternatives"> & {
		readonly alternatives: readonly { readonly node: Condition; readonly weight: number }[];
	})[];
}

/** alone: the tenant's own candidates where it does not search the network; then nobody is known to be in it. */
export type AskedPool = "ats" | "network" | "alone";

/** The plan as the engine of a pool is asked. */
export function forPool(
	{ filter, groups, ...rest }: BasePlan,
	pool: AskedPool,
): Omit<Plan, "offset" | "limit" | "facets"> {
	return { ...rest, filter: nodeFor(filter, pool), groups: groupsFor(groups, pool) };
}

/** By the groups of a query, which are asked for several times, with other filters: an engine knows the same object again. */
const known = new WeakMap<BasePlan["groups"], Map<AskedPool, Plan["groups"]>>();

function groupsFor(groups: BasePlan["groups"], pool: AskedPool): Plan["groups"] {
	const pools = known.get(groups) ?? new Map<AskedPool, Plan["groups"]>();
	known.set(groups, pools);
	const before = pools.get(pool);
	if (before !== undefined) return before;
	const made = groups.map((group) => ({
		...group,
		alternatives: group.alternatives.map(({ node, weight }) => ({ node: nodeFor(node, pool), weight })),
	}));
	pools.set(pool, made);
	return made;
}

export function nodeFor(condition: Condition, pool: AskedPool): Node {
	switch (condition.op) {
		case "and":
		case "or":
			return { op: condition.op, of: condition.of.map((one) => nodeFor(one, pool)) };
		case "not":
			return { op: "not", of: nodeFor(condition.of, pool) };
		case "origin":
			return originNode(condition.in, pool);
		default:
			return condition;
	}
}

const EVERYBODY: Node = { op: "all" };
const NOBODY: Node = { op: "or", of: [] };

/** Matched people are in the tenant's own pool only; see pools.ts. */
function originNode(origin: "ats" | "network" | "matched", pool: AskedPool): Node {
	if (origin === "ats") return pool === "network" ? NOBODY : EVERYBODY;
	if (pool === "alone") return NOBODY;
	if (pool === "ats") return { op: "linked" };
	return origin === "network" ? EVERYBODY : NOBODY;
}
