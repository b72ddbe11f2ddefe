import { afterEach, describe, expect, test } from "vitest";
import { TributaryError } from "../../src/errors.ts";
import { storeOriginal } from "../../src/ingest/originals.ts";
import { createResumeTasks, type ResumeTasks, type ResumeTasksOptions, type TaskFile } from "../../src/ingest/tasks.ts";
import { codeOf } from "../tenancy/rig.ts";
import { type IngestRig, openIngestRig } from "./ingest-rig.ts";

const open: ResumeTasks[] = [];
afterEach(async () => {
	for (const tasks of open.splice(0)) await tasks.close();
});

function tasksOf(rig: IngestRig, options: Partial<ResumeTasksOptions> = {}): ResumeTasks {
	const tasks = createResumeTasks({
		...rig.deps,
		openScope: rig.rig.tenancy.openScope,
		concurrency: 3,
		progressInterval: 5,
		...options,
	});
	open.push(tasks);
	return tasks;
}

async function filesOf(rig: IngestRig, texts: readonly string[]): Promise<TaskFile[]> {
	const stored = await Promise.all(
		texts.map((text) => storeOriginal(rig.scope, rig.deps, { bytes: Buffer.from(text) })),
	);
	return stored.map(({ sha256, candidateId }, n) => ({ name: `cv-${n}.txt`, sha256, candidateId }));
}

const people = (count: number) => Array.from({ length: count }, (_, n) => `Person ${n} <p${n}@example.com>`);

/** Lets the parser take so many files and then holds the next ones until `release`. */
function holdAfter(rig: IngestRig, count: number) {
	const released = Promise.withResolvers<void>();
	const reached = Promise.withResolvers<void>();
	let taken = 0;
	rig.gate = async () => {
		if (++taken <= count) return;
		reached.resolve();
		await released.promise;
	};
	return { reached: reached.promise, release: released.resolve };
}

