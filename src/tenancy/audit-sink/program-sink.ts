import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import * as z from "zod";
import type { TenantId } from "../../domain/tenant.ts";
import { canonicalJson } from "../canonical-json.ts";
import type { AuditSink } from "./audit-sink.ts";

/**
 * A program that keeps entries where it likes (a log service, an object store that locks). It is started with the first entry and runs on: a JSON line on
 * its standard input for each batch, and a JSON line on its standard output when that batch is durable. When it ends it is started again.
 */

/** What the program reads. `entries`: canonical JSON of each, as it is hashed. */
export interface SinkRequest {
	readonly format: "tributary/audit-sink/v1";
	readonly n: number;
	readonly tenant: string;
	readonly entries: readonly string[];
}

/** What it writes. Anything but `ok` true: the batch is not durable. */
const Answer = z.strictObject({ n: z.int(), ok: z.boolean() });

/** Without an answer for so long it is ended. Milliseconds. */
const PATIENCE = 10_000;
/** For what is under way when we end. Milliseconds. */
const GRACE = 5000;

export function programSink([program = "", ...args]: readonly string[], patience = PATIENCE): AuditSink {
	let running: Running | null = null;
	let count = 0;
	const start = () => {
		// No shell, as for every command. Its stderr goes to ours: what it says of a failure is for the operator.
		const child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"], shell: false });
		const started = new Running(child, () => {
			if (running === started) running = null;
		});
		return started;
	};
	return {
		append: (tenant, entries) => {
			running ??= start();
			const request: SinkRequest = {
				format: "tributary/audit-sink/v1",
				n: ++count,
				tenant: tenant satisfies TenantId,
				entries: entries.map(canonicalJson),
			};
			return running.send(request, patience);
		},
		close: async () => running?.end(),
	};
}

class Running {
	readonly #child: ChildProcess;
	readonly #onOver: () => void;
	readonly #waiting = new Map<number, PromiseWithResolvers<void>>();
	readonly #ended = Promise.withResolvers<void>();

	/** @param onOver nothing more is to be sent to it */
	constructor(child: ChildProcess, onOver: () => void) {
		this.#child = child;
		this.#onOver = onOver;
		for (const [event, reason] of [
			["error", "cannot be run"],
			["exit", "ended"],
		] as const)
			child.on(event, () => {
				this.#giveUp(reason);
				this.#ended.resolve();
			});
		// A program that ends without reading is told of by its end.
		child.stdin?.on("error", () => {});
		if (child.stdout !== null) createInterface({ input: child.stdout }).on("line", (line) => this.#take(line));
	}

	async send(request: SinkRequest, patience: number): Promise<void> {
		const one = Promise.withResolvers<void>();
		this.#waiting.set(request.n, one);
		const timer = setTimeout(() => this.#giveUp("does not answer"), patience).unref();
		this.#child.stdin?.write(`${JSON.stringify(request)}\n`);
		try {
			await one.promise;
		} finally {
			clearTimeout(timer);
			this.#waiting.delete(request.n);
		}
	}

	#take(line: string): void {
		const read = Answer.safeParse(parsed(line));
		// Who speaks another language is not understood by what follows either.
		if (!read.success) {
			this.#giveUp("does not answer as it should");
			return;
		}
		const one = this.#waiting.get(read.data.n);
		if (read.data.ok) one?.resolve();
		else one?.reject(new Error("The program of the audit sink could not keep the entries."));
	}

	/** Nobody waits for it any more, and another one takes its place. */
	#giveUp(reason: string): void {
		this.#onOver();
		this.#child.kill("SIGKILL");
		for (const one of this.#waiting.values()) one.reject(new Error(`The program of the audit sink ${reason}.`));
		this.#waiting.clear();
	}

	async end(): Promise<void> {
		this.#child.stdin?.end();
		const timer = setTimeout(() => this.#child.kill("SIGKILL"), GRACE);
		await this.#ended.promise;
		clearTimeout(timer);
	}
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
