/**
 * What does one more small tenant cost? Tenants are made one after the other, with a few people each; in between it is looked at what all
 * of them take, so that the slope is the cost of one. At the end the node is started anew. `npm run bench -- tenants`.
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { Client } from "@elastic/elasticsearch";
import type { Cluster } from "../../scripts/elastic/cluster.ts";
import { javaHome } from "../../scripts/elastic/distribution.ts";
import { SearchRequest } from "../../src/domain/query.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { importCandidates } from "../../src/ingest/import-candidate.ts";
import type { Bench } from "./main.ts";
import { candidateOf } from "./people.ts";
import { type BenchPlatform, openBenchPlatform, percentiles, round } from "./platform.ts";

/** Looks at what all of them take, after the first quarter each. */
const LOOKS = 4;
const SEARCHED = 50;
const MIB = 2 ** 20;

export const run: Bench = async ({ count, candidates, engine, json }) => {
	const bench = await openBenchPlatform(undefined, engine);
	const clusterOf = bench.cluster === null ? null : clientOf(bench.cluster);
	try {
		const looks: Look[] = [await look(bench, clusterOf)];
		const made: number[] = [];
		for (let at = 0; at < count; at++) {
			made.push(await timed(() => make(bench, at, candidates)));
			if ((at + 1) % Math.ceil(count / LOOKS) === 0 || at + 1 === count) looks.push(await look(bench, clusterOf));
			if (!json) process.stderr.write(`\r${at + 1} of ${count} tenants`);
		}
		if (!json) process.stderr.write("\n");
		const [first, last] = [looks[1] as Look, looks.at(-1) as Look];
		const between = last.tenants - first.tenants;
		const each = (name: keyof Look) => ((last[name] ?? Number.NaN) - (first[name] ?? Number.NaN)) / between;
		const searches = await searchSome(bench, count);
		return {
			tenants: count,
			"people of each": candidates,
			"a tenant made and filled, ms": percentiles(made),
			"the last tenth of them, ms, p50": percentiles(made.slice(-Math.ceil(count / 10))).p50,
			"each further tenant": Object.fromEntries(
				MEASURES.flatMap((name) => (Number.isFinite(each(name)) ? [[name, round(each(name), 4)]] : [])),
			),
			"all of them": Object.fromEntries(MEASURES.flatMap((name) => (last[name] === null ? [] : [[name, last[name]]]))),
			...searches,
			...(bench.cluster === null || clusterOf === null ? {} : await afterRestart(bench.cluster, clusterOf)),
			looks: looks.map((one) => Object.values(one).join(" ")),
		};
	} finally {
		await clusterOf?.close();
		await bench.close();
	}
};

const MEASURES = [
	"heap of the node, MiB",
	"memory of the API node, MiB",
	"files on disk",
	"disk, MiB",
	"open files of the node",
	"shards",
	"cluster state, kB of JSON",
] as const;
type Look = { readonly tenants: number } & Readonly<Record<(typeof MEASURES)[number], number | null>>;

const nameOf = (at: number) => parseTenantId(`small-${at}`);

async function make({ platform }: BenchPlatform, at: number, candidates: number): Promise<void> {
	const id = nameOf(at);
	await platform.tenancy.tenants.create({ id, name: id });
	const people = Array.from({ length: candidates }, (_, person) => candidateOf(at * candidates + person));
	await importCandidates(await platform.operatorScope(id, "bench"), platform.ingest, people);
}

/** @param cluster null: tenants lie in files */
async function look({ platform, dataDir, cluster }: BenchPlatform, client: Client | null): Promise<Look> {
	const tenants = (await platform.tenancy.tenants.list()).length;
	globalThis.gc?.();
	const [node] = cluster?.nodes ?? [];
	const files = filesBelow(node?.dataDir ?? dataDir);
	const about = node === undefined || client === null ? null : await lookAtNode(node.pidFile, client);
	return {
		tenants,
		"heap of the node, MiB": about?.heap ?? null,
		"memory of the API node, MiB": round(process.memoryUsage().rss / MIB, 1),
		"files on disk": files.count,
		"disk, MiB": round(files.bytes / MIB, 1),
		"open files of the node": about?.open ?? null,
		shards: about?.shards ?? null,
		"cluster state, kB of JSON": about?.state ?? null,
	};
}

async function lookAtNode(pidFile: string, client: Client) {
	// What is used and not garbage.
	execFileSync(path.join(javaHome(), "bin/jcmd"), [readFileSync(pidFile, "utf8").trim(), "GC.run"], {
		stdio: "ignore",
	});
	const [stats] = Object.values((await client.nodes.stats({ metric: ["jvm", "process"] })).nodes);
	const { active_primary_shards: shards } = await client.cluster.health();
	const state = JSON.stringify(await client.cluster.state({ metric: ["metadata", "routing_table"] })).length;
	return {
		heap: round(Number(stats?.jvm?.mem?.heap_used_in_bytes) / MIB, 1),
		open: stats?.process?.open_file_descriptors ?? 0,
		shards,
		state: Math.round(state / 1000),
	};
}

/** Searches of tenants that nobody has asked for a while, and once more. */
async function searchSome({ platform }: BenchPlatform, count: number) {
	const times: { first: number[]; again: number[] } = { first: [], again: [] };
	for (let at = 0; at < count; at += Math.ceil(count / SEARCHED)) {
		const scope = await platform.operatorScope(nameOf(at), "bench");
		for (const list of [times.first, times.again])
			list.push(await timed(() => platform.search.search(scope, SearchRequest.parse({ query: "manager" }))));
	}
	return { "first search of a tenant, ms": percentiles(times.first), "the next, ms": percentiles(times.again) };
}

async function afterRestart(cluster: Cluster, client: Client) {
	const began = performance.now();
	await cluster.restart(0);
	for (;;) {
		const health = await client.cluster.health({ wait_for_status: "green", timeout: "60s" }, { ignore: [408] });
		if (health.status === "green") break;
	}
	return { "node started anew, all tenants there after, s": round((performance.now() - began) / 1000, 1) };
}

function clientOf({ nodes, caFile, username, password }: Cluster): Client {
	const ca = readFileSync(caFile, "utf8");
	return new Client({ nodes: nodes.map(({ url }) => url), tls: { ca }, auth: { username, password } });
}

function filesBelow(folder: string): { readonly count: number; readonly bytes: number } {
	let [count, bytes] = [0, 0];
	for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
		if (!entry.isFile()) continue;
		count++;
		bytes += statSync(path.join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0;
	}
	return { count, bytes };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
	const started = performance.now();
	await work();
	return performance.now() - started;
}
