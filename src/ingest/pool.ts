import * as z from "zod";
import { ParsedResume } from "../domain/resume.ts";
import { ReadLine } from "../domain/resume-text.ts";
import { TributaryError } from "../errors.ts";
import { FILE_LIMITS, tooLarge } from "./limits.ts";
import { missingOcrPackages } from "./read/ocr/engine.ts";
import { OCR_LIMITS } from "./read/ocr/limits.ts";
import { findSandbox, PROCESS_LIMITS, type ProcessLimits, type Sandbox } from "./sandbox/layers.ts";
import { HARMLESS, type Job } from "./sandbox/messages.ts";
import {
	NotBegun,
	ParserProcess,
	type ResumeAnswer,
	WATCH_LIMITS,
	type WatchLimits,
} from "./sandbox/parser-process.ts";

export interface PoolOptions {
	/** Files parsed at the same time; each has a process of its own. Default 2. */
	readonly workers?: number;
	/**
	 * Files after which a process is thrown away. Default 5000: a start costs as much as hundreds of files, and the code of the first
	 * thousand is still being compiled. One that has grown or worked too much goes sooner.
	 */
	readonly filesPerProcess?: number;
	/** Files that may wait. Default 10,000; more are refused with `overloaded`. */
	readonly queue?: number;
	readonly limits?: Partial<WatchLimits>;
	readonly processLimits?: Partial<ProcessLimits>;
	/** Bytes that a file may have, up to those of {@link FILE_LIMITS}, which is the default. */
	readonly fileBytes?: number;
	/** How processes are started; found on this machine if absent. */
	readonly sandbox?: Sandbox;
	/** Languages in which text of images and scans is recognised, as Tesseract names them; without any it is off. */
	readonly ocr?: readonly string[];
	/** Folder of the vocabulary that files are read with; absent or null, the one that is shipped. */
	readonly vocabulary?: string | null;
}

export interface PoolInput {
	/** Files of two tenants never meet in one process. */
	readonly tenant: string;
	readonly bytes: Uint8Array;
	readonly fileName?: string | undefined;
	/** ISO date. */
	readonly asOf: string;
}

/** JSON pointer of a value to the texts that lost against it, the best first. */
const Losers = z.record(
	z.string().max(200),
	z
		.array(
			z.strictObject({ value: z.string().max(20_000), score: z.number(), rules: z.array(z.string().max(200)).max(40) }),
		)
		.max(10),
);
type Losers = z.output<typeof Losers>;

export interface PoolAnswer {
	readonly resume: ParsedResume;
	readonly losers: Losers;
	/** In reading order; none unless they are asked for. */
	readonly lines: readonly ReadLine[];
}

/** What is wanted of a file besides the resume. */
type Extras = Pick<Job, "explain" | "lines">;

export interface ParserPool {
	/** Layers of the sandbox that are in force on this machine. */
	readonly sandbox: readonly string[];
	/**
	 * Parses one file in a process of its tenant.
	 * @throws TributaryError with one of the file codes, or `overloaded`
	 */
	parse(input: PoolInput): Promise<ParsedResume>;
	/** {@link parse}, with what else each value could have been. */
	explain(input: PoolInput): Promise<PoolAnswer>;
	/** {@link parse}, with the lines that were read. */
	readText(input: PoolInput): Promise<PoolAnswer>;
	/** Ids of the processes that run now. */
	pids(): number[];
	/** Ends all processes. Files that wait or are being parsed end as `parser-failed`. */
	close(): Promise<void>;
}

interface Waiting {
	readonly input: PoolInput;
	readonly extras: Extras;
	/** Milliseconds, monotonic. */
	readonly since: number;
	/** Processes that were to parse it and never were ready. */
	lateStarts: number;
	readonly resolve: (answer: PoolAnswer) => void;
	readonly reject: (error: unknown) => void;
}

/** Milliseconds that files of other tenants may go first. */
const PATIENCE = 5000;
/** Processes that may start too slowly before a file is given back. */
const MOST_LATE_STARTS = 2;
/** Processes kept, busy or idle, for each one that may work: tenants that take turns find theirs again. */
const KEPT = 2;

