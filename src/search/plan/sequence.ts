import type { Recognized, RecognizedTitle } from "../../analysis/recognizer.ts";
import { isFiller } from "../../analysis/stop-words.ts";
import type { Token } from "../../analysis/token.ts";
import type { QueryNode } from "../../domain/query.ts";
import { say } from "../../domain/sentence.ts";
import { quoted } from "../query/lint.ts";
import { normalForm } from "../query/normal-form.ts";
import { leftOn } from "./choice.ts";
import { compounds } from "./compound.ts";
import { type EitherOr, readEither } from "./either.ts";
import { asCompound, inCompounds } from "./german-compound.ts";
import { type LeadingTitle, waysOfLeading } from "./leading-title.ts";
import {
	city,
	contact,
	country,
	forms,
	isLeaf,
	type Leaf,
	literal,
	type PlanContext,
	prefix,
	related,
	synonyms,
	togetherOf,
	wordsOf,
} from "./leaf.ts";
import { nearby } from "./nearby.ts";
import { fuzzy, wildcard } from "./open-word.ts";
import { inOtherGender } from "./other-gender.ts";
import { inOtherScript } from "./other-script.ts";
import { type Alternative, allOf, conditionOf, isOpenToRelated, type Part, type Role, signed, united } from "./part.ts";
import { countriesWithin, placeInPlace } from "./place-within.ts";
import { type Run, runOf, runsOf, type Word } from "./run.ts";
import {
	apartWeight,
	levelWords,
	namesOfTitles,
	type Title,
	titleFields,
	titleNames,
	wordsApart,
} from "./title-names.ts";
import { inTitleOrder } from "./title-order.ts";
import { wholeNameAt } from "./whole-names.ts";

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
	const { leaves, titles } = inTitleOrder(nodes.filter(isLeaf), context);
	return runsOf(leaves).flatMap(([first, ...rest]) => {
		if (first === undefined) return [];
		if (first.kind !== "term") return partsOfLeaf(first, options.role, context);
		const run = { ...runOf([first, ...rest], context), partOf: titles, isAlone: leaves.length === 1 };
		return partsOfRun(run, options, context);
	});
}

function partsOfRun(run: Run, options: SequenceOptions, context: PlanContext): Part[] {
	const parts: Part[] = [];
	for (let index = 0; index < run.words.length; ) {
		const word = run.words[index] as Word;
		const { title, leading, skill, words } = wholeNameAt(index, run, context);
		const isNamed = title !== undefined || leading !== undefined;
		const isLeftOut =
			word.end === word.start ||
			(!isNamed && skill === undefined && !options.keepStopWords && isLeftOutAsFiller(word, run, context));
		const either = !isNamed && !isLeftOut ? readEither(run, index, context) : null;
		index += either?.words.length ?? words.length;
		if (isLeftOut) continue;
		if (title !== undefined) parts.push(partOfTitle(words, run, title, options.role, context));
		else if (leading !== undefined) parts.push(partOfLeading(words, run, leading, options.role, context));
		else if (either !== null) parts.push(partOfEither(either, options.role, context));
		else parts.push(partOfWords(words, run, skill, options.role, context));
	}
	return parts;
}

/** One thing asked for, whichever of the sides somebody has. */
function partOfEither({ words, sides }: EitherOr, role: Role, context: PlanContext): Part {
	const parts = sides.map((side): Part => {
		const read = partsOfSequence(side, { role, keepStopWords: true }, context);
		const [only] = read;
		if (only !== undefined && read.length === 1) return only;
		// Several things side by side ("scrum master"): somebody has the side who has all of them.
		const all: Alternative = { node: allOf(read.map(conditionOf)), weight: 1, way: "literal", label: null, words: [] };
		return {
			...written(words),
			clause: side.map((leaf) => normalForm(leaf)).join(" "),
			weight: 1,
			role,
			alternatives: [all],
		};
	});
	return { ...written(words), role, alternatives: united(parts).alternatives };
}

