import { createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import * as z from "zod";
import type { Store } from "../../engine/port.ts";
import { retryOnConflict } from "../optimistic.ts";
import { type Vault, WrappedKey } from "../vault.ts";
import { PublicJwk } from "./approvers.ts";

/** The Ed25519 key that certificates are signed with, made on first use. Apart from those of tokens: no token is ever signed by it. */
export type CertificateKey = () => Promise<{ readonly privateKey: KeyObject; readonly publicKey: PublicJwk }>;

const RECORD_ID = "certificate-key";
const CONTEXT = { name: RECORD_ID, purpose: "certificate" };
const Stored = z.strictObject({ publicKey: PublicJwk, privateKey: WrappedKey });

export function createCertificateKey({
	platform,
	vault,
}: {
	readonly platform: Store;
	readonly vault: Vault;
}): CertificateKey {
	const stored = () =>
		retryOnConflict(async () => {
			const [found] = await platform.read("setting", { ids: [RECORD_ID] });
			if (found != null) return Stored.parse(JSON.parse(found.record));
			const pair = generateKeyPairSync("ed25519");
			const secret = pair.privateKey.export({ format: "der", type: "pkcs8" });
			const made = {
				publicKey: PublicJwk.parse(pair.publicKey.export({ format: "jwk" })),
				privateKey: await vault.wrap(secret, { ...CONTEXT, version: 1 }),
			};
			await platform.write([
				{ op: "put", collection: "setting", id: RECORD_ID, record: JSON.stringify(made), ifVersion: 0 },
			]);
			return made;
		});
	return async () => {
		const { publicKey, privateKey } = await stored();
		const der = await vault.unwrap(privateKey, CONTEXT);
		return { publicKey, privateKey: createPrivateKey({ key: der, format: "der", type: "pkcs8" }) };
	};
}
