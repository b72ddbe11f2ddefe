import * as z from "zod";
import { RecordId } from "./candidate.ts";
import { Contribution } from "./hit.ts";
import { SearchRequest } from "./query.ts";
import { Sentence } from "./sentence.ts";

/** Questions about one list: why somebody is not in it, and why one person stands above another. */

/** The search that gave the list. */
const asked = SearchRequest.pick({
	query: true,
	disabled: true,
	filters: true,
	expansion: true,
	includeHidden: true,
	blind: true,
	profile: true,
}).shape;

const person = { candidateId: RecordId.optional(), profileId: RecordId.optional() };
const namesOne = ({ candidateId, profileId }: { candidateId?: string | undefined; profileId?: string | undefined }) =>
	(candidateId === undefined) !== (profileId === undefined);
const ONE = { error: "Name one person: candidateId or profileId." };

/** Somebody, by one of his records. A matched person is the same by either. */
export const PersonName = z.strictObject(person).refine(namesOne, ONE);
export type PersonName = z.output<typeof PersonName>;

export const WhyNotRequest = z.strictObject({ ...asked, ...person }).refine(namesOne, ONE);
export type WhyNotRequest = z.output<typeof WhyNotRequest>;

export const WhyAboveRequest = z.strictObject({ ...asked, a: PersonName, b: PersonName });
export type WhyAboveRequest = z.output<typeof WhyAboveRequest>;

/** One thing that keeps somebody out of the list. */
export const Obstacle = z.strictObject({
	/**
	 * coverage: too few parts of the query are answered, each of which could be missing alone · hidden: whoever asks has hidden the person ·
	 * pool: the tenant does not search the network
	 */
	kind: z.enum(["clause", "filter", "coverage", "hidden", "pool"]),
	/** The part of the query in normal form, or the name of the filter or the pool; else null. */
	of: z.string().nullable(),
	/** Text fields, or the facet or column, in which it is looked for; empty: anywhere. */
	fields: z.array(z.string()),
	/** What the record has there, the nearest first, at most 5. Of what NOT leaves out: where it stands. */
	instead: z.array(z.string()),
	/** Where `instead` is no value of the record but counts something: the same, for catalogues of other languages. */
	saidInstead: z.array(Sentence).optional(),
	/** In words for a recruiter. */
	text: z.string(),
	/** Of what is neither a clause nor a filter: the text, for catalogues of other languages. The others say it by their values. */
	said: Sentence.optional(),
});
export type Obstacle = z.output<typeof Obstacle>;

const found = {
	candidateId: RecordId.nullable(),
	profileId: RecordId.nullable(),
	/** Place in the list, from 1; null when not among the first 10,000, or not in the list. */
	rank: z.int().positive().nullable(),
};

export const WhyNotResponse = z.strictObject({
	understood: z.string(),
	...found,
	listed: z.boolean(),
	/** People in the list. */
	total: z.int(),
	/** Empty when the person is in the list. */
	obstacles: z.array(Obstacle),
	text: z.string(),
});
export type WhyNotResponse = z.output<typeof WhyNotResponse>;

const side = z.strictObject({
	points: z.number(),
	text: z.string(),
	/** What the points are the sum of. */
	contributions: z.array(Contribution),
});
export const Difference = z.strictObject({
	feature: z.string(),
	/** The part of the query; absent for features that no part asks for. */
	clause: z.string().optional(),
	/** null where the person has nothing of it. */
	a: side.nullable(),
	b: side.nullable(),
	/** Points of a less those of b. */
	difference: z.number(),
});
export type Difference = z.output<typeof Difference>;

const ranked = z.strictObject({ ...found, score: z.number() });
export const WhyAboveResponse = z.strictObject({
	understood: z.string(),
	a: ranked,
	b: ranked,
	/** Score of a less that of b: the sum of all differences, to 1e-9. */
	difference: z.number(),
	/** The largest first, by size without sign. */
	differences: z.array(Difference),
	text: z.string(),
});
export type WhyAboveResponse = z.output<typeof WhyAboveResponse>;
