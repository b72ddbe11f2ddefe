import type { Group } from "../../port.ts";
import { groupFactor } from "../../scoring.ts";
import { type Bits, countCommon, emptyBits } from "./bitset.ts";
import type { Conditions } from "./conditions.ts";
import { addToBits, type Match } from "./match.ts";
import type { PeopleColumns } from "./people-columns.ts";

/** A group of a plan with who matches it. */
export interface EvaluatedGroup {
	readonly alternatives: readonly { readonly weight: number; readonly match: Match }[];
	/** Who matches any alternative. */
	readonly bits: Bits;
	/** Live people among them. */
	readonly documents: number;
	/** Words that stems and prefixes stood for. */
	readonly words: readonly string[];
	/** What the score of the best alternative is multiplied with. */
	readonly factor: number;
}

export function evaluateGroup(group: Group, conditions: Conditions, people: PeopleColumns, live: Bits): EvaluatedGroup {
	const alternatives = group.alternatives.map(({ node, weight }) => ({ weight, match: conditions.match(node) }));
	const bits = emptyBits(people.size);
	for (const { match } of alternatives) addToBits(bits, match);
	const documents = countCommon(bits, live);
	const words = conditions.wordsOf(group.alternatives.map(({ node }) => node));
	return { alternatives, bits, documents, words, factor: groupFactor(group, people.population, documents) };
}
