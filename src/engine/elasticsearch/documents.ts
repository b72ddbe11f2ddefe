import { fold } from "../../analysis/fold.ts";
import type { Facet, IndexedDocument } from "../../domain/document.ts";
import { TributaryError } from "../../errors.ts";
import type { Change, Collection, StoredRecord } from "../port.ts";
import { idPlace } from "./directory.ts";
import type { Source, StoreAccess } from "./head.ts";
import { PACKED_VERSION, SECTIONS_VERSION } from "./names.ts";
import { bodyLengthOf, documentOf, endOf, isPacked, Person, packed, personFrom } from "./person.ts";
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
	/** What a person is read with, of mappings from {@link PACKED_VERSION} on. */
	readonly self: Source;
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
	access: StoreAccess,
	{ collection, id, record, blob, document, keys: secondary }: Put,
	esId: string,
): SealedPut {
	const { index, keys } = access;
	const place = recordPlace(index, esId);
	const person = document === undefined ? NO_PERSON : personFields(keys, document);
	return {
		kept: {
			kind: "record",
			collection,
			name: keys.seal(id, idPlace(index, esId)),
			record: keys.seal(record, place),
			...(blob === undefined ? {} : { blob: keys.seal(blob, place) }),
			...(document === undefined
				? hasPlainOrder(collection)
					? {}
					: { document: keys.seal(JSON.stringify(secondary ?? []), place) }
				: { document: sealPerson(access, { id, esId, document }) }),
		},
		found: {
			keys: (document?.keys ?? secondary ?? []).map((key) => keys.secondaryKey(collection, key)),
			...person.found,
		},
		sections: person.sections,
		self: document === undefined ? {} : { self: esId },
	};
}

/** What is indexed of a person. Earlier processes, which read older mappings only, know nothing but its JSON. */
function sealPerson(
	{ index, keys, mapping = 0 }: StoreAccess,
	{ id, esId, document }: { readonly id: string; readonly esId: string; readonly document: IndexedDocument },
): string {
	const place = recordPlace(index, esId);
	return mapping >= PACKED_VERSION
		? keys.seal(packed(id, document), place, "joined")
		: keys.seal(JSON.stringify(document), place);
}

/** What a record's `document` holds: of a person what is indexed, of others their secondary keys. */
const keptIn = (bytes: Buffer): readonly string[] | IndexedDocument =>
	isPacked(bytes) ? documentOf(new Person(bytes)) : JSON.parse(bytes.toString("utf8"));

