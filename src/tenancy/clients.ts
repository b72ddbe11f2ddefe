import { randomBytes, timingSafeEqual } from "node:crypto";
import * as z from "zod";
import { type Actor, Permission } from "../domain/actor.ts";
import { DisplayName } from "../domain/display-name.ts";
import { Reason, type TenantId } from "../domain/tenant.ts";
import { TributaryError } from "../errors.ts";
import { verifyAssertion } from "./client-assertions.ts";
import { type PeerCertificate, verifyCertificate } from "./client-certificates.ts";
import { type ClientCredentials, contextOf, createCredentials, holds, newSecret } from "./client-credentials.ts";
import {
	type Binding,
	type ClientRecord,
	type ClientsOptions,
	clientKeyOf,
	credentialOf,
	digestOf,
	lookUp,
	newClientId,
	ownClient,
	parseClient,
	putClient,
	readClient,
	SECRET_BYTES,
	type Secret,
} from "./client-record.ts";
import { retryInLine } from "./optimistic.ts";
import { OPERATOR, readTenantRecord } from "./tenants.ts";

/** A program that calls the API for one tenant. */
export interface Client {
	readonly id: string;
	readonly tenant: TenantId;
	readonly name: string;
	readonly permissions: readonly Permission[];
	readonly status: ClientRecord["status"];
	/** Why it is locked. */
	readonly lock?: NonNullable<ClientRecord["lock"]>;
	readonly createdAt: string;
	readonly binding: Binding;
}

/** A client that has just shown who it is, and by which secret or key. */
export interface Authenticated extends Client {
	readonly credential: string;
	/** As in its record, at that moment. */
	readonly epoch: number;
	/** `x5t#S256` of the certificate that it signed in by: its tokens are bound to it. */
	readonly certificate?: string;
}

/** Throws where a change of a client takes more than whoever makes it has. */
export type Vet = (before: Client) => void;

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
	 * @throws TributaryError `invalid-client`, the same for an unknown id, a wrong or ended secret, and a client or tenant that is
	 *   switched off
	 */
	verify(id: string, secret: string): Promise<Authenticated>;
	/** The client that signed an assertion (RFC 7523), which is good once. @throws TributaryError `invalid-client` as {@link verify} */
	verifyAssertion(assertion: string): Promise<Authenticated>;
	/** The client that made a connection with its certificate (RFC 8705). @throws TributaryError `invalid-client` as {@link verify} */
	verifyCertificate(id: string, peer: PeerCertificate): Promise<Authenticated>;
	/**
	 * The client if it and its tenant may act now, else null. Always a fresh read, so that a revocation counts at once.
	 * @param tenant null also where it is another tenant's
	 * @param by what it signed in: null also where that was revoked since, or the client was switched off and on again
	 */
	find(id: string, tenant?: string, by?: Pick<Authenticated, "credential" | "epoch">): Promise<Client | null>;
	list(tenant: TenantId): Promise<readonly Client[]>;
	/**
	 * The newest secret of a client that synchronizes (`ats:sync`): the wire has us sign what we push with the receiver's own secret,
	 * and has an ATS vendor ask for the credentials of its applications. Of all other clients no more than a digest is kept.
	 * @returns null when there is no such client of this tenant, or its secret is not kept
	 */
	secretOf(tenant: TenantId, id: string): Promise<string | null>;
	/**
	 * Switches a client off or on. `locked`: by us, for abuse; it takes a reason, which its tenant can see.
	 * @throws TributaryError `not-found` also when it is another tenant's · `invalid-field` locked without a reason · `not-yours` locked
	 *   by the operator, who alone changes that · as `vet`, which is asked of the very state that is changed, on each try
	 */
	setStatus(
		tenant: TenantId,
		id: string,
		status: Client["status"],
		by?: Actor,
		options?: { readonly reason?: string; readonly vet?: Vet },
	): Promise<Client>;
	/** From the next request on, also for tokens that it has already. @throws TributaryError `not-found` also when it is another tenant's · as `vet` */
	setBinding(tenant: TenantId, id: string, binding: Binding, by?: Actor, vet?: Vet): Promise<Client>;
	readonly credentials: ClientCredentials;
}

/** Longer than any secret of ours; more is not even hashed. */
const MAX_SECRET = 200;

