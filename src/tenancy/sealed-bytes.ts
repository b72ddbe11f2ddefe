import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { TributaryError } from "../errors.ts";

/** Bytes under a key of 32 bytes, AES-256-GCM: nonce, ciphertext, tag. */

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** @param belongs what it is of, authenticated with it */
export function seal(key: Buffer, secret: Uint8Array, belongs: string): Buffer {
	const nonce = randomBytes(NONCE_BYTES);
	const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(belongs));
	return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
}

/** @throws TributaryError `wrong-key` another key, another belonging, or changed since */
export function open(key: Buffer, sealed: Buffer, belongs: string): Buffer {
	const end = sealed.length - TAG_BYTES;
	try {
		const nonce = sealed.subarray(0, NONCE_BYTES);
		const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
		decipher.setAAD(Buffer.from(belongs)).setAuthTag(sealed.subarray(end));
		return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, end)), decipher.final()]);
	} catch (cause) {
		throw new TributaryError("wrong-key", { detail: `What belongs to ${belongs} does not open.`, cause });
	}
}
