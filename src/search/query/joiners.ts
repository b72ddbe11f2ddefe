import type { LintLog } from "./lint.ts";
import type { Token } from "./token.ts";

/**
 * Decides what `and`, `or` and `not` in small letters mean. Inside brackets, and beside a phrase, bracket, prefix or scope,
 * the writer is plainly building a Boolean query: they are operators. Between plain words they only join words and are left out.
 */
export function resolveJoiners(tokens: readonly Token[], log: LintLog): Token[] {
	let depth = 0;
	const kept: Token[] = [];
	tokens.forEach((token, index) => {
		if (token.kind === "open") depth += 1;
		else if (token.kind === "close") depth = Math.max(0, depth - 1);
		if (token.kind !== "operator" || token.written !== "small" || isClear(tokens, index, depth, log)) kept.push(token);
	});
	return kept;
}

const BEGINS: ReadonlySet<Token["kind"]> = new Set(["open", "scope", "term", "phrase", "prefix"]);
const ENDS: ReadonlySet<Token["kind"]> = new Set(["close", "term", "phrase", "prefix"]);

function isClear(tokens: readonly Token[], index: number, depth: number, log: LintLog): boolean {
	const token = tokens[index];
	if (token?.kind !== "operator") return false;
	const before = tokens[index - 1];
	const after = tokens[index + 1];
	const name = token.operator.toUpperCase();
	const joins = after !== undefined && startsOperand(after) && (token.operator === "not" || endsOperand(before));
	const boolean = depth > 0 || isMarked(after) || (token.operator !== "not" && isMarked(before));
	if (joins && boolean) {
		log.add("understood", "small-operator", token.span, `“${token.operator}” is read as ${name}.`);
		return true;
	}
	const level = token.operator === "and" ? "ignored" : "ambiguous";
	const cure = `For the operator write ${name}, for the word write "${token.operator}" in quotes.`;
	log.add(level, "small-operator", token.span, `“${token.operator}” only joins words here and is left out. ${cure}`);
	return false;
}

const startsOperand = (token: Token) =>
	BEGINS.has(token.kind) || (token.kind === "operator" && token.operator === "not");
const endsOperand = (token: Token | undefined) => token !== undefined && ENDS.has(token.kind);
/** What nobody writes by accident. */
const isMarked = (token: Token | undefined) =>
	token !== undefined && token.kind !== "term" && token.kind !== "operator";
