import { expect, test } from "vitest";
import { atEvenTime } from "../../src/api/login-refusal.ts";

test.each([
	[0, 250],
	[3, 247],
	[260, 240],
])("what was looked at for %d ms before is taken off the first step: %d ms", async (spent, first) => {
	const pauses: number[] = [];
	await atEvenTime(Promise.resolve(), spent, async (milliseconds) => void pauses.push(milliseconds));
	expect(pauses).toEqual([first]);
});

test("longer work is answered whole steps later", async () => {
	const pauses: number[] = [];
	const work = Promise.withResolvers<void>();
	await atEvenTime(work.promise, 50, async (milliseconds) => {
		if (pauses.push(milliseconds) === 3) work.resolve();
	});
	expect(pauses.slice(0, 3)).toEqual([200, 250, 250]);
});
