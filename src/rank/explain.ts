import { type Column, TEXT_FIELDS, type TextField } from "../domain/document.ts";
import type { Contribution, Explanation, Place } from "../domain/hit.ts";
import { english, englishLabel, type Sentence, say } from "../domain/sentence.ts";
import {
	columnValue,
	contributions,
	type Feature,
	kilometresFrom,
	type Side,
	similarityOf,
	tellingWay,
} from "./contributions.ts";
import { NO_FIELD, type PoolName, type RankInput, wayAt } from "./pool.ts";
import type { RankedPerson } from "./rank.ts";

/** A place in a record of which the owner is known. */
export type PlaceInRecord = Omit<Place, "pool">;

/** Where the values of a person come from: of a matched person the tenant's record or the network's. */
export interface Evidence {
	/** The record that a match stands in; the words around it (`Senior Java Developer`), null when they cannot be shown. */
	match(group: number, field: TextField | null): MatchEvidence;
	/** The record that a number comes from. */
	column(column: Column): PoolName;
}

export interface MatchEvidence {
	readonly pool: PoolName;
	readonly words: string | null;
	/** The words stand in another part of the record than the field. */
	readonly elsewhere?: true;
	/** In the record of `pool`; empty where they cannot be told. */
	readonly places: readonly PlaceInRecord[];
}

/** Places named for one contribution: the first say enough. */
const MOST_PLACES = 5;

/** Where the value of a feature comes from. */
const COLUMN_OF: Readonly<Partial<Record<Feature, Column>>> = {
	yearsFit: "years",
	seniorityFit: "seniority",
	recency: "updatedAt",
	parseConfidence: "confidence",
	openToWork: "openToWork",
	distance: "latitude",
	educationFit: "educationLevel",
	resumeRecency: "resumeAt",
	applicationRecency: "appliedAt",
	pastOutcome: "pastOutcome",
	matchConfidence: "matchScore",
};

/** Below this a parsed record should be checked against its file. */
const LOW_CONFIDENCE = 0.6;

/** The score of a person as the exact sum of named contributions, what is missing, and what to know before trusting it. */
export function explain(input: RankInput, person: RankedPerson, evidence: Evidence): Explanation {
	const listed: Contribution[] = [];
	contributions(input, person.side, (feature, group, side, value, weight, points) => {
		const numbers = { value, weight, points };
		const part = input.asked.groups[group];
		if (part === undefined) {
			const column = COLUMN_OF[feature];
			const pool = column === undefined ? side.pool.name : evidence.column(column);
			const said = featureSaid(feature, side, input, person, value);
			listed.push({ feature, pool, ...numbers, places: [], text: english([said]), said });
			return;
		}
		const label = part.alternatives[countingIn(feature, input, side, group)]?.label ?? null;
		const matched = label === null ? null : englishLabel(label);
		const { pool, words, places, ...elsewhere } = evidence.match(group, isField(feature) ? feature : null);
		listed.push({
			feature: `match.${feature}`,
			clause: part.clause,
			...(matched === null ? {} : { matched }),
			...(label === null || typeof label === "string" ? {} : { matchedSaid: label }),
			pool,
			...numbers,
			places: places.slice(0, MOST_PLACES).map((place) => ({ pool, ...place })),
			...(words === null ? {} : { words, ...elsewhere }),
			text: matchText(feature, part.clause, matched, { words, ...elsewhere, pool }),
		});
	});
	const cautions = warnings(person);
	const score = listed.reduce((sum, { points }) => sum + points, 0);
	return {
		score,
		profile: input.profile.id,
		contributions: listed,
		missing: missing(input, person),
		warnings: cautions.map((caution) => english([caution])),
		cautions,
	};
}

/** The alternative that the points of a feature are given for. */
function countingIn(feature: Feature, { asked }: RankInput, { pool, row }: Side, group: number): number {
	const field = isField(feature) ? TEXT_FIELDS.indexOf(feature) : NO_FIELD;
	return wayAt(pool.rows, row * asked.groups.length + group, field) ?? 0;
}

const isField = (feature: Feature): feature is TextField => Object.hasOwn(FIELD_NAMES, feature);

/** Fields as a reader knows them. */
export const FIELD_NAMES: Readonly<Record<TextField, string>> = {
	name: "name",
	currentTitle: "current title",
	pastTitle: "past title",
	skill: "skills",
	currentCompany: "current company",
	pastCompany: "past company",
	school: "school",
	degree: "degree",
	location: "location",
	certificate: "certificates",
	note: "notes",
	body: "text",
};

