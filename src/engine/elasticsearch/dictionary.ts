import { beginnings } from "../../analysis/completion.ts";
import { editsBetween } from "../../analysis/edit-distance.ts";
import { editsAway, fitsPattern, literalStart } from "../../analysis/open-words.ts";
import { stemKeys } from "../../analysis/stem.ts";
import { partKeys } from "../../analysis/word-keys.ts";
import { FACETS, type Facet, type IndexedDocument } from "../../domain/document.ts";
import { compareBytes } from "../order.ts";
import type { Node } from "../port.ts";
import { named } from "./faults.ts";
import type { Source, StoreAccess } from "./head.ts";
import type { StoreKeys } from "./store-keys.ts";

/** What one transaction brought that no document had before it. Sealed on the cluster; the dictionary is all of them together. */
export interface Addition {
	/** Word, language of the text, stem keys in that language. */
	readonly words: readonly (readonly [word: string, language: string | null, stems: readonly string[]])[];
	readonly values: readonly (readonly [facet: Facet | "link", value: string])[];
}

/** A word in the texts of one language: only while somebody has it there, its stems are those of that language. */
export interface Pair {
	readonly word: string;
	readonly language: string | null;
}

type Languages = Map<string | null, readonly string[]>;

const PAGE = 500;

/**
 * The words and values of one store, decrypted in memory. Holds also what nobody has any more; whoever uses a word asks the cluster
 * how many have it.
 */
