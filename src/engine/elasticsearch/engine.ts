/**
 * The cluster engine: stores are indices of an Elasticsearch 9, keyed and sealed (DESIGN 4 and 5). This process holds nothing that is
 * not on the cluster; any number of them may work on the same stores.
 */
import { timingSafeEqual } from "node:crypto";
import type { Client } from "@elastic/elasticsearch";
import { TributaryError } from "../../errors.ts";
import type { Engine, Store, StoreName } from "../port.ts";
import { shareKey } from "../shared-key.ts";
import { storeLabel } from "../store-name.ts";
import type { MigrateOptions, Migration, StoreUpkeep } from "../upkeep.ts";
import { type ClusterSettings, connect } from "./connection.ts";
import { Credentials } from "./credentials.ts";
import { erasureLines } from "./erasure-lines.ts";
import { named } from "./faults.ts";
import { createHead, readHead, readMark, type StoreAccess } from "./head.ts";
import { StoreIndices, shardsFor } from "./indices.ts";
import { demandMapping, describe, loadMapping } from "./mapping.ts";
import { countPeople, migrate } from "./migration.ts";
import { credentialsIndex, erasuresIndex, nextIndex, type StoreIndex, storeIndex } from "./names.ts";
import { ClusterStore } from "./store.ts";
import { StoreKeys } from "./store-keys.ts";

export type { ClusterSettings } from "./connection.ts";

const KEY_BYTES = 32;
const IDLE_MS = 5 * 60_000;

export interface ClusterEngine extends Engine, StoreUpkeep {
	/** Where it is kept who was erased. */
	readonly erasureLines: ReturnType<typeof erasureLines>;
	/** @throws a named error where searches and writes would not be answered now */
	demandHealth(): Promise<void>;
}

interface Opened {
	readonly store: ClusterStore;
	readonly key: Uint8Array;
}

/**
 * Connects to the cluster, waiting for it as long as the settings say.
 * @throws `cluster-unreachable` · `cluster-certificate` · `cluster-refused` · `cluster-version`
 */
export async function openClusterEngine(settings: ClusterSettings): Promise<ClusterEngine> {
	const operator = await connect(settings);
	await makeCredentialsIndex(operator, credentialsIndex(settings.prefix));
	const indices = new StoreIndices(operator, settings.mapping ?? loadMapping());
	// An installation that is thrown away leaves nothing behind, and its names are below those of another.
	if (!settings.prefix.includes(".")) await indices.putTemplate(settings.prefix);
	return new Elasticsearch(operator, settings, indices);
}

async function makeCredentialsIndex(operator: Client, index: string): Promise<void> {
	const mappings = {
		dynamic: "strict" as const,
		properties: { keyId: { type: "keyword" as const }, sealed: { type: "binary" as const } },
	};
	await named(
		operator.indices.create(
			{ index, mappings, settings: { number_of_shards: 1, auto_expand_replicas: "0-1" } },
			{ ignore: [400] },
		),
	);
}

class Elasticsearch implements ClusterEngine {
	readonly #operator: Client;
	readonly #prefix: string;
	readonly #credentials: Credentials;
	readonly #indices: StoreIndices;
	readonly #stores = new Map<string, Opened>();
	readonly erasureLines: ClusterEngine["erasureLines"];
	readonly #resting: NodeJS.Timeout;
	#isClosed = false;

