import type { Side } from "./contributions.ts";
import type { Asked } from "./pool.ts";

/**
 * How much of what was asked somebody has, 0 to 1: the weights of the parts that he answers, each times how well the words found
 * stand for it, by the weights of all parts. Wishes count; something merely related does not. 1 where nothing is asked.
 * Monotone: having one part more never lowers it.
 */
export function requirementCoverage({ groups }: Asked, { pool, row }: Side): number {
	let met = 0;
	let all = 0;
	for (const [group, { weight, alternatives }] of groups.entries()) {
		all += weight;
		const cell = row * groups.length + group;
		const alternative = alternatives[pool.rows.alternatives[cell] ?? 0];
		if (pool.rows.masks[cell] === 0 || alternative === undefined || alternative.related) continue;
		met += weight * alternative.weight;
	}
	return all === 0 ? 1 : met / all;
}
