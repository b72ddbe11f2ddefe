import type { Anchor } from "./anchors.ts";
import { type HeaderSense, isHeaderLike, type Marked, styleOf } from "./header-lines.ts";
import { isNameLike } from "./prose.ts";

/** Courses of study without dates among those that have some: a degree and a school of their own tell them. */

/** What parts two entries is at least this much wider than the lines of one, in line pitches. */
const SPACE = 1.25;

const partsOf = (marked: readonly Marked[], sense: HeaderSense): string[] =>
	marked.flatMap((line) => line.rest.flatMap(({ text }) => sense.partsOf(text)));

/** True for lines that name both a degree and a school. */
export function isWhole(marked: readonly Marked[], sense: HeaderSense): boolean {
	const parts = partsOf(marked, sense);
	const lead = parts.findIndex((part) => sense.isLead(part));
	return lead >= 0 && parts.some((part, index) => index !== lead && sense.isOwner(part));
}

const isPlain = (line: Marked | undefined, sense: HeaderSense): boolean =>
	line !== undefined &&
	isHeaderLike(line) &&
	(isNameLike(line.paragraph.text.replaceAll("\t", " ")) || sense.isLead(line.paragraph.text));

const gapAbove = (line: Marked | undefined): number => line?.paragraph.lines[0]?.gap ?? 1;

/** True where more space is above a line than above each other line of a header. */
function isParted(marked: readonly Marked[], anchor: Anchor, at: number): boolean {
	const others = marked.slice(anchor.from + 1, anchor.index + 1).filter((line) => line !== marked[at]);
	return gapAbove(marked[at]) > Math.max(1, ...others.map(gapAbove)) + 0.3;
}

/** The lines above a whole header are no part of it, where they are whole themselves or a space parts them from it. */
export function partLeads(marked: readonly Marked[], anchors: readonly Anchor[], sense: HeaderSense): void {
	for (const anchor of anchors) {
		let from = anchor.index;
		while (from > anchor.from && !isWhole(marked.slice(from, anchor.index + 1), sense)) from -= 1;
		const apart = isWhole(marked.slice(anchor.from, from), sense) || isParted(marked, anchor, from);
		if (from > anchor.from && apart) anchor.from = from;
	}
}

/** Entries that the lines between two dated ones hold: each begins after a space, looks like them, and is whole within three lines. */
export function undatedBelow(
	marked: readonly Marked[],
	anchors: readonly Anchor[],
	sense: HeaderSense,
): readonly Anchor[] {
	const found: Anchor[] = [];
	for (const [order, anchor] of anchors.entries()) {
		const end = anchors[order + 1]?.from ?? marked.length;
		const whole = isWhole(marked.slice(anchor.from, anchor.to + 1), sense);
		const style = styleOf((marked[anchor.from] as Marked).paragraph);
		for (let at = anchor.to + 1; whole && at < end; at += 1) {
			const line = marked[at] as Marked;
			if (!isPlain(line, sense) || gapAbove(line) < SPACE || styleOf(line.paragraph) !== style) continue;
			let to = at;
			while (to + 1 < end && to - at < 2 && isPlain(marked[to + 1], sense) && !isWhole(marked.slice(at, to + 1), sense))
				to += 1;
			if (!isWhole(marked.slice(at, to + 1), sense)) continue;
			found.push({ index: at, from: at, to });
			at = to;
		}
	}
	return found;
}

/** Entries of a section without any dates: a header-like line after a bullet or sentence starts one. */
export function withoutAnchors(marked: readonly Marked[]): Anchor[] {
	const anchors: Anchor[] = [];
	for (const [index, entry] of marked.entries()) {
		if (!isHeaderLike(entry) || !isNameLike(entry.paragraph.text.replaceAll("\t", " "))) continue;
		const open = anchors.at(-1);
		if (
			open !== undefined &&
			open.to === index - 1 &&
			index - open.from < 3 &&
			(entry.paragraph.lines[0]?.gap ?? 1) < 1.8
		)
			open.to = index;
		else anchors.push({ index, from: index, to: index });
	}
	return anchors;
}
