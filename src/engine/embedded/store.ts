import { TributaryError } from "../../errors.ts";
import { checkChanges } from "../check-changes.ts";
import { checkAmong, checkAudience, checkLimit, checkPlan } from "../check-plan.ts";
import type {
	Among,
	Audience,
	Change,
	Collection,
	Listed,
	ListPage,
	Plan,
	Retrieved,
	Store,
	StoredRecord,
} from "../port.ts";
import type { SharedKey } from "../shared-key.ts";
import { ListDesk } from "./lists.ts";
import { packChanges } from "./pack.ts";
import type { StorePlace } from "./paths.ts";
import type { SearchCalls, WriterCalls } from "./protocol.ts";
import type { WorkerLink } from "./worker-link.ts";

/** The threads that a store lives on. */
export interface StoreThreads {
	readonly writer: WorkerLink<WriterCalls>;
	readonly search: WorkerLink<SearchCalls>;
	/** Reads records by their ids, which the page of a search waits for; may be the one that searches. */
	readonly records: WorkerLink<SearchCalls>;
}

/** What the calls of a store that has ended throw. */
type EndCode = "not-found" | "store-unavailable" | "wrong-key";

/** A handle on one store. Holds only its place, key and threads: an idle store costs no more than this. */
export class EmbeddedStore implements Store {
	readonly place: StorePlace;
	readonly key: SharedKey;
	readonly threads: StoreThreads;
	#ended: EndCode | null = null;
	/** Writes that were accepted but may not have been handed to the writer yet. */
	readonly #writes = new Set<Promise<unknown>>();
	readonly #lists = new ListDesk();

	/** @param key from now on the store's own */
	constructor(place: StorePlace, key: SharedKey, threads: StoreThreads) {
		this.place = place;
		this.key = key;
		this.threads = threads;
	}

	/** Resolves when all writes that were accepted are done. */
	async settled(): Promise<void> {
		await Promise.allSettled(this.#writes);
	}

	/** From now on every call throws this. */
	end(code: EndCode): void {
		this.#ended = code;
	}

	/** Overwrites the key, for the threads too: when they were given nothing any more that they still need it for. */
	forgetKey(): void {
		this.key.fill(0);
	}

	async write(changes: readonly Change[]): Promise<readonly number[]> {
		this.#demandOpen();
		checkChanges(changes);
		const writing = this.#write(changes);
		this.#writes.add(writing);
		try {
			return await writing;
		} finally {
			this.#writes.delete(writing);
		}
	}

	read(
		collection: Collection,
		by: { readonly ids: readonly string[]; readonly whole?: boolean },
	): Promise<readonly (StoredRecord | null)[]>;
	read(
		collection: Collection,
		by: { readonly keys: readonly string[]; readonly atMost?: number },
	): Promise<readonly StoredRecord[]>;
	async read(
		collection: Collection,
		by:
			| { readonly ids: readonly string[]; readonly whole?: boolean }
			| { readonly keys: readonly string[]; readonly atMost?: number },
	): Promise<readonly StoredRecord[]> {
		this.#demandOpen();
		// The overloads give the two forms their own types; the implementation has to answer both.
		if ("ids" in by)
			return (await this.threads.records.call("readIds", this.place, this.key, {
				collection,
				ids: by.ids,
				whole: by.whole === true,
			})) as StoredRecord[];
		const { keys, atMost = null } = by;
		return this.threads.search.call("readKeys", this.place, this.key, { collection, keys, atMost });
	}

	async list(
		collection: Collection,
		{ after, limit, reverse = false, keys = false }: ListPage,
	): Promise<readonly StoredRecord[]> {
		this.#demandOpen();
		checkLimit(limit);
		return this.threads.search.call("list", this.place, this.key, {
			collection,
			after: after ?? null,
			limit,
			reverse,
			keys,
		});
	}

	async retrieve(plan: Plan, listed?: (list: Listed) => void): Promise<Retrieved> {
		this.#demandOpen();
		checkPlan(plan);
		const ask: Parameters<ListDesk["ask"]>[1] = (sent, take) => {
			this.#demandOpen();
			return this.threads.search.call("retrieve", this.place, this.key, sent, [], take);
		};
		return this.#lists.ask(plan, ask, listed);
	}

	async suggest(
		text: string,
		limit: number,
		among?: Among,
		audience?: Audience,
	): Promise<readonly { readonly word: string; readonly documents: number }[]> {
		this.#demandOpen();
		checkLimit(limit);
		checkAmong(among);
		checkAudience(audience);
		const asked = { text, limit, among: among ?? null, audience: audience ?? null };
		return this.threads.search.call("suggest", this.place, this.key, asked);
	}

	async #write(changes: readonly Change[]): Promise<readonly number[]> {
		const slices = await packChanges(changes);
		// The store may have been dropped in the meantime.
		this.#demandOpen();
		return this.threads.writer.call(
			"write",
			this.place,
			this.key,
			slices,
			slices.map(({ buffer }) => buffer),
		);
	}

	#demandOpen(): void {
		if (this.#ended !== null) throw new TributaryError(this.#ended);
	}
}
