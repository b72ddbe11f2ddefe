import type { Clause } from "../../../domain/interpretation.ts";
import type { Requirement } from "../../../domain/requirement.ts";

/** A query put together again from its parts, after one of them was changed. */

const SIGNS: Readonly<Record<Clause["role"], string>> = { wanted: "", must: "^", required: "+", excluded: "NOT " };

/** Weights that can be chosen. */
export const WEIGHTS = [0.5, 1, 2, 3, 5] as const;

/** One word, one phrase, one field with its word, or what stands in brackets: a sign before it is meant for all of it. */
const WHOLE = /^(?:[\w-]+:)?(?:"[^"]*"|\([^()]*\)|[^\s()"]+)$/u;

function written({ query, role, weight }: Pick<Clause, "query" | "role" | "weight">): string {
	const bare = query.replace(/^NOT /, "");
	const plain = role === "wanted" && weight === 1;
	const whole = plain || WHOLE.test(bare) ? bare : `(${bare})`;
	return `${SIGNS[role]}${whole}${weight === 1 ? "" : `^${weight}`}`;
}

type Part = Pick<Clause, "query" | "role" | "weight">;

export const queryOf = (parts: readonly Part[]): string => parts.map(written).join(" ");

/** The parts with one changed; `null` takes it away. Parts that are switched off stay away from the new query. */
export function changed(clauses: readonly Clause[], id: string, change: Partial<Part> | null): string {
	const kept = clauses.filter((clause) => clause.enabled || clause.id === id);
	return queryOf(
		kept.flatMap((clause) => (clause.id !== id ? [clause] : change === null ? [] : [{ ...clause, ...change }])),
	);
}

/** A part as reasons name it, without the signs of how much it matters. */
const bareOf = (clause: string): string => clause.replace(/^[+^%]/, "").replace(/\^[\d.]+$/, "");

/** Parts of the query in the words that were typed, or that a requirement is called by: `^years:>=5` as "with 5+ years". */
export type WordsOfParts = (clause: string) => string;

export function wordsOfParts(clauses: readonly Clause[], requirements: readonly Requirement[]): WordsOfParts {
	const words = new Map([
		...clauses.map((clause) => [bareOf(written(clause)), clause.text] as const),
		...requirements.map(({ query, label }) => [query, label] as const),
		...requirements.map(({ query, label }) => [`(${query})`, label] as const),
	]);
	return (clause) => words.get(bareOf(clause)) ?? bareOf(clause);
}
