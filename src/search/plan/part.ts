import type { TextField } from "../../domain/document.ts";
import type { ExpansionSource, Marks, ScopeName, Span } from "../../domain/query.ts";
import { SCOPES } from "../../domain/query.ts";
import type { Label } from "../../domain/sentence.ts";
import type { SkillUseFeature } from "../../rank/pool.ts";
import { LEVEL_SIGNS } from "../query/characters.ts";
import type { Condition } from "./origin.ts";

/** How an alternative stands for what was written. */
export type Way = "literal" | "form" | "synonym" | "title" | "related";

export interface Alternative {
	readonly node: Condition;
	/** 1 for the literal word. */
	readonly weight: number;
	readonly way: Way;
	/** Where few people have anything of what was asked, it lets somebody into the list, behind all others. */
	readonly opens?: true;
	/** What widened the part to it; absent where the query itself asks for it. */
	readonly source?: ExpansionSource;
	/** For the reader; null for the literal word. */
	readonly label: Label | null;
	/** Words it was widened to that are known before the search. */
	readonly words: readonly string[];
}

/**
 * wanted: counts for coverage, none has to be there · required: the filter demands it · optional: one side of an OR, scores
 * where it is there · strong: wanted, and counts double · wish: scores where it is there, and decides nothing.
 */
export type Role = "wanted" | "required" | "optional" | "strong" | "wish";

/** A strong wish counts as two parts, when it is decided who is in the list and in the points. */
const STRONG = 2;

export const countsOf = (role: Role): 0 | 1 | 2 => (role === "strong" ? STRONG : role === "wish" ? 0 : 1);

/** Whether somebody who lacks it lacks something. */
export const isNeeded = (role: Role): boolean => role !== "optional" && role !== "wish";

/** One thing asked for: a group of the engine's plan, and what the reader wrote. */
export interface Part {
	readonly clause: string;
	readonly span: Span;
	readonly role: Role;
	/** Factor that the query gives it; 1 without one. */
	readonly weight: number;
	readonly alternatives: readonly Alternative[];
	/** Present: nothing that was asked for, but what a feature of the ranking looks at. */
	readonly feature?: SkillUseFeature;
}

/** Whether what is near to it may stand in for it: nobody is listed for something near to what he must have. */
export const isOpenToRelated = (role: Role): boolean => role === "wanted" || role === "strong";

/** What a part is multiplied with, in both stages. */
export const factorOf = ({ role, weight }: Pick<Part, "role" | "weight">): number =>
	role === "strong" ? STRONG * weight : weight;

/** A text with the signs that stand before and behind it in the query. */
export function signed(text: string, { level, weight = 1 }: Marks, isWord: boolean): string {
	if (level === undefined && weight === 1) return text;
	const whole = isWord ? text : `(${text})`;
	return `${level === undefined ? "" : LEVEL_SIGNS[level]}${whole}${weight === 1 ? "" : `^${weight}`}`;
}

/** A piece of the query as a condition on people, and as parts that score. */
export interface Reading {
	/** Null when nothing of it can be looked for, or nobody has to have it. */
	readonly condition: Condition | null;
	readonly parts: readonly Part[];
}

export const NOTHING: Reading = { condition: null, parts: [] };

/** The text fields of a scope, as nodes name them. */
export const inScope = (scope: ScopeName | null): { readonly fields?: readonly TextField[] } =>
	scope === null ? {} : { fields: SCOPES[scope] };

/** People who have the part itself; a related skill is not it. */
export function conditionOf(part: Part): Condition {
	const nodes = part.alternatives.filter(({ way }) => way !== "related").map(({ node }) => node);
	return anyOf(nodes.filter((node) => !nodes.some((other) => includes(other, node))));
}

/** Whether a way of saying it already lets in everybody whom another one does: a synonym and a stem include the word itself. */
function includes(wider: Condition, node: Condition): boolean {
	if (wider.op === "or") return wider.of.includes(node);
	if (wider.op === "fuzzy" && node.op === "fuzzy") return wider.edits > node.edits && wider.word === node.word;
	if (wider.op === "fuzzy" && node.op === "word") return wider.word === node.word && wider.fields === node.fields;
	return wider.op === "stem" && node.op === "word" && wider.word === node.word && wider.fields === node.fields;
}

/**
 * All alternatives of parts that are ways of saying the same, each once, and named by the words that it stands for. The heaviest
 * part gives its weight to the whole; the others stand for it by as much as they weigh less.
 */
export function united(parts: readonly Part[]): Pick<Part, "alternatives" | "weight"> {
	const known = new Map<string, Alternative>();
	const weight = parts.reduce((most, part) => Math.max(most, part.weight), 0) || 1;
	for (const part of parts) {
		for (const alternative of part.alternatives) {
			const key = JSON.stringify(alternative.node);
			const share = alternative.weight * (part.weight / weight);
			if ((known.get(key)?.weight ?? -1) >= share) continue;
			known.set(key, { ...alternative, weight: share, label: alternative.label ?? part.clause });
		}
	}
	return { alternatives: [...known.values()], weight };
}

export function anyOf(nodes: readonly Condition[]): Condition {
	const [only] = nodes;
	return nodes.length === 1 && only !== undefined ? only : { op: "or", of: nodes };
}

export function allOf(nodes: readonly Condition[]): Condition {
	const [only] = nodes;
	if (only === undefined) return { op: "all" };
	return nodes.length === 1 ? only : { op: "and", of: nodes };
}