export class Dictionary {
	readonly #keys: StoreKeys;
	readonly #words = new Map<string, Languages>();
	readonly #stems = new Map<string, Pair[]>();
	readonly #values = new Map<Facet | "link", Map<string, string>>(
		[...FACETS, "link" as const].map((facet) => [facet, new Map()]),
	);
	#sorted: string[] | null = null;
	#sequence = -1;

	constructor(keys: StoreKeys) {
		this.#keys = keys;
	}

	/** The last transaction that is in here, with all before it. */
	get sequence(): number {
		return this.#sequence;
	}

	async follow(access: StoreAccess, sequence: number): Promise<void> {
		if (this.#sequence >= sequence) return;
		for await (const addition of readAdditions(access, this.#sequence)) this.add(addition);
		this.#sequence = sequence;
	}

	/** A transaction of our own came, whose addition was put in by {@link add}. */
	advance(sequence: number): void {
		if (this.#sequence === sequence - 1) this.#sequence = sequence;
	}

	add({ words, values }: Addition): void {
		for (const [word, language, stems] of words) {
			const languages = this.#words.get(word) ?? new Map();
			if (languages.size === 0) this.#sorted = null;
			if (languages.has(language)) continue;
			languages.set(language, stems);
			this.#words.set(word, languages);
			// Those of parts are made here and not kept: stores of before have none.
			for (const stem of [...stems, ...partKeys(word, language)]) {
				const pairs = this.#stems.get(stem) ?? [];
				pairs.push({ word, language });
				this.#stems.set(stem, pairs);
			}
		}
		for (const [facet, value] of values) this.#values.get(facet)?.set(this.#keys.value("written", facet, value), value);
	}

	/** What these documents have that is not here yet; null where there is nothing. */
	missingOf(documents: Iterable<IndexedDocument>): Addition | null {
		const words: [string, string | null][] = [];
		const values: Addition["values"][number][] = [];
		for (const { language, fields, facets, link } of documents) {
			for (const tokens of Object.values(fields))
				for (const word of tokens)
					if (word !== "" && !this.#words.get(word)?.has(language)) words.push([word, language]);
			const named: [Facet | "link", readonly string[]][] = [...(Object.entries(facets) as [Facet, string[]][])];
			if (link !== null) named.push(["link", [link]]);
			for (const [facet, list] of named)
				for (const value of list) if (!this.#hasValue(facet, value)) values.push([facet, value]);
		}
		const stemmed = once(words).map(
			([word, language]) => [word, language, stemKeys(word, language === null ? undefined : [language])] as const,
		);
		return additionOf(stemmed, once(values));
	}

	/** Of what was missing earlier what still is. */
	missingStill(additions: readonly (Addition | null)[]): Addition | null {
		const all = additions.filter((addition) => addition !== null);
		const words = all.flatMap((addition) =>
			addition.words.filter(([word, language]) => !this.#words.get(word)?.has(language)),
		);
		const values = all.flatMap((addition) => addition.values.filter(([facet, value]) => !this.#hasValue(facet, value)));
		return additionOf(once(words), once(values));
	}

	#hasValue(facet: Facet | "link", value: string): boolean {
		return this.#values.get(facet)?.has(this.#keys.value("written", facet, value)) ?? false;
	}

	/** Whether anybody may have a word: nobody has one that is not here. */
	has(word: string): boolean {
		return this.#words.has(word);
	}

	/** The value that a token of the cluster stands for. */
	valueOf(facet: Facet | "link", token: string): string | undefined {
		return this.#values.get(facet)?.get(token);
	}

	/** All values of a facet that can be completed from a text. */
	valuesFrom(facet: Facet, text: string): string[] {
		const values = [...(this.#values.get(facet)?.values() ?? [])];
		return values.filter((value) => beginnings(value).some((from) => from.startsWith(text)));
	}

	/** The pairs that have one of these stem keys. */
	pairsOf(stems: readonly string[]): Pair[] {
		return stems.flatMap((stem) => this.#stems.get(stem) ?? []);
	}

	startingWith(prefix: string): string[] {
		const sorted = this.#inOrder();
		let [low, high] = [0, sorted.length];
		while (low < high) {
			const middle = (low + high) >> 1;
			if (compareBytes(sorted[middle] as string, prefix) < 0) low = middle + 1;
			else high = middle;
		}
		let end = low;
		while (sorted[end]?.startsWith(prefix)) end++;
		return sorted.slice(low, end);
	}

	/** Words that an open condition may stand for. */
	fitting(node: Extract<Node, { op: "prefix" | "pattern" | "fuzzy" }>): string[] {
		if (node.op === "prefix") return this.startingWith(node.prefix);
		if (node.op === "pattern")
			return this.startingWith(literalStart(node.pattern)).filter((word) => fitsPattern(word, node.pattern));
		const first = Array.from(node.word)[0] ?? "";
		return this.startingWith(first).filter((word) => editsAway(word, node.word, node.edits) !== null);
	}

	/** Words at most so many edits from a text, other than it. */
	near(text: string, edits: number): string[] {
		return this.#inOrder().filter(
			(word) => word !== text && !/[:@/]/.test(word) && editsBetween(text, word, edits) !== null,
		);
	}

	#inOrder(): readonly string[] {
		this.#sorted ??= [...this.#words.keys()].sort(compareBytes);
		return this.#sorted;
	}
}

const additionOf = (words: Addition["words"], values: Addition["values"]): Addition | null =>
	words.length + values.length === 0 ? null : { words, values };

/** Each pair of the first two once. */
const once = <T extends readonly [string, string | null, ...unknown[]]>(list: readonly T[]): T[] => [
	...new Map(list.map((one) => [`${one[1]}\0${one[0]}`, one])).values(),
];

/** The document in which a transaction stores what it adds. */
export function additionSource(
	{ index, keys }: StoreAccess,
	sequence: number,
	addition: Addition,
): { id: string; source: object } {
	const id = `dictionary-${sequence}`;
	return {
		id,
		source: { kind: "dictionary", sequence, record: keys.seal(JSON.stringify(addition), `${index}/${id}`) },
	};
}

/** The same document, sealed with another key. */
export function additionAgain(
	{ index, keys }: StoreAccess,
	{ id, sequence, record }: { readonly id: string; readonly sequence: number; readonly record: string },
	other: StoreKeys,
): { id: string; source: Source } {
	const place = `${index}/${id}`;
	return { id, source: { kind: "dictionary", sequence, record: other.seal(keys.unseal(record, place), place) } };
}

async function* readAdditions({ client, index, keys }: StoreAccess, after: number): AsyncGenerator<Addition> {
	for (let last = after; ; ) {
		const { hits } = await named(
			client.search<{ sequence: number; record: string }>({
				index,
				size: PAGE,
				query: { bool: { filter: [{ term: { kind: "dictionary" } }, { range: { sequence: { gt: last } } }] } },
				sort: [{ sequence: "asc" }],
				track_total_hits: false,
			}),
		);
		for (const { _id, _source } of hits.hits)
			yield JSON.parse(keys.unseal(_source?.record ?? "", `${index}/${_id}`).toString("utf8"));
		if (hits.hits.length < PAGE) return;
		last = hits.hits.at(-1)?._source?.sequence as number;
	}
}
