import type { estypes } from "@elastic/elasticsearch";
import { TEXT_FIELDS } from "../../domain/document.ts";
import type { Plan } from "../port.ts";
import { BODY_BIT, groupFactor, lengthNorm } from "../scoring.ts";
import type { BodyStatistics } from "./body-statistics.ts";
import type { Lens } from "./eyes.ts";
import { anyOf, EVERYBODY, leafIn, NOBODY, queryOf } from "./queries.ts";
import { isNone, type Resolved, type ResolvedGroup } from "./resolve.ts";
import type { StoreKeys } from "./store-keys.ts";

type Query = NonNullable<estypes.QueryDslQueryContainer>;
type Leaf = Extract<Resolved, { op: "words" | "phrase" }>;

/**
 * The first stage as Lucene can score it: for each person a bound that the exact score never exceeds. Fields count as they do in
 * the exact score; of the body Lucene's own BM25 is taken, whose statistics (deleted documents included, lengths rounded down to
 * four bits) differ from ours, with a factor that makes it at least as much. So whoever belongs to the best is found by fetching in the
 * order of the bound until the bound is below the last exact score that counts.
 */

/** Of the similarity in mappings/candidate.vN.json. */
const SIMILARITY = { k1: 1.2, b: 0.75 };
const MOST_FREQUENT = 1_000_000;

export interface Estimate {
	readonly plan: Plan;
	readonly groups: readonly ResolvedGroup[];
	/** Living people, and of each group how many match it. */
	readonly population: number;
	readonly matching: readonly number[];
	readonly averageBodyLength: number;
	/** Tokens in the longest body of all people. */
	readonly longestBody: number;
	readonly body: BodyStatistics;
}

/** Tokens whose body statistics the estimate needs. */
export function bodyTokens(groups: readonly ResolvedGroup[], keys: StoreKeys): string[] {
	const leaves = groups.flatMap(({ alternatives }) => alternatives.flatMap(({ node }) => leavesOf(node)));
	const inBody = leaves.filter(({ fields }) => (fields & BODY_BIT) !== 0);
	return [...new Set(inBody.flatMap(({ words }) => words.map((word) => keys.word(word))))];
}

/** Of a group: scores whoever covers it with the bound, coverage included; matches whoever covers it. */
export function groupQuery(estimate: Estimate, index: number, lens: Lens): Query {
	const { plan, groups, population, matching } = estimate;
	const { group, alternatives } = groups[index] as ResolvedGroup;
	const factor = groupFactor(group, population, matching[index] ?? 0);
	const bodyFactor = saturationFactor(estimate);
	const queries = alternatives
		.filter(({ node }) => !isNone(node))
		.map(({ node, weight }) => alternativeQuery(node, { ...estimate, lens, bodyFactor, factor: factor * weight }));
	if (queries.length === 0) return NOBODY;
	const best: Query = queries.length === 1 ? (queries[0] as Query) : { dis_max: { queries, tie_breaker: 0 } };
	const covered = plan.scoring.coverageWeight * (group.counts ?? 1);
	return covered > 0 ? { bool: { must: [best, constant(EVERYBODY, covered)] } } : best;
}

interface Context extends Estimate {
	readonly lens: Lens;
	/** What the score of an alternative is multiplied with. */
	readonly factor: number;
	readonly bodyFactor: number;
}

function alternativeQuery(node: Resolved, context: Context): Query {
	const { plan, factor, lens } = context;
	const leaves = leavesOf(node);
	if (factor > 0 && leaves.includes(node as Leaf) && isInParts(node as Leaf, plan))
		return anyOf(fieldParts(leaves, context));
	const parts = factor > 0 ? fieldParts(leaves, context) : [];
	const without = factor * (plan.scoring.withoutField ?? 0);
	const filter = [queryOf(node, lens)];
	if (mayStandInNoField(node) && without > 0) {
		// Who stands in a field scores by that alone.
		const queries = parts.length === 0 ? [] : [{ bool: { should: parts } }];
		return {
			bool: { filter, must: [{ dis_max: { queries: [constant(EVERYBODY, without), ...queries], tie_breaker: 0 } }] },
		};
	}
	return parts.length === 0 ? constant(queryOf(node, lens), 0) : { bool: { filter, should: parts } };
}

