import type { Client } from "@elastic/elasticsearch";
import { TributaryError } from "../../errors.ts";
import { clusterFault, named } from "./faults.ts";
import type { StoreIndex } from "./names.ts";
import type { StoreKeys } from "./store-keys.ts";

/**
 * The account of one store: an API key that Elasticsearch lets read and write the indices of that store and nothing else, so that a
 * fault of ours that names another tenant's index is refused by the cluster itself. It lies on the cluster sealed with the store's data key,
 * which the vault wraps: without the master key it is as unreadable as the records.
 */
export interface Credential {
	/** The value of an Authorization header. */
	readonly authorization: string;
	/** Which of the store's keys it is; not secret. */
	readonly keyId: string;
}

interface Stored {
	readonly keyId: string;
	readonly sealed: string;
}

export class Credentials {
	readonly #operator: Client;
	readonly #index: string;

	/** @param operator may make indices and API keys @param index see credentialsIndex */
	constructor(operator: Client, index: string) {
		this.#operator = operator;
		this.#index = index;
	}

	/** null where the store was never made, or was dropped. @throws `wrong-key` */
	async read(store: StoreIndex, keys: StoreKeys): Promise<Credential | null> {
		const stored = await this.#stored(store);
		if (stored === null) return null;
		try {
			const encoded = keys.unseal(stored.sealed, placeOf(store)).toString("utf8");
			return { authorization: `ApiKey ${encoded}`, keyId: stored.keyId };
		} catch (cause) {
			throw new TributaryError("wrong-key", { cause });
		}
	}

	/** Makes the account of a store. Of two processes that do so at once the first one's stays. */
	async create(store: StoreIndex, keys: StoreKeys): Promise<Credential> {
		const { keyId, encoded } = await this.#newKey(store);
		const document: Stored = { keyId, sealed: keys.seal(encoded, placeOf(store)) };
		try {
			await this.#operator.create({ index: this.#index, id: store.alias, document, refresh: true });
			return { authorization: `ApiKey ${encoded}`, keyId };
		} catch (thrown) {
			const fault = clusterFault(thrown);
			if (!(fault instanceof TributaryError && fault.code === "conflict")) throw fault;
			await named(this.#operator.security.invalidateApiKey({ ids: [keyId] }));
			const theirs = await this.read(store, keys);
			if (theirs === null) throw new TributaryError("store-unavailable", { cause: thrown });
			return theirs;
		}
	}

	/** Gives the store a new API key; the old ones are refused when this resolves. */
	async rotate(store: StoreIndex, keys: StoreKeys): Promise<Credential> {
		const old = await this.read(store, keys);
		if (old === null) throw new TributaryError("not-found");
		const { keyId, encoded } = await this.#newKey(store);
		const document: Stored = { keyId, sealed: keys.seal(encoded, placeOf(store)) };
		await named(this.#operator.index({ index: this.#index, id: store.alias, document, refresh: true }));
		await named(this.#operator.security.invalidateApiKey({ ids: [old.keyId] }));
		return { authorization: `ApiKey ${encoded}`, keyId };
	}

	/** Every API key of the store is refused from now on. */
	async revoke(store: StoreIndex): Promise<void> {
		await named(this.#operator.security.invalidateApiKey({ name: nameOf(store) }));
	}

	/** The store is not found from now on. */
	async forget(store: StoreIndex): Promise<void> {
		await named(this.#operator.delete({ index: this.#index, id: store.alias, refresh: true }, { ignore: [404] }));
	}

	async #newKey(store: StoreIndex): Promise<{ keyId: string; encoded: string }> {
		const { id, encoded } = await named(
			this.#operator.security.createApiKey({
				name: nameOf(store),
				role_descriptors: {
					store: {
						cluster: [],
						indices: [{ names: [store.alias, store.pattern], privileges: ["read", "write", "maintenance", "monitor"] }],
					},
				},
				metadata: { product: "tributary" },
				refresh: true,
			}),
		);
		return { keyId: id, encoded };
	}

	async #stored(store: StoreIndex): Promise<Stored | null> {
		const found = await named(this.#operator.get<Stored>({ index: this.#index, id: store.alias }, { ignore: [404] }));
		return found.found === true ? (found._source ?? null) : null;
	}
}

/** The API keys of all stores below a prefix are refused from now on, also of those that {@link Credentials} has no entry of yet. */
export async function revokeBelow(operator: Client, prefix: string): Promise<void> {
	const { api_keys } = await named(
		operator.security.getApiKey({ name: nameOf({ alias: `${prefix}.*` }), active_only: true }),
	);
	const ids = api_keys.map(({ id }) => id);
	if (ids.length > 0) await named(operator.security.invalidateApiKey({ ids }));
}

const nameOf = ({ alias }: Pick<StoreIndex, "alias">) => `tributary:${alias}`;
const placeOf = ({ alias }: StoreIndex) => `${alias}/credential`;
