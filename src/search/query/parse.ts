import type { ParsedQuery, QueryNode, ScopeName, Span } from "../../domain/query.ts";
import { Frame, negated, type Operand } from "./frame.ts";
import { resolveJoiners } from "./joiners.ts";
import { tokensOf } from "./lexer.ts";
import { QUERY_LIMITS, refusal } from "./limits.ts";
import { LintLog } from "./lint.ts";
import { normalForm } from "./normal-form.ts";
import type { LeafToken, Token } from "./token.ts";
import { lintTree } from "./tree-lint.ts";

/**
 * Reads a recruiter's query. Any string is read; what is odd about it is told in the lint, with the place and the cure.
 *
 * ```
 * query    := or
 * or       := and (OR and)*
 * and      := words (AND words)*
 * words    := part part*                 words next to each other are wanted together
 * part     := (NOT | -)* (scope:)? (word | prefix* | "phrase" | "(" or ")")
 * ```
 * Linear in the length of the text; brackets are kept on a list, not on the call stack.
 * @throws TributaryError `invalid-query` beyond {@link QUERY_LIMITS}, and for nothing else
 */
export function parseQuery(text: string): ParsedQuery {
	const log = new LintLog();
	const tokens = resolveJoiners(tokensOf(text, log), log);
	const root = new Parser(log).parse(tokens);
	if (root !== null) lintTree(root, log);
	else if (text.trim() !== "") {
		const message = "There is nothing to look for in this query; everybody who passes the filters is listed.";
		log.add("ignored", "empty-query", { start: 0, end: text.length }, message);
	}
	return { root, normalForm: root === null ? "" : normalForm(root), lint: log.entries() };
}

class Parser {
	readonly #log: LintLog;
	readonly #frames: Frame[] = [new Frame(null, null)];
	#leaves = 0;

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
		else if (token.kind === "close") this.#close(token.span);
		else this.#leaf(token);
	}

	#leaf(token: LeafToken): void {
		// A slash may stand for OR: each side is a word of its own.
		this.#leaves += token.text.split("/").length;
		if (this.#leaves > QUERY_LIMITS.leaves) {
			const problem = `The query has more than ${QUERY_LIMITS.leaves} words and phrases.`;
			throw refusal({ code: "too-many-words", span: token.span, problem, cure: "Keep the ones that matter." });
		}
		const frame = this.#top;
		const scope = frame.scope?.name ?? frame.inherited;
		const start = frame.scope?.span.start ?? token.span.start;
		const node: QueryNode = { kind: token.kind, text: token.text, scope, span: { start, end: token.span.end } };
		frame.scope = null;
		this.#operand(frame, { node, depth: 1 });
	}

	#operand(frame: Frame, operand: Operand): void {
		const { negations } = frame;
		frame.negations = null;
		if (negations !== null && negations.count > 1) {
			const reading = negations.count % 2 === 0 ? "They cancel out." : "They are read as one.";
			this.#log.add("understood", "repeated-not", negations.span, `NOT stands here several times. ${reading}`);
		}
		frame.add(negations !== null && negations.count % 2 === 1 ? negated(operand, negations.span) : operand);
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
			const other = frame.waiting === null ? "Nothing stands before it." : `It follows ${frame.waiting.name} directly.`;
			this.#log.add("ignored", "operator-without-left", token.span, `This ${name} is ignored. ${other}`);
			return;
		}
		if (name === "AND") frame.and();
		else frame.or();
		frame.waiting = { name, span: token.span };
	}

	#scope(name: ScopeName, span: Span): void {
		const frame = this.#top;
		this.#dropScope(frame);
		frame.scope = { name, span };
	}

	#open(span: Span): void {
		const frame = this.#top;
		this.#frames.push(new Frame(span, frame.scope?.name ?? frame.inherited));
		frame.scope = null;
	}

	#close(span: Span): void {
		const frame = this.#top;
		if (frame.open === null) {
			const message = "This bracket closes nothing and is ignored. Put its partner where the group begins.";
			this.#log.add("ambiguous", "unopened-bracket", span, message);
			return;
		}
		this.#leave(frame, { start: frame.open.start, end: span.end });
	}

	#unclosed(): void {
		const frame = this.#top;
		const open = frame.open as Span;
		const message = "This bracket is never closed; it is read as closed at the end of the query.";
		this.#log.add("ambiguous", "unclosed-bracket", open, message);
		this.#leave(frame, open);
	}

	#leave(frame: Frame, span: Span): void {
		const operand = this.#finish(frame);
		this.#frames.pop();
		if (operand === null) {
			this.#log.add("ignored", "empty-brackets", span, "There is nothing between these brackets; they are ignored.");
			this.#dropPending(this.#top);
		} else this.#operand(this.#top, operand);
	}

	#finish(frame: Frame): Operand | null {
		this.#dropPending(frame);
		if (frame.waiting !== null) {
			const { name, span } = frame.waiting;
			const message = `Nothing stands after this ${name}; it is ignored. Add what it should join, or take it out.`;
			this.#log.add("ignored", "operator-without-right", span, message);
		}
		return frame.finish();
	}

	/** A NOT or a scope whose operand never came. */
	#dropPending(frame: Frame): void {
		this.#dropScope(frame);
		if (frame.negations === null) return;
		const message = "Nothing stands after this NOT; it is ignored. Add what it should leave out.";
		this.#log.add("ignored", "operator-without-right", frame.negations.span, message);
		frame.negations = null;
	}

	#dropScope(frame: Frame): void {
		if (frame.scope === null) return;
		const message = `Nothing stands after ${frame.scope.name}: and it is ignored. Write it directly before a word, phrase or bracket.`;
		this.#log.add("ignored", "scope-without-text", frame.scope.span, message);
		frame.scope = null;
	}
}
