import type { Client, estypes } from "@elastic/elasticsearch";
import { TributaryError } from "../../errors.ts";
import type { MigrateOptions, Migration } from "../upkeep.ts";
import { PEOPLE } from "./counts.ts";
import { type StoredSource, sourceAgain } from "./documents.ts";
import { named } from "./faults.ts";
import {
	apply,
	bulk,
	commit,
	type Head,
	headDocument,
	markedBy,
	readHead,
	type StoreAccess,
	type Versioned,
} from "./head.ts";
import { type StoreIndex, versionOf } from "./names.ts";

/**
 * Copies a store into an index of another mapping, or of more shards, while it is searched and written to, and then lets the alias point
 * to the copy. The cluster could not copy it by itself: what a record is found by is not kept beside it, and is made again here.
 *
 * 1. the head of the store says that there is a copy: from then on deletions leave a mark · 2. all documents in the order of their
 * transactions, then those written meanwhile, until few are left · 3. the head says that the store is moving: writers wait · 4. the
 * last documents, and the head · 5. the old index takes no writes, and its head is still ours · 6. the alias points to the copy, and the
 * old index is gone, in one step. Stopped anywhere, it is gone on with by the same call; stopped between 3 and 6, writers wait.
 */

export interface MigrationTarget {
	/** Made already, empty or with what an earlier call copied. */
	readonly index: string;
	readonly onProgress: MigrateOptions["onProgress"];
}

const PAGE = 500;
/** So few documents in a pass that writers can wait for the next one, and passes after which they have to. */
const FEW = 500;
const PASSES = 20;
const COMMITS = 200;
const VIEW_MS = "2m";
type Move = Pick<Head, "next" | "isMoving">;

export async function migrate(
	access: StoreAccess,
	operator: Client,
	{ alias }: StoreIndex,
	{ index: to, onProgress }: MigrationTarget,
): Promise<Migration> {
	const from = (await readHead(access)).index;
	if (from === to) return { from, to, copied: 0, waited: 0 };
	await demandKeys(access);
	await announce(access, from, { next: to });
	const copy = new Copy(access, from, to, onProgress);
	await copy.resume();
	for (let pass = 1; (await copy.pass()) > FEW && pass < PASSES; pass++);
	await demandCopies(operator, to);
	for (;;) {
		const began = performance.now();
		const head = await announce(access, from, { next: to, isMoving: true });
		if (head === null) return { from, to, copied: copy.copied, waited: 0 };
		await copy.pass();
		const bare = { transaction: head.transaction, kept: [] };
		await named(access.client.index({ index: to, ...headDocument(access, head.sequence, bare) }));
		await copy.demandWhole();
		await named(operator.indices.addBlock({ index: from, block: "write" }));
		if ((await readHead(access)).transaction === head.transaction) {
			await switchAlias(operator, { alias, from, to });
			return { from, to, copied: copy.copied, waited: Math.round(performance.now() - began) };
		}
		// A writer took this for given up.
		await named(operator.indices.putSettings({ index: from, settings: { "index.blocks.write": null } }));
	}
}

export async function countPeople({ client, index }: StoreAccess): Promise<number> {
	await named(client.indices.refresh({ index }));
	return (await named(client.count({ index, query: PEOPLE }))).count;
}

