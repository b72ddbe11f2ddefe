import { tokenize } from "../analysis/tokenize.ts";
import type { SearchResponse } from "../domain/hit.ts";
import type { Part } from "./plan/part.ts";
import type { Pools } from "./pools.ts";

/** Words shown for one part; the rest only differs in its ending. */
const MOST_WORDS = 30;

/** What each part of the query was widened to: other names from the vocabulary, other forms from the dictionaries of the pools. */
export function expansionsOf(parts: readonly Part[], { ats, network }: Pools): SearchResponse["expansions"] {
	return parts.flatMap((part, group) => {
		const named = part.alternatives.flatMap(({ words }) => words);
		const forms = [ats, network].flatMap((pool) => pool?.groups[group]?.words ?? []);
		const written = keyOf(bareOf(part.clause));
		const words = new Map<string, string>();
		for (const word of [...named, ...forms]) {
			const key = keyOf(word);
			if (key !== written && !words.has(key)) words.set(key, word);
		}
		const shown = [...words.values()].slice(0, MOST_WORDS);
		return shown.length === 0 ? [] : [{ clause: part.clause, words: shown }];
	});
}

/** Without signs, weight and scope. */
const bareOf = (clause: string) =>
	clause
		.replace(/^[+^%]/, "")
		.replace(/^[a-z-]+:/, "")
		.replace(/(?:~\d*|\^[\d.]+)+$/, "");

const keyOf = (text: string) =>
	tokenize(text)
		.map((token) => token.text)
		.join(" ");
