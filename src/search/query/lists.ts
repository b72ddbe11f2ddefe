import { countryByName } from "../../analysis/place-names.ts";
import type { Span } from "../../domain/query.ts";
import { say } from "../../domain/sentence.ts";
import { type LintLog, quoted } from "./lint.ts";
import { isLeafToken, type LeafToken, type Token } from "./token.ts";

/**
 * Commas that list what any will do of: the values of a field (`skill:java,kotlin`), and in brackets whom a NOT leaves out
 * (`no (python, java)`). Elsewhere a comma says no more than a space.
 */
export function withLists(tokens: readonly Token[], text: string, log: LintLog): Token[] {
	return excludedLists(valueLists(tokens, text, log), text, log);
}

type Scope = Token & { readonly kind: "scope" };

/** The signs of a value before the comma. */
const COMMA = /^[\^~%\d.]*[,，、]$/u;

function valueLists(tokens: readonly Token[], text: string, log: LintLog): Token[] {
	const read: Token[] = [];
	for (let at = 0; at < tokens.length; ) {
		const token = tokens[at] as Token;
		const values = token.kind === "scope" ? valuesFrom(tokens, at + 1, token, text) : [];
		read.push(token);
		if (token.kind === "scope" && values.length > 1) read.push(...listed(token, values, text, log));
		at += values.length > 1 ? values.length + 1 : 1;
	}
	return read;
}

/** Values that commas without a space join; one or none where it is no list. */
function valuesFrom(tokens: readonly Token[], from: number, scope: Scope, text: string): LeafToken[] {
	const values: LeafToken[] = [];
	for (let at = from; ; at++) {
		const [token, last] = [tokens[at], values.at(-1)];
		if (token === undefined || !isLeafToken(token)) return values;
		const { start } = token.span;
		const isNext = last === undefined ? start === scope.span.end : COMMA.test(text.slice(last.span.end, start));
		if (!isNext) return values;
		values.push(token);
	}
}

function listed(scope: Scope, values: readonly LeafToken[], text: string, log: LintLog): Token[] {
	const [first, last] = [values[0] as LeafToken, values.at(-1) as LeafToken];
	const span = { start: first.span.start, end: last.span.end };
	const written = text.slice(span.start, span.end);
	if (scope.scope === "location" && isPlaceInCountry(values)) {
		const place = values.map((value) => value.text).join(", ");
		return [{ kind: "phrase", text: place, span }];
	}
	const isName = scope.scope === "name";
	const message = isName
		? say`${quoted(written)} is read as parts of one name.`
		: say`${quoted(written)} is a list of which any will do: its commas are read as OR.`;
	log.add("understood", "list", { start: scope.span.start, end: span.end }, message);
	const inside = values.flatMap((value, at) => (at === 0 || isName ? [value] : [or(value.span), value]));
	return [
		{ kind: "open", span: { start: span.start, end: span.start } },
		...inside,
		{ kind: "close", span: { start: span.end, end: span.end } },
	];
}

/** "Berlin,Germany" is one place. */
const isPlaceInCountry = (values: readonly LeafToken[]): boolean =>
	values.length === 2 &&
	values.every((value) => value.level === undefined && value.weight === undefined) &&
	countryByName(values[1]?.text ?? "") !== undefined &&
	countryByName(values[0]?.text ?? "") === undefined;

const or = ({ start }: Span): Token => ({
	kind: "operator",
	operator: "or",
	written: "sign",
	span: { start, end: start },
});

function excludedLists(tokens: readonly Token[], text: string, log: LintLog): Token[] {
	const read: Token[] = [];
	for (let at = 0; at < tokens.length; at++) {
		const token = tokens[at] as Token;
		read.push(token);
		if (token.kind !== "open" || !isLeftOut(tokens, at)) continue;
		const inside = flatFrom(tokens, at + 1);
		const list = listOf(inside, text);
		if (list === null) continue;
		const span = { start: token.span.start, end: tokens[at + 1 + inside.length]?.span.end ?? text.length };
		const message = say`The commas in ${quoted(text.slice(span.start, span.end))} are read as OR: whoever has one of these is left out.`;
		log.add("understood", "list", span, message);
		read.push(...list);
		at += inside.length;
	}
	return read;
}

function isLeftOut(tokens: readonly Token[], open: number): boolean {
	const before = tokens[open - 1]?.kind === "scope" ? tokens[open - 2] : tokens[open - 1];
	return before?.kind === "operator" && before.operator === "not";
}

/** What stands up to the next bracket. */
function flatFrom(tokens: readonly Token[], from: number): readonly Token[] {
	const rest = tokens.slice(from);
	const end = rest.findIndex(({ kind }) => kind === "open" || kind === "close");
	return end === -1 ? rest : rest.slice(0, end);
}

/** The words with an OR for each comma, and for an "and" before the last; null where it is no list. */
function listOf(inside: readonly Token[], text: string): Token[] | null {
	const isPlain = (token: Token) =>
		isLeafToken(token) ||
		token.kind === "scope" ||
		(token.kind === "operator" && token.operator !== "not" && (token.operator === "or" || token.written === "small"));
	if (!inside.every(isPlain)) return null;
	let commas = 0;
	const list = inside.flatMap((token, at): Token[] => {
		if (token.kind === "operator") return [{ ...token, operator: "or", written: "sign" }];
		const before = inside[at - 1];
		if (before === undefined || before.kind === "scope") return [token];
		const isComma = /[,;，；、]/u.test(text.slice(before.span.end, token.span.start));
		if (isComma) commas += 1;
		return isComma && before.kind !== "operator" ? [or(token.span), token] : [token];
	});
	return commas > 0 ? list : null;
}
