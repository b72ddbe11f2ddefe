import type { estypes } from "@elastic/elasticsearch";
import type { Plan } from "../port.ts";
import { countsOf, fixedTier, openTier } from "../scoring.ts";
import { countEach } from "./counts.ts";
import { type Estimate, groupQuery } from "./estimate.ts";
import type { Lens } from "./eyes.ts";
import type { Page } from "./first-stage.ts";
import { EVERYBODY, eitherOf, isNobody, NOBODY } from "./queries.ts";
import type { ResolvedGroup } from "./resolve.ts";
import type { View } from "./view.ts";

type Query = NonNullable<estypes.QueryDslQueryContainer>;

/** Tiers of people by how many groups they cover, as Elasticsearch is asked for them. */

/** Who covers a group, and with how much that counts. */
export interface Cover {
	readonly query: Query;
	readonly counts: number;
}

export const coversOf = (groups: readonly ResolvedGroup[], lens: Lens): Cover[] =>
	groups.map(({ group, alternatives }) => ({
		query: eitherOf(
			alternatives.map(({ node }) => node),
			lens,
		),
		counts: group.counts ?? 1,
	}));

/** A clause for everything that can be covered by somebody. */
const clausesOf = (covers: readonly Cover[]): Query[] =>
	covers.flatMap(({ query, counts }) =>
		isNobody(query) ? [] : Array.from({ length: counts }, (_, at) => (at === 0 ? query : again(query, at))),
	);

/** A group that counts twice is there twice; differing, so that no rewriting makes one of them. */
const again = (query: Query, boost: number): Query => ({ constant_score: { filter: query, boost } });

/** How many candidates cover at least so much, for each of these. */
export async function countsAtLeast(
	view: View,
	covers: readonly Cover[],
	candidates: Query,
	levels: readonly number[],
): Promise<number[]> {
	const should = clausesOf(covers);
	const most = isNobody(candidates) ? -1 : should.length;
	const possible = [...new Set(levels.filter((level) => level <= most))];
	const queries = possible.map((level) =>
		level === 0 ? EVERYBODY : { bool: { should, minimum_should_match: level } },
	);
	const counted = await countEach(view, [candidates], queries);
	const byLevel = new Map(possible.map((level, at) => [level, counted[at] ?? 0]));
	return levels.map((level) => byLevel.get(level) ?? 0);
}

/** The tier that a plan opens. */
export interface Tier {
	readonly level: number;
	/** How many are in it, and how many cover every group; null: not known yet. */
	readonly total: number | null;
	readonly full: number | null;
}

/**
 * The tier as those say who cover most, of whom the first are known: of all that cover more than the last of them, all are.
 * @returns null where it takes more of them to say
 */
export function tierOf({ hits, isLast }: Page, { coverage: { minimum, people }, groups }: Plan): Tier | null {
	if (!isLast && minimum > 0 && people > hits.length) return null;
	const most = countsOf(groups);
	const opened = people === 0 ? most : Math.max(minimum, hits[people - 1]?.bound ?? 0);
	const level = minimum === 0 ? 0 : opened;
	// Where nobody was asked for, nothing is known of anybody.
	const least = isLast ? 0 : (hits.at(-1)?.bound ?? Number.POSITIVE_INFINITY) + 1;
	const count = (from: number) => (from < least ? null : hits.filter(({ bound }) => bound >= from).length);
	return { level, total: count(level), full: count(most) };
}

/** The same from counts: of the tier that is opened whoever covers what, or of all of them. */
export async function countedTier(view: View, covers: readonly Cover[], candidates: Query, plan: Plan): Promise<Tier> {
	const most = countsOf(plan.groups);
	const fixed = fixedTier(plan);
	const { minimum } = plan.coverage;
	const levels = fixed === null ? Array.from({ length: most - minimum + 1 }, (_, at) => minimum + at) : [fixed, most];
	const counts = new Map(
		(await countsAtLeast(view, covers, candidates, levels)).map((count, at) => [levels[at], count]),
	);
	const atLeast = (level: number) => counts.get(level) ?? 0;
	const covering = Array.from({ length: most + 1 }, (_, level) => atLeast(level) - atLeast(level + 1));
	const level = fixed ?? openTier((count) => covering[count] ?? 0, plan);
	return { level, total: atLeast(level), full: atLeast(most) };
}

/** Whoever covers as much as this, without scores. */
export function coverQuery(covers: readonly Cover[], candidates: Query, tier: number): Query {
	if (tier === 0) return candidates;
	const should = clausesOf(covers);
	if (should.length < tier || isNobody(candidates)) return NOBODY;
	return { bool: { filter: [candidates], should, minimum_should_match: tier } };
}

/** The same people, each scored with what is covered. */
export function leadersQuery(covers: readonly Cover[], candidates: Query, tier: number): Query {
	const should = clausesOf(covers).map((query) => again(query, 1));
	if (should.length < tier || isNobody(candidates)) return NOBODY;
	return { bool: { filter: [candidates], should, minimum_should_match: tier } };
}

/** The same people, each scored with a bound of the exact score. */
export function scoredQuery(
	estimate: Estimate,
	covers: readonly Cover[],
	{ candidates, tier, lens }: { readonly candidates: Query; readonly tier: number; readonly lens: Lens },
): Query {
	const scoring = estimate.groups.map((_, at) => groupQuery(estimate, at, lens));
	if (tier === 0) return { bool: { filter: [candidates], should: [...scoring] } };
	const should = covers.flatMap(({ query, counts }, at) => {
		const once = scoring[at] as Query;
		if (counts === 0) return [];
		return counts === 2 ? [once, again(query, 0)] : [once];
	});
	const inTier: Query = { bool: { filter: [candidates], should, minimum_should_match: tier } };
	const wishes = scoring.filter((_, at) => covers[at]?.counts === 0);
	return wishes.length === 0 ? inTier : { bool: { must: [inTier], should: wishes } };
}
