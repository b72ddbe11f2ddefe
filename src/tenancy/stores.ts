import { randomBytes } from "node:crypto";
import * as z from "zod";
import type { TenantId } from "../domain/tenant.ts";
import type { Engine, Store, StoreName, StoreUpkeep } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import type { Anchor } from "./anchor/anchor.ts";
import { noteEffect } from "./effects.ts";
import { type Opening, openKept } from "./kept-store.ts";
import { KEY_BYTES } from "./master-key.ts";
import { mayMove, writeUnfenced } from "./moves/place.ts";
import { createPlaces, type NamedEngine, type Places } from "./moves/places.ts";
import { isConflict } from "./optimistic.ts";
import { registeredKeys } from "./registered-keys.ts";
import type { KeyContext, Vault, WrappedKey } from "./vault.ts";
import { withKeys } from "./with-keys.ts";

/** The stores behind the port, each opened with its own data key. Only tenancy holds this; everybody else gets a scope. */
export interface Stores {
	/** A new random data key for a store, wrapped. To be registered before the store is first opened. @param version 1 if absent */
	newKey(name: StoreName, version?: number): Promise<WrappedKey>;
	/** A new random key that the keys of a tenant's people are wrapped by, wrapped. @param version 1 if absent */
	newPersonsKey(tenant: TenantId, version?: number): Promise<WrappedKey>;
	/**
	 * Opens a store with its registered key; repeated calls give the same handle.
	 * @param options create: make the store where it does not exist yet
	 * @throws `wrong-key` the key is another store's or another vault's · `store-corrupt` the store is another owner's ·
	 *   `store-missing` it was there
	 */
	open(name: StoreName, key: WrappedKey, options?: { readonly create: boolean }): Promise<Store>;
	/** The data key itself, to derive further keys of the same owner from; see {@link withKeys}. */
	dataKey(name: StoreName, key: WrappedKey): Promise<Buffer>;
	/** The registered data key of a store, whichever it is; see {@link withKeys}. @throws `not-found` */
	currentKey(name: StoreName): Promise<Buffer>;
	/**
	 * Removes a store for good, with every byte of it; handles on it throw `not-found` from now on. Idempotent.
	 * @throws `engine-not-configured` a part of it may lie where we cannot look
	 */
	drop(name: StoreName): Promise<void>;
	/** Overwrites what is held here of a store that was dropped elsewhere; nothing where nothing is. @throws as {@link drop} */
	letGo(name: StoreName): Promise<void>;
	/** Whether nothing is there, whatever the key. @throws as {@link drop} */
	isGone(name: StoreName): Promise<boolean>;
	/** The store of our own records. Its key comes from the master key: there is nowhere to register it. */
	openPlatform(): Promise<Store>;
	/** Gives a store another data key, see Engine.rekey. */
	rekey(name: StoreName, keys: { readonly from: WrappedKey; readonly to: WrappedKey }): Promise<void>;
	/** @throws `not-in-files` a store cannot be replaced where it lies */
	demandFiles(name: StoreName): Promise<void>;
	/** Has a store that lies elsewhere take the place of one, under a new key; nothing where it has. @throws as {@link demandFiles} */
	replace(
		name: StoreName,
		keys: { readonly from: WrappedKey; readonly to: WrappedKey; readonly source: ReplacingStore },
	): Promise<void>;
	/**
	 * Opens a store in an engine that is named, whatever the registry says of its place. Nothing holds its writes back.
	 * @param options as {@link open}
	 * @throws `not-found` it is not there, and is not to be made
	 */
	openIn(engine: NamedEngine, name: StoreName, options?: { readonly create: boolean }): Promise<Store>;
	/** The engines there are, and which of them a store lies in. */
	readonly places: Places;
	/** Has what is kept of how new the stores are authenticated by the current master key. @throws `anchor-missing` */
	renewAnchor(): Promise<void>;
	/** Gives the store of our own records the key that comes from the current master key; nothing where it has it. */
	rekeyPlatform(): Promise<void>;
}

/** `tenant:demo-a`, `audit:demo-a`, `network`, `platform`: a store's name in messages, key contexts and its own marker. */
export const labelOf = (name: StoreName): string => ("tenant" in name ? `${name.kind}:${name.tenant}` : name.kind);

/** A store in another data folder, with its data key. */
export interface ReplacingStore {
	readonly folder: string;
	readonly key: WrappedKey;
}

