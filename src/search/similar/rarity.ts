import type { Node, Plan, Store } from "../../engine/port.ts";
import { countingPlan, PLAN_LIMITS } from "../../engine/port.ts";

/**
 * How much a skill tells in a pool: its inverse document frequency as in Lucene's BM25, by the largest that the pool could give,
 * so 0 to 1. What everybody has is near 0.
 */
export async function rarities(
	store: Pick<Store, "retrieve">,
	skills: readonly string[],
): Promise<ReadonlyMap<string, number>> {
	const known = new Map<string, number>();
	for (let at = 0; at < skills.length; at += PLAN_LIMITS.groups) {
		const some = skills.slice(at, at + PLAN_LIMITS.groups);
		const { population, groups } = await store.retrieve(rarityPlan(some));
		const idf = (documents: number) => Math.log(1 + (population - documents + 0.5) / (documents + 0.5));
		for (const [index, id] of some.entries()) {
			known.set(id, idf(groups[index]?.documents ?? 0) / idf(0));
		}
	}
	return known;
}

/** Finds nobody: what is wanted is how many have each skill. */
function rarityPlan(skills: readonly string[]): Plan {
	const nodeOf = (id: string): Node => ({ op: "word", word: `skill:${id}`, fields: ["skill"] });
	const groups = skills.map((id) => ({ alternatives: [{ node: nodeOf(id), weight: 1 }], weight: 1 }));
	return countingPlan({ op: "or", of: [] }, groups);
}
