/**
 * The port that every engine implements: eight methods. What holds after each is part of the contract, tested by test/contract.
 * Engines know documents, not people; who may call is decided in tenancy.
 */
import type { Column, Facet, IndexedDocument, TextField } from "../domain/document.ts";
import type { TenantId } from "../domain/tenant.ts";
import type { Collection } from "./collection.ts";
import type { Phrase } from "./phrase.ts";
import type { KeyUpkeep, StoreFiles } from "./upkeep.ts";

/** A store is one owner's own files (or indices) with one key; nothing is shared between two stores. */
export type StoreName =
	| { readonly kind: "tenant"; readonly tenant: TenantId }
	| { readonly kind: "audit"; readonly tenant: TenantId }
	| { readonly kind: "network" }
	| { readonly kind: "platform" };

export type { Collection } from "./collection.ts";
export { countingPlan } from "./counting-plan.ts";
export { compareBytes, compareCounts } from "./order.ts";
export { runsOf } from "./phrase.ts";
export type { MigrateOptions, Migration, StoreUpkeep } from "./upkeep.ts";

export interface Engine extends KeyUpkeep, StoreFiles {
	/**
	 * Opens a store, and makes it where `create` is set. Idempotent; stores close themselves when idle and open again.
	 * @param key 32 random bytes, the data key of this store
	 * @throws `not-found` no such store · `wrong-key` · `store-corrupt` · `store-unavailable`
	 */
	open(name: StoreName, key: Uint8Array, options?: { readonly create?: boolean }): Promise<Store>;
	/** Removes a store and every byte it wrote. Idempotent; durable when it resolves. Open handles throw `not-found` afterwards. */
	drop(name: StoreName): Promise<void>;
	/** Finishes what was accepted and closes everything. */
	close(): Promise<void>;
}

export interface Store {
	/**
	 * Applies changes in order, all or none. When it resolves they are durable (they survive kill -9 and power loss) and
	 * visible to every later call, of every process. A put is a full replacement. Repeating it is harmless.
	 * @returns the new version of each put record, from 1, rising by one unless the put says which; 0 for a delete, the same version for a check
	 * @throws `conflict` with the index of the first change whose `ifVersion` did not hold (nothing is applied) · `store-unavailable`
	 */
	write(changes: readonly Change[]): Promise<readonly number[]>;
	/**
	 * Records in the order asked for, null for what is not there. By id, or by one of the secondary keys (then all that carry it,
	 * in the order of the keys, then of the ids in byte order, each once). Of the records of a key only the first `atMost` are read.
	 * `whole`: with all that a put of the record would need, for who copies a store: secondary keys, and of a person the document as
	 * it is indexed. `store-unavailable` as for pages with keys.
	 */
	read(
		collection: Collection,
		by: { readonly ids: readonly string[]; readonly whole?: boolean },
	): Promise<readonly (StoredRecord | null)[]>;
	read(
		collection: Collection,
		by: { readonly keys: readonly string[]; readonly atMost?: number },
	): Promise<readonly StoredRecord[]>;
	/** A page of a collection in the byte order of ids. Without blobs: those are given by read. */
	list(collection: Collection, page: ListPage): Promise<readonly StoredRecord[]>;
	/**
	 * Finds people. Sees every write that was acknowledged before the call. The same plan on the same live documents gives the
	 * same answer to the bit, whatever was stored and deleted before.
	 * @param listed called with the answer but for its counts as soon as that is known, where they take longer. An engine need not call it
	 * @throws `invalid-plan` when a plan is beyond the limits in {@link PLAN_LIMITS}
	 */
	retrieve(plan: Plan, listed?: (list: Listed) => void): Promise<Retrieved>;
	/** From this store's own dictionary what completes or resembles a text, most frequent first, ties in byte order; see {@link Among}. */
	suggest(
		text: string,
		limit: number,
		among?: Among,
		audience?: Audience,
	): Promise<readonly { readonly word: string; readonly documents: number }[]>;
}

/**
 * For whose eyes something is read. The answer is, to the bit, that of a store which holds nothing else than what the audience sees:
 * people of whom it sees a section, without the guarded values of the sections that it does not see (domain/document.ts). Scores,
 * counts, words of the dictionary and suggestions do not depend on the rest. engine/audience.ts is the specification.
 */
