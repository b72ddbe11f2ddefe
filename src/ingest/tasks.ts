import type { Actor } from "../domain/actor.ts";
import type { TenantId } from "../domain/tenant.ts";
import type { StoredRecord } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { retryOnConflict } from "../tenancy/optimistic.ts";
import type { Scope } from "../tenancy/scope.ts";
import { untouched } from "../tenancy/serving.ts";
import { checkedId } from "./originals.ts";
import { createSemaphore } from "./semaphore.ts";
import { displayName, type IngestDeps } from "./store-resume.ts";
import { counted, MAX_ITEMS, newTaskId, OPEN_KEY, putTask, readTask, Task, type TaskState } from "./task-record.ts";
import { CLOSED, type RunContext, runTask } from "./task-run.ts";

/** Many resumes at once: put down as a task in the tenant's store, worked on in the background, resumed after a restart. */
export interface ResumeTasks {
	/**
	 * Puts a task down and begins with it. When it resolves the task is durable.
	 * @param files 1 to 1,000, each stored by `storeOriginal`; as a function when they are to be stored as part of it, so that the log
	 *   has an entry of the task before the first of them is kept
	 * @throws TributaryError `invalid-field` · what the function throws
	 */
	create(scope: Scope, files: readonly TaskFile[] | (() => Promise<readonly TaskFile[]>)): Promise<Task>;
	/** @throws TributaryError `not-found` */
	get(scope: Scope, id: string): Promise<Task>;
	/** The latest tasks, newest first. */
	list(scope: Scope, limit: number): Promise<readonly Task[]>;
	/**
	 * Begins no more items; what is being read is finished.
	 * @throws TributaryError `not-found` · `task-not-resumable` when it is done or cancelled
	 */
	cancel(scope: Scope, id: string): Promise<Task>;
	/**
	 * Goes on with a cancelled task.
	 * @throws TributaryError `not-found` · `task-not-resumable` when it is not cancelled
	 */
	resume(scope: Scope, id: string): Promise<Task>;
	/**
	 * After a start: goes on with what was open when the process ended. A tenant that cannot be asked now keeps no other from its tasks, and
	 * is asked again.
	 * @returns how many tasks
	 */
	resumeOpenTasks(tenants: readonly TenantId[]): Promise<number>;
	/** Goes on with what another process left: open tasks that nobody has touched while it was waited. */
	takeOver(tenants: readonly TenantId[], wait: () => Promise<unknown>): Promise<void>;
	/** Resolves when nothing is being worked on in this process. */
	idle(): Promise<void>;
	/** Begins nothing more, finishes the items at work and writes the progress. The tasks stay open for the next start. */
	close(): Promise<void>;
}

/** A file of a task: what `storeOriginal` said of it. */
export interface TaskFile {
	readonly name: string;
	readonly sha256: string;
	readonly candidateId: string;
}

export interface ResumeTasksOptions extends IngestDeps {
	/** `tenancy.openScope`. */
	readonly openScope: (request: {
		readonly tenant: TenantId;
		readonly actor: Actor;
		readonly purpose: string;
	}) => Promise<Scope>;
	/** Files read at once over all tasks: as many as the parser pool has processes. */
	readonly concurrency: number;
	/** Told of a task that could not be worked on, or of a tenant whose tasks could not be read; they stay open. */
	readonly onError?: (error: unknown, tenant: TenantId) => void;
	/** Milliseconds; default 250. */
	readonly progressInterval?: number;
	/** Milliseconds before a tenant is asked again whose tasks could not be read; default 30 s. */
	readonly troublePause?: number;
}

const PROGRESS_INTERVAL = 250;
const TROUBLE_PAUSE = 30_000;

export function createResumeTasks(options: ResumeTasksOptions): ResumeTasks {
	const { clock } = options;
	const runs = createRuns(options);
	return {
		create: async (scope, files) => {
			const at = clock();
			const taskId = newTaskId(at);
			const task = await scope.record("task.create", { taskId }, async () => {
				const made = newTask(taskId, typeof files === "function" ? await files() : files, at);
				await scope.store.write([putTask(made, 0)]);
				const ids = [...new Set(made.items.map(({ candidateId }) => candidateId))];
				return { value: made, result: { outcome: "ok", count: made.total, ids } };
			});
			runs.begin(scope.tenant.id, task.id);
			return task;
		},
		get: (scope, id) =>
			scope.record("task.read", { taskId: checkedId(id) }, async () => {
				const { task } = await readTask(scope.store, id);
				return { value: task, result: { outcome: "ok" } };
			}),
		list: (scope, limit) =>
			scope.record("task.read", {}, async () => {
				const found = await scope.store.list("task", { limit, reverse: true });
				const tasks = found.map(({ record }) => Task.parse(JSON.parse(record)));
				return { value: tasks, result: { outcome: "ok", count: tasks.length } };
			}),
		cancel: async (scope, id) => {
			const task = await changeState(scope, options, { id, action: "task.cancel" });
			runs.end(scope.tenant.id, id);
			return task;
		},
		resume: async (scope, id) => {
			const task = await changeState(scope, options, { id, action: "task.resume" });
			runs.begin(scope.tenant.id, id);
			return task;
		},
		resumeOpenTasks: async (tenants) => {
			const counts = [];
			for (const tenant of tenants) counts.push(await runs.beginOpen(tenant));
			return counts.reduce((sum, count) => sum + count, 0);
		},
		takeOver: runs.takeOver,
		idle: runs.idle,
		close: runs.close,
	};
}

