import type { Change, Store } from "../engine/port.ts";
import { eachRecord } from "../tenancy/listing.ts";
import { putTask, Task } from "./task-record.ts";

/** What stands in the place of a file name that told who somebody is. */
const ERASED = "(erased)";
const PAGE = 200;

/** The changes after which no task tells the file names of people who are erased. Tasks are few: all are looked at. */
export async function retellTasks(store: Pick<Store, "list">, gone: ReadonlySet<string>): Promise<Change[]> {
	const changes: Change[] = [];
	for await (const { record, version } of eachRecord(store, "task", { size: PAGE })) {
		const task = Task.parse(JSON.parse(record));
		if (!task.items.some(({ candidateId }) => gone.has(candidateId))) continue;
		const items = task.items.map((item) => (gone.has(item.candidateId) ? { ...item, name: ERASED } : item));
		changes.push(putTask({ ...task, items }, version));
	}
	return changes;
}
