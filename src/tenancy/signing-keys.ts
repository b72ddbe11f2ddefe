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
import type { Change, Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import type { Clock } from "./clock.ts";
import { retryOnConflict } from "./optimistic.ts";
import { CLOCK_TOLERANCE, TOKEN_LIFETIME } from "./token-lifetime.ts";
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
	/** When another key took over; its tokens are good until they end. */
	retiredAt: z.iso.datetime().optional(),
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
	/**
	 * Makes a new key that signs from now on. Tokens of the one before stay good until they end, then it is gone.
	 * @param options atOnce: no token of an older key is good any more, as after a theft
	 * @returns the new `kid`
	 */
	rotate(options?: { readonly atOnce?: boolean }): Promise<string>;
	/** The keys, oldest first. */
	list(): Promise<readonly { readonly kid: string; readonly createdAt: string; readonly retiredAt: string | null }[]>;
}

const CURRENT_ID = "signing-key:current";
const Current = z.strictObject({ kid: z.string() });
const PURPOSE = "signing-key";
const MAX_KEYS = 100;
const KID_FORM = /^[A-Za-z0-9_-]{43}$/;

export interface SigningKeysOptions {
	readonly platform: Store;
	readonly vault: Vault;
	readonly clock: Clock;
}

export function createSigningKeys(options: SigningKeysOptions): SigningKeys {
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
			if (record === null || isOver(record, options.clock())) return null;
			const key = publicKeys.get(kid) ?? (await importKey(record.publicKey));
			publicKeys.set(kid, key);
			return key;
		},
		publicSet: async () => {
			const keys = (await listKeys(platform)).filter((record) => !isOver(record, options.clock()));
			return { keys: keys.map(({ kid, publicKey }) => ({ ...publicKey, kid, alg: SIGNING_ALGORITHM, use: "sig" })) };
		},
		rotate: ({ atOnce = false } = {}) => rotate(options, atOnce),
		list: async () =>
			(await listKeys(platform))
				.map(({ kid, createdAt, retiredAt = null }) => ({ kid, createdAt, retiredAt }))
				.sort((a, b) => Number(a.createdAt > b.createdAt) - Number(a.createdAt < b.createdAt)),
	};
}

const listKeys = async (platform: Store): Promise<readonly KeyRecord[]> =>
	(await platform.list("signing-key", { limit: MAX_KEYS })).map(({ record }) => KeyRecord.parse(JSON.parse(record)));

/** No token that it signed can be good any more. */
const isOver = ({ retiredAt }: KeyRecord, now: Date): boolean =>
	retiredAt !== undefined && Date.parse(retiredAt) + (TOKEN_LIFETIME + CLOCK_TOLERANCE) * 1000 < now.getTime();

/** New key, pointer, and what becomes of the older ones are one write. */
async function rotate(options: SigningKeysOptions, atOnce: boolean): Promise<string> {
	const { platform, clock } = options;
	return retryOnConflict(async () => {
		const [pointer] = await platform.read("setting", { ids: [CURRENT_ID] });
		const made = await newKey(options);
		const now = clock();
		const older = await listKeys(platform);
		const changes = older.map((record): Change => {
			if (atOnce || isOver(record, now)) return { op: "delete", collection: "signing-key", id: record.kid };
			return putKey({ ...record, retiredAt: record.retiredAt ?? now.toISOString() });
		});
		await platform.write([putKey(made, 0), ...changes, putCurrent(made.kid, pointer?.version ?? 0)]);
		return made.kid;
	});
}

const putKey = (record: KeyRecord, ifVersion?: number): Change => ({
	op: "put",
	collection: "signing-key",
	id: record.kid,
	record: JSON.stringify(record),
	...(ifVersion === undefined ? {} : { ifVersion }),
});

const putCurrent = (kid: string, ifVersion: number): Change => ({
	op: "put",
	collection: "setting",
	id: CURRENT_ID,
	record: JSON.stringify({ kid }),
	ifVersion,
});

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
async function makeCurrent(options: SigningKeysOptions): Promise<string> {
	return retryOnConflict(async () => {
		const found = await readCurrent(options.platform);
		if (found !== null) return found;
		const made = await newKey(options);
		await options.platform.write([putKey(made, 0), putCurrent(made.kid, 0)]);
		return made.kid;
	});
}

async function newKey({ vault, clock }: SigningKeysOptions): Promise<KeyRecord> {
	const pair = await generateKeyPair(SIGNING_ALGORITHM, { crv: "Ed25519", extractable: true });
	const publicKey = PublicJwk.parse(await exportJWK(pair.publicKey));
	const kid = await calculateJwkThumbprint(publicKey);
	const secret = Buffer.from(JSON.stringify(await exportJWK(pair.privateKey)));
	const privateKey = await vault.wrap(secret, { name: kid, purpose: PURPOSE, version: 1 });
	return { kid, publicKey, privateKey, createdAt: clock().toISOString() };
}
