/** Worker thread that reads and searches: its stores' only reader in this process, so that what it holds in memory is held once. */
import { workerData } from "node:worker_threads";
import type { StoredRecord } from "../port.ts";
import { openWith } from "./connection.ts";
import type { SentAnswer } from "./lists.ts";
import { OpenStores } from "./open-stores.ts";
import type { StorePlace } from "./paths.ts";
import type { SearchCalls } from "./protocol.ts";
import { Caches } from "./searching/caches.ts";
import { StoreReader } from "./searching/store-reader.ts";
import { serve } from "./worker-desk.ts";

export interface SearchSettings {
	readonly idleMs: number;
	readonly openStores: number;
	/** Of this worker. */
	readonly cacheBytes: number;
}

const { idleMs, openStores, cacheBytes } = workerData as SearchSettings;
const stores = new OpenStores<StoreReader>({ idleMs, count: openStores });
const caches = new Caches(cacheBytes);

function readerOf(place: StorePlace, key: Uint8Array): StoreReader {
	const options = { create: false, readOnly: true };
	return stores.use(place, key, () =>
		openWith(place, key, options, (connection) => new StoreReader(connection, caches, place)),
	);
}

serve<SearchCalls>(
	{
		readIds: (place, key, { collection, ids, whole }) => readerOf(place, key).readIds(collection, ids, whole),
		readKeys: (place, key, { collection, keys, atMost }) => readerOf(place, key).readKeys(collection, keys, atMost),
		list: (place, key, { collection, ...page }) => readerOf(place, key).list(collection, page),
		retrieve: (place, key, sent, tell) => readerOf(place, key).retrieve(sent, tell),
		suggest: (place, key, { text, limit, ...choice }) => readerOf(place, key).suggest(text, limit, choice),
		forget(place) {
			stores.close(place.file);
			return null;
		},
	},
	buffersOf,
	() => stores.closeAll(),
	readAhead,
);

/** Milliseconds: as long as a question that comes meanwhile may wait. */
const SLICE = 1;

/** @returns whether anything is left to read */
function readAhead(): boolean {
	for (const store of stores) {
		try {
			if (store.readAhead(SLICE)) return true;
		} catch {
			// Whoever asks is told.
		}
	}
	return false;
}

/** Buffers of rows and of records' bytes: each belongs to one answer only, so it is handed over. */
function buffersOf(value: unknown): ArrayBuffer[] {
	if (Array.isArray(value))
		return value.flatMap((record: StoredRecord | null) =>
			record?.blob === undefined ? [] : [record.blob.buffer as ArrayBuffer],
		);
	if (value === null || typeof value !== "object" || !("answer" in value)) return [];
	return (value as SentAnswer).answer.buffers.filter(({ byteLength }) => byteLength > 0);
}
