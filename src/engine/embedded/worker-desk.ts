import { parentPort } from "node:worker_threads";
import type { StorePlace } from "./paths.ts";
import { type Calls, type Reply, type Request, toFault } from "./protocol.ts";

/** What a worker does for each kind of call. A value that is a promise is answered when it settles. */
export type Handlers<C extends Calls<C>> = {
	readonly [K in keyof C & string]: (
		place: StorePlace,
		key: Uint8Array,
		input: C[K]["input"],
	) => C[K]["output"] | Promise<C[K]["output"]>;
};

/**
 * The worker's side of a WorkerLink: answers each request from its handler, in any order.
 * @param buffersOf buffers of an answer that are handed over instead of copied
 * @param close finishes what was accepted and closes all files
 */
export function serve<C extends Calls<C>>(
	handlers: Handlers<C>,
	buffersOf: (value: unknown) => ArrayBuffer[],
	close: () => void,
): void {
	const port = parentPort;
	if (port === null) throw new Error("This file runs as a worker thread.");
	const answer = async ({ id, kind, place, key, input }: Request): Promise<void> => {
		try {
			const handler = handlers[kind as keyof C & string];
			if (handler === undefined) throw new Error(`No handler for ${kind}`);
			const value = await handler(place, key, input);
			port.postMessage({ id, value } satisfies Reply, buffersOf(value));
		} catch (thrown) {
			port.postMessage({ id, fault: toFault(thrown) } satisfies Reply);
		}
	};
	port.on("message", (request: Request | null) => {
		if (request !== null) return void answer(request);
		close();
		// After the answers of what close() finished, which wait in the queue of microtasks.
		setImmediate(() => port.postMessage({ closed: true } satisfies Reply));
	});
}
