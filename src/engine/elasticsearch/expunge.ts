import { named } from "./faults.ts";
import { readHead, type StoreAccess } from "./head.ts";
import { beyondPatience } from "./patience.ts";

/** After a deletion so long is waited for more of them. */
const REST_MS = 2000;
/** Who deleted something has followed it to its end by then, unless his process ended. */
const OTHERS_MS = 10 * 60_000;
/** Lucene keeps deleted documents until the shard's retention lease is renewed, every 30 seconds; asked so often, and so many times. */
const AGAIN_MS = 5000;
const TRIES = 60;
/** A merge rewrites all segments that something was deleted in, many gigabytes maybe. Asked again meanwhile, the cluster would do it again. */
const MERGE_MS = 30 * 60_000;

/** Before all transactions. */
const NONE = -1;

/**
 * Takes deleted documents out of the segments, where until then they would lie, sealed, in files and in Lucene's own statistics. Runs
 * beside all else and is followed to its end. The head of the store says that there is something to follow, so that where the process
 * that deleted it ends before, another one does it.
 */
export class Expunge {
	readonly #access: StoreAccess;
	/** The last transaction of our own that deleted something, that of anybody, and up to which nothing of them is left. */
	#own = NONE;
	#last = NONE;
	#done = NONE;
	#timer: NodeJS.Timeout | null = null;
	#due = 0;
	#isAtWork = false;
	readonly #stopped = new AbortController();
	#tries = 0;

	constructor(access: StoreAccess) {
		this.#access = access;
	}

	/** A transaction of our own deleted something. */
	request(sequence: number): void {
		this.#own = Math.max(this.#own, sequence);
		this.#begin(sequence, REST_MS);
	}

	/** Somebody's did, see {@link Head.deleted}. */
	follow(sequence: number | undefined): void {
		if (sequence !== undefined && sequence > this.#last) this.#begin(sequence, OTHERS_MS);
	}

	/** What the next head says of it. null: nothing is left of what was deleted up to there. */
	left(sequence: number | undefined): number | null {
		return sequence === undefined || sequence <= this.#done ? null : sequence;
	}

	/** Whether it has something to follow still, of whomever: a store that rests before would leave it to nobody. */
	get isRunning(): boolean {
		return this.#last > this.#done && (this.#isAtWork || this.#timer !== null);
	}

	stop(): void {
		this.#stopped.abort();
		if (this.#timer !== null) clearTimeout(this.#timer);
		this.#timer = null;
	}

	#begin(sequence: number, wait: number): void {
		this.#last = Math.max(this.#last, sequence);
		this.#tries = 0;
		this.#within(wait);
	}

	#within(wait: number): void {
		const due = performance.now() + wait;
		if (this.#stopped.signal.aborted || this.#isAtWork || (this.#timer !== null && this.#due <= due)) return;
		if (this.#timer !== null) clearTimeout(this.#timer);
		this.#due = due;
		this.#timer = beyondPatience(() => setTimeout(() => void this.#work(), wait).unref());
	}

	async #work(): Promise<void> {
		this.#timer = null;
		this.#isAtWork = true;
		const last = this.#last;
		const left = await this.#run().catch(() => null);
		this.#isAtWork = false;
		const isEnough = ++this.#tries >= TRIES;
		// Where others are written over all the time something always is, but after so long none of these.
		if (left === 0 || (isEnough && left !== null)) this.#done = Math.max(this.#done, last);
		if (this.#last > this.#done && !isEnough) this.#within(AGAIN_MS);
	}

	/** @returns how many deleted documents are left; null: not known */
	async #run(): Promise<number | null> {
		const { client, index } = this.#access;
		if (this.#own <= this.#done && (await readHead(this.#access)).deleted === undefined) return 0;
		await named(client.indices.flush({ index, wait_if_ongoing: true }));
		const patience = { requestTimeout: MERGE_MS, signal: this.#stopped.signal };
		await named(client.indices.forcemerge({ index, only_expunge_deletes: true }, patience));
		await named(client.indices.refresh({ index }));
		const { _all } = await named(client.indices.stats({ index, metric: "docs" }));
		return _all.primaries?.docs?.deleted ?? null;
	}
}
