import type { Lint, Span } from "../../domain/query.ts";
import { TributaryError } from "../../errors.ts";

/**
 * How large a query may be. Beyond it is refused as a whole with `invalid-query`: a query that is cut finds other people
 * than were asked for.
 */
export const QUERY_LIMITS = {
	/** Words, phrases and prefixes in the text, repetitions included. */
	leaves: 1000,
	/** Operators and brackets within each other. */
	depth: 32,
	/** Parts that are scored, after repetitions and filler words are taken out; the engine's limit of groups. */
	groups: 64,
	/** UTF-16 units of one word or phrase. */
	length: 1000,
	/** Prefixes, wildcards and fuzzy words: each is looked up in the whole dictionary. */
	openWords: 32,
	/** Letters and wildcards of a word with wildcards; the engine's limit. */
	wildcardLength: 64,
	/** Ways in which NEAR between brackets is written out. */
	nearPairs: 16,
} as const;

/** Numbers behind signs; beyond these the nearest one is taken, and a remark says so. */
export const SIGN_LIMITS = {
	/** Of a weight. */
	leastWeight: 0.1,
	mostWeight: 10,
	/** Words between the words of a proximity, and what NEAR without a number means. */
	distance: 100,
	nearDistance: 10,
	/** Letters that may differ in a fuzzy word. */
	edits: 2,
} as const;

/** What is wrong with a query as a whole. */
export interface Refusal {
	/** Of the remark: short, stable. */
	readonly code: string;
	readonly span: Span;
	readonly problem: string;
	/** What the reader can do about it. */
	readonly cure: string;
}

/** The refusal of a query, with the place in its text: as a fault of the field, and as a remark like those of an answer. */
export function refusal({ code, span, problem, cure }: Refusal): TributaryError {
	const message = `${problem} ${cure}`;
	const { start, end } = span;
	return new TributaryError("invalid-query", {
		detail: message,
		errors: [{ pointer: "/query", detail: `Characters ${start} to ${end}: ${message}` }],
		lint: [{ level: "error", code, message, span: { start, end } } satisfies Lint],
	});
}
