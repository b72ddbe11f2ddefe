import { expect, test } from "vitest";
import { createSingleRuns } from "../../src/export/single-runs.ts";

const failed: unknown[] = [];
const make = () => createSingleRuns((error) => failed.push(error));

test("work that is asked for while it runs is done once more after, and never twice at once", async () => {
	const runs = make();
	const log: string[] = [];
	const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
	const work = async () => {
		const turn = log.filter((entry) => entry === "begin").length;
		log.push("begin");
		await gates[turn]?.promise;
		log.push("end");
	};
	for (let asked = 0; asked < 3; asked++) runs.start("a", work);
	expect(log).toEqual(["begin"]);
	gates[0]?.resolve();
	await expect.poll(() => log).toEqual(["begin", "end", "begin"]);
	gates[1]?.resolve();
	await runs.idle();
	expect(log).toEqual(["begin", "end", "begin", "end"]);
});

test("work that is started before its time is not done again at its time", async () => {
	const runs = make();
	let done = 0;
	const work = async () => void done++;
	runs.later("a", 30, work);
	runs.start("a", work);
	await new Promise((resolve) => setTimeout(resolve, 80));
	expect(done).toBe(1);
	runs.later("b", 5, work);
	await expect.poll(() => done).toBe(2);
});

test("work that fails is told of, and can be started again", async () => {
	const runs = make();
	runs.start("a", () => Promise.reject(new Error("no")));
	await runs.idle();
	expect(failed).toEqual([new Error("no")]);
	let done = false;
	runs.start("a", async () => {
		done = true;
	});
	expect(done).toBe(true);
});

test("after close nothing begins: neither what is asked for, nor what was to come", async () => {
	const runs = make();
	let done = 0;
	const gate = Promise.withResolvers<void>();
	runs.start("a", () => gate.promise);
	runs.start("a", async () => void done++);
	runs.later("b", 5, async () => void done++);
	const closing = runs.close();
	runs.start("c", async () => void done++);
	gate.resolve();
	await closing;
	await new Promise((resolve) => setTimeout(resolve, 30));
	expect([done, runs.stop.aborted]).toEqual([0, true]);
});
