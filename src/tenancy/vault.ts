import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import * as z from "zod";
import { TributaryError } from "../errors.ts";
import { canonicalJson } from "./canonical-json.ts";
import { KEY_BYTES, type MasterKeySource, readMasterKey } from "./master-key.ts";

export { createMasterKeyFile, type MasterKeySource } from "./master-key.ts";

/** What a wrapped key belongs to. It is authenticated with the key: a wrapped key that was moved elsewhere does not open. */
export interface KeyContext {
	/** Owner: the label of a store (`tenant:demo-a`), the id of a signing key. */
	readonly name: string;
	/** `store`, `signing-key` ... */
	readonly purpose: string;
	/** From 1, rising with each rotation. */
	readonly version: number;
}

const base64url = z.string().regex(/^[A-Za-z0-9_-]+$/);

/** A secret that only the vault can open. The form in which it is stored. */
export const WrappedKey = z.strictObject({
	version: z.int().positive(),
	/** 12 random bytes, base64url. */
	nonce: base64url.length(16),
	/** Ciphertext and the 16 bytes of its tag, base64url. */
	sealed: base64url,
});
export type WrappedKey = z.output<typeof WrappedKey>;

/** The only holder of the master key. It gives out what was derived from it or wrapped by it, never the key. */
export interface Vault {
	/**
	 * Encrypts a secret so that it can lie beside the data (AES-256-GCM, a fresh random nonce each time).
	 * @param secret 1 to 4096 bytes
	 */
	wrap(secret: Uint8Array, context: KeyContext): Promise<WrappedKey>;
	/** @throws TributaryError `wrong-key` when it was made by another master key, for another context, or was changed */
	unwrap(wrapped: WrappedKey, context: Omit<KeyContext, "version">): Promise<Buffer>;
	/** 32 bytes for one purpose: the same each time, and of no help for finding another purpose's (HKDF-SHA-256, RFC 5869). */
	derive(purpose: string): Promise<Buffer>;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const MAX_SECRET_BYTES = 4096;

/**
 * Opens the vault.
 * @throws TributaryError `unsafe-configuration` · `invalid-configuration`: see {@link readMasterKey}
 */
export async function openVault(source: MasterKeySource): Promise<Vault> {
	return vaultOf(await readMasterKey(source));
}

function vaultOf(masterKey: Buffer): Vault {
	const derive = (purpose: string) => deriveKey(masterKey, purpose);
	return Object.freeze({
		wrap: async (secret: Uint8Array, context: KeyContext) => seal(derive(`wrap:${context.purpose}`), secret, context),
		unwrap: async (wrapped: WrappedKey, context: Omit<KeyContext, "version">) =>
			unseal(derive(`wrap:${context.purpose}`), wrapped, { ...context, version: wrapped.version }),
		derive: async (purpose: string) => derive(`derive:${purpose}`),
	});
}

/** HKDF-SHA-256 of a random key for one purpose. No salt: the input is uniformly random already (RFC 5869, 3.1). */
export function deriveKey(key: Uint8Array, purpose: string): Buffer {
	return Buffer.from(hkdfSync("sha256", key, new Uint8Array(0), `tributary/v1/${purpose}`, KEY_BYTES));
}

const associatedData = ({ name, purpose, version }: KeyContext) =>
	Buffer.from(canonicalJson({ name, purpose, version }), "utf8");

function seal(key: Buffer, secret: Uint8Array, context: KeyContext): WrappedKey {
	if (secret.length === 0 || secret.length > MAX_SECRET_BYTES) throw new RangeError("A secret has 1 to 4096 bytes.");
	const nonce = randomBytes(NONCE_BYTES);
	const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
	cipher.setAAD(associatedData(context));
	const sealed = Buffer.concat([cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
	return { version: context.version, nonce: nonce.toString("base64url"), sealed: sealed.toString("base64url") };
}

function unseal(key: Buffer, wrapped: WrappedKey, context: KeyContext): Buffer {
	const sealed = Buffer.from(wrapped.sealed, "base64url");
	const end = sealed.length - TAG_BYTES;
	try {
		const nonce = Buffer.from(wrapped.nonce, "base64url");
		const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
		decipher.setAAD(associatedData(context)).setAuthTag(sealed.subarray(end));
		return Buffer.concat([decipher.update(sealed.subarray(0, end)), decipher.final()]);
	} catch (cause) {
		throw new TributaryError("wrong-key", { detail: `The key of ${context.name} does not open.`, cause });
	}
}