describe("a task", () => {
	test("reads its files, names those that cannot be read, and is done", async () => {
		const rig = await openIngestRig();
		const tasks = tasksOf(rig);
		const files = await filesOf(rig, [...people(20), "!file-encrypted", ""]);
		const task = await tasks.create(rig.scope, files);
		expect(task).toMatchObject({ kind: "resumes", state: "queued", total: 22, done: 0, failed: 0 });
		await tasks.idle();
		const done = await tasks.get(rig.scope, task.id);
		expect(done).toMatchObject({ state: "done", total: 22, done: 20, failed: 2 });
		const failures = done.items.filter(({ state }) => state === "failed").map(({ failure }) => failure?.code);
		expect(failures).toEqual(["file-encrypted", "file-empty"]);
		expect(await rig.scope.store.list("person", { limit: 100 })).toHaveLength(22);
		expect(await rig.rig.tenancy.audit.verify(rig.tenant)).toMatchObject({ ok: true });
	});

	test("stands in the log before the first of its files is kept, and also when it comes to nothing", async () => {
		const rig = await openIngestRig();
		const tasks = tasksOf(rig);
		const writes: string[] = [];
		rig.rig.hook = (label, operation) => {
			if (operation === "write") writes.push(label);
		};
		await tasks.create(rig.scope, () => filesOf(rig, people(1)));
		expect(writes.slice(0, 4)).toEqual(["audit:demo-a", "tenant:demo-a", "tenant:demo-a", "audit:demo-a"]);
		await tasks.idle();
		const broken = () => Promise.reject(new TributaryError("invalid-request"));
		expect(await codeOf(tasks.create(rig.scope, broken))).toBe("invalid-request");
		const [ended, begun] = await rig.rig.tenancy.audit.latest(rig.tenant, 2);
		expect(begun).toMatchObject({ action: "task.create", result: { outcome: "begun" } });
		expect(ended).toMatchObject({ concludes: begun?.seq, result: { outcome: "failed", code: "invalid-request" } });
	});

	test("never reads more files at once than it may, all tasks together", async () => {
		const rig = await openIngestRig();
		const tasks = tasksOf(rig, { concurrency: 2 });
		let now = 0;
		let most = 0;
		rig.gate = async () => {
			most = Math.max(most, ++now);
			await new Promise((resolve) => setTimeout(resolve, 2));
			now--;
		};
		for (const part of [people(12).slice(0, 4), people(12).slice(4, 8), people(12).slice(8)]) {
			await tasks.create(rig.scope, await filesOf(rig, part));
		}
		await tasks.idle();
		expect([most, rig.parsed.length]).toEqual([2, 12]);
	});

	test("lets a later one have its turn before an earlier large one is done", async () => {
		const rig = await openIngestRig();
		const tasks = tasksOf(rig, { concurrency: 1 });
		const large = await tasks.create(rig.scope, await filesOf(rig, people(60)));
		const small = await tasks.create(rig.scope, await filesOf(rig, ["Small One <s@example.com>"]));
		rig.gate = () => new Promise((resolve) => setTimeout(resolve, 1));
		while ((await tasks.get(rig.scope, small.id)).state !== "done")
			await new Promise((resolve) => setTimeout(resolve, 1));
		expect((await tasks.get(rig.scope, large.id)).state).toBe("running");
		await tasks.idle();
	});

	test("shows its progress while it is at work", async () => {
		const rig = await openIngestRig();
		const tasks = tasksOf(rig);
		const hold = holdAfter(rig, 10);
		const { id } = await tasks.create(rig.scope, await filesOf(rig, people(30)));
		await hold.reached;
		await expect.poll(async () => (await tasks.get(rig.scope, id)).done).toBe(10);
		expect((await tasks.get(rig.scope, id)).state).toBe("running");
		hold.release();
		await tasks.idle();
	});

	test.each([
		["no files", 0],
		["too many", 1001],
	])("with %s is refused", async (_, count) => {
		const rig = await openIngestRig();
		const item = { name: "x", sha256: "0".repeat(64), candidateId: "c" };
		expect(await codeOf(tasksOf(rig).create(rig.scope, Array(count).fill(item)))).toBe("invalid-field");
	});

	test("of a file that has gone says so and reads the rest", async () => {
		const rig = await openIngestRig();
		const tasks = tasksOf(rig);
		const files = await filesOf(rig, people(3));
		await rig.scope.store.write([{ op: "delete", collection: "original", id: files[1]?.sha256 ?? "" }]);
		const { id } = await tasks.create(rig.scope, files);
		await tasks.idle();
		const { items, state } = await tasks.get(rig.scope, id);
		expect([state, ...items.map((item) => item.failure?.code ?? item.state)]).toEqual([
			"done",
			"done",
			"not-found",
			"done",
		]);
	});
});

