import * as z from "zod";
import { RecordId } from "./candidate.ts";

/** How long a tenant keeps people, by what came of them. */

/** What became of a person's applications, as a whole; `none`: there never was one. */
export const RETENTION_OUTCOMES = ["open", "hired", "rejected", "withdrawn", "none"] as const;

const MOST_DAYS = 36_500;

/** Whom it is about (all conditions that are given must hold), and for how long these people are kept. */
export const RetentionRule = z.strictObject({
	/** A word for logs and receipts. */
	id: z
		.string()
		.regex(/^[A-Za-z][A-Za-z0-9_-]{0,39}$/, "Use 1 to 40 characters A-Z a-z 0-9 _ - beginning with a letter."),
	outcomes: z.array(z.enum(RETENTION_OUTCOMES)).min(1).max(5).optional(),
	/** ISO 3166-1 alpha-2 of where they live; people of unknown country match no rule that has this. */
	countries: z
		.array(z.string().regex(/^[A-Z]{2}$/, "Use two capital letters (ISO 3166-1)."))
		.min(1)
		.max(250)
		.optional(),
	/** Where the ATS has them from: of the person or of any application; upper and lower case alike. */
	sources: z.array(z.string().trim().min(1).max(200)).min(1).max(100).optional(),
	/** Whether they are matched with a profile of the network. */
	origin: z.enum(["ats-only", "matched"]).optional(),
	/** Whether a recruiter ever wrote to them or they to a recruiter. */
	contacted: z.boolean().optional(),
	/** Days since the last activity after which they are erased; null: kept, whatever rules follow. */
	days: z.int().min(1).max(MOST_DAYS).nullable(),
});
export type RetentionRule = z.output<typeof RetentionRule>;

export const RetentionSettings = z
	.strictObject({
		/** The first rule that matches a person decides; whom none matches is kept. */
		rules: z.array(RetentionRule).max(50),
		/** `daily`: the server erases once a day who is due; `off`: only when it is asked for. */
		schedule: z.enum(["off", "daily"]).default("off"),
	})
	.refine(({ rules }) => new Set(rules.map(({ id }) => id)).size === rules.length, {
		path: ["rules"],
		error: "Two rules have the same id.",
	});
export type RetentionSettings = z.output<typeof RetentionSettings>;

const Count = z.int().nonnegative();

/** What a run did, or would do. */
export const RetentionReport = z.strictObject({
	/** Absent of a dry run. */
	id: z.string().optional(),
	dryRun: z.boolean(),
	startedAt: z.iso.datetime(),
	/** Absent while it is under way, or where it was cut off: the next run goes on. */
	finishedAt: z.iso.datetime().optional(),
	/** People who were looked at. */
	looked: Count,
	rules: z.array(
		z.strictObject({
			id: z.string(),
			/** People whom this rule decides about. */
			matched: Count,
			due: Count,
			erased: Count,
		}),
	),
	/** Who is due, or was erased; the first so many. */
	candidateIds: z.array(RecordId),
	/** True where more are due than are named. */
	more: z.boolean(),
	/** Who could not be erased, and why. */
	failures: z.array(z.strictObject({ candidateId: RecordId, code: z.string() })),
});
export type RetentionReport = z.output<typeof RetentionReport>;
