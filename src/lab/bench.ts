import { type ChildProcess, fork } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { TenantId } from "../domain/tenant.ts";
import { ERRORS, type ErrorCode, TributaryError } from "../errors.ts";
import type { BenchJob, BenchMessage, BenchResults, Progress } from "./jobs.ts";

/**
 * The ranking engineer's bench (ranking/), worked in processes of their own, one for each job: the API answers as fast as before
 * whatever is measured, and a process sees what is in its job, and no key, store or setting of ours.
 */
export interface Bench {
	/**
	 * @param tenant for whom; of each tenant one job at a time, in the order they came; next is who was served longest ago
	 * @throws TributaryError what the job throws · `overloaded` too many wait · `internal` the process ended without an answer
	 */
	run<J extends BenchJob>(tenant: TenantId, job: J, options?: RunOptions): Promise<BenchResults[J["kind"]]>;
	/**
	 * Work in this process that takes the place of a job: it waits and counts like one.
	 * @param work is to end by its signal
	 * @throws TributaryError what the work throws · `overloaded` too many wait
	 */
	inTurn<T>(
		tenant: TenantId,
		work: (signal: AbortSignal) => Promise<T>,
		options?: Omit<RunOptions, "onProgress">,
	): Promise<T>;
	/** Ends all jobs. */
	close(): Promise<void>;
}

export interface RunOptions {
	readonly onStart?: () => void;
	readonly onProgress?: (progress: Progress) => void;
	/** Ends the job; {@link Bench.run} rejects with its reason. */
	readonly signal?: AbortSignal;
}

export interface BenchLimits {
	/** Processes at once over all tenants. */
	readonly processes: number;
	/** Jobs of one tenant that run or wait. */
	readonly perTenant: number;
	/** Milliseconds of one job. */
	readonly time: number;
	/** Megabytes of heap of one process. */
	readonly heap: number;
}

const LIMITS: BenchLimits = {
	processes: Math.max(1, os.availableParallelism() - 1),
	perTenant: 8,
	time: 15 * 60_000,
	heap: 1536,
};

/** Behind whatever serves: 0 is usual, 19 the least. */
const PRIORITY = 10;
/** The folder of the sources, or of what was built of them. */
const HERE = fileURLToPath(import.meta.url);
const ENTRY = path.join(path.dirname(HERE), "..", "..", "ranking", "bench", `main${path.extname(HERE)}`);

interface Waiting {
	readonly tenant: TenantId;
	readonly begin: () => Promise<void>;
}

export function createBench(limits: Partial<BenchLimits> = {}): Bench {
	const { processes, perTenant, ...each } = { ...LIMITS, ...limits };
	const waiting: Waiting[] = [];
	const working = new Set<TenantId>();
	/** When each tenant's turn was, counted in turns. */
	const served = new Map<TenantId, number>();
	let turns = 0;
	const closing = new AbortController();

	/** Of those who are not worked for, who was served longest ago, and of his the first: nobody's queue is before another's one job. */
	const takeNext = (): Waiting | undefined => {
		const idle = waiting.filter(({ tenant }) => !working.has(tenant));
		const last = ({ tenant }: Waiting) => served.get(tenant) ?? 0;
		const one = idle.toSorted((a, b) => last(a) - last(b))[0];
		if (one !== undefined) waiting.splice(waiting.indexOf(one), 1);
		return one;
	};
	const next = () => {
		if (working.size >= processes) return;
		const one = takeNext();
		if (one === undefined) return;
		working.add(one.tenant);
		served.set(one.tenant, ++turns);
		void one.begin().finally(() => {
			working.delete(one.tenant);
			next();
		});
		next();
	};
	const inTurn: Bench["inTurn"] = async (tenant, work, { onStart, signal } = {}) => {
		const own = waiting.filter((one) => one.tenant === tenant).length + (working.has(tenant) ? 1 : 0);
		if (own >= perTenant) throw new TributaryError("overloaded", { retryAfter: 30 });
		const ending = signal === undefined ? closing.signal : AbortSignal.any([signal, closing.signal]);
		const { promise, resolve, reject } = Promise.withResolvers<Awaited<ReturnType<typeof work>>>();
		const begin = async () => {
			try {
				ending.throwIfAborted();
				onStart?.();
				resolve(await work(ending));
			} catch (error) {
				reject(error);
			}
		};
		waiting.push({ tenant, begin });
		next();
		return promise;
	};
	const run = async <J extends BenchJob>(tenant: TenantId, job: J, { onProgress, ...options }: RunOptions = {}) => {
		const answer = await inTurn(tenant, (ending) => work(job, each, { ending, onProgress }), options);
		return answer as BenchResults[J["kind"]];
	};
	return {
		run,
		inTurn,
		close: async () => {
			closing.abort(new TributaryError("overloaded", { retryAfter: 5 }));
			while (working.size > 0) await new Promise((resolve) => setTimeout(resolve, 20));
		},
	};
}

