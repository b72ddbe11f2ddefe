import { createPrivateKey, createPublicKey } from "node:crypto";
import { bech32 } from "@scure/base";
import { Decrypter, Encrypter } from "age-encryption";
import { TributaryError } from "../errors.ts";

/**
 * Encryption of archives: the age format (age-encryption.org/v1), streamed, authenticated in chunks of 64 KiB, so that a cut file does not
 * pass for a whole one. `age -d -i KEY FILE` opens them without us. Keys are age's own, or X25519 in PEM.
 */

type Bytes = ReadableStream<Uint8Array>;

const RECIPIENT = /^age1[a-z0-9]{20,4000}$/m;
const IDENTITY = /^AGE-SECRET-KEY-(?:PQ-)?1[A-Z0-9]{20,400}$/m;
/** Bytes of an X25519 key, the last ones of its DER. */
const KEY_BYTES = 32;

/**
 * The recipient that a public key is.
 * @param text `age1...`, or PEM (SPKI) of an X25519 key
 * @throws TributaryError `invalid-field` it is neither
 */
export function recipientOf(text: string): string {
	const known = RECIPIENT.exec(text)?.[0];
	if (/PRIVATE KEY|AGE-SECRET-KEY/.test(text))
		throw bad("/publicKey", "This is a private key: keep it, and give its public half.");
	const recipient = known ?? fromPem(text);
	try {
		new Encrypter().addRecipient(recipient ?? "");
		return recipient ?? "";
	} catch {
		throw bad("/publicKey", "Give an age recipient (age1...), or the PEM of an X25519 public key.");
	}
}

function fromPem(text: string): string | null {
	try {
		const key = createPublicKey(text);
		if (key.asymmetricKeyType !== "x25519") return null;
		return bech32.encodeFromBytes("age", key.export({ format: "der", type: "spki" }).subarray(-KEY_BYTES));
	} catch {
		return null;
	}
}

/** @param recipient as {@link recipientOf} gives it */
export async function encrypt(plain: Bytes, recipient: string): Promise<Bytes> {
	const encrypter = new Encrypter();
	encrypter.addRecipient(recipient);
	return encrypter.encrypt(plain);
}

/**
 * The identity that a private key is.
 * @param text `AGE-SECRET-KEY-1...` (with comments around it, as age-keygen writes it), or PEM (PKCS 8) of an X25519 key
 * @throws TributaryError `invalid-field` it is neither
 */
export function identityOf(text: string): string {
	const known = IDENTITY.exec(text)?.[0];
	if (known !== undefined) return known;
	try {
		const key = createPrivateKey(text);
		if (key.asymmetricKeyType === "x25519") {
			const raw = key.export({ format: "der", type: "pkcs8" }).subarray(-KEY_BYTES);
			return bech32.encodeFromBytes("age-secret-key-", raw).toUpperCase();
		}
	} catch {
		// Told below: what the parser says of a key must not be repeated.
	}
	throw bad("/identity", "Give an age identity (AGE-SECRET-KEY-1...), or the PEM of an X25519 private key.");
}

/**
 * Reading the answer throws where a chunk was changed or is missing.
 * @throws TributaryError `archive-wrong-key` · `archive-damaged` it is no age file, or its header was changed
 */
export async function decrypt(sealed: Bytes, identity: string): Promise<Bytes> {
	const decrypter = new Decrypter();
	decrypter.addIdentity(identity);
	try {
		return await decrypter.decrypt(sealed);
	} catch (cause) {
		const isOther = cause instanceof Error && cause.message.startsWith("no identity matched");
		throw new TributaryError(isOther ? "archive-wrong-key" : "archive-damaged", { cause });
	}
}

const bad = (pointer: string, detail: string) => new TributaryError("invalid-field", { errors: [{ pointer, detail }] });
