import { TributaryError } from "../errors.ts";
import type { Change } from "./port.ts";

/** A token longer than this is no word; UTF-16 units. FTS5 cuts tokens at 32,768 bytes in silence, so the limit is ours. */
export const TOKEN_LIMIT = 4096;

const LANGUAGE = /^[a-z]{2,3}$/;

/**
 * What every engine refuses in a write, before anything is stored.
 * @throws `invalid-field` with a pointer into the changes
 */
export function checkChanges(changes: readonly Change[]): void {
	for (const [index, change] of changes.entries()) {
		const fault = changeFault(change);
		if (fault !== null) throw changeError(index, fault);
	}
}

export function changeError(index: number, detail: string): TributaryError {
	return new TributaryError("invalid-field", { detail, errors: [{ pointer: `/${index}`, detail }] });
}

/** `conflict`: names the first change whose `ifVersion` did not hold. */
export function conflictError(index: number): TributaryError {
	return new TributaryError("conflict", {
		errors: [{ pointer: `/${index}`, detail: "The version there is another one." }],
	});
}

function changeFault(change: Change): string | null {
	if (!isIdentifier(change.id)) return "An id is a string of well-formed Unicode that is not empty.";
	if (change.ifVersion !== undefined && !isCount(change.ifVersion)) return "ifVersion is a whole number, 0 or above.";
	if (change.op !== "put") return null;
	if (change.version !== undefined && !(isCount(change.version) && change.version > 0))
		return "version is a whole number, 1 or above.";
	if ((change.collection === "person") !== (change.document !== undefined))
		return "A person, and nothing else, has a document.";
	if (change.collection === "person" && change.keys !== undefined) return "The keys of a person stand in its document.";
	const keys = change.document?.keys ?? change.keys ?? [];
	if (!keys.every(isIdentifier)) return "A key is a string of well-formed Unicode that is not empty.";
	const language = change.document?.language ?? null;
	if (language !== null && !LANGUAGE.test(language)) return "A language is an ISO 639 code or null.";
	return null;
}

function isIdentifier(value: string): boolean {
	return typeof value === "string" && value.length > 0 && value.isWellFormed();
}

function isCount(value: number): boolean {
	return Number.isSafeInteger(value) && value >= 0;
}
