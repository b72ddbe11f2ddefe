import { type City, cityNamed } from "../../analysis/gazetteer/gazetteer.ts";
import { countryByName, regionByName } from "../../analysis/place-names.ts";
import { say } from "../../domain/sentence.ts";
import { type LintLog, quoted } from "./lint.ts";
import type { AnyScope } from "./scope-name.ts";
import { isLeafToken, isPlainWord, type LeafToken, type Token } from "./token.ts";

/** "not in (Berlin OR Munich)", "not from (Siemens or Bosch)", "except for (php or perl)": a small word before brackets says what they name. */

const INSIDE = /^(?:in|en|à)$/iu;
const FROM = /^(?:from|at|bei|aus|von|chez)$/iu;
const SILENT = /^(?:with|for|by|mit|für|avec|con)$/iu;
/** Smaller cities share their names with companies and all kinds of words. */
const LEAST_POPULATION = 100_000;

/**
 * The small word is gone: before places it is `location:`, before names `company:`, else nothing.
 * @param leavesOut whether a word says what NOT says
 */
export function ledBrackets(tokens: readonly Token[], leavesOut: (word: string) => boolean, log: LintLog): Token[] {
	const read: Token[] = [];
	for (const [at, token] of tokens.entries()) {
		const before = read.at(-1);
		const isLed =
			before !== undefined && isNegation(before, leavesOut) && isLead(token) && tokens[at + 1]?.kind === "open";
		if (!isLed) {
			read.push(token);
			continue;
		}
		if (before.kind === "term") read[read.length - 1] = readAsNot(before, log);
		const scope = scopeOf((token as LeafToken).text, wordsInside(tokens, at + 2));
		if (scope !== null) read.push({ kind: "scope", scope, span: token.span });
	}
	return read;
}

/** A word that leaves out, as the operator. */
export function readAsNot({ text, span }: LeafToken, log: LintLog): Token {
	log.add("understood", "look-alike", span, say`${quoted(text)} is read as ${"NOT"}.`);
	return { kind: "operator", operator: "not", written: "capitals", span };
}

const isNegation = (token: Token, leavesOut: (word: string) => boolean): boolean =>
	(token.kind === "operator" && token.operator === "not") || (isPlainWord(token) && leavesOut(token.text));

const isLead = (token: Token): boolean => isPlainWord(token) && leadsBrackets(token.text);

/** Whether a word says, behind a negation, what the brackets behind it name. */
export const leadsBrackets = (word: string): boolean => [INSIDE, FROM, SILENT].some((words) => words.test(word));

/** What the brackets hold beside operators; none where they hold brackets or fields. */
function wordsInside(tokens: readonly Token[], from: number): readonly LeafToken[] {
	const words: LeafToken[] = [];
	for (let at = from; ; at++) {
		const token = tokens[at];
		if (token === undefined || token.kind === "open" || token.kind === "scope" || token.kind === "near") return [];
		if (token.kind === "close") return words;
		if (isLeafToken(token) && !/^(?:or|and|oder|und|ou|et|o|y)$/iu.test(token.text)) words.push(token);
	}
}

/** Null: the small word alone is dropped. */
function scopeOf(lead: string, inside: readonly LeafToken[]): AnyScope | null {
	if (inside.length === 0 || SILENT.test(lead)) return null;
	if (inside.every(({ text }) => isPlace(text))) return "location";
	return FROM.test(lead) && inside.every(({ text }) => /^\p{Lu}/u.test(text)) ? "company" : null;
}

const isLarge = (city: City | null): boolean => city !== null && city.population >= LEAST_POPULATION;

const isPlace = (name: string): boolean =>
	isLarge(cityNamed(name)) || countryByName(name) !== undefined || regionByName(name) !== undefined;
