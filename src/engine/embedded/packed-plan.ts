/**
 * A plan on its way between the threads: as text, which is copied in one piece. To clone the objects that it is made of takes many times as
 * long, and a search asks for the same people several times: what tells who is found is a text of its own, by which the worker knows it again.
 */
import type { Plan } from "../port.ts";

/** What tells who is found. */
export type Asked = Pick<Plan, "filter" | "groups" | "coverage">;
type Rest = Omit<Plan, keyof Asked | "exclude">;

export interface PackedPlan {
	/** JSON; the object itself where it holds what JSON cannot say: a range without an end that is written as infinite. */
	readonly asked: string | Asked;
	/** JSON. */
	readonly rest: string;
}

/** Groups by their object: nobody changes them, and most plans of a search share theirs. */
const texts = new WeakMap<Plan["groups"], string>();

export function packPlan({ filter, groups, coverage, ...rest }: Omit<Plan, "exclude">): PackedPlan {
	const groupsText = texts.get(groups) ?? JSON.stringify(groups);
	texts.set(groups, groupsText);
	const filterText = JSON.stringify(filter);
	const isSaid = !filterText.includes("null") && !groupsText.includes("null");
	return {
		asked: isSaid
			? `{"filter":${filterText},"coverage":${JSON.stringify(coverage)},"groups":${groupsText}}`
			: { filter, groups, coverage },
		rest: JSON.stringify(rest satisfies Rest),
	};
}

export const unpackRest = (packed: PackedPlan): Rest => JSON.parse(packed.rest) as Rest;

export const unpackAsked = ({ asked }: PackedPlan): Asked =>
	typeof asked === "string" ? (JSON.parse(asked) as Asked) : asked;
