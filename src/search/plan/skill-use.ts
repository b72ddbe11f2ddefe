import { DURATIONS, RECENCIES, useToken } from "../../analysis/skill-use.ts";
import type { RankingProfile } from "../../domain/ranking-profile.ts";
import type { SkillUseFeature } from "../../rank/pool.ts";
import { QUERY_LIMITS } from "../query/limits.ts";
import type { Condition } from "./origin.ts";
import type { Part } from "./part.ts";

/**
 * For each skill of the query, who used it for how long and how lately: parts of no weight, that only the ranking's features look
 * at. As many as there is room for; without weights in the profile none.
 */
export function skillUseParts(parts: readonly Part[], { features }: RankingProfile): Part[] {
	const wanted: [SkillUseFeature, typeof DURATIONS | typeof RECENCIES][] = [];
	if (features.skillDuration !== 0) wanted.push(["skillDuration", DURATIONS]);
	if (features.skillRecency !== 0) wanted.push(["skillRecency", RECENCIES]);
	const found = parts.flatMap((part) => {
		const skill = skillOf(part);
		return skill === null ? [] : wanted.map(([feature, steps]) => usePart(part, skill, feature, steps));
	});
	return found.slice(0, Math.max(0, QUERY_LIMITS.groups - parts.length));
}

function usePart(
	{ clause, span }: Part,
	skill: string,
	feature: SkillUseFeature,
	steps: typeof DURATIONS | typeof RECENCIES,
): Part {
	const alternatives = steps.map(({ step, worth }) => ({
		node: { op: "word", word: useToken(skill, step), fields: ["skill"] } satisfies Condition,
		weight: worth,
		way: "synonym" as const,
		label: null,
		words: [],
	}));
	return { clause, span, role: "wish", weight: 0, alternatives, feature };
}

/** The vocabulary's id of the skill that a part asks for by all its names. */
function skillOf({ alternatives, role }: Part): string | null {
	for (const { way, node } of alternatives) {
		if (role === "optional" || way !== "synonym" || node.op !== "or") continue;
		for (const one of node.of) if (one.op === "word" && one.word.startsWith("skill:")) return one.word.slice(6);
	}
	return null;
}
