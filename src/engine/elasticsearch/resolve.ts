import type { Point } from "../../analysis/gazetteer/distance.ts";
import { type Facet, TEXT_FIELDS } from "../../domain/document.ts";
import { compareBytes } from "../order.ts";
import { type Group, type Node, PLAN_LIMITS } from "../port.ts";
import { fieldMask } from "../scoring.ts";
import type { Dictionary, Pair } from "./dictionary.ts";
import { type Near, placesAtEdge } from "./near.ts";
import type { Seen } from "./view.ts";

/** A condition whose words are all known: what a query is compiled from and what a person is measured with. */
export type Resolved =
	| { readonly op: "all" }
	| { readonly op: "none" }
	/** Any of them, as one word. */
	| { readonly op: "words"; readonly words: readonly string[]; readonly fields: number }
	/** Two words or more. */
	| { readonly op: "phrase"; readonly words: readonly string[]; readonly slop: number; readonly fields: number }
	| { readonly op: "facet"; readonly facet: Facet; readonly values: readonly string[] }
	| Extract<Node, { op: "range" | "ids" | "linked" }>
	| { readonly op: "near"; readonly near: Near; readonly atEdge: readonly Point[] }
	| { readonly op: "and" | "or"; readonly of: readonly Resolved[] }
	| { readonly op: "not"; readonly of: Resolved };

export interface ResolvedGroup {
	readonly group: Group;
	readonly alternatives: readonly { readonly node: Resolved; readonly weight: number }[];
	/** What its open conditions stood for, each once, in byte order. */
	readonly words: readonly string[];
}

type Open = Extract<Node, { op: "stem" | "prefix" | "pattern" | "fuzzy" }>;
const OPEN: ReadonlySet<string> = new Set(["stem", "prefix", "pattern", "fuzzy"]);
const isOpen = (node: Node): node is Open => OPEN.has(node.op);

/** Finds the words that the open conditions of a plan stand for: those of the dictionary that somebody has now. */
export class Resolver {
	readonly #expansions = new Map<Open, readonly string[]>();
	readonly #atEdge = new Map<Near, readonly Point[]>();

	/** @param nodes all conditions that will be resolved */
	static async of(nodes: readonly Node[], { view, counts }: Seen, dictionary: Dictionary): Promise<Resolver> {
		const resolver = new Resolver();
		const leaves = nodes.flatMap(leavesIn);
		const open = leaves.filter(isOpen);
		for (const node of leaves) if (node.op === "near") resolver.#atEdge.set(node, await placesAtEdge(view, node));
		const pairs = new Map<Open, readonly Pair[]>();
		const fitting = new Map<Open, readonly string[]>();
		for (const node of open) {
			if (node.op === "stem")
				pairs.set(
					node,
					dictionary.pairsOf(node.stems).filter(({ word }) => word !== node.word && !node.except?.includes(word)),
				);
			else fitting.set(node, dictionary.fitting(node));
		}
		await Promise.all([counts.askPairs([...pairs.values()].flat()), counts.askWords([...fitting.values()].flat())]);
		for (const [node, found] of pairs) {
			const alive = found.filter((pair) => counts.ofPair(pair) > 0).map(({ word }) => word);
			resolver.#expansions.set(node, [...new Set([...(node.op === "stem" ? [node.word] : []), ...alive])]);
		}
		for (const [node, words] of fitting) {
			const limit = node.op === "fuzzy" ? PLAN_LIMITS.fuzzyWords : PLAN_LIMITS.prefixWords;
			resolver.#expansions.set(
				node,
				counts.mostFrequent(words, limit).map(({ word }) => word),
			);
		}
		return resolver;
	}

	group(group: Group): ResolvedGroup {
		const words = group.alternatives
			.flatMap(({ node }) => leavesIn(node).filter(isOpen))
			.flatMap((node) => this.#expansions.get(node) ?? []);
		return {
			group,
			alternatives: group.alternatives.map(({ node, weight }) => ({ node: this.node(node), weight })),
			words: [...new Set(words)].sort(compareBytes),
		};
	}

	node(node: Node): Resolved {
		if (isOpen(node)) return wordsNode(this.#expansions.get(node) ?? [], fieldMask(node.fields));
		switch (node.op) {
			case "word":
				return wordsNode([node.word], fieldMask(node.fields));
			case "phrase":
				return phraseNode(node.words, node.slop ?? 0, fieldMask(node.fields));
			case "near":
				return { op: "near", near: node, atEdge: this.#atEdge.get(node) ?? [] };
			case "not":
				return negated(this.node(node.of));
			case "and":
			case "or":
				return { op: node.op, of: node.of.map((child) => this.node(child)) };
			default:
				return node;
		}
	}
}

function wordsNode(words: readonly string[], fields: number): Resolved {
	const real = words.filter((word) => word !== "");
	return real.length === 0 || fields === 0 ? { op: "none" } : { op: "words", words: real, fields };
}

function phraseNode(words: readonly string[], slop: number, fields: number): Resolved {
	if (words.length === 0 || words.includes("") || fields === 0) return { op: "none" };
	return words.length === 1 ? { op: "words", words, fields } : { op: "phrase", words, slop, fields };
}

/** A double negation matches whom its inside matches, but stands in no field: two of them are kept, more are not. */
function negated(of: Resolved): Resolved {
	return of.op === "not" && of.of.op === "not" ? of.of : { op: "not", of };
}

function leavesIn(node: Node): Node[] {
	if (node.op === "and" || node.op === "or") return node.of.flatMap(leavesIn);
	return node.op === "not" ? leavesIn(node.of) : [node];
}

/** Fields of a mask, by name. */
export const fieldsOf = (mask: number): readonly (typeof TEXT_FIELDS)[number][] =>
	TEXT_FIELDS.filter((_, bit) => (mask & (1 << bit)) !== 0);
