import { type ChildProcess, spawn } from "node:child_process";
import { type ErrorCode, TributaryError } from "../../errors.ts";
import { FrameReader, frame } from "./frames.ts";
import { ENVIRONMENT, type Sandbox } from "./layers.ts";
import { residentBytes } from "./memory.ts";
import { type Answer, FILE_CODES, type Job } from "./messages.ts";

export interface WatchLimits {
	/** Milliseconds that one file may take. */
	readonly fileTime: number;
	/** Milliseconds until a new process must be ready. */
	readonly startTime: number;
	/** Resident bytes. */
	readonly memory: number;
	/** Resident bytes between two files from which on a process is replaced: it would rather grow than collect. */
	readonly grown: number;
	/** Milliseconds of work after which a process is replaced, well before the kernel ends it over a file that did nothing wrong. */
	readonly work: number;
	/** Bytes of one answer. */
	readonly answer: number;
	/** What a file may take that text is recognised in; null where that is off. */
	readonly recognition: { readonly fileTime: number; readonly memory: number } | null;
}

const MIB = 1024 * 1024;
export const WATCH_LIMITS: WatchLimits = {
	fileTime: 8000,
	startTime: 30_000,
	memory: 512 * MIB,
	grown: 276 * MIB,
	work: 300_000,
	answer: 8 * MIB,
	recognition: null,
};
/** How often the memory of a busy process is looked at, in milliseconds. */
const WATCH_EVERY = 50;
/** Files after which it is looked how much a process has grown. */
const WEIGHED_EVERY = 20;

/** Not checked: it was made in the process. */
export type ResumeAnswer = Extract<Answer, { kind: "resume" }>;

type Waiting = PromiseWithResolvers<ResumeAnswer>;

/** Says that a process ended before it came to a file, over one before it or because it did not start in time. Nothing is known about the file. */
export class NotBegun extends Error {
	/** It was never ready, as on a machine that has too much to do. */
	readonly isLate: boolean;

	constructor(isLate = false) {
		super();
		this.isLate = isLate;
	}
}

/**
 * How a process ends that has used too much: V8 aborts when its heap is full, the kernel sends SIGXCPU when the processor
 * time is used up. Where bubblewrap stands between, the number of the signal comes as an exit code over 128.
 */
const OVERUSED_SIGNALS: ReadonlySet<NodeJS.Signals | null> = new Set(["SIGABRT", "SIGXCPU"] as const);
const OVERUSED_CODES: ReadonlySet<number | null> = new Set([128 + 6, 128 + 24]);

/** The code is one of the table's, and the detail short: both come from a process that a hostile file was in. */
function failureOf({ code, detail }: Extract<Answer, { kind: "failure" }>): TributaryError {
	const known = FILE_CODES.has(code) ? code : "parser-failed";
	return new TributaryError(known, typeof detail === "string" ? { detail: detail.slice(0, 300) } : {});
}

/** One parser process. It serves one tenant only, one file after the other. */
export class ParserProcess {
	/** Tenant it is bound to, from its first file on. */
	tenant: string | null = null;
	files = 0;
	readonly ready: Promise<void>;
	readonly ended: Promise<void>;
	#child: ChildProcess;
	readonly #pending: Waiting[] = [];
	#timer: NodeJS.Timeout | undefined;
	#watch: NodeJS.Timeout | undefined;
	#started: (() => void) | null = null;
	/** It was given up before it had said that it is ready. */
	#isLate = false;
	#reason: ErrorCode | null = null;
	/** Milliseconds that its files took, and when the one that is parsed began. */
	#worked = 0;
	#since = 0;
	#grown = false;
	#dead = false;
	/** The file that is parsed has pictures whose text is being recognised. */
	#recognizes = false;
	readonly #limits: WatchLimits;

