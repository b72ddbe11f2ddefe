/**
 * The embedded engine: each store is one encrypted SQLite file. This file runs on the main thread and only passes messages;
 * one thread writes people, one writes ledgers, the others search.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import { availableParallelism, totalmem } from "node:os";
import { resolve } from "node:path";
import { TributaryError } from "../../errors.ts";
import type { Engine, Store, StoreName } from "../port.ts";
import { type SharedKey, shareKey } from "../shared-key.ts";
import { isLedger, storeLabel } from "../store-name.ts";
import type { Replacement } from "../upkeep.ts";
import { KEY_BYTES } from "./key-check.ts";
import { storePlace } from "./paths.ts";
import type { CopyCalls, RekeyCalls, SearchCalls, WriterCalls } from "./protocol.ts";
import type { SearchSettings } from "./search-worker.ts";
import { EmbeddedStore, type StoreThreads } from "./store.ts";
import { WorkerLink } from "./worker-link.ts";
import type { WriterSettings } from "./writer-worker.ts";

export interface EmbeddedOptions {
	/** Folder of all stores; made with the first store, for its owner only. */
	readonly dataDir: string;
	/** Threads that search; by default one less than there are cores, and at least 2. */
	readonly searchThreads?: number;
	/** Milliseconds after which an unused store closes its files and lets go of its memory; 5 minutes. */
	readonly idleMs?: number;
	/**
	 * Bytes for lists of who matches what, of all search threads together; an eighth of the memory, at most 1 GiB. An eighth of it is added for
	 * what is remembered of questions.
	 */
	readonly cacheBytes?: number;
	/** Stores that one thread has open at a time; 64. */
	readonly openStores?: number;
}

const IDLE_MS = 5 * 60_000;
/** Below what the common words of 300,000 people take, every search reads again what the one before let go of. */
const MOST_CACHE_BYTES = 1024 * 1024 * 1024;
/** Of the machine's memory: other stores, parsers and the system want theirs. */
const CACHE_SHARE = 1 / 8;
const OPEN_STORES = 64;

/** Opens the engine. No thread and no file is touched before the first store is opened. */
export async function openEmbeddedEngine(options: EmbeddedOptions): Promise<Engine> {
	return new EmbeddedEngine(options);
}

class EmbeddedEngine implements Engine {
	readonly #dataDir: string;
	readonly #writers: { readonly people: WorkerLink<WriterCalls>; readonly ledgers: WorkerLink<WriterCalls> };
	readonly #searchers: readonly WorkerLink<SearchCalls>[];
	readonly #stores = new Map<string, EmbeddedStore>();
	#isClosed = false;

