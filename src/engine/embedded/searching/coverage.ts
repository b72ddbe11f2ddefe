import { countsOf, openTier } from "../../scoring.ts";
import type { Asked } from "../packed-plan.ts";
import { andInto, andNotInto, type Bits, briefCopy, countBits, ones, orInto } from "./bitset.ts";

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
	/** What it takes where it is kept. */
	readonly bytes: number;
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
		return { tier: most, inside, full, covered: () => most, bytes: inside.byteLength };
	}
	const planes = countGroups(plan, groups, most);
	const results = andNotInto(briefCopy(passing), excluded);
	const covering = countEach(planes, most, results);
	const tier = openTier(covering, plan);
	const inside = atLeast(planes, { tier, most }, passing);
	return {
		tier,
		inside,
		full,
		covered: (ordinal) => countOf(planes, ordinal),
		bytes: planes.reduce((sum, plane) => sum + plane.byteLength, inside.byteLength),
	};
}

const weightIn = (plan: Asked, group: number): number => plan.groups[group]?.counts ?? 1;

/** How many groups are covered, as binary numbers: bit p of everybody's number lies in plane p, so that 32 people are counted at once. */
type Planes = readonly Bits[];

function countGroups(plan: Asked, groups: readonly Bits[], most: number): Planes {
	const length = groups[0]?.length ?? 0;
	const planes = Array.from({ length: 32 - Math.clz32(most) }, () => new Uint32Array(length));
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

/** Those of `people` who cover exactly so many. */
function withCount(planes: Planes, count: number, people: Bits): Bits {
	const bits = briefCopy(people);
	for (const [plane, own] of planes.entries()) {
		if ((count >> plane) & 1) andInto(bits, own);
		else andNotInto(bits, own);
	}
	return bits;
}

/** How many of `people` cover exactly 0, 1, 2 ... `most`. */
function countEach(planes: Planes, most: number, people: Bits): number[] {
	const covering = new Array<number>(most + 1).fill(0);
	for (let word = 0; word < people.length; word++) {
		const own = people[word] as number;
		if (own === 0) continue;
		for (let count = 0; count <= most; count++) {
			let having = own;
			for (let plane = 0; plane < planes.length && having !== 0; plane++) {
				const bits = (planes[plane] as Bits)[word] as number;
				having &= (count >> plane) & 1 ? bits : ~bits;
			}
			if (having !== 0) covering[count] = (covering[count] as number) + ones(having);
		}
	}
	return covering;
}

function atLeast(
	planes: Planes,
	{ tier, most }: { readonly tier: number; readonly most: number },
	passing: Bits,
): Bits {
	if (tier === 0) return passing.slice();
	const bits = new Uint32Array(passing.length);
	for (let count = tier; count <= most; count++) orInto(bits, withCount(planes, count, passing));
	return bits;
}

function countOf(planes: Planes, ordinal: number): number {
	let count = 0;
	for (let plane = 0; plane < planes.length; plane++) {
		const word = (planes[plane] as Bits)[ordinal >>> 5] as number;
		count += ((word >>> (ordinal & 31)) & 1) << plane;
	}
	return count;
}
