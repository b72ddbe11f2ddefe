import * as z from "zod";
import { RecordId } from "./candidate.ts";

/** What recruiters did, for the tenant's ATS to fetch: messages, people who shared their contact data, notes on prospects. */

const text = (max: number) => z.string().trim().min(1).max(max);

/** UTC, from 1970 on. */
const instant = z.iso.datetime().refine((at) => at >= "1970", "A time before 1970 is not accepted.");

/** Whom it is about: a person of the network, a candidate of the ATS, or both where they are known to be one. */
const about = { profileId: RecordId.optional(), candidateId: RecordId.optional() };

const aboutSomebody = <T extends z.ZodType<{ profileId?: string | undefined; candidateId?: string | undefined }>>(
	schema: T,
) =>
	schema.refine(({ profileId, candidateId }) => profileId !== undefined || candidateId !== undefined, {
		path: ["profileId"],
		error: "Name whom it is about: profileId, candidateId, or both.",
	});

/** A message between a recruiter and a prospect. */
export const Message = aboutSomebody(
	z.strictObject({
		/** The recruiter who sent or received it. */
		seat: RecordId,
		...about,
		direction: z.enum(["sent", "received"]),
		/** As `inmail`, `reply`, `email`: in the tenant's own words. */
		kind: text(60),
		subject: text(1000).optional(),
		body: text(50_000),
		at: instant,
	}),
);

/** A prospect who replied and shared contact data. Without consent there is none. */
export const Stub = aboutSomebody(
	z.strictObject({
		/** The recruiter who was answered. */
		seat: RecordId,
		...about,
		firstName: text(200),
		lastName: text(200),
		email: text(320).optional(),
		phone: text(60).optional(),
		headline: text(500).optional(),
		title: text(500).optional(),
		company: text(500).optional(),
		location: text(300).optional(),
		/** When the person agreed to share this. */
		consentedAt: instant,
		/** When the stub was made. */
		at: instant,
	}),
);

/** A recruiter's note on a prospect. */
export const ProspectNote = aboutSomebody(
	z.strictObject({
		/** Its author. */
		seat: RecordId,
		...about,
		text: text(50_000),
		/** false: deleted; the ATS hears of it and removes its copy. */
		active: z.boolean().default(true),
		at: instant,
		/** Of the latest change; `at` when absent. The ATS asks for notes by this time. */
		changedAt: instant.optional(),
	}),
);

export type Message = z.output<typeof Message>;
export type Stub = z.output<typeof Stub>;
export type ProspectNote = z.output<typeof ProspectNote>;
