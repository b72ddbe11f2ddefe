import { tokenize } from "../../analysis/tokenize.ts";
import { MOST_WORDS } from "../../analysis/unordered-forms.ts";
import { say } from "../../domain/sentence.ts";
import { LintLog, quoted } from "../query/lint.ts";
import { readEither } from "./either.ts";
import type { Leaf, WordContext } from "./leaf.ts";
import { type Run, runOf, runsOf, type Word } from "./run.ts";
import { type Title, titleFields } from "./title-names.ts";
import { saysOnlyLevel, wholeNameAt } from "./whole-names.ts";

/**
 * The order of plain words says nothing, nor that one of them is repeated: "analyst data" and "developer, java" ask for the titles that the
 * vocabulary has in the other order. What stands side by side is read first, then titles without a level, then the longest.
 */

/** More words are a text, whose order says what belongs together. */
const MOST_UNITS = 8;

/** What is one thing wherever it stands: a word, the words of a skill, the words of a title that is read as a whole. */
interface Unit {
	readonly leaves: readonly Leaf[];
	/** Of each leaf, folded; empty for what is no plain word. */
	readonly texts: readonly string[];
	readonly words: readonly string[];
	readonly kind: "title" | "skill" | "level" | "word";
}

interface FoundTitle {
	readonly title: Title;
	/** In the order of the title. */
	readonly units: readonly Unit[];
}

export interface TitleOrder {
	/** Each word once, and those that are one title in its order. */
	readonly leaves: readonly Leaf[];
	/** The titles of a skill and an occupation that a word is part of: of "java python developer" two. */
	readonly titles: ReadonlyMap<Leaf, readonly Title[]>;
	/** The words of each title that they make up in another order than the vocabulary has, as they were written. */
	readonly joined: readonly (readonly Leaf[])[];
}

export function inTitleOrder(written: readonly Leaf[], context: WordContext): TitleOrder {
	const units = onceEach(unitsOf(written, context));
	const titles = new Map<Leaf, readonly Title[]>();
	const taken = new Set<Unit>();
	const joined: (readonly Leaf[])[] = [];
	let ordered: readonly Unit[] = units;
	for (const found of titlesOf(units, context)) {
		if (found.units.some((unit) => taken.has(unit))) continue;
		if (isApart(found, context)) {
			for (const leaf of found.units.flatMap(({ leaves }) => leaves))
				titles.set(leaf, [...(titles.get(leaf) ?? []), found.title]);
		} else if (!statesLevel(found, context) || isBeside(found, ordered, titles)) {
			for (const unit of found.units) taken.add(unit);
			joined.push(ordered.filter((unit) => found.units.includes(unit)).flatMap(({ leaves }) => leaves));
			ordered = together(ordered, found, context);
		}
	}
	return { leaves: ordered.flatMap(({ leaves }) => leaves), titles, joined };
}

/** Words of one scope and level may be one thing. */
const keyOf = (leaf: Leaf | undefined): string => `${leaf?.scope} ${leaf?.level}`;

function unitsOf(written: readonly Leaf[], context: WordContext): Unit[] {
	// What there is to say of the words is said when they are read.
	const quiet = { ...context, log: new LintLog() };
	return runsOf(written).flatMap((leaves): Unit[] => {
		if (leaves[0]?.kind !== "term")
			return leaves.map((leaf) => ({ leaves: [leaf], texts: [""], words: [], kind: "word" }));
		return unitsOfRun(runOf(leaves, quiet), quiet);
	});
}

function unitsOfRun(run: Run, context: WordContext): Unit[] {
	const units: Unit[] = [];
	for (let index = 0; index < run.words.length; ) {
		const word = run.words[index] as Word;
		const named = wholeNameAt(index, run, context);
		const { title, leading, skill } = named;
		const isName = title !== undefined || leading !== undefined || skill !== undefined;
		const either = isName ? null : readEither(run, index, context);
		const words = either?.words ?? named.words;
		const end = either?.words.at(-1)?.end ?? named.end;
		const tokens = run.tokens.slice(word.start, end);
		const isLevel = context.recognizer.seniority(tokens) !== null;
		// What a slash joins is asked for as it stands.
		const isTitle = title !== undefined || leading !== undefined || either !== null;
		const kind = isTitle ? "title" : skill !== undefined ? "skill" : isLevel ? "level" : "word";
		const textOf = (one: Word) => wordsBetween(run, one.start, one.end).join(" ");
		units.push({
			leaves: words.map(({ leaf }) => leaf),
			texts: words.map(textOf),
			words: wordsBetween(run, word.start, end),
			kind,
		});
		index += words.length;
	}
	return units;
}

const wordsBetween = ({ tokens }: Run, start: number, end: number) => tokens.slice(start, end).map(({ text }) => text);