function matchText(
	feature: Feature,
	clause: string,
	matched: string | null,
	{ words: shown, elsewhere, pool }: Pick<MatchEvidence, "words" | "elsewhere" | "pool">,
): string {
	const asked = /["():]/.test(clause) ? clause : `"${clause}"`;
	const found = matched === null ? asked : `${asked} as ${matched}`;
	const place = isField(feature) ? ` in ${FIELD_NAMES[feature]}` : "";
	const words = shown === null ? "" : ` (${shown}${elsewhere === true ? ", named elsewhere" : ""})`;
	return `${found}${place}${words}${pool === "network" ? ", network profile" : ""}`;
}

function featureSaid(feature: Feature, side: Side, input: RankInput, person: RankedPerson, value: number): Sentence {
	if (isField(feature)) return say`nothing that was asked for stands in the ${FIELD_NAMES[feature]}`;
	if (value === 0) return say`${feature} says nothing for this person`;
	switch (feature) {
		case "trees":
			return say`what the trees of this profile give everybody`;
		case "coverage":
			return coverageSaid(side, input, person);
		case "yearsFit":
			return yearsSaid(round(columnValue(side, "years")), input);
		case "seniorityFit":
			return Number.isNaN(columnValue(side, "seniority"))
				? say`no title states a seniority, so it may be the one asked for`
				: say`seniority stated in a title fits the one asked for to ${Math.round(value * 100)}%`;
		case "recency":
			return say`record changed ${dayOf(columnValue(side, "updatedAt"))}`;
		case "parseConfidence":
			return Number.isNaN(columnValue(side, "confidence"))
				? say`record came as data, not from a file`
				: say`resume was read with confidence ${round(value)}`;
		case "requirementCoverage":
			return say`covers ${Math.round(value * 100)}% of what was asked for, by weight`;
		case "skillDuration":
			return value >= 1
				? say`used what was asked for for five years or more`
				: say`used what was asked for for years (${round(value)} of 1)`;
		case "skillRecency":
			return value >= 1
				? say`used what was asked for within a year`
				: say`used what was asked for lately (${round(value)} of 1)`;
		case "distance":
			return distanceSaid(input, side);
		case "educationFit":
			return say`level of education fits the one asked for to ${Math.round(value * 100)}%`;
		case "resumeRecency":
			return say`resume came in ${dayOf(columnValue(side, "resumeAt"))}`;
		case "applicationRecency":
			return say`applied last ${dayOf(columnValue(side, "appliedAt"))}`;
		case "pastOutcome":
			return pastSaid(value);
		case "meaningSimilarity":
			return Number.isNaN(similarityOf(side))
				? say`titles and skills are not compared with the query in meaning; the mean of the list (${round(value)} of 1)`
				: say`titles and skills are near to the query in meaning (${round(value)} of 1)`;
		case "matchConfidence":
			return say`ATS record and network profile are one person with probability ${round(value)}`;
		default:
			return say`open to work`;
	}
}

function coverageSaid(side: Side, input: RankInput, person: RankedPerson): Sentence {
	const needed = input.asked.groups.filter((group) => group.needed);
	const lacking = new Set(missing(input, person));
	const answered = needed.filter(({ clause }) => !lacking.has(clause));
	const near = nearOnly(input, person);
	const worth = answered.reduce((sum, { weight }) => sum + weight, 0);
	const said = inWordsOf(input, side);
	const [found, all] = [answered.length, needed.length];
	if (near.length > 0)
		return all === 1
			? say`answers ${found} of 1 part of the query; there is something related to ${near.join(", ")}`
			: say`answers ${found} of ${all} parts of the query; there is something related to ${near.join(", ")}`;
	if (said < worth)
		return all === 1
			? say`answers ${found} of 1 part of the query, not all in the words asked for (${round(said)} of ${round(worth)})`
			: say`answers ${found} of ${all} parts of the query, not all in the words asked for (${round(said)} of ${round(worth)})`;
	return all === 1 ? say`answers ${found} of 1 part of the query` : say`answers ${found} of ${all} parts of the query`;
}

/** Weights of the parts that are found, each times how well the words stand for it that it counts for. */
function inWordsOf({ asked: { groups } }: RankInput, side: Side): number {
	return groups.reduce((sum, part, group) => {
		const cell = side.row * groups.length + group;
		if (side.pool.rows.masks[cell] === 0 || !part.needed) return sum;
		return sum + part.weight * (part.alternatives[tellingWay(side, cell, part)]?.weight ?? 0);
	}, 0);
}

function distanceSaid({ asked: { near } }: RankInput, side: Side): Sentence {
	const kilometres = near == null ? Number.NaN : kilometresFrom(near, side);
	const place = near?.place ?? "";
	return kilometres < 1 ? say`less than 1 km from ${place}` : say`${Math.round(kilometres)} km from ${place}`;
}

function pastSaid(value: number): Sentence {
	if (value === 1) return say`was hired here before`;
	return value >= 0.75 ? say`an interviewer here said yes` : say`withdrew an application here before`;
}

function yearsSaid(has: string, { asked: { years } }: RankInput): Sentence {
	const { min = null, max = null } = years ?? {};
	if (min === null) return say`${has} years of experience, asked for at most ${max ?? ""}`;
	return max === null
		? say`${has} years of experience, asked for at least ${min}`
		: say`${has} years of experience, asked for ${min} to ${max}`;
}

const round = (value: number) => String(Math.round(value * 100) / 100);
const dayOf = (milliseconds: number) => new Date(milliseconds).toISOString().slice(0, 10);

function missing({ asked }: RankInput, { side }: RankedPerson): string[] {
	const found = (group: number) => side.pool.rows.masks[side.row * asked.groups.length + group] !== 0;
	const near = new Set(nearOnly({ asked }, { side }));
	return asked.groups
		.filter(({ needed, clause }, group) => needed && (!found(group) || near.has(clause)))
		.map(({ clause }) => clause);
}

/** Parts that only something related stands for. */
function nearOnly({ asked }: Pick<RankInput, "asked">, { side }: Pick<RankedPerson, "side">): string[] {
	const { masks, alternatives } = side.pool.rows;
	return asked.groups
		.filter((part, group) => {
			const cell = side.row * asked.groups.length + group;
			return part.needed && masks[cell] !== 0 && part.alternatives[alternatives[cell] ?? 0]?.related === true;
		})
		.map(({ clause }) => clause);
}

function warnings({ side }: RankedPerson): Sentence[] {
	const found: Sentence[] = [];
	const confidence = columnValue(side, "confidence");
	if (confidence === 0) found.push(say`The resume file could not be read: only what the ATS says is known.`);
	else if (confidence < LOW_CONFIDENCE) {
		found.push(say`The resume was read with low confidence (${round(confidence)}); check the original.`);
	}
	if (Number.isNaN(columnValue(side, "years"))) {
		found.push(say`Years of experience are not known: no role has dates that can be read.`);
	}
	return found;
}
