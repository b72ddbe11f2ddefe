import * as z from "zod";
import { RecordId } from "./candidate.ts";
import { EXPANSION_SOURCES, Origin } from "./query.ts";

/** One addend of a score. The score of a hit is the exact sum of the points of its contributions, in this order. */
export const Contribution = z.strictObject({
	/** Name of the feature in the ranking profile: `match.currentTitle`, `coverage`, `years` ... */
	feature: z.string(),
	/** The part of the query it answers, as written; absent for features that no part of the query asks for. */
	clause: z.string().optional(),
	/** What matched instead of the literal words: `kubernetes, k8s`. */
	matched: z.string().optional(),
	/** Which side of a matched person it came from. */
	pool: z.enum(["ats", "network"]),
	/** Value of the feature, in the unit that the profile states. */
	value: z.number(),
	weight: z.number(),
	points: z.number(),
	/** In words for a recruiter. */
	text: z.string(),
});
export type Contribution = z.output<typeof Contribution>;

export const Explanation = z.strictObject({
	score: z.number(),
	profile: z.string(),
	contributions: z.array(Contribution),
	/** Parts of the query that nothing in the record answers, as written. */
	missing: z.array(z.string()),
	/** What to know before trusting the place: "years computed from 2 of 5 dated jobs". */
	warnings: z.array(z.string()),
});
export type Explanation = z.output<typeof Explanation>;

/** A piece of the record in which something matched. Offsets are UTF-16 code units into `text`. */
export const Highlight = z.strictObject({
	field: z.string(),
	text: z.string(),
	spans: z.array(z.tuple([z.int(), z.int()])),
});
export type Highlight = z.output<typeof Highlight>;

export const Hit = z.strictObject({
	/** From 1, over the whole list. */
	rank: z.int().positive(),
	origin: Origin,
	candidateId: RecordId.nullable(),
	profileId: RecordId.nullable(),
	score: z.number(),
	name: z.string().nullable(),
	headline: z.string().nullable(),
	currentTitle: z.string().nullable(),
	currentCompany: z.string().nullable(),
	location: z.string().nullable(),
	years: z.number().nullable(),
	skills: z.array(z.string()),
	updatedAt: z.iso.datetime(),
	highlights: z.array(Highlight),
	explanation: Explanation.nullable(),
});
export type Hit = z.output<typeof Hit>;

export const LintEntry = z.strictObject({
	level: z.enum(["understood", "ignored", "ambiguous", "error"]),
	code: z.string(),
	message: z.string(),
	span: z.strictObject({ start: z.int(), end: z.int() }),
});

/** What one part of the query was widened to. `words`: of all ways, each once. */
export const Expansion = z.strictObject({
	clause: z.string(),
	words: z.array(z.string()),
	/** From what stands for the part best to what stands for it least. */
	ways: z.array(
		z.strictObject({
			source: z.enum(EXPANSION_SOURCES),
			/** Each of them, in `expansion.offTerms` of a request, switches itself off. */
			words: z.array(z.string()),
			/** 0 to 1: what a match is worth; 1 is the literal word. */
			weight: z.number(),
			/** People whom this way brings: who have it, and neither the literal word nor a way before this one. */
			people: z.int(),
		}),
	),
});
export type Expansion = z.output<typeof Expansion>;

export const SearchResponse = z.strictObject({
	/** The query as understood, in normal form. */
	understood: z.string(),
	lint: z.array(LintEntry),
	/** People in the list, each counted once. */
	total: z.int(),
	/** Of these, people who answer every part of the query. */
	totalFull: z.int(),
	page: z.int(),
	pageSize: z.int(),
	hits: z.array(Hit),
	facets: z.record(z.string(), z.array(z.strictObject({ value: z.string(), label: z.string(), count: z.int() }))),
	/** What parts of the query were widened to. */
	expansions: z.array(Expansion),
	profile: z.string(),
});
export type SearchResponse = z.output<typeof SearchResponse>;
