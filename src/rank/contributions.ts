import { kilometresBetween } from "../analysis/gazetteer/distance.ts";
import { type Column, TEXT_FIELDS, type TextField } from "../domain/document.ts";
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
import { type Asked, type AskedArea, BODY, columnOf, FIELD_BITS, type Pool, type RankInput } from "./pool.ts";
import { skillUse } from "./skill-use.ts";

/** A person's row in a pool. */
export interface Side {
	readonly pool: Pool;
	/** {@link groupWeights} of the pool. */
	readonly groupWeights: Float64Array;
	/** Of the profile, in the order of TEXT_FIELDS. */
	readonly fieldWeights: Float64Array;
	row: number;
}

export type Feature = TextField | "found" | "coverage" | keyof RankingProfile["features"];

/**
 * Takes the addends of a score, in order.
 * @param group index of the part of the query, -1 for features that none asks for
 */
export type Sink = (feature: Feature, group: number, side: Side, value: number, weight: number, points: number) => void;

export const sideOf = (pool: Pool, profile: RankingProfile): Side => ({
	pool,
	groupWeights: groupWeights(pool.population, pool.documents),
	fieldWeights: Float64Array.from(TEXT_FIELDS, (field) => profile.fields[field]),
	row: 0,
});

/**
 * The one formula of the second stage. It hands every addend to `sink`; a score is their sum in this order, and an explanation
 * is the same addends written down, so the two cannot disagree.
 *
 * For each part of the query, each field it stands in:  strength * weight of the field,  where strength = weight of the part *
 * its relative idf in the pool * weight of the alternative that matched; in the body times BM25's saturated frequency.
 * Then coverage, then the features that hold for the whole person.
 */
export function contributions(input: RankInput, side: Side, sink: Sink): void {
	const { asked, profile } = input;
	let covered = 0;
	for (let group = 0; group < asked.groups.length; group++) {
		if (asked.groups[group]?.feature !== undefined) continue;
		textContributions(input, side, group, sink);
		covered += coverageOf(asked, side, group);
	}
	if (covered > 0) sink("coverage", -1, side, covered, profile.coverage, covered * profile.coverage);
	personContributions(input, side, sink);
}

/** What the part says of this person in this pool; 0 when it does not match. */
function strengthOf(asked: Asked, side: Side, group: number): number {
	const cell = side.row * asked.groups.length + group;
	const { masks, alternatives } = side.pool.rows;
	if (masks[cell] === 0) return 0;
	const part = asked.groups[group];
	const alternative = part?.alternatives[alternatives[cell] ?? 0];
	return (part?.weight ?? 0) * (side.groupWeights[group] ?? 0) * (alternative?.weight ?? 0);
}

/** The weight of the part for the literal word, less for a weaker alternative, 0 when nothing is found. */
function coverageOf(asked: Asked, side: Side, group: number): number {
	const cell = side.row * asked.groups.length + group;
	const part = asked.groups[group];
	if (side.pool.rows.masks[cell] === 0 || part === undefined || !part.needed) return 0;
	return part.weight * (part.alternatives[side.pool.rows.alternatives[cell] ?? 0]?.weight ?? 0);
}

function bodyValue(input: RankInput, side: Side, group: number, strength: number): number {
	const { rows, averageBodyLength } = side.pool;
	const frequency = rows.bodyFrequencies[side.row * input.asked.groups.length + group] ?? 0;
	return strength * saturated(frequency, rows.bodyLengths[side.row] ?? 0, averageBodyLength, input.profile.bm25);
}

function textContributions(input: RankInput, side: Side, group: number, sink: Sink): void {
	const mask = side.pool.rows.masks[side.row * input.asked.groups.length + group] ?? 0;
	if (mask === 0) return;
	const strength = strengthOf(input.asked, side, group);
	for (let field = 0; field < BODY; field++) {
		if ((mask & (1 << field)) === 0) continue;
		const weight = side.fieldWeights[field] ?? 0;
		sink(TEXT_FIELDS[field] as TextField, group, side, strength, weight, strength * weight);
	}
	const body = bodyValue(input, side, group, strength);
	const weight = side.fieldWeights[BODY] ?? 0;
	if (body > 0) sink("body", group, side, body, weight, body * weight);
	const { withoutField } = input.profile;
	if ((mask & FIELD_BITS) === 0) sink("found", group, side, strength, withoutField, strength * withoutField);
}

/** What holds for the person whatever was asked. */
function personContributions(input: RankInput, side: Side, sink: Sink): void {
	const { asked, profile } = input;
	const add = (feature: keyof RankingProfile["features"], value: number) => {
		const weight = profile.features[feature];
		if (value > 0 && weight !== 0) sink(feature, -1, side, value, weight, value * weight);
	};
	const column = (name: Column) => columnValue(side, name);
	if (asked.years !== null) add("yearsFit", yearsFit(column("years"), asked.years));
	if (asked.seniority !== null) add("seniorityFit", seniorityFit(column("seniority"), asked.seniority));
	add("recency", recency(column("updatedAt"), asked.asOf, profile.recencyHalfLife));
	add("parseConfidence", parseConfidence(column("confidence")));
	add("openToWork", openToWork(column("openToWork")));
	if (profile.features.requirementCoverage !== 0 && asked.groups.length > 0)
		add("requirementCoverage", requirementCoverage(asked, side));
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
