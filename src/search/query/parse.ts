import type { Marks, ParsedQuery, QueryNode, Span } from "../../domain/query.ts";
import { say } from "../../domain/sentence.ts";
import { Frame, isMarked, joined, marked, negated, type Operand, unmarked } from "./frame.ts";
import { resolveJoiners } from "./joiners.ts";
import { leafNode } from "./leaf-node.ts";
import { tokensOf } from "./lexer.ts";
import { QUERY_LIMITS, refusal } from "./limits.ts";
import { LintLog, quoted } from "./lint.ts";
import { nearNode } from "./near.ts";
import { normalForm } from "./normal-form.ts";
import type { AnyScope } from "./scope-name.ts";
import { marksOf } from "./tails.ts";
import type { LeafToken, Token } from "./token.ts";
import { lintTree } from "./tree-lint.ts";
import { withWordsApart } from "./unspaced.ts";

/**
 * Reads a recruiter's query. Any string is read; what is odd about it is told in the lint, with the place and the cure.
 *
 * ```
 * query    := or
 * or       := and (OR and)*
 * and      := words (AND words)*
 * words    := near near*                 words next to each other are wanted together
 * near     := part (NEAR/5 part)*
 * part     := (NOT | -)* (+ | ^ | %)? (scope:)? (word | "phrase" | "(" or ")") tail*
 * word     := java | java* | d?v*per | java~ | 5..10
 * tail     := ^3 (weight) | ^ | % | ~5 (behind a phrase: words between; behind a word: letters that differ)
 * ```
 * docs/query-language.md says what each means.
 * Linear in the length of the text; brackets are kept on a list, not on the call stack.
 * @throws TributaryError `invalid-query` beyond {@link QUERY_LIMITS}, and for nothing else
 */
export function parseQuery(text: string): ParsedQuery {
	const log = new LintLog();
	const tokens = resolveJoiners(withWordsApart(tokensOf(text, log), text, log), text, log);
	const root = new Parser(log).parse(tokens);
	if (root !== null) lintTree(root, text, log);
	else if (text.trim() !== "") {
		const message = say`There is nothing to look for in this query; everybody who passes the filters is listed.`;
		log.add("ignored", "empty-query", { start: 0, end: text.length }, message);
	}
	return { root, normalForm: root === null ? "" : normalForm(root), lint: log.entries() };
}

class Parser {
	readonly #log: LintLog;
	readonly #frames: Frame[] = [new Frame(null, null)];
	#leaves = 0;
	#openWords = 0;

	constructor(log: LintLog) {
		this.#log = log;
	}

	parse(tokens: readonly Token[]): QueryNode | null {
		for (const token of tokens) this.#take(token);
		while (this.#frames.length > 1) this.#unclosed();
		return this.#finish(this.#top)?.node ?? null;
	}

	get #top(): Frame {
		return this.#frames.at(-1) as Frame;
	}

