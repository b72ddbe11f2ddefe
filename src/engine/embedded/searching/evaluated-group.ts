import type { Group, Node } from "../../port.ts";
import { groupFactor } from "../../scoring.ts";
import { type Bits, countCommon, emptyBits } from "./bitset.ts";
import type { Conditions } from "./conditions.ts";
import { addToBits, type Match } from "./match.ts";
import type { People } from "./people-columns.ts";

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
	readonly #groups = new Map<string, CountedGroup>();
	readonly #filters = new Map<string, Bits>();
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
		return remembered(this.#groups, JSON.stringify(group), count);
	}

	/** Who passes a condition that looks at everybody: a range, a distance. Not to be changed. */
	passing(node: Node, find: () => Bits): Bits {
		return remembered(this.#filters, JSON.stringify(node), find);
	}
}

/** The longest unused leave. */
function remembered<T>(known: Map<string, T>, key: string, find: () => T): T {
	// JSON writes both infinities as null: such a range is looked for each time.
	if (key.includes('":null')) return find();
	const value = known.get(key) ?? find();
	known.delete(key);
	known.set(key, value);
	for (const oldest of known.keys()) {
		if (known.size <= REMEMBERED) break;
		known.delete(oldest);
	}
	return value;
}
