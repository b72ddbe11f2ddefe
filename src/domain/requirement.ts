import * as z from "zod";
import { RecordId } from "./candidate.ts";
import { Explanation, Hit, SearchResponse } from "./hit.ts";
import { SearchRequest } from "./query.ts";

/** What a job asks of people, or what people have in common: read from them by rules, to be edited and sent back. */

export const RequirementKind = z.enum([
	"title",
	"skill",
	"certificate",
	"language",
	"degree",
	"years",
	"seniority",
	"place",
	"company",
	"words",
]);
export type RequirementKind = z.output<typeof RequirementKind>;

/**
 * required: who lacks it is left out · must: strongly wanted, but who lacks it only has fewer points, fewer of what nearly all have · wish: scores where it is there ·
 * excluded: who has it is left out.
 */
export const RequirementRole = z.enum(["required", "must", "wish", "excluded"]);
export type RequirementRole = z.output<typeof RequirementRole>;

/** Where it was read. Offsets are UTF-16 code units into that text, end exclusive. */
export const RequirementEvidence = z.strictObject({
	/** A text of the ad, or the person whose record says it. */
	source: z.string().max(200),
	start: z.int().min(0),
	end: z.int().min(0),
	text: z.string().max(500),
});
export type RequirementEvidence = z.output<typeof RequirementEvidence>;

export const Requirement = z.strictObject({
	kind: RequirementKind,
	/** For the reader. */
	label: z.string().trim().min(1).max(300),
	/** What is looked for, in the query language, without signs for role and weight. */
	query: z.string().trim().min(1).max(1000),
	role: RequirementRole,
	/** Factor of its points. */
	weight: z.number().min(0.1).max(10).default(1),
	/** The first places that say so. */
	evidence: z.array(RequirementEvidence).max(20).default([]),
});
export type Requirement = z.output<typeof Requirement>;

/** More are not scored in one query. */
export const MOST_REQUIREMENTS = 60;
const requirements = z.array(Requirement).min(1).max(MOST_REQUIREMENTS);

const { query: _query, disabled: _disabled, ...paging } = SearchRequest.shape;

export const JobAd = z.strictObject({
	title: z.string().trim().min(1).max(500).optional(),
	description: z.string().trim().max(100_000).default(""),
	skills: z.array(z.string().trim().min(1).max(300)).max(200).default([]),
	location: z.string().trim().min(1).max(300).optional(),
});
export type JobAd = z.output<typeof JobAd>;

export const ForJobRequest = z
	.strictObject({
		...JobAd.shape,
		/** As they were answered before and edited; then the ad is not read again. */
		requirements: requirements.optional(),
		...paging,
	})
	.refine(({ title, description, skills, requirements: edited }) => edited ?? title ?? (description || skills[0]), {
		path: ["description"],
		error: "Send a title, a description, skills or requirements: there is nothing to look for.",
	});
export type ForJobRequest = z.output<typeof ForJobRequest>;

export const SimilarRequest = z.strictObject({
	/** Ids of candidates or profiles. */
	people: z.array(RecordId).min(1).max(10),
	requirements: requirements.optional(),
	...paging,
});
export type SimilarRequest = z.output<typeof SimilarRequest>;

/** A hit with how much of the requirements it covers. */
export const GradedHit = z.strictObject({
	...Hit.shape,
	/** Weight of what is met by weight of all musts and wishes, 0 to 1; a must counts twice. */
	coverage: z.number().min(0).max(1),
});

export const RequirementResponse = z.strictObject({
	...SearchResponse.shape,
	hits: z.array(GradedHit),
	requirements: z.array(Requirement),
});
export type RequirementResponse = z.output<typeof RequirementResponse>;

/** An open job with how well one person fits it. */
export const JobFit = z.strictObject({
	/** From 1: by coverage, then score, then the id of the job. */
	rank: z.int().positive(),
	jobId: RecordId,
	title: z.string(),
	company: z.string().nullable(),
	location: z.string().nullable(),
	/** As in {@link GradedHit}. */
	coverage: z.number().min(0).max(1),
	/** Of one job; scores of two jobs are not on one scale, coverages are. */
	score: z.number(),
	requirements: z.array(Requirement),
	explanation: Explanation.nullable(),
});
export type JobFit = z.output<typeof JobFit>;

export const JobsForPerson = z.strictObject({
	/** Jobs of which the person covers at least a quarter. */
	total: z.int(),
	items: z.array(JobFit),
	/** Whether there are more open jobs than were looked at. */
	incomplete: z.boolean(),
});
export type JobsForPerson = z.output<typeof JobsForPerson>;
