import type { estypes } from "@elastic/elasticsearch";
import { TributaryError } from "../../errors.ts";
import type { Audience } from "../port.ts";
import { BodyKnowledge } from "./body-statistics.ts";
import { Counts } from "./counts.ts";
import { Eyes, type Lens } from "./eyes.ts";
import { itemFault, named } from "./faults.ts";
import type { StoreAccess } from "./head.ts";
import { EdgePlaces } from "./near.ts";

/** How long the cluster keeps a view that nobody asks; every question renews it. Also the longest that an erased document outlives in it. */
const KEEP = "1m";
/** Every question of this process goes to the same copy of a shard, whose caches then know it. */
const PREFERENCE = `tributary-${crypto.randomUUID()}`;

/** Audiences and askers whose questions one view remembers, and counts of all of them together: of a store that is not written to it is asked for days. */
const MOST_SEEN = 500;
const MOST_COUNTS = 100_000;

export type SearchBody = Omit<estypes.SearchRequest, "index" | "pit" | "preference">;

/** A view as one audience sees it and, of a store that several tenants search, with what one of them has asked. */
export interface Seen {
	readonly view: View;
	readonly lens: Lens;
	/** Whose questions it remembers, empty where all are remembered alike; null: none are. */
	readonly asker: string | null;
	readonly counts: Counts;
	readonly body: BodyKnowledge;
	readonly edges: EdgePlaces;
}

/**
 * One state of a store, pinned on one copy of each shard (a point in time): all that is asked for one answer is asked of the same documents,
 * whatever is written meanwhile.
 */
export class View {
	readonly access: StoreAccess;
	/** Every transaction up to this one is in it. */
	readonly sequence: number;
	readonly shards: number;
	/** Leads other requests to the same copies of the shards. */
	readonly preference = PREFERENCE;
	#id: string;
	/** Questions that were put since the last request. */
	#asking: { readonly body: SearchBody; readonly answer: PromiseWithResolvers<estypes.SearchResponse> }[] = [];
	/** By audience and asker, those used longest ago first. */
	readonly #seen = new Map<string, Seen>();
	#users = 0;
	#isRetired = false;

	private constructor(access: StoreAccess, sequence: number, { id, shards }: { id: string; shards: number }) {
		this.access = access;
		this.sequence = sequence;
		this.#id = id;
		this.shards = shards;
	}

	/** The index must be refreshed to `sequence`. */
	static async open(access: StoreAccess, sequence: number): Promise<View> {
		const { client, index } = access;
		const { id, _shards } = await named(
			client.openPointInTime({
				index,
				keep_alive: KEEP,
				preference: PREFERENCE,
				allow_partial_search_results: false,
			}),
		);
		return new View(access, sequence, { id, shards: _shards?.total ?? 1 });
	}

	/** The same state as one audience sees it. @param name of whoever asks, see `asker` of a plan */
	seenBy(audience: Audience | undefined, name: string | undefined): Seen {
		const { keys, isShared = false } = this.access;
		const asker = isShared ? (name ?? null) : "";
		const key = JSON.stringify([audience ?? null, asker]);
		const known = asker === null ? undefined : this.#seen.get(key);
		if (known !== undefined) return this.#remember(key, known);
		const lens: Lens = { keys, eyes: audience === undefined ? null : new Eyes(audience, keys) };
		const counts = new Counts(this, lens);
		const seen: Seen = { view: this, lens, asker, counts, body: new BodyKnowledge(this), edges: new EdgePlaces(this) };
		return asker === null ? seen : this.#remember(key, seen);
	}

	#remember(key: string, seen: Seen): Seen {
		this.#seen.delete(key);
		this.#seen.set(key, seen);
		let counts = this.#seen.values().reduce((sum, one) => sum + one.counts.size, 0);
		for (const [oldest, one] of this.#seen) {
			if (this.#seen.size <= MOST_SEEN && counts <= MOST_COUNTS) break;
			this.#seen.delete(oldest);
			counts -= one.counts.size;
		}
		return seen;
	}

	/** All that is asked at the same moment is asked in one request. */
	search<T = unknown>(body: SearchBody): Promise<estypes.SearchResponse<T>> {
		const answer = Promise.withResolvers<estypes.SearchResponse>();
		if (this.#asking.push({ body, answer }) === 1) setImmediate(() => void this.#ask());
		return answer.promise as Promise<estypes.SearchResponse<T>>;
	}

	async #ask(): Promise<void> {
		const asking = this.#asking;
		this.#asking = [];
		try {
			const answers = await this.#answersTo(asking.map(({ body }) => ({ ...body, pit: this.#pit() })));
			for (const [at, { answer }] of asking.entries()) {
				const said = answers[at] as estypes.MsearchResponseItem;
				if ("error" in said) answer.reject(itemFault(said.error));
				else {
					this.#id = said.pit_id ?? this.#id;
					answer.resolve(said);
				}
			}
		} catch (thrown) {
			for (const { answer } of asking) answer.reject(thrown);
		}
	}

	async #answersTo(bodies: readonly SearchBody[]): Promise<readonly estypes.MsearchResponseItem[]> {
		const { client } = this.access;
		const [only] = bodies;
		if (bodies.length === 1) return [{ ...(await named(client.search({ ...this.#options(), ...only }))), status: 200 }];
		const searches = bodies.flatMap((body) => [this.#options(), body]);
		const { responses } = await named(client.msearch({ searches }));
		if (responses.length !== bodies.length) throw new TributaryError("cluster-unavailable");
		return responses;
	}

	#options() {
		// Of several shards each knows its own words only: scores and bounds are of all of them together.
		const type = this.shards === 1 ? {} : ({ search_type: "dfs_query_then_fetch" } as const);
		// What the cluster remembers of a question it would remember for all tenants.
		const cache = this.access.isShared ? { request_cache: false } : {};
		return { allow_partial_search_results: false, ...cache, ...type };
	}

	#pit(): estypes.SearchPointInTimeReference {
		return { id: this.#id, keep_alive: KEEP };
	}

	/** Runs work that asks this view; one that is retired is given back after the last. */
	async during<T>(work: (view: View) => Promise<T>): Promise<T> {
		this.#users++;
		try {
			return await work(this);
		} finally {
			this.#users--;
			this.#giveBack();
		}
	}

	/** Nobody begins with it any more. */
	retire(): void {
		this.#isRetired = true;
		this.#giveBack();
	}

	#giveBack(): void {
		if (!this.#isRetired || this.#users > 0) return;
		// Where this fails the cluster forgets it by itself.
		this.access.client.closePointInTime({ id: this.#id }).catch(() => {});
	}
}
