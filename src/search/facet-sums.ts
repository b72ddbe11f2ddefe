/** The most frequent values of a facet over two pools, exactly, of which each only says which are most frequent with it. */
import type { Facet } from "../domain/document.ts";
import { compareBytes, compareCounts, type FacetCount } from "../engine/port.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { Pools } from "./pools.ts";

/** Values asked of each pool beyond those shown, so that sums over two pools are often known at once. */
export const OVERSAMPLING = 5;
/** More than any pool has. */
export const EVERY_VALUE = 1_000_000;

/** What one pool said: its most frequent values. */
export interface NamedValues {
	readonly counts: readonly FacetCount[];
	/** What a value that it did not name counts at most. */
	readonly unseen: number;
	/** Where it counts that much it comes behind this one. null: nothing is known of that. */
	readonly behind: string | null;
}

/** Most frequent first, ties in byte order. @param size values that are wanted */
export async function countOverPools(
	scope: Scope,
	facet: Facet,
	size: number,
	pools: Pools,
): Promise<readonly FacetCount[]> {
	const { ask } = pools;
	const { ats, network } = await pools.counts;
	if (ats === null || network === null) return ((ats ?? network)?.facets[facet] ?? []).slice(0, size);
	const asked = ask.ats?.facets.find((one) => one.facet === facet)?.size ?? size * OVERSAMPLING;
	const own = countsOf(ats.facets[facet] ?? [], asked);
	const others = countsOf(network.facets[facet] ?? [], asked);
	const answers = { ats: own, network: others };
	const askAgain = async (pool: "ats" | "network", named: readonly string[], unseen: number): Promise<NamedValues> => {
		const [store, plan, before] = [pool === "ats" ? scope.store : scope.network, ask[pool], answers[pool]];
		if (store === null || plan === null || before.unseen === 0) return before;
		const having = new Set(before.counts.map(({ value }) => value));
		const only = named.filter((value) => !having.has(value));
		// All above what it left unseen it has named already.
		const isLower = unseen < before.unseen;
		if (only.length === 0 && !isLower) return before;
		const asked = { facet, size: EVERY_VALUE, only, ...(isLower ? { atLeast: unseen + 1 } : {}) };
		const { yearsStep: _, bands: __, alsoFor: ___, ...people } = plan;
		const { facets } = await store.retrieve({ ...people, limit: 0, facets: [asked] });
		const fresh = (facets[facet] ?? []).filter(({ value }) => !having.has(value));
		return known({ counts: [...before.counts, ...fresh], unseen, behind: isLower ? null : before.behind }, only);
	};
	for (let round = 0; round < MOST_ROUNDS; round++) {
		const sums = sumCounts(answers.ats, answers.network, size);
		if (sums !== null) return sums;
		const named = inDoubt(answers.ats, answers.network, size);
		const [ats, network] = unseenBelow(answers.ats, answers.network, size);
		[answers.ats, answers.network] = await Promise.all([
			askAgain("ats", named, ats),
			askAgain("network", named, network),
		]);
	}
	return sumCounts(answers.ats, answers.network, size) ?? [];
}

/**
 * Rounds after which nothing is hidden: in the first both pools name all that could still be among the first, in the second each counts
 * what only the other named. This is the threshold algorithm of Cao & Wang (PODC 2004) for two nodes.
 */
const MOST_ROUNDS = 2;

/**
 * What a value that a pool does not name may count at most in it, so that what neither names is not among the `size` first: these count as
 * much as is known of them at least.
 */
function unseenBelow(one: NamedValues, other: NamedValues, size: number): readonly [number, number] {
	const last = lastShown(sumsOf(one, other), size);
	if (hidesNothing(one, other, last)) return [one.unseen, other.unseen];
	const most = Math.max(1, last?.count ?? 0) - 1;
	const excess = one.unseen + other.unseen - most;
	// The fewer people have a value, the more values there are: so the higher limit is lowered.
	const lowered = (unseen: number) => Math.min(unseen, Math.max(unseen - excess, Math.ceil(most / 2)));
	if (one.unseen < other.unseen) return [most - lowered(other.unseen), lowered(other.unseen)];
	return [lowered(one.unseen), most - lowered(one.unseen)];
}

/** Values that may be among the `size` first, and of which a pool has not said how many have them. */
function inDoubt(one: NamedValues, other: NamedValues, size: number): string[] {
	const sums = sumsOf(one, other);
	const last = lastShown(sums, size);
	return sums.filter((sum) => sum.count < sum.most && matters(sum, last)).map(({ value }) => value);
}

/** A list that is not full names all that the pool has. */
export const countsOf = (counts: readonly FacetCount[], asked: number): NamedValues => ({
	counts,
	unseen: counts.length < asked ? 0 : (counts.at(-1)?.count ?? 0),
	behind: counts.at(-1)?.value ?? null,
});

/** With 0 for those of the values that it does not have. */
function known({ counts, ...rest }: NamedValues, values: readonly string[]): NamedValues {
	const having = new Set(counts.map(({ value }) => value));
	const others = values.filter((value) => !having.has(value)).map((value) => ({ value, count: 0 }));
	return { ...rest, counts: [...counts, ...others] };
}

/**
 * Whether values that neither pool named do not matter. One that only one pool has comes behind all that this pool named, so it must be in
 * both.
 */
function hidesNothing(one: NamedValues, other: NamedValues, last: FacetCount | null): boolean {
	if (one.unseen === 0 || other.unseen === 0) return true;
	if (last === null) return false;
	const most = one.unseen + other.unseen;
	const isBehind = [one.behind, other.behind].some((value) => value !== null && compareBytes(value, last.value) >= 0);
	return most < last.count || (most === last.count && isBehind);
}

interface Sum extends FacetCount {
	/** What it may count, as far as is known. */
	readonly most: number;
}

function sumsOf(one: NamedValues, other: NamedValues): Sum[] {
	const sums = new Map<string, Sum>();
	for (const { value, count } of one.counts) sums.set(value, { value, count, most: count + other.unseen });
	for (const { value, count } of other.counts) {
		const before = sums.get(value);
		const sum = count + (before?.count ?? 0);
		sums.set(value, { value, count: sum, most: before === undefined ? count + one.unseen : sum });
	}
	return [...sums.values()];
}

/** The last of the `size` first, as far as is known; whoever comes behind it does not matter. null: there are fewer. */
const lastShown = (sums: readonly Sum[], size: number): FacetCount | null =>
	sums.toSorted(compareCounts)[size - 1] ?? null;

/** Whether it may be among those shown. */
const matters = ({ value, most }: Sum, last: FacetCount | null): boolean =>
	last === null || most > last.count || (most === last.count && compareBytes(value, last.value) < 0);

/**
 * Adds the counts of two pools, each of which named as many values as are wanted, or all. Most frequent first, ties in byte order.
 * @returns null when a value that a list does not show could change the first `size`
 */
export function sumCounts(one: NamedValues, other: NamedValues, size: number): readonly FacetCount[] | null {
	const ordered = sumsOf(one, other)
		.filter(({ most }) => most > 0)
		.sort(compareCounts);
	const shown = ordered.slice(0, size);
	const last = shown[size - 1] ?? null;
	const certain = shown.every(({ count, most }) => count === most);
	const rest = ordered.slice(size).every((sum) => sum.count === sum.most || !matters(sum, last));
	return certain && rest && hidesNothing(one, other, last) ? shown.map(({ value, count }) => ({ value, count })) : null;
}
