import * as z from "zod";
import { RecordId } from "./candidate.ts";
import type { TextField } from "./document.ts";
import type { Sentence } from "./sentence.ts";

/** The query as it was understood: a tree with the place of each part in the text it came from. */

/** Offsets into the query text, UTF-16 code units, end exclusive. */
export interface Span {
	readonly start: number;
	readonly end: number;
}

/** Field scopes a recruiter can write before a term, and the text fields they stand for. */
export const SCOPES = {
	name: ["name"],
	title: ["currentTitle", "pastTitle"],
	"current-title": ["currentTitle"],
	"past-title": ["pastTitle"],
	skill: ["skill"],
	company: ["currentCompany", "pastCompany"],
	"current-company": ["currentCompany"],
	"past-company": ["pastCompany"],
	school: ["school"],
	degree: ["degree"],
	location: ["location"],
	certificate: ["certificate"],
	note: ["note"],
} as const satisfies Record<string, readonly TextField[]>;
export type ScopeName = keyof typeof SCOPES;

/** Scopes whose text is a value that is compared as a whole: a condition, that lets people in or not. */
export const VALUE_SCOPES = [
	"language",
	"stage",
	"source",
	"tag",
	"outcome",
	"applied",
	"in",
	"open-to-work",
	"education",
	"near",
] as const;
export type ValueScope = (typeof VALUE_SCOPES)[number];

/** Scopes of numbers: years of work experience; how long ago the record changed, and somebody applied last. */
export const RANGE_SCOPES = ["years", "updated", "applied"] as const;
export type RangeScope = (typeof RANGE_SCOPES)[number];

/** `y`: years, also those of `years:`. */
export type TimeUnit = "d" | "w" | "m" | "y";
export interface Amount {
	readonly value: number;
	readonly unit: TimeUnit;
}

/** must: nobody is listed without it · strong: a strong wish, counts double · wish: scores where it is there, and decides nothing. */
export type Level = "must" | "strong" | "wish";

/** What a sign before or behind a part says of it. */
export interface Marks {
	readonly level?: Level;
	/** Factor of its points, 0.1 to 10; absent for 1. */
	readonly weight?: number;
}

interface Words extends Marks {
	readonly text: string;
	readonly scope: ScopeName | null;
	readonly span: Span;
}

export type QueryNode =
	| (Words & { readonly kind: "term" })
	/**
	 * `slop`: so many words may stand between them, in any order; absent: next to each other. `near`: words and phrases that the text is made
	 * of, each kept together, where that is more than its words.
	 */
	| (Words & { readonly kind: "phrase"; readonly slop?: number; readonly near?: readonly string[] })
	/** `text` without the star at its end. */
	| (Words & { readonly kind: "prefix" })
	/** `text` with its stars and question marks. */
	| (Words & { readonly kind: "wildcard" })
	/** Absent `edits`: as many as suit the length of the word. */
	| (Words & { readonly kind: "fuzzy"; readonly edits?: 1 | 2 })
	| (Marks & { readonly kind: "value"; readonly scope: ValueScope; readonly text: string; readonly span: Span })
	/** Both ends belong to it, unless it is `strict`. */
	| (Marks & {
			readonly kind: "range";
			readonly scope: RangeScope;
			readonly from: Amount | null;
			readonly to: Amount | null;
			readonly strict: boolean;
			readonly span: Span;
	  })
	| (Marks & {
			readonly kind: "and";
			readonly of: readonly QueryNode[];
			readonly span: Span;
			readonly explicit: boolean;
	  })
	| (Marks & { readonly kind: "or"; readonly of: readonly QueryNode[]; readonly span: Span })
	| { readonly kind: "not"; readonly of: QueryNode; readonly span: Span };

export type LintLevel = "understood" | "ignored" | "ambiguous" | "error";

/** One remark on the query: what was understood otherwise than written, or is wrong, and the cure. */
export interface Lint {
	readonly level: LintLevel;
	readonly code: string;
	readonly message: string;
	/** The message, for catalogues of other languages. */
	readonly said?: Sentence[] | undefined;
	readonly span: Span;
}

export interface ParsedQuery {
	/** null: nothing to search for (an empty query matches everybody that the filters let through). */
	readonly root: QueryNode | null;
	/** The query printed in normal form; parsing it again gives the same tree. */
	readonly normalForm: string;
	readonly lint: readonly Lint[];
}

export const Origin = z.enum(["ats-only", "matched", "network-only"]);
export type Origin = z.output<typeof Origin>;

const values = z.array(z.string().trim().min(1).max(200)).min(1).max(100);

/** How long ago a record changed; each begins where the one before ends. */
export const LastActivity = z.enum(["7d", "30d", "90d", "1y", "older"]);
export type LastActivity = z.output<typeof LastActivity>;

