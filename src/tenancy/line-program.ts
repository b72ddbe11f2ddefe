import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import * as z from "zod";

/**
 * A program of the operator's that runs beside us and answers line by line: a JSON object with a number `n` on its standard input, one with the same `n` on
 * its standard output. It is started with the first question; when it ends, is silent for too long or speaks nonsense it is started anew.
 */
export interface LineProgram {
	/** @throws Error no answer came, or one that does not say `ok` */
	ask(request: object): Promise<Answer>;
	close(): Promise<void>;
}

const Answer = z.looseObject({ n: z.int(), ok: z.boolean() });
export type Answer = z.output<typeof Answer>;

/** Without an answer for so long it is ended. Milliseconds. */
const PATIENCE = 10_000;
/** For what is under way when we end. Milliseconds. */
const GRACE = 5000;

/** @param what it is for, in errors */
export function lineProgram(
	what: string,
	[program = "", ...args]: readonly string[],
	patience = PATIENCE,
): LineProgram {
	let running: Running | null = null;
	let count = 0;
	const start = () => {
		// No shell, as for every command. Its stderr goes to ours: what it says of a failure is for the operator.
		const child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"], shell: false });
		const started = new Running(what, child, () => {
			if (running === started) running = null;
		});
		return started;
	};
	return {
		ask: async (request) => {
			running ??= start();
			const answer = await running.send({ ...request, n: ++count }, patience);
			if (!answer.ok) throw new Error(`The program of the ${what} refused.`);
			return answer;
		},
		close: async () => running?.end(),
	};
}

class Running {
	readonly #what: string;
	readonly #child: ChildProcess;
	readonly #onOver: () => void;
	readonly #waiting = new Map<number, PromiseWithResolvers<Answer>>();
	readonly #ended = Promise.withResolvers<void>();

	/** @param onOver nothing more is to be sent to it */
	constructor(what: string, child: ChildProcess, onOver: () => void) {
		this.#what = what;
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

	async send(request: { readonly n: number }, patience: number): Promise<Answer> {
		const one = Promise.withResolvers<Answer>();
		this.#waiting.set(request.n, one);
		const timer = setTimeout(() => this.#giveUp("does not answer"), patience).unref();
		this.#child.stdin?.write(`${JSON.stringify(request)}\n`);
		try {
			return await one.promise;
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
		this.#waiting.get(read.data.n)?.resolve(read.data);
	}

	/** Nobody waits for it any more, and another one takes its place. */
	#giveUp(reason: string): void {
		this.#onOver();
		this.#child.kill("SIGKILL");
		for (const one of this.#waiting.values()) one.reject(new Error(`The program of the ${this.#what} ${reason}.`));
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
