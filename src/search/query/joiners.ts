import { isStopWord } from "../../analysis/stop-words.ts";
import { say } from "../../domain/sentence.ts";
import type { LintLog } from "./lint.ts";
import { quoted } from "./lint.ts";
import { joinedBySlash } from "./slash.ts";
import type { LeafToken, Token } from "./token.ts";

/**
 * Decides what `and`, `or` and `not` in small letters mean. Inside brackets, and beside a phrase, bracket, prefix or scope,
 * the writer is plainly building a Boolean query: they are operators. Between plain words `or` joins the two words beside it
 * ("senior java or kotlin developer"), `not` leaves out what follows, and `and` says nothing that the space did not say.
 */
export function resolveJoiners(tokens: readonly Token[], log: LintLog): Token[] {
	let depth = 0;
	const kept: Token[] = [];
	for (let index = 0; index < tokens.length; index++) {
		const token = tokens[index] as Token;
		if (token.kind === "open") depth += 1;
		else if (token.kind === "close") depth = Math.max(0, depth - 1);
		if (token.kind === "near" && isShouted(tokens, index)) {
			const message = say`“NEAR” stands in words that are all in capitals and is left out. For words near to each other write NEAR/10.`;
			log.add("ambiguous", "near-in-capitals", token.span, message);
		} else if (token.kind !== "operator" || token.written !== "small" || isClear(tokens, index, depth)) {
			if (token.kind === "operator" && token.written === "small") understood(token, log);
			kept.push(token);
		} else if (readsAsNot(tokens, index)) {
			understood(token, log);
			kept.push(token);
		} else {
			const either = eitherOf(kept.at(-1), token, tokens[index + 1]);
			if (either === null) leftOut(token, log);
			else {
				const message = say`“or” is read as OR between the words beside it: ${quoted(either.text)}. To join more, use brackets.`;
				log.add("understood", "small-operator", token.span, message);
				kept[kept.length - 1] = either;
				index++;
			}
		}
	}
	return kept;
}

/** "JAVA DEVELOPER NEAR BERLIN" asks for a place; with a number the sign is plain. */
function isShouted(tokens: readonly Token[], index: number): boolean {
	const isLoud = (token: Token | undefined) => isPlainWord(token) && /^\P{Ll}*\p{Lu}\P{Ll}*$/u.test(token.text);
	const { start = 0, end = 0 } = tokens[index]?.span ?? {};
	return end - start === "NEAR".length && isLoud(tokens[index - 1]) && isLoud(tokens[index + 1]);
}

type OperatorToken = Token & { readonly kind: "operator" };

const BEGINS: ReadonlySet<Token["kind"]> = new Set([
	"open",
	"scope",
	"level",
	"term",
	"phrase",
	"prefix",
	"wildcard",
	"fuzzy",
	"amount",
]);
const ENDS: ReadonlySet<Token["kind"]> = new Set(["close", "term", "phrase", "prefix", "wildcard", "fuzzy", "amount"]);

function isClear(tokens: readonly Token[], index: number, depth: number): boolean {
	const token = tokens[index];
	if (token?.kind !== "operator") return false;
	const before = tokens[index - 1];
	const after = tokens[index + 1];
	const joins = after !== undefined && startsOperand(after) && (token.operator === "not" || endsOperand(before));
	const boolean = depth > 0 || isMarked(after) || (token.operator !== "not" && isMarked(before));
	return joins && (boolean || (token.operator === "or" && isWholeQuery(tokens)));
}

/** "java or kotlin or scala", and nothing else. */
const isWholeQuery = (tokens: readonly Token[]) =>
	tokens.every((token, index) =>
		index % 2 === 0 ? isPlainWord(token) : token.kind === "operator" && token.operator === "or",
	);

/** "Not only", "not for profit" are no operators. */
function readsAsNot(tokens: readonly Token[], index: number): boolean {
	const token = tokens[index];
	const after = tokens[index + 1];
	if (token?.kind !== "operator" || token.operator !== "not" || after?.kind !== "term") return false;
	return !isStopWord(after.text.toLowerCase(), null) && after.text.toLowerCase() !== "only";
}

/** The two words as one that may be either; null where one of them is no word that can stand for itself. */
function eitherOf(before: Token | undefined, { operator }: OperatorToken, after: Token | undefined): LeafToken | null {
	const isWord = (token: Token | undefined): token is LeafToken =>
		isPlainWord(token) && /\p{L}[\p{L}\p{N}+#]/u.test(token.text);
	return operator === "or" && isWord(before) && isWord(after) ? joinedBySlash(before, after) : null;
}

function understood({ span, operator }: OperatorToken, log: LintLog): void {
	log.add("understood", "small-operator", span, say`“${operator}” is read as ${operator.toUpperCase()}.`);
}

function leftOut({ span, operator }: OperatorToken, log: LintLog): void {
	const level = operator === "and" ? "ignored" : "ambiguous";
	const cure = say`For the operator write ${operator.toUpperCase()}, for the word write "${operator}" in quotes.`;
	log.add(level, "small-operator", span, say`“${operator}” only joins words here and is left out.`, cure);
}

const startsOperand = (token: Token) =>
	BEGINS.has(token.kind) || (token.kind === "operator" && token.operator === "not");
const endsOperand = (token: Token | undefined) => token !== undefined && ENDS.has(token.kind);
const isPlainWord = (token: Token | undefined): token is LeafToken =>
	token?.kind === "term" && token.level === undefined && token.weight === undefined;
/** What nobody writes by accident. */
const isMarked = (token: Token | undefined) =>
	token !== undefined && token.kind !== "operator" && token.kind !== "near" && !isPlainWord(token);
