import { RANKED_FEATURES, type RankedFeature } from "../domain/forest.ts";
import type { RankingProfile } from "../domain/ranking-profile.ts";
import { contributions, type Side, sideOf } from "../rank/contributions.ts";
import { boosterOf } from "../rank/forest.ts";
import type { Pool } from "../rank/pool.ts";
import type { Seat } from "../search/list.ts";

/**
 * What a score is made of, without the weights: a score is the sum over features of weight times value, so that other weights can be
 * tried on what was kept. (Weights of alternatives and BM25 parameters are inside the values: those of the profile that ranked.)
 */

export const featuresOf = (): readonly RankedFeature[] => RANKED_FEATURES;

/** The score that a profile gives to values of features by their names. */
export function scoreByProfile(profile: RankingProfile, features: Readonly<Record<string, number>>): number {
	const values = Float64Array.from(RANKED_FEATURES, (name) => features[name] ?? 0);
	const linear = RANKED_FEATURES.reduce((sum, name, index) => sum + (values[index] ?? 0) * weightOf(profile, name), 0);
	return profile.trees === undefined ? linear : linear + boosterOf(profile.trees).score(values);
}

function weightOf(profile: RankingProfile, feature: RankedFeature): number {
	if (feature === "found") return profile.withoutField;
	if (feature === "coverage") return profile.coverage;
	const weights: Readonly<Record<string, number>> = { ...profile.fields, ...profile.features };
	return weights[feature] ?? 0;
}

/** A feature of weight 0 is left out of a score, so that its value is taken with another weight. */
function probe(profile: RankingProfile): RankingProfile {
	const some = <T extends Readonly<Record<string, number>>>(weights: T): T =>
		Object.fromEntries(Object.entries(weights).map(([name, weight]) => [name, weight === 0 ? 1 : weight])) as T;
	const { trees: _, ...linear } = profile;
	return {
		...linear,
		fields: some(profile.fields),
		features: some(profile.features),
		withoutField: profile.withoutField === 0 ? 1 : profile.withoutField,
		coverage: profile.coverage === 0 ? 1 : profile.coverage,
	};
}

/** Digits behind the point that are kept of a value. */
const PRECISION = 1e5;

/** Takes the values of people of one list. */
export function snapshotOf(profile: RankingProfile): (seat: Seat) => number[] {
	const probing = probe(profile);
	const places = new Map<string, number>(RANKED_FEATURES.map((feature, place) => [feature, place]));
	const sides = new Map<Pool, Side>();
	return ({ block, person }) => {
		const { pool, row } = person.side;
		const input = { ...block.input, profile: probing };
		const side = sides.get(pool) ?? sideOf(input, pool);
		sides.set(pool, side);
		side.row = row;
		const values = new Array<number>(places.size).fill(0);
		contributions(input, side, (feature, _group, _side, value) => {
			const place = places.get(feature) ?? 0;
			values[place] = (values[place] ?? 0) + value;
		});
		return values.map((value) => Math.round(value * PRECISION) / PRECISION);
	};
}
