import fastify from "fastify";
import { expect, test } from "vitest";
import { createLoginRefusals } from "../../src/api/login-refusal.ts";

test.each([
	[0, 250],
	[3, 247],
	[260, 240],
])("R5: what was looked at for %d ms before is taken off the step: %d ms", async (spent, left) => {
	const pauses: number[] = [];
	const refusals = createLoginRefusals(fastify(), async (milliseconds) => void pauses.push(milliseconds));
	await refusals.answer(Promise.resolve(), spent);
	expect(pauses).toEqual([left]);
});
