/** What the main thread and the worker threads say to each other. Everything here is plain data that can be copied. */

import { type ErrorCode, type FieldFault, TributaryError } from "../../errors.ts";
import type { Among, Audience, Collection, StoredRecord } from "../port.ts";
import type { SharedKey } from "../shared-key.ts";
import type { CopiedStore } from "./copy.ts";
import type { SentAnswer, SentCounts, SentPlan } from "./lists.ts";
import type { StorePlace } from "./paths.ts";

/** A person's document in the form that is cheap to copy between threads and to store: one string per field. */
export interface PackedPerson {
	/** '' where unknown. */
	readonly language: string;
	/** Column texts of FTS5 in the order of TEXT_FIELDS, '' where there is none. */
	readonly texts: readonly string[];
	/** Facet values in the order of FACETS, each value once. */
	readonly facets: readonly (readonly string[])[];
	/** In the order of COLUMNS, NaN where unknown. */
	readonly columns: readonly number[];
	readonly bodyLength: number;
	readonly link: string | null;
	/** JSON; '' where there is none. */
	readonly access: string;
}

export type PackedChange =
	| {
			readonly op: "put";
			readonly collection: Collection;
			readonly id: string;
			readonly record: string;
			readonly blob: Uint8Array | null;
			readonly keys: readonly string[];
			readonly person: PackedPerson | null;
			readonly ifVersion: number | null;
			/** null: the next one. */
			readonly version: number | null;
	  }
	| {
			readonly op: "delete" | "check";
			readonly collection: Collection;
			readonly id: string;
			readonly ifVersion: number | null;
	  };

/** A table of calls: for each kind what goes in and what comes out. */
export type Calls<C> = {
	readonly [K in keyof C]: { readonly input: unknown; readonly output: unknown; readonly part?: unknown };
};

export interface WriterCalls {
	open: { input: { create: boolean }; output: null };
	/** Slices of packed changes, see pack.ts. */
	write: { input: readonly Uint8Array[]; output: number[] };
	/** Removes the store's folder and every parent up to `root` that is empty then. */
	drop: { input: { root: string }; output: null };
}

export interface RekeyCalls {
	/** Called with the old key. */
	rekey: { input: { to: SharedKey }; output: null };
	/** The same, by what lies in another place. */
	replace: { input: { to: SharedKey; source: { place: StorePlace; key: SharedKey } }; output: null };
}

export interface CopyCalls {
	/** Called with the place and key of the first. */
	copy: { input: { stores: readonly (CopiedStore & { readonly key: SharedKey })[] }; output: null };
}

export interface SearchCalls {
	readIds: {
		input: { collection: Collection; ids: readonly string[]; whole: boolean };
		output: (StoredRecord | null)[];
	};
	readKeys: {
		input: { collection: Collection; keys: readonly string[]; atMost: number | null };
		output: StoredRecord[];
	};
	list: {
		input: { collection: Collection; after: string | null; limit: number; reverse: boolean; keys: boolean };
		output: StoredRecord[];
	};
	/**
	 * A plan with its lists apart, see lists.ts; null: the worker does not know one of them. Where counting takes longer, who is found is told
	 * before as a part, and the value is the counts alone.
	 */
	retrieve: { input: SentPlan; output: SentAnswer | SentCounts | null; part: SentAnswer };
	suggest: {
		input: { text: string; limit: number; among: Among | null; audience: Audience | null };
		output: readonly { word: string; documents: number }[];
	};
	/** Closes the store's connection and lets go of all that is held of it. */
	forget: { input: null; output: null };
}

export interface Request {
	readonly id: number;
	readonly kind: string;
	readonly place: StorePlace;
	readonly key: SharedKey;
	readonly input: unknown;
}

export type Reply =
	| { readonly id: number; readonly value: unknown }
	/** What is known already; the value follows. */
	| { readonly id: number; readonly part: unknown }
	| { readonly id: number; readonly fault: Fault }
	/** The worker finished what it had and closed its files. */
	| { readonly closed: true };

/** An error on its way between threads. */
export interface Fault {
	readonly code: ErrorCode;
	readonly detail: string | undefined;
	readonly errors: readonly FieldFault[];
	readonly cause: string | undefined;
}

export function toFault(thrown: unknown): Fault {
	const error = thrown instanceof TributaryError ? thrown : new TributaryError("internal", { cause: thrown });
	const cause = error.cause instanceof Error ? (error.cause.stack ?? error.cause.message) : undefined;
	return { code: error.code, detail: error.detail, errors: error.errors, cause };
}

export function fromFault({ code, detail, errors, cause }: Fault): TributaryError {
	return new TributaryError(code, {
		errors,
		...(detail === undefined ? {} : { detail }),
		...(cause === undefined ? {} : { cause: new Error(cause) }),
	});
}
