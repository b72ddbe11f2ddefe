import type { Side } from "./contributions.ts";
import type { Asked, SkillUseFeature } from "./pool.ts";

/**
 * How long, or how lately, somebody used the skills that were asked for: the mean over these skills, 0 to 1. Duration: 1 from five
 * years of use, 0.75 from three, 0.4 from one. Recency: 1 used within a year, 0.5 within three. Unknown is 0. Source: the tokens
 * of analysis/skill-use, from `months` and `lastUsed` of the resume's skills. Monotone in both.
 */
export function skillUse({ groups }: Asked, { pool, row }: Side, wanted: SkillUseFeature): number {
	let sum = 0;
	let skills = 0;
	for (const [group, { feature, alternatives }] of groups.entries()) {
		if (feature !== wanted) continue;
		skills += 1;
		const cell = row * groups.length + group;
		if (pool.rows.masks[cell] !== 0) sum += alternatives[pool.rows.alternatives[cell] ?? 0]?.weight ?? 0;
	}
	return skills === 0 ? 0 : sum / skills;
}
