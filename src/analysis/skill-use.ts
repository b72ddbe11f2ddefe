/** Tokens that say for how long, and how lately, a person used a skill; they stand in the skill field beside `skill:java`. */

/** From the longest: months of use, the name of the step, how much it is worth. */
export const DURATIONS = [
	{ months: 60, step: "years-5", worth: 1 },
	{ months: 36, step: "years-3", worth: 0.75 },
	{ months: 12, step: "years-1", worth: 0.4 },
] as const;
/** From the latest: months since the last use. */
export const RECENCIES = [
	{ months: 12, step: "now", worth: 1 },
	{ months: 36, step: "lately", worth: 0.5 },
] as const;

export const useToken = (skillId: string, step: string): string => `skill-${step}:${skillId}`;

interface Use {
	/** Of use; absent where nobody knows. */
	readonly months?: number | undefined;
	/** ISO date of any precision; a year counts to its end. */
	readonly lastUsed?: string | undefined;
}

/** @param asOf ISO date that "lately" is counted from */
export function skillUseTokens(
	skillId: string,
	{ months, lastUsed }: Use,
	asOf: string,
): { readonly duration: string | null; readonly recency: string | null } {
	const lasted = DURATIONS.find((one) => (months ?? 0) >= one.months);
	const since = lastUsed === undefined ? Number.NaN : monthOf(asOf) - monthOf(lastUsed);
	const used = RECENCIES.find((one) => since <= one.months);
	return {
		duration: lasted === undefined ? null : useToken(skillId, lasted.step),
		recency: used === undefined ? null : useToken(skillId, used.step),
	};
}

const monthOf = (date: string): number => Number(date.slice(0, 4)) * 12 + (Number(date.slice(5, 7)) || 12);