describe("cancel and resume", () => {
	test("what is begun is finished, nothing more is begun, and later the rest is read", async () => {
		const rig = await openIngestRig();
		const tasks = tasksOf(rig);
		const hold = holdAfter(rig, 5);
		const { id } = await tasks.create(rig.scope, await filesOf(rig, people(30)));
		await hold.reached;
		expect((await tasks.cancel(rig.scope, id)).state).toBe("cancelled");
		hold.release();
		await tasks.idle();
		const cancelled = await tasks.get(rig.scope, id);
		expect(cancelled.state).toBe("cancelled");
		expect(cancelled.done).toBe(rig.parsed.length);
		expect(cancelled.done).toBeLessThan(30);
		expect((await tasks.resume(rig.scope, id)).state).toBe("queued");
		await tasks.idle();
		expect(await tasks.get(rig.scope, id)).toMatchObject({ state: "done", done: 30 });
		expect(rig.parsed).toHaveLength(30);
	});

	test("a file that was still waiting for its turn is not begun", async () => {
		const rig = await openIngestRig();
		const tasks = tasksOf(rig, { concurrency: 1 });
		const hold = holdAfter(rig, 0);
		await tasks.create(rig.scope, await filesOf(rig, people(1)));
		await hold.reached;
		const waiting = await tasks.create(rig.scope, await filesOf(rig, ["Small One <s@example.com>"]));
		await expect.poll(async () => (await tasks.get(rig.scope, waiting.id)).state).toBe("running");
		await tasks.cancel(rig.scope, waiting.id);
		hold.release();
		await tasks.idle();
		expect(await tasks.get(rig.scope, waiting.id)).toMatchObject({ state: "cancelled", done: 0 });
		expect(rig.parsed).toHaveLength(1);
	});

	test("another process can cancel", async () => {
		const rig = await openIngestRig();
		const tasks = tasksOf(rig);
		const other = tasksOf(rig);
		const hold = holdAfter(rig, 5);
		const { id } = await tasks.create(rig.scope, await filesOf(rig, people(30)));
		await hold.reached;
		await other.cancel(rig.scope, id);
		// The worker looks at the stored state before long; until then it holds its three files.
		await new Promise((resolve) => setTimeout(resolve, 50));
		hold.release();
		await tasks.idle();
		const task = await tasks.get(rig.scope, id);
		expect(task.state).toBe("cancelled");
		expect(task.done).toBeLessThan(30);
	});

	test("in a state that does not allow it is refused", async () => {
		const rig = await openIngestRig();
		const tasks = tasksOf(rig);
		const { id } = await tasks.create(rig.scope, await filesOf(rig, people(1)));
		await tasks.idle();
		expect(await codeOf(tasks.cancel(rig.scope, id))).toBe("task-not-resumable");
		expect(await codeOf(tasks.resume(rig.scope, id))).toBe("task-not-resumable");
		for (const missing of ["task-none", "x"]) {
			expect(await codeOf(tasks.get(rig.scope, missing))).toBe("not-found");
			expect(await codeOf(tasks.cancel(rig.scope, missing))).toBe("not-found");
		}
	});

	test("another tenant sees nothing of it", async () => {
		const rig = await openIngestRig();
		const tasks = tasksOf(rig);
		const { id } = await tasks.create(rig.scope, await filesOf(rig, people(1)));
		const other = await rig.rig.scope(await rig.rig.tenant("demo-b"));
		expect(await codeOf(tasks.get(other, id))).toBe("not-found");
		expect(await codeOf(tasks.cancel(other, id))).toBe("not-found");
		expect(await tasks.list(other, 10)).toEqual([]);
	});

	test("the list has the newest first", async () => {
		const rig = await openIngestRig();
		const tasks = tasksOf(rig);
		const ids: string[] = [];
		for (let n = 0; n < 3; n++) {
			rig.rig.now = new Date(rig.rig.now.getTime() + 1);
			ids.unshift((await tasks.create(rig.scope, await filesOf(rig, people(1)))).id);
		}
		await tasks.idle();
		expect((await tasks.list(rig.scope, 2)).map(({ id }) => id)).toEqual(ids.slice(0, 2));
	});
});

describe("a restart", () => {
	test("goes on where the process ended, and reads nothing twice that was put down", async () => {
		const rig = await openIngestRig();
		const first = tasksOf(rig);
		const hold = holdAfter(rig, 10);
		const { id } = await first.create(rig.scope, await filesOf(rig, people(30)));
		await hold.reached;
		const closing = first.close();
		hold.release();
		await closing;
		const before = await first.get(rig.scope, id);
		expect(before.state).toBe("running");
		expect(before.done).toBe(rig.parsed.length);
		const second = tasksOf(rig);
		expect(await second.resumeOpenTasks([rig.tenant])).toBe(1);
		await second.idle();
		expect(await second.get(rig.scope, id)).toMatchObject({ state: "done", done: 30, failed: 0 });
		expect(rig.parsed).toHaveLength(30);
		expect(await tasksOf(rig).resumeOpenTasks([rig.tenant])).toBe(0);
	});

	test("after a crash, before anything was put down, reads everything", async () => {
		const rig = await openIngestRig();
		const crashed = tasksOf(rig, { openScope: () => new Promise(() => {}) });
		open.pop();
		const { id } = await crashed.create(rig.scope, await filesOf(rig, people(5)));
		const second = tasksOf(rig);
		await second.resumeOpenTasks([rig.tenant]);
		await second.idle();
		expect(await second.get(rig.scope, id)).toMatchObject({ state: "done", done: 5 });
	});

	test("leaves cancelled tasks and tenants that are not served alone", async () => {
		const rig = await openIngestRig();
		const tasks = tasksOf(rig);
		const hold = holdAfter(rig, 0);
		const { id } = await tasks.create(rig.scope, await filesOf(rig, people(10)));
		await hold.reached;
		await tasks.cancel(rig.scope, id);
		hold.release();
		await tasks.close();
		const second = tasksOf(rig);
		expect(await second.resumeOpenTasks([rig.tenant])).toBe(0);
		await rig.rig.tenancy.tenants.update(rig.tenant, { status: "disabled" });
		expect(await second.resumeOpenTasks([rig.tenant])).toBe(0);
	});
});

