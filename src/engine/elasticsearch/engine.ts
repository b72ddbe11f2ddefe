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
import { CREDENTIAL_PROPERTIES, type Credential, Credentials, type Succession } from "./credentials.ts";
import { erasureLines } from "./erasure-lines.ts";
import { named } from "./faults.ts";
import { createHead, readHead, readMark, type StoreAccess } from "./head.ts";
import { demandHealth } from "./health.ts";
import { createOnce, StoreIndices, shardsFor } from "./indices.ts";
import { mostKept, relieve } from "./kept-memory.ts";
import { demandMapping, describe, loadMapping } from "./mapping.ts";
import { asTheyAre, countPeople, migrate } from "./migration.ts";
import { credentialsIndex, erasuresIndex, nextIndex, type StoreIndex, storeIndex } from "./names.ts";
import { underAnotherKey } from "./rekey.ts";
import { startWait, type WhilePassing } from "./start-wait.ts";
import { ClusterStore } from "./store.ts";
import { StoreKeys } from "./store-keys.ts";

export type { ClusterSettings } from "./connection.ts";

const KEY_BYTES = 32;
const IDLE_MS = 5 * 60_000;
/** How often it is looked whether the stores together keep too much. */
const RELIEF_MS = 5000;
/** How often another process that does the same may come first. */
const REKEYS = 3;

export interface ClusterEngine extends Engine, StoreUpkeep {
	/** Where it is kept who was erased. */
	readonly erasureLines: ReturnType<typeof erasureLines>;
	/** @throws a named error where nobody would be answered now. One tenant's index that is not there is told to who asks for it. */
	demandHealth(): Promise<void>;
	/** Of a start that has more steps: they are waited for as long as is left of it. */
	readonly whilePassing: WhilePassing;
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
	const whilePassing = startWait(settings.startSeconds, settings.onWait);
	const mapping = settings.mapping ?? loadMapping();
	const prepare = async (operator: Client) => {
		await makeCredentialsIndex(operator, credentialsIndex(settings.prefix));
		// An installation that is thrown away leaves nothing behind, and its names are below those of another.
		if (!settings.prefix.includes(".")) await new StoreIndices(operator, mapping).putTemplate(settings.prefix);
	};
	const operator = await connect(settings, prepare, whilePassing);
	const indices = new StoreIndices(operator, mapping);
	return new Elasticsearch(operator, settings, { indices, whilePassing });
}

async function makeCredentialsIndex(operator: Client, index: string): Promise<void> {
	const mappings = { dynamic: "strict" as const, properties: CREDENTIAL_PROPERTIES };
	const settings = { number_of_shards: 1, auto_expand_replicas: "0-1" };
	await createOnce(operator, { index, mappings, settings });
	const found = Object.values(await named(operator.indices.getMapping({ index })))[0]?.mappings.properties ?? {};
	// One that an earlier version made knows fewer of them.
	if (Object.keys(CREDENTIAL_PROPERTIES).some((name) => !(name in found)))
		await named(operator.indices.putMapping({ index, properties: CREDENTIAL_PROPERTIES }));
}

/** Somebody else who gives the store the same key was first. */
const OVERTAKEN: ReadonlySet<string> = new Set(["cluster-refused", "conflict", "wrong-key"]);
const isOvertaken = (thrown: unknown): boolean => thrown instanceof TributaryError && OVERTAKEN.has(thrown.code);

class Elasticsearch implements ClusterEngine {
	readonly #operator: Client;
	readonly #prefix: string;
	readonly #credentials: Credentials;
	readonly #indices: StoreIndices;
	readonly #stores = new Map<string, Opened>();
	readonly erasureLines: ClusterEngine["erasureLines"];
	readonly whilePassing: WhilePassing;
	readonly #timers: readonly NodeJS.Timeout[];
	#isClosed = false;

