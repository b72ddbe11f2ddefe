import * as z from "zod";

/** A remark on a query, as it is answered. */
export const LintEntry = z.strictObject({
	level: z.enum(["understood", "ignored", "ambiguous", "error"]),
	code: z.string(),
	message: z.string(),
	span: z.strictObject({ start: z.int(), end: z.int() }),
});
