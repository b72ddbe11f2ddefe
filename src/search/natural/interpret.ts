import type { Recognizer } from "../../analysis/recognizer.ts";
import { isFiller, isStopWord } from "../../analysis/stop-words.ts";
import { tokenize } from "../../analysis/tokenize.ts";
import type { Clause, Interpretation } from "../../domain/interpretation.ts";
import type { Lint, ParsedQuery, QueryNode, Span } from "../../domain/query.ts";
import { say } from "../../domain/sentence.ts";
import { LEFT_OUT, overlaps } from "../phrases/found.ts";
import { LintLog, quoted } from "../query/lint.ts";
import { parseQuery } from "../query/parse.ts";
import { LONGEST, readClauses, readDistances } from "./clauses.ts";
import type { Draft } from "./draft.ts";
import { equivalentsIn } from "./equivalents.ts";
import { inexperienceIn } from "./inexperience.ts";
import { joinedLimits } from "./joined-limits.ts";
import { limitsApart, topOf } from "./limits-apart.ts";
import type { NamedPlace } from "./place-words.ts";
import { placed } from "./placed.ts";
import { printed } from "./printed.ts";
import { withoutRemarks } from "./remarks.ts";
import { requestWords } from "./request-words.ts";
import { agesIn, blanked, type Silent, sexesIn, withoutSilence } from "./silence.ts";
import { undemandedIn } from "./undemanded.ts";
import { unsearchedIn } from "./unsearched.ts";
import { closed, partsOf, writtenDrafts } from "./written.ts";

export interface Interpreted {
	readonly query: ParsedQuery;
	readonly interpretation: Interpretation;
}

/**
 * Reads a query. Plain words are understood by rules: who writes them need not know that there is a language. What has a sign, a field,
 * a quote or brackets is taken as it is written, and so is all that AND or OR joins but for limits before and behind it. Spans stay those of the text.
 * @param disabled ids of clauses that are switched off
 * @throws TributaryError `invalid-query` beyond the limits of a query
 */
export function interpret(text: string, recognizer: Recognizer, disabled: readonly string[] = []): Interpreted {
	const { root, lint, natural, clauses } = understand(text, recognizer, disabled);
	const query = root === null ? "" : printed(root, text, (form) => understand(form, recognizer, []).root);
	return { query: { root, normalForm: query, lint }, interpretation: { natural, clauses, query } };
}

interface Understood extends Omit<ParsedQuery, "normalForm">, Omit<Interpretation, "query"> {}

function understand(written: string, recognizer: Recognizer, disabled: readonly string[]): Understood {
	const idle = written.length > LONGEST ? [] : equivalentsIn(written);
	const understood = understandAll(blanked(written, idle, LEFT_OUT), recognizer, disabled);
	return idle.length === 0 ? understood : { ...understood, lint: [...understood.lint, ...lintOf(idle)] };
}

function lintOf(silent: readonly Silent[]): readonly Lint[] {
	const log = new LintLog();
	for (const { code, message, ...span } of silent) log.add("ignored", code, span, message);
	return log.entries();
}

