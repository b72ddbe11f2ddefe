import type { Store } from "../engine/port.ts";
import { isConflict, retryOnConflict } from "../tenancy/optimistic.ts";
import type { Scope } from "../tenancy/scope.ts";
import { type StagedStore, stagedStore } from "./staged-store.ts";

/**
 * Calls of one tenant, one after the other: side by side they would only lose their writes to each other, and a record below an
 * application could be stored while the application's person is made without it. Those that wait together are written together.
 */

/** Records in one write; a call is never cut. */
const MOST_RECORDS = 200;

interface Turn {
	readonly records: number;
	/** Works the call out, and stages its changes as the last thing it does. */
	readonly attempt: (store: StagedStore) => Promise<void>;
	readonly done: () => void;
	readonly failed: (error: unknown) => void;
}

/** By the tenant's store itself: two platforms in one process may have tenants of the same name. */
const queues = new WeakMap<Store, Turn[]>();

/** @returns what `attempt` gave when its changes were durable */
export function inTurn<T>({ store }: Scope, records: number, attempt: (store: StagedStore) => Promise<T>): Promise<T> {
	const { promise, resolve, reject } = Promise.withResolvers<T>();
	let value: T;
	const turn: Turn = {
		records,
		attempt: async (staged) => {
			value = await attempt(staged);
		},
		done: () => resolve(value),
		failed: reject,
	};
	const queue = queues.get(store);
	if (queue !== undefined) queue.push(turn);
	else {
		const mine = [turn];
		queues.set(store, mine);
		void work(mine, store);
	}
	return promise;
}

async function work(queue: Turn[], store: Store): Promise<void> {
	while (queue.length > 0) await writeTogether(takeSome(queue), store);
	queues.delete(store);
}

function takeSome(queue: Turn[]): Turn[] {
	let records = 0;
	let count = 0;
	for (const turn of queue) {
		if (count > 0 && records + turn.records > MOST_RECORDS) break;
		records += turn.records;
		count++;
	}
	return queue.splice(0, count);
}

async function writeTogether(turns: readonly Turn[], store: Store): Promise<void> {
	if (turns.length === 1) return writeAlone(turns[0] as Turn, store);
	const staged = stagedStore(store);
	const ready: Turn[] = [];
	const again: Turn[] = [];
	for (const turn of turns) {
		try {
			await turn.attempt(staged);
			ready.push(turn);
		} catch (error) {
			if (isConflict(error)) again.push(turn);
			else turn.failed(error);
		}
	}
	try {
		if (staged.changes.length > 0) await store.write(staged.changes);
		for (const turn of ready) turn.done();
	} catch {
		again.unshift(...ready);
	}
	// Somebody outside these calls was faster, or one of them is not taken: each is worked out by itself.
	for (const turn of again) await writeAlone(turn, store);
}

async function writeAlone(turn: Turn, store: Store): Promise<void> {
	try {
		await retryOnConflict(async () => {
			const staged = stagedStore(store);
			await turn.attempt(staged);
			if (staged.changes.length > 0) await store.write(staged.changes);
		});
		turn.done();
	} catch (error) {
		turn.failed(error);
	}
}
