import { kilometresBetween } from "../analysis/gazetteer/distance.ts";
import { type Column, TEXT_FIELDS, type TextField } from "../domain/document.ts";
import { RANKED_FEATURES, type RankedFeature } from "../domain/forest.ts";
import type { RankingProfile } from "../domain/ranking-profile.ts";
import { requirementCoverage } from "./coverage.ts";
import {
	distance,
	educationFit,
	groupWeights,
	matchConfidence,
	meaningSimilarity,
	openToWork,
	parseConfidence,
	pastOutcome,
	recency,
	saturated,
	seniorityFit,
	yearsFit,
} from "./features.ts";
import { type Booster, boosterOf, FEATURE_INDEX } from "./forest.ts";
import {
	type Asked,
	type AskedArea,
	type AskedGroup,
	BODY,
	columnOf,
	NO_FIELD,
	type Pool,
	type RankInput,
	wayAt,
} from "./pool.ts";
import { skillUse } from "./skill-use.ts";

/** A person's row in a pool. */
export interface Side {
	readonly pool: Pool;
	/** {@link groupWeights} of the pool. */
	readonly groupWeights: Float64Array;
	/** Factor of each part in coverage: with them a full answer is worth the same in every pool. */
	readonly coverageWeights: Float64Array;
	/** Of the profile, in the order of TEXT_FIELDS. */
	readonly fieldWeights: Float64Array;
	row: number;
}

/** `trees`: what the trees of a profile give the average person. */
export type Feature = RankedFeature | "trees";

/**
 * Takes the addends of a score, in order.
 * @param group index of the part of the query, -1 for features that none asks for
 */
export type Sink = (feature: Feature, group: number, side: Side, value: number, weight: number, points: number) => void;

export function sideOf({ asked, profile }: RankInput, pool: Pool): Side {
	const weights = groupWeights(pool.population, pool.documents);
	return {
		pool,
		groupWeights: weights,
		coverageWeights: coverageWeights(weights, asked, profile.coverageByIdf),
		fieldWeights: Float64Array.from(TEXT_FIELDS, (field) => profile.fields[field]),
		row: 0,
	};
}

/**
 * How much each part tells beside the others that have to be answered, as far as the profile asks for it. Compared with their mean by
 * weight, so that what a full answer is worth depends on the query and not on the pool.
 */
function coverageWeights(weights: Float64Array, { groups }: Asked, byIdf: number): Float64Array {
	const needed = groups.map((group) => (group.needed ? group.weight : 0));
	const told = weights.reduce((sum, weight, group) => sum + weight * (needed[group] ?? 0), 0);
	const mean = told / needed.reduce((sum, weight) => sum + weight, 0);
	return weights.map((weight) => (mean > 0 ? 1 + byIdf * (weight / mean - 1) : 1));
}

/**
 * The one formula of the second stage. It hands every addend to `sink`; a score is their sum, and an explanation is the same
 * addends written down, so the two cannot disagree: those of {@link linearContributions}, and where the profile has trees, the points
 * that each feature has of them, shared out over the addends of the feature by their values.
 */
export function contributions(input: RankInput, side: Side, sink: Sink): void {
	if (input.profile.trees === undefined) linearContributions(input, side, sink);
	else boostedContributions(input, side, boosterOf(input.profile.trees), sink);
}

/** The sum of {@link contributions}, to 1e-9, without finding out what each feature has of the trees. */
export function scoreOf(input: RankInput, side: Side): number {
	const { trees } = input.profile;
	let sum = 0;
	if (trees === undefined) {
		linearContributions(input, side, (_feature, _group, _side, _value, _weight, points) => {
			sum += points;
		});
		return sum;
	}
	const values = new Float64Array(RANKED_FEATURES.length);
	linearContributions(input, side, (feature, _group, _side, value, _weight, points) => {
		sum += points;
		addTo(values, feature, value);
	});
	return sum + boosterOf(trees).score(values);
}