/** Says in the head of the store what becomes of it. @returns null where somebody else has moved it already */
async function announce(access: StoreAccess, from: string, move: Move): Promise<Head | null> {
	for (let tries = 0; tries < COMMITS; tries++) {
		const last = await readHead(access);
		if (last.index !== from) return null;
		await apply(access, last);
		const head = await commit(access, last, [], move);
		if (head !== null) return head;
		await new Promise((resolve) => setTimeout(resolve, 5 * Math.random() * Math.min(tries, 20)));
	}
	throw new TributaryError("store-unavailable", { detail: "Others write to this store all the time." });
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

/** The copy has no fewer copies of each shard than the nodes allow. @throws `cluster-unavailable` */
async function demandCopies(operator: Client, index: string): Promise<void> {
	const health = await named(operator.cluster.health({ index, wait_for_status: "green", timeout: "60s" }));
	if (health.status !== "green") throw new TributaryError("cluster-unavailable");
}

async function switchAlias(
	operator: Client,
	{ alias, from, to }: { readonly alias: string; readonly from: string; readonly to: string },
): Promise<void> {
	const actions = [{ add: { index: to, alias, is_write_index: true } }, { remove_index: { index: from } }];
	await named(operator.indices.updateAliases({ actions }));
}

type Hit = estypes.SearchHit<StoredSource>;

/** Documents on their way from one index to the other, in the order of the transactions that wrote them. */
class Copy {
	readonly #access: StoreAccess;
	readonly #from: string;
	readonly #to: string;
	readonly #onProgress: ((copied: number) => void) | undefined;
	/** Everything before this transaction is copied. */
	#sequence = 0;
	copied = 0;

	constructor(access: StoreAccess, from: string, to: string, onProgress: ((copied: number) => void) | undefined) {
		this.#access = access;
		this.#from = from;
		this.#to = to;
		this.#onProgress = onProgress;
	}

	/** Goes on where an earlier call was stopped: its last transaction may be there in part. */
	async resume(): Promise<void> {
		const { client } = this.#access;
		await named(client.indices.refresh({ index: this.#to }));
		const aggs = { last: { max: { field: "sequence" } } };
		const answer = await named(client.search({ index: this.#to, size: 0, aggs }));
		this.#sequence = (answer.aggregations?.last as { value: number | null } | undefined)?.value ?? 0;
	}

	/** Copies what was written since the last pass. @returns how many documents that were */
	async pass(): Promise<number> {
		const { client } = this.#access;
		await named(client.indices.refresh({ index: this.#from }));
		let copied = 0;
		const view = await named(client.openPointInTime({ index: this.#from, keep_alive: VIEW_MS }));
		try {
			for (let after: estypes.SortResults | undefined, hits: readonly Hit[] = []; ; after = hits.at(-1)?.sort) {
				hits = await this.#page(view.id, after);
				await this.#put(hits);
				copied += hits.length;
				this.copied += hits.length;
				this.#onProgress?.(this.copied);
				if (hits.length < PAGE) return copied;
			}
		} finally {
			client.closePointInTime({ id: view.id }).catch(() => {});
		}
	}

	/** @throws `internal` the copy is not what was copied: it is not used */
	async demandWhole(): Promise<void> {
		const [old, copy] = await Promise.all([this.#count(this.#from), this.#count(this.#to)]);
		if (old !== copy) throw new TributaryError("internal", { detail: `${this.#to} has ${copy} of ${old} documents.` });
	}

	async #page(id: string, after: estypes.SortResults | undefined): Promise<readonly Hit[]> {
		const { hits } = await named(
			this.#access.client.search<StoredSource>({
				pit: { id, keep_alive: VIEW_MS },
				size: PAGE,
				query: {
					bool: { filter: [{ range: { sequence: { gte: this.#sequence } } }], must_not: [{ term: { kind: "head" } }] },
				},
				docvalue_fields: ["order"],
				sort: [{ sequence: "asc" }],
				track_total_hits: false,
				allow_partial_search_results: false,
				...(after === undefined ? {} : { search_after: after }),
			}),
		);
		return hits.hits;
	}

	async #put(hits: readonly Hit[]): Promise<void> {
		const operations = hits.map((hit) => this.#operation(hit));
		await bulk(this.#access.client, this.#to, operations);
		this.#sequence = operations.at(-1)?.version ?? this.#sequence;
	}

	#operation({ _id, _source, fields }: Hit): Versioned {
		const id = _id as string;
		const stored = _source as StoredSource;
		const mapping = versionOf({ alias: this.#access.index }, this.#to);
		const version = stored.sequence;
		if (stored.kind === "gone") return { id: markedBy(id), source: null, version };
		if (stored.kind !== "record") return { id, source: { ...stored }, version };
		return { id, source: sourceAgain(this.#access, id, stored, { order: fields?.order?.[0], mapping }), version };
	}

	async #count(index: string): Promise<number> {
		const { client } = this.#access;
		await named(client.indices.refresh({ index }));
		const { count } = await named(client.count({ index, query: { terms: { kind: ["record", "dictionary"] } } }));
		return count;
	}
}
