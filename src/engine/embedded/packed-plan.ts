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
	/** The same of all else that is wanted. */
	readonly rest: string | Rest;
}

/** Groups by their object: nobody changes them, and most plans of a search share theirs. */
const texts = new WeakMap<Plan["groups"], string>();

export function packPlan({ filter, groups, coverage, ...rest }: Omit<Plan, "exclude">): PackedPlan {
	const groupsText = texts.get(groups) ?? JSON.stringify(groups);
	texts.set(groups, groupsText);
	const filterText = JSON.stringify(filter);
	const isSaid = isSaidIn(filterText) && isSaidIn(groupsText);
	const restText = JSON.stringify(rest satisfies Rest);
	return {
		asked: isSaid
			? `{"filter":${filterText},"coverage":${JSON.stringify(coverage)},"groups":${groupsText}}`
			: { filter, groups, coverage },
		rest: rest.narrowed === undefined || isSaidIn(restText) ? restText : rest,
	};
}

/** JSON writes both infinities as null. */
const isSaidIn = (text: string): boolean => !text.includes("null");

export const unpackRest = ({ rest }: PackedPlan): Rest =>
	typeof rest === "string" ? (JSON.parse(rest) as Rest) : rest;

export const unpackAsked = ({ asked }: PackedPlan): Asked =>
	typeof asked === "string" ? (JSON.parse(asked) as Asked) : asked;
