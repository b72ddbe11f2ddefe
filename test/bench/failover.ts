/**
 * What happens when a machine of the cluster dies. Three nodes of Elasticsearch with TLS are started on this machine; two API nodes write,
 * search and read, and every answer is compared with what it may be; then one of the nodes is killed with kill -9, the master as likely as
 * the others, and started again. `npm run bench -- failover --rounds 20`; in parts: `--rounds 5 --seed 1`, and so on.
 */
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { Client } from "@elastic/elasticsearch";
import { type Cluster, startCluster } from "../../scripts/elastic/cluster.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { openClusterEngine } from "../../src/engine/elasticsearch/engine.ts";
import { MixedLoad } from "../elastic/mixed-load.ts";
import type { Bench } from "./main.ts";
import { random } from "./random.ts";

const NAME = { kind: "tenant", tenant: parseTenantId("failover") } as const;
const KEY = new Uint8Array(32).fill(9);
const API_NODES = 2;
/** Milliseconds of load before each kill. */
const CALM = 3000;

export const run: Bench = async ({ rounds: wanted, seed, minutes }) => {
	const next = random(seed);
	const cluster = await startCluster({ nodes: 3, heap: 512, startsFast: true });
	const operator = operatorOf(cluster);
	const engines = await Promise.all(Array.from({ length: API_NODES + 1 }, () => engineOf(cluster)));
	try {
		const [fresh, ...stores] = await Promise.all(engines.map((engine) => engine.open(NAME, KEY, { create: true })));
		await isGreen(operator);
		// Starting three nodes is none of it.
		const until = performance.now() + minutes * 60_000;
		const load = new MixedLoad(stores);
		const back: number[] = [];
		let masters = 0;
		let rounds = 0;
		while (rounds < wanted && performance.now() < until) {
			await pause(CALM);
			const victim = Math.floor(next() * cluster.nodes.length);
			if ((await masterOf(operator)) === `node-${victim + 1}`) masters++;
			const killed = performance.now();
			cluster.kill(victim);
			await pause(CALM);
			back.push(Math.round(await load.backAfter(killed)));
			await cluster.restart(victim);
			await isGreen(operator);
			rounds++;
			// A run that is cut off has shown something, too.
			const { acknowledged, wrong } = load.report;
			process.stderr.write(
				`${rounds} of ${wanted}: node ${victim + 1}, searches back after ${back.at(-1)} ms; ${acknowledged} writes acknowledged, ${wrong.length} wrong\n`,
			);
		}
		const report = await load.stop(fresh as NonNullable<typeof fresh>);
		return {
			rounds,
			"of them the master": masters,
			"writes acknowledged": report.acknowledged,
			"answers compared": report.answered,
			"refused with 503": report.refused,
			refusals: report.refusals,
			"wrong or lost": report.wrong.length,
			"slowest search that was answered, ms": report.slowestSearch,
			"searches back after, ms, longest": Math.max(...back),
			"searches back after, ms": back.join(" "),
			wrong: report.wrong,
		};
	} finally {
		await Promise.all(engines.map((engine) => engine.close()));
		await operator.close();
		await cluster.stop();
	}
};

const accessOf = ({ nodes, caFile, username, password }: Cluster) => ({
	nodes: nodes.map(({ url }) => url),
	ca: readFileSync(caFile, "utf8"),
	account: { username, password },
});

const engineOf = (cluster: Cluster) => openClusterEngine({ ...accessOf(cluster), prefix: "bench", startSeconds: 60 });

function operatorOf(cluster: Cluster): Client {
	const { nodes, ca, account } = accessOf(cluster);
	return new Client({ nodes, tls: { ca }, auth: account, maxRetries: 10 });
}

async function isGreen(operator: Client): Promise<void> {
	const { status } = await operator.cluster.health({ wait_for_status: "green", wait_for_nodes: "3", timeout: "120s" });
	if (status !== "green") throw new Error(`The cluster is ${status}.`);
}

async function masterOf(operator: Client): Promise<string | undefined> {
	const [master] = await operator.cat.master({ format: "json" });
	return master?.node;
}
