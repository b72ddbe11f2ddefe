/** The worker's side of lists.ts. */
import { newName, type SentList } from "../lists.ts";
import { type Bits, briefBits, emptyBits, setBit } from "./bitset.ts";
import type { PeopleColumns } from "./people-columns.ts";

/** Lists of people who are left out, of different tenants, that are kept. */
const KEPT = 64;

interface KnownList {
	readonly ids: readonly string[];
	bits: Bits;
	/** State of the store that the bits are of. */
	version: unknown;
}

/** Sets of people who are left out, made once for a list and a state of the store. */
export class ExcludedLists {
	readonly #known = new Map<string, KnownList>();

	/** @returns null for a list that is not known and came without its ids */
	bits(list: SentList | null, people: PeopleColumns, version: unknown): Bits | null {
		if (list === null) return briefBits(people.size);
		const known = this.#known.get(list.name) ?? (list.ids === null ? null : knownOf(list.ids));
		if (known === null) return null;
		this.#known.delete(list.name);
		this.#known.set(list.name, known);
		for (const oldest of this.#known.keys()) {
			if (this.#known.size <= KEPT) break;
			this.#known.delete(oldest);
		}
		if (known.version !== version) {
			known.bits = bitsOf(known.ids, people);
			known.version = version;
		}
		return known.bits;
	}
}

const knownOf = (ids: readonly string[]): KnownList => ({ ids, bits: emptyBits(0), version: null });

function bitsOf(ids: readonly string[], people: PeopleColumns): Bits {
	const bits = emptyBits(people.size);
	for (const id of ids) {
		const ordinal = people.ordinalOf(id);
		if (ordinal !== undefined) setBit(bits, ordinal);
	}
	return bits;
}

/** The linked profiles that were last answered: the same question on the same state has the same list, and often it did not change. */
export class LinkedList {
	#last: { readonly list: SentList; readonly key: string | null; readonly version: unknown } | null = null;

	/**
	 * @param key tells the question; null: nothing does
	 * @param known name of the list that is known on the other side
	 * @param find looks through the results
	 */
	answer(key: string | null, version: unknown, known: string | null, find: () => readonly string[]): SentList {
		const last = this.#last;
		const isSame = key !== null && last?.key === key && last.version === version;
		const list = isSame ? last.list : listOf(find(), last?.list ?? null);
		this.#last = { list, key, version };
		return list.name === known ? { ...list, ids: null } : list;
	}
}

function listOf(ids: readonly string[], before: SentList | null): SentList {
	const isSame =
		before?.ids === ids || (before?.ids?.length === ids.length && ids.every((id, index) => id === before.ids?.[index]));
	return isSame ? before : { name: newName(), ids };
}
