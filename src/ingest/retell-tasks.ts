import type { Change, Store } from "../engine/port.ts";
import { ERRORS } from "../errors.ts";
import { eachRecord } from "../tenancy/listing.ts";
import { counted, ERASED, NO_DIGEST, putTask, Task, type TaskItem } from "./task-record.ts";

const PAGE = 200;

/** Of an item no more than how it ended; what waits to be read is not read any more. */
const blank = ({ state, duplicate }: TaskItem): TaskItem => ({
	name: ERASED,
	sha256: NO_DIGEST,
	candidateId: ERASED,
	state: state === "queued" ? "failed" : state,
	...(state === "done" ? {} : { failure: { code: "not-found", title: ERRORS["not-found"].title } }),
	...(duplicate === undefined ? {} : { duplicate }),
});

/**
 * The changes after which no task tells of people who are erased, nor of their files. Tasks are few: all are looked at. Those are mended whose
 * items had lost no more than their names.
 */
export async function retellTasks(store: Pick<Store, "list">, gone: ReadonlySet<string>): Promise<Change[]> {
	const changes: Change[] = [];
	const isGone = ({ name, candidateId }: TaskItem) =>
		gone.has(candidateId) || (name === ERASED && candidateId !== ERASED);
	for await (const { record, version } of eachRecord(store, "task", { size: PAGE })) {
		const task = Task.parse(JSON.parse(record));
		if (!task.items.some(isGone)) continue;
		const items = task.items.map((item) => (isGone(item) ? blank(item) : item));
		changes.push(putTask(counted({ ...task, items }, new Date(task.updatedAt)), version));
	}
	return changes;
}
