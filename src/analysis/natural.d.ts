/** The modules of `natural` that are imported by path; its own declarations describe only the index, which is never imported. */
declare module "natural/lib/natural/stemmers/*" {
	const stemmer: { stem(word: string): string };
	export default stemmer;
}

declare module "natural/lib/natural/util/*" {
	const list: { readonly words: readonly string[] };
	export default list;
}

declare module "natural/lib/natural/distance/jaro-winkler_distance.js" {
	/** Similarity of two strings, 0 to 1. */
	export default function jaroWinkler(one: string, other: string): number;
}

declare module "natural/lib/natural/phonetics/double_metaphone.js" {
	/** `process` gives the primary and the secondary code of an ASCII word. */
	export default class DoubleMetaphone {
		process(word: string): [string, string];
	}
}