function understandAll(text: string, recognizer: Recognizer, disabled: readonly string[]): Understood {
	const isWords = (node: QueryNode) => isPlain(node, text);
	const apart = joinedLimits(limitsApart(text, recognizer, isWords), text, recognizer, isWords);
	const parsed = withoutRemarks(apart, isWords);
	const written = topOf(parsed.root);
	const signed = written.filter((node) => !isWords(node)).map(({ span }) => ({ ...span, end: closed(span, text) }));
	const natural = signed.length === 0;
	const isRead = (natural || signed.length < written.length) && text.length <= LONGEST;
	// Of two NOTs neither stands in the tree.
	const repeated = parsed.lint.filter(({ code }) => code === "repeated-not").map(({ span }) => span);
	const plain = blanked(text, [...signed, ...repeated]);
	const beginsWithTitle = (words: string) => recognizer.titles(tokenize(words)).some((title) => title.start === 0);
	const people = isRead
		? [
				...agesIn(plain),
				...sexesIn(plain, beginsWithTitle),
				...inexperienceIn(plain),
				...unsearchedIn(plain),
				...undemandedIn(plain),
			]
		: [];
	const asked = blanked(plain, people);
	const { drafts: found, doubtful } = isRead
		? readClauses(asked, recognizer)
		: { drafts: readDistances(text), doubtful: [] };
	const understood = found.filter((draft) => fits(draft, written, text) && (!isRead || !touches(draft, signed)));
	const silent = isRead ? [...people, ...requestWords(asked, understood)] : [];
	const spoken = withoutSilence(parsed.root, written, silent);
	const nodes = topOf(spoken.root);
	const read = understood.filter((draft) => fits(draft, nodes, text));
	const rules = read.filter(({ asWritten }) => asWritten !== true);
	// What was read among operators stands beside the whole; otherwise each part that ANDs join is one.
	const parts = natural || rules.length > 0 ? nodes : partsOf(spoken.root);
	const drafts = natural ? read : withWritten(rules, parts, { root: spoken.root, text, recognizer });
	const weighed = withCore(drafts, parts);
	const clauses = clausesOf(weighed, text, new Set(disabled));
	const root = rewritten(spoken.root, parts, weighed, clauses, text);
	const replaced: readonly Span[] = [...rules, ...spoken.lint.map(({ span }) => span)];
	// What was said of the words holds no longer where a clause stands for them.
	const said = parsed.lint.filter(({ span }) => !touches(span, replaced));
	const places = natural ? [...doubtfulLint(doubtful), ...pronounLint(topOf(root))] : doubtfulLint(doubtful);
	const lint = [...said, ...spoken.lint, ...remarksOf(rules), ...yearsLint(rules), ...places];
	return { root, lint, natural, clauses };
}

function remarksOf(drafts: readonly Draft[]): readonly Lint[] {
	const log = new LintLog();
	for (const { remark, start, end } of drafts)
		if (remark !== undefined) log.add("understood", remark.code, { start, end }, remark.message);
	return log.entries();
}

const touches = (span: Span, others: readonly Span[]): boolean => others.some((other) => overlaps(span, other));

function doubtfulLint(places: readonly NamedPlace[]): readonly Lint[] {
	const log = new LintLog();
	for (const place of places) {
		const message = say`${quoted(place.name)} is searched as a word, as names are. For people who live there write ${quoted(`in ${place.name}`)}.`;
		log.add("ambiguous", "place-or-name", place, message);
	}
	return log.entries();
}

/** "10 years java, 5 years python". */
function yearsLint(drafts: readonly Draft[]): readonly Lint[] {
	const log = new LintLog();
	const [, ...more] = drafts.filter(({ kind, query }) => kind === "years" && query.startsWith("years:>"));
	const message = say`Years are those of all jobs together: how long somebody has worked with one skill is in no record.`;
	for (const { start, end } of more) log.add("ambiguous", "years-of-skill", { start, end }, message);
	return log.entries();
}

/** Small "us" may be a mere "find us a nurse". */
function pronounLint(nodes: readonly QueryNode[]): readonly Lint[] {
	const log = new LintLog();
	for (const node of nodes) {
		if (node.kind !== "term" || node.text !== "us" || node.scope !== null) continue;
		const message = say`${quoted("us")} is searched as a word. For people in the country write ${quoted("US")}.`;
		log.add("ambiguous", "place-or-name", node.span, message);
	}
	return log.entries();
}

/** Of what is wished for beside the occupation. */
const BESIDE_CORE = 0.5;

/**
 * Who asks for a nurse in Berlin asks for a nurse: beside a wish for a place, years, a language or a degree that was read the words that
 * say what somebody is and knows are strongly wanted, too, and count for more than the wish. A sign or a weight says otherwise.
 */
