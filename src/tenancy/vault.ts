import { randomBytes } from "node:crypto";
import * as z from "zod";
import { decrypt, encrypt, NONCE_BYTES } from "../cryptography.ts";
import { TributaryError } from "../errors.ts";
import { canonicalJson } from "./canonical-json.ts";
import { deriveKey, type HeldKey, holdKey, type MasterKey } from "./held-keys.ts";
import { KEY_BYTES } from "./master-key.ts";

export { deriveKey, type MasterKey } from "./held-keys.ts";
export { createMasterKeyFile } from "./master-key.ts";

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
	/** The master key that it was wrapped by; absent in what was wrapped before there could be several. */
	by: z.string().min(1).max(300).optional(),
	/** Of a master key that is held elsewhere: the key that `sealed` was made with, wrapped by the holder; base64url. */
	wrappedBy: base64url.optional(),
});
export type WrappedKey = z.output<typeof WrappedKey>;

/** The only holder of the master keys. It gives out what was derived from them or wrapped by them, never a master key. */
export interface Vault {
	/**
	 * Encrypts a secret so that it can lie beside the data (AES-256-GCM, a fresh random nonce each time), with the current master key.
	 * @param secret 1 to 4096 bytes
	 * @throws TributaryError `master-key-unavailable` its holder does not answer
	 */
	wrap(secret: Uint8Array, context: KeyContext): Promise<WrappedKey>;
	/**
	 * @throws TributaryError `wrong-key` when it was made by a master key that is not here, for another context, or was changed ·
	 *   `master-key-unavailable`
	 */
	unwrap(wrapped: WrappedKey, context: Omit<KeyContext, "version">): Promise<Buffer>;
	/** 32 bytes for one purpose: the same each time, and of no help for finding another purpose's (HKDF-SHA-256, RFC 5869). */
	derive(purpose: string): Promise<Buffer>;
	/** What `derive` gives under each of the master keys, the current one first: what was made under an earlier one is known by it. */
	derivations(purpose: string): Promise<readonly [Buffer, ...Buffer[]]>;
	/** Whether it was wrapped by the current master key. */
	isCurrent(wrapped: WrappedKey): boolean;
	/** Names of the master keys that are held, the current one first; not secret. */
	readonly masterKeys: readonly string[];
	/** Takes other master keys from now on. What was given out stays good. @throws as {@link openVault}; then nothing has changed */
	reload(current: MasterKey, others?: readonly MasterKey[]): Promise<void>;
	/** A key that was given out and is needed as long as the vault is open. @returns it, to be overwritten with the master keys */
	keep(key: Buffer): Buffer;
	/** Overwrites a key that is kept and is of no use any more. */
	letGo(key: Buffer): void;
	/** Overwrites all master keys and what is kept; nothing opens any more. */
	forget(): void;
}

const MAX_SECRET_BYTES = 4096;

/**
 * Opens the vault.
 * @param others master keys of before, or to come: they open what was wrapped by them, and wrap nothing
 * @throws TributaryError `unsafe-configuration` · `invalid-configuration` · `master-key-unavailable`: see {@link holdKey}
 */
export async function openVault(current: MasterKey, others: readonly MasterKey[] = []): Promise<Vault> {
	let held = await holdAll(current, others);
	const kept = new Set<Buffer>();
	const now = (): HeldKey => {
		const [first] = held;
		if (first === undefined) throw new TributaryError("sealed");
		return first;
	};
	return Object.freeze({
		wrap: (secret: Uint8Array, context: KeyContext) => wrapBy(now(), secret, context),
		unwrap: async (wrapped: WrappedKey, context: Omit<KeyContext, "version">) => {
			now();
			return unwrapBy(held, wrapped, { ...context, version: wrapped.version });
		},
		derive: async (purpose: string) => deriveKey(now().root, `derive:${purpose}`),
		derivations: async (purpose: string) => {
			const derived = (key: HeldKey) => deriveKey(key.root, `derive:${purpose}`);
			return [derived(now()), ...held.slice(1).map(derived)] as const;
		},
		isCurrent: (wrapped: WrappedKey) => wrapped.by === now().id,
		get masterKeys() {
			return held.map(({ id }) => id);
		},
		reload: async (next: MasterKey, nextOthers: readonly MasterKey[] = []) => {
			const before = held;
			held = await holdAll(next, nextOthers);
			for (const { root } of before) root.fill(0);
		},
		keep: (key: Buffer) => {
			kept.add(key);
			return key;
		},
		letGo: (key: Buffer) => {
			key.fill(0);
			kept.delete(key);
		},
		forget: () => {
			for (const key of [...held.map(({ root }) => root), ...kept]) key.fill(0);
			held = [];
			kept.clear();
		},
	});
}

