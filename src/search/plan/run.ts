import type { Recognized, RecognizedTitle } from "../../analysis/recognizer.ts";
import type { Token } from "../../analysis/token.ts";
import type { ScopeName } from "../../domain/query.ts";
import { type Leaf, type WordContext, wordsOf } from "./leaf.ts";
import type { Title } from "./title-names.ts";

/** A word of the query with its place in the tokens of its run. */
export interface Word {
	readonly leaf: Leaf;
	readonly start: number;
	readonly end: number;
}

/** Words of one scope side by side, and what the vocabulary recognises in them. */
export interface Run {
	readonly scope: ScopeName | null;
	readonly words: readonly Word[];
	readonly tokens: readonly Token[];
	/** Places in the tokens before which a slash stands, inside a word: `Java/J2EE`. */
	readonly slashes: ReadonlySet<number>;
	/** Places in the tokens at which a word ends. */
	readonly ends: ReadonlySet<number>;
	/** By the place at which they begin. */
	readonly skills: ReadonlyMap<number, Recognized>;
	readonly titles: ReadonlyMap<number, RecognizedTitle>;
	/** Whether nothing else is asked for side by side with it. */
	readonly isAlone: boolean;
	/** Titles that a word is part of wherever the other words stand. */
	readonly partOf: ReadonlyMap<Leaf, readonly Title[]>;
}

/** Neighbouring terms of one scope and level; every phrase and prefix alone. */
export function runsOf(leaves: readonly Leaf[]): Leaf[][] {
	const runs: Leaf[][] = [];
	for (const leaf of leaves) {
		const run = runs.at(-1);
		const joins =
			leaf.kind === "term" && run?.[0]?.kind === "term" && run[0].scope === leaf.scope && run[0].level === leaf.level;
		if (joins) run.push(leaf);
		else runs.push([leaf]);
	}
	return runs;
}

export function runOf(leaves: readonly Leaf[], context: WordContext): Run {
	const tokens: Token[] = [];
	const slashes = new Set<number>();
	const words = leaves.map((leaf) => {
		const start = tokens.length;
		const own = wordsOf(leaf, context);
		for (const [index, token] of own.entries()) {
			if (isSlash(leaf.text.slice(own[index - 1]?.end ?? token.start, token.start))) slashes.add(tokens.length);
			tokens.push(index === 0 && start > 0 ? { ...token, gap: "space" } : token);
		}
		return { leaf, start, end: tokens.length };
	});
	const { recognizer } = context;
	return {
		scope: leaves[0]?.scope ?? null,
		words,
		tokens,
		slashes,
		ends: new Set(words.map(({ end }) => end)),
		skills: byStart(recognizer.skills(tokens, { context: "list" })),
		titles: byStart(recognizer.titles(tokens)),
		isAlone: leaves.length === 1,
		partOf: new Map(),
	};
}

const byStart = <T extends Recognized>(found: readonly T[]): ReadonlyMap<number, T> =>
	new Map(found.map((one) => [one.start, one]));

const isSlash = (between: string) => between === "/" || between === "\\" || between === "／";
