/** Short ways to write people and plans in tests. */
import { type IndexedDocument, TEXT_FIELDS, type TextField } from "../../src/domain/document.ts";
import type { Change, Group, Node, Plan, Retrieved, Scoring } from "../../src/engine/port.ts";

export const SCORING: Scoring = {
	fieldWeights: Object.fromEntries(TEXT_FIELDS.map((field, index) => [field, (12 - index) / 4])) as Record<
		TextField,
		number
	>,
	k1: 1.2,
	b: 0.75,
	coverageWeight: 0.5,
};

export function documentOf(parts: Partial<IndexedDocument> = {}): IndexedDocument {
	return { language: "en", fields: {}, facets: {}, columns: {}, keys: [], link: null, ...parts };
}

/** A person; fields are given as text, words parted by blanks, `|` being a gap. */
export function person(
	id: string,
	texts: Partial<Record<TextField, string>>,
	parts: Partial<IndexedDocument> = {},
): Change {
	const fields = Object.fromEntries(
		Object.entries(texts).map(([field, text]) => [field, text.split(" ").map((word) => (word === "|" ? "" : word))]),
	);
	return { op: "put", collection: "person", id, record: `{"id":"${id}"}`, document: documentOf({ fields, ...parts }) };
}

export const word = (text: string, ...fields: TextField[]): Node => ({
	op: "word",
	word: text,
	...(fields.length > 0 ? { fields } : {}),
});
export const phrase = (text: string, slop?: number): Node => ({
	op: "phrase",
	words: text.split(" "),
	...(slop === undefined ? {} : { slop }),
});
export const group = (...nodes: Node[]): Group => ({
	weight: 1,
	alternatives: nodes.map((node) => ({ node, weight: 1 })),
});

export function planOf(parts: Partial<Plan> = {}): Plan {
	return {
		filter: { op: "all" },
		groups: [],
		coverage: { minimum: 0, people: 100 },
		scoring: SCORING,
		offset: 0,
		limit: 100,
		facets: [],
		...parts,
	};
}

/** Ids of who passes a filter, in byte order. */
export const filtered = (filter: Node): Plan => planOf({ filter });

/** A retrieved answer as plain data, to be compared to the bit. */
export function plain(retrieved: Retrieved): unknown {
	return JSON.parse(
		JSON.stringify(retrieved, (_, value) =>
			ArrayBuffer.isView(value) ? Array.from(value as Float64Array, String) : value,
		),
	);
}
