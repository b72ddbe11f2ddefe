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
