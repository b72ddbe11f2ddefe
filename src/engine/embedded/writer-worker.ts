/** Worker thread that writes: the only one in this process with write connections to its stores. */
import { setTimeout as sleep } from "node:timers/promises";
import { workerData } from "node:worker_threads";
import { LOCK_TIMEOUT, openWith } from "./connection.ts";
import { isLocked, withStoreFaults } from "./faults.ts";
import { OpenStores } from "./open-stores.ts";
import { unpackChanges } from "./pack.ts";
import type { StorePlace } from "./paths.ts";
import type { WriterCalls } from "./protocol.ts";
import { removeFolder } from "./safe-files.ts";
import { leavingsOf } from "./swap.ts";
import { serve } from "./worker-desk.ts";
import { StoreWriter } from "./writing/store-writer.ts";
import { WriteQueue } from "./writing/write-queue.ts";

export interface WriterSettings {
	readonly idleMs: number;
	readonly openStores: number;
}

const { idleMs, openStores } = workerData as WriterSettings;
const stores = new OpenStores<StoreWriter>({ idleMs, count: openStores });
const queue = new WriteQueue();
/** Milliseconds that opening a store waits for whoever writes to it, and after which it is tried again; meanwhile other stores are served. */
const PATIENCE = 10;

function writerOf(place: StorePlace, key: Uint8Array, create: boolean): StoreWriter {
	const options = { create, readOnly: false, lockTimeout: PATIENCE };
	return stores.use(place, key, () =>
		openWith(place, key, options, (connection) => new StoreWriter(connection, place)),
	);
}

serve<WriterCalls>(
	{
		async open(place, key, { create }) {
			const until = performance.now() + LOCK_TIMEOUT;
			for (;;) {
				try {
					writerOf(place, key, create);
					return null;
				} catch (thrown) {
					if (!isLocked(thrown) || performance.now() > until) throw thrown;
				}
				await sleep(PATIENCE);
			}
		},
		write(place, key, slices) {
			return queue.add(place.file, () => writerOf(place, key, false), unpackChanges(slices));
		},
		drop(place, _, { root }) {
			queue.finish(place.file);
			stores.close(place.file);
			withStoreFaults(() => {
				for (const folder of [...leavingsOf(place), place.folder]) removeFolder(folder, root);
			});
			return null;
		},
	},
	() => [],
	() => {
		queue.finishAll();
		stores.closeAll();
	},
	tidy,
);

/** @returns whether anything is left to put in order */
function tidy(): boolean {
	for (const store of stores) {
		try {
			if (store.tidy()) return true;
		} catch {
			// Another time: what is written next tells whoever writes what is wrong.
		}
	}
	return false;
}
