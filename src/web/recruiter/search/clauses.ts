import type { Clause } from "../../../domain/interpretation.ts";
import type { Requirement } from "../../../domain/requirement.ts";

/** A query put together again, after one of its parts was changed. */

/** Weights that can be chosen. */
export const WEIGHTS = [0.5, 1, 2, 3, 5] as const;

type Part = Pick<Clause, "query" | "role" | "weight">;

/** What a recruiter can do with a part: say otherwise how much it matters, write it otherwise, or take it away. */
export type Change = Partial<Pick<Part, "role" | "weight">> | { readonly words: string } | null;

/** A query and the ids of its parts that are switched off. */
export interface Written {
	readonly query: string;
	readonly disabled: readonly string[];
}

/**
 * The query after a change of one part. What is written in a request in plain words is changed in its words, so that it stays one; what only the
 * query language can say is said in it, with every other part as it was understood.
 */
export function rewritten(
	{ natural, clauses }: { readonly natural: boolean; readonly clauses: readonly Clause[] },
	before: Written,
	{ id, span: { start, end } }: Clause,
	change: Change,
): Written {
	const words = change === null ? "" : "words" in change ? change.words : null;
	if (words !== null && natural) {
		const [left, right] = [before.query.slice(0, start), before.query.slice(end)];
		const query = words === "" ? joined(left, right) : `${left}${words}${right}`;
		return { query, disabled: before.disabled.filter((other) => other !== id) };
	}
	// Parts that are switched off stay away from the new query.
	const kept = clauses.filter((clause) => clause.enabled || clause.id === id);
	const parts = kept.flatMap((clause): Part[] => {
		if (clause.id !== id) return [clause];
		if (words !== null) return words === "" ? [] : [{ ...clause, query: words }];
		return [{ ...clause, ...change }];
	});
	return { query: parts.map(written).join(" "), disabled: [] };
}

const JOINT = "(?:and|or|with|und|oder|mit|et|ou|avec|y|o|con)";
const JOINT_BEFORE = new RegExp(`(?:^|[\\s,;]+)${JOINT}$`, "iu");
const JOINT_BEHIND = new RegExp(`^${JOINT}(?:[\\s,;]+|$)`, "iu");

/** What is left of a sentence around something that is gone: no comma and no "and" that joins nothing. */
function joined(left: string, right: string): string {
	const comma = /[,;]\s*$/u.test(left) || /^\s*[,;]/u.test(right) ? "," : "";
	const before = left.replace(/[\s,;]+$/u, "").replace(JOINT_BEFORE, "");
	const behind = right.replace(/^[\s,;]+/u, "");
	if (before === "") return behind.replace(JOINT_BEHIND, "");
	return behind === "" ? before : `${before}${comma} ${behind}`;
}

/** Whether a part lets people in or not, whatever sign stands before it; a sign only makes less of it. */
export const isCondition = (query: string): boolean =>
	/^(?:NOT |\(|(?:years|updated|applied|language|stage|source|tag|outcome|in|open-to-work|education|near):)|\sOR\s/u.test(
		query,
	);

const SIGNS: Readonly<Record<Clause["role"], string>> = { wanted: "", must: "^", required: "+", excluded: "NOT " };

/** One word, one phrase, one field with its word, or what stands in brackets: a sign before it is meant for all of it. */
const WHOLE = /^(?:[\w-]+:)?(?:"[^"]*"|\([^()]*\)|[^\s()"]+)$/u;
const JOINED = /\s(?:AND|OR|NOT|NEAR(?:\/\d+)?)\s/u;
/** Words side by side. In brackets they would be a group, which is demanded. */
const SIDE_BY_SIDE = /^[^\s():"]+(?: [^\s():"]+)+$/u;

function written({ query, role, weight }: Part): string {
	const bare = query.replace(/^NOT /, "");
	const tail = weight === 1 ? "" : `^${weight}`;
	const sign = SIGNS[role];
	if (role === "wanted" && weight === 1) return WHOLE.test(bare) || !JOINED.test(bare) ? bare : `(${bare})`;
	if (SIDE_BY_SIDE.test(bare) && !JOINED.test(bare) && (role === "wanted" || role === "must"))
		return bare.replace(/[^ ]+/g, (word) => `${sign}${word}${tail}`);
	// What NOT leaves out has no weight.
	return `${sign}${WHOLE.test(bare) ? bare : `(${bare})`}${role === "excluded" ? "" : tail}`;
}

/** A part as reasons name it, without the signs of how much it matters. */
const bareOf = (clause: string): string =>
	clause
		.replace(/^(?:[+^%]|NOT )/, "")
		.replace(/\^[\d.]+$/, "")
		.replace(/^\(([^()]*)\)$/, "$1");

/** Parts of the query in the words that were typed, or that a requirement is called by: `^years:>=5` as "with 5+ years". */
export type WordsOfParts = (clause: string) => string;

/** @param clauses each with what it is called on the page */
export function wordsOfParts(
	clauses: readonly Pick<Clause, "query" | "text">[],
	requirements: readonly Requirement[],
): WordsOfParts {
	const words = new Map([
		...clauses.map(({ query, text }) => [bareOf(query), text] as const),
		...requirements.map(({ query, label }) => [bareOf(query), label] as const),
	]);
	return (clause) => words.get(bareOf(clause)) ?? bareOf(clause);
}
