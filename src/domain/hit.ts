import * as z from "zod";
import { RecordId } from "./candidate.ts";
import { Interpretation } from "./interpretation.ts";
import { LintEntry } from "./lint.ts";
import { EXPANSION_SOURCES, Origin } from "./query.ts";
import { Sentence } from "./sentence.ts";
import { Team } from "./signal.ts";

/** Where something stands in a record. */
export const Place = z.strictObject({
	/** Of a matched person: whose record the pointer is into. */
	pool: z.enum(["ats", "network"]),
	/** RFC 6901 pointer into the record: `/resume/work/0/position`. */
	pointer: z.string(),
	/** Offsets into the text there, UTF-16 code units, the end exclusive. */
	start: z.int().nonnegative(),
	end: z.int().nonnegative(),
});
export type Place = z.output<typeof Place>;

/** One addend of a score. The score of a hit is the exact sum of the points of its contributions, in this order. */
export const Contribution = z.strictObject({
	/** Name of the feature in the ranking profile: `match.currentTitle`, `coverage`, `years` ... */
	feature: z.string(),
	/** The part of the query it answers, as written; absent for features that no part of the query asks for. */
	clause: z.string().optional(),
	/** What matched instead of the literal words: `kubernetes, k8s`. */
	matched: z.string().optional(),
	/** The same, for catalogues of other languages; absent where it is words as they stand in a record or a vocabulary. */
	matchedSaid: Sentence.optional(),
	/** Which side of a matched person it came from. */
	pool: z.enum(["ats", "network"]),
	/** Value of the feature, in the unit that the profile states. */
	value: z.number(),
	weight: z.number(),
	points: z.number(),
	/** Where it stands in the record, at most 5 places; empty where it stands in no text, or in a text that is not shown. */
	places: z.array(Place),
	/** Of a match: the words that it stands in, where they can be shown. */
	words: z.string().optional(),
	/** Of a skill that counts without being listed: these words are another part's of the record. */
	elsewhere: z.literal(true).optional(),
	/** In words for a recruiter. */
	text: z.string(),
	/** Of what is no match: the text, for catalogues of other languages. A match says it by its other values. */
	said: Sentence.optional(),
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
	/** The warnings in their order, for catalogues of other languages. */
	cautions: z.array(Sentence).default([]),
});
export type Explanation = z.output<typeof Explanation>;

/** A piece of the record in which something matched. Offsets are UTF-16 code units into `text`. */
export const Highlight = z.strictObject({
	field: z.string(),
	text: z.string(),
	spans: z.array(z.tuple([z.int(), z.int()])),
});
export type Highlight = z.output<typeof Highlight>;

/** What the asker did with a person, and what the tenant calls him. */
export const Marks = z.strictObject({
	/** When the asker said that he had seen the record, or written to the person. */
	viewed: z.iso.datetime().nullable(),
	contacted: z.iso.datetime().nullable(),
	hidden: z.boolean(),
	/** Projects with the person that the asker can see. */
	projects: z.array(z.strictObject({ id: RecordId, name: z.string(), status: z.string() })),
	tags: z.array(z.string()),
});
export type Marks = z.output<typeof Marks>;

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
	/** Absent where nobody in particular asks, as on the command line. */
	marks: Marks.optional(),
	/** In an experiment, whose ranking placed the hit: only with `explain`, and only for who may read the signals. */
	team: Team.optional(),
});
export type Hit = z.output<typeof Hit>;

/** What one part of the query was widened to. `words`: of all ways, each once. */
export const Expansion = z.strictObject({
	clause: z.string(),
	words: z.array(z.string()),
	/** From what stands for the part best to what stands for it least. */
	ways: z.array(
		z.strictObject({
			source: z.enum(EXPANSION_SOURCES),
			/** Each of them, in `expansion.offTerms` of a request, switches itself off, and is listed no longer. */
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
	/** Names this page when what was done with its people is reported; only where the tenant keeps signals. */
	searchId: z.string().optional(),
	/** The query as understood, in normal form. */
	understood: z.string(),
	/** How plain words were understood, clause by clause. */
	interpretation: Interpretation,
	lint: z.array(LintEntry),
	/** People in the list, each counted once. */
	total: z.int(),
	/** Of these, people who answer every part of the query. */
	totalFull: z.int(),
	page: z.int(),
	pageSize: z.int(),
	hits: z.array(Hit),
	/** Leads to the page behind this one, for half an hour; null at the end of the list, or of what can be reached. */
	nextCursor: z.string().nullable(),
	/**
	 * People of the list by value. The values of a facet that is filtered by are counted as if it were not, so that a second value can
	 * be chosen.
	 */
	facets: z.record(
		z.string(),
		z.array(
			z.strictObject({
				value: z.string(),
				label: z.string(),
				count: z.int(),
				/** Of `location`: the value that this one lies in. It stands before those in it. */
				parent: z.string().optional(),
			}),
		),
	),
	/** For words that nobody has: the nearest that people of the tenant have, and the query with the first of them. */
	didYouMean: z.array(
		z.strictObject({
			clause: z.string(),
			span: z.strictObject({ start: z.int(), end: z.int() }),
			words: z.array(z.strictObject({ word: z.string(), people: z.int() })),
			query: z.string(),
		}),
	),
	/** What parts of the query were widened to. */
	expansions: z.array(Expansion),
	profile: z.string(),
});
export type SearchResponse = z.output<typeof SearchResponse>;