	constructor({
		dataDir,
		searchThreads = Math.max(2, availableParallelism() - 1),
		idleMs = IDLE_MS,
		cacheBytes = Math.min(MOST_CACHE_BYTES, totalmem() * CACHE_SHARE),
		openStores = OPEN_STORES,
	}: EmbeddedOptions) {
		this.#dataDir = resolve(dataDir);
		const writing: WriterSettings = { idleMs, openStores };
		const searching: SearchSettings = { idleMs, openStores, cacheBytes: Math.floor(cacheBytes / searchThreads) };
		this.#writers = {
			people: new WorkerLink(workerEntry("writer-worker"), writing),
			ledgers: new WorkerLink(workerEntry("writer-worker"), writing),
		};
		this.#searchers = Array.from(
			{ length: searchThreads },
			() => new WorkerLink(workerEntry("search-worker"), searching),
		);
	}

	async open(name: StoreName, key: Uint8Array, { create = false }: { readonly create?: boolean } = {}): Promise<Store> {
		this.#demandOpen();
		if (key.length !== KEY_BYTES) throw new TributaryError("wrong-key", { detail: `A key has ${KEY_BYTES} bytes.` });
		const label = storeLabel(name);
		const place = storePlace(this.#dataDir, name);
		const threads = this.#threadsOf(name);
		const shared = shareKey(key);
		let opened: EmbeddedStore | null = null;
		try {
			await threads.writer.call("open", place, shared, { create });
			this.#demandOpen();
			const known = this.#stores.get(label);
			if (known !== undefined && timingSafeEqual(known.key, shared)) return known;
			// Another key opens it, so the one before is of no use any more.
			known?.end("wrong-key");
			known?.forgetKey();
			opened = new EmbeddedStore(place, shared, threads);
			this.#stores.set(label, opened);
			return opened;
		} finally {
			if (opened === null) shared.fill(0);
		}
	}

	async drop(name: StoreName): Promise<void> {
		this.#demandOpen();
		const label = storeLabel(name);
		const place = storePlace(this.#dataDir, name);
		const threads = this.#threadsOf(name);
		const store = this.#stores.get(label);
		store?.end("not-found");
		this.#stores.delete(label);
		try {
			await Promise.all(
				[...new Set([threads.search, threads.records])].map((link) => link.call("forget", place, NO_KEY, null)),
			);
			await threads.writer.call("drop", place, NO_KEY, { root: this.#dataDir });
		} finally {
			store?.forgetKey();
		}
	}

	async rekey(name: StoreName, { from, to }: { readonly from: Uint8Array; readonly to: Uint8Array }): Promise<void> {
		this.#demandOpen();
		await this.#rekeying([from, to], (link, [old, next]) =>
			link.call("rekey", storePlace(this.#dataDir, name), old, { to: next }),
		);
	}

	async replace(name: StoreName, { from, to, source }: Replacement): Promise<void> {
		this.#demandOpen();
		await this.#rekeying([from, to, source.key], (link, [old, next, key]) => {
			const other = { place: storePlace(resolve(source.folder), name), key };
			return link.call("replace", storePlace(this.#dataDir, name), old, { to: next, source: other });
		});
	}

	/** A thread for one change of keys, which are overwritten when it has ended. */
	async #rekeying<K extends readonly Uint8Array[]>(
		keys: readonly [...K],
		work: (link: WorkerLink<RekeyCalls>, shared: { readonly [I in keyof K]: SharedKey }) => Promise<null>,
	): Promise<void> {
		const shared = keys.map(shareKey);
		const link = new WorkerLink<RekeyCalls>(workerEntry("rekey-worker"), {});
		try {
			await work(link, shared as { readonly [I in keyof K]: SharedKey });
		} finally {
			await link.close();
			for (const key of shared) key.fill(0);
		}
	}

	async copy(names: readonly StoreName[], folder: string): Promise<void> {
		this.#demandOpen();
		const stores = names.map((name) => {
			const store = this.#stores.get(storeLabel(name));
			if (store === undefined) throw new TributaryError("not-found", { detail: `${storeLabel(name)} is not open.` });
			return { place: store.place, key: store.key, to: storePlace(resolve(folder), name) };
		});
		const [first] = stores;
		if (first === undefined) return;
		const link = new WorkerLink<CopyCalls>(workerEntry("copy-worker"), {});
		try {
			await link.call("copy", first.place, first.key, { stores });
		} finally {
			await link.close();
		}
	}

	async close(): Promise<void> {
		if (this.#isClosed) return;
		this.#isClosed = true;
		await Promise.all(Array.from(this.#stores.values(), (store) => store.settled()));
		await Promise.all([this.#writers.people, this.#writers.ledgers, ...this.#searchers].map((link) => link.close()));
		for (const store of this.#stores.values()) {
			store.end("store-unavailable");
			store.forgetKey();
		}
		this.#stores.clear();
	}

	#threadsOf(name: StoreName): StoreThreads {
		const search = this.#searcherOf(name);
		// Every search asks the network, whose thread is then busy counting facets, for records of the page.
		const records = name.kind === "network" ? (this.#searchers[1] ?? search) : search;
		return { writer: isLedger(name) ? this.#writers.ledgers : this.#writers.people, search, records };
	}

	/**
	 * A store is always searched by the same thread: what is held of it in memory is held once. Every search asks the network and a
	 * tenant's own store, so where there are several threads the network has the first to itself, and both are asked at once.
	 */
	#searcherOf(name: StoreName): WorkerLink<SearchCalls> {
		const [first, ...others] = this.#searchers as [WorkerLink<SearchCalls>, ...WorkerLink<SearchCalls>[]];
		if (name.kind === "network" || others.length === 0) return first;
		const digest = createHash("sha256").update(storeLabel(name)).digest();
		return others[digest.readUInt32LE() % others.length] as WorkerLink<SearchCalls>;
	}

	#demandOpen(): void {
		if (this.#isClosed) throw new TributaryError("store-unavailable", { detail: "The engine is closed." });
	}
}

/** For calls that only touch files as such. */
const NO_KEY = shareKey(new Uint8Array(0));

/** The worker beside this file: the source when run from source, the built file when built. */
function workerEntry(name: string): URL {
	return new URL(`./${name}${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`, import.meta.url);
}
