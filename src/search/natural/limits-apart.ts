import type { Recognizer } from "../../analysis/recognizer.ts";
import type { ParsedQuery, QueryNode, Span } from "../../domain/query.ts";
import { parseQuery } from "../query/parse.ts";
import { LONGEST, readClauses } from "./clauses.ts";
import type { Draft } from "./draft.ts";
import { closed } from "./written.ts";

type Joined = QueryNode & { readonly kind: "and" | "or" };
type IsPlain = (node: QueryNode) => boolean;

/**
 * "java AND spring in Berlin", "5+ years java OR kotlin": who joins words by AND or OR and ends or begins with a place, years or whom he
 * does not want means that of all of them, and not of the last word or the first. What ANDs join stays demanded. Where each of those
 * that OR joins has a limit of its own it is meant of that one.
 * @param isPlain whether a part of the query is in plain words
 */
export function limitsApart(text: string, recognizer: Recognizer, isPlain: IsPlain): ParsedQuery {
	const whole = parseQuery(text);
	if (!isJoined(whole.root) || text.length > LONGEST) return whole;
	const read: Read = (from, to) => readPart(text, { start: from, end: to }, recognizer);
	const [start, end] = coreOf(text, whole.root, read, isPlain);
	if (start >= end || (start === 0 && end === text.length)) return whole;
	const part = (from: number, to: number) => parseQuery(`${" ".repeat(from)}${text.slice(from, to)}`);
	const [before, core, behind] = [part(0, start), part(start, end), part(end, text.length)];
	const [head, tail] = [topOf(before.root), topOf(behind.root)];
	if (core.root === null || (head.length === 0 && tail.length === 0)) return whole;
	const joined: QueryNode = core.root.kind === "and" ? { ...core.root, level: "must" } : core.root;
	const of = [...head, joined, ...tail];
	const span = { start: of[0]?.span.start ?? 0, end: of.at(-1)?.span.end ?? 0 };
	const root: QueryNode = { kind: "and", explicit: false, of, span };
	return { ...whole, root, lint: [...before.lint, ...core.lint, ...behind.lint] };
}

type Read = (from: number, to: number) => readonly Draft[];

/** Of a part alone: what stands elsewhere says nothing of it, and of a hundred parts each is read once. */
export const readPart = (text: string, { start, end }: Span, recognizer: Recognizer): readonly Draft[] => {
	const [before, behind] = [apart(start), apart(text.length - end)];
	const { drafts } = readClauses(`${before}${text.slice(start, end)}${behind}`, recognizer);
	const moved = start - before.length;
	return drafts.map((draft) => ({ ...draft, start: draft.start + moved, end: draft.end + moved }));
};

/** For so many characters that stand beside a part. */
const apart = (length: number): string => ", ".slice(0, length);

/** What is left of the text without the limits that the first part begins with, and those that the last one ends with. */
function coreOf(text: string, root: Joined, read: Read, isPlain: IsPlain): readonly [start: number, end: number] {
	const [first, last] = [root.of[0], root.of.at(-1)];
	const head = first === undefined ? null : limitsBefore(text, first, read, isPlain);
	const tail = last === undefined ? null : limitsBehind(text, last, read, isPlain);
	// "java in Berlin OR kotlin in Munich".
	const kinds = new Set([...(head?.kinds ?? []), ...(tail?.kinds ?? [])]);
	if (kinds.size === 0) return [0, text.length];
	const own = root.kind === "or" ? root.of.flatMap(({ span }) => read(span.start, closed(span, text))) : [];
	const isOfEach = [...kinds].some((kind) => own.filter((one) => isLimit(one) && one.kind === kind).length > 1);
	return isOfEach ? [0, text.length] : [head?.at ?? 0, tail?.at ?? text.length];
}

interface Limits {
	/** Where they end, or begin. */
	readonly at: number;
	readonly kinds: readonly Draft["kind"][];
}

const isLimit = ({ asWritten }: Draft): boolean => asWritten !== true;
export const nothingIn = (text: string, from: number, to: number): boolean => /^[\s,;.]*$/u.test(text.slice(from, to));

/** Null where there are none, or nothing else is in the part. */
function limitsBefore(text: string, part: QueryNode, read: Read, isPlain: IsPlain): Limits | null {
	if (part.kind !== "and" || part.explicit || !part.of.every(isPlain)) return null;
	const { start, end } = part.span;
	if (/[()]/u.test(text.slice(0, end))) return null;
	const kinds: Draft["kind"][] = [];
	let at = start;
	for (const draft of read(start, end)) {
		if (!isLimit(draft) || !nothingIn(text, at, draft.start)) break;
		at = draft.end;
		kinds.push(draft.kind);
	}
	return kinds.length > 0 && !nothingIn(text, at, end) ? { at, kinds } : null;
}

/** As {@link limitsBefore}; behind brackets, too. */
function limitsBehind(text: string, part: QueryNode, read: Read, isPlain: IsPlain): Limits | null {
	if (part.kind !== "and" || part.explicit) return null;
	const signed = part.of.findLast((node) => !isPlain(node));
	const bracket = signed === undefined ? "" : /^\s*\)+/u.exec(text.slice(signed.span.end))?.[0];
	if (bracket === undefined) return null;
	const from = (signed?.span.end ?? part.span.start) + bracket.length;
	if (/[()]/u.test(text.slice(from))) return null;
	const kinds: Draft["kind"][] = [];
	let at = text.length;
	for (const draft of read(from, text.length).toReversed()) {
		if (!isLimit(draft) || !nothingIn(text, draft.end, at)) break;
		at = draft.start;
		kinds.push(draft.kind);
	}
	return kinds.length > 0 && at > part.span.start && !nothingIn(text, part.span.start, at) ? { at, kinds } : null;
}

/** What stands side by side. */
export function topOf(root: QueryNode | null): readonly QueryNode[] {
	if (root === null) return [];
	const isOpen = root.kind === "and" && !root.explicit && root.level === undefined && root.weight === undefined;
	return isOpen ? root.of : [root];
}

/** By ANDs or ORs, without a sign before them. */
const isJoined = (root: QueryNode | null): root is Joined =>
	root !== null &&
	(root.kind === "or" || (root.kind === "and" && root.explicit)) &&
	root.level === undefined &&
	root.weight === undefined;
