import { randomBytes } from "node:crypto";
import { decrypt, encrypt, NONCE_BYTES } from "../cryptography.ts";
import { TributaryError } from "../errors.ts";

/** Bytes under a key of 32 bytes, AES-256-GCM: nonce, ciphertext, tag. */

/** @param belongs what it is of, authenticated with it */
export function seal(key: Buffer, secret: Uint8Array, belongs: string): Buffer {
	const nonce = randomBytes(NONCE_BYTES);
	return Buffer.concat([nonce, encrypt(secret, { key, nonce, belongs: Buffer.from(belongs) })]);
}

/** @throws TributaryError `wrong-key` another key, another belonging, or changed since */
export function open(key: Buffer, sealed: Buffer, belongs: string): Buffer {
	const nonce = sealed.subarray(0, NONCE_BYTES);
	try {
		return decrypt(sealed.subarray(NONCE_BYTES), { key, nonce, belongs: Buffer.from(belongs) });
	} catch (cause) {
		throw new TributaryError("wrong-key", { detail: `What belongs to ${belongs} does not open.`, cause });
	}
}
