/**
 * The primitives that everything secret rests on, each with all that it depends on as an argument: what is drawn at random or derived is the
 * callers', so published test vectors go through these very functions (`npm run proof -- vectors`).
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, type KeyObject } from "node:crypto";

/** Of a nonce; drawn anew for each encryption. */
export const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER = "aes-256-gcm";

/** What AES-256-GCM (NIST SP 800-38D) takes beside the text. */
export interface Sealing {
	/** 32 bytes. */
	readonly key: Uint8Array | KeyObject;
	/** 12 bytes, never twice with one key. */
	readonly nonce: Uint8Array;
	/** What the text belongs to: authenticated with it, not part of it. */
	readonly belongs: Uint8Array;
}

/** @returns ciphertext and the 16 bytes of its tag */
export function encrypt(plain: Uint8Array, { key, nonce, belongs }: Sealing): Buffer {
	demandNonce(nonce);
	const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES }).setAAD(belongs);
	return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** @throws Error another key, nonce or place than it was encrypted with, a changed text, a tag that is not whole */
export function decrypt(sealed: Uint8Array, { key, nonce, belongs }: Sealing): Buffer {
	demandNonce(nonce);
	const end = sealed.length - TAG_BYTES;
	if (end < 0) throw new RangeError("There is no whole tag.");
	const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES }).setAAD(belongs);
	decipher.setAuthTag(sealed.subarray(end));
	// All of the text: this mode holds none of it back. One that was put together of parts would leave another copy of it.
	const plain = decipher.update(sealed.subarray(0, end));
	try {
		decipher.final();
	} catch (error) {
		plain.fill(0);
		throw error;
	}
	return plain;
}

function demandNonce(nonce: Uint8Array): void {
	if (nonce.length !== NONCE_BYTES) throw new RangeError(`A nonce has ${NONCE_BYTES} bytes.`);
}

/** Of a string its UTF-8. */
type Text = Uint8Array | string;

/** HMAC-SHA-256 (RFC 2104), 32 bytes. */
export const authenticate = (key: Text | KeyObject, text: Text): Buffer =>
	createHmac("sha256", key).update(text).digest();

/** HKDF-SHA-256 (RFC 5869). @param salt none where the key is uniformly random already (3.1) */
export const derive = (key: Text, info: Text, bytes: number, salt: Text = ""): Buffer =>
	Buffer.from(hkdfSync("sha256", key, salt, info, bytes));
