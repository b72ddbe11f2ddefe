import { type Client, errors } from "@elastic/elasticsearch";
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
	/** The store got the data key that opens this a moment ago: what may be left to do, by whoever meets it. */
	readonly succession: Succession | null;
}

/** What follows once a store has another data key. */
export interface Succession {
	/** The index under that key, which the alias may not point to yet. */
	readonly index: string;
	/** The API keys of before, to be refused before the alias points elsewhere; earlier versions named one. */
	readonly retires: string | readonly string[];
}

interface Stored extends Partial<Succession> {
	readonly keyId: string;
	readonly sealed: string;
}

interface Found {
	readonly stored: Stored;
	/** That it is replaced by, if nobody else has. */
	readonly ifThis: { readonly if_seq_no: number; readonly if_primary_term: number };
}

/** Mapping of the index that they lie in. */
export const CREDENTIAL_PROPERTIES = {
	keyId: { type: "keyword" },
	sealed: { type: "binary" },
	index: { type: "keyword" },
	retires: { type: "keyword" },
} as const;

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
		const found = await this.#find(store);
		return found === null ? null : open(store, found.stored, keys);
	}

	/**
	 * Makes the account of a store. Of two processes that do so at once the first one's stays.
	 * @param make what the account is for, once it is known that it can be had: where it cannot, nothing is left behind
	 * @throws `cluster-refused` · what `make` throws
	 */
	async create(store: StoreIndex, keys: StoreKeys, make: () => Promise<void>): Promise<Credential> {
		const { keyId, encoded } = await this.#newKey(store);
		try {
			await make();
		} catch (thrown) {
			await named(this.#operator.security.invalidateApiKey({ ids: [keyId] }));
			throw thrown;
		}
		const document: Stored = { keyId, sealed: keys.seal(encoded, placeOf(store)) };
		try {
			await this.#operator.create({ index: this.#index, id: store.alias, document, refresh: true });
			return open(store, document, keys);
		} catch (thrown) {
			const there = await this.#inTheWay(store, keyId, thrown);
			if (there === null) throw new TributaryError("store-unavailable", { cause: thrown });
			return open(store, there, keys);
		}
	}

	/**
	 * Gives the store a new API key; the old ones are refused when this resolves.
	 * @throws `not-found` · `wrong-key` · `conflict` somebody else gave it another one meanwhile
	 */
	async rotate(store: StoreIndex, keys: StoreKeys): Promise<void> {
		const found = await this.#demand(store, keys);
		const before = await this.#activeKeys(store);
		await this.#replace(store, found, keys);
		await named(this.#operator.security.invalidateApiKey({ ids: before }));
	}

	/**
	 * Gives the store a new API key that another data key opens; from then on the one of before opens the store no more.
	 * @param index see {@link Succession} @throws as {@link rotate}
	 */
	async succeed(store: StoreIndex, keys: { readonly from: StoreKeys; readonly to: StoreKeys }, index: string) {
		const found = await this.#demand(store, keys.from);
		await this.#replace(store, found, keys.to, { index, retires: await this.#activeKeys(store) });
	}

	/** From here on the API keys of before are refused. May be repeated. */
	async retire({ retires }: Succession): Promise<void> {
		await named(this.#operator.security.invalidateApiKey({ ids: [retires].flat() }, { ignore: [404] }));
	}

	/** All that follows is done. */
	async settle(store: StoreIndex, succession: Succession): Promise<void> {
		const found = await this.#find(store);
		if (found === null || found.stored.index !== succession.index) return;
		const { keyId, sealed } = found.stored;
		const place = { index: this.#index, id: store.alias, refresh: true, ...found.ifThis };
		try {
			await this.#operator.index<Stored>({ ...place, document: { keyId, sealed } });
		} catch (thrown) {
			const fault = clusterFault(thrown);
			// Somebody else did it, or gave it yet another key.
			if (!(fault instanceof TributaryError && fault.code === "conflict")) throw fault;
		}
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
		const { id, encoded } = await this.#operator.security
			.createApiKey({
				name: nameOf(store),
				role_descriptors: {
					store: {
						cluster: [],
						indices: [{ names: [store.alias, store.pattern], privileges: ["read", "write", "maintenance", "monitor"] }],
					},
				},
				metadata: { product: "tributary" },
				refresh: true,
			})
			.catch((thrown: unknown) => {
				throw isDerivedKey(thrown)
					? new TributaryError("cluster-refused", { detail: DERIVED, cause: thrown })
					: clusterFault(thrown);
			});
		return { keyId: id, encoded };
	}

	async #replace(store: StoreIndex, { ifThis }: Found, keys: StoreKeys, succession?: Succession): Promise<void> {
		const { keyId, encoded } = await this.#newKey(store);
		const document: Stored = { keyId, sealed: keys.seal(encoded, placeOf(store)), ...succession };
		try {
			await this.#operator.index({ index: this.#index, id: store.alias, document, refresh: true, ...ifThis });
		} catch (thrown) {
			if ((await this.#inTheWay(store, keyId, thrown))?.keyId !== keyId) throw clusterFault(thrown);
		}
	}

	/**
	 * What lies there already. Sent again after a lost answer, it is our own; otherwise nobody needs the key that we made.
	 * @throws whatever is no conflict
	 */
	async #inTheWay(store: StoreIndex, keyId: string, thrown: unknown): Promise<Stored | null> {
		const fault = clusterFault(thrown);
		if (!(fault instanceof TributaryError && fault.code === "conflict")) throw fault;
		const stored = (await this.#find(store))?.stored ?? null;
		if (stored?.keyId !== keyId) await named(this.#operator.security.invalidateApiKey({ ids: [keyId] }));
		return stored;
	}

	/** Also of those that somebody who was killed had replaced and not yet had refused. */
	async #activeKeys(store: StoreIndex): Promise<string[]> {
		const asked = { name: nameOf(store), active_only: true };
		return (await named(this.#operator.security.getApiKey(asked))).api_keys.map(({ id }) => id);
	}

	async #demand(store: StoreIndex, keys: StoreKeys): Promise<Found> {
		const found = await this.#find(store);
		if (found === null) throw new TributaryError("not-found");
		open(store, found.stored, keys);
		return found;
	}

	async #find(store: StoreIndex): Promise<Found | null> {
		const found = await named(this.#operator.get<Stored>({ index: this.#index, id: store.alias }, { ignore: [404] }));
		if (found.found !== true || found._source === undefined) return null;
		return {
			stored: found._source,
			ifThis: { if_seq_no: found._seq_no ?? 0, if_primary_term: found._primary_term ?? 0 },
		};
	}
}

/** @throws `wrong-key` */
function open(store: StoreIndex, { keyId, sealed, index, retires }: Stored, keys: StoreKeys): Credential {
	try {
		const encoded = keys.unseal(sealed, placeOf(store)).toString("utf8");
		const succession = index === undefined || retires === undefined ? null : { index, retires };
		return { authorization: `ApiKey ${encoded}`, keyId, succession };
	} catch (cause) {
		throw new TributaryError("wrong-key", { cause });
	}
}

const DERIVED =
	"The account is an API key, and Elasticsearch lets an API key make no key that may do anything, as each store needs one. Name a user instead: username and passwordFile.";

/** Elasticsearch says so with 400, as of a question that is malformed. */
const isDerivedKey = (thrown: unknown): boolean =>
	thrown instanceof errors.ResponseError &&
	thrown.statusCode === 400 &&
	/derived api keys/i.test(thrown.body?.error?.reason ?? "");

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
