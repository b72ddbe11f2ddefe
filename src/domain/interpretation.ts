import * as z from "zod";
import { LintEntry } from "./lint.ts";

/** How a request in plain words was understood, to be shown and edited. */

export const ClauseKind = z.enum([
	"title",
	"skill",
	"seniority",
	"place",
	"years",
	"language",
	"education",
	"employer",
	"exclusion",
	"words",
]);
export type ClauseKind = z.output<typeof ClauseKind>;

/** As the roles of a query: wanted: as plain words are · must: a strong wish (^) · required (+) · excluded (NOT). */
export const ClauseRole = z.enum(["wanted", "must", "required", "excluded"]);

export const Clause = z.strictObject({
	/** Stays the same while the words do: send it in `disabled` to switch the clause off. */
	id: z.string(),
	kind: ClauseKind,
	/** Where it stands in the query. UTF-16 code units, end exclusive. */
	span: z.strictObject({ start: z.int(), end: z.int() }),
	/** The words there. */
	text: z.string(),
	/** What it stands for, in the query language. */
	query: z.string(),
	role: ClauseRole,
	/** Factor of its points. */
	weight: z.number(),
	/** False: switched off by the request, and not asked for. */
	enabled: z.boolean(),
});
export type Clause = z.output<typeof Clause>;

export const Interpretation = z.strictObject({
	/**
	 * False: the query uses operators and is taken as it is written, each part a clause; only distances ("within 50 km of Munich") are
	 * read.
	 */
	natural: z.boolean(),
	/** In the order of the query. */
	clauses: z.array(Clause),
	/** What is searched: all clauses that are not switched off, in the query language. Sent as a query it means the same. */
	query: z.string(),
});
export type Interpretation = z.output<typeof Interpretation>;

export const Understood = z.strictObject({ ...Interpretation.shape, lint: z.array(LintEntry) });
export type Understood = z.output<typeof Understood>;