	constructor(
		operator: Client,
		{ prefix, idleMs = IDLE_MS }: ClusterSettings,
		{ indices, whilePassing }: { readonly indices: StoreIndices; readonly whilePassing: WhilePassing },
	) {
		this.whilePassing = whilePassing;
		this.#operator = operator;
		this.erasureLines = erasureLines(operator, erasuresIndex(prefix));
		const most = mostKept();
		const stores = () => this.#stores.values().map(({ store }) => store);
		const rest = () => stores().forEach((store) => void store.rest(idleMs));
		this.#timers = [
			setInterval(rest, idleMs / 2).unref(),
			setInterval(() => relieve(stores(), most), RELIEF_MS).unref(),
		];
		this.#prefix = prefix;
		this.#indices = indices;
		this.#credentials = new Credentials(operator, credentialsIndex(prefix));
	}

	async open(name: StoreName, key: Uint8Array, { create = false }: { readonly create?: boolean } = {}): Promise<Store> {
		this.#demandOpen();
		if (key.length !== KEY_BYTES) throw new TributaryError("wrong-key", { detail: `A key has ${KEY_BYTES} bytes.` });
		const known = this.#stores.get(storeLabel(name));
		if (known !== undefined && timingSafeEqual(known.key, key)) return known.store;
		const own = shareKey(key);
		try {
			return await this.#openStore(name, own, create);
		} finally {
			if (this.#stores.get(storeLabel(name))?.key !== own) own.fill(0);
		}
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
		for (const timer of this.#timers) clearInterval(timer);
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
		const [index, keys] = [this.#indexOf(name), new StoreKeys(key)];
		await this.#accountOf(index, keys);
		await this.#credentials.rotate(index, keys);
	}

	async migrate(name: StoreName, key: Uint8Array, { people, onProgress }: MigrateOptions = {}): Promise<Migration> {
		this.#demandOpen();
		const index = this.#indexOf(name);
		const access = await this.#accessTo(index, new StoreKeys(key));
		const shards = shardsFor(people ?? (await countPeople(access)));
		const { version } = this.#indices.mapping;
		const takePlace = (from: string, to: string) => this.#indices.switch(index, from, to);
		for (;;) {
			const head = await readHead(access);
			const from = head.index;
			const now = await describe(this.#operator, from);
			const isAsWanted = now.version === version && now.shards === shards;
			if (isAsWanted && head.final === undefined) return { from, to: from, copied: 0, waited: 0 };
			const to = nextIndex(index, { version, current: from });
			const made = { kind: "mapping", index: to, shards, keys: access.keys } as const;
			const target = { ...made, translate: asTheyAre(access, to), takePlace, onProgress };
			const done = await migrate(access, head, { indices: this.#indices, target });
			if (done !== null) return { from, ...done };
		}
	}

	async rekey(name: StoreName, { from, to }: { readonly from: Uint8Array; readonly to: Uint8Array }): Promise<void> {
		this.#demandOpen();
		const [index, keys] = [this.#indexOf(name), { from: new StoreKeys(from), to: new StoreKeys(to) }];
		for (let tries = 1; !(await this.#opensBy(index, keys.to)); tries++) {
			try {
				await this.#copyUnder(index, keys);
			} catch (thrown) {
				if (tries === REKEYS || !isOvertaken(thrown)) throw thrown;
			}
		}
		const opened = this.#stores.get(storeLabel(name));
		if (opened === undefined || timingSafeEqual(opened.key, to)) return;
		this.#stores.delete(storeLabel(name));
		opened.store.end("wrong-key");
		opened.key.fill(0);
	}

	readonly demandHealth = async (): Promise<void> => {
		this.#demandOpen();
		await demandHealth(this.#operator, this.#prefix);
	};

	async #openStore(name: StoreName, key: Uint8Array, create: boolean): Promise<Store> {
		const index = this.#indexOf(name);
		const keys = new StoreKeys(key);
		let credential = await this.#accountOf(index, keys);
		if (credential === null) {
			// Indices without the account that reaches them: something is there, and no key opens it.
			if (!create) throw new TributaryError((await this.#indices.of(index)).length > 0 ? "wrong-key" : "not-found");
			const make = () => this.#indices.make(`${index.alias}.v${this.#indices.mapping.version}`, index.alias);
			credential = await this.#credentials.create(index, keys, make);
		}
		const mapping = await demandMapping(this.#operator, index, this.#indices.mapping);
		let client = this.#clientWith(credential.authorization);
		const access: StoreAccess = {
			get client() {
				return client;
			},
			index: index.alias,
			keys,
			mapping,
			isShared: name.kind === "network",
			isLog: name.kind === "audit",
		};
		if (create) await createHead(access);
		await readMark(access, null);
		this.#demandOpen();
		const store = new ClusterStore(access, async () => {
			const now = this.#isClosed ? null : await this.#accountOf(index, keys);
			if (now === null) return this.#isClosed ? "store-unavailable" : "not-found";
			client = this.#clientWith(now.authorization);
			return null;
		});
		// Somebody else may have opened it meanwhile: one store has one writer in a process.
		const label = storeLabel(name);
		const known = this.#stores.get(label);
		if (known !== undefined && timingSafeEqual(known.key, key)) return known.store;
		known?.store.end("wrong-key");
		known?.key.fill(0);
		this.#stores.set(label, { store, key });
		return store;
	}

	/** The store goes into an index under another key. */
	async #copyUnder(index: StoreIndex, keys: { readonly from: StoreKeys; readonly to: StoreKeys }): Promise<void> {
		const access = await this.#accessTo(index, keys.from);
		const head = await readHead(access);
		const { shards } = await describe(this.#operator, head.index);
		const { version } = this.#indices.mapping;
		const to = nextIndex(index, { version, current: head.index, key: keys.to.name });
		const takePlace = (_: string, copy: string) => this.#credentials.succeed(index, keys, copy);
		const made = { kind: "key", index: to, shards, keys: keys.to } as const;
		const target = { ...made, translate: underAnotherKey(access, keys.to, to), takePlace };
		await migrate(access, head, { indices: this.#indices, target });
	}

	/** @throws `not-found` */
	async #opensBy(index: StoreIndex, keys: StoreKeys): Promise<boolean> {
		try {
			if ((await this.#accountOf(index, keys)) === null) throw new TributaryError("not-found");
			return true;
		} catch (thrown) {
			if (thrown instanceof TributaryError && thrown.code === "wrong-key") return false;
			throw thrown;
		}
	}

	/** The account of a store, with all done that follows from another data key. null: there is no such store. @throws `wrong-key` */
	async #accountOf(index: StoreIndex, keys: StoreKeys): Promise<Credential | null> {
		const credential = await this.#credentials.read(index, keys);
		if (credential?.succession != null) await this.#follow(index, credential.succession);
		return credential;
	}

	/** Who has the key of before is refused first, and then the other index takes the place: none of them sees an index that is not his. */
	async #follow(index: StoreIndex, succession: Succession): Promise<void> {
		await this.#credentials.retire(succession);
		for (const from of await this.#indices.behind(index)) {
			if (from !== succession.index) await this.#indices.switch(index, from, succession.index);
		}
		await this.#credentials.settle(index, succession);
	}

	/** @throws `not-found` · `wrong-key` */
	async #accessTo(index: StoreIndex, keys: StoreKeys): Promise<StoreAccess> {
		const credential = await this.#accountOf(index, keys);
		if (credential === null) throw new TributaryError("not-found");
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
