import { setImmediate } from "node:timers/promises";
import { deserialize, serialize } from "node:v8";
import { COLUMNS, FACETS, type IndexedDocument, TEXT_FIELDS } from "../../domain/document.ts";
import { changeError, TOKEN_LIMIT } from "../check-changes.ts";
import type { Change } from "../port.ts";
import type { PackedChange, PackedPerson } from "./protocol.ts";
import { encodeField } from "./token-text.ts";

/** Changes packed before the event loop gets its turn: about 5 ms for people of 400 words. */
const SLICE = 100;

/**
 * Changes as bytes that can be handed to another thread without copying, in slices, so that a write of any size holds the
 * event loop only for the time of one slice.
 * @throws `invalid-field` for a token beyond TOKEN_LIMIT
 */
export async function packChanges(changes: readonly Change[]): Promise<Uint8Array<ArrayBuffer>[]> {
	const slices: Uint8Array<ArrayBuffer>[] = [];
	for (let start = 0; start < changes.length; start += SLICE) {
		if (start > 0) await setImmediate();
		const packed = changes.slice(start, start + SLICE).map((change, index) => packChange(change, start + index));
		slices.push(serialize(packed) as Buffer<ArrayBuffer>);
	}
	return slices;
}

/** The changes again, on the other side. */
export function unpackChanges(slices: readonly Uint8Array[]): PackedChange[] {
	return slices.flatMap((slice) => deserialize(slice) as PackedChange[]);
}

function packChange(change: Change, index: number): PackedChange {
	const { collection, id } = change;
	const ifVersion = change.ifVersion ?? null;
	if (change.op !== "put") return { op: change.op, collection, id, ifVersion };
	const { record, document, blob = null, version = null } = change;
	const keys = document?.keys ?? change.keys ?? [];
	const person = document === undefined ? null : packPerson(document, index);
	return { op: "put", collection, id, record, blob, keys, person, ifVersion, version };
}

function packPerson(document: IndexedDocument, index: number): PackedPerson {
	const fields = TEXT_FIELDS.map((field) => document.fields[field] ?? []);
	if (fields.some((tokens) => tokens.some((token) => token.length > TOKEN_LIMIT))) {
		throw changeError(index, `A token has at most ${TOKEN_LIMIT} characters.`);
	}
	return {
		language: document.language ?? "",
		texts: fields.map(encodeField),
		facets: FACETS.map((facet) => [...new Set(document.facets[facet] ?? [])]),
		columns: COLUMNS.map((column) => document.columns[column] ?? Number.NaN),
		bodyLength: (document.fields.body ?? []).filter((token) => token !== "").length,
		link: document.link,
		access: document.access === undefined ? "" : JSON.stringify(document.access),
	};
}
