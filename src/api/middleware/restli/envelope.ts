import { ERRORS, type TributaryError } from "../../../errors.ts";
import type { Key } from "./key.ts";

/** What goes back: the vendor's envelopes, whole request and per key. */

/** Whole request failed. */
export interface ErrorEnvelope {
	readonly message: string;
	readonly serviceErrorCode: number;
	readonly status: number;
}

/** One key of a batch: its new state, or what was wrong with it. */
export type KeyOutcome =
	| { readonly ok: true; readonly status: number; readonly entity?: unknown }
	| { readonly ok: false; readonly error: TributaryError };

export interface BatchEnvelope {
	readonly results: Readonly<Record<string, unknown>>;
	readonly errors: Readonly<Record<string, ErrorEnvelope>>;
	/** For batch_get: the status of each key. */
	readonly statuses?: Readonly<Record<string, number>>;
}

/** Of our own faults only the title leaves; each fault of the caller is named with its place. */
export function errorEnvelope(error: TributaryError): ErrorEnvelope {
	const { title, remedy } = ERRORS[error.code];
	const places = error.errors.map(({ pointer, detail }) => `ERROR :: ${pointer} :: ${detail}`);
	const told = error.fault === "ours" ? [] : places.length > 0 ? places : [error.detail ?? remedy];
	return { message: [title, ...told].join(" "), serviceErrorCode: error.status, status: error.status };
}

/** HTTP 200 whatever happened to single keys. @param outcomes by the key as the client wrote it */
export function batchEnvelope(outcomes: readonly (readonly [Key, KeyOutcome])[], isRead: boolean): BatchEnvelope {
	// No prototype: a client may name a key "__proto__".
	const results: Record<string, unknown> = Object.create(null);
	const errors: Record<string, ErrorEnvelope> = Object.create(null);
	const statuses: Record<string, number> = Object.create(null);
	for (const [{ text }, outcome] of outcomes) {
		if (outcome.ok) results[text] = isRead ? outcome.entity : { status: outcome.status };
		else errors[text] = errorEnvelope(outcome.error);
		statuses[text] = outcome.ok ? outcome.status : outcome.error.status;
	}
	return { results, errors, ...(isRead ? { statuses } : {}) };
}

/** A page of a finder. */
export function elementsEnvelope(
	elements: readonly unknown[],
	/** Without a total where counting would mean to read everything. */
	page: { readonly start: number; readonly count: number; readonly total?: number },
) {
	return { elements, paging: { ...page, links: [] } };
}