export interface Audience {
	/** Sections with any of these labels are seen. */
	readonly seen: readonly string[];
	/** So are those that have none of these; null: no others are seen. */
	readonly unless: readonly string[] | null;
}

/**
 * What is looked through: absent: words that begin with the text · facet: values, as written, of which the folded words from one of
 * them on begin with the text (analysis `beginnings`), with the people who have each · edits: words that the text is at least one
 * and at most so many edits away from (analysis `editsBetween`), that hold no `:`, `@` or `/`.
 */
export type Among = { readonly facet: Facet } | { readonly edits: 1 | 2 };

export type Change =
	| {
			readonly op: "put";
			readonly collection: Collection;
			readonly id: string;
			/** JSON text. */
			readonly record: string;
			/** Bytes beside the record (an original file). */
			readonly blob?: Uint8Array;
			/** Required for `person`, absent for the others. */
			readonly document?: IndexedDocument;
			/** Secondary keys of other collections. */
			readonly keys?: readonly string[];
			/** The version that must be there now; 0 = must not exist. */
			readonly ifVersion?: number;
			/** The version that it gets, in the place of the next one: for who copies a store. From 1. */
			readonly version?: number;
	  }
	| { readonly op: "delete"; readonly collection: Collection; readonly id: string; readonly ifVersion?: number }
	/** Changes nothing: all the others are made only while this record has this version. 0 = while it is not there. */
	| { readonly op: "check"; readonly collection: Collection; readonly id: string; readonly ifVersion: number };

export interface StoredRecord {
	readonly id: string;
	readonly version: number;
	readonly record: string;
	readonly blob?: Uint8Array;
	/** Secondary keys, in the order in which they were put; given where they are asked for. */
	readonly keys?: readonly string[];
	/** Of a person read whole. Says what the document that was put says; not always in the same form (a value twice, null for absent). */
	readonly document?: IndexedDocument;
}

export interface ListPage {
	/** Absent: from the first (in reverse from the last). In reverse: before it. */
	readonly after?: string;
	readonly limit: number;
	readonly reverse?: boolean;
	/**
	 * With secondary keys, for who takes everything out. `store-unavailable` where an engine kept a record before it kept keys in a form
	 * that it can give back: writing the record again mends that.
	 */
	readonly keys?: boolean;
}

/**
 * A condition on one person. Tokens are folded already. An absent `fields` means all fields; an empty word matches nobody.
 * What a match of a person is: the fields it stands in and its frequency in the body. `or` unites the fields and adds the
 * frequencies; `and` unites the fields and takes the least frequency of the parts that stand in the body; conditions on
 * facets, columns, ids and links, and `not`, stand in no field.
 */
export type Node =
	| { readonly op: "all" }
	| { readonly op: "word"; readonly word: string; readonly fields?: readonly TextField[] }
	/** The word and every word of the dictionary with one of these stem keys (`en:develop`), as one; `except`: other words left out. */
	| {
			readonly op: "stem";
			readonly word: string;
			readonly stems: readonly string[];
			readonly except?: readonly string[];
			readonly fields?: readonly TextField[];
	  }
	| { readonly op: "prefix"; readonly prefix: string; readonly fields?: readonly TextField[] }
	/** The words of the dictionary with this shape: `*` any characters, `?` one, none of them `:`, `@` or `/`. Begins with neither. */
	| { readonly op: "pattern"; readonly pattern: string; readonly fields?: readonly TextField[] }
	/**
	 * The words of the dictionary within so many edits that begin with the same letter and hold no `:`, `@` or `/`, and the word itself.
	 * An edit: one letter changed, added or left out, or two neighbours swapped.
	 */
	| { readonly op: "fuzzy"; readonly word: string; readonly edits: 1 | 2; readonly fields?: readonly TextField[] }
	/** Words next to each other in this order in one field; with a `slop` above 0, in any order with at most so many words between. */
	| ({ readonly op: "phrase"; readonly fields?: readonly TextField[] } & Phrase)
	/** Any of the values; compared folded (analysis `fold`), counted as written. */
	| { readonly op: "facet"; readonly facet: Facet; readonly values: readonly string[] }
	/** Both ends inclusive; unknown values never match. */
	| { readonly op: "range"; readonly column: Column; readonly min?: number; readonly max?: number }
	/** People whose columns `latitude` and `longitude` lie within so many kilometres on the great circle; unknown ones never match. */
	| { readonly op: "near"; readonly latitude: number; readonly longitude: number; readonly kilometres: number }
	| { readonly op: "ids"; readonly ids: readonly string[] }
	| { readonly op: "linked" }
	| { readonly op: "and"; readonly of: readonly Node[] }
	| { readonly op: "or"; readonly of: readonly Node[] }
	| { readonly op: "not"; readonly of: Node };

