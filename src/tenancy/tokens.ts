import { randomUUID } from "node:crypto";
import { type CompactJWSHeaderParameters, decodeJwt, errors, type JWTPayload, jwtVerify, SignJWT } from "jose";
import * as z from "zod";
import { Permission } from "../domain/actor.ts";
import type { TenantId } from "../domain/tenant.ts";
import { TributaryError } from "../errors.ts";
import type { Binding } from "./client-record.ts";
import type { Authenticated, Clients } from "./clients.ts";
import type { Clock } from "./clock.ts";
import { SIGNING_ALGORITHM, type SigningKeys } from "./signing-keys.ts";
import { CLOCK_TOLERANCE, TOKEN_LIFETIME } from "./token-lifetime.ts";

/** Who asks, as an access token says it and as it is true at this moment. */
export interface Bearer {
	readonly clientId: string;
	readonly tenant: TenantId;
	/** What the token grants and the client still has. */
	readonly permissions: readonly Permission[];
	/** RFC 7638 thumbprint of the key that the token is bound to (RFC 9449); null: to none. */
	readonly thumbprint: string | null;
	/** `x5t#S256` of the certificate that it is bound to (RFC 8705); null: to none. */
	readonly certificate: string | null;
	/** What is asked of the client now. */
	readonly binding: Binding;
}

/** `cnf`: what has to be shown with a token. RFC 9449, 6.1; RFC 8705, 3.1. */
const Confirmation = z
	.strictObject({ jkt: z.string().optional(), "x5t#S256": z.string().optional() })
	.refine((cnf) => Object.keys(cnf).length > 0);
export type Confirmation = { readonly jkt?: string; readonly "x5t#S256"?: string };

/** Access tokens: JWT of the profile in RFC 9068. */
export interface Tokens {
	/**
	 * @param permissions a part of what the client has; all of it when absent
	 * @param bound what the token is bound to
	 * @returns expiresIn: seconds
	 * @throws TributaryError `invalid-scope` none, or more than the client has
	 */
	issue(
		client: Authenticated,
		permissions?: readonly Permission[],
		bound?: Confirmation,
	): Promise<{ readonly token: string; readonly expiresIn: number; readonly permissions: readonly Permission[] }>;
	/**
	 * Checks signature, claims, and that client and tenant may still act: nothing is remembered, a revocation counts at once.
	 * @throws TributaryError `invalid-token`, one and the same for every cause · `store-unavailable`
	 */
	verify(token: string, options?: TokenOptions): Promise<Bearer>;
	/**
	 * As {@link verify}, with the times that the token holds between, seconds since 1970.
	 * @throws TributaryError as {@link verify}
	 */
	inspect(token: string): Promise<Bearer & { readonly issuedAt: number; readonly expiresAt: number }>;
}

export interface TokenOptions {
	/** Also where its time is over: of what began before that, and is still under way. */
	readonly evenOver?: boolean;
}

export interface TokensOptions {
	readonly keys: SigningKeys;
	readonly clients: Clients;
	readonly clock: Clock;
	/** `iss` and `aud` of our tokens: one deployment's tokens are worth nothing at another. */
	readonly issuer: string;
	readonly audience: string;
}

const TYPE = "at+jwt";
/** Ours have about 600 characters; what is longer is not even decoded. */
const MAX_LENGTH = 4096;

const Claims = z.strictObject({
	iss: z.string(),
	/** One audience: a token for somebody else as well as us could be replayed by him. */
	aud: z.string(),
	sub: z.string(),
	client_id: z.string(),
	tenant: z.string(),
	scope: z.string(),
	/** Secret or key by which it was got: it ends with that. */
	cred: z.string(),
	/** Of the client when it was got: it ends when the client is switched off, for good. Absent: 0. */
	epoch: z.int().min(1).optional(),
	iat: z.int(),
	exp: z.int(),
	jti: z.uuid(),
	cnf: Confirmation.optional(),
});
type Claims = z.output<typeof Claims>;

const Header = z.strictObject({ alg: z.literal(SIGNING_ALGORITHM), typ: z.literal(TYPE), kid: z.string() });

