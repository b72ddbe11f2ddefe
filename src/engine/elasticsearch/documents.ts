import { fold } from "../../analysis/fold.ts";
import type { Facet, IndexedDocument } from "../../domain/document.ts";
import { TributaryError } from "../../errors.ts";
import type { Change, Collection, StoredRecord } from "../port.ts";
import { idPlace } from "./directory.ts";
import type { Source, StoreAccess } from "./head.ts";
import { SECTIONS_VERSION } from "./names.ts";
import type { StoreKeys } from "./store-keys.ts";

/** How a record becomes a document of the index, and comes back. */

export interface RecordSource {
	/** Where it was asked for. */
	readonly collection?: Collection;
	readonly name: string;
	readonly version: number;
	readonly record: string;
	readonly blob?: string;
	/** Where it was asked for: of a person what is indexed, its keys included; of others their secondary keys. Sealed JSON. */
	readonly document?: string;
}

type Put = Extract<Change, { op: "put" }>;

/** A put sealed for its place, before its transaction is known. */
export interface SealedPut {
	/** What the index gives back. */
	readonly kept: Source;
	/** What it is found by. */
	readonly found: Source;
	/** The same, of mappings from {@link SECTIONS_VERSION} on. */
	readonly sections: Source;
}

/** What a transaction says of a put. */
export interface PutState {
	readonly version: number;
	readonly sequence: number;
	readonly order: string;
	/** Version of the mapping that it is put into. */
	readonly mapping: number;
}

export function sealPut(
	{ index, keys }: StoreAccess,
	{ collection, id, record, blob, document, keys: secondary }: Put,
	esId: string,
): SealedPut {
	const place = recordPlace(index, esId);
	const sealed = document ?? (hasPlainOrder(collection) ? undefined : (secondary ?? []));
	return {
		kept: {
			kind: "record",
			collection,
			name: keys.seal(id, idPlace(index, esId)),
			record: keys.seal(record, place),
			...(blob === undefined ? {} : { blob: keys.seal(blob, place) }),
			...(sealed === undefined ? {} : { document: keys.seal(JSON.stringify(sealed), place) }),
		},
		found: {
			keys: (document?.keys ?? secondary ?? []).map((key) => keys.secondaryKey(collection, key)),
			...(document === undefined ? {} : personFields(keys, document)),
		},
		sections: document === undefined ? {} : sectionFields(keys, document),
	};
}

/** What a document of the index holds for a record. */
export const placed = (
	{ kept, found, sections }: SealedPut,
	{ version, sequence, order, mapping }: PutState,
): Source => ({
	...kept,
	order,
	sequence,
	version,
	...found,
	...(mapping >= SECTIONS_VERSION ? sections : {}),
});

/** What the source of a record can be made again from; others are kept whole. */
const KEPT = ["kind", "collection", "order", "sequence", "version", "name", "record", "blob", "document"] as const;

export const keptOf = (source: Source): Source =>
	source.kind === "record"
		? Object.fromEntries(KEPT.flatMap((field) => (source[field] === undefined ? [] : [[field, source[field]]])))
		: source;

const recordPlace = (index: string, esId: string): string => `${index}/${esId}`;

export function recordOf({ index, keys }: StoreAccess, esId: string, source: RecordSource): StoredRecord {
	const place = recordPlace(index, esId);
	return {
		id: keys.unseal(source.name, idPlace(index, esId)).toString("utf8"),
		version: source.version,
		record: keys.unseal(source.record, place).toString("utf8"),
		...(source.blob === undefined ? {} : { blob: new Uint8Array(keys.unseal(source.blob, place)) }),
	};
}

/**
 * The same with its secondary keys, and of a person what is indexed.
 * @throws TributaryError `store-unavailable` it was put before they were kept in this form
 */
export function wholeRecordOf(access: StoreAccess, esId: string, source: RecordSource): StoredRecord {
	const record = recordOf(access, esId, source);
	// What has its own order has no keys.
	if (source.document === undefined && source.collection !== undefined && hasPlainOrder(source.collection))
		return { ...record, keys: [] };
	if (source.document === undefined)
		throw new TributaryError("store-unavailable", {
			detail: "A record was stored before keys were kept: write it again.",
		});
	const place = recordPlace(access.index, esId);
	const kept = JSON.parse(access.keys.unseal(source.document, place).toString("utf8")) as string[] | IndexedDocument;
	if (Array.isArray(kept)) return { ...record, keys: kept };
	const document = kept as IndexedDocument;
	return { ...record, keys: document.keys, document };
}

/** What lies on the cluster of a record, as a search gives it back. */
export interface StoredSource extends RecordSource {
	readonly kind: string;
	readonly collection: Collection;
	readonly sequence: number;
}

