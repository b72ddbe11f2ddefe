import type { Point } from "../../analysis/gazetteer/distance.ts";
import { type Facet, TEXT_FIELDS } from "../../domain/document.ts";
import { compareBytes } from "../order.ts";
import { type Group, type Node, PLAN_LIMITS } from "../port.ts";
import { fieldMask } from "../scoring.ts";
import type { Dictionary, Pair } from "./dictionary.ts";
import type { Near } from "./near.ts";
import type { Seen } from "./view.ts";

/** A condition whose words are all known: what a query is compiled from and what a person is measured with. */
export type Resolved =
	| { readonly op: "all" }
	| { readonly op: "none" }
	/** Any of them, as one word. */
	| { readonly op: "words"; readonly words: readonly string[]; readonly fields: number }
	/** Two words or more. */
	| {
			readonly op: "phrase";
			readonly words: readonly string[];
			readonly slop: number;
			readonly runs?: readonly number[] | undefined;
			readonly fields: number;
	  }
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

/** What the open conditions of a plan may stand for: those of the dictionary that somebody has now. */
export class Openings {
	readonly #pairs = new Map<Open, readonly Pair[]>();
	readonly #fitting = new Map<Open, readonly string[]>();
	readonly #near = new Set<Near>();
	readonly #seen: Seen;
	readonly #dictionary: Dictionary;

	/** @param nodes all conditions that will be resolved */
	constructor(nodes: readonly Node[], seen: Seen, dictionary: Dictionary) {
		this.#seen = seen;
		this.#dictionary = dictionary;
		for (const node of nodes.flatMap(leavesIn)) {
			if (node.op === "near") this.#near.add(node);
			else if (node.op === "stem") this.#pairs.set(node, otherForms(node, dictionary));
			else if (isOpen(node)) this.#fitting.set(node, dictionary.fitting(node));
		}
	}

	/** Asks the cluster who has what. */
	async ask(): Promise<void> {
		const { counts, edges } = this.#seen;
		await Promise.all([
			counts.askPairs([...this.#pairs.values()].flat()),
			counts.askWords([...this.#fitting.values()].flat()),
			...[...this.#near].map((near) => edges.of(near)),
		]);
	}

	/**
	 * What they stand for if somebody has every word of the dictionary, which is so unless people were erased; null where it takes the
	 * cluster to say.
	 */
	hoped(): Resolver | null {
		const { counts, edges } = this.#seen;
		const isCounted = [...this.#fitting].every(
			([node, words]) => words.length <= mostOf(node) || words.every((word) => counts.isKnown(word)),
		);
		const isPlaced = [...this.#near].every((near) => edges.known(near) !== undefined);
		return isCounted && isPlaced ? this.resolver() : null;
	}

	/** What they stand for; words that were not asked for count as had by somebody. */
	resolver(): Resolver {
		const { counts, edges } = this.#seen;
		const expansions = new Map<Open, readonly string[]>();
		for (const [node, found] of this.#pairs) {
			const alive = found.filter((pair) => counts.ofPair(pair) !== 0).map(({ word }) => word);
			expansions.set(node, [...new Set([...(node.op === "stem" ? [node.word] : []), ...alive])]);
		}
		for (const [node, words] of this.#fitting) {
			const unknown = words.filter((word) => !counts.isKnown(word));
			const known = counts.mostFrequent(words, mostOf(node)).map(({ word }) => word);
			expansions.set(node, [...known, ...unknown].sort(compareBytes));
		}
		const atEdge = [...this.#near].map((near) => [near, edges.known(near) ?? []] as const);
		return new Resolver(this.#dictionary, expansions, new Map(atEdge));
	}
}

const mostOf = ({ op }: Open): number => (op === "fuzzy" ? PLAN_LIMITS.fuzzyWords : PLAN_LIMITS.prefixWords);

const otherForms = (node: Extract<Node, { op: "stem" }>, dictionary: Dictionary): readonly Pair[] =>
	dictionary.pairsOf(node.stems).filter(({ word }) => word !== node.word && !node.except?.includes(word));

/** Conditions with the words that they stand for, of those that somebody may have: the cluster is not asked for others. */
export class Resolver {
	readonly #dictionary: Dictionary;
	readonly #expansions: ReadonlyMap<Open, readonly string[]>;
	readonly #atEdge: ReadonlyMap<Near, readonly Point[]>;

	constructor(
		dictionary: Dictionary,
		expansions: ReadonlyMap<Open, readonly string[]>,
		atEdge: ReadonlyMap<Near, readonly Point[]>,
	) {
		this.#dictionary = dictionary;
		this.#expansions = expansions;
		this.#atEdge = atEdge;
	}

	/** Whether the same words were found for all. */
	isSame(other: Resolver): boolean {
		return [...this.#expansions].every(([node, words]) => {
			const others = other.#expansions.get(node) ?? [];
			return words.length === others.length && words.every((word, at) => word === others[at]);
		});
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
		if (isOpen(node)) return this.#words(this.#expansions.get(node) ?? [], fieldMask(node.fields));
		switch (node.op) {
			case "word":
				return this.#words([node.word], fieldMask(node.fields));
			case "phrase":
				return this.#phrase(node);
			case "near":
				return { op: "near", near: node, atEdge: this.#atEdge.get(node) ?? [] };
			case "not":
				return negated(this.node(node.of));
			case "and": {
				const of = node.of.map((child) => this.node(child));
				return of.some(isNone) ? NONE : { op: "and", of };
			}
			case "or": {
				const of = node.of.map((child) => this.node(child)).filter((child) => !isNone(child));
				return of.length === 0 ? NONE : { op: "or", of };
			}
			default:
				return node;
		}
	}

	#words(words: readonly string[], fields: number): Resolved {
		const real = words.filter((word) => this.#dictionary.has(word));
		return real.length === 0 || fields === 0 ? NONE : { op: "words", words: real, fields };
	}

	#phrase({ words, slop = 0, runs, fields: named }: Extract<Node, { op: "phrase" }>): Resolved {
		const fields = fieldMask(named);
		if (words.length === 0 || fields === 0 || !words.every((word) => this.#dictionary.has(word))) return NONE;
		return words.length === 1 ? { op: "words", words, fields } : { op: "phrase", words, slop, runs, fields };
	}
}

const NONE: Resolved = { op: "none" };

export const isNone = ({ op }: Resolved): boolean => op === "none";

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
