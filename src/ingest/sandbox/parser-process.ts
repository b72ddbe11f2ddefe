import { type ChildProcess, spawn } from "node:child_process";
import { type ErrorCode, TributaryError } from "../../errors.ts";
import { FrameReader, frame } from "./frames.ts";
import type { Sandbox } from "./layers.ts";
import { residentBytes } from "./memory.ts";
import { type Answer, FILE_CODES, type Job } from "./messages.ts";

export interface WatchLimits {
	/** Milliseconds that one file may take. */
	readonly fileTime: number;
	/** Milliseconds until a new process must be ready. */
	readonly startTime: number;
	/** Resident bytes. */
	readonly memory: number;
	/** Bytes of one answer. */
	readonly answer: number;
	/** What a file may take that text is recognised in; null where that is off. */
	readonly recognition: { readonly fileTime: number; readonly memory: number } | null;
}

const MIB = 1024 * 1024;
export const WATCH_LIMITS: WatchLimits = {
	fileTime: 10_000,
	startTime: 30_000,
	memory: 512 * MIB,
	answer: 8 * MIB,
	recognition: null,
};
/** How often the memory of a busy process is looked at, in milliseconds. */
const WATCH_EVERY = 50;

interface Waiting {
	readonly resolve: (resume: unknown) => void;
	readonly reject: (error: TributaryError) => void;
}

/** One parser process. It serves one tenant only and one file at a time. */
export class ParserProcess {
	/** Tenant it is bound to, from its first file on. */
	tenant: string | null = null;
	files = 0;
	busy = false;
	readonly ready: Promise<void>;
	readonly ended: Promise<void>;
	#child: ChildProcess;
	#waiting: Waiting | null = null;
	#started: (() => void) | null = null;
	#reason: ErrorCode | null = null;
	#dead = false;
	/** The file that is parsed has pictures whose text is being recognised. */
	#recognizes = false;
	#timer: NodeJS.Timeout | undefined;
	readonly #limits: WatchLimits;

	constructor(sandbox: Sandbox, limits: WatchLimits) {
		this.#limits = limits;
		this.#child = spawn(sandbox.command, sandbox.args, { env: {}, cwd: "/", stdio: ["pipe", "pipe", "ignore"] });
		const reader = new FrameReader(limits.answer);
		this.#child.stdout?.on("data", (chunk: Buffer) => this.#read(reader, chunk));
		this.#child.stdin?.on("error", () => {});
		this.#child.stdout?.on("error", () => {});
		const begun = Promise.withResolvers<void>();
		this.#started = begun.resolve;
		const late = setTimeout(() => this.#stop("parser-failed"), limits.startTime);
		this.ready = begun.promise.finally(() => clearTimeout(late));
		this.ended = new Promise((resolve) => {
			const over = (): void => {
				clearTimeout(late);
				this.#gone();
				begun.resolve();
				resolve();
			};
			this.#child.once("exit", over);
			this.#child.once("error", over);
		});
	}

	get alive(): boolean {
		return !this.#dead;
	}
	get pid(): number | undefined {
		return this.#child.pid;
	}

	/**
	 * Has one file parsed. The answer is whatever the process says: check it.
	 * @throws TributaryError with one of the file codes
	 */
	async parse(job: Job, bytes: Uint8Array): Promise<unknown> {
		await this.ready;
		if (this.#dead) throw new TributaryError("parser-failed");
		this.files += 1;
		this.#recognizes = false;
		this.#timer = setTimeout(() => this.#stop("file-too-complex"), this.#limits.fileTime);
		const watch = setInterval(() => this.#checkMemory(), WATCH_EVERY);
		try {
			return await new Promise((resolve, reject) => {
				this.#waiting = { resolve, reject };
				this.#child.stdin?.write(Buffer.concat([frame(Buffer.from(JSON.stringify(job))), frame(bytes)]));
			});
		} finally {
			clearTimeout(this.#timer);
			clearInterval(watch);
			this.#waiting = null;
		}
	}

	/** Ends the process at once; resolves when it is gone. */
	kill(): Promise<void> {
		this.#child.kill("SIGKILL");
		return this.ended;
	}

	#stop(reason: ErrorCode): void {
		this.#reason ??= reason;
		this.#child.kill("SIGKILL");
	}

	#checkMemory(): void {
		const { pid } = this.#child;
		const limit = (this.#recognizes ? this.#limits.recognition?.memory : undefined) ?? this.#limits.memory;
		if (pid !== undefined && residentBytes(pid) > limit) this.#stop("file-too-complex");
	}

	#read(reader: FrameReader, chunk: Buffer): void {
		try {
			for (const content of reader.push(chunk)) this.#answer(JSON.parse(content.toString("utf8")) as Answer);
		} catch {
			this.#stop("file-too-complex");
		}
	}

	#answer(answer: Answer): void {
		if (answer.kind === "ready") this.#started?.();
		else if (answer.kind === "recognizing") this.#allowRecognition();
		else if (answer.kind === "resume") this.#waiting?.resolve(answer.resume);
		else {
			const code = FILE_CODES.has(answer.code) ? answer.code : "parser-failed";
			const detail = typeof answer.detail === "string" ? { detail: answer.detail.slice(0, 300) } : {};
			this.#waiting?.reject(new TributaryError(code, detail));
		}
	}

	/** More time and memory for one file, once. */
	#allowRecognition(): void {
		const { recognition } = this.#limits;
		if (recognition === null || this.#recognizes || this.#waiting === null) return;
		this.#recognizes = true;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.#stop("file-too-complex"), recognition.fileTime);
	}

	/** SIGABRT and exit code 134 are how V8 ends when its heap is full. */
	#gone(): void {
		this.#dead = true;
		const full =
			this.#child.signalCode === "SIGABRT" || this.#child.exitCode === 134 || this.#child.signalCode === "SIGXCPU";
		this.#waiting?.reject(new TributaryError(this.#reason ?? (full ? "file-too-complex" : "parser-failed")));
	}
}