/** What a document of the index holds for a record. */
export const placed = (
	{ kept, found, sections, self }: SealedPut,
	{ version, sequence, order, mapping }: PutState,
): Source => ({
	...kept,
	order,
	sequence,
	version,
	...found,
	...(mapping >= SECTIONS_VERSION ? sections : {}),
	...(mapping >= PACKED_VERSION ? self : {}),
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
	const kept = keptIn(access.keys.unseal(source.document, place));
	return "fields" in kept ? { ...record, keys: kept.keys, document: kept } : { ...record, keys: kept };
}

/** What lies on the cluster of a record, as a search gives it back. */
export interface StoredSource extends RecordSource {
	readonly kind: string;
	readonly collection: Collection;
	readonly sequence: number;
}

/** The whole source of a record again, from what the index keeps of it. Only a person's JSON is sealed anew, where the mapping is of another form. */
export function sourceAgain(
	access: StoreAccess,
	esId: string,
	stored: StoredSource,
	{ order, mapping }: { readonly order: string; readonly mapping: number },
): Source {
	const { index, keys } = access;
	const sealed = stored.document === undefined ? null : keys.unseal(stored.document, recordPlace(index, esId));
	const kept = sealed === null ? [] : keptIn(sealed);
	const document = "fields" in kept ? kept : null;
	const isOld = document !== null && mapping >= PACKED_VERSION && sealed !== null && !isPacked(sealed);
	const id = isOld ? keys.unseal(stored.name, idPlace(index, esId)).toString("utf8") : "";
	const { found, sections } = document === null ? NO_PERSON : personFields(keys, document);
	return {
		...stored,
		...(isOld ? { document: sealPerson({ ...access, mapping }, { id, esId, document }) } : {}),
		order,
		keys: (document?.keys ?? (kept as readonly string[])).map((key) => keys.secondaryKey(stored.collection, key)),
		...found,
		...(mapping >= SECTIONS_VERSION ? sections : {}),
		...(mapping >= PACKED_VERSION && document !== null ? { self: esId } : {}),
	};
}

/** A person who was found, sealed. */
export interface FoundPerson {
	readonly esId: string;
	readonly name: string;
	readonly document: string;
}

export function peopleOf({ index, keys }: StoreAccess, found: readonly FoundPerson[]): Person[] {
	const sealed = found.map(({ esId, document }) => ({ sealed: document, place: recordPlace(index, esId) }));
	return keys.unsealAll(sealed, endOf).map((bytes, at) => {
		if (isPacked(bytes)) return new Person(bytes);
		const { esId, name } = found[at] as FoundPerson;
		const id = keys.unseal(name, idPlace(index, esId)).toString("utf8");
		return personFrom(id, JSON.parse(bytes.toString("utf8")));
	});
}

/** What somebody who is no person is found by. */
const NO_PERSON: Pick<SealedPut, "found" | "sections"> = { found: {}, sections: {} };

function personFields(keys: StoreKeys, document: IndexedDocument): Pick<SealedPut, "found" | "sections"> {
	const { facets, columns, language, link } = document;
	const { text, words, openWords } = textsOf(keys, document.fields);
	const known = Object.entries(columns).filter(([, value]) => typeof value === "number");
	const { latitude, longitude } = columns;
	return {
		found: {
			language: keys.language(language),
			text,
			words,
			found: tokensOf(keys, "folded", facets),
			written: tokensOf(keys, "written", facets),
			columns: Object.fromEntries(known),
			...(typeof latitude === "number" && typeof longitude === "number" && isOnEarth(latitude, longitude)
				? { place: { lat: latitude, lon: longitude } }
				: {}),
			...(link === null ? {} : { link: keys.value("written", "link", link) }),
			bodyLength: bodyLengthOf(document),
		},
		sections: { openWords, sections: sectionsOf(keys, document) },
	};
}

interface Texts {
	/** By field. */
	readonly text: Source;
	/** Each once. */
	readonly words: readonly string[];
	/** Those that everybody sees who sees the person. */
	readonly openWords: readonly string[];
}

/** Each token is looked up once: a text is thousands of them, and most of what a batch takes. */
function textsOf(keys: StoreKeys, fields: IndexedDocument["fields"]): Texts {
	const text: Record<string, string[]> = {};
	const words = new Set<string>();
	const open = fields.note === undefined ? words : new Set<string>();
	for (const [field, tokens] of Object.entries(fields)) {
		const seen = field === "note" || open === words ? [words] : [words, open];
		text[field] = segments(keys, tokens, seen);
	}
	const all = [...words];
	return { text, words: all, openWords: open === words ? all : [...open] };
}

/** What each source says of a person. */
function sectionsOf(keys: StoreKeys, { fields: { note = [] }, access }: IndexedDocument): Source[] {
	const all = access === undefined ? [] : [{ ...access.common, labels: null }, ...access.sections];
	return all.map((section) => {
		const words = new Set<string>();
		const text = section.note.flatMap(([from, to]) => segments(keys, note.slice(from, to), [words]));
		return {
			isCommon: section.labels === null,
			labels: (section.labels ?? []).map((label) => keys.label(label)),
			note: text,
			words: [...words],
			found: tokensOf(keys, "folded", section.facets),
			written: tokensOf(keys, "written", section.facets),
			columns: section.columns,
		};
	});
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

/**
 * The runs of tokens between gaps, each a value of its own: the mapping puts more positions between two than any phrase reaches across.
 * @param seen gets all tokens
 */
function segments(keys: StoreKeys, tokens: readonly string[], seen: readonly Set<string>[]): string[] {
	const found: string[][] = [[]];
	for (const word of tokens) {
		if (word === "") {
			found.push([]);
			continue;
		}
		const token = keys.word(word);
		found.at(-1)?.push(token);
		for (const one of seen) one.add(token);
	}
	return found.filter((run) => run.length > 0).map((run) => run.join(" "));
}

/** Collections whose ids are numbers of our own making: they say nothing, so they are their own order and need no directory. */
export const PLAIN_ORDER: ReadonlySet<Collection> = new Set(["audit"]);

export const hasPlainOrder = (collection: Collection): boolean => PLAIN_ORDER.has(collection);
