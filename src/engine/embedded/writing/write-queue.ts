import { TributaryError } from "../../../errors.ts";
import { LOCK_TIMEOUT } from "../connection.ts";
import { isLocked, storeFault } from "../faults.ts";
import type { PackedChange } from "../protocol.ts";
import type { Outcome, StoreWriter } from "./store-writer.ts";

interface Call {
	readonly changes: readonly PackedChange[];
	readonly resolve: (versions: number[]) => void;
	readonly reject: (error: unknown) => void;
}

interface Queue {
	readonly open: () => StoreWriter;
	readonly calls: Call[];
	/** Since when somebody else is writing to the store; null: nobody is, as far as is known. */
	lockedSince: number | null;
	/** It is tried again later. */
	isPaused: boolean;
}

/** Milliseconds after which a store that somebody else was writing to is tried again; meanwhile the others are written to. */
const PAUSE = 10;
/** Never woken. */
const SLEEPER = new Int32Array(new SharedArrayBuffer(4));

/** Changes in one transaction, beyond which the next call waits for the next one: keeps the lock and the log short. */
const GROUP_CHANGES = 1000;

/**
 * Calls waiting to be written. While one transaction is written, the calls that arrive queue up, and all of a store then share
 * the next transaction and its fsync. Stores take turns, and none waits for the lock of another.
 */
export class WriteQueue {
	readonly #queues = new Map<string, Queue>();
	#isScheduled = false;

	add(store: string, open: () => StoreWriter, changes: readonly PackedChange[]): Promise<number[]> {
		return new Promise((resolve, reject) => {
			const queue = this.#queues.get(store) ?? { open, calls: [], lockedSince: null, isPaused: false };
			this.#queues.set(store, queue);
			queue.calls.push({ changes, resolve, reject });
			this.#schedule();
		});
	}

	/** Writes all that waits for one store. */
	finish(store: string): void {
		for (let queue = this.#queues.get(store); queue !== undefined; queue = this.#queues.get(store)) {
			this.#writeGroup(store, queue);
			if (queue.isPaused) Atomics.wait(SLEEPER, 0, 0, PAUSE);
		}
	}

	finishAll(): void {
		for (const store of [...this.#queues.keys()]) this.finish(store);
	}

	#schedule(): void {
		if (this.#isScheduled) return;
		this.#isScheduled = true;
		// Not a microtask: the messages that already wait for this thread shall join the group.
		setImmediate(() => {
			this.#isScheduled = false;
			for (const [store, queue] of this.#ready()) this.#writeGroup(store, queue);
			if (this.#ready().length > 0) this.#schedule();
		});
	}

	#ready(): (readonly [store: string, queue: Queue])[] {
		return [...this.#queues].filter(([, { isPaused }]) => !isPaused);
	}

	#writeGroup(store: string, queue: Queue): void {
		const group = takeGroup(queue.calls);
		if (queue.calls.length === 0) this.#queues.delete(store);
		let isApplied = false;
		try {
			const writer = queue.open();
			const outcomes = writer.apply(group.map((call) => call.changes));
			isApplied = true;
			queue.lockedSince = null;
			for (const [index, call] of group.entries()) settle(call, outcomes[index]);
			if (queue.calls.length === 0) writer.purgeLog();
		} catch (thrown) {
			if (!isApplied && isLocked(thrown) && this.#isPatient(queue)) this.#putBack(store, queue, group);
			else for (const call of group) call.reject(storeFault(thrown));
		}
	}

	#isPatient(queue: Queue): boolean {
		queue.lockedSince ??= performance.now();
		return performance.now() - queue.lockedSince < LOCK_TIMEOUT;
	}

	#putBack(store: string, queue: Queue, group: readonly Call[]): void {
		queue.calls.unshift(...group);
		this.#queues.set(store, queue);
		if (queue.isPaused) return;
		queue.isPaused = true;
		setTimeout(() => {
			queue.isPaused = false;
			this.#schedule();
		}, PAUSE);
	}
}

function takeGroup(calls: Call[]): Call[] {
	let size = 0;
	const end = calls.findIndex((call) => {
		size += call.changes.length;
		return size > GROUP_CHANGES;
	});
	return calls.splice(0, end === -1 ? calls.length : Math.max(1, end));
}

function settle(call: Call, outcome: Outcome | undefined): void {
	if (outcome === undefined) call.reject(new TributaryError("internal"));
	else if ("versions" in outcome) call.resolve(outcome.versions);
	else call.reject(storeFault(outcome.thrown));
}
