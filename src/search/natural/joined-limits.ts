import type { Recognizer } from "../../analysis/recognizer.ts";
import type { ParsedQuery, QueryNode, Span } from "../../domain/query.ts";
import { say } from "../../domain/sentence.ts";
import { overlaps } from "../phrases/found.ts";
import { LintLog, quoted } from "../query/lint.ts";
import { normalForm } from "../query/normal-form.ts";
import { parseQuery } from "../query/parse.ts";
import type { Draft } from "./draft.ts";
import { nothingIn, readPart, topOf } from "./limits-apart.ts";
import { placed } from "./placed.ts";
import { withoutNots } from "./written.ts";

const KINDS: ReadonlySet<Draft["kind"]> = new Set(["place", "years", "language", "exclusion"]);

/**
 * "java AND within 50 km of Berlin", "java AND 5+ years", "java AND no agencies": what AND joins is taken as it is written, but for limits that as words would
 * find nobody.
 * @param isPlain whether a part of the query is in plain words
 */
export function joinedLimits(
	parsed: ParsedQuery,
	text: string,
	recognizer: Recognizer,
	isPlain: (node: QueryNode) => boolean,
): ParsedQuery {
	const { root } = parsed;
	const log = new LintLog();
	const replaced: Span[] = [];
	const repeated = parsed.lint.filter(({ code }) => code === "repeated-not").map(({ span }) => span);
	const limitsAlone = (node: QueryNode): readonly QueryNode[] => {
		const span = withNot(node.span, text, repeated);
		const limits = isWords(node, isPlain) ? limitsIn(node, span, { text, recognizer }) : [];
		if (limits.length === 0) return [];
		replaced.push(span);
		const shown = limits.map((limit) => normalForm(limit)).join(" ");
		log.add("understood", "limit", span, say`${quoted(text.slice(span.start, span.end))} is read as ${shown}.`);
		return limits;
	};
	const limitsFor = (node: QueryNode): readonly QueryNode[] => {
		const whole = limitsAlone(node);
		if (whole.length > 0) return whole;
		const parts = besideNots(node).map((part) => (part.kind === "not" ? [part] : limitsAlone(part)));
		return parts.length > 0 && parts.every(({ length }) => length > 0) ? parts.flat() : [node];
	};
	const isJoined = (node: QueryNode) => node.kind === "and" && node.explicit;
	const read = (node: QueryNode): QueryNode =>
		node.kind === "and" && isJoined(node) ? { ...node, of: node.of.flatMap(limitsFor) } : node;
	if (root === null || !topOf(root).some(isJoined)) return parsed;
	const whole = root.kind === "and" && !isJoined(root) ? { ...root, of: root.of.map(read) } : read(root);
	const kept = parsed.lint.filter(({ span }) => !replaced.some((one) => overlaps(one, span)));
	return { root: whole, normalForm: normalForm(whole), lint: [...kept, ...log.entries()] };
}

/** "5+ years NOT travel": the words and what is left out; none where that stands between the words. */
function besideNots(node: QueryNode): readonly QueryNode[] {
	const parts = withoutNots(node);
	const isAmong = parts.some((one, at) => parts.slice(at + 1).some((other) => overlaps(one.span, other.span)));
	return parts.length === 1 || isAmong ? [] : parts;
}

const isWords = (node: QueryNode, isPlain: (node: QueryNode) => boolean): boolean =>
	node.kind === "and"
		? !node.explicit && node.level === undefined && node.weight === undefined && node.of.every(isPlain)
		: isPlain(node);

/** With the "not" before it, which before "in" is no operator; two of them are none. */
function withNot({ start, end }: Span, text: string, repeated: readonly Span[]): Span {
	const not = /(?<![\p{L}\p{N}])not\s+$/iu.exec(text.slice(0, start))?.[0] ?? "";
	const from = start - not.length;
	return repeated.some((one) => overlaps(one, { start: from, end: start })) ? { start, end } : { start: from, end };
}

/** Where nothing but limits is written; a single word ("Deutschkenntnisse") stays one unless it is a number. */
function limitsIn(
	node: QueryNode,
	span: Span,
	{ text, recognizer }: { readonly text: string; readonly recognizer: Recognizer },
): readonly QueryNode[] {
	const { start, end } = span;
	const drafts = readPart(text, span, recognizer);
	const isNegated = start < node.span.start;
	const ends = [start, ...drafts.map((draft) => draft.end)];
	const isLimit = (draft: Draft, at: number) =>
		draft.asWritten !== true &&
		(isNegated ? draft.role === "excluded" : node.kind === "and" ? KINDS.has(draft.kind) : draft.kind === "years") &&
		nothingIn(text, ends[at] ?? start, draft.start);
	if (!drafts.every(isLimit) || !nothingIn(text, ends.at(-1) ?? start, end)) return [];
	return drafts.flatMap(({ query }) => {
		const { root } = parseQuery(query);
		return root === null ? [] : [placed(root, node.span)];
	});
}