function withCore(drafts: readonly Draft[], parts: readonly QueryNode[]): readonly Draft[] {
	const isWish = ({ role, asWritten }: Draft) => role === "must" && asWritten !== true;
	const isCore = (draft: Draft) =>
		draft.role === "wanted" &&
		draft.kind !== "employer" &&
		!draft.query.startsWith("%") &&
		!tokenize(draft.query).every(isFiller) &&
		parts.every((node) => !overlaps(node.span, draft) || (node.kind !== "not" && !node.level && !node.weight));
	if (!drafts.some(isWish) || !drafts.some((draft) => isCore(draft) && draft.kind !== "seniority")) return drafts;
	return drafts.map((draft) => {
		if (isWish(draft)) return { ...draft, weight: BESIDE_CORE };
		return isCore(draft) ? { ...draft, role: "must" } : draft;
	});
}

/** The parts of a query with operators, those that something else was read in taken out. */
function withWritten(
	read: readonly Draft[],
	parts: readonly QueryNode[],
	{ root, text, recognizer }: { root: QueryNode | null; text: string; recognizer: Recognizer },
): Draft[] {
	const free = parts.filter(({ span }) => !touches(span, read));
	const demanded = root?.kind === "and" && root.explicit && parts.length > 1;
	const written = writtenDrafts(free, text, recognizer, demanded);
	return [...read, ...written].toSorted((one, other) => one.start - other.start);
}

/** "München +50km": no word is demanded so. */
const DISTANCE = /^\+\d{1,4}\s?(?:km|kms|mi|miles?|meilen)$/iu;