class Pool implements ParserPool {
	readonly sandbox: readonly string[];
	readonly #start: Sandbox;
	readonly #limits: WatchLimits;
	readonly #workers: number;
	readonly #filesPerProcess: number;
	readonly #queueLimit: number;
	readonly #fileBytes: number;
	/** Bound to a tenant. */
	#processes: ParserProcess[] = [];
	/** Started and warm, bound to nobody: hides the second that a start takes. */
	#spare: ParserProcess | null = null;
	#queue: Waiting[] = [];
	#closed = false;

	constructor(options: PoolOptions) {
		const ocr = checkOcr(options.ocr ?? []);
		const recognizes = ocr.length > 0;
		this.#start =
			options.sandbox ?? parserSandbox({ ...options.processLimits, ocr, vocabulary: options.vocabulary ?? null });
		this.sandbox = this.#start.layers;
		const limits = { ...WATCH_LIMITS, ...options.limits };
		const recognition = { fileTime: OCR_LIMITS.fileTime, memory: limits.memory + OCR_LIMITS.extraMemory };
		this.#limits = { ...limits, recognition: recognizes ? recognition : null };
		this.#workers = Math.max(1, options.workers ?? 2);
		this.#filesPerProcess = options.filesPerProcess ?? 5000;
		this.#queueLimit = options.queue ?? 10_000;
		this.#fileBytes = Math.min(options.fileBytes ?? FILE_LIMITS.bytes, FILE_LIMITS.bytes);
		this.#prepareSpare();
	}