	constructor(sandbox: Sandbox, limits: WatchLimits) {
		this.#limits = limits;
		this.#child = spawn(sandbox.command, sandbox.args, {
			env: ENVIRONMENT,
			cwd: "/",
			stdio: ["pipe", "pipe", "ignore"],
			// A process group of its own, so that all of it can be ended at once.
			detached: true,
		});
		const reader = new FrameReader(limits.answer);
		this.#child.stdout?.on("data", (chunk: Buffer) => this.#read(reader, chunk));
		this.#child.stdin?.on("error", () => {});
		this.#child.stdout?.on("error", () => {});
		const begun = Promise.withResolvers<void>();
		this.#started = begun.resolve;
		const late = setTimeout(() => {
			this.#isLate = true;
			this.#stop("parser-failed");
		}, limits.startTime);
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

	/** Files sent and not answered: the first is being parsed, the next lies ready in its pipe. */
	get load(): number {
		return this.#pending.length;
	}

	/** Served long enough or grown too large: it is to be replaced when it has nothing to do. */
	get worn(): boolean {
		return this.#grown || this.#worked > this.#limits.work;
	}

	/**
	 * Has one file parsed. The answer is whatever the process says: check it.
	 * @throws TributaryError with one of the file codes
	 * @throws NotBegun where the process ended over a file before this one, or before it was ready
	 */
	parse(job: Job, bytes: Uint8Array): Promise<ResumeAnswer> {
		const waiting = Promise.withResolvers<ResumeAnswer>();
		const asked = performance.now();
		this.files += 1;
		this.#pending.push(waiting);
		void this.ready.then(() => {
			if (this.#dead) return waiting.reject(this.#isLate ? new NotBegun(true) : new TributaryError("parser-failed"));
			this.#child.stdin?.write(Buffer.concat([frame(Buffer.from(JSON.stringify(job))), frame(bytes)]));
			if (this.#pending[0] === waiting) this.#begin(performance.now() - asked);
		});
		return waiting.promise;
	}

	/** Ends the process at once; resolves when it is gone. */
	kill(): Promise<void> {
		this.#killGroup();
		return this.ended;
	}

	/** bubblewrap is two processes; killed while it starts, the first would leave the second waiting for its word for ever. */
	#killGroup(): void {
		const { pid } = this.#child;
		if (pid === undefined || this.#dead) return;
		try {
			process.kill(-pid, "SIGKILL");
		} catch {
			this.#child.kill("SIGKILL");
		}
	}

	/** {@link kill}; files that were sent ahead end as {@link NotBegun}. */
	discard(): Promise<void> {
		for (const waiting of this.#pending.splice(0)) waiting.reject(new NotBegun());
		return this.kill();
	}

	/**
	 * The clock runs from here for the first file that waits.
	 * @param waited ms for the start of the process: they count, but half of the time is left to the file in any case
	 */
	#begin(waited = 0): void {
		const { fileTime } = this.#limits;
		this.#recognizes = false;
		this.#since = performance.now();
		this.#timer = setTimeout(() => this.#stop("file-too-complex"), Math.max(fileTime / 2, fileTime - waited));
		this.#watch = setInterval(() => this.#checkMemory(), WATCH_EVERY);
	}

	#end(): Waiting | undefined {
		clearTimeout(this.#timer);
		clearInterval(this.#watch);
		return this.#pending.shift();
	}

	#stop(reason: ErrorCode): void {
		this.#reason ??= reason;
		this.#killGroup();
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
		else {
			const waiting = this.#end();
			this.#weigh();
			if (this.#pending.length > 0) this.#begin();
			if (answer.kind === "resume") waiting?.resolve(answer);
			else waiting?.reject(failureOf(answer));
		}
	}

	#weigh(): void {
		this.#worked += performance.now() - this.#since;
		const { pid } = this.#child;
		if (this.files % WEIGHED_EVERY === 0 && pid !== undefined && residentBytes(pid) > this.#limits.grown)
			this.#grown = true;
	}

	/** More time and memory for one file, once. */
	#allowRecognition(): void {
		const { recognition } = this.#limits;
		if (recognition === null || this.#recognizes || this.#pending.length === 0) return;
		this.#recognizes = true;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.#stop("file-too-complex"), recognition.fileTime);
	}

	#gone(): void {
		this.#dead = true;
		const { signalCode, exitCode } = this.#child;
		const full = OVERUSED_SIGNALS.has(signalCode) || OVERUSED_CODES.has(exitCode);
		const first = this.#end();
		if (this.#isLate) first?.reject(new NotBegun(true));
		else first?.reject(new TributaryError(this.#reason ?? (full ? "file-too-complex" : "parser-failed")));
		for (const waiting of this.#pending.splice(0)) waiting.reject(new NotBegun());
	}
}
