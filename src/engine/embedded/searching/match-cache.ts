import { keepsSet, MATCH_BYTES, type Match } from "./match.ts";
import { POSITION_BYTES, type Positions } from "./positions.ts";

/** Who matches a condition, or where a word stands. */
export interface Known {
	readonly match?: Match;
	readonly positions?: Positions;
	/** Complete for the ordinals below. */
	readonly end: number;
}

/** Bytes of one entry beside its lists: three typed arrays, the key, the place in the map. */
const ENTRY_BYTES = 500;

/** Lists of who matches what, of all stores of this worker, the longest unused ones leaving when the room is used up. */
export class MatchCache {
	readonly #limit: number;
	readonly #stores = new Map<string, Map<string, Known>>();
	/** Keys of all stores by last use. */
	readonly #uses = new Map<string, readonly [store: string, key: string]>();
	#bytes = 0;

	/** @param limit bytes */
	constructor(limit: number) {
		this.#limit = limit;
	}

	get(store: string, key: string): Known | undefined {
		const known = this.#stores.get(store)?.get(key);
		if (known !== undefined) this.#touch(store, key);
		return known;
	}

	set(store: string, key: string, known: Known): void {
		this.#remove(store, key);
		const entries = this.#stores.get(store) ?? new Map<string, Known>();
		this.#stores.set(store, entries.set(key, known));
		this.#bytes += sizeOf(known);
		this.#touch(store, key);
		for (const [oldStore, oldKey] of this.#uses.values()) {
			if (this.#bytes <= this.#limit) return;
			this.#remove(oldStore, oldKey);
		}
	}

	forget(store: string): void {
		for (const key of [...(this.#stores.get(store)?.keys() ?? [])]) this.#remove(store, key);
		this.#stores.delete(store);
	}

	#touch(store: string, key: string): void {
		const use = `${store}\n${key}`;
		this.#uses.delete(use);
		this.#uses.set(use, [store, key]);
	}

	#remove(store: string, key: string): void {
		const known = this.#stores.get(store)?.get(key);
		if (known === undefined) return;
		this.#stores.get(store)?.delete(key);
		this.#uses.delete(`${store}\n${key}`);
		this.#bytes -= sizeOf(known);
	}
}

function sizeOf({ match, positions, end }: Known): number {
	const matchBytes =
		match === undefined ? 0 : MATCH_BYTES * match.ordinals.length + (keepsSet(match, end) ? end / 8 : 0);
	return ENTRY_BYTES + matchBytes + POSITION_BYTES * (positions?.ordinals.length ?? 0);
}
