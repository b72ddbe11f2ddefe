import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseTenantId } from "../../src/domain/tenant.ts";
import type { LabDeps } from "../../src/lab/deps.ts";
import { RunInput } from "../../src/lab/run-record.ts";
import { createRuns } from "../../src/lab/runs.ts";
import type { Scope } from "../../src/tenancy/scope.ts";
import { type Harness, openHarness } from "../api/harness.ts";
import { standInBench } from "./stand-in-bench.ts";

let harness: Harness;
beforeAll(async () => {
	harness = await openHarness();
	await harness.tokenOf("acme");
});
afterAll(() => harness.close());

/** A store over a wire: between what it says and what is done then, others have their say. */
const slowly = (scope: Scope): Scope => {
	const list: Scope["store"]["list"] = async (...asked) => {
		const page = await scope.store.list(...asked);
		await setTimeout(5);
		return page;
	};
	return { ...scope, store: { ...scope.store, list } };
};

test("five runs of a tenant are open at once, however many are asked for at the same moment", async () => {
	const { openScope } = harness.tenancy;
	const free = Promise.withResolvers<never>();
	const bench = { ...standInBench, run: () => free.promise };
	const runs = createRuns({ bench, openScope, clock: () => new Date() } as unknown as LabDeps);
	const tenant = parseTenantId("acme");
	const scope = slowly(await openScope({ tenant, actor: { kind: "system", id: "test" }, purpose: "test" }));
	const input = RunInput.parse({ kind: "measure", corpus: "first", systems: ["bm25"] });
	const asked = await Promise.allSettled(Array.from({ length: 20 }, () => runs.start(scope, input)));
	const refused = asked.filter(({ status }) => status === "rejected");
	expect(refused).toHaveLength(15);
	expect(refused).toEqual(
		refused.map(() => ({ status: "rejected", reason: expect.objectContaining({ code: "limit-reached" }) })),
	);
	free.reject(new Error("enough"));
	await runs.close();
});
