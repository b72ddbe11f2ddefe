import type { Span } from "../../domain/query.ts";
import { type FieldFault, TributaryError } from "../../errors.ts";

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
} as const;

/**
 * The refusal of a query, with the place in its text.
 * @param cure what the reader can do about it
 */
export function refusal(span: Span, problem: string, cure: string): TributaryError {
	const fault: FieldFault = {
		pointer: "/query",
		detail: `Characters ${span.start} to ${span.end}: ${problem} ${cure}`,
	};
	return new TributaryError("invalid-query", { detail: `${problem} ${cure}`, errors: [fault] });
}
