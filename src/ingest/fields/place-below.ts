import { isOnlyDates } from "../dates/ranges.ts";
import type { Paragraph } from "../layout/paragraphs.ts";
import type { Entry } from "./entries.ts";
import { type Found, found } from "./evidence.ts";
import { isTown } from "./known-cities.ts";

/** "Gütersloh", "Austin, Texas Area": few words, each with a capital, of which the first name is a town's; "CAN, AUTOSAR" are abbreviations. */
const isPlace = ({ text, cells, bullet }: Paragraph): boolean =>
	!bullet &&
	cells.length === 1 &&
	/^\p{Lu}\p{Ll}[\p{L}'’. -]{0,40}(?:,\s(?:\p{Lu}{2}|\p{Lu}\p{Ll}[\p{L}'’. -]{0,40})){0,2}$/u.test(text) &&
	isTown(text.split(",", 1)[0] ?? "");

/** The whole of a line that is a place and nothing else: its first names may have been taken for an employer's. */
export const wholePlace = (paragraph: Paragraph | undefined): string | undefined =>
	paragraph !== undefined && isPlace(paragraph) ? paragraph.text : undefined;

/** A town that stands in a line of its own right below a line of dates, and the entry without it; null where none does. */
export function placeBelow(entry: Entry): { readonly place: Found<string>; readonly entry: Entry } | null {
	const [first, ...body] = entry.body;
	const above = entry.header.at(-1);
	if (first === undefined || above === undefined || !isOnlyDates(above.text) || !isPlace(first)) return null;
	return { place: found(first.text, 0.85, "town below the dates", first.lines), entry: { ...entry, body } };
}
