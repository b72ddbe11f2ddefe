import * as z from "zod";
import { TributaryError } from "../errors.ts";

declare const brand: unique symbol;

/** The id of one tenant. Only {@link parseTenantId} makes one, so a string that was never checked cannot name a store. */
export type TenantId = string & { readonly [brand]: "TenantId" };

const PATTERN = /^[a-z](?:[a-z0-9]|-(?=[a-z0-9])){1,39}$/;

/** Names that stores of our own use. */
const RESERVED: ReadonlySet<string> = new Set(["platform", "network", "audit", "system", "admin"]);

/**
 * The single parser of tenant ids: 2 to 40 characters a-z, 0-9 and single inner hyphens, beginning with a letter.
 * @throws TributaryError `invalid-tenant-id`
 */
export function parseTenantId(value: unknown): TenantId {
	if (typeof value !== "string" || !PATTERN.test(value) || RESERVED.has(value)) {
		throw new TributaryError("invalid-tenant-id");
	}
	return value as TenantId;
}

export const TenantStatus = z.enum(["active", "disabled"]);

/** What an admin may switch for a tenant. */
export const TenantSettings = z.strictObject({
	/** Search the shared professional network beside the tenant's own candidates. */
	unifiedSearch: z.boolean().default(true),
	/**
	 * Store no birth date, nationality, marital status or sex at all: lines that hold them are taken out of resumes that come from
	 * now on and, once, of those that are stored already. Without it they are kept out of the index only.
	 */
	dropPersonalData: z.boolean().default(false),
	/** Learn from the tenant's own resumes which skills and titles are used alike, for its own searches. Off, what was learned is deleted. */
	learnedRelatedness: z.boolean().default(true),
	/**
	 * Keep of each candidate a vector of titles and skills, where the operator configured a model for that, and let ranking profiles look
	 * at it. Off, what is kept is deleted.
	 */
	meaningSimilarity: z.boolean().default(true),
	/** Keep what recruiters were shown and did with it, to measure rankings by. Off, all of it is deleted. */
	signals: z.boolean().default(false),
	/** Days that it is kept. */
	signalDays: z.int().min(1).max(730).default(90),
	/**
	 * Whether another identity provider, strong roles and the return of all data take a second person: `where-possible`: as soon as there is
	 * one who could have asked himself, or was in the last 30 days; `always`: also where there is none yet.
	 */
	secondPerson: z.enum(["off", "where-possible", "always"]).default("where-possible"),
});

/** Why something grave is done, in words without personal data: it stands in logs and certificates. */
export const Reason = z
	.string()
	.trim()
	.regex(/^[^\p{Cc}@]{3,200}$/u, "Use 3 to 200 printable characters without @");

/** Nothing of the tenant, and nobody in it, may be destroyed until the hold ends, whoever approves or asks for it. */
export const LegalHold = z.strictObject({
	reason: Reason,
	since: z.iso.datetime(),
});

export const Tenant = z.strictObject({
	id: z.string().transform((value) => parseTenantId(value)),
	name: z.string().min(1).max(200),
	/** N of `urn:li:organization:N`, assigned on creation. */
	organization: z.int().positive(),
	status: TenantStatus,
	settings: TenantSettings,
	createdAt: z.iso.datetime(),
	legalHold: LegalHold.optional(),
});
export type Tenant = z.output<typeof Tenant>;
export type TenantSettings = z.output<typeof TenantSettings>;