/** One thing asked for, in several ways of saying it. */
export interface Group {
	/** weight 0..1: how well this alternative stands for what was asked; 1 is the literal word. At most 255. */
	readonly alternatives: readonly { readonly node: Node; readonly weight: number }[];
	/** Factor of the whole group, 1 unless the query says otherwise. */
	readonly weight: number;
	/** How many groups it counts as in coverage: 1 when absent, 0 for a group that only scores, 2 for one that comes before others. */
	readonly counts?: 0 | 1 | 2;
}

export interface Plan {
	/** Absent: everything is seen. */
	readonly audience?: Audience;
	/**
	 * An opaque name of whose question it is: what an engine remembers of it makes only later questions of the same asker faster. Changes no
	 * answer. Absent: of a question to the network nothing is remembered; of one to a store of one owner it is for all.
	 */
	readonly asker?: string;
	/** Must hold for every result; does not score. */
	readonly filter: Node;
	/** Score, and count for coverage. */
	readonly groups: readonly Group[];
	/**
	 * `minimum` groups a result must cover at least; between that and all groups the tier is opened downward until `people`
	 * results are in. With minimum 0 groups only score. Groups are counted by their `counts`.
	 */
	readonly coverage: { readonly minimum: number; readonly people: number };
	/** How the first stage scores, from the ranking profile. */
	readonly scoring: Scoring;
	/** Best results of the first stage to return, and how many of the best to pass over. limit at most 5000. */
	readonly offset: number;
	readonly limit: number;
	readonly facets: readonly FacetRequest[];
	/** Histogram over the whole years of `years`: count of people by floor(years / step) * step. */
	readonly yearsStep?: number;
	/** Histograms of columns: counts of people by the last of `starts` (ascending) that is not above their value. */
	readonly bands?: readonly { readonly column: Column; readonly starts: readonly number[] }[];
	/**
	 * For the network pool: people to leave out of results, total and facets, by their own id, because another pool has them. Often
	 * tens of thousands: an engine may remember what it made of a list by the object, so the list is never changed.
	 */
	readonly exclude?: readonly string[];
	/** How many of the results also pass this is counted; no result, tier or other number depends on it. */
	readonly narrowed?: Node;
	/** Whether `linkedProfiles` are wanted. */
	readonly linkedProfiles?: boolean;
	/** People whose match data is wanted whatever their place, if they match: by id. Not counted in limit. */
	readonly alsoFor?: readonly string[];
}

/** A facet to count over all results. */
export interface FacetRequest {
	readonly facet: Facet;
	/** Values wanted at most: most frequent first, ties in byte order. */
	readonly size: number;
	/** Of these alone, */
	readonly only?: readonly string[];
	/** and of all that so many people have: 1 or more. Without `only` it says nothing. */
	readonly atLeast?: number;
}

/**
 * First-stage score of a person = sum over groups of  weight * idf * max over alternatives of
 * alternative.weight * ( sum of fieldWeights over the fields it stands in, without body  +  fieldWeights.body * saturated body frequency ).
 * saturated(tf) = tf * (k1 + 1) / (tf + k1 * (1 - b + b * bodyLength / averageBodyLength))   [BM25, Robertson & Zaragoza 2009]
 * idf = ln(1 + (N - n + 0.5) / (n + 0.5)) over the live people of this store, n = those that match the group anywhere.
 * Ties: of alternatives the first, of people the id in byte order. The average is the sum of all body lengths / N; where it is 0,
 * each length counts as average.
 */
