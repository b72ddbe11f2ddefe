import { Worker } from "node:worker_threads";
import { TributaryError } from "../../errors.ts";
import type { SharedKey } from "../shared-key.ts";
import type { StorePlace } from "./paths.ts";
import { type Calls, fromFault, type Reply, type Request } from "./protocol.ts";

interface Waiting {
	readonly resolve: (value: unknown) => void;
	readonly reject: (error: Error) => void;
	readonly take: ((part: unknown) => void) | undefined;
}

/**
 * The main thread's side of one worker thread: sends calls and hands their answers back. The thread starts with the first
 * call, keeps the process alive only while a call is open, and is started anew after it died.
 */
export class WorkerLink<C extends Calls<C>> {
	readonly #entry: URL;
	readonly #settings: unknown;
	readonly #waiting = new Map<number, Waiting>();
	/** Calls of this turn of the event loop: each message wakes a thread, which takes longer than most calls do. */
	#unsent: { readonly requests: Request[]; readonly transfer: ArrayBuffer[] } | null = null;
	#worker: Worker | null = null;
	#lastId = 0;

	/** @param settings reaches the worker as `workerData` */
	constructor(entry: URL, settings: unknown) {
		this.#entry = entry;
		this.#settings = settings;
	}

	/**
	 * @param transfer buffers that belong to the worker afterwards
	 * @param take is given what is known before the rest
	 */
	call<K extends keyof C & string>(
		kind: K,
		place: StorePlace,
		key: SharedKey,
		input: C[K]["input"],
		transfer: readonly ArrayBuffer[] = [],
		take?: (part: C[K]["part"]) => void,
	): Promise<C[K]["output"]> {
		return new Promise((resolve, reject) => {
			const id = ++this.#lastId;
			const request: Request = { id, kind, place, key, input };
			this.#waiting.set(id, { resolve, reject, take });
			if (this.#unsent === null) setImmediate(() => this.#send());
			this.#unsent ??= { requests: [], transfer: [] };
			this.#unsent.requests.push(request);
			this.#unsent.transfer.push(...transfer);
		});
	}

	#send(): void {
		const unsent = this.#unsent;
		this.#unsent = null;
		if (unsent === null) return;
		try {
			const worker = this.#running();
			worker.postMessage(unsent.requests, unsent.transfer);
			worker.ref();
		} catch (thrown) {
			for (const { id } of unsent.requests) {
				this.#waiting.get(id)?.reject(thrown as Error);
				this.#waiting.delete(id);
			}
		}
	}

	/** Lets the worker finish what it was given, then ends it. */
	async close(): Promise<void> {
		this.#send();
		const worker = this.#worker;
		if (worker === null) return;
		worker.ref();
		const closed = new Promise<void>((resolve) => {
			worker.on("message", (replies: readonly Reply[]) => replies.some((reply) => "closed" in reply) && resolve());
			worker.on("exit", () => resolve());
		});
		worker.postMessage(null);
		await closed;
		await worker.terminate();
	}

	#running(): Worker {
		if (this.#worker !== null) return this.#worker;
		const worker = new Worker(this.#entry, { workerData: this.#settings });
		worker.on("message", (replies: readonly Reply[]) => {
			for (const reply of replies) this.#settle(worker, reply);
		});
		worker.on("error", (cause) => this.#fail(worker, cause));
		worker.on("exit", () => this.#fail(worker, new Error("The worker thread ended.")));
		this.#worker = worker;
		return worker;
	}

	#settle(worker: Worker, reply: Reply): void {
		if ("closed" in reply) return;
		const waiting = this.#waiting.get(reply.id);
		if ("part" in reply) {
			waiting?.take?.(reply.part);
			return;
		}
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
