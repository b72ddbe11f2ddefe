import type { Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";

/** How a store is opened, and opened again when its key has changed. */
export interface Opening {
	first(): Promise<Store>;
	/** By the keys that are registered now. */
	again(): Promise<Store>;
}

/** Of a key that changes while many ask at once, each may meet the change more than once. */
const MOST_TRIES = 4;

/** A handle that outlives a change of the store's key: a call that was refused for its old key changed nothing, and is made again. */
export async function openKept(opening: Opening): Promise<Store> {
	let current = opening.first();
	await current;
	const call = async <T>(work: (store: Store) => Promise<T>): Promise<T> => {
		for (let tries = 1; ; tries++) {
			const used = current;
			try {
				return await work(await used);
			} catch (error) {
				const isOld = error instanceof TributaryError && error.code === "wrong-key";
				if (!isOld || tries === MOST_TRIES) throw error;
				// Of many that find out at once, the first opens it for all.
				if (current === used) {
					current = opening.again();
					current.catch(() => {});
				}
			}
		}
	};
	return Object.freeze<Store>({
		write: (changes) => call((store) => store.write(changes)),
		read: ((collection, by) =>
			call(
				(store): Promise<unknown> => ("ids" in by ? store.read(collection, by) : store.read(collection, by)),
			)) as Store["read"],
		list: (collection, page) => call((store) => store.list(collection, page)),
		retrieve: (plan) => call((store) => store.retrieve(plan)),
		suggest: (text, limit, among, audience) => call((store) => store.suggest(text, limit, among, audience)),
	});
}