/** A word that stands there already, alone or in a name, asks for nothing more; the heavier one gives its weight. */
function onceEach(units: readonly Unit[]): Unit[] {
	const keysOf = ({ leaves, texts }: Unit) => texts.map((text, at) => `${keyOf(leaves[at])} ${text}`);
	const isNamed = ({ leaves }: Unit) => leaves.length > 1;
	const isWord = ({ words }: Unit) => words.length > 0;
	const known = new Set(units.filter(isNamed).flatMap(keysOf));
	const weights = new Map<string, number>();
	for (const unit of units.filter(isWord))
		for (const [at, key] of keysOf(unit).entries())
			weights.set(key, Math.max(weights.get(key) ?? 0, weightOf(unit.leaves[at] as Leaf)));
	return units.flatMap((unit) => {
		if (!isWord(unit)) return unit;
		const keys = keysOf(unit);
		if (!isNamed(unit) && keys.every((key) => known.has(key))) return [];
		for (const key of keys) known.add(key);
		return { ...unit, leaves: unit.leaves.map((leaf, at) => weighing(leaf, weights.get(keys[at] as string) ?? 1)) };
	});
}

const weightOf = ({ weight = 1 }: Leaf): number => weight;

function weighing(leaf: Leaf, heaviest: number): Leaf {
	if (weightOf(leaf) === heaviest) return leaf;
	const { weight: _, ...bare } = leaf;
	return heaviest === 1 ? bare : { ...bare, weight: heaviest };
}

/** Those that words make up in any order: first such as are one thing and name no level, then the longest. */
function titlesOf(units: readonly Unit[], context: WordContext): FoundTitle[] {
	const mayJoin = ({ kind, words, leaves: [leaf] }: Unit) =>
		kind !== "title" &&
		words.length > 0 &&
		words.every((word) => context.recognizer.isTitleWord(word)) &&
		titleFields(leaf?.scope ?? null) !== undefined;
	const groups = Map.groupBy(units.filter(mayJoin), ({ leaves: [leaf] }) => keyOf(leaf));
	const found = [...groups.values()]
		.filter((group) => group.length <= MOST_UNITS)
		.map((group) => group.toSorted((one, other) => (textOf(one) < textOf(other) ? -1 : 1)))
		.flatMap((group) => combinationsOf(group, MOST_WORDS).flatMap((some) => titleOf(some, context) ?? []));
	const last = (one: FoundTitle) => (isApart(one, context) ? 1 : statesLevel(one, context) ? 2 : 0);
	return found.toSorted((one, other) => last(one) - last(other) || other.units.length - one.units.length);
}

const textOf = ({ words }: Unit): string => words.join(" ");

/** All choices of two or more. */
function combinationsOf<T>(all: readonly T[], most: number): T[][] {
	let chosen: T[][] = [[]];
	for (const one of all) chosen = chosen.flatMap((some) => (some.length < most ? [some, [...some, one]] : [some]));
	return chosen.filter((some) => some.length > 1);
}

function titleOf(units: readonly Unit[], { recognizer }: WordContext): FoundTitle | null {
	const found = recognizer.titleOfWords(units.flatMap(({ words }) => words));
	if (found === null) return null;
	const owners = units.flatMap((unit) => unit.words.map(() => unit));
	const ordered = found.order.map((at) => owners[at] as Unit);
	const inTurn = ordered.filter((unit, at) => unit !== ordered[at - 1]);
	// The words of a skill stay together.
	return inTurn.length === units.length ? { title: found.title, units: inTurn } : null;
}

/** A skill and an occupation, of which somebody may have the one and not the other. */
const isApart = ({ units }: FoundTitle, context: WordContext): boolean =>
	units.some(({ kind }) => kind === "skill") && !saysLevelBeside(units, context);

/** Beside a skill nothing but a level: "sales manager", "head of sales". */
function saysLevelBeside(units: readonly Unit[], { recognizer }: WordContext): boolean {
	const others = units.filter(({ kind }) => kind !== "skill");
	return saysOnlyLevel(tokenize(others.map(textOf).join(" ")), recognizer);
}

const statesLevel = ({ units }: FoundTitle, context: WordContext): boolean =>
	units.some(({ kind }) => kind === "level") ||
	(units.some(({ kind }) => kind === "skill") && saysLevelBeside(units, context));

/** "Manager sales" is one thing; a level that stands elsewhere ("senior java scientist") is that of all. */
function isBeside({ units: own }: FoundTitle, units: readonly Unit[], titles: ReadonlyMap<Leaf, unknown>): boolean {
	const first = units.findIndex((unit) => own.includes(unit));
	const areNext = units.slice(first, first + own.length).every((unit) => own.includes(unit));
	return areNext && !own.some(({ leaves: [leaf] }) => titles.has(leaf as Leaf));
}

/** The words of the title where the first of them stood. */
function together(units: readonly Unit[], { units: own, title }: FoundTitle, { log }: WordContext): readonly Unit[] {
	const first = units.findIndex((unit) => own.includes(unit));
	const isOther = (unit: Unit) => !own.includes(unit);
	const leaves = units.filter((unit) => own.includes(unit)).flatMap((unit) => unit.leaves);
	const span = { start: leaves[0]?.span.start ?? 0, end: leaves.at(-1)?.span.end ?? 0 };
	const message = say`${quoted(leaves.map(({ text }) => text).join(" "))} is read as the title ${quoted(title.label)}. For words as they are written use quotes.`;
	log.add("understood", "title-order", span, message);
	return [...units.slice(0, first), ...own, ...units.slice(first).filter(isOther)];
}
