import { isStopWord } from "../../analysis/stop-words.ts";
import { say } from "../../domain/sentence.ts";
import { ledBrackets, readAsNot } from "./led-brackets.ts";
import type { LintLog } from "./lint.ts";
import { quoted } from "./lint.ts";
import { withLists } from "./lists.ts";
import { joinedBySlash } from "./slash.ts";
import { isPlainWord, type LeafToken, type Operator, type Token } from "./token.ts";

/**
 * Decides what `and`, `or` and `not` in small letters mean. Inside brackets, and beside a phrase, bracket, prefix or scope,
 * the writer is plainly building a Boolean query: they are operators. Between plain words `or` joins the two words beside it
 * ("senior java or kotlin developer"), `not` leaves out what follows, and `and` says nothing that the space did not say.
 */
export function resolveJoiners(written: readonly Token[], text: string, log: LintLog): Token[] {
	const led = ledBrackets(written, leavesOut, log);
	const meant = led.map((token, at) => translated(token, led[at - 1], led[at + 1], log));
	const tokens = withLists(meant, text, log);
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
				const message = say`${quoted(token.word?.text ?? token.operator)} is read as OR between the words beside it: ${quoted(either.text)}. To join more, use brackets.`;
				log.add("understood", "small-operator", token.span, message);
				kept[kept.length - 1] = either;
				index++;
			}
		}
	}
	return kept;
}

const OF_OTHER_LANGUAGES: ReadonlyMap<string, Operator> = new Map([
	["ODER", "or"],
	["UND", "and"],
	["NICHT", "not"],
	["OU", "or"],
	["ET", "and"],
	["oder", "or"],
	["ou", "or"],
	["o", "or"],
	["and/or", "or"],
	["und/oder", "or"],
	["et/ou", "or"],
	["y/o", "or"],
]);
/** Whether a word that is searched needs brackets to be one. */
export const isForeignOperator = (word: string): boolean => OF_OTHER_LANGUAGES.has(word);
/** "Generation Y", "group O": too short to be read as more than a word. */
const DOUBTFUL: ReadonlyMap<string, Operator> = new Map([
	["O", "or"],
	["Y", "and"],
]);

/** Before a bracket these leave out what is in it: "no (python)", "ohne (Excel)", "sin (java o kotlin)". */
const LEAVES_OUT =
	/^(?:no|non|without|except|excluding|exclude|keine?[nrsm]?|nicht|ohne|außer|ausser|sans|pas|sauf|excluant|sin|excepto|excluyendo|menos|ning[uú]n|ninguna)$/iu;

/** Whether a word before a bracket leaves out what is in it. */
export const leavesOut = (word: string): boolean => LEAVES_OUT.test(word);

/** A word that says in another language what an operator says, where it stands as one. */
function translated(token: Token, before: Token | undefined, after: Token | undefined, log: LintLog): Token {
	if (!isPlainWord(token)) return token;
	const isBehind = before?.kind === "scope" || before?.kind === "level";
	if (after?.kind === "open" && !isBehind && leavesOut(token.text)) return readAsNot(token, log);
	const joins = after !== undefined && startsOperand(after);
	const doubtful = DOUBTFUL.get(token.text);
	if (doubtful !== undefined && joins && endsOperand(before)) {
		const message = say`${quoted(token.text)} is searched as a word. For the operator write ${doubtful.toUpperCase()}.`;
		log.add("ambiguous", "foreign-operator", token.span, message);
	}
	const isEither = token.text.includes("/");
	// "45 y/o": how old somebody is.
	if (isEither && before !== undefined && "text" in before && /^\d+$/u.test(before.text)) return token;
	const operator = OF_OTHER_LANGUAGES.get(isEither ? token.text.toLowerCase() : token.text);
	if (operator === undefined || !joins || isBehind || (operator !== "not" && !endsOperand(before))) return token;
	const { span, text } = token;
	if (isEither || /^\p{Ll}/u.test(text)) return { kind: "operator", operator, written: "small", word: token, span };
	log.add("understood", "look-alike", span, say`${quoted(text)} is read as ${operator.toUpperCase()}.`);
	return { kind: "operator", operator, written: "capitals", span };
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

function understood({ span, operator, word }: OperatorToken, log: LintLog): void {
	log.add(
		"understood",
		"small-operator",
		span,
		say`${quoted(word?.text ?? operator)} is read as ${operator.toUpperCase()}.`,
	);
}

function leftOut({ span, operator, word }: OperatorToken, log: LintLog): void {
	const written = word?.text ?? operator;
	const level = operator === "and" ? "ignored" : "ambiguous";
	const cure = say`For the operator write ${operator.toUpperCase()}, for the word write "${written}" in quotes.`;
	log.add(level, "small-operator", span, say`“${written}” only joins words here and is left out.`, cure);
}

const startsOperand = (token: Token) =>
	BEGINS.has(token.kind) || (token.kind === "operator" && token.operator === "not");
const endsOperand = (token: Token | undefined) => token !== undefined && ENDS.has(token.kind);
/** What nobody writes by accident. */
const isMarked = (token: Token | undefined) =>
	token !== undefined && token.kind !== "operator" && token.kind !== "near" && !isPlainWord(token);
