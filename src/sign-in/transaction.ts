import { EncryptJWT, jwtDecrypt } from "jose";
import * as z from "zod";
import { TributaryError } from "../errors.ts";

/**
 * What has to be the same when the browser comes back: it carries it itself, sealed, so that no node has to remember anything, and an
 * answer of the provider that belongs to somebody else's browser opens nothing (login CSRF).
 */
export const Transaction = z.strictObject({
	tenant: z.string(),
	/** Of the provider that the browser was sent to. */
	issuer: z.string(),
	state: z.string(),
	nonce: z.string(),
	verifier: z.string(),
	returnTo: z.string(),
});
export type Transaction = z.output<typeof Transaction>;

/** Seconds that somebody may take to sign in there. */
const LIFETIME = 600;
const TYPE = "sign-in+jwt";

export const sealTransaction = (transaction: Transaction, key: Uint8Array, now: Date): Promise<string> =>
	new EncryptJWT({ ...transaction })
		.setProtectedHeader({ alg: "dir", enc: "A256GCM", typ: TYPE })
		.setExpirationTime(Math.floor(now.getTime() / 1000) + LIFETIME)
		.encrypt(key);

/** @throws TributaryError `sign-in-failed` it is not ours, was changed, or is too old */
export async function openTransaction(sealed: string, key: Uint8Array, now: Date): Promise<Transaction> {
	try {
		const options = { contentEncryptionAlgorithms: ["A256GCM"], keyManagementAlgorithms: ["dir"], typ: TYPE };
		const { payload } = await jwtDecrypt(sealed, key, { ...options, currentDate: now, requiredClaims: ["exp"] });
		const { exp: _, ...rest } = payload;
		return Transaction.parse(rest);
	} catch (cause) {
		throw new TributaryError("sign-in-failed", { cause });
	}
}
