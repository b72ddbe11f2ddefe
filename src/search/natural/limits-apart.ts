import type { Recognizer } from "../../analysis/recognizer.ts";
import type { ParsedQuery, QueryNode, Span } from "../../domain/query.ts";
import { parseQuery } from "../query/parse.ts";
import { LONGEST, readClauses } from "./clauses.ts";
import type { Draft } from "./draft.ts";
import { blanked } from "./silence.ts";
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
	const read: Read = (written, span) => readPart(written, span, recognizer);
	const [start, end] = coreOf(text, whole.root, read, isPlain);
	if (start >= end || (start === 0 && end === text.length)) return whole;
	const part = (from: number, to: number) => parseQuery(`${" ".repeat(from)}${text.slice(from, to)}`);
	const [before, core, behind] = [part(0, start), part(start, end), part(end, text.length)];
	const [head, tail] = [before, behind].map((limits) => besideOf(limits.root)) as [QueryNode[], QueryNode[]];
	if (core.root === null || (head.length === 0 && tail.length === 0)) return whole;
	const joined: QueryNode = core.root.kind === "and" ? { ...core.root, level: "must" } : core.root;
	const of = [...head, joined, ...tail];
	const span = { start: of[0]?.span.start ?? 0, end: of.at(-1)?.span.end ?? 0 };
	const root: QueryNode = { kind: "and", explicit: false, of, span };
	return { ...whole, root, lint: [...before.lint, ...core.lint, ...behind.lint] };
}

type Read = (text: string, span: Span) => readonly Draft[];

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
	const head = limitsBefore(text, root.of, read, isPlain);
	const tail = limitsBehind(text, root.kind === "and" ? root.of : root.of.slice(-1), read, isPlain);
	// "java in Berlin OR kotlin in Munich".
	const kinds = new Set([...(head?.kinds ?? []), ...(tail?.kinds ?? [])]);
	if (kinds.size === 0) return [0, text.length];
	const own = root.kind === "or" ? root.of.flatMap(({ span }) => read(text, { ...span, end: closed(span, text) })) : [];
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

/**
 * Before brackets and signs; null where there are none, or nothing else is in the part. What a NOT leaves out between them is left out of all,
 * too.
 */
function limitsBefore(text: string, [part]: readonly QueryNode[], read: Read, isPlain: IsPlain): Limits | null {
	if (part?.kind !== "and" || part.explicit) return null;
	const { start, end } = part.span;
	const shown = blankedNots(text, part.of, isPlain);
	const signed = part.of.find((node) => !isPlain(node) && node.kind !== "not");
	const bracket = /\S*\(/u.exec(shown)?.index ?? end;
	const to = Math.min(end, bracket, signed?.span.start ?? end);
	const kinds: Draft["kind"][] = [];
	let at = start;
	for (const draft of to > start ? read(shown, { start, end: to }) : []) {
		if (!isLimit(draft) || !nothingIn(shown, at, draft.start)) break;
		at = draft.end;
		kinds.push(draft.kind);
	}
	return kinds.length > 0 && !nothingIn(text, at, end) ? { at, kinds } : null;
}

/** As {@link limitsBefore}, behind them. */
function limitsBehind(text: string, parts: readonly QueryNode[], read: Read, isPlain: IsPlain): Limits | null {
	const isNot = (node: QueryNode) => node.kind === "not" && !isPlain(node);
	const part = parts.findLast((node) => !isNot(node));
	if (part?.kind !== "and" || part.explicit) return null;
	const end = closed(part.span, text);
	const next = parts[parts.indexOf(part) + 1];
	if (text.slice(end, next?.span.start).includes(")")) return null;
	const wanted = blankedNots(text, part.of, isPlain);
	const shown = next === undefined ? wanted : blanked(wanted, [{ start: end, end: text.length }]);
	const signed = part.of.findLast((node) => !isPlain(node) && node.kind !== "not");
	const from = Math.max(part.span.start, signed?.span.end ?? 0, shown.lastIndexOf(")") + 1);
	const kinds: Draft["kind"][] = [];
	let at = text.length;
	for (const draft of read(shown, { start: from, end: text.length }).toReversed()) {
		if (!isLimit(draft) || !nothingIn(shown, draft.end, at)) break;
		at = draft.start;
		kinds.push(draft.kind);
	}
	return kinds.length > 0 && at > part.span.start && !nothingIn(text, part.span.start, at) ? { at, kinds } : null;
}

/** The text with what NOT leaves out in its place. */
function blankedNots(text: string, nodes: readonly QueryNode[], isPlain: IsPlain): string {
	const nots = nodes.filter((node) => node.kind === "not" && !isPlain(node));
	return blanked(
		text,
		nots.map(({ span }) => ({ ...span, end: closed(span, text) })),
	);
}

/** "in Berlin AND NOT php": limits of the whole query stand beside each other. */
const besideOf = (root: QueryNode | null): QueryNode[] =>
	root?.kind === "and" && root.explicit ? root.of.flatMap(topOf) : [...topOf(root)];

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
