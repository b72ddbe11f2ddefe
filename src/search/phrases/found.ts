import type { Span } from "../../domain/query.ts";

/** Something that stands in a text; offsets are UTF-16 code units, end exclusive. */
export interface Found<T> extends Span {
	readonly value: T;
}

/** A blank that stands where words were left out which add nothing to those before: "or equivalent". */
export const LEFT_OUT = "\u2003";

/** Every place where a pattern stands. @param pattern global */
export function everyMatch<T>(
	text: string,
	pattern: RegExp,
	read: (groups: Readonly<Record<string, string | undefined>>, matched: string) => T | null,
): Found<T>[] {
	// Most patterns stand nowhere in most texts, and the copy of a pattern that matchAll makes costs more than a look.
	if (text.search(pattern) < 0) return [];
	return [...text.matchAll(pattern)].flatMap((match) => {
		const value = read(match.groups ?? {}, match[0]);
		return value === null ? [] : [{ start: match.index, end: match.index + match[0].length, value }];
	});
}

/** Without those that overlap an earlier one; the order is that of the text. */
export function apart<T>(found: readonly Found<T>[]): Found<T>[] {
	const kept: Found<T>[] = [];
	for (const one of found) {
		if (!kept.some(({ start, end }) => one.start < end && one.end > start)) kept.push(one);
	}
	return kept.toSorted((one, other) => one.start - other.start);
}

export const overlaps = (one: Span, other: Span): boolean => one.start < other.end && one.end > other.start;