export function createClients(options: ClientsOptions): Clients {
	const { platform, clock } = options;
	/** Whoever switches a client off is not kept from it by a flood of other changes. */
	const inLine = <T>(id: string, apply: () => Promise<T>) => retryInLine(platform, `client:${id}`, apply);
	return {
		credentials: createCredentials(options),
		create: (input) => create(options, input),
		verify: async (id, secret) => {
			const found = await lookUp(platform, id);
			// Compared in every case, so that an unknown id takes the same steps as a wrong secret.
			const matched = secretOf(secret, found?.record.secrets ?? NO_SECRETS, clock());
			if (matched === null || !found?.usable) throw new TributaryError("invalid-client");
			return { ...publicPart(found.record), credential: credentialOf(matched), epoch: found.record.epoch };
		},
		verifyAssertion: async (assertion) => {
			const { record, credential } = await verifyAssertion(options, assertion);
			return { ...publicPart(record), credential, epoch: record.epoch };
		},
		verifyCertificate: async (id, peer) => {
			const { record, credential } = await verifyCertificate(options, id, peer);
			return { ...publicPart(record), credential, epoch: record.epoch, certificate: peer.thumbprint };
		},
		find: async (id, tenant, by) => {
			const found = await lookUp(platform, id, tenant);
			if (!found?.usable) return null;
			const isOver =
				by !== undefined && (by.epoch !== found.record.epoch || !holds(found.record, by.credential, clock()));
			return isOver ? null : publicPart(found.record);
		},
		list: async (tenant) => {
			const found = await platform.read("client", { keys: [clientKeyOf(tenant)] });
			return found.map(({ record }) => publicPart(parseClient(record)));
		},
		secretOf: async (tenant, id) => {
			const { record } = await readClient(platform, id);
			const sealed = record?.tenant === tenant ? record.secrets.at(-1)?.sealed : undefined;
			return sealed === undefined ? null : (await options.vault.unwrap(sealed, contextOf(id))).toString("base64url");
		},
		setStatus: async (tenant, id, status, actor = OPERATOR, { reason, vet } = {}) => {
			const lock = lockOf(status, reason, { actor, now: clock() });
			const find = async () => {
				const found = await ownClient(platform, tenant, id);
				const isOperators = found.record.status === "locked" && found.record.lock?.by === undefined;
				if (isOperators && actor.kind !== "operator") throw new TributaryError("not-yours");
				vet?.(publicPart(found.record));
				return found;
			};
			await find();
			const apply = async () => {
				const { record, version } = await find();
				const { lock: _before, ...rest } = record;
				const isSwitchedOff = record.status === "active" && status !== "active";
				const epoch = record.epoch + (isSwitchedOff ? 1 : 0);
				const next = { ...rest, status, epoch, ...(lock === null ? {} : { lock }) };
				await platform.write([putClient(next, version)]);
				return publicPart(next);
			};
			return options.journal(tenant, { actor, action: "client.change", clientId: id }, () => inLine(id, apply));
		},
		setBinding: async (tenant, id, binding, actor = OPERATOR, vet = undefined) => {
			const find = async () => {
				const found = await ownClient(platform, tenant, id);
				vet?.(publicPart(found.record));
				return found;
			};
			await find();
			const apply = async () => {
				const { record, version } = await find();
				await platform.write([putClient({ ...record, binding }, version)]);
				return publicPart({ ...record, binding });
			};
			return options.journal(tenant, { actor, action: "client.change", clientId: id }, () => inLine(id, apply));
		},
	};
}

function lockOf(
	status: Client["status"],
	reason: string | undefined,
	{ actor, now }: { readonly actor: Actor; readonly now: Date },
): Client["lock"] | null {
	if (status !== "locked") return null;
	const read = Reason.safeParse(reason);
	const by = actor.kind === "operator" ? {} : ({ by: "tenant" } as const);
	if (read.success) return { reason: read.data, since: now.toISOString(), ...by };
	const detail = "Say why, in 3 to 200 printable characters without @";
	throw new TributaryError("invalid-field", { errors: [{ pointer: "/reason", detail }] });
}

async function create(options: ClientsOptions, input: Parameters<Clients["create"]>[0]) {
	const { platform, clock, journal } = options;
	const permissions = z.array(Permission).min(1).safeParse(input.permissions);
	if (!permissions.success) throw new TributaryError("invalid-scope", { detail: "Name at least one known scope." });
	const name = DisplayName.safeParse(input.name);
	if (!name.success) {
		throw new TributaryError("invalid-field", {
			errors: [{ pointer: "/name", detail: "Use 1 to 200 printable characters." }],
		});
	}
	const tenant = await readTenantRecord(platform, input.tenant);
	if (!tenant?.record.provisioned) throw new TributaryError("tenant-unavailable");
	const id = input.id ?? newClientId();
	const made = await newSecret(options, { id, permissions: permissions.data }, randomBytes(SECRET_BYTES));
	const record: ClientRecord = {
		id,
		tenant: tenant.record.tenant.id,
		name: name.data,
		permissions: [...new Set(permissions.data)],
		status: "active",
		createdAt: clock().toISOString(),
		epoch: 0,
		binding: "none",
		secrets: [made.secret],
		keys: [],
		certificates: [],
	};
	const { permissions: given } = record;
	const access = { actor: input.actor ?? OPERATOR, action: "client.create", clientId: id, permissions: given } as const;
	await journal(record.tenant, access, () => platform.write([putClient(record, 0)]));
	return { clientId: id, clientSecret: made.text };
}

/** Stands in for an unknown client: the digest of a secret that nobody has ever seen. */
const NO_SECRETS: readonly Secret[] = [
	{ digest: digestOf(randomBytes(SECRET_BYTES).toString("base64url")).toString("hex"), createdAt: "" },
];

/** The stored secret that was given, if it has not ended. */
function secretOf(given: string, stored: readonly Secret[], now: Date): Secret | null {
	const digest = digestOf(given.slice(0, MAX_SECRET));
	let same: Secret | null = null;
	for (const one of stored) if (timingSafeEqual(digest, Buffer.from(one.digest, "hex"))) same = one;
	return same?.endsAt !== undefined && new Date(same.endsAt) <= now ? null : same;
}

function publicPart({ id, tenant, name, permissions, status, lock, createdAt, binding }: ClientRecord): Client {
	return { id, tenant, name, permissions, status, ...(lock === undefined ? {} : { lock }), createdAt, binding };
}
