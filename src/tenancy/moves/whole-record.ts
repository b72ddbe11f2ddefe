import { createHash } from "node:crypto";
import type { IndexedDocument } from "../../domain/document.ts";
import type { StoredRecord } from "../../engine/port.ts";
import { canonicalJson } from "../canonical-json.ts";

/** SHA-256 of all that a record read whole says: equal where two engines keep the same, in whatever form each of them keeps it. Hex. */
export function digestOf({ id, version, record, keys = [], blob, document }: StoredRecord): string {
	const hash = createHash("sha256");
	const about = { id, version, record, keys: [...new Set(keys)], hasBlob: blob !== undefined };
	hash.update(canonicalJson({ ...about, document: document === undefined ? null : plainDocument(document) }));
	if (blob !== undefined) hash.update(blob);
	return hash.digest("hex");
}

/** What a document says, in one form: nothing that is empty or unknown, each value once, well-formed text. */
function plainDocument({ language, fields, facets, columns, link, access }: IndexedDocument): object {
	return {
		language,
		link,
		fields: Object.fromEntries(
			filled(fields).map(([name, tokens]) => [name, tokens.map((token) => token.toWellFormed())]),
		),
		facets: Object.fromEntries(filled(facets).map(([name, values]) => [name, [...new Set(values)]])),
		columns: Object.fromEntries(Object.entries(columns).filter(([, value]) => Number.isFinite(value ?? Number.NaN))),
		...(access === undefined ? {} : { access }),
	};
}

const filled = (lists: Readonly<Partial<Record<string, readonly string[]>>>): [string, readonly string[]][] =>
	Object.entries(lists).flatMap(([name, list]) => (list === undefined || list.length === 0 ? [] : [[name, list]]));
