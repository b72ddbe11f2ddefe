import type { Condition } from "../plan/origin.ts";
import { allOf, anyOf, conditionOf, countsOf } from "../plan/part.ts";
import type { QueryPlan } from "../plan/plan.ts";

/** Who is listed for a job or beside a person: nobody has all of it, so a part is enough, and the order says how much. */

/** Share of the musts that somebody has at least, a must counting as one. */
export const LEAST_SHARE = 0.25;

/** @param leftOut people who are not listed whatever they have; null for nobody */
export function adjusted(plan: QueryPlan, leftOut: Condition | null): QueryPlan {
	const asked = plan.parts.reduce((sum, { role }) => sum + countsOf(role), 0);
	const wishes = plan.parts.filter(({ feature }) => feature === undefined);
	const conditions = [
		plan.base.filter,
		// With nothing but wishes everybody would be listed, those first who have some.
		...(asked === 0 && wishes.length > 0 ? [anyOf(wishes.map(conditionOf))] : []),
		...(leftOut === null ? [] : [{ op: "not", of: leftOut } as const]),
	];
	const minimum = plan.exact && asked === 0 ? 0 : Math.max(1, Math.ceil(asked * LEAST_SHARE));
	return {
		...plan,
		base: {
			...plan.base,
			filter: allOf(conditions),
			coverage: { ...plan.base.coverage, minimum: Math.min(minimum, asked) },
		},
	};
}
