import * as z from "zod";

/** What a search box shows while somebody types. */

const Place = z.strictObject({ start: z.int().nonnegative(), end: z.int().nonnegative() });

export const Suggestion = z.strictObject({
	kind: z.enum(["title", "skill", "company", "city", "tag", "stage", "source", "word"]),
	/** For the reader. */
	text: z.string(),
	/** People of the tenant who have it, written so. */
	people: z.int().nonnegative(),
	/** What stands in the query instead of `span`, quoted and with its scope where that is needed. */
	insert: z.string(),
	/** Offsets into the query, UTF-16 code units, the end exclusive. */
	span: Place,
});
export type Suggestion = z.output<typeof Suggestion>;

export const SuggestRequest = z.strictObject({
	/** The query as far as it is written. */
	q: z.string().max(4000),
	/** Where the caret stands in it, UTF-16 code units; absent: at the end. */
	at: z.int().nonnegative().optional(),
	limit: z.int().min(1).max(50).default(10),
	/** For a blind search: no words of resumes, which hold the names of people. */
	blind: z.boolean().optional(),
});
export type SuggestRequest = z.output<typeof SuggestRequest>;

export const SuggestResponse = z.strictObject({ suggestions: z.array(Suggestion) });
export type SuggestResponse = z.output<typeof SuggestResponse>;
