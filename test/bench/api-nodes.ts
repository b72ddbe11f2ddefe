/**
 * How much more do two API nodes answer than one? Both are processes of their own on one cluster, and hold nothing that the other has not.
 * On a machine with too few cores for all of it each node is given a small share of one, the same to both, so that it is the nodes that
 * are short; without that (where the system gives no shares) they compete with the cluster and with those who ask. `npm run bench -- api-nodes`.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { makePerson, toJsonResume } from "../../corpora/generate/people.ts";
import { startCluster } from "../../scripts/elastic/cluster.ts";
import { type ConfigInput, configFor } from "../../src/config.ts";
import { PERMISSIONS } from "../../src/domain/actor.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { importCandidates } from "../../src/ingest/import-candidate.ts";
import { openPlatform } from "../../src/server.ts";
import { createMasterKeyFile } from "../../src/tenancy/vault.ts";
import type { Bench } from "./main.ts";
import { candidateOf } from "./people.ts";
import { clusterConfig, round } from "./platform.ts";
import { type ProcessorShare, processorShare, processorTime } from "./processor-share.ts";
import { recruiterQueries } from "./queries.ts";

const TENANTS = 8;
/** Of a core, for each API node. */
const SHARE = 0.25;
const AT_ONCE = 16;
const SECONDS = 10;
/** One, two, two, one, so that what warms up or wears off is on both sides. */
const PHASES = [1, 2, 2, 1];
const NO_LIMIT = 1_000_000;

interface ApiNode {
	readonly url: string;
	readonly process: ChildProcess;
}

export const run: Bench = async ({ candidates, seed }) => {
	const folder = await mkdtemp(path.join(os.tmpdir(), "tributary-nodes-"));
	const cluster = await startCluster();
	const nodes: ApiNode[] = [];
	const shares: ProcessorShare[] = [];
	try {
		createMasterKeyFile(path.join(folder, "master.key"));
		const engine = { elasticsearch: await clusterConfig(cluster, folder) };
		const configOf = (node: string) => configurationOf(folder, node, engine);
		const clients = await fill(configOf("fill"), candidates);
		for (const name of ["one", "two"]) nodes.push(await serve(folder, name, configOf(name)));
		for (const [at, node] of nodes.entries()) {
			const share = processorShare(`tributary-bench-${process.pid}-${at}`, SHARE);
			if (share !== null) shares.push(share);
			share?.add(node.process.pid as number);
		}
		const tokens = await Promise.all(clients.map((basic) => tokenFrom(nodes[0] as ApiNode, basic)));
		const resumeOf = (person: number) => toJsonResume(makePerson(person % (candidates * TENANTS)));
		const queries = recruiterQueries(200, seed, resumeOf).map(({ query = "" }) => query);
		const server = Number(readFileSync(cluster.nodes[0]?.pidFile ?? "", "utf8"));
		const ask = { tokens, queries, server };
		for (const node of nodes) await load([node], ask);
		const seen: (Load & { readonly nodes: number })[] = [];
		for (const count of PHASES) seen.push({ nodes: count, ...(await load(nodes.slice(0, count), ask)) });
		const mean = (count: number, name: Exclude<keyof Load, "codes">) => {
			const those = seen.filter(({ nodes: among }) => among === count);
			return those.reduce((sum, one) => sum + one[name], 0) / those.length;
		};
		const both = (name: Exclude<keyof Load, "codes">) => ({ one: round(mean(1, name)), two: round(mean(2, name)) });
		return {
			"share of a core for each API node": shares.length === nodes.length ? SHARE : "none: all compete for the cores",
			"cores of the machine": os.availableParallelism(),
			tenants: TENANTS,
			"people of each": candidates,
			"searches a second": both("answered"),
			"two / one": round(mean(2, "answered") / mean(1, "answered")),
			"processor time of the API a search, ms": both("api"),
			"processor time of the cluster a search, ms": both("cluster"),
			"answers that were none": both("failed"),
			"their codes, one phase after the other": seen.map(({ codes }) => codes),
		};
	} finally {
		for (const { process: child } of nodes) {
			child.kill("SIGKILL");
			await once(child, "exit");
		}
		for (const share of shares) share.remove();
		await cluster.stop();
		await rm(folder, { recursive: true, force: true });
	}
};

