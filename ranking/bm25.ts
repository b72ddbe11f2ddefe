import { LANGUAGES, stem, stemKeys } from "../src/analysis/stem.ts";
import { isStopWord } from "../src/analysis/stop-words.ts";
import { tokenize } from "../src/analysis/tokenize.ts";
import type { IndexedDocument } from "../src/domain/document.ts";
import type { Scored } from "./trec.ts";

/**
 * Plain BM25 (Robertson & Zaragoza 2009, with Lucene's idf that is never below 0): what a search engine does out of the box, to
 * measure ourselves against. All text of a person in one field, bag of words, any of the words; the same tokens, stems and stop
 * words as ours; no vocabulary, no coverage, no fields.
 */
export interface Bm25 {
	/** Everybody with one of the words, best first; equal scores by id in byte order. @param among ids; null: of all */
	search(query: string, depth: number, among: ReadonlySet<string> | null): Scored[];
	/** What each word of the query gives somebody; their points add up to the score. */
	explain(query: string, id: string): Addend[];
}

/** What one word of a query gives one person. */
export interface Addend {
	readonly word: string;
	/** How often the person has the word, in any form. */
	readonly frequency: number;
	readonly idf: number;
	readonly points: number;
}

/** k1: how soon more of a word stops to count. b: how much length counts, 0 to 1. Defaults of Lucene. */
const K1 = 1.2;
const B = 0.75;

/** Tokens that stand for a thing of the vocabulary and not for a word, as `skill:java`. */
const CONCEPT = /^[a-z-]*:/;

interface Posting {
	readonly document: number;
	frequency: number;
}

export function createBm25(documents: Iterable<{ readonly id: string; readonly document: IndexedDocument }>): Bm25 {
	const ids: string[] = [];
	const lengths: number[] = [];
	const postings = new Map<string, Posting[]>();
	for (const { id, document } of documents) {
		const words = wordsOf(document);
		for (const word of words) count(postings, termOf(word, document.language), ids.length);
		ids.push(id);
		lengths.push(words.length);
	}
	const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
	function* addends(query: string): Generator<Addend & { readonly document: number }> {
		for (const word of queryWords(query)) {
			const matches = matchesOf(postings, word);
			const idf = Math.log(1 + (ids.length - matches.size + 0.5) / (matches.size + 0.5));
			for (const [document, frequency] of matches) {
				const norm = K1 * (1 - B + (B * (lengths[document] ?? 0)) / average);
				yield { document, word, frequency, idf, points: (idf * frequency * (K1 + 1)) / (frequency + norm) };
			}
		}
	}
	return {
		search(query, depth, among) {
			const scores = new Map<number, number>();
			for (const { document, points } of addends(query)) scores.set(document, (scores.get(document) ?? 0) + points);
			const all = [...scores].map(([document, score]) => ({ id: ids[document] as string, score }));
			const found = among === null ? all : all.filter(({ id }) => among.has(id));
			return found.sort((one, other) => other.score - one.score || (one.id < other.id ? -1 : 1)).slice(0, depth);
		},
		explain(query, id) {
			const own = [...addends(query)].filter(({ document }) => ids[document] === id);
			return own.map(({ document: _, ...addend }) => addend);
		},
	};
}

const wordsOf = ({ fields }: IndexedDocument): string[] =>
	Object.values(fields).flatMap((tokens) => tokens.filter((token) => token !== "" && !CONCEPT.test(token)));

/** A word of a document in the form that it is found by: its stem where the language is known and has stems. */
const termOf = (word: string, language: string | null) =>
	language !== null && LANGUAGES.includes(language) ? `${language}:${stem(word, language)}` : word;

function count(postings: Map<string, Posting[]>, term: string, document: number): void {
	const known = postings.get(term);
	const last = known?.at(-1);
	if (known === undefined) postings.set(term, [{ document, frequency: 1 }]);
	else if (last?.document === document) last.frequency++;
	else known.push({ document, frequency: 1 });
}

/** Words that say something; those of nothing but common words, all of them. Operators are no words. */
function queryWords(query: string): string[] {
	const words = tokenize(query.replace(/\b(?:AND|OR|NOT)\b/g, " ")).map(({ text }) => text);
	const telling = words.filter((word) => !isStopWord(word, null));
	return telling.length > 0 ? telling : words;
}

/** Frequency per document of the word and its forms, in whatever language the document is. */
function matchesOf(postings: ReadonlyMap<string, readonly Posting[]>, word: string): Map<number, number> {
	const found = new Map<number, number>();
	const inDocumentsWith = (language: string) => `${language}:${word}`;
	const unstemmed = LANGUAGES.map(inDocumentsWith);
	for (const term of new Set([word, ...stemKeys(word), ...unstemmed])) {
		for (const { document, frequency } of postings.get(term) ?? []) found.set(document, frequency);
	}
	return found;
}
