import type { StoreName } from "./port.ts";

/** What can be done to the stores of an engine that keeps them on a cluster, while they are searched and written to. */
export interface StoreUpkeep {
	/** Gives a store a new account on the cluster and revokes the old one. Other processes take it up with their next call. */
	rotateCredential(name: StoreName, key: Uint8Array): Promise<void>;
	/**
	 * Copies a store into an index of the newest mapping, with as many shards as its people want. Stopped anywhere, it is gone on with by the
	 * same call. Nothing is done where the store is so already.
	 * @throws `not-found` · `wrong-key` · `cluster-mapping` · whatever the cluster refuses with
	 */
	migrate(name: StoreName, key: Uint8Array, options?: MigrateOptions): Promise<Migration>;
}

export interface MigrateOptions {
	/** That it is to be made for; those it has if absent. */
	readonly people?: number | undefined;
	/** Told after each page how many documents were copied by this call. */
	readonly onProgress?: ((copied: number) => void) | undefined;
}

export interface Migration {
	/** Names of indices; the same where nothing was to be done. */
	readonly from: string;
	readonly to: string;
	/** Documents copied, those that changed meanwhile each time. */
	readonly copied: number;
	/** Milliseconds in which writers waited. */
	readonly waited: number;
}

/** What every engine can do to the key of a store, while it is searched and written to. */
export interface KeyUpkeep {
	/**
	 * Gives a store another key. Reads go on meanwhile; writes wait, at the latest for the last part of it. When it resolves the new key alone
	 * opens the store; stopped at any point, one of the two does, and calling it again goes on. Handles opened with the old key throw
	 * `wrong-key` afterwards.
	 * @throws `not-found` · `wrong-key` neither key is the store's · `store-unavailable`
	 */
	rekey(name: StoreName, keys: { readonly from: Uint8Array; readonly to: Uint8Array }): Promise<void>;
}

/** What an engine that keeps stores in files of its own can do with them; each is absent where it cannot. */
export interface StoreFiles {
	/** Copies open stores, all as they are at one moment, encrypted as they are, into a folder. */
	copy?(names: readonly StoreName[], folder: string): Promise<void>;
	/**
	 * Has the store of the same name in another data folder take the place of this one, under a new key; as `rekey` otherwise. It does not matter
	 * whether this one is there, or sound.
	 * @throws `not-found` there is none in the other folder
	 */
	replace?(name: StoreName, keys: Replacement): Promise<void>;
}

export interface Replacement {
	/** Of what is there now. */
	readonly from: Uint8Array;
	readonly to: Uint8Array;
	readonly source: { readonly folder: string; readonly key: Uint8Array };
}
