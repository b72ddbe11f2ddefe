import type { Change, Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";

/** How a store is opened, and opened again when its key has changed, or it lies elsewhere. */
export interface Opening {
	first(): Promise<Store>;
	/** By the keys that are registered now, where it lies now. @throws as `first` */
	again(): Promise<Store>;
	/** Writes to an opened store. @throws `tenant-moving` nothing was written, because it is about to lie elsewhere */
	write(store: Store, changes: readonly Change[]): Promise<readonly number[]>;
	/** Resolves when the store lies where it will stay. @throws `tenant-moving` that takes too long */
	rest(): Promise<void>;
}

/** Of a key that changes while many ask at once, each may meet the change more than once. */
const MOST_TRIES = 4;

/** A handle on it is of no use any more: its key is another one, it was taken elsewhere, or is about to be. */
const STALE: ReadonlySet<string> = new Set(["wrong-key", "not-found", "tenant-moving"]);
const isStale = (error: unknown): error is TributaryError => error instanceof TributaryError && STALE.has(error.code);

/**
 * A handle that outlives a change of the store's key and of its place: a call that was refused for its old key, or its old place, changed
 * nothing, and is made again.
 */
export async function openKept(opening: Opening): Promise<Store> {
	let current: Promise<Store> | null = opening.first();
	await current;
	const again = (): Promise<Store> => {
		const next = opening.again();
		// A failure is not remembered: the next caller tries anew.
		next.catch(() => {
			if (current === next) current = null;
		});
		return next;
	};
	const call = async <T>(work: (store: Store) => Promise<T>): Promise<T> => {
		for (let tries = 1; ; tries++) {
			current ??= again();
			const used = current;
			try {
				return await work(await used);
			} catch (error) {
				if (!isStale(error) || tries === MOST_TRIES) throw error;
				if (error.code !== "wrong-key") await opening.rest();
				// Of many that find out at once, the first opens it for all.
				if (current === used) current = again();
			}
		}
	};
	return Object.freeze<Store>({
		write: (changes) => call((store) => opening.write(store, changes)),
		read: ((collection, by) =>
			call(
				(store): Promise<unknown> => ("ids" in by ? store.read(collection, by) : store.read(collection, by)),
			)) as Store["read"],
		list: (collection, page) => call((store) => store.list(collection, page)),
		retrieve: (plan, listed) => call((store) => store.retrieve(plan, listed)),
		suggest: (text, limit, among, audience) => call((store) => store.suggest(text, limit, among, audience)),
	});
}
