import * as z from "zod";
import { Tenant } from "../domain/tenant.ts";
import { PublicJwk, Signature } from "../tenancy/signed-json.ts";

/** What lies in an archive of a tenant, and how it is described. */

export const ARCHIVE_FORMAT = "tributary/tenant-archive";
export const ARCHIVE_VERSION = 1;

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Count = z.int().nonnegative();

/** The first member: what it is, before anything else is read. */
export const Opening = z.strictObject({
	format: z.literal(ARCHIVE_FORMAT),
	version: z.literal(ARCHIVE_VERSION),
	id: z.string(),
	madeAt: z.iso.datetime(),
	tenant: Tenant.extend({ id: z.string() }),
});
export type Opening = z.output<typeof Opening>;

/** A line of a member below `records/`. */
export const Line = z.strictObject({
	id: z.string(),
	/** What it is found by besides its id. */
	keys: z.array(z.string()),
	record: z.record(z.string(), z.unknown()),
});
export type Line = z.output<typeof Line>;

export const Member = z.strictObject({ name: z.string(), bytes: Count, sha256: Sha256 });
export type Member = z.output<typeof Member>;

const Statement = z.strictObject({
	format: z.literal(ARCHIVE_FORMAT),
	version: z.literal(ARCHIVE_VERSION),
	id: z.string(),
	tenant: z.string(),
	madeAt: z.iso.datetime(),
	tool: z.strictObject({ name: z.string(), version: z.string() }),
	/** Whether nothing could be written while it was made: the tenant was disabled. */
	atRest: z.boolean(),
	/** Records by collection, and by part of the registry; `original`: files. */
	counts: z.record(z.string(), Count),
	/** The log: its entries, and the root of its tree (RFC 9162). */
	audit: z.strictObject({ entries: Count, root: Sha256 }),
	/** What is not in it, and why. */
	leftOut: z.array(z.strictObject({ what: z.string(), why: z.string() })),
	/** What is in it to be read, and is not brought back by an import, and why; absent of archives that had none of it. */
	notImported: z.array(z.strictObject({ what: z.string(), why: z.string() })).optional(),
	/** Every other member, in the order of the archive. */
	members: z.array(Member),
});
export type ManifestStatement = z.output<typeof Statement>;

/** The last member. */
export const Manifest = z.strictObject({
	manifest: Statement,
	publicKey: PublicJwk,
	/** RFC 7638 thumbprint. */
	fingerprint: z.string(),
	/** Ed25519 (RFC 8032) over the canonical JSON (RFC 8785) of `manifest`. */
	signature: Signature,
});
export type Manifest = z.output<typeof Manifest>;

export const OPENING = "archive.json";
export const MANIFEST = "manifest.json";
export const README = "README.txt";
export const AUDIT_LOG = "audit/log.ndjson";
export const schemaName = (of: string): string => `schemas/${of}.schema.json`;
export const originalName = (sha256: string): string => `originals/${sha256}`;
export const partName = (collection: string, part: number): string =>
	`records/${collection}/${String(part).padStart(6, "0")}.ndjson`;

export const registryName = (part: string): string => `registry/${part}.ndjson`;

export const NOT_IMPORTED: ManifestStatement["notImported"] = [
	{
		what: "registry: accounts with their roles, requests for roles, access of the operator's people",
		why: "who signs in and who may do what is decided anew where it comes back",
	},
	{ what: "audit: the log", why: "a new tenant has a log of its own, which begins with the import" },
];

export const LEFT_OUT: ManifestStatement["leftOut"] = [
	{
		what: "clients, sessions, tokens, secrets of webhooks, the identity provider with its secret",
		why: "they open doors of this deployment",
	},
	{ what: "events that wait to be delivered", why: "they would be delivered twice" },
	{ what: "what was learned, vectors, the index", why: "they are made anew from what is here" },
	{ what: "what waits for a second person", why: "it may hold what opens doors, and ends within a week" },
	{ what: "open upload addresses", why: "they end within minutes" },
];

export const README_TEXT = `This is what a tenant of Tributary held. What is not in it stands in manifest.json (leftOut), with the reason.

Opened with:    age -d -i KEY FILE | tar -x      (age-encryption.org)
                a key in PEM is brought into age's form by: tributary tenant identity KEY.pem

archive.json    which tenant, its settings
records/        a folder for each kind of record, a line of JSON each: id, keys, record
schemas/        what these lines look like (JSON Schema)
originals/      resume files as they came, named by the SHA-256 of their bytes; records/original says whose they are
registry/       accounts with their roles, requests for roles, and which people of the operator had access: a line of JSON each.
                To be read; an import does not bring them back
audit/          the log of accesses; checked with: tributary audit check audit/log.ndjson --trust KEY
                (KEY is the fingerprint of the log's own key, not of the manifest's: noted before from audit head)
manifest.json   counts, and bytes and SHA-256 of every member, signed (Ed25519); what was left out (leftOut), and what is not
                brought back (notImported), and why

It comes back with: tributary tenant import FILE --identity KEY --tenant NEW --trust FINGERPRINT
`;