function addTo(values: Float64Array, feature: Feature, value: number): void {
	if (feature === "trees") return;
	const index = FEATURE_INDEX[feature];
	values[index] = (values[index] as number) + value;
}

function boostedContributions(input: RankInput, side: Side, booster: Booster, sink: Sink): void {
	const linear: [Feature, number, Side, value: number, weight: number][] = [];
	const values = new Float64Array(RANKED_FEATURES.length);
	linearContributions(input, side, (feature, group, of, value, weight) => {
		linear.push([feature, group, of, value, weight]);
		addTo(values, feature, value);
	});
	const points = booster.attributions(values);
	for (const [feature, group, of, value, weight] of linear) {
		// All addends of a feature are worth the same for each unit of it.
		const index = FEATURE_INDEX[feature as RankedFeature];
		const all = values[index] as number;
		const whole = all > 0 ? weight + (points[index] as number) / all : weight;
		if (whole !== 0) sink(feature, group, of, value, whole, value * whole);
	}
	for (const [index, feature] of RANKED_FEATURES.entries()) {
		const own = points[index] as number;
		if (values[index] === 0 && own !== 0) sink(feature, -1, side, 0, 0, own);
	}
	sink("trees", -1, side, 1, booster.base, booster.base);
}

/**
 * Addends that the weights of the profile give.
 *
 * For each part of the query, each field it stands in:  strength * weight of the field,  where strength = weight of the part *
 * its relative idf in the pool * weight of the heaviest alternative that stands in this field; in the body of the one that is worth most
 * there, times BM25's saturated frequency. So the word itself never counts for less because a form of it stands somewhere else.
 * Then coverage, then the features that hold for the whole person.
 */
export function linearContributions(input: RankInput, side: Side, sink: Sink): void {
	const { asked, profile } = input;
	let covered = 0;
	for (let group = 0; group < asked.groups.length; group++) {
		if (asked.groups[group]?.feature !== undefined) continue;
		textContributions(input, side, group, sink);
		covered += coverageOf(input, side, group);
	}
	if (covered > 0) sink("coverage", -1, side, covered, profile.coverage, covered * profile.coverage);
	personContributions(input, side, sink);
}

/**
 * The weight of the part for the literal word, 0 when nothing is found; less where the place that counts most holds a weaker alternative: who
 * has a title by another name and the word in a sentence has not what was asked in the words of a title.
 */
function coverageOf({ asked }: RankInput, side: Side, group: number): number {
	const cell = side.row * asked.groups.length + group;
	const part = asked.groups[group];
	if (side.pool.rows.masks[cell] === 0 || part === undefined || !part.needed) return 0;
	const tells = side.coverageWeights[group] ?? 1;
	return part.weight * tells * (part.alternatives[tellingWay(side, cell, part)]?.weight ?? 0);
}

/** The alternative that stands in the field where the part counts most; the closest where it stands in none. */
export function tellingWay({ pool: { rows }, fieldWeights }: Side, cell: number, { alternatives }: AskedGroup): number {
	let telling = rows.alternatives[cell] ?? 0;
	let most = -1;
	for (let field = 0; field < NO_FIELD; field++) {
		const way = wayAt(rows, cell, field);
		const worth = way === null ? -1 : (alternatives[way]?.weight ?? 0) * (fieldWeights[field] ?? 0);
		if (way === null || worth <= most) continue;
		most = worth;
		telling = way;
	}
	return telling;
}

