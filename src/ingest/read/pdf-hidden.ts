import type { Item } from "../layout/place-items.ts";
import { LEAST_SIZE } from "./contrast.ts";

/**
 * Text that a page holds and nobody sees, because it is too small to be read. What stands beside the page pdfjs leaves out itself; what
 * cannot be seen for how it is painted, `pdf-painting` tells.
 */

export const letters = (items: readonly Item[]): number =>
	items.reduce((sum, { text }) => sum + (text.match(/[\p{L}\p{N}]/gu)?.length ?? 0), 0);

/** Items that are seen, and whether there were others. A page that would lose most of its text is one of another measure. */
export function withoutHidden<T extends Item>(
	items: readonly T[],
): { readonly items: readonly T[]; readonly hidden: boolean } {
	const seen = items.filter(({ text, size }) => size >= LEAST_SIZE || !/[\p{L}\p{N}]/u.test(text));
	if (seen.length === items.length || letters(seen) * 2 < letters(items)) return { items, hidden: false };
	return { items: seen, hidden: true };
}
