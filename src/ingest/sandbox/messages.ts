import type { ErrorCode } from "../../errors.ts";

/** What goes to the parser process: this as JSON in one frame, the bytes of the file in the next. */
export interface Job {
	readonly fileName: string | null;
	/** ISO date. */
	readonly asOf: string;
	/** Whether the answer shall hold what else each value could have been. */
	readonly explain?: boolean;
	/** Whether the answer shall hold the lines that were read. */
	readonly lines?: boolean;
}

/** Argument of a process that recognises text, before the languages: "--ocr=eng+deu". */
export const OCR_ARGUMENT = "--ocr=";
/** Argument of a process that reads with another vocabulary than the shipped one, before its folder. */
export const VOCABULARY_ARGUMENT = "--vocabulary=";

/** What comes back, as JSON in one frame. Nothing of it is trusted. */
export type Answer =
	| { readonly kind: "ready" }
	/** Text is being recognised, which may take longer. Believed once a file, and only where recognition is on. */
	| { readonly kind: "recognizing" }
	| { readonly kind: "resume"; readonly resume: unknown; readonly losers?: unknown; readonly lines?: unknown }
	| { readonly kind: "failure"; readonly code: ErrorCode; readonly detail: string | null };

/**
 * Codes that say something about the file, not about us. A parser process may give these and no other (anything
 * else is `parser-failed`); they are kept with the candidate, while every other error is thrown.
 */
export const FILE_CODES: ReadonlySet<string> = new Set<ErrorCode>([
	"file-empty",
	"file-too-large",
	"file-type-unsupported",
	"file-encrypted",
	"file-corrupt",
	"file-too-complex",
	"no-text-layer",
	"not-a-resume",
	"parser-failed",
]);

/**
 * Refusals after which a process is as clean as before: made from the first bytes, before any parser of a format has run, or by our
 * own judgement of a file that was read to its end, as those that are parsed.
 */
export const HARMLESS: ReadonlySet<string> = new Set<ErrorCode>([
	"file-empty",
	"file-too-large",
	"file-type-unsupported",
	"no-text-layer",
	"not-a-resume",
]);
