/** Counted facets in a form that is cheap to copy between threads: thousands of values are one text and two arrays. */
import type { Facet } from "../../domain/document.ts";
import type { FacetCount, Retrieved } from "../port.ts";

export interface PackedFacets {
	readonly facets: readonly Facet[];
	/** By facet: how many values it has. */
	readonly sizes: readonly number[];
	/** The values one behind the other. */
	readonly text: string;
	/** By value: where it ends in the text, UTF-16 units, and how many people have it. */
	readonly ends: Uint32Array;
	readonly counts: Uint32Array;
}

export function packFacets(counted: Retrieved["facets"]): PackedFacets {
	const facets = Object.keys(counted) as Facet[];
	const lists = facets.map((facet) => counted[facet] ?? []);
	const all = lists.flat();
	const ends = new Uint32Array(all.length);
	let end = 0;
	for (let at = 0; at < all.length; at++) {
		end += (all[at] as FacetCount).value.length;
		ends[at] = end;
	}
	return {
		facets,
		sizes: lists.map((list) => list.length),
		text: all.map(({ value }) => value).join(""),
		ends,
		counts: Uint32Array.from(all, ({ count }) => count),
	};
}

export function unpackFacets({ facets, sizes, text, ends, counts }: PackedFacets): Retrieved["facets"] {
	let at = 0;
	const next = (): FacetCount => {
		const value = text.slice(at === 0 ? 0 : ends[at - 1], ends[at]);
		return { value, count: counts[at++] as number };
	};
	return Object.fromEntries(facets.map((facet, index) => [facet, Array.from({ length: sizes[index] ?? 0 }, next)]));
}
