import { timingSafeEqual } from "node:crypto";
import { TributaryError } from "../../errors.ts";
import { type SharedKey, shareKey } from "../shared-key.ts";
import { inodeOf, type StorePlace } from "./paths.ts";

interface Entry<T> {
	readonly store: T;
	/** A copy of its own: that of whoever opened it is overwritten when he lets go of it. */
	readonly key: SharedKey;
	/** Identity of the file that was opened: the place may hold another one by now. */
	readonly inode: bigint;
	lastUse: number;
}

/** The stores that a worker has open: opened on first use, closed when idle for long or when too many are open. */
export class OpenStores<T extends { close(): void }> {
	readonly #entries = new Map<string, Entry<T>>();
	readonly #limits: { readonly idleMs: number; readonly count: number };
	#timer: NodeJS.Timeout | null = null;

	constructor(limits: { readonly idleMs: number; readonly count: number }) {
		this.#limits = limits;
	}

	/**
	 * The open store of a place, opened by `open` where it is not. A store that was removed, or removed and made again, by any
	 * process is noticed here: a handle on an unlinked file would take writes and lose them.
	 * @throws `wrong-key` where it is open with another key, and what `open` throws
	 */
	use(place: StorePlace, key: Uint8Array, open: () => T): T {
		const known = this.#entries.get(place.file);
		if (known !== undefined && known.inode !== inodeOf(place.file)) this.close(place.file);
		const entry = this.#entries.get(place.file) ?? openEntry(place, key, open);
		if (!isSameKey(entry.key, key)) throw new TributaryError("wrong-key");
		entry.lastUse = performance.now();
		this.#entries.delete(place.file);
		this.#entries.set(place.file, entry);
		this.#closeOldest();
		this.#watch();
		return entry.store;
	}

	/** Those that are open, without making use of them. */
	*[Symbol.iterator](): Generator<T> {
		for (const { store } of [...this.#entries.values()]) yield store;
	}

	close(file: string): void {
		const entry = this.#entries.get(file);
		this.#entries.delete(file);
		entry?.key.fill(0);
		entry?.store.close();
	}

	closeAll(): void {
		for (const file of [...this.#entries.keys()]) this.close(file);
	}

	#closeOldest(): void {
		for (const file of this.#entries.keys()) {
			if (this.#entries.size <= this.#limits.count) return;
			this.close(file);
		}
	}

	#watch(): void {
		if (this.#timer !== null || this.#entries.size === 0) return;
		this.#timer = setTimeout(() => {
			this.#timer = null;
			const limit = performance.now() - this.#limits.idleMs;
			for (const [file, entry] of [...this.#entries]) if (entry.lastUse <= limit) this.close(file);
			this.#watch();
		}, this.#limits.idleMs).unref();
	}
}

function openEntry<T>(place: StorePlace, key: Uint8Array, open: () => T): Entry<T> {
	return { store: open(), key: shareKey(key), inode: inodeOf(place.file) ?? 0n, lastUse: 0 };
}

function isSameKey(a: Uint8Array, b: Uint8Array): boolean {
	return a.length === b.length && timingSafeEqual(a, b);
}