function isLeftOutAsFiller({ leaf, start, end }: Word, run: Run, { log }: PlanContext): boolean {
	const tokens = run.tokens.slice(start, end);
	const filler = run.scope === null && tokens.every(isFiller);
	if (filler) {
		const message = say`${quoted(leaf.text)} is too common to tell people apart and is left out. Put it in quotes to ask for it.`;
		log.add("ignored", "filler-word", leaf.span, message);
	}
	return filler;
}

function partOfTitle(words: readonly Word[], run: Run, title: RecognizedTitle, role: Role, context: PlanContext): Part {
	const tokens = run.tokens.slice(title.start, title.end);
	const alternatives = [
		literal(
			tokens.map(({ text }) => text),
			run.scope,
		),
		...inOtherGender(tokens, run.scope, context),
		...inOtherScript(tokens, run.scope, context),
		...asCompound(tokens, run.scope, context),
		...titleNames(title, false, run.scope, context),
		...wordsApart(tokens, run.scope, role, context),
		...skillsOf(title, run, context),
		...nearby({ tokens, skill: undefined, title }, run.scope, role, context),
	];
	return { ...written(words), role, alternatives: leftOn(alternatives, context.choice) };
}

const partOfLeading = (
	words: readonly Word[],
	{ scope }: Run,
	leading: LeadingTitle,
	role: Role,
	context: PlanContext,
): Part => ({
	...written(words),
	role,
	alternatives: leftOn(waysOfLeading(leading, scope, role, context), context.choice),
});

/** The skills that a title is about, by all of their names: worth as much as its words apart. */
function skillsOf(title: RecognizedTitle, { skills, tokens, scope }: Run, context: PlanContext): Alternative[] {
	const within = [...skills.values()].filter(({ start, end }) => start >= title.start && end <= title.end);
	return within.flatMap((skill) => {
		const words = tokens.slice(skill.start, skill.end).map(({ text }) => text);
		const exact = { ...literal(words, scope), words: [words.join(" ")] };
		return [exact, ...synonyms(skill, exact, scope, context)].map(
			(one): Alternative => ({
				...one,
				weight: one.weight * apartWeight(context),
				way: "form",
				source: "words-apart",
				label: say`${skill.label}, which it is about`,
			}),
		);
	});
}

/** The words of a part as the query has them. The heaviest of words that are one thing gives its weight to all. */
function written(words: readonly Word[]): Pick<Part, "clause" | "span" | "weight"> {
	const [first] = words as [Word];
	const { level: _level, weight: _weight, ...bare } = first.leaf;
	const text = words.map(({ leaf }, index) => (index === 0 ? normalForm(bare) : leaf.text)).join(" ");
	const weight = words.reduce((most, { leaf }) => Math.max(most, leaf.weight ?? 0), 0) || 1;
	const { level } = first.leaf;
	const clause = signed(text, { weight, ...(level && { level }) }, words.length === 1);
	const [starts, ends] = [words.map(({ leaf }) => leaf.span.start), words.map(({ leaf }) => leaf.span.end)];
	return { clause, weight, span: { start: Math.min(...starts), end: Math.max(...ends) } };
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
	const isLevel = statesLevel(words, run, context);
	const titles = titlesAround(words, run, isLevel);
	const { scope } = run;
	const exact = literal(
		tokens.map(({ text }) => text),
		scope,
	);
	const alternatives: Alternative[] = [exact, ...inOtherScript(tokens, scope, context)];
	// The stem of a skill's name is another word: "marketing" is not "market".
	const named =
		words.length === 1
			? [
					...country(first.leaf.text, scope, context),
					...countriesWithin(first.leaf.text, scope, context),
					...contact(first.leaf.text, scope),
				]
			: [];
	if (skill !== undefined) alternatives.push(...synonyms(skill, exact, scope, context));
	else if (tokens.length === 1 && named.length === 0)
		alternatives.push(...inOtherGender(tokens, scope, context), ...forms(tokens[0] as Token, scope, context));
	if (titles.length > 0) alternatives.push(...namesOfTitles(titles, skill !== undefined, scope, context));
	else if (tokens.length === 1 && skill === undefined) alternatives.push(...levelWords(tokens, scope, context));
	if (tokens.length === 1 && named.length === 0) alternatives.push(...inCompounds(tokens[0] as Token, scope, context));
	else alternatives.push(...asCompound(tokens, scope, context));
	if (tokens.length === 1 && skill === undefined && named.length === 0)
		alternatives.push(...compounds(tokens[0] as Token, scope, role, context));
	alternatives.push(...named, ...(words.length === 1 ? city(first.leaf.text, scope, context) : []));
	if (skill !== undefined && isOpenToRelated(role)) alternatives.push(...related(skill, scope, context));
	if (named.length === 0) alternatives.push(...nearby({ tokens, skill, title: titles[0] }, scope, role, context));
	const part = written(words);
	const weight = part.weight * (isLevel ? context.profile.parts.level : 1);
	return { ...part, weight, role, alternatives: leftOn(alternatives, context.choice) };
}

