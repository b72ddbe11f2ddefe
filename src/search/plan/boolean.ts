import type { Level, QueryNode } from "../../domain/query.ts";
import { say } from "../../domain/sentence.ts";
import { normalForm } from "../query/normal-form.ts";
import { leftOn } from "./choice.ts";
import { conditionOfBound, isBound } from "./condition.ts";
import { readEither } from "./either.ts";
import { contact, isLeaf, type Leaf, literal, type PlanContext, synonyms } from "./leaf.ts";
import type { Condition } from "./origin.ts";
import { inOtherGender } from "./other-gender.ts";
import { inOtherScript } from "./other-script.ts";
import {
	allOf,
	anyOf,
	conditionOf,
	factorOf,
	NOTHING,
	type Part,
	type Reading,
	type Role,
	signed,
	united,
} from "./part.ts";
import { runOf } from "./run.ts";
import { partsOfLeaf, partsOfSequence } from "./sequence.ts";

/**
 * How the strict part of a query is read: AND, OR, NOT and brackets as conditions that hold exactly, and the words in them that
 * people have as parts that score. A wish in it is no condition.
 */
export interface StrictOptions {
	readonly role: Role;
	/** Whether words that are only wanted stand beside it: then an OR is one part, so that coverage can count it. */
	readonly besideWanted: boolean;
}

export function readStrictly(node: QueryNode, options: StrictOptions, context: PlanContext): Reading {
	if (node.kind === "not") return { condition: excluding(node.of, context), parts: [] };
	const level = wishOf(node);
	if (level !== null) return { condition: null, parts: wishIn(node, level, options, context) };
	if (isBound(node)) return { condition: conditionOfBound(node, context), parts: [] };
	if (isLeaf(node)) return readLeaf(partsOfLeaf(node, options.role, context));
	return weighted(readJoined(node, options, context), node.weight);
}

/** In one side of an OR nothing is counted, so there a strong wish only weighs more. */
function wishIn(node: QueryNode, level: "strong" | "wish", { role }: StrictOptions, context: PlanContext): Part[] {
	if (role !== "optional") return readWish(node, level, context);
	const parts = readWish(node, "optional", context);
	return parts.map((part) => ({ ...part, weight: factorOf({ role: level, weight: part.weight }) }));
}

type JoinedNode = QueryNode & { readonly kind: "and" | "or" };

function readJoined(node: JoinedNode, options: StrictOptions, context: PlanContext): Reading {
	if (node.kind === "or") return readAny(node, options, context);
	return node.explicit ? readAll(node.of, options, context) : readSequence(node.of, options, context);
}

const readLeaf = (parts: readonly Part[]): Reading =>
	parts.length === 0 ? NOTHING : { condition: allOf(parts.map(conditionOf)), parts };

/** The weight of a bracket goes to all that stands in it. */
const weighted = (reading: Reading, weight = 1): Reading => ({
	...reading,
	parts: reading.parts.map((part) => ({ ...part, weight: part.weight * weight })),
});

function joined(readings: readonly Reading[]): Reading {
	const conditions = readings.map(({ condition }) => condition).filter((condition) => condition !== null);
	const parts = readings.flatMap((reading) => reading.parts);
	return { condition: conditions.length === 0 ? null : allOf(conditions), parts };
}

function readAll(nodes: readonly QueryNode[], options: StrictOptions, context: PlanContext): Reading {
	return joined(nodes.map((node) => readStrictly(node, options, context)));
}

function readSequence(nodes: readonly QueryNode[], options: StrictOptions, context: PlanContext): Reading {
	const { role } = options;
	const isWord = (node: QueryNode): node is Leaf => isLeaf(node) && wishOf(node) === null;
	const words = nodes.filter(isWord);
	let parts = partsOfSequence(words, { role, keepStopWords: false }, context);
	if (parts.length === 0) parts = partsOfSequence(words, { role, keepStopWords: true }, context);
	const others = nodes.filter((node) => !isWord(node));
	return joined([readLeaf(parts), readAll(others, options, context)]);
}

function readAny(node: QueryNode & { readonly kind: "or" }, options: StrictOptions, context: PlanContext): Reading {
	const readings = node.of
		.map((child) => readStrictly(withoutWish(child, context), { ...options, role: "optional" }, context))
		.filter((reading): reading is Reading & { condition: Condition } => reading.condition !== null);
	if (readings.length === 0) return NOTHING;
	const condition = anyOf(readings.map((reading) => reading.condition));
	const parts = readings.flatMap((reading) => reading.parts);
	const wordsOnly = node.of.every(isLeaf);
	if (!wordsOnly && !options.besideWanted) return { condition, parts };
	// Somebody may pass by a NOT alone and have none of the words: then no part says that he covers it.
	if (readings.some((reading) => reading.parts.length === 0)) return { condition, parts: [] };
	return { condition, parts: [{ ...written(node), role: options.role, ...united(parts) }] };
}

/** An OR as the reader wrote it, in brackets. */
function written(node: QueryNode & { readonly kind: "or" }): Pick<Part, "clause" | "span"> {
	const { level: _level, weight: _weight, ...bare } = node;
	return { clause: signed(`(${normalForm(bare)})`, node, true), span: node.span };
}

