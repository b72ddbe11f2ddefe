import type { Change, Collection, Store, StoredRecord } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";

/**
 * A store as it will be: changes are collected, what is read sees them, and all of them are written at once in the end. Calls that wait
 * for each other share a write that way, as if each had been written by itself before the next was worked out.
 */
export interface StagedStore extends Pick<Store, "read" | "list" | "write" | "retrieve" | "suggest"> {
	/** In the order in which they were made. */
	readonly changes: readonly Change[];
}

interface Pending {
	readonly keys: ReadonlySet<string>;
	/** null: removed. */
	readonly record: StoredRecord | null;
}

export function stagedStore(store: Store): StagedStore {
	const changes: Change[] = [];
	const pending = new Map<string, Pending>();
	/** Versions of what was read or changed, so that a change can be told to be out of date before anything is written. */
	const known = new Map<string, number>();
	const idOf = (collection: Collection, id: string) => `${collection}\n${id}`;

	const readIds = async (collection: Collection, ids: readonly string[]) => {
		const found = await store.read(collection, { ids });
		return found.map((record, place) => {
			const id = idOf(collection, ids[place] ?? "");
			known.set(id, record?.version ?? 0);
			const ahead = pending.get(id);
			return ahead === undefined ? record : ahead.record;
		});
	};
	const readKeys = async (collection: Collection, keys: readonly string[], atMost: number | undefined) => {
		const found = await store.read(collection, atMost === undefined ? { keys } : { keys, atMost });
		for (const { id, version } of found) known.set(idOf(collection, id), version);
		const staying = found.filter(({ id }) => !pending.has(idOf(collection, id)));
		const prefix = idOf(collection, "");
		const coming = [...pending].flatMap(([id, { record, keys: own }]) =>
			record !== null && id.startsWith(prefix) && keys.some((key) => own.has(key)) ? [record] : [],
		);
		return [...staying, ...coming].toSorted((one, other) => (one.id < other.id ? -1 : 1));
	};
	const stage = (change: Change, index: number): number => {
		const id = idOf(change.collection, change.id);
		const ahead = pending.get(id);
		const before = ahead === undefined ? known.get(id) : (ahead.record?.version ?? 0);
		if (change.ifVersion !== undefined && before !== undefined && change.ifVersion !== before)
			throw new TributaryError("conflict", {
				errors: [{ pointer: `/${index}`, detail: "The version there is another one." }],
			});
		const version = (change.ifVersion ?? before ?? 0) + 1;
		if (change.op === "check") return change.ifVersion;
		if (change.op === "delete") {
			pending.set(id, { keys: new Set(), record: null });
			return 0;
		}
		const { record, blob, document, keys = [] } = change;
		pending.set(id, {
			keys: new Set(document?.keys ?? keys),
			record: { id: change.id, version, record, ...(blob === undefined ? {} : { blob }) },
		});
		return version;
	};
	return {
		changes,
		read: ((
			collection: Collection,
			by: { readonly ids: readonly string[] } | { readonly keys: readonly string[]; readonly atMost?: number },
		) => ("ids" in by ? readIds(collection, by.ids) : readKeys(collection, by.keys, by.atMost))) as Store["read"],
		write: async (more) => {
			const versions = more.map(stage);
			changes.push(...more);
			return versions;
		},
		list: (collection, page) => store.list(collection, page),
		retrieve: (plan, listed) => store.retrieve(plan, listed),
		suggest: (...asked) => store.suggest(...asked),
	};
}
