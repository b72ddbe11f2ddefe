import type { estypes } from "@elastic/elasticsearch";
import { fold } from "../../analysis/fold.ts";
import type { TextField } from "../../domain/document.ts";
import { runsOf } from "../phrase.ts";
import { EVERY_FIELD } from "../scoring.ts";
import { simplest } from "./either.ts";
import { type Eyes, isGuardedColumn, isGuardedFacet, type Lens } from "./eyes.ts";
import { nearQuery } from "./near.ts";
import { fieldsOf, type Resolved } from "./resolve.ts";

type Query = NonNullable<estypes.QueryDslQueryContainer>;

export const EVERYBODY: Query = { match_all: {} };
export const NOBODY: Query = { match_none: {} };

/** A condition as Elasticsearch is asked it. It selects; nothing that it scores is used. */
export function queryOf(node: Resolved, lens: Lens): Query {
	const { keys, eyes } = lens;
	switch (node.op) {
		case "all":
			return EVERYBODY;
		case "none":
			return NOBODY;
		case "words":
			return node.fields === EVERY_FIELD
				? anywhere(node.words, lens)
				: anyOf(fieldsOf(node.fields).map((field) => leafIn(node, field, lens)));
		case "phrase":
			return anyOf(fieldsOf(node.fields).map((field) => leafIn(node, field, lens)));
		case "facet": {
			const tokens = node.values.map((value) => keys.value("folded", node.facet, fold(value)));
			const name = `found.${node.facet}`;
			if (eyes !== null && isGuardedFacet(node.facet))
				return eyes.inSection({ terms: { [`sections.${name}`]: tokens } });
			return { terms: { [name]: tokens } };
		}
		case "range":
			return rangeQuery(node, eyes);
		case "near":
			return nearQuery(node.near, node.atEdge);
		case "ids":
			return { ids: { values: node.ids.map((id) => keys.id("person", id)) } };
		case "linked":
			return { exists: { field: "link" } };
		case "and":
			return allOf(node.of.map((child) => queryOf(child, lens)));
		case "or":
			return eitherOf(node.of, lens);
		case "not":
			return { bool: { must_not: [queryOf(node.of, lens)] } };
	}
}

/** Matches whoever meets one of some conditions. */
export const eitherOf = (nodes: readonly Resolved[], lens: Lens): Query =>
	anyOf(simplest(nodes).map((node) => queryOf(node, lens)));

export const isNobody = (query: Query): boolean => "match_none" in query;

/** Matches whoever matches all of these. */
export function allOf(queries: readonly Query[]): Query {
	const telling = queries.filter((query) => !("match_all" in query));
	if (telling.some(isNobody)) return NOBODY;
	if (telling.length === 0) return EVERYBODY;
	return telling.length === 1 ? (telling[0] as Query) : { bool: { filter: telling } };
}

export const anyOf = (queries: Query[]): Query => {
	if (queries.length === 0) return NOBODY;
	return queries.length === 1 ? (queries[0] as Query) : { bool: { should: queries, minimum_should_match: 1 } };
};

/** Any of some words, in any field. */
function anywhere(words: readonly string[], { keys, eyes }: Lens): Query {
	const tokens = words.map((word) => keys.word(word));
	if (eyes === null) return { terms: { words: tokens } };
	return anyOf([{ terms: { openWords: tokens } }, eyes.inSection({ terms: { "sections.words": tokens } })]);
}

/** Words or a phrase in one text field. */
export function leafIn(
	node: Extract<Resolved, { op: "words" | "phrase" }>,
	field: TextField,
	{ keys, eyes }: Lens,
): Query {
	const tokens = node.words.map((word) => keys.word(word));
	return eyes !== null && field === "note"
		? eyes.inSection(tokensIn(node, "sections.note", tokens))
		: tokensIn(node, `text.${field}`, tokens);
}

function tokensIn(node: Extract<Resolved, { op: "words" | "phrase" }>, name: string, tokens: readonly string[]): Query {
	if (node.op === "words") return { terms: { [name]: [...tokens] } };
	if (node.slop === 0) return { match_phrase: { [name]: tokens.join(" ") } };
	const inOrder = { ordered: true, max_gaps: 0 };
	const intervals = runsOf({ words: tokens, runs: node.runs }).flatMap(({ words, times }) =>
		Array.from({ length: times }, () => ({ match: { query: words.join(" "), ...(words.length > 1 ? inOrder : {}) } })),
	);
	return { intervals: { [name]: { all_of: { intervals, ordered: false, max_gaps: node.slop } } } };
}

function rangeQuery(
	{ column, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY }: Extract<Resolved, { op: "range" }>,
	eyes: Eyes | null,
): Query {
	const field = `columns.${column}`;
	if (min === Number.POSITIVE_INFINITY || max === Number.NEGATIVE_INFINITY) return NOBODY;
	if (eyes !== null && isGuardedColumn(column)) return eyes.inRange(column, min, max);
	const ends = { ...(Number.isFinite(min) ? { gte: min } : {}), ...(Number.isFinite(max) ? { lte: max } : {}) };
	return Object.keys(ends).length === 0 ? { exists: { field } } : { range: { [field]: ends } };
}
