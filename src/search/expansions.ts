import { tokenize } from "../analysis/tokenize.ts";
import type { Expansion, SearchResponse } from "../domain/hit.ts";
import type { Listed } from "../engine/port.ts";
import { hasKeyOf } from "./matcher.ts";
import type { Alternative, Part } from "./plan/part.ts";
import type { Pools } from "./pools.ts";

/** Words shown for one part, and for one of its ways; the rest only differs in its ending. */
const MOST_WORDS = 30;

/**
 * What each part of the query was widened to: other names from the vocabulary, other forms from the dictionaries of the pools.
 * @param mayShow whether a word of these may be told
 */
export function expansionsOf(
	parts: readonly Part[],
	{ ats, network }: Pools,
	mayShow: (word: string) => boolean,
): SearchResponse["expansions"] {
	return parts.flatMap((part, group) => {
		const found = [ats, network]
			.flatMap((pool) => pool?.groups[group] ?? [])
			.map((one) => ({ ...one, words: one.words.filter(mayShow) }));
		const named = part.alternatives.flatMap((alternative, index) => wordsOf(alternative, index, found));
		const words = otherWords([...named, ...found.flatMap((one) => one.words)], part.clause);
		const ways = waysOf(part, found);
		return words.length + ways.length === 0 ? [] : [{ clause: part.clause, words, ways }];
	});
}

type FoundGroup = Listed["groups"][number];

function waysOf(part: Part, found: readonly FoundGroup[]): Expansion["ways"] {
	const open = part.alternatives.find(standsForDictionaryWords);
	const compounds = part.alternatives.filter(ofCompounds);
	const ways = part.alternatives.flatMap((alternative, index) => {
		if (alternative.source === undefined) return [];
		const own = ofCompounds(alternative)
			? found.flatMap(({ words }) => words.filter((word) => isOwn(alternative.node, word)))
			: alternative === open
				? found.flatMap(({ words }) => words.filter((word) => !compounds.some(({ node }) => isOwn(node, word))))
				: wordsOf(alternative, index, found);
		const words = otherWords(own, part.clause);
		return [{ source: alternative.source, words, weight: alternative.weight, people: peopleOf(index, found) }];
	});
	return ways.filter(({ words, people }) => words.length > 0 || people > 0).toSorted((a, b) => b.weight - a.weight);
}

/** Whether it stands for the compounds of the dictionary that a word is in: the keys of these tell which they are. */
const ofCompounds = ({ source, node, way }: Alternative) =>
	source === "compound" && way === "form" && node.op === "stem";

const isOwn = (node: Alternative["node"], word: string) => node.op === "stem" && hasKeyOf(node, word);

const peopleOf = (index: number, found: readonly FoundGroup[]): number =>
	found.reduce((sum, { added }) => sum + (added[index] ?? 0), 0);

/** Spellings and forms made by rules are shown where the dictionary has them: not each of them is a word. */
function wordsOf({ source, words }: Alternative, index: number, found: readonly FoundGroup[]): readonly string[] {
	if (source !== "stem" || words.length === 0) return words;
	const known = words.filter((word) => found.some((one) => one.words.includes(word)));
	return known.length > 0 || peopleOf(index, found) === 0 ? known : words;
}

/** The engine says of a whole part which words its stems stood for: they are shown with the first of them. */
const standsForDictionaryWords = ({ source, words }: Alternative) =>
	(source === "stem" || source === "words-apart") && words.length === 0;

/** Each once, without those that the part is written in. */
function otherWords(words: readonly string[], clause: string): string[] {
	const written = keyOf(bareOf(clause));
	const known = new Map<string, string>();
	for (const word of words) {
		const key = keyOf(word);
		if (key !== written && !known.has(key) && !isMark(word)) known.set(key, word);
	}
	return [...known.values()].slice(0, MOST_WORDS);
}

/** Words of the index that nobody writes: endings and parts of compounds, addresses. */
const isMark = (word: string) => /[:@/]/.test(word);

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
