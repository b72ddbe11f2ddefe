import { named } from "./faults.ts";
import type { StoreAccess } from "./head.ts";

/** After a deletion so long is waited for more of them. */
const REST_MS = 2000;
/** Lucene keeps deleted documents until the shard's retention lease is renewed, every 30 seconds; asked so often, and so many times. */
const AGAIN_MS = 5000;
const TRIES = 60;

/**
 * Takes deleted documents out of the segments, where until then they would lie, sealed, in files and in Lucene's own statistics. Runs
 * beside all else and is followed to its end; one that a dead process left undone is done with the next deletion, or by a merge.
 */
export class Expunge {
	readonly #access: StoreAccess;
	#timer: NodeJS.Timeout | null = null;
	#tries = 0;

	constructor(access: StoreAccess) {
		this.#access = access;
	}

	/** Something was deleted. */
	request(): void {
		this.#tries = 0;
		this.#after(REST_MS);
	}

	/** Whether it has something to follow still. */
	get isRunning(): boolean {
		return this.#timer !== null;
	}

	stop(): void {
		if (this.#timer !== null) clearTimeout(this.#timer);
		this.#timer = null;
		this.#tries = TRIES;
	}

	#after(wait: number): void {
		this.#timer ??= setTimeout(() => {
			this.#run()
				.catch(() => false)
				.then((isDone) => {
					this.#timer = null;
					if (!isDone && ++this.#tries < TRIES) this.#after(AGAIN_MS);
				});
		}, wait).unref();
	}

	/** @returns whether no deleted document is left */
	async #run(): Promise<boolean> {
		const { client, index } = this.#access;
		await named(client.indices.flush({ index, wait_if_ongoing: true }));
		await named(client.indices.forcemerge({ index, only_expunge_deletes: true }));
		await named(client.indices.refresh({ index }));
		const { _all } = await named(client.indices.stats({ index, metric: "docs" }));
		return _all.primaries?.docs?.deleted === 0;
	}
}
