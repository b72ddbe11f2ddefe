import * as z from "zod";
import { RecordId } from "./candidate.ts";
import type { PersonKey } from "./desk.ts";
import { Origin } from "./query.ts";

/** What recruiters did with the people whom a search showed them: signals of relevance. Of people only their ids, of queries only a digest. */

/** From the weakest word for somebody to the strongest. */
export const SIGNAL_KINDS = ["opened", "shortlisted", "contacted", "hired"] as const;
export const SignalKind = z.enum(SIGNAL_KINDS);
export type SignalKind = z.output<typeof SignalKind>;

/** Whose ranking placed somebody in an interleaved list. */
export const Team = z.enum(["a", "b"]);
export type Team = z.output<typeof Team>;

const PersonKeyText = z.templateLiteral([z.enum(["c", "p"]), ":", z.string()]) as unknown as z.ZodType<PersonKey>;

/** One page of a search as somebody saw it, with what a counterfactual analysis needs. */
export const SeenPage = z.strictObject({
	searchId: z.string(),
	at: z.iso.datetime(),
	/** Keyed digests: who asked, and what was asked (normal form of the query and filters). */
	asker: z.string(),
	query: z.string(),
	/** Ranking profile with its version: `default.v1`. */
	profile: z.string(),
	experiment: z.string().nullable(),
	/** Names of the features whose values follow, in their order. */
	features: z.array(z.string()),
	people: z.array(
		z.strictObject({
			key: PersonKeyText,
			/** From 1, over the whole list. */
			position: z.int().positive(),
			origin: Origin,
			team: Team.optional(),
			/** Of each feature what a profile's weight is multiplied with. */
			values: z.array(z.number()),
		}),
	),
});
export type SeenPage = z.output<typeof SeenPage>;

/** Something that was done with somebody. */
export const SignalEvent = z.strictObject({
	at: z.iso.datetime(),
	kind: SignalKind,
	key: PersonKeyText,
	asker: z.string(),
	/** The search that it came from, where a client said so. */
	searchId: z.string().nullable(),
});
export type SignalEvent = z.output<typeof SignalEvent>;

/** What a client reports. */
export const SignalInput = z
	.strictObject({
		kind: SignalKind,
		candidateId: RecordId.nullish(),
		profileId: RecordId.nullish(),
		/** `searchId` of the answer that the person was found in. */
		searchId: z.string().min(1).max(100).optional(),
		/** When it was done; now when absent. */
		at: z.iso.datetime().optional(),
	})
	.refine(({ candidateId, profileId }) => (candidateId ?? profileId ?? null) !== null, {
		error: "Name a candidateId or a profileId.",
	});
export type SignalInput = z.output<typeof SignalInput>;

/** A person in a page that was seen, with what became of it: a line of the export. */
export const SignalRow = z.strictObject({
	searchId: z.string(),
	at: z.iso.datetime(),
	asker: z.string(),
	query: z.string(),
	profile: z.string(),
	experiment: z.string().nullable(),
	team: Team.nullable(),
	position: z.int(),
	origin: Origin,
	candidateId: z.string().nullable(),
	profileId: z.string().nullable(),
	features: z.record(z.string(), z.number()),
	/** When it happened first after the page was seen; null: not. */
	opened: z.iso.datetime().nullable(),
	shortlisted: z.iso.datetime().nullable(),
	contacted: z.iso.datetime().nullable(),
	hired: z.iso.datetime().nullable(),
});
export type SignalRow = z.output<typeof SignalRow>;

/** Two rankings of one tenant shown interleaved. */
export const Experiment = z.strictObject({
	id: z.string(),
	/** The ranking that there is, and the one that is tried. */
	profileA: z.string(),
	profileB: z.string(),
	startedAt: z.iso.datetime(),
	stoppedAt: z.iso.datetime().nullable(),
});
export type Experiment = z.output<typeof Experiment>;
