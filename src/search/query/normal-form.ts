import type { QueryNode } from "../../domain/query.ts";
import { rangeOf, rangeText, startsWithUnit } from "./amount.ts";
import { LEVEL_SIGNS } from "./characters.ts";
import { isForeignOperator, leavesOut } from "./joiners.ts";
import { leadsBrackets } from "./led-brackets.ts";
import { phoneEnd } from "./phone.ts";
import { isRangeScope } from "./scope-name.ts";

/** Words that would be read together with those beside them, and how they are kept apart: by commas, or by a weight that changes nothing. */
export interface KeptApart {
	readonly words: ReadonlySet<QueryNode>;
	readonly by: "," | "^1";
}

const NOTHING: KeptApart = { words: new Set(), by: "," };

/**
 * Prints a tree as a query that reads back as the same tree: scopes at each word, straight signs, brackets where needed.
 * @param apart what else is needed where the query is read as plain words, too
 */
export function normalForm(node: QueryNode, apart: KeptApart = NOTHING): string {
	if (node.kind === "not") return `NOT ${inBrackets(node.of, apart)}`;
	const { level, weight } = node;
	if (level === undefined && weight === undefined) {
		const form = unmarkedForm(node, apart);
		return apart.by === "^1" && apart.words.has(node) ? `${form}^1` : form;
	}
	const sign = level === undefined ? "" : LEVEL_SIGNS[level];
	const inner = unmarkedForm(node, apart);
	// "+5" is a number and "+49 30 ..." a phone number.
	const isNumber = sign === "+" && /^[(\d]/.test(inner);
	const isNear = node.kind === "phrase" && node.near !== undefined;
	const text = isJoined(node) || isNear || isNumber ? `(${inner})` : inner;
	return `${sign}${text}${weight === undefined ? "" : `^${weight}`}`;
}

type Unmarked = Exclude<QueryNode, { readonly kind: "not" }>;

function unmarkedForm(node: Unmarked, apart: KeptApart): string {
	switch (node.kind) {
		case "or":
			return node.of.map((child) => inBrackets(child, apart)).join(" OR ");
		case "and":
			return sideBySide(node, apart);
		default:
			return leafForm(node);
	}
}

const inBrackets = (node: QueryNode, apart: KeptApart): string =>
	needsBrackets(node) ? `(${normalForm(node, apart)})` : normalForm(node, apart);

function sideBySide(node: QueryNode & { readonly kind: "and" }, apart: KeptApart): string {
	const parts = node.of.map((child) => inBrackets(child, apart));
	if (node.explicit) return parts.join(" AND ");
	const all = keptApart(parts);
	if (formsPhone(all) || formsUnit(all)) return all.join(", ");
	const isKept = (at: number) => apart.by === "," && apart.words.has(node.of[at] as QueryNode);
	return all.reduce((text, part, at) => `${text}${isKept(at - 1) && isKept(at) ? "," : ""} ${part}`);
}

/** From the last on: brackets are what a word before them may belong to. */
function keptApart(parts: readonly string[]): readonly string[] {
	const all: string[] = [];
	for (const [at, part] of [...parts.entries()].toReversed()) {
		const next = all[0] ?? "";
		const isApart = formsScope(part, next) || formsNot(part, next) || formsLed(parts[at - 1] ?? "", part, next);
		all.unshift(isApart ? `(${part})` : part);
	}
	return all;
}

/** Whether a word and the scope behind it would be read as one scope: "current title:java". */
const formsScope = (part: string, next: string): boolean =>
	/^(?:current|past)$/i.test(part) && /^(?:title|company):/.test(next);

/** Whether a word would leave out the brackets behind it, whatever keeps it apart from others: "no (oder)", "no^1 (oder)". */
const formsNot = (part: string, next: string): boolean =>
	next.startsWith("(") && leavesOut(part.replace(/^(?:NOT )+|\^1$/gu, ""));

/** Whether a small word would say what the brackets behind it leave out: "NOT in (java)", "except in (java)". */
const formsLed = (before: string, part: string, next: string): boolean =>
	next.startsWith("(") &&
	leadsBrackets(part.replace(/^(?:NOT )+/u, "")) &&
	(part.startsWith("NOT ") || leavesOut(before.replace(/^(?:NOT )+/u, "")));

/** Whether numbers that were written apart would be read as one phone number with no more than a space between them. */
function formsPhone(parts: readonly string[]): boolean {
	let end = -1;
	const text = parts.join(" ");
	return parts.some((part) => {
		const start = end + 1;
		end = start + part.length;
		const numbers = part.matchAll(/(?<![\p{L}\p{N}])[+(\d]/gu);
		return numbers.some(({ index }) => (phoneEnd(text, start + index) ?? 0) > end);
	});
}

/** Whether a word behind years would be read as their unit: "5+ years Y". */
const formsUnit = (parts: readonly string[]): boolean =>
	parts.some((part, at) => /years:\S*\d$/.test(part) && startsWithUnit(parts[at + 1] ?? ""));

const isJoined = (node: QueryNode) => node.kind === "and" || node.kind === "or";
/** Of an AND in an OR not for the reading, but readers differ on what binds closer. Signs bring brackets of their own. */
const needsBrackets = (node: QueryNode) =>
	(node.kind === "and" || node.kind === "or") && node.level === undefined && node.weight === undefined;

function leafForm(node: Exclude<Unmarked, { readonly kind: "and" | "or" }>): string {
	const scope = node.scope === null ? "" : `${node.scope}:`;
	switch (node.kind) {
		case "phrase":
			if (node.near !== undefined) return scope + node.near.map((piece) => `"${piece}"`).join(` NEAR/${node.slop} `);
			return `${scope}"${node.text}"${node.slop === undefined ? "" : `~${node.slop}`}`;
		case "prefix":
			return `${scope}${node.text}*`;
		case "fuzzy":
			return `${scope}${node.text}~${node.edits ?? ""}`;
		case "range":
			return `${scope}${rangeText(node.scope, node)}`;
		case "value":
			return `${scope}${isPlainValue(node) ? node.text : `"${node.text}"`}`;
		default:
			return scope === "" && isForeignOperator(node.text) ? `(${node.text})` : `${scope}${node.text}`;
	}
}

/** Whether a value reads back as itself without quotes. */
function isPlainValue({ scope, text }: QueryNode & { readonly kind: "value" }): boolean {
	if (scope === "near") return /^[\p{L}\p{N}-]+~\d+(?:\.\d+)?km$/u.test(text);
	if (!/^[\p{L}\p{N}](?:[\p{L}\p{N}._-]*[\p{L}\p{N}])?$/u.test(text)) return false;
	return !(isRangeScope(scope) && rangeOf(scope, text) !== null);
}
