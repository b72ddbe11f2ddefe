import * as z from "zod";
import { Sentence } from "./sentence.ts";

/** A remark on a query, as it is answered. */
export const LintEntry = z.strictObject({
	level: z.enum(["understood", "ignored", "ambiguous", "error"]),
	code: z.string(),
	message: z.string(),
	/** The message sentence by sentence, for catalogues of other languages. */
	said: z.array(Sentence).optional(),
	span: z.strictObject({ start: z.int(), end: z.int() }),
});