function textContributions({ asked, profile }: RankInput, side: Side, group: number, sink: Sink): void {
	const { rows } = side.pool;
	const cell = side.row * asked.groups.length + group;
	const part = asked.groups[group];
	if (rows.masks[cell] === 0 || part === undefined) return;
	const whole = part.weight * (side.groupWeights[group] ?? 0);
	const strengthOf = (way: number) => whole * (part.alternatives[way]?.weight ?? 0);
	const inNoField = wayAt(rows, cell, NO_FIELD);
	if (inNoField !== null && strengthOf(inNoField) * profile.withoutField > worthInFields(side, cell, strengthOf)) {
		const strength = strengthOf(inNoField);
		sink("found", group, side, strength, profile.withoutField, strength * profile.withoutField);
		return;
	}
	for (let field = 0; field < BODY; field++) {
		const way = wayAt(rows, cell, field);
		if (way === null) continue;
		const [strength, weight] = [strengthOf(way), side.fieldWeights[field] ?? 0];
		sink(TEXT_FIELDS[field] as TextField, group, side, strength, weight, strength * weight);
	}
	const inBody = wayAt(rows, cell, BODY);
	if (inBody === null) return;
	const value = strengthOf(inBody) * bodyFrequency(side, cell, profile);
	const weight = side.fieldWeights[BODY] ?? 0;
	if (value > 0) sink("body", group, side, value, weight, value * weight);
}

/** Points of the fields, running text aside. -1: it stands in none. */
function worthInFields(
	{ pool: { rows }, fieldWeights }: Side,
	cell: number,
	strengthOf: (way: number) => number,
): number {
	let worth = -1;
	for (let field = 0; field < BODY; field++) {
		const way = wayAt(rows, cell, field);
		if (way !== null) worth = Math.max(0, worth) + strengthOf(way) * (fieldWeights[field] ?? 0);
	}
	return worth;
}

function bodyFrequency({ pool, row }: Side, cell: number, { bm25 }: RankingProfile): number {
	const { bodyFrequencies, bodyLengths } = pool.rows;
	return saturated(bodyFrequencies[cell] ?? 0, bodyLengths[row] ?? 0, pool.averageBodyLength, bm25);
}

/** What holds for the person whatever was asked. */
function personContributions(input: RankInput, side: Side, sink: Sink): void {
	const { asked, profile } = input;
	const add = (feature: keyof RankingProfile["features"], value: number) => {
		const weight = profile.features[feature];
		// Trees look at what has no weight, too.
		if (value > 0 && (weight !== 0 || profile.trees !== undefined))
			sink(feature, -1, side, value, weight, value * weight);
	};
	const column = (name: Column) => columnValue(side, name);
	if (asked.years !== null) add("yearsFit", yearsFit(column("years"), asked.years));
	if (asked.seniority !== null) add("seniorityFit", seniorityFit(column("seniority"), asked.seniority));
	add("recency", recency(column("updatedAt"), asked.asOf, profile.recencyHalfLife));
	add("parseConfidence", parseConfidence(column("confidence")));
	add("openToWork", openToWork(column("openToWork")));
	const wanted = profile.features.requirementCoverage !== 0 || profile.trees !== undefined;
	if (wanted && asked.groups.length > 0) add("requirementCoverage", requirementCoverage(asked, side));
	add("skillDuration", skillUse(asked, side, "skillDuration"));
	add("skillRecency", skillUse(asked, side, "skillRecency"));
	if (asked.near != null) add("distance", distance(kilometresFrom(asked.near, side), asked.near.kilometres));
	if (asked.education != null) add("educationFit", educationFit(column("educationLevel"), asked.education));
	add("resumeRecency", recency(column("resumeAt"), asked.asOf, profile.recencyHalfLife));
	add("applicationRecency", recency(column("appliedAt"), asked.asOf, profile.recencyHalfLife));
	add("pastOutcome", pastOutcome(column("pastOutcome")));
	add("matchConfidence", matchConfidence(column("matchScore")));
	const { usualSimilarity } = input;
	if (usualSimilarity !== undefined) add("meaningSimilarity", meaningSimilarity(similarityOf(side), usualSimilarity));
}

/** NaN where it is not known. */
export const similarityOf = ({ pool, row }: Side): number => pool.similarities?.[row] ?? Number.NaN;

export const columnValue = (side: Side, column: Column): number => columnOf(side.pool.rows, side.row, column);

/** Kilometres between the city of somebody and the middle of the area asked for; NaN where his is not known. */
export const kilometresFrom = (area: AskedArea, side: Side): number =>
	kilometresBetween(area, { latitude: columnValue(side, "latitude"), longitude: columnValue(side, "longitude") });