type NamedOpening = Opening & { readonly create: boolean };

/** What the key of a tenant's people is wrapped for. */
export const personsContext = (tenant: TenantId) => ({ name: `tenant:${tenant}`, purpose: "persons" });

/** Record in the collection `setting` of every store that says whose it is. */
export const OWNER_ID = "store-owner";
const Owner = z.strictObject({ store: z.string() });

const PLATFORM: StoreName = { kind: "platform" };

export interface StoresOptions {
	/** Where the registry lies, and whoever was not moved. */
	readonly engine: Engine;
	/** What it is called in the registry; `home` if absent. */
	readonly engineName?: string;
	/** What can be done to its stores on a cluster. */
	readonly upkeep?: StoreUpkeep;
	/** Where tenants may lie, too. */
	readonly others?: readonly NamedEngine[];
	readonly vault: Vault;
	/** Knows how new each store has to be; absent: nobody does. */
	readonly anchor?: Anchor | undefined;
}

export function createStores({
	engine,
	engineName = "home",
	upkeep,
	others = [],
	vault,
	anchor,
}: StoresOptions): Stores {
	const home: NamedEngine = { name: engineName, engine, upkeep: upkeep ?? null };
	const opened = new Map<string, Promise<Store>>();
	const contextOf = (name: StoreName) => ({ name: labelOf(name), purpose: "store" });
	const dataKey = (name: StoreName, key: WrappedKey) => vault.unwrap(key, contextOf(name));
	const platformKeys = () => vault.derivations("store:platform");
	const wrapNew = (context: KeyContext) => withKeys([randomBytes(KEY_BYTES)], ([key]) => vault.wrap(key, context));

	const openOnce = (name: StoreName, opening: NamedOpening): Promise<Store> => {
		const label = labelOf(name);
		const found = opened.get(label);
		if (found !== undefined) return found;
		const noted = name.kind === "audit" ? opening : { ...opening, write: noting(opening.write) };
		const store = anchor === undefined ? openKept(noted) : openHeld(anchor, name, noted);
		opened.set(label, store);
		// A failure is not remembered: the next caller tries anew.
		store.catch(() => opened.delete(label));
		return store;
	};
	const isGone = async (name: StoreName) => {
		for (const one of await places.holding(name)) if (!(await isGoneFrom(one.engine, name))) return false;
		return true;
	};
	const openHeld = async (by: Anchor, name: StoreName, opening: NamedOpening) => {
		const label = labelOf(name);
		// Made anew in its place, it would count from the start, and an older state could be put there after.
		if (opening.create && (await isGoneFrom(await engineOf(name), name))) await by.demandNone(label);
		return by.hold(label, await openOr(opening, () => by.demandNone(label)));
	};
	const openPlatform = (): Promise<Store> =>
		openOnce(PLATFORM, {
			create: true,
			first: async () => openByAny(engine, PLATFORM, { keys: await platformKeys(), create: true }),
			again: async () => openByAny(engine, PLATFORM, { keys: await platformKeys(), create: false }),
			...STAYING,
		});
	const places = createPlaces([home, ...others], openPlatform);
	const engineOf = async (name: StoreName) => (await places.of(name)).engine;
	const registered = async (name: StoreName) => {
		const keys = await registeredKeys(await openPlatform(), name);
		if (keys.length === 0) throw new TributaryError("not-found");
		return Promise.all(keys.map((key) => dataKey(name, key)));
	};

	const drop = async (name: StoreName) => {
		const engines = await places.holding(name);
		opened.delete(labelOf(name));
		for (const one of engines) await one.engine.drop(name);
		await anchor?.forget(labelOf(name));
	};

	return {
		newKey: (name, version = 1) => wrapNew({ ...contextOf(name), version }),
		newPersonsKey: (tenant, version = 1) => wrapNew({ ...personsContext(tenant), version }),
		open: (name, key, { create } = { create: false }) =>
			openOnce(name, {
				create,
				first: async () => {
					const one = await engineOf(name);
					try {
						return await openByAny(one, name, { keys: [await dataKey(name, key)], create });
					} catch (error) {
						// Its key may be about to change, or have changed since the caller read it.
						if (!isWrongKey(error)) throw error;
						const keys = await registered(name).catch(() => []);
						if (keys.length === 0) throw error;
						return openByAny(one, name, { keys, create });
					}
				},
				again: async () => openByAny(await engineOf(name), name, { keys: await registered(name), create: false }),
				...(mayMove(name) ? { write: writeUnfenced, rest: () => places.rest(name) } : STAYING),
			}),
		dataKey,
		currentKey: async (name) => {
			const [key, ...others] = name.kind === "platform" ? await platformKeys() : await registered(name);
			for (const other of others) other.fill(0);
			if (key === undefined) throw new TributaryError("not-found");
			return key;
		},
		drop,
		letGo: async (name) => {
			if (opened.has(labelOf(name))) await drop(name);
		},
		isGone,
		openPlatform,
		rekey: async (name, { from, to }) =>
			withKeys([await dataKey(name, from), await dataKey(name, to)], async ([old, key]) =>
				(await engineOf(name)).rekey(name, { from: old, to: key }),
			),
		demandFiles: async (name) => {
			if ((await engineOf(name)).replace === undefined) throw new TributaryError("not-in-files");
		},
		replace: async (name, { from, to, source }) => {
			const one = await engineOf(name);
			const { replace } = one;
			if (replace === undefined) throw new TributaryError("not-in-files");
			const keys = [await dataKey(name, from), await dataKey(name, to), await dataKey(name, source.key)] as const;
			await withKeys(keys, async ([old, key, sourceKey]) => {
				await replace.call(one, name, { from: old, to: key, source: { folder: source.folder, key: sourceKey } });
				await anchor?.replaced(labelOf(name), await one.open(name, key));
			});
		},
		openIn: async ({ engine: one }, name, { create } = { create: false }) =>
			openByAny(one, name, { keys: await registered(name), create }),
		places,
		renewAnchor: async () => anchor?.renew(),
		rekeyPlatform: async () =>
			withKeys(await platformKeys(), async ([to, ...others]) => {
				for (const from of others) {
					if (await opensBy(engine, PLATFORM, to)) return;
					if (await opensBy(engine, PLATFORM, from)) await engine.rekey(PLATFORM, { from, to });
				}
			}),
	};
}

