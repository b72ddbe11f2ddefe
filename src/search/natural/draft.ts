import type { Clause, ClauseKind } from "../../domain/interpretation.ts";
import type { Span } from "../../domain/query.ts";
import type { Sentence } from "../../domain/sentence.ts";

/** A clause that may be meant; of two that overlap the one found first counts. */
export interface Draft extends Span {
	readonly kind: ClauseKind;
	readonly query: string;
	readonly role: Clause["role"];
	/** Factor of its points; absent for 1. */
	readonly weight?: number;
	/** The words themselves are what is searched; the clause only says what they are. */
	readonly asWritten?: boolean;
	/** What is said of how it was read. */
	readonly remark?: { readonly code: string; readonly message: Sentence };
}
