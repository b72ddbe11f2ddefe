import { editsAway, fitsPattern } from "../analysis/open-words.ts";
import type { Recognizer } from "../analysis/recognizer.ts";
import { type Token, tokenize } from "../analysis/tokenize.ts";
import { wordKeys } from "../analysis/word-keys.ts";
import type { TextField } from "../domain/document.ts";
import { runsOf } from "../engine/port.ts";
import type { Condition } from "./plan/origin.ts";

/** Where a group's alternative stands in a text: the engine says that it does, this finds the place to show. */
export interface Matcher {
	/** Quick test on the folded text; false only where nothing can be found. */
	mayMatch(folded: string): boolean;
	/** Token ranges, end exclusive. */
	find(tokens: readonly Token[], field: TextField): readonly (readonly [number, number])[];
}

type Sequence = readonly string[];

/**
 * @param words what the engine says that stems, prefixes, patterns and fuzzy words of the group stood for
 */
export function matcherOf(node: Condition, words: readonly string[], recognizer: Recognizer): Matcher | null {
	switch (node.op) {
		case "word":
			return conceptMatcher(node.word, recognizer) ?? sequenceMatcher([[node.word]]);
		case "stem":
			return sequenceMatcher([[node.word], ...onlyWords(words, (word) => hasKeyOf(node, word))]);
		case "phrase":
			return node.slop ? nearMatcher(node, node.slop) : sequenceMatcher([node.words]);
		case "fuzzy":
			return sequenceMatcher(onlyWords(words, (word) => editsAway(word, node.word, node.edits) !== null));
		case "pattern":
			return sequenceMatcher(onlyWords(words, (word) => fitsPattern(word, node.pattern)));
		case "prefix":
			return prefixMatcher(node.prefix);
		case "and":
		case "or":
			return anyMatcher(node.of.map((one) => matcherOf(one, words, recognizer)).filter((one) => one !== null));
		default:
			return null;
	}
}

/** Whether a word of the dictionary is one that a condition stands for. */
export const hasKeyOf = ({ stems }: Extract<Condition, { op: "stem" }>, word: string): boolean =>
	wordKeys(word, null).some((key) => stems.includes(key));

/** Of the words that all alternatives of a group stood for, those of one of them. */
const onlyWords = (words: readonly string[], isOwn: (word: string) => boolean): Sequence[] =>
	words.filter(isOwn).map((word) => [word]);

const anyMatcher = (matchers: readonly Matcher[]): Matcher => ({
	mayMatch: (folded) => matchers.some((matcher) => matcher.mayMatch(folded)),
	find: (tokens, field) => matchers.flatMap((matcher) => matcher.find(tokens, field)),
});

function sequenceMatcher(sequences: readonly Sequence[]): Matcher {
	const byFirst = Map.groupBy(sequences, ([first = ""]) => first);
	const probes = [...byFirst.keys()].map(probeOf);
	return {
		mayMatch: (folded) => probes.some((probe) => probe(folded)),
		find: (tokens) =>
			tokens.flatMap((token, start) => {
				const found = byFirst.get(token.text)?.find((sequence) => standsAt(tokens, start, sequence));
				return found === undefined ? [] : [[start, start + found.length] as const];
			}),
	};
}

/** A quick look at a folded text. */
type Probe = (folded: string) => boolean;

/**
 * What the folded text must hold for the word to stand in it: the word up to its first sign. The tokenizer takes signs out of
 * some words (O'Brien, U.S.A., 10,000), so of short ones, of numbers and beside an apostrophe only the beginning is looked for.
 */
function probeOf(word: string): Probe {
	const letters = /^[\p{L}\p{N}]+/u.exec(word)?.[0] ?? "";
	const start = letters.slice(0, 1);
	const mayHoldSigns = letters.length <= 4 || /^\p{N}/u.test(letters);
	return (folded) => folded.includes(letters) || ((mayHoldSigns || folded.includes("'")) && folded.includes(start));
}

const standsAt = (tokens: readonly Token[], start: number, sequence: Sequence) =>
	sequence.every((word, offset) => tokens[start + offset]?.text === word);

/** Each run of a phrase whose runs of words stand near to each other, in any order. */
function nearMatcher(phrase: Nearby, slop: number): Matcher {
	const { words } = phrase;
	const runs = runsOf(phrase);
	const width = words.length + slop;
	const probes = words.map(probeOf);
	return {
		mayMatch: (folded) => probes.every((probe) => probe(folded)),
		find(tokens) {
			const places = tokens
				.flatMap((_, start) => runs.filter((run) => standsAt(tokens, start, run.words)).map((run) => ({ run, start })))
				.map((place) => ({ ...place, end: place.start + place.run.words.length }))
				.toSorted((one, other) => one.end - other.end);
			const near = new Set<(typeof places)[number]>();
			let first = 0;
			for (const [index, { end }] of places.entries()) {
				while ((places[first]?.end ?? end) <= end - width) first++;
				const within = places.slice(first, index + 1).filter(({ start }) => start >= end - width);
				const holds = runs.every((run) => within.filter((place) => place.run === run).length >= run.times);
				if (holds) for (const place of within) near.add(place);
			}
			return [...near].map(({ start, end }) => [start, end] as const);
		},
	};
}

type Nearby = Extract<Condition, { readonly op: "phrase" }>;

function prefixMatcher(prefix: string): Matcher {
	return {
		mayMatch: probeOf(prefix),
		find: (tokens) => tokens.flatMap(({ text }, at) => (text.startsWith(prefix) ? [[at, at + 1] as const] : [])),
	};
}

/** The words behind a canonical token: all names of the skill, the recognised title, the place. */
function conceptMatcher(word: string, recognizer: Recognizer): Matcher | null {
	const colon = word.indexOf(":");
	if (colon < 1) return null;
	const id = word.slice(colon + 1);
	switch (word.slice(0, colon)) {
		case "skill": {
			const skill = recognizer.vocabulary.skill(id);
			const names = skill === undefined ? [] : [skill.label, ...skill.synonyms];
			return sequenceMatcher(names.map((name) => tokenize(name).map(({ text }) => text)));
		}
		case "title":
			return titleMatcher(recognizer, (title) => title.family === id);
		case "title-id":
			return titleMatcher(recognizer, (title) => title.id === id);
		case "country":
			return { mayMatch: () => true, find: (tokens, field) => (field === "location" ? [[0, tokens.length]] : []) };
		default:
			return null;
	}
}

function titleMatcher(
	recognizer: Recognizer,
	wanted: (title: { readonly id: string; readonly family: string }) => boolean,
): Matcher {
	return {
		mayMatch: () => true,
		find: (tokens, field) =>
			field === "currentTitle" || field === "pastTitle"
				? recognizer
						.titles(tokens)
						.filter(wanted)
						.map(({ start, end }) => [start, end] as const)
				: [],
	};
}