/** A word, or words joined by an "or" or behind a "not" in small letters. */
function isPlain(node: QueryNode, text: string): boolean {
	if (node.kind === "term" && DISTANCE.test(text.slice(node.span.start, node.span.end))) return true;
	if (node.kind === "not")
		return (/^not\s/u.test(text.slice(node.span.start)) || leadsOn(node, text)) && isPlain(node.of, text);
	if (node.level !== undefined || node.weight !== undefined) return false;
	if (node.kind === "term")
		return node.scope === null && !/^["“”„«»]|[\^＾]/u.test(text.slice(node.span.start, node.span.end));
	if (node.kind !== "or" || /[|()]|\b(?:OR|ODER|OU)\b/u.test(text.slice(node.span.start, node.span.end))) return false;
	return node.of.every((child) => isPlain(child, text));
}

const LEADS_ON = /^(?:near|within|based|located|living)$/iu;

/** "NOT in Berlin", "NOT from Siemens": nobody leaves out the small word alone. */
function leadsOn({ of, span }: QueryNode & { readonly kind: "not" }, text: string): boolean {
	if (!/^NOT\s/u.test(text.slice(span.start)) || of.kind !== "term" || of.scope !== null) return false;
	return LEADS_ON.test(of.text) || isStopWord(of.text.toLowerCase(), null);
}

/** A clause replaces whole parts of the query: what it holds only half of was not meant so. */
function fits(draft: Draft, nodes: readonly QueryNode[], text: string): boolean {
	const touched = nodes.filter(({ span }) => overlaps(span, draft));
	if (touched.length === 0) return draft.kind === "exclusion";
	if (draft.asWritten === true) return true;
	const isWithin = ({ span }: QueryNode) => span.start >= draft.start && span.end <= draft.end;
	if (draft.kind !== "exclusion") return touched.every(isWithin);
	// Of "no agencies or java" what is left out must never be asked for instead.
	const words = touched.flatMap((node) => alternativesOf(node, text));
	return words.every((node) => isWithin(node) || !overlaps(node.span, draft));
}

type Term = QueryNode & { readonly kind: "term" };

function alternativesOf(node: QueryNode, text: string): readonly QueryNode[] {
	if (node.kind === "or") return node.of.flatMap((child) => alternativesOf(child, text));
	return node.kind === "term" ? sidesOf(node, text) : [node];
}

function clausesOf(drafts: readonly Draft[], text: string, disabled: ReadonlySet<string>): Clause[] {
	const seen = new Map<string, number>();
	return drafts.map(({ start, end, kind, query, role, weight = 1 }) => {
		const name = `${kind}:${query.toLowerCase()}`;
		const count = (seen.get(name) ?? 0) + 1;
		seen.set(name, count);
		const id = count === 1 ? name : `${name}#${count}`;
		const span = { start, end };
		return { id, kind, span, text: text.slice(start, end), query, role, weight, enabled: !disabled.has(id) };
	});
}

const SIGNS: Readonly<Record<Clause["role"], string>> = { wanted: "", excluded: "", must: "^", required: "+" };

function rewritten(
	root: QueryNode | null,
	nodes: readonly QueryNode[],
	drafts: readonly Draft[],
	clauses: readonly Clause[],
	text: string,
): QueryNode | null {
	const isRuled = (index: number) => drafts[index]?.asWritten !== true;
	const strong = clauses.filter(({ role }, index) => !isRuled(index) && role === "must");
	const gone = clauses.filter(({ enabled }, index) => isRuled(index) || !enabled);
	const added = clauses.filter(({ enabled }, index) => isRuled(index) && enabled);
	if (gone.length === 0) return root;
	const places = gone.map(({ span }) => span);
	const kept = nodes
		.flatMap((node) => without(places, node, text))
		.map((node) => (strong.some(({ span }) => overlaps(span, node.span)) ? strongly(node) : node));
	const isRepeated = ({ query, role }: Clause, index: number) =>
		added.findIndex((one) => one.query === query && one.role === role) < index;
	// A bracket gives the sign to all that is in it.
	const made = added
		.filter((clause, index) => !isRepeated(clause, index))
		.flatMap(({ query, role, weight, span }) =>
			topOf(parseQuery(`${SIGNS[role]}${query}${weight === 1 ? "" : `^${weight}`}`).root).map((node) =>
				placed(node, span),
			),
		);
	const all = [...kept, ...made].toSorted((one, other) => one.span.start - other.span.start);
	const [only] = all;
	if (only === undefined || root === null) return null;
	const explicit = root.kind === "and" && root.explicit && nodes.length > 1;
	return all.length === 1 ? only : { kind: "and", of: all, explicit, span: root.span };
}

/** What is left of a part: of words that a small "or" or a slash joins those that are not gone. */
function without(gone: readonly Span[], node: QueryNode, text: string): readonly QueryNode[] {
	if (!touches(node.span, gone)) return [node];
	if (node.kind === "term") {
		const kept = sidesOf(node, text).filter(({ span }) => !touches(span, gone));
		const [first, last] = [kept[0], kept.at(-1)];
		if (first === undefined || last === undefined) return [];
		const span = { start: first.span.start, end: last.span.end };
		return [{ ...node, text: kept.map((side) => side.text).join("/"), span }];
	}
	if (node.kind !== "or") return [];
	const of = node.of.flatMap((child) => without(gone, child, text));
	return of.length > 1 ? [{ ...node, of }] : of;
}

/** "java/kotlin", "java or kotlin": the words that are one. */
function sidesOf(node: QueryNode & { readonly kind: "term" }, text: string): readonly Term[] {
	const sides = node.text.split("/");
	if (sides.length === 1 || sides.includes("") || node.scope !== null) return [node];
	let { start: from } = node.span;
	const found = sides.map((side, index): Term => {
		const isLast = index === sides.length - 1;
		const start = isLast ? node.span.end - side.length : text.indexOf(side, from);
		from = start + side.length;
		return { ...node, text: side, span: { start, end: from } };
	});
	return found.some(({ span }) => span.start < node.span.start) ? [node] : found;
}

/** Each word by itself, so that words of one title stay beside each other and are read together. */
const strongly = (node: QueryNode): QueryNode => (node.kind === "not" ? node : { ...node, level: "strong" });