/** Whether somebody meets a condition exactly where one of its fields scores. */
const isInParts = (leaf: Leaf, { scoring }: Plan): boolean =>
	(leaf.op === "words" || leaf.slop === 0) &&
	TEXT_FIELDS.every((field, bit) => (leaf.fields & (1 << bit)) === 0 || scoring.fieldWeights[field] > 0);

/** For each field its weight where any of the words stands in it; for the body what its words are worth there. */
function fieldParts(leaves: readonly Leaf[], context: Context): Query[] {
	const { plan, factor, lens } = context;
	const parts: Query[] = [];
	for (const [bit, field] of TEXT_FIELDS.entries()) {
		const inField = leaves.filter(({ fields }) => (fields & (1 << bit)) !== 0);
		const weight = factor * plan.scoring.fieldWeights[field];
		if (inField.length === 0 || weight === 0) continue;
		if (field === "body") parts.push(...inField.flatMap((leaf) => bodyParts(leaf, weight, context)));
		else parts.push(constant(anyOf(inField.map((leaf) => leafIn(leaf, field, lens))), weight));
	}
	return parts;
}

/** The frequency of several words is their sum, which saturates earlier than the parts do: the sum of the parts is a bound. */
function bodyParts(leaf: Leaf, weight: number, { lens, body, bodyFactor }: Context): Query[] {
	const { keys } = lens;
	const scale = (weight * bodyFactor) / body.boost;
	if (leaf.op === "phrase" && leaf.slop === 0) {
		const idf = leaf.words.reduce((sum, word) => sum + idfOf(keys.word(word), body), 0);
		const query = leaf.words.map((word) => keys.word(word)).join(" ");
		return idf > 0 ? [{ match_phrase: { "text.body": { query, boost: scale / idf } } }] : [];
	}
	return [...new Set(leaf.words)].flatMap((word) => {
		const token = keys.word(word);
		const idf = idfOf(token, body);
		return idf > 0 ? [{ term: { "text.body": { value: token, boost: scale / idf } } }] : [];
	});
}

/** Lucene's own. 0: nobody has it. */
function idfOf(token: string, { documents, frequencies }: BodyStatistics): number {
	const frequency = frequencies.get(token);
	return frequency === undefined ? 0 : Math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5));
}

/**
 * The least factor by which Lucene's tf / (tf + norm) is at least our saturated frequency, for all frequencies and lengths. Both are
 * monotone in each, so it is the largest at the corners.
 */
function saturationFactor({ plan: { scoring }, averageBodyLength: average, longestBody, body }: Estimate): number {
	const luceneAverage = body.averageLength;
	const luceneNorm = (length: number) =>
		SIMILARITY.k1 * (1 - SIMILARITY.b + (luceneAverage > 0 ? (SIMILARITY.b * length) / luceneAverage : 0));
	const corners = [1, MOST_FREQUENT].flatMap((frequency) =>
		[1, Math.max(1, longestBody)].map((length) => {
			const ours = (frequency * (scoring.k1 + 1)) / (frequency + lengthNorm(length, average, scoring));
			return (ours * (frequency + luceneNorm(length))) / frequency;
		}),
	);
	return Math.max(...corners);
}

const constant = (filter: Query, boost: number): Query => ({ constant_score: { filter, boost } });

function leavesOf(node: Resolved): Leaf[] {
	if (node.op === "and" || node.op === "or") return node.of.flatMap(leavesOf);
	return node.op === "words" || node.op === "phrase" ? [node] : [];
}

function mayStandInNoField(node: Resolved): boolean {
	if (node.op === "words" || node.op === "phrase" || node.op === "none") return false;
	if (node.op === "and") return node.of.every(mayStandInNoField);
	if (node.op === "or") return node.of.some(mayStandInNoField);
	return true;
}
