import { findLanguages, languageQuery } from "../phrases/languages.ts";
import { isWishedAt } from "./demand-words.ts";
import type { Draft } from "./draft.ts";
import { EITHER } from "./either-words.ts";

/** "English-Spanish", "German/English": one word of the query. */
const WORD = /^[-/]$/u;
/** "Deutsch- oder Englischkenntnisse" */
const OR = new RegExp(String.raw`^-?\s*,?\s+${EITHER}\s+$`, "iu");
/** Beside an "or" a comma is one, too: "German, French or Italian". */
const COMMA = /^\s*,\s*$/u;

/** Languages that somebody speaks; of several that an "or" joins any will do, those of one word are all wanted. */
export const languageDrafts = (text: string): Draft[] =>
	chainsOf(text).map(({ queries, isEither, ...at }) => {
		const query = queries.join(isEither ? " OR " : " ");
		return { ...at, kind: "language", query: queries.length === 1 ? query : `(${query})`, role: "must" };
	});

interface Chain {
	readonly start: number;
	readonly end: number;
	/** Where the name of the first begins. */
	readonly name: number;
	readonly queries: readonly string[];
	readonly isEither: boolean;
}

/** From the end, where the "or" of a list stands. */
function chainsOf(text: string): readonly Chain[] {
	const chains: Chain[] = [];
	for (const { start, end, value, name } of findLanguages(text).toReversed()) {
		const behind = chains[0];
		// "Must speak English, German a plus": one word of speaking, and only one of them is a must.
		const isApart =
			behind !== undefined && COMMA.test(text.slice(name.end, behind.name)) && isWishedAt(text, behind.name);
		const next = isApart ? { ...behind, start: Math.max(behind.start, behind.name) } : behind;
		if (next !== undefined) chains[0] = next;
		const gap = next === undefined ? "" : text.slice(end, next.start);
		const isOr = next !== undefined && (OR.test(gap) || (next.isEither && COMMA.test(gap)));
		const isWord = next !== undefined && (next.start < end || WORD.test(gap));
		const query = languageQuery(value);
		if (isOr || isWord)
			chains[0] = {
				...next,
				start,
				name: name.start,
				queries: [query, ...next.queries],
				isEither: isOr || next.isEither,
			};
		else chains.unshift({ start, end, name: name.start, queries: [query], isEither: false });
	}
	return chains;
}
