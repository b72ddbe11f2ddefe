import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseTenantId } from "../../src/domain/tenant.ts";
import type { LabDeps } from "../../src/lab/deps.ts";
import { removeProfile } from "../../src/lab/profiles.ts";
import { idOf, put } from "../../src/lab/records.ts";
import { RunInput } from "../../src/lab/run-record.ts";
import { createRuns, forgetRemoved } from "../../src/lab/runs.ts";
import type { Scope } from "../../src/tenancy/scope.ts";
import { type Harness, openHarness } from "../api/harness.ts";
import { measured, standInBench } from "./stand-in-bench.ts";

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

test("a removed run is nowhere, can be had back for a day with what it found, and is forgotten then", async () => {
	const { openScope } = harness.tenancy;
	let now = new Date("2026-03-01T10:00:00Z");
	const runs = createRuns({ bench: standInBench, openScope, clock: () => now } as unknown as LabDeps);
	const tenant = parseTenantId("acme");
	const scope = await openScope({ tenant, actor: { kind: "system", id: "test" }, purpose: "test" });
	const record = {
		id: "0000000001-a",
		input: RunInput.parse({ kind: "measure", corpus: "first", systems: ["bm25"] }),
		state: "done",
		progress: null,
		createdAt: now.toISOString(),
		updatedAt: now.toISOString(),
		by: "test",
		failure: null,
		pairs: null,
	};
	await scope.store.write([put(idOf("run", record.id), record), put(idOf("result", record.id), measured)]);
	const listed = async () => (await runs.list(scope)).map(({ id }) => id).filter((id) => id === record.id);
	await runs.remove(scope, record.id);
	expect(await listed()).toEqual([]);
	await expect(runs.get(scope, record.id)).rejects.toMatchObject({ code: "not-found" });
	await expect(runs.cancel(scope, record.id)).rejects.toMatchObject({ code: "not-found" });
	expect(await runs.restore(scope, record.id)).toEqual(expect.objectContaining({ id: record.id, state: "done" }));
	expect(await listed()).toEqual([record.id]);
	expect(await runs.get(scope, record.id)).toMatchObject({ result: measured });
	await runs.remove(scope, record.id);
	now = new Date("2026-03-02T10:00:01Z");
	const held = { ...scope, tenant: { ...scope.tenant, legalHold: { reason: "case 12", since: now.toISOString() } } };
	await scope.store.write([put(idOf("run", "0000000003-c"), { ...record, id: "0000000003-c" })]);
	await runs.remove(held, "0000000003-c");
	await forgetRemoved(held, now);
	expect(await scope.store.read("lab", { ids: [idOf("run", record.id)] })).not.toEqual([null]);
	await expect(removeProfile(held, "own.v1")).rejects.toMatchObject({ code: "legal-hold" });
	await expect(runs.restore(scope, record.id)).rejects.toMatchObject({ code: "not-found" });
	await forgetRemoved(scope, now);
	expect(await scope.store.read("lab", { ids: [idOf("run", record.id), idOf("result", record.id)] })).toEqual([
		null,
		null,
	]);
	await runs.close();
});
