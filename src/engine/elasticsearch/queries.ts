import type { estypes } from "@elastic/elasticsearch";
import { fold } from "../../analysis/fold.ts";
import type { TextField } from "../../domain/document.ts";
import { EVERY_FIELD } from "../scoring.ts";
import { nearQuery } from "./near.ts";
import { fieldsOf, type Resolved } from "./resolve.ts";
import type { StoreKeys } from "./store-keys.ts";

type Query = NonNullable<estypes.QueryDslQueryContainer>;

const EVERYBODY: Query = { match_all: {} };
const NOBODY: Query = { match_none: {} };

/** A condition as Elasticsearch is asked it. It selects; nothing that it scores is used. */
export function queryOf(node: Resolved, keys: StoreKeys): Query {
	switch (node.op) {
		case "all":
			return EVERYBODY;
		case "none":
			return NOBODY;
		case "words":
			return node.fields === EVERY_FIELD
				? { terms: { words: node.words.map((word) => keys.word(word)) } }
				: anyOf(fieldsOf(node.fields).map((field) => leafIn(node, field, keys)));
		case "phrase":
			return anyOf(fieldsOf(node.fields).map((field) => leafIn(node, field, keys)));
		case "facet":
			return {
				terms: { [`found.${node.facet}`]: node.values.map((value) => keys.value("folded", node.facet, fold(value))) },
			};
		case "range":
			return rangeQuery(node);
		case "near":
			return nearQuery(node.near, node.atEdge);
		case "ids":
			return { ids: { values: node.ids.map((id) => keys.id("person", id)) } };
		case "linked":
			return { exists: { field: "link" } };
		case "and":
			return node.of.length === 0 ? EVERYBODY : { bool: { filter: node.of.map((child) => queryOf(child, keys)) } };
		case "or":
			return anyOf(node.of.map((child) => queryOf(child, keys)));
		case "not":
			return { bool: { must_not: [queryOf(node.of, keys)] } };
	}
}

export const anyOf = (queries: Query[]): Query => {
	if (queries.length === 0) return NOBODY;
	return queries.length === 1 ? (queries[0] as Query) : { bool: { should: queries, minimum_should_match: 1 } };
};

/** Words or a phrase in one text field. */
export function leafIn(node: Extract<Resolved, { op: "words" | "phrase" }>, field: TextField, keys: StoreKeys): Query {
	const name = `text.${field}`;
	const tokens = node.words.map((word) => keys.word(word));
	if (node.op === "words") return { terms: { [name]: tokens } };
	if (node.slop === 0) return { match_phrase: { [name]: tokens.join(" ") } };
	const intervals = tokens.map((query) => ({ match: { query } }));
	return { intervals: { [name]: { all_of: { intervals, ordered: false, max_gaps: node.slop } } } };
}

function rangeQuery({
	column,
	min = Number.NEGATIVE_INFINITY,
	max = Number.POSITIVE_INFINITY,
}: Extract<Resolved, { op: "range" }>): Query {
	const field = `columns.${column}`;
	if (min === Number.POSITIVE_INFINITY || max === Number.NEGATIVE_INFINITY) return NOBODY;
	const ends = { ...(Number.isFinite(min) ? { gte: min } : {}), ...(Number.isFinite(max) ? { lte: max } : {}) };
	return Object.keys(ends).length === 0 ? { exists: { field } } : { range: { [field]: ends } };
}
