import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { TributaryError } from "../errors.ts";
import { holdKey, type MasterKey, serviceOf } from "./held-keys.ts";
import { KEY_BYTES, writeOwned } from "./master-key.ts";
import { unwrapRoot, type WrappedKey, wrapRoot } from "./vault.ts";

/**
 * Makes the root file of a master key that is held elsewhere.
 * @param like 32 bytes to wrap there; random when absent
 * @throws TributaryError `already-exists` · `invalid-configuration` the key needs none, or it cannot be written · `master-key-unavailable`
 */
export async function createRoot(source: MasterKey, like: Uint8Array = randomBytes(KEY_BYTES)): Promise<WrappedKey> {
	if (!("rootFile" in source))
		throw new TributaryError("invalid-configuration", { detail: "This master key is its own root: nothing to make." });
	if (existsSync(source.rootFile))
		throw new TributaryError("already-exists", {
			detail: `${source.rootFile} is there, and a root is never overwritten.`,
		});
	const wrapped = await wrapRoot(like, serviceOf(source));
	writeOwned(source.rootFile, `${JSON.stringify(wrapped)}\n`);
	return wrapped;
}

/**
 * Makes the root file with the root of another master key in it: where a store cannot be given another key, as on a cluster, that of our own
 * records keeps the one it has.
 * @throws TributaryError as {@link createRoot} and for the other key
 */
export const copyRoot = async (source: MasterKey, from: MasterKey): Promise<WrappedKey> =>
	createRoot(source, (await holdKey(from, { unwrapRoot })).root);
