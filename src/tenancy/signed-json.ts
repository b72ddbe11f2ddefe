import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from "node:crypto";
import { calculateJwkThumbprint } from "jose";
import * as z from "zod";
import type { Store } from "../engine/port.ts";
import { canonicalJson } from "./canonical-json.ts";
import { retryOnConflict } from "./optimistic.ts";
import { type Vault, WrappedKey } from "./vault.ts";

/** Statements that others can check without us: Ed25519 (RFC 8032) over canonical JSON (RFC 8785). */

/** Bytes in the one spelling that base64url has for them: one key in two spellings would have two thumbprints, and pass for two people's. */
const bytesOfLength = (length: number) =>
	z
		.string()
		.length(Math.ceil((length * 4) / 3))
		.refine((text) => Buffer.from(text, "base64url").toString("base64url") === text, "not the canonical spelling");
const KeyBytes = bytesOfLength(32);
export const PublicJwk = z.strictObject({ kty: z.literal("OKP"), crv: z.literal("Ed25519"), x: KeyBytes });
export type PublicJwk = z.output<typeof PublicJwk>;

/** base64url of 64 bytes. */
export const Signature = bytesOfLength(64);

const bytesOf = (value: unknown) => Buffer.from(canonicalJson(value), "utf8");

/** @returns base64url of 64 bytes */
export const signJson = (value: unknown, key: KeyObject): string =>
	sign(null, bytesOf(value), key).toString("base64url");

/** Whether the signature is this key's over this value. */
export function isSigned(value: unknown, signature: string, publicKey: PublicJwk): boolean {
	return isSignature(Buffer.from(signature, "base64url"), bytesOf(value), publicKey);
}

/** The same of any bytes. */
export function isSignature(signature: Uint8Array, bytes: Uint8Array, publicKey: PublicJwk): boolean {
	try {
		return verify(null, bytes, createPublicKey({ key: publicKey, format: "jwk" }), signature);
	} catch {
		return false;
	}
}

export interface KeyPair {
	readonly privateKey: KeyObject;
	readonly publicKey: PublicJwk;
	/** RFC 7638 thumbprint of the public key. */
	readonly fingerprint: string;
}

/** A key pair of this deployment for one kind of statement, made on first use. */
export type StatementKey = () => Promise<KeyPair>;

const Stored = z.strictObject({ publicKey: PublicJwk, privateKey: WrappedKey });

/** @param name what it signs: `certificate-key` for certificates and receipts, which their formats tell apart; heads of logs have another */
export function createStatementKey(
	{ platform, vault }: { readonly platform: Store; readonly vault: Vault },
	name: string,
): StatementKey {
	const context = { name, purpose: "statement" };
	const stored = () =>
		retryOnConflict(async () => {
			const [found] = await platform.read("setting", { ids: [name] });
			if (found != null) return Stored.parse(JSON.parse(found.record));
			const pair = generateKeyPairSync("ed25519");
			const secret = pair.privateKey.export({ format: "der", type: "pkcs8" });
			const made = {
				publicKey: PublicJwk.parse(pair.publicKey.export({ format: "jwk" })),
				privateKey: await vault.wrap(secret, { ...context, version: 1 }),
			};
			await platform.write([
				{ op: "put", collection: "setting", id: name, record: JSON.stringify(made), ifVersion: 0 },
			]);
			return made;
		});
	return async () => {
		const { publicKey, privateKey } = await stored();
		const der = await vault.unwrap(privateKey, context);
		return {
			publicKey,
			privateKey: createPrivateKey({ key: der, format: "der", type: "pkcs8" }),
			fingerprint: await calculateJwkThumbprint(publicKey),
		};
	};
}
