import type { Recognizer } from "../../analysis/recognizer.ts";
import type { ParsedQuery, QueryNode, Span } from "../../domain/query.ts";
import { parseQuery } from "../query/parse.ts";
import { LONGEST, readClauses } from "./clauses.ts";
import { blanked } from "./silence.ts";

/**
 * "java AND spring in Berlin": who joins words by AND or OR and ends with a place, years or whom he does not want means that of all
 * of them, and not of the last word. What ANDs join stays demanded.
 * @param isPlain whether a part of the query is in plain words
 */
export function tailApart(text: string, recognizer: Recognizer, isPlain: (node: QueryNode) => boolean): ParsedQuery {
	const whole = parseQuery(text);
	const start = tailStart(text, whole.root, recognizer, isPlain);
	if (start === null) return whole;
	const head = parseQuery(text.slice(0, start));
	const tail = parseQuery(`${" ".repeat(start)}${text.slice(start)}`);
	if (head.root === null || tail.root === null) return whole;
	const joined: QueryNode = head.root.kind === "and" ? { ...head.root, level: "must" } : head.root;
	const span = { start: joined.span.start, end: tail.root.span.end };
	const root: QueryNode = { kind: "and", explicit: false, of: [joined, ...topOf(tail.root)], span };
	return { ...whole, root, lint: [...head.lint, ...tail.lint] };
}

/** Where the limits begin that end the last part; null: there are none, or nothing else is in it. */
function tailStart(
	text: string,
	root: QueryNode | null,
	recognizer: Recognizer,
	isPlain: (node: QueryNode) => boolean,
): number | null {
	const last = isJoined(root) ? root.of.at(-1) : undefined;
	if (last?.kind !== "and" || last.explicit || text.length > LONGEST) return null;
	const from = last.span.start;
	if (/[()]/u.test(text.slice(from)) || !last.of.every(isPlain)) return null;
	const { drafts } = readClauses(blanked(text, [{ start: 0, end: from }]), recognizer);
	const nothingBetween = ({ end }: Span, next: number) => /^[\s,;.]*$/u.test(text.slice(end, next));
	let start = text.length;
	for (const draft of drafts.toReversed()) {
		if (draft.asWritten === true || !nothingBetween(draft, start)) break;
		start = draft.start;
	}
	return start > from && start < text.length ? start : null;
}

/** What stands side by side. */
export function topOf(root: QueryNode | null): readonly QueryNode[] {
	if (root === null) return [];
	const isOpen = root.kind === "and" && !root.explicit && root.level === undefined && root.weight === undefined;
	return isOpen ? root.of : [root];
}

/** By ANDs or ORs, without a sign before them. */
const isJoined = (root: QueryNode | null): root is QueryNode & { readonly kind: "and" | "or" } =>
	root !== null &&
	(root.kind === "or" || (root.kind === "and" && root.explicit)) &&
	root.level === undefined &&
	root.weight === undefined;