export interface Scoring {
	readonly fieldWeights: Readonly<Record<TextField, number>>;
	readonly k1: number;
	readonly b: number;
	/** Added for each group covered, by its `counts`. */
	readonly coverageWeight: number;
	/** In the place of field weights for a match that stands in no field (a facet, a range); 0 when absent. */
	readonly withoutField?: number;
}

/** Struct of arrays: row r, group g, of `groups` groups lies at r * groups + g. Buffers may be transferred, never shared. */
export interface Retrieved extends Listed, Counts {}

/** Who is found. */
export interface Listed {
	/** Live people in the store, before any condition. */
	readonly population: number;
	/** Exact number of results. */
	readonly total: number;
	/** Of these, how many cover every group that counts. */
	readonly totalFull: number;
	/** How many results also pass the plan's `narrowed`; `total` where it has none. */
	readonly narrowed: number;
	/** Groups a result covers at least: the tier that was opened. */
	readonly coverage: number;
	/**
	 * Per group: people that match it anywhere in the store, and the words its stems, prefixes, patterns and fuzzy words stood for.
	 * `added`, per alternative: people that match it and none of the alternatives before it; their sum is `documents`.
	 */
	readonly groups: readonly {
		readonly documents: number;
		readonly words: readonly string[];
		readonly added: readonly number[];
	}[];
	readonly averageBodyLength: number;
	readonly rows: Rows;
	/** Rows of `alsoFor` that match the filter and the opened tier, in the order asked for, each once; `exclude` does not apply. */
	readonly also: Rows;
	/** How many results are matched with a profile. */
	readonly linked: number;
	/** The ids of their profiles, each once, in byte order, where the plan wants them. The same list may be the same object as before. */
	readonly linkedProfiles: readonly string[];
}

/** What the plan has counted over all results. */
export interface Counts {
	readonly facets: Readonly<Partial<Record<Facet, readonly FacetCount[]>>>;
	readonly years: readonly { readonly from: number; readonly count: number }[];
	/** Of each of the plan's bands, in their order: how many results each start has. Those below the first and unknown ones have none. */
	readonly bands: readonly (readonly number[])[];
}

export interface FacetCount {
	readonly value: string;
	readonly count: number;
}

export interface Rows {
	readonly ids: readonly string[];
	/** Profile id of each row, null where not matched. */
	readonly links: readonly (string | null)[];
	/** Bit i set: an alternative stands in TEXT_FIELDS[i]. 0: group not covered. Only {@link WITHOUT_FIELD}: covered, but in no field. */
	readonly masks: Uint16Array;
	/** Index of the heaviest alternative that matches, of equal ones the first; meaningless where the mask is 0. */
	readonly alternatives: Uint8Array;
	/** WAYS numbers per cell, 1 + the index of an alternative, 0 for none: for each of TEXT_FIELDS the heaviest there, for the body the one of
	 * the highest weight times saturated frequency, last the heaviest that stands in no field. Of equal ones the first. */
	readonly ways: Uint8Array;
	/** Occurrences in the body of the alternative that counts there, at most 255. */
	readonly bodyFrequencies: Uint8Array;
	/** Tokens of the body without gaps, per row. */
	readonly bodyLengths: Uint32Array;
	/** COLUMNS.length numbers per row, NaN where unknown. */
	readonly columns: Float64Array;
	/** First-stage score, per row. */
	readonly scores: Float64Array;
}

/** Mask of a group of which no alternative that matches stands in a text field (a facet, a range, a negation). */
export const WITHOUT_FIELD = 0x8000;

/** Beyond these a plan is refused with `invalid-plan`, never cut in silence. */
export const PLAN_LIMITS = {
	groups: 64,
	alternatives: 255,
	/** Nodes in the whole plan. */
	nodes: 4096,
	/** Words of one phrase, and words between them. */
	phraseWords: 64,
	slop: 256,
	/** Words that one prefix or one pattern may stand for; the most frequent are taken, ties in byte order. */
	prefixWords: 256,
	/** The same for a fuzzy word. */
	fuzzyWords: 64,
	/** UTF-16 units of a pattern or a fuzzy word. */
	openWordLength: 64,
	depth: 64,
	limit: 5000,
} as const;
