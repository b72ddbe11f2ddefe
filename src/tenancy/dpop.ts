import { createHash, timingSafeEqual } from "node:crypto";
import { calculateJwkThumbprint, decodeProtectedHeader, importJWK, jwtVerify } from "jose";
import * as z from "zod";
import { authenticate } from "../cryptography.ts";
import type { Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import type { Clock } from "./clock.ts";
import { CLOCK_TOLERANCE } from "./token-lifetime.ts";
import { useOnce } from "./used-once.ts";

/**
 * Demonstrating proof of possession (RFC 9449): with each request comes a small JWT, signed by a key of the client, for this method and
 * address and good once. A token that is bound to the key is worth nothing to who has stolen it.
 */
export interface Dpop {
	/**
	 * Checks a proof, and uses it up.
	 * @returns the RFC 7638 thumbprint of its key
	 * @throws TributaryError `invalid-dpop-proof`, one and the same for every cause · `use-dpop-nonce` it has none of ours, or an old one ·
	 *   `store-unavailable`
	 */
	verify(proof: DpopProof): Promise<string>;
	/** What a proof may hold as `nonce` for the next minutes; the same on every node. */
	nonce(): string;
}

export interface DpopProof {
	/** The header of the request; several or none are none. */
	readonly jwt: string | undefined;
	readonly method: string;
	/** Scheme, host and path, as clients see them. */
	readonly url: string;
	/** The access token that comes with it; absent where one is asked for. */
	readonly token?: string;
	/** Whether a nonce has to be there; one that is there is always checked. */
	readonly needsNonce?: boolean;
}

export const DPOP_ALGORITHMS = ["ES256", "EdDSA", "PS256", "RS256"] as const;

/** Seconds that a proof is good from when it was made. */
const LIFETIME = 60;
/** Seconds of one nonce; the one before is good too. */
const NONCE_SPAN = 300;
const MAX_LENGTH = 4096;

const member = z.string().min(1).max(1024);
/** Public keys, and nothing private or shared beside. RSA: 2048 bits or more. */
const Jwk = z.union([
	z.strictObject({ kty: z.literal("EC"), crv: z.literal("P-256"), x: member, y: member }),
	z.strictObject({ kty: z.literal("OKP"), crv: z.literal("Ed25519"), x: member }),
	z.strictObject({
		kty: z.literal("RSA"),
		n: member.refine((n) => Buffer.from(n, "base64url").length >= 256),
		e: member,
	}),
]);
const Header = z.strictObject({ typ: z.literal("dpop+jwt"), alg: z.enum(DPOP_ALGORITHMS), jwk: Jwk });
const Claims = z.object({
	jti: z.string().min(8).max(200),
	htm: z.string(),
	htu: z.string(),
	iat: z.number(),
	ath: z.string().optional(),
	nonce: z.string().optional(),
});
type Claims = z.output<typeof Claims>;

export interface DpopOptions {
	readonly platform: Store;
	readonly clock: Clock;
	/** 32 bytes that nonces are made of, the same on every node. */
	readonly nonceKey: () => Promise<Uint8Array>;
}

export async function createDpop(options: DpopOptions): Promise<Dpop> {
	const { platform, clock } = options;
	const key = await options.nonceKey();
	const nonceAt = (span: number) => authenticate(key, `dpop-nonce ${span}`).toString("base64url");
	const spanNow = () => Math.floor(clock().getTime() / 1000 / NONCE_SPAN);
	const isOurs = (nonce: string) => [spanNow(), spanNow() - 1].some((span) => isSame(nonce, nonceAt(span)));
	return {
		nonce: () => nonceAt(spanNow()),
		verify: async (proof) => {
			const { claims, thumbprint } = await read(proof.jwt ?? "", clock()).catch(refuse);
			if (!fits(claims, proof, clock())) return refuse();
			if (claims.nonce === undefined ? proof.needsNonce === true : !isOurs(claims.nonce))
				throw new TributaryError("use-dpop-nonce");
			const until = claims.iat + LIFETIME + CLOCK_TOLERANCE;
			const use = { prefix: "dpop", until, what: [thumbprint, claims.jti] };
			return (await useOnce(platform, use, clock())) ? thumbprint : refuse();
		},
	};
}

async function read(jwt: string, now: Date): Promise<{ readonly claims: Claims; readonly thumbprint: string }> {
	if (jwt.length > MAX_LENGTH) throw new TypeError("too long");
	const { alg, jwk } = Header.parse(decodeProtectedHeader(jwt));
	const { payload } = await jwtVerify(jwt, await importJWK(jwk, alg), { algorithms: [alg], currentDate: now });
	return { claims: Claims.parse(payload), thumbprint: await calculateJwkThumbprint(jwk) };
}

/** RFC 9449, 4.3. */
function fits({ htm, htu, iat, ath }: Claims, { method, url, token }: DpopProof, now: Date): boolean {
	const age = now.getTime() / 1000 - iat;
	const isTimely = age <= LIFETIME + CLOCK_TOLERANCE && age >= -CLOCK_TOLERANCE;
	const isBound = token === undefined || (ath !== undefined && isSame(ath, digestOf(token)));
	return htm === method && addressOf(htu) === addressOf(url) && addressOf(url) !== null && isTimely && isBound;
}

const digestOf = (token: string) => createHash("sha256").update(token, "ascii").digest("base64url");

/** Compared without query and fragment, and in the one spelling that URLs have (RFC 3986, 6.2.2 and 6.2.3). */
function addressOf(url: string): string | null {
	const read = URL.parse(url);
	return read === null ? null : `${read.origin}${read.pathname}`;
}

function isSame(given: string, wanted: string): boolean {
	const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
	return a.length === b.length && timingSafeEqual(a, b);
}

/** Whatever is wrong with it: the answer is one for all. */
function refuse(): never {
	throw new TributaryError("invalid-dpop-proof");
}
