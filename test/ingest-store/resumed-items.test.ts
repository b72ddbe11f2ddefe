import { expect, test } from "vitest";
import { storeOriginal } from "../../src/ingest/originals.ts";
import { storeFromOriginal } from "../../src/ingest/store-resume.ts";
import { createResumeTasks, type ResumeTasksOptions, type TaskFile } from "../../src/ingest/tasks.ts";
import { openIngestRig } from "./ingest-rig.ts";

/** A task of a process that ended between the storing of some items and the next writing of its progress. */
async function openCrashed(texts: readonly string[]) {
	const rig = await openIngestRig();
	const tasksWith = (openScope: ResumeTasksOptions["openScope"]) =>
		createResumeTasks({ ...rig.deps, openScope, concurrency: 1, progressInterval: 5 });
	const files: TaskFile[] = [];
	for (const [n, text] of texts.entries()) {
		const { sha256, candidateId } = await storeOriginal(rig.scope, rig.deps, { bytes: Buffer.from(text) });
		files.push({ name: `cv-${n}.txt`, sha256, candidateId });
	}
	const crashed = tasksWith(() => new Promise(() => {}));
	const { id } = await crashed.create(rig.scope, files);
	const store = (n: number, taskId?: string) => {
		const { name: fileName, ...file } = files[n] as TaskFile;
		return storeFromOriginal(rig.scope, rig.deps, { ...file, fileName, ...(taskId === undefined ? {} : { taskId }) });
	};
	const resume = async () => {
		const tasks = tasksWith(rig.rig.tenancy.openScope);
		await tasks.resumeOpenTasks([rig.tenant]);
		await tasks.idle();
		const { items, ...task } = await tasks.get(rig.scope, id);
		return { task, duplicates: items.map(({ duplicate }) => duplicate ?? null) };
	};
	return { id, store, resume };
}

const ANN = "Ann Poe <ann@example.com>";
const BOB = "Bob Roe <bob@example.com>";

test("an item that the task stored before it was interrupted is stored, and no duplicate of itself", async () => {
	const { id, store, resume } = await openCrashed([ANN, BOB]);
	await store(0, id);
	const { task, duplicates } = await resume();
	expect(task).toMatchObject({ state: "done", done: 2, failed: 0 });
	expect(duplicates).toEqual([null, null]);
});

test("the same file a second time in the task is one all the same", async () => {
	const { id, store, resume } = await openCrashed([ANN, ANN]);
	await store(0, id);
	expect((await resume()).duplicates).toEqual([null, "same-bytes"]);
});

test("so is a file that somebody else stored", async () => {
	const { store, resume } = await openCrashed([ANN]);
	await store(0);
	expect((await resume()).duplicates).toEqual(["same-bytes"]);
});
