import { caller, type Row } from "./row.ts";

/** What can be wrong with a proof that a token's key is held (RFC 9449). */
export const PROOF_ERRORS = {
	"invalid-dpop-proof": caller(
		401,
		"The proof that the key is held is missing or not good.",
		"Send a new header DPoP for this method and address, made within a minute, with a jti of its own (docs/clients.md).",
	),
	"use-dpop-nonce": caller(
		401,
		"The proof needs a nonce of ours.",
		"Make the proof again with the value of the answer's header DPoP-Nonce.",
	),
} as const satisfies Record<string, Row>;
