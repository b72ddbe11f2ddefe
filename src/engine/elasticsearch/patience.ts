import { AsyncLocalStorage } from "node:async_hooks";

/**
 * How long whoever asks is kept waiting once something has gone wrong, in milliseconds, from when the request that went wrong was sent: a call is
 * a chain of requests, each of which may be made again, and would wait for a cluster that is not there with every one of them.
 */
const PATIENCE_MS = 1800;

/** Of one call of the port, or of one transaction. While nothing goes wrong it is without end: a slow cluster is waited for. */
export class Patience {
	#until = Number.POSITIVE_INFINITY;
	#fault: unknown = null;

	/** Milliseconds. */
	get left(): number {
		return this.#until - performance.now();
	}

	/** What went wrong first. */
	get fault(): unknown {
		return this.#fault;
	}

	/** @param began when the request was sent that went wrong, performance.now() */
	lose(fault: unknown, began: number): void {
		this.#fault ??= fault;
		this.#until = Math.min(this.#until, began + PATIENCE_MS);
	}
}

const current = new AsyncLocalStorage<Patience>();

/** Requests of this work, and of what it starts, share a patience. */
export const within = <T>(patience: Patience, work: () => Promise<T>): Promise<T> => current.run(patience, work);

/** Of whatever is running; undefined: nobody waits. */
export const patienceOfCaller = (): Patience | undefined => current.getStore();

/** For what goes on after the call that starts it. */
export const beyondPatience = <T>(start: () => T): T => current.exit(start);
