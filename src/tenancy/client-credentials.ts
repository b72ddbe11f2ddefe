import { createPublicKey, type KeyObject, randomBytes } from "node:crypto";
import { calculateJwkThumbprint } from "jose";
import type { Actor } from "../domain/actor.ts";
import type { TenantId } from "../domain/tenant.ts";
import { TributaryError } from "../errors.ts";
import { type CertificateInput, readCertificate } from "./client-certificates.ts";
import {
	type ClientCertificate,
	type ClientKey,
	type ClientRecord,
	type ClientsOptions,
	credentialOf,
	digestOf,
	ownClient,
	putClient,
	SECRET_BYTES,
	type Secret,
} from "./client-record.ts";
import { retryInLine } from "./optimistic.ts";
import { OPERATOR } from "./tenants.ts";
import { TOKEN_LIFETIME } from "./token-lifetime.ts";

/** What a client signs in by, and how that changes while it goes on working. */
export interface ClientCredentials {
	/**
	 * Gives a client another secret. The ones before work for `overlap` seconds more, so that both ends can change over in their own
	 * time; 0 ends them at once. `status`: one that is not active does not sign in by the new one either.
	 * @throws TributaryError `not-found` · `limit-reached` too many secrets are live already · `invalid-field`
	 */
	rotate(
		tenant: TenantId,
		id: string,
		options?: { readonly overlap?: number; readonly actor?: Actor },
	): Promise<{
		readonly clientId: string;
		readonly clientSecret: string;
		readonly credential: string;
		readonly status: ClientRecord["status"];
	}>;
	/**
	 * Ends a secret or key at once, with every token that was got by it.
	 * @throws TributaryError `not-found`
	 */
	revoke(tenant: TenantId, id: string, credential: string, actor?: Actor): Promise<void>;
	/**
	 * Registers a public key by which the client signs in with assertions (RFC 7523).
	 * @param pem Ed25519, P-256, or RSA of 2048 bits or more
	 * @throws TributaryError `not-found` · `invalid-field` · `already-exists` · `limit-reached`
	 */
	addKey(tenant: TenantId, id: string, pem: string, actor?: Actor): Promise<Credential>;
	/**
	 * Registers a certificate, or the name in one, by which the client signs in on the connection itself (RFC 8705).
	 * @throws TributaryError `not-found` · `invalid-field` · `already-exists` · `limit-reached`
	 */
	addCertificate(tenant: TenantId, id: string, input: CertificateInput, actor?: Actor): Promise<Credential>;
	/** Secrets, keys and certificates, the oldest of each first; without what signs. @throws TributaryError `not-found` */
	list(tenant: TenantId, id: string): Promise<readonly Credential[]>;
}

export interface Credential {
	readonly id: string;
	readonly kind: "secret" | "key" | "certificate";
	readonly createdAt: string;
	/** null: until it is revoked. */
	readonly endsAt: string | null;
	/** Of a certificate: the name that is in it. */
	readonly name?: string;
}

/** Live at once, of each kind. */
const MOST = 5;
const DAY = 24 * 3600;
const OVERLAP = DAY;
/** Seconds. */
export const MAX_OVERLAP = 30 * DAY;

export function createCredentials(options: ClientsOptions): ClientCredentials {
	const { platform, clock, journal } = options;
	/** Changes a client's record; what cannot be is found out before anything is written down. */
	const change = async <T>(
		tenant: TenantId,
		id: string,
		actor: Actor,
		next: (record: ClientRecord) => { readonly record: ClientRecord; readonly value: T },
	): Promise<T> => {
		const apply = async (write: boolean) => {
			const { record, version } = await ownClient(platform, tenant, id);
			const changed = next(record);
			if (write) await platform.write([putClient(changed.record, version)]);
			return changed.value;
		};
		await apply(false);
		const access = { actor, action: "client.change", clientId: id } as const;
		return journal(tenant, access, () => retryInLine(platform, `client:${id}`, () => apply(true)));
	};
	return {
		rotate: async (tenant, id, { overlap = OVERLAP, actor = OPERATOR } = {}) => {
			if (!Number.isInteger(overlap) || overlap < 0 || overlap > MAX_OVERLAP)
				throw fault("/overlap", `Use whole seconds from 0 to ${MAX_OVERLAP}.`);
			const { record } = await ownClient(platform, tenant, id);
			const made = await newSecret(options, record, randomBytes(SECRET_BYTES));
			const now = clock();
			const status = await change(tenant, id, actor, (before) => ({
				record: { ...before, secrets: [...ending(before.secrets, now, overlap), made.secret] },
				value: before.status,
			}));
			return { clientId: id, clientSecret: made.text, credential: credentialOf(made.secret), status };
		},
		revoke: (tenant, id, credential, actor = OPERATOR) =>
			change(tenant, id, actor, (before) => {
				const secrets = before.secrets.filter((one) => credentialOf(one) !== credential);
				const keys = before.keys.filter((one) => credentialOf(one) !== credential);
				const certificates = before.certificates.filter((one) => credentialOf(one) !== credential);
				const next = { ...before, secrets, keys, certificates };
				if (countOf(next) === countOf(before))
					throw new TributaryError("not-found", { detail: `The client has nothing that is called ${credential}.` });
				return { record: next, value: undefined };
			}),
		addKey: async (tenant, id, pem, actor = OPERATOR) => {
			const key = await readKey(pem, clock());
			return change(tenant, id, actor, (before) => {
				if (before.keys.some(({ thumbprint }) => thumbprint === key.thumbprint))
					throw new TributaryError("already-exists", { detail: "The key is registered already." });
				if (before.keys.length >= MOST) throw new TributaryError("limit-reached", { detail: `${MOST} keys are live.` });
				return { record: { ...before, keys: [...before.keys, key] }, value: describe(key) };
			});
		},
		addCertificate: (tenant, id, input, actor = OPERATOR) => {
			const made = readCertificate(input, clock());
			return change(tenant, id, actor, (before) => {
				if (before.certificates.some(({ thumbprint }) => thumbprint === made.thumbprint))
					throw new TributaryError("already-exists", { detail: "It is registered already." });
				if (before.certificates.length >= MOST)
					throw new TributaryError("limit-reached", { detail: `${MOST} certificates are registered.` });
				return { record: { ...before, certificates: [...before.certificates, made] }, value: describe(made) };
			});
		},
		list: async (tenant, id) => {
			const { record } = await ownClient(platform, tenant, id);
			return [...record.secrets, ...record.keys, ...record.certificates].map(describe);
		},
	};
}

