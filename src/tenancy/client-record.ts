import { createHash, randomBytes } from "node:crypto";
import * as z from "zod";
import { type Actor, Permission } from "../domain/actor.ts";
import { parseTenantId, type TenantId } from "../domain/tenant.ts";
import type { Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import type { Clock } from "./clock.ts";
import { readTenantRecord, type TenantRecord } from "./tenants.ts";
import { type Vault, WrappedKey } from "./vault.ts";

/** A client as it is stored, with what it signs in by. */

const Secret = z.strictObject({
	/** SHA-256, hex. A digest without salt will do: a secret has 256 random bits. */
	digest: z.string().regex(/^[0-9a-f]{64}$/),
	createdAt: z.iso.datetime(),
	/** Nobody signs in with it from then on; absent: it is the newest one. */
	endsAt: z.iso.datetime().optional(),
	/** The secret itself, only of clients whose secret signs what we push to them (see Clients.secretOf). */
	sealed: WrappedKey.optional(),
});
export type Secret = z.output<typeof Secret>;

/** Public key of a client that signs in with assertions (RFC 7523, `private_key_jwt`). */
const Key = z.strictObject({
	/** RFC 7638 thumbprint. */
	thumbprint: z.string(),
	algorithm: z.enum(["EdDSA", "ES256", "RS256"]),
	jwk: z.record(z.string(), z.string()),
	createdAt: z.iso.datetime(),
});
export type ClientKey = z.output<typeof Key>;

/** A certificate by which a client signs in on the connection itself (RFC 8705), see client-certificates.ts. */
const Certificate = z.strictObject({
	by: z.enum(["certificate", "subject", "dns", "uri"]),
	/** The name that has to be in it; of a certificate of its own the subject, for people. */
	value: z.string(),
	/** `x5t#S256` of a certificate of its own; else the digest of the name. */
	thumbprint: z.string(),
	createdAt: z.iso.datetime(),
});
export type ClientCertificate = z.output<typeof Certificate>;

/**
 * Whether its tokens have to be bound to a key of its own: by proofs (RFC 9449), each with a nonce of ours or not, or by its certificate
 * (RFC 8705). `none`: they may be.
 */
export const Binding = z.enum(["none", "dpop", "dpop-nonce", "mtls"]);
export type Binding = z.output<typeof Binding>;

/** From the weakest on. A certificate was registered before; any key will do for a proof. */
const STRENGTH: readonly Binding[] = ["none", "dpop", "dpop-nonce", "mtls"];
export const isWeaker = (binding: Binding, before: Binding): boolean =>
	STRENGTH.indexOf(binding) < STRENGTH.indexOf(before);

export const ClientRecord = z.strictObject({
	id: z.string(),
	tenant: z.string().transform((value) => parseTenantId(value)),
	name: z.string().trim().min(1).max(200),
	permissions: z.array(Permission).min(1),
	status: z.enum(["active", "disabled", "locked"]),
	/** Why it was locked, without personal data. `by`: the tenant itself; absent, the operator. */
	lock: z.strictObject({ reason: z.string(), since: z.iso.datetime(), by: z.literal("tenant").optional() }).optional(),
	createdAt: z.iso.datetime(),
	/** How often it was switched off: tokens of before are worth nothing when it is switched on again. */
	epoch: z.int().min(0).default(0),
	binding: Binding.default("none"),
	/** The newest last. */
	secrets: z.array(Secret),
	keys: z.array(Key).default([]),
	certificates: z.array(Certificate).default([]),
});
export type ClientRecord = z.output<typeof ClientRecord>;

export interface ClientsOptions {
	readonly platform: Store;
	readonly vault: Vault;
	readonly clock: Clock;
	/** Whom an assertion may be addressed to. */
	readonly audiences: readonly string[];
	/** Writes into the tenant's audit log, before and after `run`. */
	readonly journal: <T>(
		tenant: TenantId,
		access: {
			readonly actor: Actor;
			readonly action: "client.create" | "client.change";
			readonly clientId: string;
			/** Of a new one. */
			readonly permissions?: Permission[];
		},
		run: () => Promise<T>,
	) => Promise<T>;
}

export const SECRET_BYTES = 32;
const ID_BYTES = 16;
const ID_FORM = /^[A-Za-z0-9_-]{22}$/;
/** An id that no record has. */
const NO_ID = "-";

/** Does not begin with a dash: on the command line it would be taken for an option. */
export function newClientId(): string {
	const id = randomBytes(ID_BYTES).toString("base64url");
	return id.startsWith("-") ? newClientId() : id;
}

export const digestOf = (secret: string): Buffer => createHash("sha256").update(secret, "utf8").digest();

const CREDENTIAL_LENGTH = 12;
/** What a secret or key is called, in tokens and on the command line: enough to tell it by, nothing to sign in with. */
export const credentialOf = (one: Pick<Secret, "digest"> | Pick<ClientKey, "thumbprint">): string =>
	("digest" in one ? one.digest : one.thumbprint).slice(0, CREDENTIAL_LENGTH);

/** Secondary key: the clients of a tenant. */
export const clientKeyOf = (tenant: TenantId): string => `tenant:${tenant}`;

export const putClient = (record: ClientRecord, ifVersion: number) =>
	({
		op: "put",
		collection: "client",
		id: record.id,
		record: JSON.stringify(record),
		keys: [clientKeyOf(record.tenant)],
		ifVersion,
	}) as const;

export const parseClient = (record: string): ClientRecord => ClientRecord.parse(JSON.parse(record));

/** @throws TributaryError `not-found` also when it is another tenant's */
export async function ownClient(platform: Store, tenant: TenantId, id: string) {
	const [found] = await platform.read("client", { ids: [id] });
	const record = found == null ? null : parseClient(found.record);
	if (found == null || record?.tenant !== tenant) throw new TributaryError("not-found");
	return { record, version: found.version };
}

const readRecord = async (platform: Store, id: string): Promise<ClientRecord | null> => {
	const [found] = await platform.read("client", { ids: [ID_FORM.test(id) ? id : NO_ID] });
	return found == null ? null : parseClient(found.record);
};

/** Two reads whatever the id is; for an unknown one the second asks for a tenant that cannot exist. */
export async function readClient(platform: Store, id: string) {
	const record = await readRecord(platform, id);
	const owner = await readTenantRecord(platform, record?.tenant ?? NO_ID);
	return { record, owner: owner?.record ?? null };
}

/** The same for a client of this tenant: both reads at once, as whose it is said to be is known. */
async function readClientOf(platform: Store, tenant: string, id: string) {
	const [record, owner] = await Promise.all([readRecord(platform, id), readTenantRecord(platform, tenant)]);
	return { record: record?.tenant === tenant ? record : null, owner: owner?.record ?? null };
}

/** A client, and whether it and its tenant may act now; null for an unknown one. @param tenant null also for another one's */
export async function lookUp(
	platform: Store,
	id: string,
	tenant?: string,
): Promise<{ record: ClientRecord; usable: boolean } | null> {
	const { record, owner } = await (tenant === undefined
		? readClient(platform, id)
		: readClientOf(platform, tenant, id));
	if (record === null) return null;
	const usable = record.status === "active" && owner?.provisioned === true;
	return { record, usable: usable && owner.tenant.status === "active" };
}

/** The tenant of a client, whether or not the two may act; null for an unknown client. The same reads in every case. */
export const ownerOf = async (platform: Store, clientId: string): Promise<TenantRecord | null> =>
	(await readClient(platform, clientId)).owner;
