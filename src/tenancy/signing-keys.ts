import {
	type CryptoKey,
	calculateJwkThumbprint,
	exportJWK,
	generateKeyPair,
	importJWK,
	type JSONWebKeySet,
	type JWK,
} from "jose";
import * as z from "zod";
import type { Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import type { Clock } from "./clock.ts";
import { retryOnConflict } from "./optimistic.ts";
import { type Vault, WrappedKey } from "./vault.ts";

/** Ed25519 (RFC 8037): one curve, deterministic signatures, nothing to choose wrongly. */
export const SIGNING_ALGORITHM = "EdDSA";

const PublicJwk = z.strictObject({ kty: z.literal("OKP"), crv: z.literal("Ed25519"), x: z.string() });

const KeyRecord = z.strictObject({
	/** RFC 7638 thumbprint of the public key. */
	kid: z.string(),
	publicKey: PublicJwk,
	/** The private JWK as JSON, wrapped. */
	privateKey: WrappedKey,
	createdAt: z.iso.datetime(),
});
type KeyRecord = z.output<typeof KeyRecord>;

/** The keys that access tokens are signed with. */
export interface SigningKeys {
	/** The key that signs now; made on first use. */
	current(): Promise<{ readonly kid: string; readonly privateKey: CryptoKey }>;
	/** The public key of a `kid`, null when it is none of ours. Always a fresh read, so that a withdrawn key counts at once. */
	verifier(kid: string): Promise<CryptoKey | null>;
	/** Every public key whose tokens are accepted, as a JWK Set (RFC 7517). */
	publicSet(): Promise<JSONWebKeySet>;
}

const CURRENT_ID = "signing-key:current";
const Current = z.strictObject({ kid: z.string() });
const PURPOSE = "signing-key";
const MAX_KEYS = 100;
const KID_FORM = /^[A-Za-z0-9_-]{43}$/;

export function createSigningKeys(options: {
	readonly platform: Store;
	readonly vault: Vault;
	readonly clock: Clock;
}): SigningKeys {
	const { platform, vault } = options;
	// Imported keys by kid. The kid is the digest of the public key, so an entry can never become wrong.
	const privateKeys = new Map<string, CryptoKey>();
	const publicKeys = new Map<string, CryptoKey>();
	return {
		current: async () => {
			const kid = (await readCurrent(platform)) ?? (await makeCurrent(options));
			const privateKey = privateKeys.get(kid) ?? (await openPrivate(platform, vault, kid));
			privateKeys.set(kid, privateKey);
			return { kid, privateKey };
		},
		verifier: async (kid) => {
			const record = KID_FORM.test(kid) ? await readKey(platform, kid) : null;
			if (record === null) return null;
			const key = publicKeys.get(kid) ?? (await importKey(record.publicKey));
			publicKeys.set(kid, key);
			return key;
		},
		publicSet: async () => {
			const records = await platform.list("signing-key", { limit: MAX_KEYS });
			const keys = records.map(({ record }) => KeyRecord.parse(JSON.parse(record)));
			return { keys: keys.map(({ kid, publicKey }) => ({ ...publicKey, kid, alg: SIGNING_ALGORITHM, use: "sig" })) };
		},
	};
}

async function readCurrent(platform: Store): Promise<string | null> {
	const [found] = await platform.read("setting", { ids: [CURRENT_ID] });
	return found == null ? null : Current.parse(JSON.parse(found.record)).kid;
}

async function readKey(platform: Store, kid: string): Promise<KeyRecord | null> {
	const [found] = await platform.read("signing-key", { ids: [kid] });
	return found == null ? null : KeyRecord.parse(JSON.parse(found.record));
}

const importKey = async (jwk: JWK) => (await importJWK(jwk, SIGNING_ALGORITHM)) as CryptoKey;

async function openPrivate(platform: Store, vault: Vault, kid: string): Promise<CryptoKey> {
	const record = await readKey(platform, kid);
	if (record === null) throw new TributaryError("store-corrupt", { detail: "The current signing key is missing." });
	const jwk = await vault.unwrap(record.privateKey, { name: kid, purpose: PURPOSE });
	return importKey(JSON.parse(jwk.toString("utf8")) as JWK);
}

/** Key and pointer are one write. Of two processes that start at once one wins, and the other takes the winner's. */
async function makeCurrent({
	platform,
	vault,
	clock,
}: {
	platform: Store;
	vault: Vault;
	clock: Clock;
}): Promise<string> {
	return retryOnConflict(async () => {
		const found = await readCurrent(platform);
		if (found !== null) return found;
		const pair = await generateKeyPair(SIGNING_ALGORITHM, { crv: "Ed25519", extractable: true });
		const publicKey = PublicJwk.parse(await exportJWK(pair.publicKey));
		const kid = await calculateJwkThumbprint(publicKey);
		const secret = Buffer.from(JSON.stringify(await exportJWK(pair.privateKey)));
		const privateKey = await vault.wrap(secret, { name: kid, purpose: PURPOSE, version: 1 });
		const record: KeyRecord = { kid, publicKey, privateKey, createdAt: clock().toISOString() };
		await platform.write([
			{ op: "put", collection: "signing-key", id: kid, record: JSON.stringify(record), ifVersion: 0 },
			{ op: "put", collection: "setting", id: CURRENT_ID, record: JSON.stringify({ kid }), ifVersion: 0 },
		]);
		return kid;
	});
}
