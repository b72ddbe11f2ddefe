import { countsOf, openTier } from "../../scoring.ts";
import type { Asked } from "../packed-plan.ts";
import { andInto, andNotInto, type Bits, briefBits, briefCopy, countBits, hasBit, ones } from "./bitset.ts";

/** The tier that was opened. */
export interface Coverage {
	/** Groups that each person in it covers at least, counted by their `counts`. */
	readonly tier: number;
	/** Who passes the filter and is in the tier, the excluded too. */
	readonly inside: Bits;
	/** Of the results, how many cover every group. */
	readonly full: number;
	/** Groups that a person of the tier covers. */
	readonly covered: (ordinal: number) => number;
}

/**
 * Opens the tier.
 * @param groups who matches each group
 * @param passing who passes the filter
 * @param excluded of these, who is no result
 */
export function cover(plan: Asked, groups: readonly Bits[], passing: Bits, excluded: Bits): Coverage {
	const counted = groups.filter((_, index) => weightIn(plan, index) > 0);
	const everywhere = counted.reduce((all, bits) => andInto(all, bits), briefCopy(passing));
	const most = countsOf(plan.groups);
	const full = countBits(andNotInto(briefCopy(everywhere), excluded));
	const { minimum, people } = plan.coverage;
	// The common case: enough people cover everything, so nobody else has to be counted.
	if (minimum > 0 && (full >= people || minimum === most)) {
		const inside = everywhere.slice();
		return { tier: most, inside, full, covered: () => most };
	}
	const planes = countGroups(plan, groups, most, passing.length);
	const results = andNotInto(briefCopy(passing), excluded);
	const tier = openTier((count) => countExactly(planes, count, results), plan);
	const weights = groups.map((_, index) => weightIn(plan, index));
	return {
		tier,
		inside: atLeast(planes, tier, passing),
		full,
		covered: (ordinal) => countOf(groups, weights, ordinal),
	};
}

const weightIn = (plan: Asked, group: number): number => plan.groups[group]?.counts ?? 1;

/**
 * How many groups are covered, as binary numbers: bit p of everybody's number lies in plane p, so that 32 people are counted at once. Void with
 * the next question.
 */
type Planes = readonly Bits[];

function countGroups(plan: Asked, groups: readonly Bits[], most: number, words: number): Planes {
	const planes = Array.from({ length: 32 - Math.clz32(most) }, () => briefBits(32 * words));
	for (const [group, bits] of groups.entries()) {
		const step = weightIn(plan, group);
		// What counts twice is added one plane higher.
		if (step > 0) addTo(planes.slice(step - 1), bits);
	}
	return planes;
}

function addTo(planes: readonly Bits[], bits: Bits): void {
	for (let word = 0; word < bits.length; word++) {
		let carry = bits[word] as number;
		for (let plane = 0; carry !== 0 && plane < planes.length; plane++) {
			const own = planes[plane] as Bits;
			const before = own[word] as number;
			own[word] = before ^ carry;
			carry &= before;
		}
	}
}

/** How many of `people` cover exactly so many. */
function countExactly(planes: Planes, count: number, people: Bits): number {
	let exactly = 0;
	for (let word = 0; word < people.length; word++) {
		let having = people[word] as number;
		for (let plane = 0; having !== 0 && plane < planes.length; plane++) {
			const bits = (planes[plane] as Bits)[word] as number;
			having &= (count >> plane) & 1 ? bits : ~bits;
		}
		if (having !== 0) exactly += ones(having);
	}
	return exactly;
}

/** Those of `people` who cover so many or more: binary numbers are compared from the highest place on. */
function atLeast(planes: Planes, count: number, people: Bits): Bits {
	const inside = new Uint32Array(people.length);
	for (let word = 0; word < people.length; word++) {
		let equal = people[word] as number;
		let above = 0;
		for (let plane = planes.length - 1; equal !== 0 && plane >= 0; plane--) {
			const bits = (planes[plane] as Bits)[word] as number;
			if ((count >> plane) & 1) equal &= bits;
			else {
				above |= equal & bits;
				equal &= ~bits;
			}
		}
		inside[word] = above | equal;
	}
	return inside;
}

function countOf(groups: readonly Bits[], weights: readonly number[], ordinal: number): number {
	let count = 0;
	for (let group = 0; group < groups.length; group++)
		if (hasBit(groups[group] as Bits, ordinal)) count += weights[group] as number;
	return count;
}
