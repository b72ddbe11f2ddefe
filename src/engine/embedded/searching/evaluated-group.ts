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
	/** Of each alternative: live people that match it and none before it. */
	readonly added: readonly number[];
	/** Words that stems and prefixes stood for. */
	readonly words: readonly string[];
	/** What the score of the best alternative is multiplied with. */
	readonly factor: number;
}

export function evaluateGroup(group: Group, conditions: Conditions, people: PeopleColumns, live: Bits): EvaluatedGroup {
	const alternatives = group.alternatives.map(({ node, weight }) => ({ weight, match: conditions.match(node) }));
	const bits = emptyBits(people.size);
	let documents = 0;
	const added = alternatives.map(({ match }) => {
		const before = documents;
		documents = countCommon(addToBits(bits, match), live);
		return documents - before;
	});
	const words = conditions.wordsOf(group.alternatives.map(({ node }) => node));
	return { alternatives, bits, documents, added, words, factor: groupFactor(group, people.population, documents) };
}