/** @param missing looks why there is none, and throws if it knows */
async function openOr(opening: Opening, missing: () => Promise<void>): Promise<Store> {
	try {
		return await openKept(opening);
	} catch (error) {
		if (error instanceof TributaryError && error.code === "not-found") await missing();
		throw error;
	}
}

/** A log says what is done, and is no effect of it. */
const noting =
	(write: Opening["write"]): Opening["write"] =>
	(store, changes) => {
		noteEffect();
		return write(store, changes);
	};

/** Of stores that are never moved. */
const STAYING: Pick<Opening, "write" | "rest"> = {
	write: (store, changes) => store.write(changes),
	rest: async () => {},
};

async function isGoneFrom(engine: Engine, name: StoreName): Promise<boolean> {
	try {
		// A key that opens nothing: what is there answers that it is the wrong one.
		await engine.open(name, randomBytes(KEY_BYTES));
		return false;
	} catch (error) {
		if (error instanceof TributaryError && error.code === "not-found") return true;
		if (isWrongKey(error)) return false;
		throw error;
	}
}

const isWrongKey = (error: unknown): boolean => error instanceof TributaryError && error.code === "wrong-key";

interface OpenKeys {
	readonly keys: readonly Buffer[];
	readonly create: boolean;
}

/** Opens by the first of the keys that is the store's, and overwrites them: the engine has its own copy. */
const openByAny = (engine: Engine, name: StoreName, { keys, create }: OpenKeys): Promise<Store> =>
	withKeys(keys, () => openByFitting(engine, name, { keys, create }));

async function openByFitting(engine: Engine, name: StoreName, { keys, create }: OpenKeys): Promise<Store> {
	for (const key of keys.slice(0, -1)) {
		try {
			return await openOwned(engine, name, key, false);
		} catch (error) {
			// Where there is no store yet, it is the first key that it is made with.
			if (create && error instanceof TributaryError && error.code === "not-found")
				return openOwned(engine, name, key, true);
			if (!isWrongKey(error)) throw error;
		}
	}
	return openOwned(engine, name, keys.at(-1) ?? Buffer.alloc(0), create);
}

async function opensBy(engine: Engine, name: StoreName, key: Buffer): Promise<boolean> {
	try {
		await engine.open(name, key);
		return true;
	} catch (error) {
		if (isWrongKey(error)) return false;
		throw error;
	}
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
