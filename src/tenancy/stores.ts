import { randomBytes } from "node:crypto";
import * as z from "zod";
import type { Engine, Store, StoreName } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { KEY_BYTES } from "./master-key.ts";
import { isConflict } from "./optimistic.ts";
import type { Vault, WrappedKey } from "./vault.ts";

/** The stores behind the port, each opened with its own data key. Only tenancy holds this; everybody else gets a scope. */
export interface Stores {
	/** A new random data key for a store, wrapped. To be registered before the store is first opened. */
	newKey(name: StoreName): Promise<WrappedKey>;
	/**
	 * Opens a store with its registered key; repeated calls give the same handle.
	 * @param options create: make the store where it does not exist yet
	 * @throws `wrong-key` the key is another store's or another vault's · `store-corrupt` the store is another owner's
	 */
	open(name: StoreName, key: WrappedKey, options?: { readonly create: boolean }): Promise<Store>;
	/** The data key itself, to derive further keys of the same owner from. */
	dataKey(name: StoreName, key: WrappedKey): Promise<Buffer>;
	/** Removes a store for good, with every byte of it; handles on it throw `not-found` from now on. Idempotent. */
	drop(name: StoreName): Promise<void>;
	/** Whether nothing is there, whatever the key. */
	isGone(name: StoreName): Promise<boolean>;
	/** The store of our own records. Its key comes from the master key: there is nowhere to register it. */
	openPlatform(): Promise<Store>;
}

/** `tenant:demo-a`, `audit:demo-a`, `network`, `platform`: a store's name in messages, key contexts and its own marker. */
export const labelOf = (name: StoreName): string => ("tenant" in name ? `${name.kind}:${name.tenant}` : name.kind);

/** Record in the collection `setting` of every store that says whose it is. */
export const OWNER_ID = "store-owner";
const Owner = z.strictObject({ store: z.string() });

export function createStores({ engine, vault }: { readonly engine: Engine; readonly vault: Vault }): Stores {
	const opened = new Map<string, Promise<Store>>();
	const contextOf = (name: StoreName) => ({ name: labelOf(name), purpose: "store" });
	const dataKey = (name: StoreName, key: WrappedKey) => vault.unwrap(key, contextOf(name));

	const openOnce = (name: StoreName, key: () => Promise<Buffer>, create: boolean): Promise<Store> => {
		const label = labelOf(name);
		const found = opened.get(label);
		if (found !== undefined) return found;
		const opening = key().then((bytes) => openOwned(engine, name, bytes, create));
		opened.set(label, opening);
		// A failure is not remembered: the next caller tries anew.
		opening.catch(() => opened.delete(label));
		return opening;
	};

	return {
		newKey: (name) => vault.wrap(randomBytes(KEY_BYTES), { ...contextOf(name), version: 1 }),
		open: (name, key, options) => openOnce(name, () => dataKey(name, key), options?.create === true),
		dataKey,
		drop: async (name) => {
			opened.delete(labelOf(name));
			await engine.drop(name);
		},
		isGone: async (name) => {
			try {
				// A key that opens nothing: what is there answers that it is the wrong one.
				await engine.open(name, randomBytes(KEY_BYTES));
				return false;
			} catch (error) {
				if (error instanceof TributaryError && error.code === "not-found") return true;
				if (error instanceof TributaryError && error.code === "wrong-key") return false;
				throw error;
			}
		},
		openPlatform: () => openOnce({ kind: "platform" }, () => vault.derive("store:platform"), true),
	};
}

async function openOwned(engine: Engine, name: StoreName, key: Buffer, create: boolean): Promise<Store> {
	const store = await engine.open(name, key, { create });
	const owner = (await readOwner(store)) ?? (create ? await claim(store, name) : null);
	if (owner !== labelOf(name)) {
		throw new TributaryError("store-corrupt", { detail: `The store of ${labelOf(name)} is marked as ${owner}'s.` });
	}
	return store;
}

async function readOwner(store: Store): Promise<string | null> {
	const [found] = await store.read("setting", { ids: [OWNER_ID] });
	return found == null ? null : Owner.parse(JSON.parse(found.record)).store;
}

/** Marks a new store. Two processes may make it at once: the first one's mark stays, and it is the same. */
async function claim(store: Store, name: StoreName): Promise<string | null> {
	const record = JSON.stringify({ store: labelOf(name) } satisfies z.output<typeof Owner>);
	try {
		await store.write([{ op: "put", collection: "setting", id: OWNER_ID, record, ifVersion: 0 }]);
	} catch (error) {
		if (!isConflict(error)) throw error;
	}
	return readOwner(store);
}
