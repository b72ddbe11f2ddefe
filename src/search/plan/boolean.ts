import type { QueryNode } from "../../domain/query.ts";
import type { Node } from "../../engine/port.ts";
import { normalForm } from "../query/normal-form.ts";
import { readEither } from "./either.ts";
import { contact, isLeaf, literal, type PlanContext, synonyms } from "./leaf.ts";
import { allOf, anyOf, conditionOf, NOTHING, type Reading, type Role, united } from "./part.ts";
import { runOf } from "./run.ts";
import { partsOfLeaf, partsOfSequence } from "./sequence.ts";

/**
 * How the strict part of a query is read: AND, OR, NOT and brackets as conditions that hold exactly, and the words in them that
 * people have as parts that score.
 */
export interface StrictOptions {
	readonly role: Role;
	/** Whether words that are only wanted stand beside it: then an OR is one part, so that coverage can count it. */
	readonly besideWanted: boolean;
}

export function readStrictly(node: QueryNode, options: StrictOptions, context: PlanContext): Reading {
	if (node.kind === "not") return { condition: excluding(node.of, context), parts: [] };
	if (node.kind === "and")
		return node.explicit ? readAll(node.of, options, context) : readSequence(node.of, options, context);
	if (node.kind === "or") return readAny(node, options, context);
	const parts = partsOfLeaf(node, options.role, context);
	return parts.length === 0 ? NOTHING : { condition: allOf(parts.map(conditionOf)), parts };
}

function joined(readings: readonly Reading[]): Reading {
	const conditions = readings.map(({ condition }) => condition).filter((condition) => condition !== null);
	if (conditions.length === 0) return NOTHING;
	return { condition: allOf(conditions), parts: readings.flatMap(({ parts }) => parts) };
}

function readAll(nodes: readonly QueryNode[], options: StrictOptions, context: PlanContext): Reading {
	return joined(nodes.map((node) => readStrictly(node, options, context)));
}

function readSequence(nodes: readonly QueryNode[], options: StrictOptions, context: PlanContext): Reading {
	const { role } = options;
	let parts = partsOfSequence(nodes, { role, keepStopWords: false }, context);
	if (parts.length === 0) parts = partsOfSequence(nodes, { role, keepStopWords: true }, context);
	const words: Reading = parts.length === 0 ? NOTHING : { condition: allOf(parts.map(conditionOf)), parts };
	return joined([
		words,
		readAll(
			nodes.filter((node) => !isLeaf(node)),
			options,
			context,
		),
	]);
}

function readAny(node: QueryNode & { readonly kind: "or" }, options: StrictOptions, context: PlanContext): Reading {
	const readings = node.of
		.map((child) => readStrictly(child, { ...options, role: "optional" }, context))
		.filter((reading): reading is Reading & { condition: Node } => reading.condition !== null);
	if (readings.length === 0) return NOTHING;
	const condition = anyOf(readings.map((reading) => reading.condition));
	const parts = readings.flatMap((reading) => reading.parts);
	const wordsOnly = node.of.every(isLeaf);
	if (!wordsOnly && !options.besideWanted) return { condition, parts };
	// Somebody may pass by a NOT alone and have none of the words: then no part says that he covers it.
	if (readings.some((reading) => reading.parts.length === 0)) return { condition, parts: [] };
	const clause = `(${normalForm(node)})`;
	return { condition, parts: [{ clause, span: node.span, role: options.role, alternatives: united(parts) }] };
}

/**
 * People who have what is left out, by the literal words and the names of the same skill. No stems and no titles: "NOT
 * intern" must not leave out everybody who writes "internal" or "international".
 */
function excluding(node: QueryNode, context: PlanContext): Node | null {
	const condition = literally(node, context);
	return condition === null ? null : { op: "not", of: condition };
}

function literally(node: QueryNode, context: PlanContext): Node | null {
	if (node.kind === "not") return excluding(node.of, context);
	if (isLeaf(node)) {
		if (node.kind !== "term") return readStrictly(node, { role: "optional", besideWanted: false }, context).condition;
		const run = runOf([node], context);
		const { tokens } = run;
		if (tokens.length === 0) return null;
		const either = readEither(run, 0, context.log);
		if (either !== null) return anyOf(either.sides.flat().flatMap((side) => literally(side, context) ?? []));
		const found = run.skills.get(0);
		const skill = found?.end === tokens.length ? found : undefined;
		const words = literal(
			tokens.map(({ text }) => text),
			node.scope,
		);
		const [canonical = words] = skill === undefined ? [] : synonyms(skill, words, node.scope, context);
		return anyOf([canonical, ...contact(node.text, node.scope)].map((alternative) => alternative.node));
	}
	const conditions = node.of.map((child) => literally(child, context)).filter((condition) => condition !== null);
	if (conditions.length === 0) return null;
	return node.kind === "or" ? anyOf(conditions) : allOf(conditions);
}
