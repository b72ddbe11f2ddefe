import { createHash } from "node:crypto";
import { decodeJwt, decodeProtectedHeader, importJWK, jwtVerify } from "jose";
import * as z from "zod";
import type { Change, Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { type ClientRecord, credentialOf, lookUp } from "./client-record.ts";
import type { Clock } from "./clock.ts";
import { isConflict } from "./optimistic.ts";
import { CLOCK_TOLERANCE } from "./token-lifetime.ts";

/**
 * Signing in with a signed assertion in the place of a secret (RFC 7523, `private_key_jwt` of OpenID Connect): what travels is worth
 * nothing a minute later, and nothing a second time.
 */

/** Seconds that an assertion may live. */
const LIFETIME = 300;
const MAX_LENGTH = 4096;

const Claims = z.object({
	iss: z.string().max(200),
	sub: z.string().max(200),
	aud: z.string(),
	exp: z.int(),
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
	await useOnce(platform, claims, clock());
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
		const seconds = claims.exp - clock().getTime() / 1000;
		return seconds <= LIFETIME + CLOCK_TOLERANCE ? claims : null;
	} catch {
		// Whatever is wrong with it: it is not this key's.
		return null;
	}
}

const PREFIX = "assertion:";
const SWEPT = 100;

/** By what a used assertion is known; ids in order are in the order in which the assertions end. */
const usedId = ({ sub, jti, exp }: z.output<typeof Claims>) =>
	`${PREFIX}${String(exp).padStart(12, "0")}:${createHash("sha256")
		.update(JSON.stringify([sub, jti]))
		.digest("hex")}`;

/** Durable before the answer, so that neither a restart nor another node takes it again. */
async function useOnce(platform: Store, claims: z.output<typeof Claims>, now: Date): Promise<void> {
	const over = `${PREFIX}${String(Math.floor(now.getTime() / 1000) - CLOCK_TOLERANCE).padStart(12, "0")}`;
	const page = await platform.list("setting", { after: PREFIX, limit: SWEPT });
	const ended = page.filter(({ id }) => id.startsWith(PREFIX) && id < over);
	const drop = ended.map(({ id }): Change => ({ op: "delete", collection: "setting", id }));
	try {
		await platform.write([
			{ op: "put", collection: "setting", id: usedId(claims), record: "{}", ifVersion: 0 },
			...drop,
		]);
	} catch (error) {
		throw isConflict(error) ? new TributaryError("invalid-client") : error;
	}
}
