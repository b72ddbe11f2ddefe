import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { createBench } from "../../src/lab/bench.ts";
import type { MeasureJob } from "../../src/lab/jobs.ts";

/** The processes that measure: what they answer is what the verbs of the command line say, and nothing of them is left. */

// A folder for temporary files of its own: others measure at the same time.
const temporary = mkdtempSync(path.join(os.tmpdir(), "tributary-lab-"));
vi.stubEnv("TMPDIR", temporary);
const bench = createBench();
afterAll(async () => {
	await bench.close();
	vi.unstubAllEnvs();
	rmSync(temporary, { recursive: true });
});
const acme = parseTenantId("acme");
const left = () => readdirSync(temporary).filter((name) => /^tributary-bench-\w{6}$/.test(name));
const measure: MeasureJob = {
	kind: "measure",
	corpus: "merge",
	systems: ["bm25", "default.v4"],
	judgments: [],
	seed: 1,
};

test("a shipped collection is measured, each ranking against the first, query by query", {
	timeout: 120_000,
}, async () => {
	const told: number[] = [];
	const result = await bench.run(acme, measure, { onProgress: ({ done }) => told.push(done) });
	expect(result.systems).toEqual(["bm25", "default.v4"]);
	const [bm25, ours] = result.evaluations.map(({ metrics }) => metrics["ndcg@10"] ?? 0);
	expect(ours).toBeGreaterThan(bm25 ?? 1);
	expect(result.comparisons[0]?.deltas["ndcg@10"]?.delta).toBeCloseTo((ours ?? 0) - (bm25 ?? 0), 9);
	expect(result.queries).toHaveLength(210);
	expect(result.queries[0]?.people[0]).toMatchObject({ ranks: [expect.anything(), expect.anything()] });
	expect(result.evaluations[0]?.curve).toHaveLength(11);
	expect(told.at(-1)).toBe(440);
	expect(left()).toEqual([]);
});

test("a job that is taken back ends at once, and leaves nothing", { timeout: 30_000 }, async () => {
	const ending = new AbortController();
	const running = bench.run(acme, measure, {
		onStart: () => setTimeout(() => ending.abort(new Error("enough")), 300),
		signal: ending.signal,
	});
	await expect(running).rejects.toThrow("enough");
	await expect.poll(left).toEqual([]);
});

test("of one tenant one job is worked on at a time, and too many are refused", { timeout: 60_000 }, async () => {
	const small = createBench({ perTenant: 2, processes: 2 });
	const atWork: number[] = [];
	// The folder of a process goes before its answer comes.
	const onStart = () => atWork.push(left().length);
	const lint = () => small.run(acme, { kind: "lint", rows: { skills: [], titles: [], ambiguous: [] } }, { onStart });
	const both = [lint(), lint()];
	await expect(lint()).rejects.toMatchObject({ code: "overloaded" });
	await Promise.all(both);
	expect(atWork).toEqual([0, 0]);
	await small.close();
});

test("whoever was served longest ago is next, and work in this process waits and counts like a job", async () => {
	const one = createBench({ processes: 1, perTenant: 3 });
	const other = parseTenantId("other");
	const order: string[] = [];
	const turn = (tenant: typeof acme, name: string) =>
		one.inTurn(tenant, async () => {
			order.push(`${name} begins`);
			await new Promise((resolve) => setTimeout(resolve, 1));
			order.push(`${name} ends`);
		});
	const all = [turn(acme, "a1"), turn(acme, "a2"), turn(acme, "a3"), turn(other, "b1")];
	await expect(turn(acme, "a4")).rejects.toMatchObject({ code: "overloaded" });
	await Promise.all(all);
	expect(order).toEqual(["a1", "b1", "a2", "a3"].flatMap((name) => [`${name} begins`, `${name} ends`]));
	await one.close();
});

test("what is wrong with a job is said; a process that dies is ours", { timeout: 60_000 }, async () => {
	await expect(bench.run(acme, { ...measure, corpus: "nothing" })).rejects.toMatchObject({ code: "file-malformed" });
	const tight = createBench({ heap: 8 });
	await expect(tight.run(acme, measure)).rejects.toMatchObject({ code: "internal" });
	await tight.close();
	expect(left()).toEqual([]);
});

test("a change of the vocabulary is checked for what it brought, and nothing else", { timeout: 60_000 }, async () => {
	const row = "canary-care\tCanary care\tmethod\tnursing\t\tno-such-skill";
	const { findings } = await bench.run(acme, { kind: "lint", rows: { skills: [row], titles: [], ambiguous: [] } });
	expect(findings.map(({ rule, file, line }) => [rule, file, line]).toSorted()).toEqual([
		["ambiguous", "skills/own.tsv", 1],
		["unknown", "skills/own.tsv", 1],
	]);
});
