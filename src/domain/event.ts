import * as z from "zod";
import { RecordId } from "./candidate.ts";

/** What a tenant's own addresses are told. Ids only: whoever may know more asks the API for it. */

/** Candidates that one event names. */
export const CANDIDATES_PER_EVENT = 100;

export const CandidateChange = z.strictObject({
	candidateId: RecordId,
	change: z.enum(["created", "updated", "deleted"]),
});
export type CandidateChange = z.output<typeof CandidateChange>;

/** Data of each event by its type. */
export const EVENT_DATA = {
	"candidate.changed": z.strictObject({ candidates: z.array(CandidateChange).min(1).max(CANDIDATES_PER_EVENT) }),
	/** A recruiter sent a profile to the ATS; `requestId` is what the ATS fetches it by. */
	"export.requested": z.strictObject({ requestId: RecordId, profileId: RecordId, jobId: RecordId.optional() }),
	/** A member left the network; the candidates are those that were matched with the profile. */
	"profile.deleted": z.strictObject({ profileId: RecordId, candidateIds: z.array(RecordId).max(CANDIDATES_PER_EVENT) }),
	/** A saved search with an alert found people who were not in its results before; up to 100 of each kind in one event. */
	"search.matched": z.strictObject({
		savedSearchId: RecordId,
		/** Whose saved search: `seat:ID` or `client:ID`. */
		owner: z.string().max(200),
		candidateIds: z.array(RecordId).max(CANDIDATES_PER_EVENT),
		/** People who are only in the network. */
		profileIds: z.array(RecordId).max(CANDIDATES_PER_EVENT),
	}),
	"tenant.wiped": z.strictObject({ tenantId: RecordId }),
	/** A named person of the operator has access to the tenant's data from now on, until a time; `break-glass`: nobody approved it. */
	"operator.access": z.strictObject({
		grantId: RecordId,
		operator: z.string().max(60),
		kind: z.enum(["approved", "break-glass"]),
		expiresAt: z.iso.datetime(),
	}),
	/** People sign in by another provider, or otherwise, from now on; or by none: then there is no issuer. */
	"identity-provider.changed": z.strictObject({
		issuer: z.string().max(2048).nullable(),
		changed: z.array(z.enum(["issuer", "clientId", "clientSecret", "acr", "amr"])),
		/** `account:ID` or `operator:NAME`. */
		by: z.string().max(200),
	}),
} as const;

export const EVENT_TYPES = [
	"candidate.changed",
	"export.requested",
	"profile.deleted",
	"search.matched",
	"tenant.wiped",
	"operator.access",
	"identity-provider.changed",
] as const;
export const EventType = z.enum(EVENT_TYPES);
export type EventType = z.output<typeof EventType>;

export type EventData<T extends EventType> = z.input<(typeof EVENT_DATA)[T]>;

/** What a webhook gets. `id` is the same in every delivery of the event: by it the receiver knows what it had already. */
export const WebhookEvent = z.strictObject({
	id: RecordId,
	/** One of {@link EVENT_TYPES}, or `webhook.test`. */
	type: z.string(),
	/** When it happened. */
	timestamp: z.iso.datetime(),
	data: z.record(z.string(), z.unknown()),
});
export type WebhookEvent = z.output<typeof WebhookEvent>;