const configurationOf = (folder: string, node: string, engine: NonNullable<ConfigInput["engine"]>): ConfigInput => ({
	dataDir: path.join(folder, node),
	masterKey: { file: path.join(folder, "master.key") },
	listen: { host: "127.0.0.1", port: 0 },
	publicUrl: "http://127.0.0.1",
	parser: { allowWithoutNamespace: true, workers: 1 },
	limits: { requestsPerClient: NO_LIMIT, requestsPerAddress: NO_LIMIT },
	engine,
});

/** @returns how a client of each tenant signs in */
async function fill(config: ConfigInput, candidates: number): Promise<string[]> {
	const platform = await openPlatform(configFor(config));
	const clients: string[] = [];
	try {
		for (let at = 0; at < TENANTS; at++) {
			const id = parseTenantId(`bench-${at}`);
			await platform.tenancy.tenants.create({ id, name: id });
			const { clientId, clientSecret } = await platform.tenancy.clients.create({
				tenant: id,
				name: "bench",
				permissions: [...PERMISSIONS],
			});
			clients.push(`Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`);
			const people = Array.from({ length: candidates }, (_, person) => candidateOf(at * candidates + person));
			await importCandidates(await platform.operatorScope(id, "bench"), platform.ingest, people);
		}
	} finally {
		await platform.close();
	}
	return clients;
}

async function serve(folder: string, name: string, config: ConfigInput): Promise<ApiNode> {
	const file = path.join(folder, `${name}.json`);
	writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
	const main = path.resolve(import.meta.dirname, "../../src/main.ts");
	const child = spawn(process.execPath, [main, "serve", "--config", file], { stdio: ["ignore", "ignore", "pipe"] });
	let said = "";
	const url = await new Promise<string>((resolve, reject) => {
		child.stderr.on("data", (chunk) => {
			said += chunk;
			const found = /serving (\S+)/.exec(said)?.[1];
			if (found !== undefined) resolve(found);
		});
		child.once("exit", () => reject(new Error(said)));
	});
	return { url, process: child };
}

async function tokenFrom({ url }: ApiNode, authorization: string): Promise<string> {
	const body = new URLSearchParams({ grant_type: "client_credentials" });
	const answer = await fetch(`${url}/oauth/v2/accessToken`, { method: "POST", headers: { authorization }, body });
	return `Bearer ${((await answer.json()) as { access_token: string }).access_token}`;
}

interface Load {
	/** A second. */
	readonly answered: number;
	readonly failed: number;
	/** How many of those by the code of their answer. */
	readonly codes: Readonly<Record<string, number>>;
	/** Milliseconds for each answer. */
	readonly api: number;
	readonly cluster: number;
}

interface Ask {
	readonly tokens: readonly string[];
	readonly queries: readonly string[];
	/** Id of the cluster's process. */
	readonly server: number;
}

/** The same number of people ask, each the next question once he has an answer. */
async function load(nodes: readonly ApiNode[], { tokens, queries, server }: Ask): Promise<Load> {
	const timesOf = () => ({
		api: nodes.reduce((sum, node) => sum + processorTime(node.process.pid as number), 0),
		cluster: processorTime(server),
	});
	const codes: Record<string, number> = {};
	let [answered, failed, next] = [0, 0, 0];
	const before = timesOf();
	const began = performance.now();
	const someone = async () => {
		while (performance.now() - began < SECONDS * 1000) {
			const at = next++;
			const { url } = nodes[at % nodes.length] as ApiNode;
			const headers = { authorization: tokens[at % tokens.length] as string };
			const query = encodeURIComponent(queries[at % queries.length] as string);
			const answer = await fetch(`${url}/v1/search?q=${query}&pageSize=10`, { headers });
			const text = await answer.text();
			if (answer.ok) answered++;
			else if (answer.status < 500) throw new Error(text);
			else {
				const { code = `${answer.status}` } = JSON.parse(text) as { code?: string };
				codes[code] = (codes[code] ?? 0) + 1;
				failed++;
			}
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, someone));
	const seconds = (performance.now() - began) / 1000;
	const after = timesOf();
	return {
		answered: answered / seconds,
		failed,
		codes,
		api: (after.api - before.api) / answered,
		cluster: (after.cluster - before.cluster) / answered,
	};
}
