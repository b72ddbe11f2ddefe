import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
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

/** People made before the clock runs, so that making them neither counts nor overlaps with storing. */
const CHUNK = 5000;
const BATCH = 500;
/** Batches under way at once: while one is written the next is prepared. */
const IN_FLIGHT = 2;

export interface Fill {
	/** Seconds from handing over records to the last acknowledgement. */
	readonly seconds: number;
	readonly recordsPerSecond: number;
	/** Of the worst chunk. */
	readonly "event loop delay while storing, ms": { readonly p99: number; readonly max: number };
}

/** Stores `count` people through the import, as an ATS would send them. Only storing is timed. */
export async function fill({ platform, scope }: BenchPlatform, count: number, quiet: boolean): Promise<Fill> {
	const delays: ReturnType<typeof monitorEventLoopDelay>[] = [];
	let seconds = 0;
	for (let start = 0; start < count; start += CHUNK) {
		const people = Array.from({ length: Math.min(CHUNK, count - start) }, (_, index) => candidateOf(start + index));
		const batches = Array.from({ length: Math.ceil(people.length / BATCH) }, (_, index) =>
			people.slice(index * BATCH, (index + 1) * BATCH),
		).values();
		// A histogram for each chunk: one that is enabled again counts the time it was off as a delay.
		const delay = monitorEventLoopDelay({ resolution: 1 });
		const began = performance.now();
		delay.enable();
		const sender = async () => {
			for (const batch of batches) await importCandidates(scope, platform.ingest, batch);
		};
		await Promise.all(Array.from({ length: IN_FLIGHT }, sender));
		delay.disable();
		delays.push(delay);
		seconds += (performance.now() - began) / 1000;
		if (!quiet) process.stderr.write(`\r${start + people.length} of ${count} people stored`);
	}
	if (!quiet) process.stderr.write("\n");
	return {
		seconds: round(seconds),
		recordsPerSecond: Math.round(count / seconds),
		"event loop delay while storing, ms": {
			p99: round(Math.max(...delays.map((delay) => delay.percentile(99))) / 1e6),
			max: round(Math.max(...delays.map((delay) => delay.max)) / 1e6),
		},
	};
}

export const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

/** Percentiles of milliseconds. */
export function percentiles(values: readonly number[]): Record<"p50" | "p95" | "p99" | "max", number> {
	const sorted = [...values].sort((a, b) => a - b);
	const at = (part: number) => round(sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? 0);
	return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}
