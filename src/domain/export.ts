import * as z from "zod";
import { RecordId } from "./candidate.ts";

/** A profile that a recruiter sends to the ATS, under a job. */
export const ExportRequest = z.strictObject({
	profileId: RecordId,
	jobId: RecordId,
	/** Who asks; without it the calling application is counted as one seat. */
	seat: RecordId.optional(),
});
export type ExportRequest = z.output<typeof ExportRequest>;

/**
 * `requested` waits to be pushed to the ATS · `notified` the ATS was told · `fetched` it has asked for the profile · `completed` it has
 * linked the profile with a candidate · `failed` see `reason`; it can be asked for again.
 */
export const ExportState = z.enum(["requested", "notified", "fetched", "completed", "failed"]);
export type ExportState = z.output<typeof ExportState>;

export const Export = z.strictObject({
	/** What the ATS fetches it by, too. Ids grow with time. */
	id: RecordId,
	profileId: RecordId,
	jobId: RecordId,
	seat: RecordId.nullable(),
	state: ExportState,
	/** Why it failed: the ATS could not be told, or the member has left the network. */
	reason: z.enum(["not-delivered", "profile-deleted"]).nullable(),
	/** Whom the ATS linked the profile with. */
	candidateId: RecordId.nullable(),
	requestedAt: z.iso.datetime(),
	notifiedAt: z.iso.datetime().nullable(),
	fetchedAt: z.iso.datetime().nullable(),
	completedAt: z.iso.datetime().nullable(),
	failedAt: z.iso.datetime().nullable(),
});
export type Export = z.output<typeof Export>;

/** A member who left the network, to those who had exported the profile or matched it with candidates. */
export const ClosedMember = z.strictObject({
	profileId: RecordId,
	/** When the tenant's own data followed: what a poll goes on from. */
	closedAt: z.iso.datetime(),
	exportIds: z.array(RecordId),
	/** Candidates that were matched with the profile until then. */
	candidateIds: z.array(RecordId),
});
export type ClosedMember = z.output<typeof ClosedMember>;

/** All that an ATS is given of a profile: no e-mail address, no phone number. */
export const ProfileStub = z.strictObject({
	firstName: z.string(),
	lastName: z.string(),
	headline: z.string().optional(),
	location: z.string().optional(),
	currentEmployerNames: z.array(z.string()),
	profileUrl: z.string().optional(),
});
export type ProfileStub = z.output<typeof ProfileStub>;
