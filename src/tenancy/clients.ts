import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import * as z from "zod";
import { type Actor, Permission } from "../domain/actor.ts";
import { parseTenantId, type TenantId } from "../domain/tenant.ts";
import type { Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import type { Clock } from "./clock.ts";
import { retryOnConflict } from "./optimistic.ts";
import { OPERATOR, readTenantRecord, type TenantRecord } from "./tenants.ts";
import { type Vault, WrappedKey } from "./vault.ts";

/** A program that calls the API for one tenant. */
export interface Client {
	readonly id: string;
	readonly tenant: TenantId;
	readonly name: string;
	readonly permissions: readonly Permission[];
	readonly status: "active" | "disabled";
	readonly createdAt: string;
}

const ClientRecord = z.strictObject({
	id: z.string(),
	tenant: z.string().transform((value) => parseTenantId(value)),
	name: z.string().trim().min(1).max(200),
	permissions: z.array(Permission).min(1),
	status: z.enum(["active", "disabled"]),
	createdAt: z.iso.datetime(),
	/** SHA-256 of each live secret, hex. A digest without salt will do: a secret has 256 random bits. */
	secrets: z.array(
		z.strictObject({
			digest: z.string().regex(/^[0-9a-f]{64}$/),
			createdAt: z.iso.datetime(),
			/** The secret itself, only of clients whose secret signs what we push to them (see {@link Clients.secretOf}). */
			sealed: WrappedKey.optional(),
		}),
	),
});
type ClientRecord = z.output<typeof ClientRecord>;

export interface Clients {
	/**
	 * Makes a client. The secret is in this answer and nowhere else.
	 * @param input id: one of {@link newClientId} that was written down before, so that a crash leaves no second client
	 * @throws TributaryError `tenant-unavailable` · `invalid-scope` no or unknown permissions · `invalid-field` · `conflict` the id is
	 *   taken
	 */
	create(input: {
		readonly id?: string;
		readonly tenant: TenantId;
		readonly name: string;
		readonly permissions: readonly Permission[];
		readonly actor?: Actor;
	}): Promise<{ readonly clientId: string; readonly clientSecret: string }>;
	/**
	 * The client whose id and secret these are.
	 * @throws TributaryError `invalid-client`, the same for an unknown id, a wrong secret, and a disabled client or tenant
	 */
	verify(id: string, secret: string): Promise<Client>;
	/** The client if it and its tenant may act now, else null. Always a fresh read, so that a revocation counts at once. */
	find(id: string): Promise<Client | null>;
	list(tenant: TenantId): Promise<readonly Client[]>;
	/**
	 * The newest secret of a client that synchronizes (`ats:sync`): the wire has us sign what we push with the receiver's own secret,
	 * and has an ATS vendor ask for the credentials of its applications. Of all other clients no more than a digest is kept.
	 * @returns null when there is no such client of this tenant, or its secret is not kept
	 */
	secretOf(tenant: TenantId, id: string): Promise<string | null>;
	/** @throws TributaryError `not-found` also when it is another tenant's */
	setStatus(tenant: TenantId, id: string, status: Client["status"], actor?: Actor): Promise<Client>;
}

export interface ClientsOptions {
	readonly platform: Store;
	readonly vault: Vault;
	readonly clock: Clock;
	/** Writes into the tenant's audit log, before and after `run`. */
	readonly journal: <T>(
		tenant: TenantId,
		access: { readonly actor: Actor; readonly action: "client.create" | "client.change"; readonly clientId: string },
		run: () => Promise<T>,
	) => Promise<T>;
}

const SECRET_BYTES = 32;
const ID_BYTES = 16;
/** Longer than any secret of ours; more is not even hashed. */
const MAX_SECRET = 200;
const ID_FORM = /^[A-Za-z0-9_-]{22}$/;
/** An id that no record has. */
const NO_ID = "-";

export const newClientId = (): string => randomBytes(ID_BYTES).toString("base64url");

const digestOf = (secret: string) => createHash("sha256").update(secret, "utf8").digest();
/** Secondary key: the clients of a tenant. */
export const clientKeyOf = (tenant: TenantId): string => `tenant:${tenant}`;

export function createClients(options: ClientsOptions): Clients {
	const { platform } = options;
	return {
		create: (input) => create(options, input),
		verify: async (id, secret) => {
			const found = await lookUp(platform, id);
			// Compared in every case, so that an unknown id takes the same steps as a wrong secret.
			const matches = sameSecret(secret, found?.record.secrets ?? NO_SECRETS);
			if (!matches || !found?.usable) throw new TributaryError("invalid-client");
			return publicPart(found.record);
		},
		find: async (id) => {
			const found = await lookUp(platform, id);
			return found?.usable ? publicPart(found.record) : null;
		},
		list: async (tenant) => {
			const found = await platform.read("client", { keys: [clientKeyOf(tenant)] });
			return found.map(({ record }) => publicPart(ClientRecord.parse(JSON.parse(record))));
		},
		secretOf: async (tenant, id) => {
			const { record } = await readClient(platform, id);
			const sealed = record?.tenant === tenant ? record.secrets.at(-1)?.sealed : undefined;
			return sealed === undefined ? null : (await options.vault.unwrap(sealed, contextOf(id))).toString("base64url");
		},
		setStatus: async (tenant, id, status, actor = OPERATOR) => {
			await ownClient(platform, tenant, id);
			const apply = async () => {
				const { record, version } = await ownClient(platform, tenant, id);
				const next = { ...record, status };
				await platform.write([putClient(next, version)]);
				return publicPart(next);
			};
			return options.journal(tenant, { actor, action: "client.change", clientId: id }, () => retryOnConflict(apply));
		},
	};
}

/** @throws TributaryError `not-found` also when it is another tenant's */
async function ownClient(platform: Store, tenant: TenantId, id: string) {
	const [found] = await platform.read("client", { ids: [id] });
	const record = found == null ? null : ClientRecord.parse(JSON.parse(found.record));
	if (found == null || record?.tenant !== tenant) throw new TributaryError("not-found");
	return { record, version: found.version };
}

async function create(options: ClientsOptions, input: Parameters<Clients["create"]>[0]) {
	const { platform, clock, journal } = options;
	const permissions = z.array(Permission).min(1).safeParse(input.permissions);
	if (!permissions.success) throw new TributaryError("invalid-scope", { detail: "Name at least one known scope." });
	const name = ClientRecord.shape.name.safeParse(input.name);
	if (!name.success) {
		throw new TributaryError("invalid-field", { errors: [{ pointer: "/name", detail: "Use 1 to 200 characters." }] });
	}
	const tenant = await readTenantRecord(platform, input.tenant);
	if (!tenant?.record.provisioned) throw new TributaryError("tenant-unavailable");
	const clientId = input.id ?? newClientId();
	const secret = randomBytes(SECRET_BYTES);
	const clientSecret = secret.toString("base64url");
	const createdAt = clock().toISOString();
	const record: ClientRecord = {
		id: clientId,
		tenant: tenant.record.tenant.id,
		name: name.data,
		permissions: [...new Set(permissions.data)],
		status: "active",
		createdAt,
		secrets: [
			{
				digest: digestOf(clientSecret).toString("hex"),
				createdAt,
				...(await sealedFor(options, input, clientId, secret)),
			},
		],
	};
	const access = { actor: input.actor ?? OPERATOR, action: "client.create", clientId } as const;
	await journal(record.tenant, access, () => platform.write([putClient(record, 0)]));
	return { clientId, clientSecret };
}

const contextOf = (clientId: string) => ({ name: clientId, purpose: "client-secret" });

async function sealedFor(
	{ vault }: ClientsOptions,
	{ permissions }: { readonly permissions: readonly Permission[] },
	clientId: string,
	secret: Uint8Array,
): Promise<{ sealed?: WrappedKey }> {
	if (!permissions.includes("ats:sync")) return {};
	return { sealed: await vault.wrap(secret, { ...contextOf(clientId), version: 1 }) };
}

const putClient = (record: ClientRecord, ifVersion: number) =>
	({
		op: "put",
		collection: "client",
		id: record.id,
		record: JSON.stringify(record),
		keys: [clientKeyOf(record.tenant)],
		ifVersion,
	}) as const;

/** Two reads whatever the id is; for an unknown one the second asks for a tenant that cannot exist. */
async function lookUp(platform: Store, id: string): Promise<{ record: ClientRecord; usable: boolean } | null> {
	const { record, owner } = await readClient(platform, id);
	if (record === null) return null;
	const usable = record.status === "active" && owner?.provisioned === true;
	return { record, usable: usable && owner.tenant.status === "active" };
}

async function readClient(platform: Store, id: string) {
	const [found] = await platform.read("client", { ids: [ID_FORM.test(id) ? id : NO_ID] });
	const record = found == null ? null : ClientRecord.parse(JSON.parse(found.record));
	const owner = await readTenantRecord(platform, record?.tenant ?? NO_ID);
	return { record, owner: owner?.record ?? null };
}

/** The tenant of a client, whether or not the two may act; null for an unknown client. The same reads in every case. */
export const ownerOf = async (platform: Store, clientId: string): Promise<TenantRecord | null> =>
	(await readClient(platform, clientId)).owner;

/** Stands in for an unknown client: the digest of a secret that nobody has ever seen. */
const NO_SECRETS: ClientRecord["secrets"] = [
	{ digest: digestOf(randomBytes(SECRET_BYTES).toString("base64url")).toString("hex"), createdAt: "" },
];

function sameSecret(secret: string, stored: ClientRecord["secrets"]): boolean {
	const given = digestOf(secret.slice(0, MAX_SECRET));
	let same = false;
	for (const { digest } of stored) same = timingSafeEqual(given, Buffer.from(digest, "hex")) || same;
	return same;
}

function publicPart({ id, tenant, name, permissions, status, createdAt }: ClientRecord): Client {
	return { id, tenant, name, permissions, status, createdAt };
}
