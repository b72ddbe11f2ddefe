import * as z from "zod";
import { RecordId } from "../../domain/candidate.ts";
import { isUnambiguous } from "../../sync/kinds.ts";

/** Parameters that several routes share. */

/** A whole number in a URL, written with digits only; 15 of them are exact in a double. */
export const wholeNumber = (range: z.ZodInt) =>
	z.preprocess((text) => (typeof text === "string" && /^\d{1,15}$/.test(text) ? Number(text) : text), range);

export const IdParameter = z.strictObject({ id: RecordId });

/** Of what is written: an id that the ATS wire could not tell from another is refused where it would come into being. */
export const AMBIGUOUS = "An id that begins with b64: is the base64url of an id with other characters.";
export const NewIdParameter = z.strictObject({ id: RecordId.refine(isUnambiguous, AMBIGUOUS) });

/** A page of a collection: `after` is the `next` of the page before. */
export const PageQuery = z.strictObject({
	after: RecordId.optional(),
	limit: wholeNumber(z.int().min(1).max(100)).default(50),
});

/** A page of records; `next` is null on the last one. */
export const pageOf = <T extends z.ZodType>(item: T) =>
	z.strictObject({ items: z.array(item), next: z.string().nullable() });

/** Cuts a list that was asked for with one more than `limit`. */
export function cutPage<T>(items: readonly T[], limit: number, idOf: (item: T) => string) {
	const page = items.slice(0, limit);
	const last = page.at(-1);
	return { items: page, next: items.length > limit && last !== undefined ? idOf(last) : null };
}
