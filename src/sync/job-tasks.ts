import { randomBytes } from "node:crypto";
import * as z from "zod";
import type { Change } from "../engine/port.ts";
import type { Scope } from "../tenancy/scope.ts";

/**
 * Tasks of `simpleJobPostings`: the vendor works a posting off later and has the ATS ask how it went. Ours is worked off when the call is
 * answered; the task says how, for as long as the vendor's does.
 */
const JobTask = z.strictObject({
	jobId: z.string(),
	at: z.iso.datetime(),
	status: z.literal("SUCCEEDED"),
});
export type JobTask = z.output<typeof JobTask>;

const PREFIX = "job-task/";
/** The longer of the two that the vendor's pages name. Milliseconds. */
const KEPT = 30 * 86_400_000;

/** A UUID of version 7 (RFC 9562): in the order of time, so that the oldest are found first. */
export function taskId(at: Date): string {
	const time = at.getTime().toString(16).padStart(12, "0");
	const random = randomBytes(10);
	random[0] = ((random[0] as number) & 0x0f) | 0x70;
	random[2] = ((random[2] as number) & 0x3f) | 0x80;
	const hex = `${time}${random.toString("hex")}`;
	return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** Puts tasks down, and removes some of those that have had their time. */
export async function putTasks(scope: Scope, tasks: readonly (JobTask & { readonly id: string })[]): Promise<void> {
	if (tasks.length === 0) return;
	const puts = tasks.map(
		({ id, ...task }): Change => ({ op: "put", collection: "ats", id: `${PREFIX}${id}`, record: JSON.stringify(task) }),
	);
	const limit = Date.parse(tasks[0]?.at ?? "") - KEPT;
	const oldest = await scope.store.list("ats", { after: PREFIX, limit: 2 * tasks.length });
	const old = oldest
		.filter(({ id, record }) => id.startsWith(PREFIX) && Date.parse(JobTask.parse(JSON.parse(record)).at) < limit)
		.map(({ id, version }): Change => ({ op: "delete", collection: "ats", id, ifVersion: version }));
	await scope.store.write([...puts, ...old]);
}

/** In the order asked for; null for one that is not there, or whose time is over. */
export function readTasks(scope: Scope, ids: readonly string[], now: Date): Promise<readonly (JobTask | null)[]> {
	return scope.record("sync.read", { about: "job-task", count: ids.length }, async () => {
		const found = await scope.store.read("ats", { ids: ids.map((id) => `${PREFIX}${id}`) });
		const value = found.map((stored) => {
			const task = stored === null ? null : JobTask.parse(JSON.parse(stored.record));
			return task !== null && now.getTime() - Date.parse(task.at) < KEPT ? task : null;
		});
		return { value, result: { outcome: "ok", count: value.filter((task) => task !== null).length } };
	});
}