/** The whole source of a record again, from what the index keeps of it. Nothing is sealed anew. */
export function sourceAgain(
	{ index, keys }: StoreAccess,
	esId: string,
	stored: StoredSource,
	{ order, mapping }: { readonly order: string; readonly mapping: number },
): Source {
	const kept: readonly string[] | IndexedDocument =
		stored.document === undefined
			? []
			: JSON.parse(keys.unseal(stored.document, recordPlace(index, esId)).toString("utf8"));
	const document = "fields" in kept ? kept : null;
	return {
		...stored,
		order,
		keys: (document?.keys ?? (kept as readonly string[])).map((key) => keys.secondaryKey(stored.collection, key)),
		...(document === null ? {} : personFields(keys, document)),
		...(document === null || mapping < SECTIONS_VERSION ? {} : sectionFields(keys, document)),
	};
}

export interface PersonSource {
	readonly name: string;
	readonly version: number;
	readonly document: string;
}

export function personOf(
	{ index, keys }: StoreAccess,
	esId: string,
	{ name, document }: PersonSource,
): { id: string; document: IndexedDocument } {
	return {
		id: keys.unseal(name, idPlace(index, esId)).toString("utf8"),
		document: JSON.parse(keys.unseal(document, recordPlace(index, esId)).toString("utf8")),
	};
}

function personFields(keys: StoreKeys, document: IndexedDocument): Source {
	const { fields, facets, columns, language, link } = document;
	const known = Object.entries(columns).filter(([, value]) => typeof value === "number");
	const { latitude, longitude } = columns;
	return {
		language: keys.language(language),
		text: Object.fromEntries(Object.entries(fields).map(([field, tokens]) => [field, segments(keys, tokens)])),
		words: wordsOf(Object.values(fields).flat()).map((word) => keys.word(word)),
		found: tokensOf(keys, "folded", facets),
		written: tokensOf(keys, "written", facets),
		columns: Object.fromEntries(known),
		...(typeof latitude === "number" && typeof longitude === "number" && isOnEarth(latitude, longitude)
			? { place: { lat: latitude, lon: longitude } }
			: {}),
		...(link === null ? {} : { link: keys.value("written", "link", link) }),
		bodyLength: bodyLengthOf(document),
	};
}

const wordsOf = (tokens: readonly string[]): string[] => [...new Set(tokens)].filter((word) => word !== "");

/** What each source says of a person, and the words that everybody sees who sees the person. */
function sectionFields(keys: StoreKeys, { fields, access }: IndexedDocument): Source {
	const { note = [], ...open } = fields;
	const all = access === undefined ? [] : [{ ...access.common, labels: null }, ...access.sections];
	return {
		openWords: wordsOf(Object.values(open).flat()).map((word) => keys.word(word)),
		sections: all.map((section) => ({
			isCommon: section.labels === null,
			labels: (section.labels ?? []).map((label) => keys.label(label)),
			words: wordsOf(section.note.flatMap(([from, to]) => note.slice(from, to))).map((word) => keys.word(word)),
			note: section.note.flatMap(([from, to]) => segments(keys, note.slice(from, to))),
			found: tokensOf(keys, "folded", section.facets),
			written: tokensOf(keys, "written", section.facets),
			columns: section.columns,
		})),
	};
}

function tokensOf(
	keys: StoreKeys,
	form: "folded" | "written",
	facets: Readonly<Partial<Record<Facet, readonly string[]>>>,
): Source {
	const values = Object.entries(facets) as [Facet, readonly string[]][];
	const token = (facet: Facet, value: string) => keys.value(form, facet, form === "folded" ? fold(value) : value);
	return Object.fromEntries(values.map(([facet, list]) => [facet, unique(list.map((value) => token(facet, value)))]));
}

const isOnEarth = (latitude: number, longitude: number) => Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;

const unique = (list: readonly string[]): string[] => [...new Set(list)];

/** Tokens of the body without gaps. */
export const bodyLengthOf = ({ fields }: IndexedDocument): number =>
	(fields.body ?? []).filter((token) => token !== "").length;

/** The runs of tokens between gaps, each a value of its own: the mapping puts more positions between two than any phrase reaches across. */
function segments(keys: StoreKeys, tokens: readonly string[]): string[] {
	const found: string[][] = [[]];
	for (const token of tokens) {
		if (token === "") found.push([]);
		else found.at(-1)?.push(keys.word(token));
	}
	return found.filter((run) => run.length > 0).map((run) => run.join(" "));
}

/** Collections whose ids are numbers of our own making: they say nothing, so they are their own order and need no directory. */
export const PLAIN_ORDER: ReadonlySet<Collection> = new Set(["audit"]);

export const hasPlainOrder = (collection: Collection): boolean => PLAIN_ORDER.has(collection);
