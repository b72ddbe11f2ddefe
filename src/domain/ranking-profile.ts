import * as z from "zod";
import { TEXT_FIELDS } from "./document.ts";
import { Forest, type PERSON_FEATURES } from "./forest.ts";

/** The profile of searches that name none. */
export const DEFAULT_PROFILE = "default.v4";

/** A versioned file of weights under ranking/profiles/. Never edited once released: copy it to the next version. */

const weight = z.number().min(-100).max(100);

const FEATURES = {
	yearsFit: weight,
	recency: weight,
	seniorityFit: weight,
	parseConfidence: weight,
	openToWork: weight,
	requirementCoverage: weight.default(0),
	skillDuration: weight.default(0),
	skillRecency: weight.default(0),
	distance: weight.default(0),
	educationFit: weight.default(0),
	resumeRecency: weight.default(0),
	applicationRecency: weight.default(0),
	pastOutcome: weight.default(0),
	matchConfidence: weight.default(0),
	meaningSimilarity: weight.default(0),
} satisfies Record<(typeof PERSON_FEATURES)[number], z.ZodType>;

export const RankingProfile = z.strictObject({
	/** `<name>.v<number>`, the file's name without `.json`. */
	id: z.string().regex(/^[a-z0-9-]+\.v\d+$/),
	description: z.string(),
	/** Where the weights come from: a corpus, a seed, the tenant whose judgments were used. */
	provenance: z.strictObject({
		method: z.enum(["by-hand", "tuned"]),
		/** A profile learned from a tenant's judgments is refused for every other tenant. */
		tenant: z.string().nullable(),
		corpora: z.array(z.string()).default([]),
		seed: z.int().optional(),
		/** What it was worth on queries that the search for weights did not see, and against what. */
		metrics: z.record(z.string(), z.number()).optional(),
	}),
	/** First stage and text features: points for a term in a field, multiplied by its idf. */
	fields: z.record(z.enum(TEXT_FIELDS), weight),
	/** Points for a wish that stands in no text: a tag, a range, where somebody comes from. */
	withoutField: weight.min(0).default(2),
	/** BM25 parameters of the body. */
	bm25: z.strictObject({ k1: z.number().min(0).max(10), b: z.number().min(0).max(1) }),
	/** Points for each part of the query that is answered. */
	coverage: weight,
	/** How much that depends on what the part tells: 0 every part counts alike, 1 by its idf relative to the others. */
	coverageByIdf: z.number().min(0).max(1).default(0),
	/** Factors of parts of the query by what they name. */
	parts: z
		.strictObject({
			/** A word that only states a level beside other words ("senior"): how well the level fits is a feature of its own. */
			level: z.number().min(0).max(1).default(1),
		})
		.prefault({}),
	/** Points at full value of the feature; each feature's value lies in 0..1 (rank/features.ts says how). */
	features: z.strictObject(FEATURES),
	/** Weight of an alternative by how it was found: 1 is the literal word. */
	expansion: z.strictObject({
		stem: z.number().min(0).max(1),
		synonym: z.number().min(0).max(1),
		related: z.number().min(0).max(1),
		prefix: z.number().min(0).max(1),
		/** Another title of the same occupation: at most as much as a synonym. */
		titleFamily: z.number().min(0).max(1).default(0.85),
		/** Another word for the same level. */
		seniority: z.number().min(0).max(1).default(0.8),
		/** A word that has a part in common with it, and all of its parts. */
		compound: z.number().min(0).max(1).default(0.2),
		compoundWhole: z.number().min(0).max(1).default(0.6),
		/** At most as much as a related skill; times how near it is, 0 to 1. */
		learned: z.number().min(0).max(1).default(0.15),
		embedding: z.number().min(0).max(1).default(0.2),
		/** For each letter that differs from what was asked. */
		fuzzy: z.number().min(0).max(1).default(0.8),
	}),
	/** Gradient-boosted trees whose points are added to those of the weights; absent in a linear profile. */
	trees: Forest.optional(),
	/** Half-life of recency, days. */
	recencyHalfLife: z.number().positive(),
	/** People the first stage hands to the second. */
	depth: z.int().min(10).max(5000),
});
export type RankingProfile = z.output<typeof RankingProfile>;