export const SearchFilters = z.strictObject({
	/** Years of work experience, both ends inclusive. */
	years: z
		.strictObject({ min: z.number().min(0).max(80).optional(), max: z.number().min(0).max(80).optional() })
		.refine(({ min = 0, max = 80 }) => min <= max, {
			path: ["min"],
			error: "No number lies between these ends: min is above max.",
		})
		.optional(),
	/** Each list: any of these. Skills: vocabulary ids or names. */
	skills: values.optional(),
	/** All of these skills. */
	allSkills: values.optional(),
	titles: values.optional(),
	companies: values.optional(),
	countries: values.optional(),
	cities: values.optional(),
	/** Places by their path, as in the facet `location`: `DE`, `US/Texas/Austin`. */
	locations: values.optional(),
	education: values.optional(),
	languages: values.optional(),
	sources: values.optional(),
	stages: values.optional(),
	outcomes: values.optional(),
	tags: values.optional(),
	jobs: z.array(RecordId).min(1).max(100).optional(),
	origins: z.array(Origin).min(1).optional(),
	/** People whose record changed in any of these times. */
	lastActivity: z.array(LastActivity).min(1).optional(),
	/** People whose record changed in the last so many days, before today. */
	updatedWithinDays: z.int().min(1).max(36_500).optional(),
	/** true: only people who applied before, with at least one application in the tenant's ATS; false: only people without one. */
	rediscovered: z.boolean().optional(),
});
export type SearchFilters = z.output<typeof SearchFilters>;

/** How a part of the query is widened; the ranking profile says what each is worth. */
export const EXPANSION_SOURCES = [
	/** Other forms and spellings of the word. */
	"stem",
	/** Other names of the same skill, title or country. */
	"synonym",
	/** Other titles of the same occupation. */
	"title-family",
	/** Other words for the same level: senior, sr., expert. */
	"seniority",
	/** The words of a title of several words, not side by side. */
	"words-apart",
	/** Words that have a part in common with it: Ingenieur, Maschinenbau and Maschinenbauingenieur. */
	"compound",
	/** Skills that go with it, by the vocabulary. */
	"related",
	/** What stands beside it in this tenant's own resumes. */
	"learned",
	/** What a language model says is near to it. */
	"embedding",
] as const;
export type ExpansionSource = (typeof EXPANSION_SOURCES)[number];

export const ExpansionRequest = z.strictObject({
	/** Sources that are switched off. */
	off: z.array(z.enum(EXPANSION_SOURCES)).max(EXPANSION_SOURCES.length).default([]),
	/** Words and names that no part is widened to, as `expansions` of an answer has them; in any case. */
	offTerms: z.array(z.string().trim().min(1).max(200)).max(100).default([]),
});
export type ExpansionRequest = z.output<typeof ExpansionRequest>;

/** Hits that can be paged to by the number of a page. */
export const RESULT_WINDOW = 1000;
/** Hits that can be reached from page to page by cursors. */
export const CURSOR_WINDOW = 10_000;

export const SearchRequest = z.strictObject({
	query: z.string().max(100_000).default(""),
	/** Clauses of the interpretation that are not asked for, by their ids. */
	disabled: z.array(z.string().max(500)).max(100).default([]),
	filters: SearchFilters.default({}),
	/** From 1. */
	page: z.int().min(1).max(RESULT_WINDOW).default(1),
	pageSize: z.int().min(1).max(100).default(10),
	/** `nextCursor` of the page before, for the one behind it: with the same query, filters and profile, and without `page`. */
	cursor: z.string().min(1).max(2000).optional(),
	facets: z
		.array(
			z.enum([
				"skill",
				"title",
				"company",
				"country",
				"city",
				"education",
				"language",
				"source",
				"stage",
				"outcome",
				"tag",
				"location",
				"lastActivity",
				"years",
				"origin",
			]),
		)
		.max(15)
		.default(["origin", "skill", "title", "company", "country", "city", "years", "education"]),
	facetSize: z.int().min(1).max(100).default(10),
	/** Which widening of the query is switched off; without it none is. */
	expansion: ExpansionRequest.prefault({}),
	/** Whether the order looks at how near people are to the query in meaning, where the ranking profile gives points for it. */
	meaningSimilarity: z.boolean().default(true),
	explain: z.boolean().default(true),
	highlight: z.boolean().default(true),
	/** Also people whom the asker has hidden. */
	includeHidden: z.boolean().default(false),
	/**
	 * Without what tells who somebody is: name, schools, addresses, links, pronouns; and nobody is found by his name, an address of his
	 * own, a school or a tag. The record itself tells: open it.
	 */
	blind: z.boolean().default(false),
	/** Name of the ranking profile, as `default.v4`. */
	profile: z
		.string()
		.regex(/^[a-z0-9-]+\.v\d+$/)
		.optional(),
});
export type SearchRequest = z.output<typeof SearchRequest>;
export type SearchRequestInput = z.input<typeof SearchRequest>;