	constructor(operator: Client, { prefix, idleMs = IDLE_MS }: ClusterSettings, indices: StoreIndices) {
		this.#operator = operator;
		this.erasureLines = erasureLines(operator, erasuresIndex(prefix));
		this.#resting = setInterval(() => {
			for (const { store } of this.#stores.values()) store.rest(idleMs);
		}, idleMs / 2).unref();
		this.#prefix = prefix;
		this.#indices = indices;
		this.#credentials = new Credentials(operator, credentialsIndex(prefix));
	}

	/** Words are keyed and records sealed by it: another key is another index, made of what only the tenant's records can say anew. */
	readonly rekey = null;

	async open(name: StoreName, key: Uint8Array, { create = false }: { readonly create?: boolean } = {}): Promise<Store> {
		this.#demandOpen();
		if (key.length !== KEY_BYTES) throw new TributaryError("wrong-key", { detail: `A key has ${KEY_BYTES} bytes.` });
		const known = this.#stores.get(storeLabel(name));
		if (known !== undefined) {
			if (!timingSafeEqual(known.key, key)) throw new TributaryError("wrong-key");
			return known.store;
		}
		return this.#openStore(name, shareKey(key), create);
	}

	async drop(name: StoreName): Promise<void> {
		this.#demandOpen();
		const index = this.#indexOf(name);
		const label = storeLabel(name);
		const opened = this.#stores.get(label);
		this.#stores.delete(label);
		await opened?.store.settled();
		opened?.store.end("not-found");
		opened?.key.fill(0);
		await this.#credentials.revoke(index);
		for (const one of await this.#indices.of(index)) await this.#indices.remove(one);
		await this.#credentials.forget(index);
	}

	async close(): Promise<void> {
		if (this.#isClosed) return;
		this.#isClosed = true;
		clearInterval(this.#resting);
		const opened = [...this.#stores.values()];
		await Promise.all(opened.map(({ store }) => store.settled()));
		for (const { store, key } of opened) {
			store.end("store-unavailable");
			key.fill(0);
		}
		this.#stores.clear();
		await this.#operator.close();
	}

	async rotateCredential(name: StoreName, key: Uint8Array): Promise<void> {
		this.#demandOpen();
		await this.#credentials.rotate(this.#indexOf(name), new StoreKeys(key));
	}

	async migrate(name: StoreName, key: Uint8Array, { people, onProgress }: MigrateOptions = {}): Promise<Migration> {
		this.#demandOpen();
		const index = this.#indexOf(name);
		const access = await this.#accessTo(index, new StoreKeys(key));
		if (access === null) throw new TributaryError("not-found");
		const shards = shardsFor(people ?? (await countPeople(access)));
		const head = await readHead(access);
		const now = await describe(this.#operator, head.index);
		if (now.version === this.#indices.mapping.version && now.shards === shards)
			return { from: head.index, to: head.index, copied: 0, waited: 0 };
		const to = nextIndex(index, this.#indices.mapping.version, head.index);
		// What lies there from a copy that was given up was not followed any more.
		if (head.next !== to) await this.#indices.remove(to);
		await this.#indices.make(to, null, shards);
		return migrate(access, this.#operator, index, { index: to, onProgress });
	}

	readonly demandHealth = async (): Promise<void> => {
		this.#demandOpen();
		const { status } = await named(this.#operator.cluster.health({ index: `${this.#prefix}*`, level: "cluster" }));
		if (status === "red") throw new TributaryError("cluster-unavailable");
	};

	async #openStore(name: StoreName, key: Uint8Array, create: boolean): Promise<Store> {
		const index = this.#indexOf(name);
		const keys = new StoreKeys(key);
		let credential = await this.#credentials.read(index, keys);
		if (credential === null) {
			// Indices without the account that reaches them: something is there, and no key opens it.
			if (!create) throw new TributaryError((await this.#indices.of(index)).length > 0 ? "wrong-key" : "not-found");
			await this.#indices.make(`${index.alias}.v${this.#indices.mapping.version}`, index.alias);
			credential = await this.#credentials.create(index, keys);
		}
		await demandMapping(this.#operator, index, this.#indices.mapping);
		let client = this.#clientWith(credential.authorization);
		const access: StoreAccess = {
			get client() {
				return client;
			},
			index: index.alias,
			keys,
		};
		if (create) await createHead(access);
		await readMark(access, null);
		this.#demandOpen();
		const store = new ClusterStore(access, async () => {
			const now = this.#isClosed ? null : await this.#credentials.read(index, keys);
			if (now === null) return this.#isClosed ? "store-unavailable" : "not-found";
			client = this.#clientWith(now.authorization);
			return null;
		});
		// Somebody else may have opened it meanwhile: one store has one writer in a process.
		const label = storeLabel(name);
		const known = this.#stores.get(label);
		if (known !== undefined) return known.store;
		this.#stores.set(label, { store, key });
		return store;
	}

	/** null where there is no such store. @throws `wrong-key` */
	async #accessTo(index: StoreIndex, keys: StoreKeys): Promise<StoreAccess | null> {
		const credential = await this.#credentials.read(index, keys);
		if (credential === null) return null;
		return { client: this.#clientWith(credential.authorization), index: index.alias, keys };
	}

	/** A client for one store's account on the connections of all. */
	#clientWith(authorization: string): Client {
		return this.#operator.child({ headers: { authorization } });
	}

	#indexOf(name: StoreName): StoreIndex {
		return storeIndex(this.#prefix, name);
	}

	#demandOpen(): void {
		if (this.#isClosed) throw new TributaryError("store-unavailable", { detail: "The engine is closed." });
	}
}