function newTask(id: string, files: readonly TaskFile[], at: Date): Task {
	if (files.length === 0 || files.length > MAX_ITEMS) {
		const errors = [{ pointer: "/files", detail: `Send 1 to ${MAX_ITEMS} files in one task.` }];
		throw new TributaryError("invalid-field", { errors });
	}
	const items = files.map(({ name, sha256, candidateId }) => ({
		name: displayName(name),
		sha256,
		candidateId: checkedId(candidateId),
		state: "queued" as const,
	}));
	const createdAt = at.toISOString();
	return Task.parse({
		id,
		kind: "resumes",
		state: "queued",
		total: items.length,
		done: 0,
		failed: 0,
		createdAt,
		updatedAt: createdAt,
		items,
	});
}

/** From which states each action leads where. */
const CHANGES = {
	"task.cancel": { from: ["queued", "running"], to: "cancelled" },
	"task.resume": { from: ["cancelled"], to: "queued" },
} as const satisfies Record<string, { from: readonly TaskState[]; to: TaskState }>;

function changeState(
	scope: Scope,
	{ clock }: ResumeTasksOptions,
	{ id, action }: { readonly id: string; readonly action: keyof typeof CHANGES },
): Promise<Task> {
	const { from, to } = CHANGES[action];
	const change = async () => {
		const { task, version } = await readTask(scope.store, id);
		if (!(from as readonly TaskState[]).includes(task.state)) {
			throw new TributaryError("task-not-resumable", { detail: `The task is ${task.state}.` });
		}
		const next = counted({ ...task, state: to }, clock());
		await scope.store.write([putTask(next, version)]);
		return { value: next, result: { outcome: "ok" as const } };
	};
	return scope.record(action, { taskId: checkedId(id) }, () => retryOnConflict(change));
}

interface Run {
	/** Aborted when the task is cancelled or the process stops. */
	readonly stop: AbortController;
	readonly finished: Promise<void>;
}

/** What this process works on: each task at most once. */
function createRuns(options: ResumeTasksOptions) {
	const { concurrency, onError = () => {}, troublePause = TROUBLE_PAUSE } = options;
	const running = new Map<string, Run>();
	/** Of tenants that are asked again. */
	const waiting = new Map<TenantId, NodeJS.Timeout>();
	let closing = false;
	const context: Omit<RunContext, "stop"> = {
		openScope: (tenant, taskId) =>
			options.openScope({ tenant, actor: { kind: "system", id: taskId }, purpose: "bulk resume upload" }),
		deps: options,
		places: createSemaphore(concurrency),
		concurrency,
		progressInterval: options.progressInterval ?? PROGRESS_INTERVAL,
	};
	const keyOf = (tenant: TenantId, taskId: string) => `${tenant} ${taskId}`;
	const begin = (tenant: TenantId, taskId: string): void => {
		if (closing) return;
		const key = keyOf(tenant, taskId);
		const before = running.get(key)?.finished;
		const stop = new AbortController();
		const work = async () => {
			// A run that was cancelled finishes what it had begun before the next one of the same task starts.
			await before;
			if (!stop.signal.aborted) await runTask({ ...context, stop: stop.signal }, tenant, taskId);
		};
		const finished = work()
			.catch((error: unknown) => onError(error, tenant))
			.finally(() => {
				if (running.get(key)?.stop === stop) running.delete(key);
			});
		running.set(key, { stop, finished });
	};
	const idle = async () => {
		while (running.size > 0) await Promise.all([...running.values()].map(({ finished }) => finished));
	};
	const openOf = async (tenant: TenantId): Promise<readonly StoredRecord[]> => {
		try {
			return await openTasks(context, tenant);
		} catch (error) {
			if (closing) return [];
			onError(error, tenant);
			clearTimeout(waiting.get(tenant));
			waiting.set(tenant, setTimeout(() => void beginOpen(tenant), troublePause).unref());
			return [];
		}
	};
	const beginOpen = async (tenant: TenantId): Promise<number> => {
		const open = await openOf(tenant);
		for (const { id } of open) if (!running.has(keyOf(tenant, id))) begin(tenant, id);
		return open.length;
	};
	return {
		begin,
		beginOpen,
		takeOver: async (tenants: readonly TenantId[], wait: () => Promise<unknown>) => {
			const look = async () => {
				const states = new Map<string, string>();
				for (const tenant of tenants)
					for (const { id, version } of await openOf(tenant))
						if (!running.has(keyOf(tenant, id))) states.set(keyOf(tenant, id), `${version}`);
				return states;
			};
			for (const key of await untouched(look, wait)) {
				const [tenant, id] = key.split(" ") as [TenantId, string];
				begin(tenant, id);
			}
		},
		end: (tenant: TenantId, taskId: string) => running.get(keyOf(tenant, taskId))?.stop.abort(),
		idle,
		close: () => {
			closing = true;
			for (const timer of waiting.values()) clearTimeout(timer);
			for (const { stop } of running.values()) stop.abort();
			return idle();
		},
	};
}

/** Open tasks of a tenant; of one that is not served none. */
async function openTasks(
	{ openScope }: Pick<RunContext, "openScope">,
	tenant: TenantId,
): Promise<readonly StoredRecord[]> {
	try {
		const { store } = await openScope(tenant, "open-tasks");
		return await store.read("task", { keys: [OPEN_KEY] });
	} catch (error) {
		if (error instanceof TributaryError && CLOSED.has(error.code)) return [];
		throw error;
	}
}
