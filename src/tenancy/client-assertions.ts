import { decodeJwt, decodeProtectedHeader, importJWK, jwtVerify } from "jose";
import * as z from "zod";
import type { Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { type ClientRecord, credentialOf, lookUp } from "./client-record.ts";
import type { Clock } from "./clock.ts";
import { CLOCK_TOLERANCE } from "./token-lifetime.ts";
import { useOnce } from "./used-once.ts";

/**
 * Signing in with a signed assertion in the place of a secret (RFC 7523, `private_key_jwt` of OpenID Connect): what travels is worth
 * nothing a minute later, and nothing a second time.
 */

/** Seconds that an assertion may live. */
const LIFETIME = 300;
/** Seconds by which the clock of a client may be ahead: those of others are not as near as ours. */
const AHEAD = 60;
const MAX_LENGTH = 4096;

const Claims = z.object({
	iss: z.string().max(200),
	sub: z.string().max(200),
	aud: z.string(),
	exp: z.int(),
	iat: z.int().optional(),
	jti: z.string().min(8).max(200),
});

const Header = z.strictObject({
	alg: z.enum(["EdDSA", "ES256", "RS256"]),
	typ: z.literal("JWT").optional(),
	kid: z.string().max(200).optional(),
});

export interface AssertionOptions {
	readonly platform: Store;
	readonly clock: Clock;
	/** Of our tokens, and the address of the endpoint for them: either may stand as `aud`. */
	readonly audiences: readonly string[];
}

/** The client that an assertion claims to be of, before anything of it is checked: for counting refusals. */
export function claimedClient(assertion: string): string {
	try {
		const sub: unknown = assertion.length > MAX_LENGTH ? "" : decodeJwt(assertion).sub;
		return typeof sub === "string" ? sub : "";
	} catch {
		return "";
	}
}

/**
 * The client that signed an assertion, and by which key.
 * @throws TributaryError `invalid-client`, one and the same for every cause, a second use included · `store-unavailable`
 */
export async function verifyAssertion(
	options: AssertionOptions,
	assertion: string,
): Promise<{ readonly record: ClientRecord; readonly credential: string }> {
	const { platform, clock } = options;
	const id = claimedClient(assertion);
	const found = await lookUp(platform, id);
	const signed = await Promise.all((found?.record.keys ?? []).map((key) => isSignedBy(options, assertion, key)));
	const at = signed.findIndex((claims) => claims !== null);
	const claims = signed[at];
	const key = found?.record.keys[at];
	if (!found?.usable || claims == null || key === undefined || claims.iss !== id || claims.sub !== id)
		throw new TributaryError("invalid-client");
	const use = { prefix: "assertion", until: claims.exp + CLOCK_TOLERANCE, what: [claims.sub, claims.jti] };
	if (!(await useOnce(platform, use, clock()))) throw new TributaryError("invalid-client");
	return { record: found.record, credential: credentialOf(key) };
}

async function isSignedBy(
	{ clock, audiences }: AssertionOptions,
	assertion: string,
	key: ClientRecord["keys"][number],
) {
	try {
		const { alg } = Header.parse(decodeProtectedHeader(assertion));
		if (alg !== key.algorithm) return null;
		const { payload } = await jwtVerify(assertion, await importJWK(key.jwk, alg), {
			algorithms: [alg],
			audience: [...audiences],
			clockTolerance: CLOCK_TOLERANCE,
			currentDate: clock(),
		});
		const claims = Claims.parse(payload);
		const now = clock().getTime() / 1000;
		const isOfItsTime = claims.exp - now <= LIFETIME + CLOCK_TOLERANCE && (claims.iat ?? now) - now <= AHEAD;
		return isOfItsTime ? claims : null;
	} catch {
		// Whatever is wrong with it: it is not this key's.
		return null;
	}
}
