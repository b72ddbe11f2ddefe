import { setTimeout as pause } from "node:timers/promises";
import type { ResumeFile } from "../domain/candidate.ts";
import type { TenantId } from "../domain/tenant.ts";
import { ERRORS, type ErrorCode, TributaryError } from "../errors.ts";
import { retryOnConflict } from "../tenancy/optimistic.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { Semaphore } from "./semaphore.ts";
import { type IngestDeps, storeFromOriginal } from "./store-resume.ts";
import { counted, putTask, readTask, type Task, type TaskItem, type TaskState } from "./task-record.ts";

/** One task at work in this process. Items are idempotent: what a crash left unwritten is simply done again. */

export interface RunContext {
	readonly openScope: (tenant: TenantId, taskId: string) => Promise<Scope>;
	readonly deps: IngestDeps;
	/** Shared by all tasks of the process: items of different tasks take turns. */
	readonly places: Semaphore;
	/** Items of one task that may wait for a place at once. */
	readonly concurrency: number;
	/** Aborted when the process stops: nothing more is begun. */
	readonly stop: AbortSignal;
	/** Milliseconds between two writes of the progress: a task of 1,000 items is a large record. */
	readonly progressInterval: number;
}

type Outcome = Pick<TaskItem, "state" | "failure" | "duplicate">;

/** The tenant is not served any more: its tasks stay open until it is. */
export const CLOSED: ReadonlySet<ErrorCode> = new Set(["tenant-unavailable", "tenant-disabled"]);
/** A trouble of ours that passes, or that the operator mends: the item is tried again until it has. */
const isPassing = (code: ErrorCode): boolean => ERRORS[code].status === 503 && !CLOSED.has(code);
/** Pause before the second try, milliseconds; doubled for each further one, up to the longest. */
const FIRST_PAUSE = 200;
const LONGEST_PAUSE = 30_000;

const codeOf = (error: unknown): ErrorCode => (error instanceof TributaryError ? error.code : "internal");

/** Works on a task until it is done, cancelled, or the process or the tenant stops. Resolves with the state it was left in. */
export async function runTask(context: RunContext, tenant: TenantId, taskId: string): Promise<TaskState> {
	const begin = async () => {
		const scope = await context.openScope(tenant, taskId);
		return { scope, started: await saveProgress(scope, context, taskId, new Map()) };
	};
	const { scope, started } = await persistently(context, begin);
	const outcomes = new Map<number, Outcome>();
	const queue = started.items.entries().filter(([, item]) => item.state === "queued");
	let running = started.state === "running";
	const isRunning = () => running && !context.stop.aborted;
	const work = async () => {
		for (const [index] of queue) {
			const outcome = isRunning()
				? await context.places.run(() => doItem(context, { tenant, task: started, index }, isRunning))
				: null;
			if (outcome === null) running = false;
			else outcomes.set(index, outcome);
		}
	};
	const workers = Promise.all(Array.from({ length: context.concurrency }, work));
	try {
		while ((await Promise.race([workers, pause(context.progressInterval, "more")])) === "more") {
			if (!(await isWanted(scope, context, taskId, outcomes))) running = false;
		}
	} finally {
		running = false;
		await workers;
	}
	const last = await persistently(context, () => saveProgress(scope, context, taskId, outcomes));
	return last.state;
}

/** Tries again what a passing trouble stopped, for as long as it `isWanted` and the process does not stop. */
async function persistently<T>(
	{ stop }: RunContext,
	work: () => Promise<T>,
	isWanted: () => boolean = () => true,
): Promise<T> {
	for (let wait = FIRST_PAUSE; ; wait = Math.min(wait * 2, LONGEST_PAUSE)) {
		try {
			return await work();
		} catch (error) {
			if (!isPassing(codeOf(error))) throw error;
			await pause(wait, undefined, { signal: stop }).catch(() => {});
			if (stop.aborted || !isWanted()) throw error;
		}
	}
}

/** Writes the progress; false when the task is not to go on. A write that fails for now is made up for by the next one. */
async function isWanted(
	scope: Scope,
	context: RunContext,
	taskId: string,
	outcomes: ReadonlyMap<number, Outcome>,
): Promise<boolean> {
	try {
		return (await saveProgress(scope, context, taskId, outcomes)).state !== "cancelled";
	} catch (error) {
		if (isPassing(codeOf(error))) return true;
		throw error;
	}
}

/**
 * Writes what was achieved. The state in the store counts: somebody may have cancelled meanwhile, in another process too.
 * A queued task becomes running by it.
 */
function saveProgress(
	scope: Scope,
	{ deps }: RunContext,
	taskId: string,
	outcomes: ReadonlyMap<number, Outcome>,
): Promise<Task> {
	return retryOnConflict(async () => {
		const { task, version } = await readTask(scope.store, taskId);
		const items = task.items.map((item, index) => ({ ...item, ...outcomes.get(index) }));
		const state = task.state === "queued" ? "running" : task.state;
		const next = counted({ ...task, state, items }, deps.clock());
		const changed = next.state !== task.state || next.done !== task.done || next.failed !== task.failed;
		if (changed) await scope.store.write([putTask(next, version)]);
		return next;
	});
}

interface Item {
	readonly tenant: TenantId;
	readonly task: Task;
	readonly index: number;
}

/**
 * True where the file that the candidate has was stored by this very item, before a crash that its progress was not written down
 * for: of several items with one file for one candidate the first stores it.
 */
function isOwn({ task, index }: Item, file: ResumeFile | null): boolean {
	const item = task.items[index] as TaskItem;
	const first = task.items.findIndex(
		({ candidateId, sha256 }) => candidateId === item.candidateId && sha256 === item.sha256,
	);
	return first === index && file?.taskId === task.id && file.sha256 === item.sha256;
}

/** Reads and stores one file. @returns null when the work is to stop: the item stays queued */
async function doItem(context: RunContext, at: Item, isRunning: () => boolean): Promise<Outcome | null> {
	if (!isRunning()) return null;
	const { tenant, task } = at;
	const { candidateId, sha256, name } = task.items[at.index] as TaskItem;
	const input = { candidateId, sha256, fileName: name, taskId: task.id };
	try {
		// A scope for each item: a tenant that is disabled meanwhile is noticed at the next one.
		const work = async () => storeFromOriginal(await context.openScope(tenant, task.id), context.deps, input);
		const { failure, duplicate, candidate } = await persistently(context, work, isRunning);
		if (failure !== null) return { state: "failed", failure };
		return { state: "done", ...(duplicate === null || isOwn(at, candidate.file) ? {} : { duplicate }) };
	} catch (error) {
		const code = codeOf(error);
		if (CLOSED.has(code) || isPassing(code)) return null;
		return { state: "failed", failure: { code, title: ERRORS[code].title } };
	}
}
