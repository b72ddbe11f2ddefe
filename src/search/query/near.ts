import type { QueryNode, Span } from "../../domain/query.ts";
import { QUERY_LIMITS } from "./limits.ts";

type Joined = QueryNode & { readonly kind: "term" | "phrase" };

/**
 * `a NEAR/5 b` as the phrase `"a b"~5`, in which a phrase stays one, with brackets of alternatives written out: `(a OR b) NEAR/5 c` is `"a c"~5 OR "b c"~5`.
 * NOT before the left side leaves out the whole.
 * @returns null where a side is no word or phrase, or both have a scope of their own, or there are too many pairs
 */
export function nearNode(left: QueryNode, right: QueryNode, distance: number): QueryNode | null {
	const span = { start: left.span.start, end: right.span.end };
	if (left.kind === "not") {
		const of = nearNode(left.of, right, distance);
		return of === null ? null : { kind: "not", of, span };
	}
	const [before, after] = [wordsOf(left), wordsOf(right)];
	if (before === null || after === null || before.length * after.length > QUERY_LIMITS.nearPairs) return null;
	const pairs = before.flatMap((one) => after.map((other) => pairOf(one, other, distance, span)));
	const of = pairs.filter((pair) => pair !== null);
	const [only] = of;
	if (only === undefined || of.length < pairs.length) return null;
	return of.length === 1 ? only : { kind: "or", of, span };
}

/** The words and phrases that a side may be; null where it is more than that. */
function wordsOf(node: QueryNode): readonly Joined[] | null {
	if (node.kind === "not" || node.level !== undefined || node.weight !== undefined) return null;
	if (node.kind === "term" || node.kind === "phrase") return [node];
	if (node.kind !== "or") return null;
	const sides = node.of.map(wordsOf);
	return sides.every((side) => side !== null) ? sides.flat() : null;
}

function pairOf(one: Joined, other: Joined, distance: number, span: Span): Joined | null {
	if (one.scope !== null && other.scope !== null && one.scope !== other.scope) return null;
	const near = [...piecesOf(one), ...piecesOf(other)];
	const text = near.join(" ");
	if (text.length > QUERY_LIMITS.length) return null;
	const slop = Math.max(distance, slopOf(one), slopOf(other));
	const scope = one.scope ?? other.scope;
	if (slop === 0) return { kind: "phrase", text, scope, span };
	return { kind: "phrase", text, slop, ...(near.every(isOneWord) ? {} : { near }), scope, span };
}

/** What stays together: of `"a b"~5` each word for itself. */
function piecesOf(node: Joined): readonly string[] {
	if (node.kind === "phrase" && node.near !== undefined) return node.near;
	return slopOf(node) > 0 ? node.text.trim().split(/\s+/u) : [node.text];
}

/** Whatever has signs in it may be several words of a text. */
const isOneWord = (piece: string): boolean => /^[\p{L}\p{M}\p{N}]+$/u.test(piece);

const slopOf = (node: Joined): number => (node.kind === "phrase" ? (node.slop ?? 0) : 0);
