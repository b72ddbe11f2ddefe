import type { Recognized, RecognizedTitle } from "../../analysis/recognizer.ts";
import { isStopWord } from "../../analysis/stop-words.ts";
import type { Token } from "../../analysis/token.ts";
import type { QueryNode, ScopeName } from "../../domain/query.ts";
import { quoted } from "../query/lint.ts";
import { normalForm } from "../query/normal-form.ts";
import {
	country,
	forms,
	isLeaf,
	type Leaf,
	literal,
	type PlanContext,
	prefix,
	related,
	synonyms,
	titleNames,
	wordsApart,
	wordsOf,
} from "./leaf.ts";
import type { Alternative, Part, Role } from "./part.ts";

/** A word of the query with its place in the tokens of its run. */
interface Word {
	readonly leaf: Leaf;
	readonly start: number;
	readonly end: number;
}

/** Words of one scope side by side, and what the vocabulary recognises in them. */
interface Run {
	readonly scope: ScopeName | null;
	readonly words: readonly Word[];
	readonly tokens: readonly Token[];
	readonly skills: readonly Recognized[];
	readonly titles: readonly RecognizedTitle[];
}

export interface SequenceOptions {
	readonly role: Role;
	/** Whether words like "in" and "the" count; they do when there is nothing else. */
	readonly keepStopWords: boolean;
}

/**
 * The parts of words that stand side by side. Words that together name a skill ("machine learning") are one part; a title
 * ("software engineer") gives each of its words the names of the same occupation as an alternative.
 */
export function partsOfSequence(nodes: readonly QueryNode[], options: SequenceOptions, context: PlanContext): Part[] {
	return runsOf(nodes.filter(isLeaf)).flatMap(([first, ...rest]) => {
		if (first === undefined) return [];
		if (first.kind !== "term") return partsOfLeaf(first, options.role, context);
		return partsOfRun(runOf([first, ...rest], context), options, context);
	});
}

/** Neighbouring terms of one scope; every phrase and prefix alone. */
function runsOf(leaves: readonly Leaf[]): Leaf[][] {
	const runs: Leaf[][] = [];
	for (const leaf of leaves) {
		const run = runs.at(-1);
		const joins = leaf.kind === "term" && run?.[0]?.kind === "term" && run[0].scope === leaf.scope;
		if (joins) run.push(leaf);
		else runs.push([leaf]);
	}
	return runs;
}

function runOf(leaves: readonly Leaf[], context: PlanContext): Run {
	const tokens: Token[] = [];
	const words = leaves.map((leaf) => {
		const start = tokens.length;
		for (const [index, token] of wordsOf(leaf, context).entries()) {
			tokens.push(index === 0 && start > 0 ? { ...token, gap: "space" } : token);
		}
		return { leaf, start, end: tokens.length };
	});
	const { recognizer } = context;
	const skills = recognizer.skills(tokens, { context: "list" });
	return { scope: leaves[0]?.scope ?? null, words, tokens, skills, titles: recognizer.titles(tokens) };
}

function partsOfRun(run: Run, options: SequenceOptions, context: PlanContext): Part[] {
	const parts: Part[] = [];
	for (let index = 0; index < run.words.length; ) {
		const word = run.words[index] as Word;
		const title = run.titles.find((found) => found.start === word.start && isWholly(found, run));
		const skill = run.skills.find((found) => found.start === word.start && endsWithWord(run, found.end));
		const end = title?.end ?? skill?.end ?? word.end;
		const words = run.words.slice(index).filter((one) => one.start < end || one === word);
		index += words.length;
		if (word.end === word.start) continue;
		if (title !== undefined) parts.push(partOfTitle(words, run, title, options.role, context));
		else if (skill !== undefined || options.keepStopWords || !isFiller(word, run, context)) {
			parts.push(partOfWords(words, run, skill, options.role, context));
		}
	}
	return parts;
}

/**
 * Whether a title of several words is one thing: it is, unless one of its words names a skill. "Software engineer" is; of "Java
 * developer" somebody may have the one and not the other.
 */
