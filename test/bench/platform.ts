import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { configFor } from "../../src/config.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { importCandidates } from "../../src/ingest/import-candidate.ts";
import { openPlatform, type Platform } from "../../src/server.ts";
import type { Scope } from "../../src/tenancy/scope.ts";
import { createMasterKeyFile } from "../../src/tenancy/vault.ts";
import { candidateOf } from "./people.ts";

/** The product on the embedded engine in a folder of its own, with one tenant. */
export interface BenchPlatform {
	readonly platform: Platform;
	readonly scope: Scope;
	readonly dataDir: string;
	close(): Promise<void>;
}

export async function openBenchPlatform(): Promise<BenchPlatform> {
	const folder = await mkdtemp(path.join(os.tmpdir(), "tributary-bench-"));
	const dataDir = path.join(folder, "data");
	const keyFile = path.join(folder, "master.key");
	createMasterKeyFile(keyFile);
	const platform = await openPlatform(configFor({ dataDir, masterKey: { file: keyFile } }));
	const tenant = await platform.tenancy.tenants.create({ id: parseTenantId("bench"), name: "bench" });
	const scope = await platform.operatorScope(tenant.id, "bench");
	return {
		platform,
		scope,
		dataDir,
		async close() {
			await platform.close();
			await rm(folder, { recursive: true, force: true });
		},
	};
}

const BATCH = 500;
/** Batches under way at once, so that making people and storing them overlap. */
const IN_FLIGHT = 2;

export interface FillTimes {
	/** Seconds spent from handing over the first batch to the last acknowledgement, without the time that making people took. */
	readonly seconds: number;
	readonly recordsPerSecond: number;
}

/** Stores `count` people through the import, as an ATS would send them, and times just the storing. */
export async function fill({ platform, scope }: BenchPlatform, count: number, quiet: boolean): Promise<FillTimes> {
	const made = Array.from({ length: Math.ceil(count / BATCH) }, (_, batch) => batch * BATCH);
	let making = 0;
	const began = performance.now();
	const running = new Set<Promise<unknown>>();
	for (const start of made) {
		const from = performance.now();
		const people = Array.from({ length: Math.min(BATCH, count - start) }, (_, index) => candidateOf(start + index));
		making += performance.now() - from;
		const writing = importCandidates(scope, platform.ingest, people).finally(() => running.delete(writing));
		running.add(writing);
		if (running.size >= IN_FLIGHT) await Promise.race(running);
		if (!quiet && (start / BATCH) % 20 === 0) process.stderr.write(`\r${start} of ${count} people stored`);
	}
	await Promise.all(running);
	if (!quiet) process.stderr.write(`\r${count} of ${count} people stored\n`);
	const seconds = (performance.now() - began - making) / 1000;
	return { seconds: round(seconds), recordsPerSecond: Math.round(count / seconds) };
}

export const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

/** Percentiles of milliseconds. */
export function percentiles(values: readonly number[]): Record<"p50" | "p95" | "p99" | "max", number> {
	const sorted = [...values].sort((a, b) => a - b);
	const at = (part: number) => round(sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? 0);
	return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}
