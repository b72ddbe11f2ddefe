import * as z from "zod";
import { RecordId } from "./candidate.ts";
import { DisplayName } from "./display-name.ts";
import { EMAIL } from "./email.ts";
import { Role } from "./role.ts";
import { Reason } from "./tenant.ts";

/** People of a tenant who sign in: what travels. */

export const AccountName = z.string().trim().min(1).max(200);

/** As it is compared: an account is invited by it, and is not known by it any more once the person has signed in. */
export const AccountEmail = z
	.string()
	.trim()
	.toLowerCase()
	.max(320)
	.regex(EMAIL, "Use an address of the form name@host.example");

/** When a role ends by itself; null: when somebody ends it. */
export const ExpiresAt = z.iso.datetime().nullable();

/** `account:ID` of another person, `operator:NAME`, or `client:ID`. */
const By = z.string().max(220);

/** A role that somebody has, since when and by whose word. */
export const AccessGrant = z.strictObject({
	id: RecordId,
	role: Role,
	grantedAt: z.iso.datetime(),
	grantedBy: By,
	expiresAt: ExpiresAt,
	/** To the hour; null: never yet. */
	lastUsedAt: z.iso.datetime().nullable(),
	/** The last time that another person found it still right. */
	confirmed: z.strictObject({ at: z.iso.datetime(), by: By }).nullable(),
});
export type AccessGrant = z.output<typeof AccessGrant>;

export const ACCOUNT_STATES = ["invited", "active", "disabled"] as const;

export const Account = z.strictObject({
	id: RecordId,
	name: AccountName,
	email: z.string(),
	/** `invited`: he has not signed in yet. */
	status: z.enum(ACCOUNT_STATES),
	/** The seat of the ATS that he sits on, which confines what he sees; null: none. */
	seat: RecordId.nullable(),
	/** Those that have not ended. */
	grants: z.array(AccessGrant),
	createdAt: z.iso.datetime(),
	lastSignInAt: z.iso.datetime().nullable(),
});
export type Account = z.output<typeof Account>;

export const AccountInvitation = z.strictObject({
	email: AccountEmail,
	name: DisplayName,
	seat: RecordId.nullable().default(null),
	roles: z.array(Role).max(Role.options.length).default([]),
});
export type AccountInvitation = z.output<typeof AccountInvitation>;

export const AccountChange = z.strictObject({
	name: DisplayName.optional(),
	seat: RecordId.nullable().optional(),
	/** `disabled`: signed out everywhere, at once. */
	status: z.enum(["active", "disabled"]).optional(),
});
export type AccountChange = z.output<typeof AccountChange>;

export const REQUEST_STATES = ["open", "approved", "refused", "withdrawn"] as const;

/** A person asks for a role; another decides. */
export const AccessRequest = z.strictObject({
	id: RecordId,
	accountId: RecordId,
	role: Role,
	reason: Reason,
	/** Until when it is wanted; null: for good. */
	expiresAt: ExpiresAt,
	state: z.enum(REQUEST_STATES),
	requestedAt: z.iso.datetime(),
	/** Who decided, when and why; of an approved one the grant that it became. */
	decision: z
		.strictObject({ at: z.iso.datetime(), by: By, reason: z.string().nullable(), grantId: RecordId.nullable() })
		.nullable(),
});
export type AccessRequest = z.output<typeof AccessRequest>;

export const AccessRequestInput = z.strictObject({
	role: Role,
	reason: Reason,
	expiresAt: ExpiresAt.default(null),
});
export type AccessRequestInput = z.output<typeof AccessRequestInput>;

/** Of the setting of a tenant that says whom it trusts to say who its people are; the secret by which we are known there lies in it. */
export const PROVIDER_ID = "identity-provider";
