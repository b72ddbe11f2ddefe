import type { Group } from "../../port.ts";
import { groupFactor } from "../../scoring.ts";
import { type Bits, emptyBits } from "./bitset.ts";
import type { Conditions } from "./conditions.ts";
import { addCounting, type Match } from "./match.ts";
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
		const came = addCounting(bits, conditions.match(node), live);
		documents += came;
		return came;
	});
	const words = conditions.wordsOf(group.alternatives.map(({ node }) => node));
	return { bits, documents, added, words, factor: groupFactor(group, people.population, documents) };
}

export function evaluateGroup(group: Group, counted: CountedGroup, conditions: Conditions): EvaluatedGroup {
	const alternatives = group.alternatives.map(({ node, weight }) => ({ weight, match: conditions.match(node) }));
	return { ...counted, alternatives };
}
