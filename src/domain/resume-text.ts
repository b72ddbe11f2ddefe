import * as z from "zod";
import { ResumeFormat } from "./resume.ts";

/** The text of a resume file as the parser reads it, and where the values of the record stand in it. */

/** Offsets into the text, UTF-16 code units, the end exclusive. */
const Span = z.strictObject({ start: z.int().nonnegative(), end: z.int().nonnegative() });

/** One line of a file, in reading order. */
export const ReadLine = z.strictObject({
	text: z.string(),
	/** From 1. */
	page: z.int().positive(),
	/** A heading that the file declares, or an entry of a list whose sign is not in the text. */
	kind: z.enum(["text", "heading", "bullet"]),
	/** It begins something new: more room above it than between lines of one paragraph. */
	apart: z.boolean(),
});
export type ReadLine = z.output<typeof ReadLine>;

export const ResumeText = z.strictObject({
	sha256: z.string(),
	format: ResumeFormat,
	/** Version of the parser that read it. */
	parser: z.string(),
	pageCount: z.int().nonnegative(),
	/** All lines, parted by line feeds, cells of a line by tabs. Empty where the file states fields and no text. */
	text: z.string(),
	/** The file holds more than is given: the text ends at 300,000 characters. */
	truncated: z.boolean(),
	lines: z.array(Span.extend({ page: ReadLine.shape.page, kind: ReadLine.shape.kind, apart: ReadLine.shape.apart })),
	/** RFC 6901 pointer of a value of the resume (`/work/0/position`) to where it stands; absent where it cannot be told, and behind the first 2,000 values. */
	values: z.record(z.string(), Span),
});
export type ResumeText = z.output<typeof ResumeText>;
