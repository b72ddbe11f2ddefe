import type { QueryNode, RangeScope, ScopeName, Span, ValueScope } from "../../domain/query.ts";
import { type Sentence, say } from "../../domain/sentence.ts";
import { isReversed, type Range, rangeOf, rangeText } from "./amount.ts";
import { areaText, readArea } from "./area.ts";
import { type LintLog, quoted } from "./lint.ts";
import { type AnyScope, isRangeScope, isTextScope, nearestOf } from "./scope-name.ts";
import { marksOf } from "./tails.ts";
import type { LeafToken } from "./token.ts";

/** Values that a scope takes, as they stand in records; scopes of free text take any. */
const VALUES: Readonly<Partial<Record<ValueScope, readonly string[]>>> = {
	in: ["ats", "network", "matched"],
	outcome: ["open", "hired", "rejected", "withdrawn"],
	"open-to-work": ["yes", "no"],
	education: ["none", "secondary", "vocational", "bachelor", "master", "doctorate"],
};
const SAME: ReadonlyMap<string, string> = new Map([
	["true", "yes"],
	["1", "yes"],
	["false", "no"],
	["0", "no"],
]);

/**
 * A word of the query in its scope. What a scope does not take is told, and looked for as plain text: somebody who writes
 * "years: java" does not mean that java does not matter.
 */
export function leafNode(word: LeafToken, scope: AnyScope | null, span: Span, log: LintLog): QueryNode {
	if (scope === null || isTextScope(scope)) return wordNode(word, scope, span);
	// As in a phrase: rare blanks do not part words elsewhere in a query.
	const token = { ...word, text: word.text.replace(/\s+/g, " ").trim() };
	const isQuoted = token.kind === "phrase" || token.kind === "fuzzy";
	const range = isRangeScope(scope) && !isQuoted ? rangeOf(scope, token.text) : null;
	if (range !== null) {
		if (isReversed(scope as RangeScope, token.text)) sayReversed(scope as RangeScope, range, token.span, log);
		return { kind: "range", scope: scope as RangeScope, ...range, ...marksOf(token), span };
	}
	if (scope === "years" || scope === "updated") {
		const example = scope === "years" ? "years:5..10, years:>=5 or years:5+" : "updated:<90d (d, w, m, y)";
		return wrong(token, span, [say`${scope}: takes numbers, as ${example}.`], log);
	}
	return valueNode(token, scope, span, log);
}

function wordNode(token: LeafToken, scope: ScopeName | null, span: Span): QueryNode {
	const { text } = token;
	const marks = marksOf(token);
	switch (token.kind) {
		case "phrase":
			return { kind: "phrase", text, ...(token.slop === undefined ? {} : { slop: token.slop }), scope, ...marks, span };
		case "fuzzy":
			return {
				kind: "fuzzy",
				text,
				...(token.edits === undefined ? {} : { edits: token.edits }),
				scope,
				...marks,
				span,
			};
		case "amount":
		case "term":
			return { kind: "term", text, scope, ...marks, span };
		case "prefix":
			return { kind: "prefix", text, scope, ...marks, span };
		case "wildcard":
			return { kind: "wildcard", text, scope, ...marks, span };
	}
}

function valueNode(token: LeafToken, scope: ValueScope, span: Span, log: LintLog): QueryNode {
	if (["prefix", "wildcard", "fuzzy"].includes(token.kind) || token.slop !== undefined) {
		const message = say`${scope}: compares whole values; * ? and ~ have no meaning here.`;
		log.add("ignored", "whole-value", token.span, message);
	}
	const value = (text: string): QueryNode => ({ kind: "value", scope, text, ...marksOf(token), span });
	if (scope === "near") {
		const area = readArea(token.text);
		if (area?.isCut === true) {
			const message = say`A distance lies between 1 and 20,000 km: ${quoted(token.text)} is read as ${areaText(area)}.`;
			log.add("ambiguous", "distance-out-of-range", token.span, message);
		}
		return area === null
			? wrong(token, span, [say`near: takes a place and a distance, as near:berlin~50km or near:"new york~30mi".`], log)
			: value(areaText(area));
	}
	const allowed = VALUES[scope];
	if (allowed === undefined) return value(token.text);
	const written = token.text.toLowerCase().normalize("NFKC");
	const known = SAME.get(written) ?? written;
	if (allowed.includes(known)) return value(known);
	const nearest = nearestOf(allowed, known);
	const meant = nearest === null ? [] : [say`Did you mean ${scope}:${nearest}?`];
	return wrong(token, span, [say`${scope}: takes ${allowed.join(", ")}.`, ...meant], log);
}

function wrong(token: LeafToken, span: Span, takes: readonly Sentence[], log: LintLog): QueryNode {
	log.add("error", "wrong-value", span, ...takes, say`${quoted(token.text)} is searched as plain text in all fields.`);
	// In quotes, so that no word of it is read as an operator.
	return { kind: "phrase", text: token.text, scope: null, ...marksOf(token), span };
}

function sayReversed(scope: RangeScope, range: Range, span: Span, log: LintLog): void {
	const message = say`The larger end stands first; it is read as ${scope}:${rangeText(scope, range)}.`;
	log.add("understood", "reversed-range", span, message);
}