	async parse(input: PoolInput): Promise<ParsedResume> {
		return (await this.#enqueue(input, {})).resume;
	}

	explain(input: PoolInput): Promise<PoolAnswer> {
		return this.#enqueue(input, { explain: true });
	}

	readText(input: PoolInput): Promise<PoolAnswer> {
		return this.#enqueue(input, { lines: true });
	}

	async #enqueue(input: PoolInput, extras: Extras): Promise<PoolAnswer> {
		if (this.#closed) throw new TributaryError("parser-failed");
		if (input.bytes.length > this.#fileBytes) throw tooLarge(this.#fileBytes);
		if (input.bytes.length === 0) throw new TributaryError("file-empty");
		if (this.#queue.length >= this.#queueLimit) throw new TributaryError("overloaded", { retryAfter: 5 });
		return await new Promise((resolve, reject) => {
			this.#queue.push({ input, extras, since: performance.now(), lateStarts: 0, resolve, reject });
			this.#dispatch();
		});
	}

	pids(): number[] {
		return [...this.#processes, ...(this.#spare === null ? [] : [this.#spare])]
			.map((process) => process.pid)
			.filter((pid) => pid !== undefined);
	}

	async close(): Promise<void> {
		this.#closed = true;
		for (const waiting of this.#queue.splice(0)) waiting.reject(new TributaryError("parser-failed"));
		const all = [...this.#processes, ...(this.#spare === null ? [] : [this.#spare])];
		this.#processes = [];
		this.#spare = null;
		await Promise.all(all.map((process) => process.kill()));
	}

	#prepareSpare(): void {
		if (this.#spare !== null || this.#closed) return;
		const spare = new ParserProcess(this.#start, this.#limits);
		this.#spare = spare;
		void spare.ended.then(() => {
			if (this.#spare === spare) this.#spare = null;
		});
	}

	#dispatch(): void {
		while (this.#queue.length > 0 && !this.#closed) {
			const busy = this.#processes.filter((process) => process.load > 0).length;
			if (busy < this.#workers) {
				const waiting = this.#next();
				void this.#run(this.#processFor(waiting.input.tenant), waiting);
				continue;
			}
			const ahead = this.#aheadFor(this.#queue[0] as Waiting);
			if (ahead === undefined) return;
			void this.#run(ahead, this.#queue.shift() as Waiting);
		}
	}

	/** While many wait, the next file of a tenant is laid into the pipe of his process, so that it need not wait for us. */
	#aheadFor(waiting: Waiting): ParserProcess | undefined {
		if (this.#queue.length <= this.#workers) return undefined;
		return this.#processes.find(
			(process) =>
				process.alive && process.tenant === waiting.input.tenant && process.load === 1 && !this.#isUsedUp(process),
		);
	}

	/** The first file whose tenant has an idle process, unless somebody has waited too long for that: starts are dear. */
	#next(): Waiting {
		const head = this.#queue[0] as Waiting;
		const idle = new Set(
			this.#processes.filter((process) => process.alive && process.load === 0).map((process) => process.tenant),
		);
		const late = performance.now() - head.since > PATIENCE;
		const at = late
			? 0
			: Math.max(
					0,
					this.#queue.findIndex((waiting) => idle.has(waiting.input.tenant)),
				);
		return this.#queue.splice(at, 1)[0] as Waiting;
	}

	/** An idle process of the tenant, else the spare. An idle process of another tenant makes room. */
	#processFor(tenant: string): ParserProcess {
		this.#processes = this.#processes.filter((process) => process.alive);
		const own = this.#processes.find((process) => process.tenant === tenant && process.load === 0);
		if (own !== undefined) return own;
		if (this.#processes.length >= this.#workers * KEPT) {
			const idle = this.#processes.find((process) => process.load === 0);
			if (idle !== undefined) this.#discard(idle);
		}
		const fresh = this.#spare?.alive === true ? this.#spare : new ParserProcess(this.#start, this.#limits);
		if (fresh === this.#spare) this.#spare = null;
		fresh.tenant = tenant;
		this.#processes.push(fresh);
		this.#prepareSpare();
		return fresh;
	}

	#discard(process: ParserProcess): void {
		this.#processes = this.#processes.filter((entry) => entry !== process);
		void process.discard();
	}

	async #run(process: ParserProcess, waiting: Waiting): Promise<void> {
		const { input, extras, resolve, reject } = waiting;
		let clean = false;
		try {
			const job = { fileName: input.fileName ?? null, asOf: input.asOf, ...extras };
			const answer = checked(await process.parse(job, input.bytes));
			clean = true;
			resolve(answer);
		} catch (thrown) {
			if (thrown instanceof NotBegun) {
				if (thrown.isLate) this.#discard(process);
				return this.#again(waiting, thrown.isLate);
			}
			clean = thrown instanceof TributaryError && HARMLESS.has(thrown.code);
			reject(thrown);
		}
		if (!clean || (process.load === 0 && this.#isUsedUp(process))) this.#discard(process);
		this.#dispatch();
	}

	#isUsedUp(process: ParserProcess): boolean {
		return process.files >= this.#filesPerProcess || process.worn;
	}

	/** To the front of the queue, and into another process. */
	#again(waiting: Waiting, isLate: boolean): void {
		if (isLate) waiting.lateStarts += 1;
		if (this.#closed) waiting.reject(new TributaryError("parser-failed"));
		else if (waiting.lateStarts === MOST_LATE_STARTS)
			waiting.reject(new TributaryError("overloaded", { detail: "No parser started in time.", retryAfter: 5 }));
		else {
			this.#queue.unshift(waiting);
			this.#dispatch();
		}
	}
}

const Lines = z.array(ReadLine).max(FILE_LIMITS.lines);

/** The process has had a hostile file in it: its answer is data, not a resume, until it is checked. */
function checked(answer: ResumeAnswer): PoolAnswer {
	const resume = ParsedResume.safeParse(answer.resume);
	if (!resume.success) throw new TributaryError("parser-failed", { cause: resume.error });
	const losers = Losers.safeParse(answer.losers ?? {});
	if (!losers.success) throw new TributaryError("parser-failed", { cause: losers.error });
	const lines = Lines.safeParse(answer.lines ?? []);
	if (!lines.success) throw new TributaryError("parser-failed", { cause: lines.error });
	return { resume: resume.data, losers: losers.data, lines: lines.data };
}

/** @throws TributaryError invalid-configuration when a package is not installed */
function checkOcr(languages: readonly string[]): readonly string[] {
	if (languages.length === 0) return languages;
	const missing = missingOcrPackages(languages);
	if (missing.length === 0) return languages;
	const detail = `Text recognition needs packages that are not installed: npm install ${missing.join(" ")}`;
	throw new TributaryError("invalid-configuration", { errors: [{ pointer: "/parser/ocr", detail }], detail });
}

/** How parser processes are started on this machine. */
export function parserSandbox(limits: Partial<ProcessLimits> = {}): Sandbox {
	const cpuSeconds = (limits.ocr ?? []).length > 0 ? OCR_LIMITS.cpuSeconds : PROCESS_LIMITS.cpuSeconds;
	return findSandbox({ ...PROCESS_LIMITS, cpuSeconds, ...limits });
}

/** Starts a pool of sandboxed parser processes. */
export const createParserPool = (options: PoolOptions = {}): ParserPool => new Pool(options);
