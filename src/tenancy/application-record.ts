import { createHash } from "node:crypto";
import * as z from "zod";
import { displayName } from "../domain/display-name.ts";
import { parseTenantId, type TenantId } from "../domain/tenant.ts";
import type { Store } from "../engine/port.ts";

/** What ties a customer's application to the ATS vendor's parent application that made it. */

/** An origin as browsers write it: no slash at the end, no path, no wildcard. Scripts of other origins are none of the application's. */
const JsDomain = z
	.string()
	.max(300)
	.refine(isOrigin, "Use an origin as https://ats.example.com, without a slash at the end.");

function isOrigin(text: string): boolean {
	const url = URL.parse(text);
	return url !== null && url.protocol === "https:" && url.origin === text && !url.hostname.includes("*");
}

const CallbackUrl = z.url({ protocol: /^https$/, error: "Use an absolute https URL." }).max(2000);

const distinct = (values: readonly string[]) => new Set(values).size === values.length;
const listOf = <T extends z.ZodType<string>>(item: T) => z.array(item).max(50).refine(distinct, "Name each once.");

/** What the vendor may say of an application, and change later. */
export const ApplicationSettings = z.object({
	oauth2AuthorizedCallbackUrls: listOf(CallbackUrl).default([]),
	/**
	 * Origins of the ATS's pages. Nothing of ours can be embedded yet: every answer forbids frames and no origin gets CORS headers. A
	 * widget that comes has to take its frame-ancestors and CORS origins from here ({@link Applications.originsOf}).
	 */
	validJsSdkDomains: listOf(JsDomain).default([]),
});
export type ApplicationSettings = z.output<typeof ApplicationSettings>;

export const UniqueForeignId = z
	.string()
	.trim()
	.min(1)
	.max(200)
	.regex(/^\P{Cc}*$/u, "Use printable characters.");

/** As the vendor sends it. What we do not know of its members is ignored. */
export const ApplicationInput = ApplicationSettings.extend({
	uniqueForeignId: UniqueForeignId,
	name: displayName(50).refine((name) => !/linkedin/i.test(name), 'The name must not contain "LinkedIn".'),
	description: z.string().max(2000).optional(),
});
export type ApplicationInput = z.output<typeof ApplicationInput>;

export const ApplicationRecord = z.strictObject({
	id: z.string(),
	parent: z.string().transform((value) => parseTenantId(value)),
	uniqueForeignId: z.string(),
	/**
	 * `bound`: the operator named the customer's tenant, nobody has made the application yet. `claimed`: being made, or a process died
	 * over it; whoever asks again finishes it.
	 */
	state: z.enum(["bound", "claimed", "complete"]),
	/** The customer. */
	tenant: z.string().transform((value) => parseTenantId(value)),
	/** Fixed before the client is made, so that a crash between leaves no second one. */
	clientId: z.string(),
	name: z.string(),
	description: z.string().optional(),
	oauth2AuthorizedCallbackUrls: z.array(z.string()),
	validJsSdkDomains: z.array(z.string()),
	createdAt: z.iso.datetime(),
	updatedAt: z.iso.datetime(),
});
export type ApplicationRecord = z.output<typeof ApplicationRecord>;

export interface StoredApplication {
	readonly record: ApplicationRecord;
	readonly version: number;
}

const digest = (...parts: readonly string[]) => createHash("sha256").update(JSON.stringify(parts)).digest("hex");

/**
 * Id of a parent's application for one of its customers: two parents that call a customer alike have two, and neither can tell that
 * the other has one.
 */
export const applicationId = (parent: TenantId, uniqueForeignId: string): string =>
	digest("application", parent, uniqueForeignId).slice(0, 32);

/** Longest part of the name in the id of the tenant: with the digest it stays within the 40 characters of a tenant id. */
const SLUG = 24;

/** Id of the customer's own tenant: readable by its name, and no other customer's by its digest. */
export function tenantIdFor(name: string, id: string): TenantId {
	const plain = name
		.normalize("NFKD")
		.toLowerCase()
		.replaceAll(/[^a-z0-9]+/g, "-")
		.replace(/^[^a-z]+/, "")
		.slice(0, SLUG)
		.replace(/-+$/, "");
	return parseTenantId(`${plain === "" ? "customer" : plain}-${digest("tenant", id).slice(0, 12)}`);
}

export async function readApplication(platform: Store, id: string): Promise<StoredApplication | null> {
	const [found] = await platform.read("application", { ids: [id] });
	return found == null ? null : { record: ApplicationRecord.parse(JSON.parse(found.record)), version: found.version };
}

/** Secondary key: the applications that lead to one tenant. */
export const keyOfTenant = (tenant: TenantId): string => `tenant:${tenant}`;

export const putApplication = (record: ApplicationRecord, ifVersion: number) =>
	({
		op: "put",
		collection: "application",
		id: record.id,
		record: JSON.stringify(record),
		keys: [keyOfTenant(record.tenant)],
		ifVersion,
	}) as const;
