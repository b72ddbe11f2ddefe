import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { profileOfStranger } from "../../corpora/generate/network.ts";
import { makePerson } from "../../corpora/generate/people.ts";
import { type Cluster, startCluster } from "../../scripts/elastic/cluster.ts";
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
	/** Where its tenants live; null: in files. */
	readonly cluster: Cluster | null;
	/** False where its people were stored by an earlier run. */
	readonly isNew: boolean;
	close(): Promise<void>;
}

export type BenchEngine = "embedded" | "elasticsearch";

/**
 * @param keep folder that the data stay in, for another run to find; absent: they go with the run
 * @param engine elasticsearch: a node that is started for the run
 * @param heap of that node, MiB
 */
export async function openBenchPlatform(
	keep?: string,
	engine: BenchEngine = "embedded",
	heap?: number,
): Promise<BenchPlatform> {
	const folder = keep ?? (await mkdtemp(path.join(os.tmpdir(), "tributary-bench-")));
	await mkdir(folder, { recursive: true });
	const dataDir = path.join(folder, "data");
	const keyFile = path.join(folder, "master.key");
	const isNew = !existsSync(keyFile);
	if (isNew) createMasterKeyFile(keyFile);
	const cluster = engine === "embedded" ? null : await startCluster(heap === undefined ? {} : { heap });
	const lives = cluster === null ? {} : { engine: { elasticsearch: await clusterConfig(cluster, folder) } };
	const platform = await openPlatform(configFor({ dataDir, masterKey: { file: keyFile }, ...lives }));
	const id = parseTenantId("bench");
	if (isNew) await platform.tenancy.tenants.create({ id, name: "bench" });
	const scope = await platform.operatorScope(id, "bench");
	return {
		platform,
		scope,
		dataDir,
		cluster,
		isNew,
		async close() {
			await platform.close();
			await cluster?.stop();
			if (keep === undefined) await rm(folder, { recursive: true, force: true });
		},
	};
}

/** `engine.elasticsearch` of a configuration; writes the file of the password. */
export async function clusterConfig({ nodes, caFile, username, password }: Cluster, folder: string) {
	const passwordFile = path.join(folder, "elastic.password");
	await writeFile(passwordFile, password, { mode: 0o600 });
	return { nodes: nodes.map(({ url }) => url), caFile, account: { username, passwordFile } };
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

/** One candidate of so many has a profile, which is made of the same person; all other profiles are of strangers. */
const MATCHED = 5;
/** Seeds of strangers begin here, beyond those of candidates. */
const STRANGERS = 10_000_000;

/** Of the person whose profile is the one at `index` of a network of `count`. */
export function seedOfProfile(index: number, count: number, candidates: number): number {
	const known = Math.min(count, Math.ceil(candidates / MATCHED));
	return index < known ? index * MATCHED : STRANGERS + index;
}

/** Fills the network with `count` profiles, before there are candidates: these are then matched as they come. */
export async function fillNetwork({ platform }: BenchPlatform, count: number, candidates: number, quiet: boolean) {
	let seconds = 0;
	for (let start = 0; start < count; start += CHUNK) {
		const profiles = Array.from({ length: Math.min(CHUNK, count - start) }, (_, index) =>
			profileOfStranger(makePerson(seedOfProfile(start + index, count, candidates)), `profile-${start + index}`),
		);
		const began = performance.now();
		const { refused } = await platform.importProfiles(profiles);
		if (refused.length > 0) throw new Error(`A generated profile was refused: ${JSON.stringify(refused[0])}`);
		seconds += (performance.now() - began) / 1000;
		if (!quiet) process.stderr.write(`\r${start + profiles.length} of ${count} profiles stored`);
	}
	if (!quiet) process.stderr.write("\n");
	return { profiles: count, seconds: round(seconds), profilesPerSecond: Math.round(count / seconds) };
}

export const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

/** Percentiles of milliseconds. */
export function percentiles(values: readonly number[]): Record<"p50" | "p95" | "p99" | "max", number> {
	const sorted = [...values].sort((a, b) => a - b);
	const at = (part: number) => round(sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? 0);
	return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

/** Milliseconds of all threads. */
export function processorOf(before: NodeJS.CpuUsage): number {
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1000;
}
