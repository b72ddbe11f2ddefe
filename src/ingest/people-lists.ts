import type { Change, Store, StoredRecord } from "../engine/port.ts";
import { goneOf } from "../tenancy/gone.ts";
import { holdOn } from "../tenancy/legal-hold.ts";
import { eachPage } from "../tenancy/listing.ts";
import { retryOnConflict } from "../tenancy/optimistic.ts";
import type { Scope } from "../tenancy/scope.ts";
import { retellTasks } from "./retell-tasks.ts";

/**
 * Records of the collection `desk` that name many people: whom an owner hides, whom a saved search has shown, the order of a project. Each is
 * found by everybody who is in it, so that whoever is forgotten is taken out, and the others stay.
 */

interface List {
	/** Person keys in it; more than once where they are. */
	readonly keys: (value: never) => readonly string[];
	readonly only: (value: never, stays: (key: string) => boolean) => object;
}

/** By what their ids begin with. */
const LISTS: Readonly<Record<string, List>> = {
	hidden: {
		keys: (value: object) => Object.keys(value),
		only: (value: object, stays) => Object.fromEntries(Object.entries(value).filter(([key]) => stays(key))),
	},
	seen: {
		keys: ({ seen, told }: Seen) => [...seen, ...told],
		only: (value: Seen, stays) => ({ ...value, seen: value.seen.filter(stays), told: value.told.filter(stays) }),
	},
	project: {
		keys: ({ members }: Members) => members,
		only: (value: Members, stays) => ({ ...value, members: value.members.filter(stays) }),
	},
};
interface Seen {
	readonly seen: readonly string[];
	readonly told: readonly string[];
}
interface Members {
	readonly members: readonly string[];
}

const listOf = (id: string): List | undefined => LISTS[id.split("/", 1)[0] ?? ""];

const peopleIn = (id: string, value: object): ReadonlySet<string> => new Set(listOf(id)?.keys(value as never));

/** Secondary keys of a list; none of what is no list. */
export const listKeys = (id: string, value: object): readonly string[] =>
	[...peopleIn(id, value)].map((key) => `about:${key}`);

/** What is about these people: the whole record, or their part of a list. */
export function partOf({ id, record }: Pick<StoredRecord, "id" | "record">, keys: ReadonlySet<string>): unknown {
	const value: unknown = JSON.parse(record);
	return listOf(id)?.only(value as never, (key) => keys.has(key)) ?? value;
}

/** What is about people who are gone goes, and they leave the lists that others are in. */
export function withoutPeople({ id, version, record }: StoredRecord, gone: ReadonlySet<string>): Change {
	const list = listOf(id);
	if (list === undefined) return { op: "delete", collection: "desk", id };
	const left = list.only(JSON.parse(record) as never, (key) => !gone.has(key));
	const keys = listKeys(id, left);
	return { op: "put", collection: "desk", id, record: JSON.stringify(left), keys, ifVersion: version };
}

/** Stands in a store whose lists are all found by whoever is in them: at first they had no keys. */
export const LISTS_FOUND = "people-lists";
const PAGE = 50;

/**
 * Gives lists of before their keys, once, and takes out whoever was erased while they had none, and what tasks still tell of him; that waits for
 * the end of a legal hold.
 * To be called before anybody is looked for.
 */
export async function findableLists({ store, tenant }: Pick<Scope, "store" | "tenant">): Promise<void> {
	const isHeld = holdOn(tenant) !== null;
	const [mark] = await store.read("desk", { ids: [LISTS_FOUND] });
	if (mark != null && (isHeld || (JSON.parse(mark.record) as { cleared: boolean }).cleared)) return;
	let hasLists = false;
	for (const kind of Object.keys(LISTS))
		for await (const page of eachPage(store, "desk", { prefix: `${kind}/`, size: PAGE })) {
			hasLists = true;
			await retryOnConflict(async () => {
				const found = await store.read("desk", { ids: page.map(({ id }) => id) });
				const lists = found.filter((one) => one !== null);
				const gone = isHeld ? new Set<string>() : await goneFrom(store, lists);
				await store.write(lists.map((list) => withoutPeople(list, gone)));
			});
		}
	// An empty tenant stays one, into which an archive may come.
	if (!hasLists && (await store.list("task", { limit: 1 })).length === 0) return;
	const record = JSON.stringify({ cleared: !isHeld });
	await retryOnConflict(async () => {
		const tasks = isHeld ? [] : await retellTasks(store, new Set());
		await store.write([...tasks, { op: "put", collection: "desk", id: LISTS_FOUND, record }]);
	});
}

/** Candidates in these lists who are not there any more, nor in anybody whom they were merged into. */
async function goneFrom(store: Store, lists: readonly StoredRecord[]): Promise<ReadonlySet<string>> {
	const keys = new Set(lists.flatMap(({ id, record }) => [...peopleIn(id, JSON.parse(record))]));
	return goneOf(store, [...keys]);
}