function isWholly(title: RecognizedTitle, run: Run): boolean {
	const words = run.words.filter(({ start, end }) => start >= title.start && end <= title.end);
	const skilled = run.skills.some(({ start, end }) => start < title.end && end > title.start);
	return words.length > 1 && endsWithWord(run, title.end) && !skilled;
}

const endsWithWord = (run: Run, end: number) => run.words.some((word) => word.end === end);

/** Capitals say that it is no filler: IT is not "it". */
function isFiller({ leaf, start, end }: Word, run: Run, { log }: PlanContext): boolean {
	const tokens = run.tokens.slice(start, end);
	const filler =
		run.scope === null && tokens.every(({ text, written }) => isStopWord(text, null) && !isAcronym(written));
	if (filler) {
		const message = `${quoted(leaf.text)} is too common to tell people apart and is left out. Put it in quotes to ask for it.`;
		log.add("ignored", "filler-word", leaf.span, message);
	}
	return filler;
}

const isAcronym = (written: string) => /^\p{Lu}{2,}$/u.test(written);

function partOfTitle(words: readonly Word[], run: Run, title: RecognizedTitle, role: Role, context: PlanContext): Part {
	const tokens = run.tokens.slice(title.start, title.end);
	const alternatives = [
		literal(
			tokens.map(({ text }) => text),
			run.scope,
		),
		...titleNames(title, false, run.scope, context),
		...wordsApart(tokens, run.scope, role, context),
	];
	return { ...written(words), role, alternatives };
}

/** The words of a part as the query has them. */
function written(words: readonly Word[]): Pick<Part, "clause" | "span"> {
	const [first, last] = [words[0] as Word, words.at(-1) as Word];
	const clause = words.map(({ leaf }, index) => (index === 0 ? normalForm(leaf) : leaf.text)).join(" ");
	return { clause, span: { start: first.leaf.span.start, end: last.leaf.span.end } };
}

function partOfWords(
	words: readonly Word[],
	run: Run,
	skill: Recognized | undefined,
	role: Role,
	context: PlanContext,
): Part {
	const [first, last] = [words[0] as Word, words.at(-1) as Word];
	const tokens = run.tokens.slice(first.start, last.end);
	const title = run.titles.find((found) => found.start <= first.start && found.end >= last.end);
	const { scope } = run;
	const exact = literal(
		tokens.map(({ text }) => text),
		scope,
	);
	const alternatives: Alternative[] = [exact];
	// The stem of a skill's name is another word: "marketing" is not "market".
	const named = words.length === 1 ? country(first.leaf.text, scope, context) : [];
	if (skill !== undefined) alternatives.push(...synonyms(skill, exact, scope, context));
	else if (tokens.length === 1 && named.length === 0) alternatives.push(...forms(tokens[0] as Token, scope, context));
	if (title !== undefined) alternatives.push(...titleNames(title, skill !== undefined, scope, context));
	alternatives.push(...named);
	if (skill !== undefined && role === "wanted") alternatives.push(...related(skill, scope, context));
	return { ...written(words), role, alternatives };
}

/** The part of a leaf that stands alone; none when it holds no word. */
export function partsOfLeaf(leaf: Leaf, role: Role, context: PlanContext): Part[] {
	if (leaf.kind === "term") return partsOfRun(runOf([leaf], context), { role, keepStopWords: true }, context);
	const tokens = wordsOf(leaf, context);
	const words = tokens.map(({ text }) => text);
	const [only] = words;
	if (only === undefined) return [];
	const isPrefix = leaf.kind === "prefix" && words.length === 1;
	if (leaf.kind === "prefix" && !isPrefix) {
		const message = `${quoted(leaf.text)} is several words; they are looked for as a phrase, without the *.`;
		context.log.add("ambiguous", "prefix-of-several-words", leaf.span, message);
	}
	const alternatives = [isPrefix ? prefix(only, leaf.scope, context) : literal(words, leaf.scope)];
	return [{ clause: normalForm(leaf), span: leaf.span, role, alternatives }];
}