export function createTokens(options: TokensOptions): Tokens {
	const inspect = async (token: string, { evenOver = false }: TokenOptions = {}) => {
		const claims = await readClaims(options, token, evenOver).catch(refuse);
		const by = { credential: claims.cred, epoch: claims.epoch ?? 0 };
		const client = await options.clients.find(claims.client_id, claims.tenant, by);
		if (client === null) throw new TributaryError("invalid-token");
		const granted = new Set(claims.scope.split(" "));
		const permissions = client.permissions.filter((permission) => granted.has(permission));
		const times = { issuedAt: claims.iat, expiresAt: claims.exp };
		const { jkt = null, "x5t#S256": certificate = null } = claims.cnf ?? {};
		const bound = { thumbprint: jkt, certificate, binding: client.binding };
		return { clientId: client.id, tenant: client.tenant, permissions, ...bound, ...times };
	};
	return {
		issue: (client, permissions = client.permissions, bound = {}) =>
			issue(options, client, { wanted: permissions, bound }),
		verify: async (token, how) => {
			const { issuedAt: _issued, expiresAt: _expires, ...bearer } = await inspect(token, how);
			return bearer;
		},
		inspect: (token) => inspect(token),
	};
}

async function issue(
	options: TokensOptions,
	client: Authenticated,
	{ wanted, bound }: { readonly wanted: readonly Permission[]; readonly bound: Confirmation },
) {
	const permissions = [...new Set(wanted)];
	if (permissions.length === 0 || permissions.some((permission) => !client.permissions.includes(permission))) {
		throw new TributaryError("invalid-scope");
	}
	const { kid, privateKey } = await options.keys.current();
	const iat = Math.floor(options.clock().getTime() / 1000);
	const claims: Claims = {
		iss: options.issuer,
		aud: options.audience,
		sub: client.id,
		client_id: client.id,
		tenant: client.tenant,
		scope: permissions.join(" "),
		cred: client.credential,
		...(client.epoch === 0 ? {} : { epoch: client.epoch }),
		iat,
		exp: iat + TOKEN_LIFETIME,
		jti: randomUUID(),
		...(Object.keys(bound).length === 0 ? {} : { cnf: bound }),
	};
	const header = { alg: SIGNING_ALGORITHM, typ: TYPE, kid };
	const token = await new SignJWT(claims).setProtectedHeader(header).sign(privateKey);
	return { token, expiresIn: TOKEN_LIFETIME, permissions };
}

async function readClaims(
	{ keys, clock, issuer, audience }: TokensOptions,
	token: string,
	evenOver: boolean,
): Promise<Claims> {
	if (!isCanonical(token)) throw new TributaryError("invalid-token");
	const keyOf = async (header: CompactJWSHeaderParameters) => {
		// Only these three members: no embedded key, key address, critical extension or compression is ever looked at.
		const key = await keys.verifier(Header.parse(header).kid);
		if (key === null) throw new TributaryError("invalid-token");
		return key;
	};
	const { payload } = await jwtVerify<JWTPayload>(token, keyOf, {
		algorithms: [SIGNING_ALGORITHM],
		typ: TYPE,
		issuer,
		audience,
		requiredClaims: Object.keys(Claims.shape).filter((name) => name !== "cnf" && name !== "epoch"),
		maxTokenAge: TOKEN_LIFETIME,
		clockTolerance: CLOCK_TOLERANCE,
		currentDate: evenOver ? new Date((decodeJwt(token).iat ?? 0) * 1000) : clock(),
	});
	const claims = Claims.parse(payload);
	const permissions = z.array(Permission).min(1).safeParse(claims.scope.split(" "));
	const sound = claims.sub === claims.client_id && claims.exp === claims.iat + TOKEN_LIFETIME && permissions.success;
	if (!sound) throw new TributaryError("invalid-token");
	return claims;
}

/** `{"` in base64url: header and payload are objects, with nothing before them. */
const OBJECT = "ey";

/** Three parts in the one spelling that base64url has for them: otherwise one token could be written in several ways. */
function isCanonical(token: unknown): token is string {
	if (typeof token !== "string" || token.length > MAX_LENGTH) return false;
	const parts = token.split(".");
	const spelt = (part: string) => Buffer.from(part, "base64url").toString("base64url") === part;
	return parts.length === 3 && parts.every(spelt) && parts.slice(0, 2).every((part) => part.startsWith(OBJECT));
}

/** What is wrong with the token stays here: the answer is one for all. What is wrong with us is passed on. */
function refuse(error: unknown): never {
	const theirs = error instanceof errors.JOSEError || error instanceof z.ZodError || error instanceof TypeError;
	if (theirs) throw new TributaryError("invalid-token");
	throw error;
}
