import type { TextField } from "../../domain/document.ts";
import type { ScopeName, Span } from "../../domain/query.ts";
import { SCOPES } from "../../domain/query.ts";
import type { Node } from "../../engine/port.ts";

/** How an alternative stands for what was written. */
export type Way = "literal" | "form" | "synonym" | "title" | "related";

export interface Alternative {
	readonly node: Node;
	/** 1 for the literal word. */
	readonly weight: number;
	readonly way: Way;
	/** For the reader; null for the literal word. */
	readonly label: string | null;
	/** Words it was widened to that are known before the search. */
	readonly words: readonly string[];
}

/**
 * wanted: counts for coverage, none has to be there · required: the filter demands it · optional: one side of an OR, scores
 * where it is there.
 */
export type Role = "wanted" | "required" | "optional";

/** One thing asked for: a group of the engine's plan, and what the reader wrote. */
export interface Part {
	readonly clause: string;
	readonly span: Span;
	readonly role: Role;
	readonly alternatives: readonly Alternative[];
}

/** A piece of the query as a condition on people, and as parts that score. */
export interface Reading {
	/** Null when nothing of it can be looked for. */
	readonly condition: Node | null;
	readonly parts: readonly Part[];
}

export const NOTHING: Reading = { condition: null, parts: [] };

/** The text fields of a scope, as nodes name them. */
export const inScope = (scope: ScopeName | null): { readonly fields?: readonly TextField[] } =>
	scope === null ? {} : { fields: SCOPES[scope] };

/** People who have the part itself; a related skill is not it. */
export function conditionOf(part: Part): Node {
	const nodes = part.alternatives.filter(({ way }) => way !== "related").map(({ node }) => node);
	return anyOf(nodes.filter((node) => !nodes.some((other) => includes(other, node))));
}

/** Whether a way of saying it already lets in everybody whom another one does: a synonym and a stem include the word itself. */
function includes(wider: Node, node: Node): boolean {
	if (wider.op === "or") return wider.of.includes(node);
	return wider.op === "stem" && node.op === "word" && wider.word === node.word && wider.fields === node.fields;
}

/** All alternatives of parts that are ways of saying the same, each once, and named by the words that it stands for. */
export function united(parts: readonly Part[]): Alternative[] {
	const known = new Map<string, Alternative>();
	for (const part of parts) {
		for (const alternative of part.alternatives) {
			const key = JSON.stringify(alternative.node);
			if (!known.has(key)) known.set(key, { ...alternative, label: alternative.label ?? part.clause });
		}
	}
	return [...known.values()];
}

export function anyOf(nodes: readonly Node[]): Node {
	const [only] = nodes;
	return nodes.length === 1 && only !== undefined ? only : { op: "or", of: nodes };
}

export function allOf(nodes: readonly Node[]): Node {
	const [only] = nodes;
	if (only === undefined) return { op: "all" };
	return nodes.length === 1 ? only : { op: "and", of: nodes };
}
