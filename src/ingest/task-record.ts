import { randomBytes } from "node:crypto";
import * as z from "zod";
import { RecordId } from "../domain/candidate.ts";
import type { Change, Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";

/** Work on many resumes, as it is stored. */

const Failure = z.strictObject({ code: z.string(), title: z.string(), detail: z.string().optional() });

/** What stands in the place of what told who somebody is: no id is written like that. */
export const ERASED = "(erased)";
export const NO_DIGEST = "";

export const TaskItem = z.strictObject({
	/** The sender's file name, to be shown. */
	name: z.string(),
	/** Of the bytes, which lie in the collection `original`; {@link NO_DIGEST} of whoever was erased. */
	sha256: z.string().regex(/^(?:[0-9a-f]{64})?$/),
	/** An id, or {@link ERASED}. */
	candidateId: z.union([RecordId, z.literal(ERASED)]),
	state: z.enum(["queued", "done", "failed"]),
	/** Why it was not read; the candidate and the file are kept. */
	failure: Failure.optional(),
	/** The candidate has this resume already, as the same file or the same text; nothing was changed. */
	duplicate: z.enum(["same-bytes", "same-text"]).optional(),
});
export type TaskItem = z.output<typeof TaskItem>;

export const TaskState = z.enum(["queued", "running", "cancelled", "done"]);
export type TaskState = z.output<typeof TaskState>;

/** Items in one task. */
export const MAX_ITEMS = 1000;

export const Task = z.strictObject({
	id: RecordId,
	kind: z.literal("resumes"),
	state: TaskState,
	total: z.int().nonnegative(),
	/** Items that were read. */
	done: z.int().nonnegative(),
	/** Items that were not. total - done - failed are still to come. */
	failed: z.int().nonnegative(),
	createdAt: z.iso.datetime(),
	updatedAt: z.iso.datetime(),
	items: z.array(TaskItem).min(1).max(MAX_ITEMS),
});
export type Task = z.output<typeof Task>;

/** Key of the tasks that somebody has to work on. */
export const OPEN_KEY = "state:open";

const isOpen = (task: Task) => task.state === "queued" || task.state === "running";

/** Ids in the order of creation: `task-20260131T101500123Z-` and 48 random bits. */
export function newTaskId(at: Date): string {
	return `task-${at.toISOString().replace(/[-:.]/g, "")}-${randomBytes(6).toString("base64url")}`;
}

/** The task with its counts set from its items; done when no item is left. */
export function counted(task: Task, at: Date): Task {
	const done = task.items.filter(({ state }) => state === "done").length;
	const failed = task.items.filter(({ state }) => state === "failed").length;
	const state = done + failed === task.items.length ? "done" : task.state;
	return { ...task, state, done, failed, updatedAt: at.toISOString() };
}

/** @throws TributaryError `not-found` */
export async function readTask(store: Store, id: string): Promise<{ readonly task: Task; readonly version: number }> {
	const [found] = RecordId.safeParse(id).success ? await store.read("task", { ids: [id] }) : [null];
	if (found == null) throw new TributaryError("not-found");
	return { task: Task.parse(JSON.parse(found.record)), version: found.version };
}

export const putTask = (task: Task, ifVersion: number): Change => ({
	op: "put",
	collection: "task",
	id: task.id,
	record: JSON.stringify(task),
	keys: isOpen(task) ? [OPEN_KEY] : [],
	ifVersion,
});
