import { Worker } from "node:worker_threads";
import { TributaryError } from "../../errors.ts";
import type { StorePlace } from "./paths.ts";
import { type Calls, fromFault, type Reply, type Request } from "./protocol.ts";

interface Waiting {
	readonly resolve: (value: unknown) => void;
	readonly reject: (error: Error) => void;
}

/**
 * The main thread's side of one worker thread: sends calls and hands their answers back. The thread starts with the first
 * call, keeps the process alive only while a call is open, and is started anew after it died.
 */
export class WorkerLink<C extends Calls<C>> {
	readonly #entry: URL;
	readonly #settings: unknown;
	readonly #waiting = new Map<number, Waiting>();
	#worker: Worker | null = null;
	#lastId = 0;

	/** @param settings reaches the worker as `workerData` */
	constructor(entry: URL, settings: unknown) {
		this.#entry = entry;
		this.#settings = settings;
	}

	/** Buffers in `transfer` belong to the worker afterwards. */
	call<K extends keyof C & string>(
		kind: K,
		place: StorePlace,
		key: Uint8Array,
		input: C[K]["input"],
		transfer: readonly ArrayBuffer[] = [],
	): Promise<C[K]["output"]> {
		return new Promise((resolve, reject) => {
			const worker = this.#running();
			const id = ++this.#lastId;
			worker.postMessage({ id, kind, place, key, input } satisfies Request, transfer);
			this.#waiting.set(id, { resolve, reject });
			worker.ref();
		});
	}

	/** Lets the worker finish what it was given, then ends it. */
	async close(): Promise<void> {
		const worker = this.#worker;
		if (worker === null) return;
		worker.ref();
		const closed = new Promise<void>((resolve) => {
			worker.on("message", (reply: Reply) => "closed" in reply && resolve());
			worker.on("exit", () => resolve());
		});
		worker.postMessage(null);
		await closed;
		await worker.terminate();
	}

	#running(): Worker {
		if (this.#worker !== null) return this.#worker;
		const worker = new Worker(this.#entry, { workerData: this.#settings });
		worker.on("message", (reply: Reply) => this.#settle(worker, reply));
		worker.on("error", (cause) => this.#fail(worker, cause));
		worker.on("exit", () => this.#fail(worker, new Error("The worker thread ended.")));
		this.#worker = worker;
		return worker;
	}

	#settle(worker: Worker, reply: Reply): void {
		if ("closed" in reply) return;
		const waiting = this.#waiting.get(reply.id);
		this.#waiting.delete(reply.id);
		if (this.#waiting.size === 0) worker.unref();
		if ("fault" in reply) waiting?.reject(fromFault(reply.fault));
		else waiting?.resolve(reply.value);
	}

	#fail(worker: Worker, cause: unknown): void {
		if (this.#worker !== worker) return;
		this.#worker = null;
		const lost = [...this.#waiting.values()];
		this.#waiting.clear();
		for (const { reject } of lost) reject(new TributaryError("store-unavailable", { cause }));
	}
}
