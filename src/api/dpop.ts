import type { FastifyRequest } from "fastify";
import { type ErrorCode, TributaryError } from "../errors.ts";
import { DPOP_ALGORITHMS, type DpopProof } from "../tenancy/dpop.ts";
import type { Tenancy } from "../tenancy/tenancy.ts";
import type { Bearer, TokenOptions } from "../tenancy/tokens.ts";
import { certificateOf } from "./client-certificate.ts";
import { isRepeated } from "./header-lines.ts";

/** What of RFC 9449 is about HTTP. */

/** The proof that came with a request, for what the client calls it. */
export function proofOf(request: FastifyRequest, publicUrl: string): DpopProof {
	const { dpop } = request.headers;
	const [path] = request.url.split("?", 1);
	// Two header fields arrive as one value with a comma, which no JWT has.
	const jwt = typeof dpop === "string" ? dpop : undefined;
	return { jwt, method: request.method, url: `${publicUrl.replace(/\/$/, "")}${path}` };
}

/** Whether a token lacks what its client's tokens have to be bound to. */
const DEMANDED: Readonly<Record<Bearer["binding"], (bearer: Bearer) => boolean>> = {
	none: () => false,
	dpop: ({ thumbprint }) => thumbprint === null,
	"dpop-nonce": ({ thumbprint }) => thumbprint === null,
	mtls: ({ certificate }) => certificate === null,
};

/**
 * Who sends a token, by the scheme that fits it: one that is bound to a key comes with a proof (`DPoP`), any other as `Bearer`; one that is
 * bound to a certificate comes over a connection that was made with it.
 * @throws TributaryError `invalid-token` · `invalid-dpop-proof` · `use-dpop-nonce`
 */
export async function verifyToken(tenancy: Tenancy, request: FastifyRequest, publicUrl: string): Promise<Bearer> {
	const { bearer, token, isProved } = await boundToken(tenancy, request);
	if (!isProved) return bearer;
	const needsNonce = bearer.binding === "dpop-nonce";
	const thumbprint = await tenancy.dpop.verify({ ...proofOf(request, publicUrl), token, needsNonce });
	if (thumbprint !== bearer.thumbprint) throw new TributaryError("invalid-dpop-proof");
	return bearer;
}

/** The same while a request lasts: what was revoked since counts. A proof was given once, for all of it. @throws TributaryError `invalid-token` */
export const verifyTokenAgain = async (tenancy: Tenancy, request: FastifyRequest): Promise<Bearer> =>
	(await boundToken(tenancy, request, { evenOver: true })).bearer;

async function boundToken(tenancy: Tenancy, request: FastifyRequest, how?: TokenOptions) {
	if (isRepeated(request.raw, "authorization")) throw new TributaryError("invalid-token");
	// RFC 6750, 2.1: the header only. A token in a URL or a form ends in logs and histories.
	const [, scheme, token] = /^(Bearer|DPoP) +([\x21-\x7e]+)$/i.exec(request.headers.authorization ?? "") ?? [];
	if (scheme === undefined || token === undefined) throw new TributaryError("invalid-token");
	const bearer = await tenancy.tokens.verify(token, how);
	const isProved = scheme.toLowerCase() === "dpop";
	if (isProved !== (bearer.thumbprint !== null)) throw new TributaryError("invalid-token");
	if (DEMANDED[bearer.binding](bearer)) throw new TributaryError("invalid-token");
	if (bearer.certificate !== null && certificateOf(request)?.thumbprint !== bearer.certificate)
		throw new TributaryError("invalid-token");
	return { bearer, token, isProved };
}

const CHALLENGES: Partial<Record<ErrorCode, string>> = {
	"invalid-dpop-proof": "invalid_dpop_proof",
	"use-dpop-nonce": "use_dpop_nonce",
};

/** The challenge of a refused proof (RFC 9449, 7.1), null for other errors. */
export function dpopChallenge(code: ErrorCode): string | null {
	const error = CHALLENGES[code];
	return error === undefined ? null : `DPoP error="${error}", algs="${DPOP_ALGORITHMS.join(" ")}"`;
}