/** Whether it is a word that says at which level others are meant: "principal" of "principal engineer", who heads no school. */
function statesLevel(words: readonly Word[], run: Run, { recognizer }: PlanContext): boolean {
	const [only] = words;
	if (only === undefined || words.length > 1 || run.isAlone || titleFields(run.scope) === undefined) return false;
	const tokens = run.tokens.slice(only.start, only.end);
	return tokens.length === 1 && recognizer.seniority(tokens) !== null;
}

/** What the word is a part of wherever the other words stand, or stands within. */
function titlesAround(words: readonly Word[], run: Run, isLevel: boolean): readonly Title[] {
	const [first, last] = [words[0] as Word, words.at(-1) as Word];
	const anywhere = run.partOf.get(first.leaf);
	if (anywhere !== undefined) return anywhere;
	const found = run.titles
		.values()
		.find(({ start, end }) => start <= first.start && end >= last.end && !(isLevel && end - start === 1));
	return found === undefined ? [] : [found];
}

/** The part of a leaf that stands alone; none when it holds no word. */
export function partsOfLeaf(leaf: Leaf, role: Role, context: PlanContext): Part[] {
	if (leaf.kind === "term") return partsOfRun(runOf([leaf], context), { role, keepStopWords: true }, context);
	const alternatives = waysOf(leaf, context);
	if (alternatives.length === 0) return [];
	return [{ clause: normalForm(leaf), span: leaf.span, weight: leaf.weight ?? 1, role, alternatives }];
}

function waysOf(leaf: Leaf, context: PlanContext): Alternative[] {
	if (leaf.kind === "wildcard") return [wildcard(leaf, context)].filter((one) => one !== null);
	const words = wordsOf(leaf, context).map(({ text }) => text);
	const [only] = words;
	if (only === undefined) return [];
	if (leaf.kind === "phrase") {
		const runs = togetherOf(leaf);
		const apart = runs?.length === 1 ? {} : { slop: slopOf(leaf, words, context), runs };
		const wider = leaf.slop === undefined ? countriesWithin(leaf.text, leaf.scope, context) : [];
		return [
			literal(words, leaf.scope, apart),
			...placeInPlace(leaf.text, leaf.scope),
			...leftOn(wider, context.choice),
			...contact(leaf.text, leaf.scope),
		];
	}
	if (words.length === 1 && leaf.kind === "prefix") return [prefix(only, leaf.scope, context)];
	if (words.length === 1 && leaf.kind === "fuzzy") return fuzzy(leaf, only, context);
	const sign = leaf.kind === "fuzzy" ? "~" : "*";
	const message = say`${quoted(leaf.text)} is several words; they are looked for as a phrase, without the ${sign}.`;
	context.log.add("ambiguous", "prefix-of-several-words", leaf.span, message);
	return [literal(words, leaf.scope)];
}

function slopOf({ slop, span }: Leaf & { readonly kind: "phrase" }, words: readonly string[], { log }: PlanContext) {
	if (slop !== undefined && words.length === 1) {
		const message = say`A distance stands behind two words or more; here it is ignored.`;
		log.add("ignored", "distance-of-one-word", span, message);
	}
	return slop;
}
