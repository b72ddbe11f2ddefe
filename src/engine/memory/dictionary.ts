import { wordKeys } from "../../analysis/word-keys.ts";
import type { IndexedDocument } from "../../domain/document.ts";
import { compareBytes } from "../order.ts";

export interface DictionaryWord {
	documents: number;
	/** Its keys in the languages of the documents that have it. */
	readonly stems: Set<string>;
}
export type Dictionary = ReadonlyMap<string, DictionaryWord>;

export function dictionaryOf(documents: Iterable<IndexedDocument>): Dictionary {
	const dictionary = new Map<string, DictionaryWord>();
	for (const document of documents) {
		const words = new Set(Object.values(document.fields).flat());
		words.delete("");
		for (const word of words) {
			const entry = dictionary.get(word) ?? { documents: 0, stems: new Set<string>() };
			entry.documents++;
			for (const key of wordKeys(word, document.language)) entry.stems.add(key);
			dictionary.set(word, entry);
		}
	}
	return dictionary;
}

/** Words that are wanted, most frequent first, ties in byte order. */
export function mostFrequent(
	dictionary: Dictionary,
	wanted: (word: string) => boolean,
	limit: number,
): { word: string; documents: number }[] {
	return Array.from(dictionary, ([word, { documents }]) => ({ word, documents }))
		.filter(({ word }) => wanted(word))
		.sort((a, b) => b.documents - a.documents || compareBytes(a.word, b.word))
		.slice(0, limit);
}

export function wordsOfStems(dictionary: Dictionary, stems: readonly string[]): string[] {
	return Array.from(dictionary)
		.filter(([, entry]) => stems.some((stem) => entry.stems.has(stem)))
		.map(([word]) => word);
}