interface Work {
	readonly ending: AbortSignal;
	readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** In a folder of its own, which goes with it: a process that is killed cleans up nothing. */
async function work(job: BenchJob, limits: Pick<BenchLimits, "time" | "heap">, { ending, onProgress }: Work) {
	const folder = await mkdtemp(path.join(os.tmpdir(), "tributary-bench-"));
	const child = fork(ENTRY, [], {
		cwd: folder,
		env: { TMPDIR: folder, TZ: "UTC", LANG: "C.UTF-8" },
		execArgv: [`--max-old-space-size=${limits.heap}`, "--disable-warning=ExperimentalWarning"],
		stdio: ["ignore", "ignore", "pipe", "ipc"],
		serialization: "advanced",
	});
	const stop = AbortSignal.any([ending, AbortSignal.timeout(limits.time)]);
	const ended = new Promise((resolve) => child.once("exit", resolve));
	try {
		return await answerOf(child, job, { ending: stop, onProgress });
	} finally {
		child.kill("SIGKILL");
		await ended;
		await rm(folder, { recursive: true, force: true, maxRetries: 3 });
	}
}

/** Of what a process writes to its error stream, for the log of a failure. */
const MOST_SAID = 4000;

function answerOf(child: ChildProcess, job: BenchJob, { ending, onProgress }: Work): Promise<unknown> {
	const { promise, resolve, reject } = Promise.withResolvers<unknown>();
	let said = "";
	child.stderr?.on("data", (chunk) => {
		said = `${said}${chunk}`.slice(-MOST_SAID);
	});
	child.once("error", reject);
	child.once("exit", (code, signal) => {
		reject(new TributaryError("internal", { cause: new Error(`The bench ended with ${code ?? signal}: ${said}`) }));
	});
	child.on("message", (message: BenchMessage) => {
		if (message.kind === "progress") return onProgress?.(message.progress);
		if (message.kind === "result") return resolve(message.result);
		reject(failureOf(message));
	});
	const abort = () => reject(ending.reason);
	if (ending.aborted) abort();
	else ending.addEventListener("abort", abort, { once: true });
	if (child.pid !== undefined) lowerPriority(child.pid);
	child.send(job, (error) => error && reject(error));
	return promise.finally(() => ending.removeEventListener("abort", abort));
}

const isCode = (code: string): code is ErrorCode => Object.hasOwn(ERRORS, code);

const failureOf = ({ code, detail }: Extract<BenchMessage, { readonly kind: "failure" }>) =>
	isCode(code) && ERRORS[code].fault === "caller"
		? new TributaryError(code, { detail })
		: new TributaryError("internal", { cause: new Error(`${code}: ${detail}`) });

function lowerPriority(pid: number): void {
	try {
		os.setPriority(pid, PRIORITY);
	} catch {
		// It has ended already, or the machine does not let us: then it works as everybody else.
	}
}
