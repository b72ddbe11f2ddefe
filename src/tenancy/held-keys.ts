import { readFileSync } from "node:fs";
import { derive } from "../cryptography.ts";
import { TributaryError } from "../errors.ts";
import { commandKeyService, type KeyService, type Pkcs11Key, pkcs11KeyService } from "./key-service.ts";
import { KEY_BYTES, type MasterKeySource, readMasterKey } from "./master-key.ts";

/**
 * Where a master key is: here, read from a file or a command that prints it; or held by others, who wrap and unwrap for us: a program, or a
 * PKCS#11 token. What is derived from a key that never comes here is derived from the root, 32 bytes that lie wrapped in `rootFile`.
 */
export type MasterKey = MasterKeySource | HeldElsewhere;

export type HeldElsewhere = (
	| { readonly program: readonly string[]; readonly name: string }
	| { readonly pkcs11: Pkcs11Key }
) & { readonly rootFile: string };

export interface HeldKey {
	/** Names it, in every key that it wrapped; not secret. */
	readonly id: string;
	/** What other keys are derived from; of a key that is here, itself. */
	readonly root: Buffer;
	/** Who wraps, where the key is not here. */
	readonly service: KeyService | null;
}

const ID_LENGTH = 16;

/** HKDF-SHA-256 of a random key for one purpose. No salt: the input is uniformly random already (RFC 5869, 3.1). */
export function deriveKey(key: Uint8Array, purpose: string): Buffer {
	return derive(key, `tributary/v1/${purpose}`, KEY_BYTES);
}

/** @throws TributaryError as {@link readMasterKey} · `invalid-configuration` no root file, or none of this key · `master-key-unavailable` */
export async function holdKey(
	source: MasterKey,
	{ unwrapRoot }: { readonly unwrapRoot: (wrapped: unknown, service: KeyService) => Promise<Buffer> },
): Promise<HeldKey> {
	if (!("rootFile" in source)) {
		const root = await readMasterKey(source);
		return { id: deriveKey(root, "id").toString("base64url").slice(0, ID_LENGTH), root, service: null };
	}
	const service = serviceOf(source);
	const wrapped = readRoot(source.rootFile);
	try {
		return { id: service.id, root: await unwrapRoot(wrapped, service), service };
	} catch (cause) {
		if (cause instanceof TributaryError && cause.code === "master-key-unavailable") throw cause;
		const detail = `The root in ${source.rootFile} was not wrapped by the master key ${service.id}.`;
		throw new TributaryError("invalid-configuration", { detail, cause });
	}
}

export const serviceOf = (source: HeldElsewhere): KeyService =>
	"pkcs11" in source ? pkcs11KeyService(source.pkcs11) : commandKeyService(`program:${source.name}`, source.program);

function readRoot(file: string): unknown {
	try {
		return JSON.parse(readFileSync(file, "utf8"));
	} catch (cause) {
		const detail = `There is no root in ${file}: make it once with: tributary key init`;
		throw new TributaryError("invalid-configuration", { detail, cause });
	}
}
