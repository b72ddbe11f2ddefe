import * as z from "zod";
import type { Change, Store } from "../../engine/port.ts";
import type { Scope } from "../../tenancy/scope.ts";
import { type ConceptKey, type Meaning, type NearConcept, NO_MEANING } from "./concept.ts";
import { type Embedder, MOST_TEXTS } from "./embedder.ts";
import { holdPerTenant } from "./held.ts";
import { knows } from "./known-language.ts";
import { DICTIONARY_ID } from "./learned/model.ts";
import { createQueryVectors, type QueryVectors } from "./query-vectors.ts";

/**
 * The tenant's own dictionary of skills and titles as vectors of a model. Words of a query are widened to entries near to them before
 * anything is searched, so no vector leaves the tenant's store.
 */
export interface DictionaryEmbeddings {
	readonly embedder: Pick<Embedder, "id">;
	/** What to write when the dictionary is made anew; nothing where the model cannot be asked. */
	build(concepts: readonly DictionaryEntry[]): Promise<readonly Change[]>;
	/**
	 * What lies near to texts of a query, by the text.
	 * @returns null when the model could not be asked in time
	 */
	near(scope: Scope, texts: readonly string[]): Promise<Meaning | null>;
	/** The next search reads anew. */
	forget(): void;
}

export interface DictionaryEntry {
	readonly key: ConceptKey;
	readonly label: string;
}

export interface DictionaryOptions {
	/** Cosine below which nothing is near. */
	readonly leastSimilarity: number;
	/** A search waits so long for the model, milliseconds; what comes later serves the next one. */
	readonly patience?: number;
	/** Vectors of queries, where others want them too. */
	readonly queries?: QueryVectors;
	/** Told why the model could not be asked. */
	readonly onError?: (error: unknown) => void;
}

const Stored = z.strictObject({
	embedder: z.string(),
	dimension: z.int().positive(),
	/** Key and label, in the order of the vectors. */
	entries: z.array(z.tuple([z.string(), z.string()])),
});

interface Dictionary {
	readonly entries: readonly (readonly [ConceptKey, string])[];
	/** Each number times 127. */
	readonly vectors: Int8Array;
}

const NO_DICTIONARY: Dictionary = { entries: [], vectors: new Int8Array() };
const MOST_NEAR = 8;
const PATIENCE = 500;
const FULL = 127;

export function createDictionary(embedder: Embedder, options: DictionaryOptions): DictionaryEmbeddings {
	const { leastSimilarity, patience = PATIENCE, onError = () => {} } = options;
	const { queries = createQueryVectors(embedder, patience) } = options;
	const held = holdPerTenant(({ store }) => readDictionary(store, embedder), NO_DICTIONARY);
	return {
		embedder,
		async build(concepts) {
			try {
				const known = concepts.filter(({ label }) => knows(embedder, label));
				return [putDictionary(embedder, known, await embedAll(embedder, known))];
			} catch (error) {
				onError(error);
				return [];
			}
		},
		async near(scope, texts) {
			const dictionary = await held.of(scope);
			const asked = [...new Set(texts)].filter((text) => knows(embedder, text));
			if (dictionary.entries.length === 0 || asked.length === 0) return NO_MEANING;
			try {
				const vectors = await queries.of(scope, asked);
				const found = new Map(asked.map((text, at) => [text, nearest(dictionary, vectors[at], leastSimilarity)]));
				return { near: (concept, written) => (found.get(written) ?? []).filter(({ key }) => key !== concept) };
			} catch (error) {
				onError(error);
				return null;
			}
		},
		forget: held.forget,
	};
}

async function embedAll(embedder: Embedder, entries: readonly DictionaryEntry[]): Promise<Int8Array> {
	const vectors = new Int8Array(entries.length * embedder.dimension);
	for (let start = 0; start < entries.length; start += MOST_TEXTS) {
		const labels = entries.slice(start, start + MOST_TEXTS).map(({ label }) => label);
		for (const [at, vector] of (await embedder.embed(labels)).entries())
			vectors.set(
				vector.map((number) => Math.round(number * FULL)),
				(start + at) * embedder.dimension,
			);
	}
	return vectors;
}

function putDictionary(
	{ id, dimension }: Pick<Embedder, "id" | "dimension">,
	concepts: readonly DictionaryEntry[],
	vectors: Int8Array,
): Change {
	const entries = concepts.map(({ key, label }): [string, string] => [key, label]);
	const record = JSON.stringify({ embedder: id, dimension, entries } satisfies z.output<typeof Stored>);
	return { op: "put", collection: "setting", id: DICTIONARY_ID, record, blob: new Uint8Array(vectors.buffer) };
}

/** Nothing where the vectors are of another model. */
async function readDictionary(store: Pick<Store, "read">, { id }: Embedder): Promise<Dictionary> {
	const [found] = await store.read("setting", { ids: [DICTIONARY_ID] });
	if (found?.blob === undefined) return NO_DICTIONARY;
	const { embedder, entries } = Stored.parse(JSON.parse(found.record));
	return embedder === id ? { entries, vectors: Int8Array.from(new Int8Array(found.blob)) } : NO_DICTIONARY;
}

/** Entries near to a vector of length 1, nearest first, with the cosine rounded to 4 places. */
function nearest({ entries, vectors }: Dictionary, vector: Float32Array | undefined, least: number): NearConcept[] {
	if (vector === undefined) return [];
	const near: NearConcept[] = [];
	for (const [at, [key, label]] of entries.entries()) {
		let cosine = 0;
		for (let axis = 0; axis < vector.length; axis++)
			cosine += (vector[axis] as number) * (vectors[at * vector.length + axis] as number);
		const similarity = Math.min(1, Math.round((cosine / FULL) * 10_000) / 10_000);
		if (similarity >= least && similarity > 0) near.push({ key, label, source: "embedding", similarity });
	}
	return near.toSorted((a, b) => b.similarity - a.similarity || (a.key < b.key ? -1 : 1)).slice(0, MOST_NEAR);
}
