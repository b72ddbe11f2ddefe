import { beginnings } from "../../analysis/completion.ts";
import { editsBetween } from "../../analysis/edit-distance.ts";
import type { Facet, IndexedDocument } from "../../domain/document.ts";
import { compareBytes } from "../order.ts";
import type { Among } from "../port.ts";
import { dictionaryOf } from "./dictionary.ts";

interface WordCount {
	readonly word: string;
	readonly documents: number;
}

/** See `Store.suggest`. */
export function suggest(
	documents: Iterable<IndexedDocument>,
	text: string,
	limit: number,
	among: Among | undefined,
): WordCount[] {
	const found =
		among !== undefined && "facet" in among
			? valuesOf(documents, among.facet).filter(({ word }) => beginnings(word).some((from) => from.startsWith(text)))
			: wordsOf(documents).filter(({ word }) =>
					among === undefined ? word.startsWith(text) : isNear(word, text, among.edits),
				);
	return found.sort((a, b) => b.documents - a.documents || compareBytes(a.word, b.word)).slice(0, limit);
}

const isNear = (word: string, text: string, edits: number) =>
	word !== text && !/[:@/]/.test(word) && editsBetween(text, word, edits) !== null;

const wordsOf = (documents: Iterable<IndexedDocument>): WordCount[] =>
	Array.from(dictionaryOf(documents), ([word, { documents: count }]) => ({ word, documents: count }));

function valuesOf(documents: Iterable<IndexedDocument>, facet: Facet): WordCount[] {
	const counts = new Map<string, number>();
	for (const { facets } of documents)
		for (const value of new Set(facets[facet])) counts.set(value, (counts.get(value) ?? 0) + 1);
	return Array.from(counts, ([word, count]) => ({ word, documents: count }));
}