describe("trouble of ours", () => {
	test("that passes costs nothing: the file is tried again", async () => {
		const rig = await openIngestRig();
		let failures = 2;
		const parse: typeof rig.deps.pool.parse = (input) =>
			failures-- > 0 ? Promise.reject(new TributaryError("overloaded")) : rig.deps.pool.parse(input);
		const tasks = tasksOf(rig, { pool: { parse } });
		const { id } = await tasks.create(rig.scope, await filesOf(rig, people(4)));
		await tasks.idle();
		expect(await tasks.get(rig.scope, id)).toMatchObject({ state: "done", done: 4, failed: 0 });
	});

	test.each(["store-unavailable", "cluster-unreachable"] as const)(
		"%s for a while does not end a task",
		async (code) => {
			const rig = await openIngestRig();
			const tasks = tasksOf(rig);
			const { id } = await tasks.create(rig.scope, await filesOf(rig, people(8)));
			const until = performance.now() + 30;
			rig.rig.hook = (label, operation) => {
				if (performance.now() > until || label !== "tenant:demo-a" || operation !== "write") return;
				throw new TributaryError(code);
			};
			await tasks.idle();
			expect(await tasks.get(rig.scope, id)).toMatchObject({ state: "done", done: 8, failed: 0 });
		},
	);

	test("a tenant that is disabled meanwhile: nothing more is read, and the task stays open", async () => {
		const rig = await openIngestRig();
		const tasks = tasksOf(rig);
		const hold = holdAfter(rig, 4);
		const { id } = await tasks.create(rig.scope, await filesOf(rig, people(30)));
		await hold.reached;
		await rig.rig.tenancy.tenants.update(rig.tenant, { status: "disabled" });
		hold.release();
		await tasks.idle();
		expect(rig.parsed.length).toBeLessThan(12);
		await rig.rig.tenancy.tenants.update(rig.tenant, { status: "active" });
		await tasks.resumeOpenTasks([rig.tenant]);
		await tasks.idle();
		expect(await tasks.get(rig.scope, id)).toMatchObject({ state: "done", done: 30 });
	});

	test("a task that is erased while it runs ends quietly, and is told", async () => {
		const rig = await openIngestRig();
		const told: unknown[] = [];
		const tasks = tasksOf(rig, { onError: (error) => told.push((error as TributaryError).code) });
		const hold = holdAfter(rig, 4);
		const { id } = await tasks.create(rig.scope, await filesOf(rig, people(30)));
		await hold.reached;
		await rig.scope.store.write([{ op: "delete", collection: "task", id }]);
		hold.release();
		await tasks.idle();
		expect(told).toEqual(["not-found"]);
	});

	test("close does not wait for the next try", async () => {
		const rig = await openIngestRig();
		const pool = { parse: () => Promise.reject(new TributaryError("overloaded")) };
		const tasks = tasksOf(rig, { pool });
		const { id } = await tasks.create(rig.scope, await filesOf(rig, people(3)));
		await new Promise((resolve) => setTimeout(resolve, 20));
		await tasks.close();
		expect(await tasks.get(rig.scope, id)).toMatchObject({ state: "running", done: 0, failed: 0 });
	});
});
