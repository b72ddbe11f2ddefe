import type { Recognizer } from "../analysis/recognizer.ts";
import { type Token, tokenize } from "../analysis/tokenize.ts";
import type { TextField } from "../domain/document.ts";
import type { Node } from "../engine/port.ts";

/** Where a group's alternative stands in a text: the engine says that it does, this finds the place to show. */
export interface Matcher {
	/** Quick test on the folded text; false only where nothing can be found. */
	mayMatch(folded: string): boolean;
	/** Token ranges, end exclusive. */
	find(tokens: readonly Token[], field: TextField): readonly (readonly [number, number])[];
}

type Sequence = readonly string[];

/**
 * @param words what the engine says that stems and prefixes of the group stood for
 */
export function matcherOf(node: Node, words: readonly string[], recognizer: Recognizer): Matcher | null {
	switch (node.op) {
		case "word":
			return conceptMatcher(node.word, recognizer) ?? sequenceMatcher([[node.word]]);
		case "stem":
			return sequenceMatcher([[node.word], ...words.map((word) => [word])]);
		case "phrase":
			return sequenceMatcher([node.words]);
		case "prefix":
			return prefixMatcher(node.prefix);
		case "and":
		case "or":
			return anyMatcher(node.of.map((one) => matcherOf(one, words, recognizer)).filter((one) => one !== null));
		default:
			return null;
	}
}

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