async function holdAll(current: MasterKey, others: readonly MasterKey[]): Promise<readonly HeldKey[]> {
	const held: HeldKey[] = [];
	for (const source of [current, ...others]) {
		const key = await holdKey(source, { unwrapRoot });
		if (held.some(({ id }) => id === key.id)) {
			const detail = `The master key ${key.id} is named twice: name each once, the one to wrap by as masterKey.`;
			throw new TributaryError("invalid-configuration", { detail });
		}
		held.push(key);
	}
	return held;
}

const ROOT = { name: "root", purpose: "root" } as const;

/** What lies in the root file of a master key that is held elsewhere: 32 bytes that other keys are derived from. */
export const wrapRoot = (root: Uint8Array, service: NonNullable<HeldKey["service"]>): Promise<WrappedKey> =>
	wrapBy({ id: service.id, root: Buffer.alloc(0), service }, root, { ...ROOT, version: 1 });

/** @throws TributaryError `wrong-key` · `master-key-unavailable` */
export const unwrapRoot = async (wrapped: unknown, service: NonNullable<HeldKey["service"]>): Promise<Buffer> => {
	const read = WrappedKey.parse(wrapped);
	return unwrapBy([{ id: service.id, root: Buffer.alloc(0), service }], read, { ...ROOT, version: read.version });
};

async function wrapBy({ id, root, service }: HeldKey, secret: Uint8Array, context: KeyContext): Promise<WrappedKey> {
	if (service === null) return { ...seal(deriveKey(root, `wrap:${context.purpose}`), secret, context), by: id };
	// The holder sees a key that is used once, never the secret, and need not know what it belongs to.
	const once = randomBytes(KEY_BYTES);
	const wrappedBy = (await service.wrap(once)).toString("base64url");
	return { ...seal(once, secret, context), by: id, wrappedBy };
}

async function unwrapBy(held: readonly HeldKey[], wrapped: WrappedKey, context: KeyContext): Promise<Buffer> {
	const able = held.filter(({ id, service }) =>
		wrapped.by === undefined ? service === null && wrapped.wrappedBy === undefined : id === wrapped.by,
	);
	for (const [place, key] of able.entries()) {
		try {
			return unseal(await keyOf(key, wrapped, context.purpose), wrapped, context);
		} catch (error) {
			if (place === able.length - 1) throw error;
		}
	}
	const detail = `The key of ${context.name} was wrapped by the master key ${wrapped.by ?? "of before"}, which is not here.`;
	throw new TributaryError("wrong-key", { detail });
}

async function keyOf({ root, service }: HeldKey, { wrappedBy }: WrappedKey, purpose: string): Promise<Buffer> {
	if (service === null) return deriveKey(root, `wrap:${purpose}`);
	const key = wrappedBy === undefined ? Buffer.alloc(0) : await service.unwrap(Buffer.from(wrappedBy, "base64url"));
	if (key.length !== KEY_BYTES) throw new TributaryError("wrong-key", { detail: `${service.id} gave no key.` });
	return key;
}

const associatedData = ({ name, purpose, version }: KeyContext) =>
	Buffer.from(canonicalJson({ name, purpose, version }));

/** @param key used once: overwritten */
function seal(key: Buffer, secret: Uint8Array, context: KeyContext): Pick<WrappedKey, "version" | "nonce" | "sealed"> {
	if (secret.length === 0 || secret.length > MAX_SECRET_BYTES) throw new RangeError("A secret has 1 to 4096 bytes.");
	const nonce = randomBytes(NONCE_BYTES);
	const sealed = encrypt(secret, { key, nonce, belongs: associatedData(context) });
	key.fill(0);
	return { version: context.version, nonce: nonce.toString("base64url"), sealed: sealed.toString("base64url") };
}

/** @param key used once: overwritten */
function unseal(key: Buffer, wrapped: WrappedKey, context: KeyContext): Buffer {
	const sealed = Buffer.from(wrapped.sealed, "base64url");
	const nonce = Buffer.from(wrapped.nonce, "base64url");
	try {
		return decrypt(sealed, { key, nonce, belongs: associatedData(context) });
	} catch (cause) {
		throw new TributaryError("wrong-key", { detail: `The key of ${context.name} does not open.`, cause });
	} finally {
		key.fill(0);
	}
}
