import type { Plan } from "../../port.ts";
import { countsOf, openTier } from "../../scoring.ts";
import { andInto, andNotInto, type Bits, countBits, hasBit } from "./bitset.ts";

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
export function cover(plan: Plan, groups: readonly Bits[], passing: Bits, excluded: Bits): Coverage {
	const counted = groups.filter((_, index) => weightIn(plan, index) > 0);
	const everywhere = counted.reduce((all, bits) => andInto(all, bits), passing.slice());
	const most = countsOf(plan.groups);
	const full = countBits(andNotInto(everywhere.slice(), excluded));
	const { minimum, people } = plan.coverage;
	// The common case: enough people cover everything, so nobody else has to be counted.
	if (minimum > 0 && (full >= people || minimum === most)) {
		return { tier: most, inside: everywhere, full, covered: () => most };
	}
	const counts = countGroups(plan, groups, passing);
	const tier = openTier(tally(counts, most, andNotInto(passing.slice(), excluded)), plan);
	return { tier, inside: atLeast(counts, tier, passing), full, covered: (ordinal) => counts[ordinal] as number };
}

const weightIn = (plan: Plan, group: number): number => plan.groups[group]?.counts ?? 1;

/** By ordinal, how many groups are covered; 0 for who does not pass. */
function countGroups(plan: Plan, groups: readonly Bits[], passing: Bits): Uint8Array {
	const counts = new Uint8Array(passing.length * 32);
	for (const [group, bits] of groups.entries()) {
		const step = weightIn(plan, group);
		if (step === 0) continue;
		for (let word = 0; word < bits.length; word++) {
			for (let rest = (bits[word] as number) & (passing[word] as number); rest !== 0; rest &= rest - 1) {
				const ordinal = (word << 5) + 31 - Math.clz32(rest & -rest);
				counts[ordinal] = (counts[ordinal] as number) + step;
			}
		}
	}
	return counts;
}

/** How many of `people` cover exactly 0, 1, 2 ... groups. */
function tally(counts: Uint8Array, most: number, people: Bits): Uint32Array {
	const covering = new Uint32Array(most + 1);
	for (let ordinal = 0; ordinal < counts.length; ordinal++) {
		const count = counts[ordinal] as number;
		if (count > 0 && hasBit(people, ordinal)) covering[count] = (covering[count] as number) + 1;
	}
	covering[0] = countBits(people) - covering.reduce((sum, count) => sum + count, 0);
	return covering;
}

function atLeast(counts: Uint8Array, tier: number, passing: Bits): Bits {
	if (tier === 0) return passing;
	const bits = new Uint32Array(passing.length);
	for (let ordinal = 0; ordinal < counts.length; ordinal++) {
		if ((counts[ordinal] as number) >= tier)
			bits[ordinal >>> 5] = (bits[ordinal >>> 5] as number) | (1 << (ordinal & 31));
	}
	return bits;
}
