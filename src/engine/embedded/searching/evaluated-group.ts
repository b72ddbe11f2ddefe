import type { Group, Node } from "../../port.ts";
import { groupFactor } from "../../scoring.ts";
import { type Bits, countCommon, emptyBits } from "./bitset.ts";
import type { Conditions } from "./conditions.ts";
import { addToBits, type Match } from "./match.ts";
import type { People } from "./people-columns.ts";
import { Recent } from "./recent.ts";

/** A group of a plan with who matches it. */
export interface CountedGroup {
	/** Who matches any alternative. Never changed. */
	readonly bits: Bits;
	/** Live people among them. */
	readonly documents: number;
	/** Of each alternative: live people that match it and none before it. */
	readonly added: readonly number[];
	/** Words that stems and prefixes stood for. */
	readonly words: readonly string[];
	/** What the score of the best alternative is multiplied with. */
	readonly factor: number;
}

/** With how each of them matches, for scoring. */
export interface EvaluatedGroup extends CountedGroup {
	readonly alternatives: readonly { readonly weight: number; readonly match: Match }[];
}

export function countGroup(group: Group, conditions: Conditions, people: People, live: Bits): CountedGroup {
	const bits = emptyBits(people.size);
	let documents = 0;
	const added = group.alternatives.map(({ node }) => {
		const before = documents;
		documents = countCommon(addToBits(bits, conditions.match(node)), live);
		return documents - before;
	});
	const words = conditions.wordsOf(group.alternatives.map(({ node }) => node));
	return { bits, documents, added, words, factor: groupFactor(group, people.population, documents) };
}

export function evaluateGroup(group: Group, counted: CountedGroup, conditions: Conditions): EvaluatedGroup {
	const alternatives = group.alternatives.map(({ node, weight }) => ({ weight, match: conditions.match(node) }));
	return { ...counted, alternatives };
}

/** Groups remembered of a store: a set of people each, an eighth of a byte for a person. */
const REMEMBERED = 64;

/**
 * The groups asked for lately, as long as nothing is written: a search asks for the same groups several times, for its list, for
 * facets without their own filters, for totals and for the next page.
 */
export class GroupMemory {
	readonly #groups = new Recent<string, CountedGroup>(REMEMBERED);
	readonly #filters = new Recent<string, Bits>(REMEMBERED);
	/** Groups as text: those of a question that is asked again are the same objects. */
	readonly #texts = new WeakMap<Group, string>();
	#version: unknown = null;

	/** Forgets what is of an earlier state of the file. */
	at(version: unknown): void {
		if (version !== this.#version) {
			this.#groups.clear();
			this.#filters.clear();
		}
		this.#version = version;
	}

	of(group: Group, count: () => CountedGroup): CountedGroup {
		const text = this.#texts.get(group) ?? JSON.stringify(group);
		this.#texts.set(group, text);
		return isSaid(text) ? this.#groups.of(text, count) : count();
	}

	/** Who passes a condition that looks at everybody: a range, a distance. Not to be changed. */
	passing(node: Node, find: () => Bits): Bits {
		const text = JSON.stringify(node);
		return isSaid(text) ? this.#filters.of(text, find) : find();
	}
}

/** JSON writes both infinities as null: such a range is looked for each time. */
const isSaid = (text: string): boolean => !text.includes('":null');