	#take(token: Token): void {
		if (token.kind === "operator") this.#operator(token);
		else if (token.kind === "scope") this.#scope(token.scope, token.span);
		else if (token.kind === "open") this.#open(token.span);
		else if (token.kind === "close") this.#close(token);
		else if (token.kind === "near") this.#near(token);
		else if (token.kind === "level") this.#level(token);
		else this.#leaf(token);
	}

	#leaf(token: LeafToken): void {
		this.#count(token);
		const frame = this.#top;
		const scope = frame.scope?.name ?? frame.inherited;
		this.#twoScopes(frame);
		const start = frame.scope?.span.start ?? token.span.start;
		const node = leafNode(token, scope, { start, end: token.span.end }, this.#log);
		frame.scope = null;
		this.#operand(frame, { node, depth: 1 });
	}

	#count(token: LeafToken): void {
		// A slash may stand for OR: each side is a word of its own.
		this.#leaves += token.text.split("/").length;
		if (this.#leaves > QUERY_LIMITS.leaves) {
			const problem = `The query has more than ${QUERY_LIMITS.leaves} words and phrases.`;
			throw refusal({ code: "too-many-words", span: token.span, problem, cure: "Keep the ones that matter." });
		}
		if (token.kind === "prefix" || token.kind === "wildcard" || token.kind === "fuzzy") this.#openWords += 1;
		if (this.#openWords > QUERY_LIMITS.openWords) {
			const problem = `The query has more than ${QUERY_LIMITS.openWords} words with *, ? or ~.`;
			throw refusal({ code: "too-many-open-words", span: token.span, problem, cure: "Write some of them out." });
		}
	}

	#operand(frame: Frame, operand: Operand): void {
		const { negations, level } = frame;
		frame.negations = null;
		frame.level = null;
		if (negations !== null && negations.count > 1) {
			const reading = negations.count % 2 === 0 ? say`They cancel out.` : say`They are read as one.`;
			this.#log.add("understood", "repeated-not", negations.span, say`NOT stands here several times.`, reading);
		}
		const signed =
			level === null ? operand : from(level.span, this.#marked(operand, { level: level.level }, level.span));
		const isNegative = negations !== null && negations.count % 2 === 1;
		if (isNegative && signed.node.kind === "not") {
			const span = { start: negations.span.start, end: signed.node.of.span.start };
			this.#log.add("understood", "repeated-not", span, say`NOT stands here several times.`, say`They cancel out.`);
		}
		if (isNegative && isMarked(signed.node)) {
			const message = say`What NOT leaves out has no weight and is no wish; these signs are ignored.`;
			this.#log.add("ignored", "sign-in-not", signed.node.span, message);
		}
		const read = isNegative ? negated(unmarked(signed), negations.span) : signed;
		frame.add(frame.near === null ? read : this.#joinedNear(frame, read));
	}

	/** With the sign before an operand or the ones behind it. */
	#marked(operand: Operand, marks: Marks, span: Span): Operand {
		const { node } = operand;
		if (node.kind === "not") {
			if (marks.level !== undefined || marks.weight !== undefined)
				this.#log.add(
					"ignored",
					"sign-in-not",
					span,
					say`What NOT leaves out has no weight and is no wish; this sign is ignored.`,
				);
			return operand;
		}
		if (marks.level !== undefined && node.level !== undefined && node.level !== marks.level) {
			const message = say`There are two signs for one part; the one nearer to the word counts.`;
			this.#log.add("ambiguous", "two-signs", span, message);
		}
		return marked(operand, marks);
	}

	#near(token: Token & { readonly kind: "near" }): void {
		const frame = this.#top;
		const isAlone = !frame.hasLeft || frame.near !== null || frame.waiting !== null;
		this.#dropPending(frame);
		if (!isAlone) frame.near = token;
		else
			this.#log.add(
				"ignored",
				"operator-without-left",
				token.span,
				say`This ${"NEAR"} is ignored.`,
				say`Nothing stands before it.`,
			);
	}

	#joinedNear(frame: Frame, right: Operand): Operand {
		const near = frame.near;
		frame.near = null;
		const left = frame.takeLast();
		if (near === null || left === null) return right;
		const node = nearNode(left.node, right.node, near.distance);
		if (node !== null) {
			const message = say`${quoted(normalForm(node))}: in any order, at most ${near.distance} words between.`;
			this.#log.add("understood", "near", node.span, message);
			return { node, depth: depthOf(node) };
		}
		const message = say`NEAR joins two words or phrases, or brackets of them joined by OR, in one field. Here it is read as AND.`;
		this.#log.add("ambiguous", "near-without-words", near.span, message);
		return joined("and", [left, right]);
	}

	#level(token: Token & { readonly kind: "level" }): void {
		this.#top.level = token;
	}

	#operator(token: Token & { readonly kind: "operator" }): void {
		const frame = this.#top;
		if (token.operator === "not") {
			const start = frame.negations?.span.start ?? token.span.start;
			frame.negations = { count: (frame.negations?.count ?? 0) + 1, span: { start, end: token.span.end } };
			return;
		}
		this.#dropPending(frame);
		const name = token.operator === "and" ? "AND" : "OR";
		if (!frame.hasLeft) {
			const other =
				frame.waiting === null ? say`Nothing stands before it.` : say`It follows ${frame.waiting.name} directly.`;
			this.#log.add("ignored", "operator-without-left", token.span, say`This ${name} is ignored.`, other);
			return;
		}
		if (name === "AND") frame.and();
		else frame.or();
		frame.waiting = { name, span: token.span };
	}

	#scope(name: AnyScope, span: Span): void {
		const frame = this.#top;
		this.#dropScope(frame);
		frame.scope = { name, span };
	}

	/** `skill:(title:java)` */
	#twoScopes({ scope, inherited }: Frame): void {
		if (scope === null || inherited === null || scope.name === inherited) return;
		const message = say`There are two scopes for one part: ${scope.name}: counts here, ${inherited}: does not.`;
		this.#log.add("ambiguous", "two-scopes", scope.span, message);
	}

	#open(span: Span): void {
		const frame = this.#top;
		this.#twoScopes(frame);
		this.#frames.push(new Frame(span, frame.scope?.name ?? frame.inherited));
		frame.scope = null;
	}

	#close({ span, ...token }: Token & { readonly kind: "close" }): void {
		const frame = this.#top;
		if (frame.open === null) {
			const message = say`This bracket closes nothing and is ignored. Put its partner where the group begins.`;
			this.#log.add("ambiguous", "unopened-bracket", span, message);
			return;
		}
		this.#leave(frame, { start: frame.open.start, end: span.end }, marksOf(token));
	}

	#unclosed(): void {
		const frame = this.#top;
		const open = frame.open as Span;
		const message = say`This bracket is never closed; it is read as closed at the end of the query.`;
		this.#log.add("ambiguous", "unclosed-bracket", open, message);
		this.#leave(frame, open);
	}

	#leave(frame: Frame, span: Span, marks: Marks = {}): void {
		const operand = this.#finish(frame);
		this.#frames.pop();
		if (operand === null) {
			this.#log.add("ignored", "empty-brackets", span, say`There is nothing between these brackets; they are ignored.`);
			this.#dropPending(this.#top);
		} else this.#operand(this.#top, this.#marked(operand, marks, span));
	}

	#finish(frame: Frame): Operand | null {
		this.#dropPending(frame);
		if (frame.waiting !== null) {
			const { name, span } = frame.waiting;
			const message = say`Nothing stands after this ${name}; it is ignored. Add what it should join, or take it out.`;
			this.#log.add("ignored", "operator-without-right", span, message);
		}
		return frame.finish();
	}

	/** A NOT, a sign, a scope or a NEAR whose operand never came. */
	#dropPending(frame: Frame): void {
		this.#dropScope(frame);
		if (frame.near !== null) {
			const message = say`Nothing stands after this NEAR; it is ignored. Add what should stand near.`;
			this.#log.add("ignored", "operator-without-right", frame.near.span, message);
		}
		frame.near = null;
		if (frame.level !== null) {
			const message = say`Nothing stands after this sign; it is ignored. Write it directly before a word, phrase or bracket.`;
			this.#log.add("ignored", "sign-without-text", frame.level.span, message);
		}
		frame.level = null;
		if (frame.negations === null) return;
		const message = say`Nothing stands after this NOT; it is ignored. Add what it should leave out.`;
		this.#log.add("ignored", "operator-without-right", frame.negations.span, message);
		frame.negations = null;
	}

	#dropScope(frame: Frame): void {
		if (frame.scope === null) return;
		const message = say`Nothing stands after ${frame.scope.name}: and it is ignored. Write it directly before a word, phrase or bracket.`;
		this.#log.add("ignored", "scope-without-text", frame.scope.span, message);
		frame.scope = null;
	}
}

/** A sign before a part belongs to its place. */
function from({ start }: Span, { node, depth }: Operand): Operand {
	return node.kind === "not" ? { node, depth } : { node: { ...node, span: { ...node.span, start } }, depth };
}

/** Of what NEAR was written out to: words, an OR of them, perhaps in a NOT. */
function depthOf(node: QueryNode): number {
	if (node.kind === "not") return 1 + depthOf(node.of);
	return node.kind === "or" ? 2 : 1;
}
