import type { Client, estypes } from "@elastic/elasticsearch";
import { bulk, type Versioned } from "./bulk.ts";
import type { StoredSource } from "./documents.ts";
import { itemFault, named } from "./faults.ts";

/** A document of a store on its way. */
export interface Copied {
	readonly id: string;
	readonly stored: StoredSource;
	/** Its code among the ids of its collection; a record has one. */
	readonly order: string;
}

export interface CopyOptions {
	/** The store's own account. */
	readonly client: Client;
	readonly from: string;
	readonly to: string;
	/** What a document becomes there, with the number of the transaction that wrote it; null: nothing. */
	readonly translate: (document: Copied) => Versioned | null;
	/** Told after each page how many documents were copied by this call. */
	readonly onProgress?: ((copied: number) => void) | undefined;
}

/** Where a document stands, without what it holds. */
interface Place {
	readonly id: string;
	readonly order: string;
	readonly sequence: number;
	readonly hasFile: boolean;
}

const PAGE = 500;
/** Documents read at a time that are files, of many megabytes each maybe. */
const FILES = 8;
const VIEW_MS = "2m";

/** Documents on their way from one index to another, in the order of the transactions that wrote them. */
export class Copy {
	readonly #options: CopyOptions;
	/** Everything before this transaction is copied. */
	#sequence = 0;
	copied = 0;

	constructor(options: CopyOptions) {
		this.#options = options;
	}

	/** Goes on where an earlier call was stopped: its last transaction may be there in part. */
	async resume(): Promise<void> {
		const { client, to } = this.#options;
		await named(client.indices.refresh({ index: to }));
		const aggs = { last: { max: { field: "sequence" } } };
		const answer = await named(client.search({ index: to, size: 0, aggs }));
		this.#sequence = (answer.aggregations?.last as { value: number | null } | undefined)?.value ?? 0;
	}

	/** Copies what was written since the last pass. @returns how many documents that were */
	async pass(): Promise<number> {
		const { client, from, onProgress } = this.#options;
		await named(client.indices.refresh({ index: from }));
		let copied = 0;
		const view = await named(client.openPointInTime({ index: from, keep_alive: VIEW_MS }));
		try {
			for (let after: estypes.SortResults | undefined; ; ) {
				const { places, last } = await this.#page(view.id, after);
				for (const slice of slices(places)) await this.#put(slice);
				this.#sequence = places.at(-1)?.sequence ?? this.#sequence;
				copied += places.length;
				this.copied += places.length;
				onProgress?.(this.copied);
				if (places.length < PAGE) return copied;
				after = last;
			}
		} finally {
			client.closePointInTime({ id: view.id }).catch(() => {});
		}
	}

	/** What shows that the copy is not whole; null where all of it is there. */
	async difference(): Promise<string | null> {
		const { from, to } = this.#options;
		const [old, copy] = await Promise.all([this.#count(from), this.#count(to)]);
		return old === copy ? null : `${to} has ${copy} of ${old} documents.`;
	}

	async #page(id: string, after: estypes.SortResults | undefined) {
		const { hits } = await named(
			this.#options.client.search({
				pit: { id, keep_alive: VIEW_MS },
				size: PAGE,
				query: {
					bool: { filter: [{ range: { sequence: { gte: this.#sequence } } }], must_not: [{ term: { kind: "head" } }] },
				},
				_source: false,
				docvalue_fields: ["order", "sequence", "collection"],
				sort: [{ sequence: "asc" }],
				track_total_hits: false,
				allow_partial_search_results: false,
				...(after === undefined ? {} : { search_after: after }),
			}),
		);
		const places = hits.hits.map(
			({ _id, fields }): Place => ({
				id: _id as string,
				order: fields?.order?.[0] ?? "",
				sequence: fields?.sequence?.[0],
				hasFile: fields?.collection?.[0] === "original",
			}),
		);
		return { places, last: hits.hits.at(-1)?.sort };
	}

	async #put(places: readonly Place[]): Promise<void> {
		const { client, from, to, translate } = this.#options;
		const { docs } = await named(client.mget<StoredSource>({ index: from, ids: places.map(({ id }) => id) }));
		const operations = places.flatMap(({ id, order, sequence }, at) => {
			const found = docs[at];
			if (found !== undefined && "error" in found) throw itemFault(found.error);
			const stored = found !== undefined && "_source" in found ? found._source : undefined;
			// What was changed or deleted since is in the next pass.
			if (stored?.sequence !== sequence) return [];
			return translate({ id, stored, order }) ?? [];
		});
		await bulk(client, to, operations);
	}

	async #count(index: string): Promise<number> {
		const { client } = this.#options;
		await named(client.indices.refresh({ index }));
		const { count } = await named(client.count({ index, query: { terms: { kind: ["record", "dictionary"] } } }));
		return count;
	}
}

/** So many together that what they hold can be in memory at once. */
function slices(places: readonly Place[]): Place[][] {
	const found: Place[][] = [];
	let files = FILES;
	for (const place of places) {
		if (found.length === 0 || (place.hasFile && files >= FILES)) {
			found.push([]);
			files = 0;
		}
		if (place.hasFile) files++;
		found.at(-1)?.push(place);
	}
	return found;
}
