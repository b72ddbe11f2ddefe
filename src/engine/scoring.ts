/**
 * The arithmetic of the first stage, shared by all engines so that their scores agree to the bit. Every sum that depends on
 * stored people is a sum of integers: floating-point sums would remember the order in which people came and went.
 */
import { TEXT_FIELDS } from "../domain/document.ts";
import type { Group, Plan, Scoring } from "./port.ts";

export const BODY_BIT: number = 1 << TEXT_FIELDS.indexOf("body");

/** All field bits. */
export const EVERY_FIELD: number = (1 << TEXT_FIELDS.length) - 1;

/** Body frequencies are stored in one byte. */
export const FREQUENCY_LIMIT = 255;

/** Bit mask of fields; absent means every field. */
export function fieldMask(fields: readonly (typeof TEXT_FIELDS)[number][] | undefined): number {
	if (fields === undefined) return EVERY_FIELD;
	let mask = 0;
	for (const field of fields) mask |= 1 << TEXT_FIELDS.indexOf(field);
	return mask;
}

/**
 * Inverse document frequency as in Lucene's BM25, never negative.
 * @param people live people in the store
 * @param matching of these, how many match
 */
export function inverseDocumentFrequency(people: number, matching: number): number {
	return Math.log(1 + (people - matching + 0.5) / (matching + 0.5));
}

/** The part of BM25's denominator that depends on the person only. Without any body text the length counts as average. */
export function lengthNorm(bodyLength: number, averageBodyLength: number, scoring: Scoring): number {
	const ratio = averageBodyLength > 0 ? bodyLength / averageBodyLength : 1;
	return scoring.k1 * (1 - scoring.b + scoring.b * ratio);
}

/** Saturated body frequency [BM25, Robertson & Zaragoza 2009]; 0 for a word that is not in the body. */
export function saturated(frequency: number, norm: number, k1: number): number {
	return frequency === 0 ? 0 : (frequency * (k1 + 1)) / (frequency + norm);
}

/** Sum of the field weights of a mask, in the order of TEXT_FIELDS, body left out. Mask 0: what stands in no field. */
export function fieldSum(mask: number, scoring: Scoring): number {
	if (mask === 0) return scoring.withoutField ?? 0;
	let sum = 0;
	for (let bit = 0; bit < TEXT_FIELDS.length; bit++) {
		const field = TEXT_FIELDS[bit];
		if (field !== undefined && field !== "body" && (mask & (1 << bit)) !== 0) sum += scoring.fieldWeights[field];
	}
	return sum;
}

/** {@link fieldSum} of every mask: each is that of the mask without its highest field, plus this field. */
export function fieldSums(scoring: Scoring): Float64Array {
	const sums = new Float64Array(EVERY_FIELD + 1);
	for (const [bit, field] of TEXT_FIELDS.entries()) {
		const weight = field === "body" ? 0 : scoring.fieldWeights[field];
		for (let mask = 0; mask < 1 << bit; mask++) sums[mask | (1 << bit)] = (sums[mask] as number) + weight;
	}
	sums[0] = scoring.withoutField ?? 0;
	return sums;
}

/** Score of one alternative before the factor of its group. */
export function alternativeScore(weight: number, fields: number, bodyWeight: number, saturatedBody: number): number {
	return weight * (fields + bodyWeight * saturatedBody);
}

/** What the best alternative of a group is multiplied with. */
export function groupFactor(group: Group, people: number, matching: number): number {
	return group.weight * inverseDocumentFrequency(people, matching);
}

/** What somebody who covers every group is counted with. */
export function countsOf(groups: readonly Group[]): number {
	return groups.reduce((sum, { counts = 1 }) => sum + counts, 0);
}

/**
 * The tier that is opened: from all groups downward until `people` are in, never below `minimum`.
 * @param covering how many that pass the filter cover exactly so many groups, each counted by its `counts`
 */
export function openTier(covering: (count: number) => number, plan: Pick<Plan, "coverage" | "groups">): number {
	const { minimum, people } = plan.coverage;
	if (minimum === 0) return 0;
	let tier = countsOf(plan.groups);
	let inside = covering(tier);
	while (tier > minimum && inside < people) {
		tier--;
		inside += covering(tier);
	}
	return tier;
}

/** The tier that is opened whoever covers what; null where that depends on it. */
export function fixedTier({ coverage: { minimum, people }, groups }: Pick<Plan, "coverage" | "groups">): number | null {
	const most = countsOf(groups);
	if (minimum === 0 || minimum >= most) return Math.min(minimum, most);
	return people === Number.MAX_SAFE_INTEGER ? minimum : null;
}