/** The level of a wish, null for what is none. */
export function wishOf(node: QueryNode): Exclude<Level, "must"> | null {
	if (node.kind === "not" || node.level === undefined || node.level === "must") return null;
	return node.level;
}

/** Whether nothing but wishes stands in it. */
function isWishful(node: QueryNode): boolean {
	if (wishOf(node) !== null) return true;
	return (node.kind === "and" || node.kind === "or") && node.of.every(isWishful);
}

/** Each side of an OR is enough by itself: a wish, which nobody has to have, would let everybody in. */
function withoutWish(node: QueryNode, context: PlanContext): QueryNode {
	if (node.kind !== "not" && node.level === "must") {
		const message = say`One side of an OR is enough, so none of them has to be there: ${normalForm(node)} is read without its sign. To demand one of all, write + before brackets around the whole.`;
		context.log.add("ambiguous", "must-in-or", node.span, message);
	}
	if (!isWishful(node)) return node;
	const message = say`A wish has no meaning as one side of an OR, where each side is enough: ${normalForm(node)} is read without its sign.`;
	context.log.add("ambiguous", "wish-in-or", node.span, message);
	return bare(node);
}

function bare(node: QueryNode): QueryNode {
	if (node.kind === "not") return node;
	const { level: _level, ...rest } = node;
	return rest.kind === "and" || rest.kind === "or" ? { ...rest, of: rest.of.map(bare) } : rest;
}

/**
 * The parts of a wish. A bracket of words is a wish for each of them, an OR one wish; what is no words (a tag, a range, a NOT) is
 * met or not.
 */
export function readWish(node: QueryNode, role: Role, context: PlanContext): Part[] {
	if (node.kind === "and") {
		const own = (child: QueryNode): Role => (role === "optional" ? role : (wishOf(child) ?? role));
		const words = node.of.filter((child) => isLeaf(child) && own(child) === role);
		const parts = partsOfSequence(words, { role, keepStopWords: false }, context);
		const others = node.of.filter((child) => !words.includes(child));
		const all = [...parts, ...others.flatMap((child) => readWish(child, own(child), context))];
		return all.map((part) => ({ ...part, weight: part.weight * (node.weight ?? 1) }));
	}
	if (isLeaf(node)) return partsOfLeaf(node, role, context);
	if (node.kind === "or" && (node.of.every(isLeaf) || (node.of.every(isSingle) && node.of.some(isWeighed)))) {
		const sides = node.of.flatMap((child) => readWish(bare(child), "optional", context));
		if (sides.length === 0) return [];
		const { alternatives, weight } = united(sides);
		return [{ ...written(node), role, alternatives, weight: weight * (node.weight ?? 1) }];
	}
	const { condition } = readStrictly(bare(node), { role: "optional", besideWanted: false }, context);
	if (condition === null) return [];
	const alternatives = [{ node: condition, weight: 1, way: "literal" as const, label: null, words: [] }];
	const weight = node.kind === "not" ? 1 : (node.weight ?? 1);
	return [{ clause: normalForm(node), span: node.span, role, weight, alternatives }];
}

/** Of sides that count for more and for less each counts by itself: one yes or no for all of them would make them equal. */
const isSingle = ({ kind }: QueryNode): boolean => kind !== "and" && kind !== "not";
const isWeighed = (node: QueryNode): boolean => node.kind !== "not" && node.weight !== undefined;

/**
 * People who have what is left out, by the literal words, for whatever gender, and the names of the same skill. No stems and no
 * titles: "NOT intern" must not leave out everybody who writes "internal" or "international".
 */
function excluding(node: QueryNode, context: PlanContext): Condition | null {
	const condition = literally(node, context);
	return condition === null ? null : { op: "not", of: condition };
}

function literally(node: QueryNode, context: PlanContext): Condition | null {
	if (node.kind === "not") return excluding(node.of, context);
	if (isBound(node)) return conditionOfBound(node, context);
	if (isLeaf(node)) {
		if (node.kind !== "term") return readStrictly(node, { role: "optional", besideWanted: false }, context).condition;
		const run = runOf([node], context);
		const { tokens } = run;
		if (tokens.length === 0) return null;
		const either = readEither(run, 0, context);
		if (either !== null) return anyOf(either.sides.flat().flatMap((side) => literally(side, context) ?? []));
		const found = run.skills.get(0);
		const skill = found?.end === tokens.length ? found : undefined;
		const words = literal(
			tokens.map(({ text }) => text),
			node.scope,
		);
		const names = skill === undefined ? [] : synonyms(skill, words, node.scope, context);
		const [canonical = words] = leftOn(names, context.choice);
		const genders = skill === undefined ? leftOn(inOtherGender(tokens, node.scope, context), context.choice) : [];
		const scripts = leftOn(inOtherScript(tokens, node.scope, context), context.choice).filter(
			({ weight }) => weight === 1,
		);
		const all = [canonical, ...genders, ...scripts, ...contact(node.text, node.scope)];
		return anyOf(all.map((alternative) => alternative.node));
	}
	const conditions = node.of.map((child) => literally(child, context)).filter((condition) => condition !== null);
	if (conditions.length === 0) return null;
	return node.kind === "or" ? anyOf(conditions) : allOf(conditions);
}