const countOf = ({ secrets, keys, certificates }: ClientRecord) => secrets.length + keys.length + certificates.length;

const describe = (one: Secret | ClientKey | ClientCertificate): Credential => ({
	id: credentialOf(one),
	kind: "digest" in one ? "secret" : "by" in one ? "certificate" : "key",
	...("by" in one ? { name: `${one.by} ${one.value}` } : {}),
	createdAt: one.createdAt,
	endsAt: "endsAt" in one ? (one.endsAt ?? null) : null,
});

/** A secret in the form in which it is stored, and as the client gets it. */
export async function newSecret(
	{ vault, clock }: ClientsOptions,
	{ id, permissions }: Pick<ClientRecord, "id" | "permissions">,
	bytes: Buffer,
): Promise<{ readonly secret: Secret; readonly text: string }> {
	const text = bytes.toString("base64url");
	const secret = { digest: digestOf(text).toString("hex"), createdAt: clock().toISOString() };
	if (!permissions.includes("ats:sync")) return { secret, text };
	return { secret: { ...secret, sealed: await vault.wrap(bytes, { ...contextOf(id), version: 1 }) }, text };
}

/** What a sealed secret is authenticated with. */
export const contextOf = (clientId: string) => ({ name: clientId, purpose: "client-secret" });

/** The secrets so far, each to end within `overlap` seconds; what nobody can use any more, nor any token of, is dropped. */
function ending(secrets: readonly Secret[], now: Date, overlap: number): readonly Secret[] {
	const until = new Date(now.getTime() + overlap * 1000).toISOString();
	const live = secrets.filter((one) => one.endsAt === undefined || isRemembered(one.endsAt, now));
	if (live.filter(({ endsAt }) => endsAt === undefined || new Date(endsAt) > now).length >= MOST)
		throw new TributaryError("limit-reached", { detail: `${MOST} secrets are live: revoke one first.` });
	return live.map((one) => ({ ...one, endsAt: one.endsAt === undefined || one.endsAt > until ? until : one.endsAt }));
}

/** Tokens that were got just before the end of their secret live on for that long. */
const isRemembered = (endsAt: string, now: Date): boolean =>
	Date.parse(endsAt) + TOKEN_LIFETIME * 1000 >= now.getTime();

/** Whether tokens that were got by this credential are still good: it was not revoked, and not long over. */
export function holds({ secrets, keys, certificates }: ClientRecord, credential: string, now: Date): boolean {
	const secret = secrets.find((one) => credentialOf(one) === credential);
	if (secret === undefined) return [...keys, ...certificates].some((one) => credentialOf(one) === credential);
	return secret.endsAt === undefined || isRemembered(secret.endsAt, now);
}

const LEAST_RSA = 2048;

async function readKey(pem: string, now: Date): Promise<ClientKey> {
	if (/PRIVATE KEY/.test(pem)) throw fault("/publicKey", "This is a private key: keep it, and give its public half.");
	const key = parsePublicKey(pem);
	const algorithm = key === null ? null : algorithmOf(key);
	if (key === null || algorithm === null)
		throw fault("/publicKey", "Give the PEM of a public key: Ed25519, P-256, or RSA of 2048 bits or more.");
	const jwk = Object.fromEntries(
		Object.entries(key.export({ format: "jwk" })).map(([name, value]) => [name, `${value}`]),
	);
	return { thumbprint: await calculateJwkThumbprint(jwk), algorithm, jwk, createdAt: now.toISOString() };
}

function parsePublicKey(pem: string): KeyObject | null {
	try {
		return createPublicKey(pem);
	} catch {
		return null;
	}
}

function algorithmOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): ClientKey["algorithm"] | null {
	if (asymmetricKeyType === "ed25519") return "EdDSA";
	if (asymmetricKeyType === "ec") return asymmetricKeyDetails?.namedCurve === "prime256v1" ? "ES256" : null;
	return asymmetricKeyType === "rsa" && (asymmetricKeyDetails?.modulusLength ?? 0) >= LEAST_RSA ? "RS256" : null;
}

const fault = (pointer: string, detail: string) =>
	new TributaryError("invalid-field", { errors: [{ pointer, detail }] });
