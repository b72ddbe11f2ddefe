import { type MessagePort, parentPort } from "node:worker_threads";
import type { SharedKey } from "../shared-key.ts";
import type { StorePlace } from "./paths.ts";
import { type Calls, type Reply, type Request, toFault } from "./protocol.ts";

/** What a worker does for each kind of call, and tells before it is done. A value that is a promise is answered when it settles. */
export type Handlers<C extends Calls<C>> = {
	readonly [K in keyof C & string]: (
		place: StorePlace,
		key: SharedKey,
		input: C[K]["input"],
		tell: (part: C[K]["part"]) => void,
	) => C[K]["output"] | Promise<C[K]["output"]>;
};

/**
 * The worker's side of a WorkerLink: answers each request from its handler, in any order.
 * @param buffersOf buffers of an answer that are handed over instead of copied
 * @param close finishes what was accepted and closes all files
 * @param whenIdle does a little of what can be done ahead; false where nothing is left until the next request
 */
export function serve<C extends Calls<C>>(
	handlers: Handlers<C>,
	buffersOf: (value: unknown) => ArrayBuffer[],
	close: () => void,
	whenIdle?: () => boolean,
): void {
	const port = parentPort;
	if (port === null) throw new Error("This file runs as a worker thread.");
	const outbox = new Outbox(port);
	const answer = ({ id, kind, place, key, input }: Request): void => {
		const fail = (thrown: unknown) => outbox.add({ id, fault: toFault(thrown) }, []);
		try {
			const handler = handlers[kind as keyof C & string];
			if (handler === undefined) throw new Error(`No handler for ${kind}`);
			const value = handler(place, key, input, (part) => outbox.send({ id, part }, buffersOf(part)));
			const tell = (settled: unknown) => outbox.add({ id, value: settled }, buffersOf(settled));
			if (value instanceof Promise) value.then(tell).catch(fail);
			else tell(value);
		} catch (thrown) {
			fail(thrown);
		}
	};
	let idle: NodeJS.Timeout | undefined;
	const goOn = () => {
		if (whenIdle?.() === true) idle = setTimeout(goOn, PAUSE);
	};
	port.on("message", (requests: readonly Request[] | null) => {
		clearTimeout(idle);
		outbox.open();
		if (requests !== null) {
			for (const request of requests) {
				// What is known already does not wait for what takes long.
				if (request.kind === "retrieve") outbox.flush();
				answer(request);
			}
			if (whenIdle !== undefined) idle = setTimeout(goOn, IDLE);
			return;
		}
		close();
		// After the answers of what close() finished, which wait in the queue of microtasks.
		setImmediate(() => outbox.add({ closed: true }, []));
	});
}

/** Milliseconds without a request after which a worker is idle, and between two things that it then does ahead. */
const IDLE = 50;
const PAUSE = 1;

/** Milliseconds that an answer may wait for those of other calls that came with it. */
const PATIENCE = 0.3;

/** Answers that are ready at about the same time go in one message: each wakes the main thread. */
class Outbox {
	readonly #port: MessagePort;
	#replies: Reply[] = [];
	#buffers: ArrayBuffer[] = [];
	#opened = 0;
	#isScheduled = false;

	constructor(port: MessagePort) {
		this.#port = port;
	}

	/** A message with calls has come. */
	open(): void {
		this.#opened = performance.now();
	}

	add(reply: Reply, buffers: readonly ArrayBuffer[]): void {
		this.#replies.push(reply);
		this.#buffers.push(...buffers);
		if (performance.now() - this.#opened > PATIENCE) this.flush();
		else if (!this.#isScheduled) {
			this.#isScheduled = true;
			setImmediate(() => this.flush());
		}
	}

	/** At once, though more is to come. */
	send(reply: Reply, buffers: readonly ArrayBuffer[]): void {
		this.#replies.push(reply);
		this.#buffers.push(...buffers);
		this.flush();
	}

	/** Sends what waits. */
	flush(): void {
		this.#isScheduled = false;
		if (this.#replies.length === 0) return;
		const [replies, buffers] = [this.#replies, this.#buffers];
		this.#replies = [];
		this.#buffers = [];
		this.#port.postMessage(replies, buffers);
		this.#opened = performance.now();
	}
}
