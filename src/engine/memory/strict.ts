/** What the memory engine refuses beyond checkChanges: mistakes of callers that other engines would store without a word. */
import {
	type Access,
	COLUMNS,
	FACETS,
	GUARDED_COLUMNS,
	GUARDED_FACETS,
	type IndexedDocument,
	TEXT_FIELDS,
} from "../../domain/document.ts";
import { changeError, TOKEN_LIMIT } from "../check-changes.ts";
import type { Change } from "../port.ts";

const PUT_MEMBERS = ["op", "collection", "id", "record", "blob", "document", "keys", "ifVersion", "version"];
const OTHER_MEMBERS = ["op", "collection", "id", "ifVersion"];
const DOCUMENT_MEMBERS = ["language", "fields", "facets", "columns", "keys", "link", "access"];

/** @throws `invalid-field` with a pointer to the change */
export function checkStrictly(changes: readonly Change[]): void {
	for (const [index, change] of changes.entries()) {
		const fault = faultOf(change);
		if (fault !== null) throw changeError(index, fault);
	}
}

function faultOf(change: Change): string | null {
	const unknown = Object.keys(change).find(
		(member) => !(change.op === "put" ? PUT_MEMBERS : OTHER_MEMBERS).includes(member),
	);
	if (unknown !== undefined) return `A change has no member ${unknown}.`;
	if (change.op !== "put") return null;
	if (!isJson(change.record)) return "A record is JSON text.";
	if (change.blob !== undefined && !(change.blob instanceof Uint8Array)) return "A blob is bytes.";
	return change.document === undefined ? null : documentFault(change.document);
}

function documentFault(document: IndexedDocument): string | null {
	const unknown = [
		...unknownIn(document, DOCUMENT_MEMBERS),
		...unknownIn(document.fields, TEXT_FIELDS),
		...unknownIn(document.facets, FACETS),
		...unknownIn(document.columns, COLUMNS),
	];
	if (unknown.length > 0) return `A document has no ${unknown.join(", ")}.`;
	if (!Object.values(document.fields).every((tokens) => isList(tokens, isToken)))
		return "Tokens are well-formed strings of limited length.";
	if (!Object.values(document.facets).every((values) => isList(values, isValue)))
		return "Facet values are strings that are not empty.";
	if (!Object.values(document.columns).every(isNumberOrNull)) return "Columns are finite numbers or null.";
	if (document.link !== null && !isValue(document.link)) return "A link is an id or null.";
	if (!isList(document.keys, isValue)) return "Keys are strings that are not empty.";
	return document.access === undefined ? null : accessFault(document, document.access);
}

/** What sections say has to stand in the document too: whoever reads without an audience sees it there. */
function accessFault({ fields, facets }: IndexedDocument, { common, sections }: Access): string | null {
	const all = [common, ...sections];
	const ends = all.flatMap(({ note }) => note).sort(([one], [other]) => one - other);
	const length = fields.note?.length ?? 0;
	const areRuns = ends.every(([from, to], index) => (ends[index - 1]?.[1] ?? 0) <= from && from <= to && to <= length);
	if (!areRuns) return "Sections have runs of the note's tokens, each token in one of them at most.";
	const isKnown = all.every(
		(section) =>
			unknownIn(section.facets, GUARDED_FACETS).length + unknownIn(section.columns, GUARDED_COLUMNS).length === 0 &&
			GUARDED_FACETS.every((facet) =>
				(section.facets[facet] ?? []).every((value) => facets[facet]?.includes(value) === true),
			) &&
			Object.values(section.columns).every(isNumberOrNull),
	);
	if (!isKnown) return "Sections have guarded facets, of values that the document has, and guarded columns.";
	return sections.length > 0 ? null : "Who has an access has at least one section.";
}

function unknownIn(object: object, known: readonly string[]): string[] {
	return Object.keys(object).filter((member) => !known.includes(member));
}

function isList(value: unknown, isItem: (item: unknown) => boolean): boolean {
	return Array.isArray(value) && value.every(isItem);
}

function isToken(value: unknown): boolean {
	return typeof value === "string" && value.isWellFormed() && value.length <= TOKEN_LIMIT;
}

function isValue(value: unknown): boolean {
	return typeof value === "string" && value.isWellFormed() && value !== "";
}

function isNumberOrNull(value: unknown): boolean {
	return value === null || (typeof value === "number" && Number.isFinite(value));
}

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return typeof text === "string";
	} catch {
		return false;
	}
}
