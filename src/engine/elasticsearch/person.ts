import { type IndexedDocument, TEXT_FIELDS } from "../../domain/document.ts";
import { bodyLengthOf } from "./documents.ts";

/** A decrypted person as one is kept in memory: what is indexed, in about 3 kB. */
export interface Person {
	readonly id: string;
	readonly bodyLength: number;
	/** Without texts and keys. */
	readonly document: Omit<IndexedDocument, "fields" | "keys">;
	/** Of the fields in the order of TEXT_FIELDS, one behind the other, as numbers. */
	readonly tokens: Uint32Array;
	/** Where each field ends in them. */
	readonly ends: Uint32Array;
	readonly words: Words;
}

/** Words as numbers, and texts that many people share, each once for all who are kept. */
export class Words {
	readonly #numbers = new Map<string, number>();
	readonly #words: string[] = [];
	readonly #texts = new Map<string, string>();

	get size(): number {
		return this.#words.length;
	}

	/** undefined: nobody who is kept has it. */
	known(word: string): number | undefined {
		return this.#numbers.get(word);
	}

	of(number: number): string {
		return this.#words[number] as string;
	}

	number(word: string): number {
		const known = this.#numbers.get(word);
		if (known !== undefined) return known;
		this.#numbers.set(word, this.#words.length);
		return this.#words.push(word) - 1;
	}

	/** A text that is the same object for all. */
	shared(text: string): string {
		const known = this.#texts.get(text);
		if (known !== undefined) return known;
		this.#texts.set(text, text);
		return text;
	}
}

export function personFrom(id: string, document: IndexedDocument, words: Words): Person {
	const { fields, keys: _, facets, ...rest } = document;
	const lists = TEXT_FIELDS.map((field) => fields[field] ?? []);
	const tokens = new Uint32Array(lists.reduce((sum, { length }) => sum + length, 0));
	const ends = new Uint32Array(lists.length);
	let end = 0;
	for (const [bit, list] of lists.entries()) {
		for (const word of list) tokens[end++] = words.number(word);
		ends[bit] = end;
	}
	const shared = Object.fromEntries(
		Object.entries(facets).map(([facet, values]) => [facet, values.map((value) => words.shared(value))]),
	);
	return { id, bodyLength: bodyLengthOf(document), document: { ...rest, facets: shared }, tokens, ends, words };
}

/** The tokens of a field, by its bit. */
export function tokensOf({ tokens, ends, words }: Person, bit: number): string[] {
	return Array.from(tokens.subarray(bit === 0 ? 0 : ends[bit - 1], ends[bit]), (token) => words.of(token));
}

/** What is indexed, without keys. */
export const documentOf = (person: Person): IndexedDocument => ({
	...person.document,
	fields: Object.fromEntries(TEXT_FIELDS.map((field, bit) => [field, tokensOf(person, bit)])),
	keys: [],
});
