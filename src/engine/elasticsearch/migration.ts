import type { estypes } from "@elastic/elasticsearch";
import { TributaryError } from "../../errors.ts";
import type { MigrateOptions, Migration } from "../upkeep.ts";
import { Copy, type CopyOptions } from "./copy.ts";
import { PEOPLE } from "./counts.ts";
import { sourceAgain } from "./documents.ts";
import { named } from "./faults.ts";
import { apply, commit, type Head, headDocument, type Move, markedBy, readHead, type StoreAccess } from "./head.ts";
import type { StoreIndices } from "./indices.ts";
import { versionOf } from "./names.ts";
import type { StoreKeys } from "./store-keys.ts";

/**
 * Copies a store into an index of another mapping, of more shards, or of another data key, while it is searched and written to, and then has
 * the copy take its place. The cluster could not copy it by itself: what a record is found by is not kept beside it, and is made again here.
 *
 * 1. the head of the store says that there is a copy: from then on deletions leave a mark · 2. all documents in the order of their
 * transactions, then those written meanwhile, until few are left · 3. the head says that the store is moving: writers wait · 4. the
 * last documents, and the head · 5. where nobody has written since, the head says that this was the last of it, for good · 6. the copy is
 * the store, and the old index is gone. Stopped anywhere, it is gone on with by the same call; stopped between 3 and 6, writers wait.
 */

export interface Target {
	readonly kind: NonNullable<Head["final"]>;
	/** What it is called. */
	readonly index: string;
	readonly shards: number;
	/** What a document of the store becomes there. */
	readonly translate: CopyOptions["translate"];
	/** That its head is sealed with. */
	readonly keys: StoreKeys;
	/** Has a finished copy take the place. May be repeated. */
	readonly takePlace: (from: string, to: string) => Promise<void>;
	readonly onProgress?: MigrateOptions["onProgress"];
}

/** So few documents in a pass that writers can wait for the next one, and passes after which they have to. */
const FEW = 500;
const PASSES = 20;
const COMMITS = 200;
const PAGE = 500;
type Done = Pick<Migration, "to" | "copied" | "waited">;

/** @returns null: somebody else was first, and the store has to be looked at again */
export async function migrate(
	access: StoreAccess,
	{ index: from, ...head }: Head,
	{ indices, target }: { readonly indices: StoreIndices; readonly target: Target },
): Promise<Done | null> {
	const { index: to, kind, translate, onProgress } = target;
	if (head.final !== undefined) {
		if (head.final !== kind || head.next === undefined)
			throw new TributaryError("store-unavailable", { detail: `It gets another ${head.final}: finish that first.` });
		await target.takePlace(from, head.next);
		return { to: head.next, copied: 0, waited: 0 };
	}
	await demandKeys(access);
	const begun = await announce(access, from, { next: to });
	if (begun === null) return null;
	// What lies there from a copy that was given up was not followed any more.
	if (begun.before.next !== to) for (const given of new Set([begun.before.next ?? to, to])) await indices.remove(given);
	await indices.make(to, null, target.shards);
	const copy = new Copy({ client: access.client, from, to, translate, onProgress });
	await copy.resume();
	for (let pass = 1; (await copy.pass()) > FEW && pass < PASSES; pass++);
	await indices.demandCopies(to);
	for (;;) {
		const began = performance.now();
		const moving = await announce(access, from, { next: to, isMoving: true });
		if (moving === null) return null;
		await copy.pass();
		const { transaction, before, sequence } = moving.head;
		// The number of the last of it, which whoever has seen that holds to be applied.
		const sealed = headDocument({ ...access, keys: target.keys }, sequence + 1, { transaction, before, kept: [] });
		await named(access.client.index({ index: to, ...sealed }));
		await demandWhole(copy, () => indices.remove(to));
		// Refused where a writer took this for given up.
		if ((await commit(access, moving.head, [], { next: to, isMoving: true, final: kind })) === null) continue;
		await target.takePlace(from, to);
		return { to, copied: copy.copied, waited: Math.round(performance.now() - began) };
	}
}

/** Documents as they are, with what the mapping of another index makes of them. */
export const asTheyAre =
	(access: StoreAccess, to: string): Target["translate"] =>
	({ id, stored, order }) => {
		const version = stored.sequence;
		if (stored.kind === "gone") return { id: markedBy(id), source: null, version };
		if (stored.kind !== "record") return { id, source: { ...stored }, version };
		const mapping = versionOf({ alias: access.index }, to);
		return { id, source: sourceAgain(access, id, stored, { order, mapping }), version };
	};

export async function countPeople({ client, index }: StoreAccess): Promise<number> {
	await named(client.indices.refresh({ index }));
	return (await named(client.count({ index, query: PEOPLE }))).count;
}

/**
 * Says in the head of the store what becomes of it.
 * @returns the head, and the one before; null where a copy has taken its place, or is about to for good
 */
async function announce(
	access: StoreAccess,
	from: string,
	move: Move,
): Promise<{ readonly head: Head; readonly before: Head } | null> {
	for (let tries = 0; tries < COMMITS; tries++) {
		const before = await readHead(access);
		if (before.index !== from || before.final !== undefined) return null;
		await apply(access, before);
		const head = await commit(access, before, [], move);
		if (head !== null) return { head, before };
		await new Promise((resolve) => setTimeout(resolve, 5 * Math.random() * Math.min(tries, 20)));
	}
	throw new TributaryError("store-unavailable", { detail: "Others write to this store all the time." });
}

/** @throws `internal` the copy is not what was copied: it is not used, and the next call begins anew */
async function demandWhole(copy: Copy, discard: () => Promise<void>): Promise<void> {
	const difference = await copy.difference();
	if (difference === null) return;
	await discard();
	throw new TributaryError("internal", { detail: difference });
}

/** Records of earlier versions have keys that only the old index knows. @throws `cluster-mapping` */
async function demandKeys({ client, index }: StoreAccess): Promise<void> {
	await named(client.indices.refresh({ index }));
	const query = {
		bool: { filter: [{ exists: { field: "keys" } }], must_not: [{ term: { collection: "person" } }] },
	};
	for (let after: estypes.SortResults | undefined; ; ) {
		const { hits } = await named(
			client.search<{ document?: string }>({
				index,
				query,
				size: PAGE,
				sort: [{ sequence: "asc" }, { order: "asc" }],
				_source: ["document"],
				track_total_hits: false,
				...(after === undefined ? {} : { search_after: after }),
			}),
		);
		if (hits.hits.some(({ _source }) => _source?.document === undefined))
			throw new TributaryError("cluster-mapping", {
				detail: "Records were stored by a version that kept no copy of their keys. Store them anew, and try again.",
			});
		if (hits.hits.length < PAGE) return;
		after = hits.hits.at(-1)?.sort;
	}
}
