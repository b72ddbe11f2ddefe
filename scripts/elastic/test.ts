/**
 * `npm run test:elastic`: brings up a real Elasticsearch, runs the contract of the engines and the tests of the cluster engine against it, and
 * takes it down. Arguments go to vitest.
 */
import { spawn } from "node:child_process";
import { startCluster } from "./cluster.ts";

/** Histories of each property: every one makes stores of its own, which takes most of the time. */
const RUNS = "12";

const cluster = await startCluster();
const test = {
	nodes: cluster.nodes.map(({ url }) => url),
	caFile: cluster.caFile,
	username: cluster.username,
	password: cluster.password,
	dataDirs: cluster.nodes.map(({ dataDir }) => dataDir),
};
const environment = { RUNS, ...process.env, ENGINES: "elasticsearch", TEST_CLUSTER: JSON.stringify(test) };
const args = ["run", "--config", "vitest.elastic.config.ts", ...process.argv.slice(2)];
const child = spawn("vitest", args, { stdio: "inherit", env: environment });
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
const code = await new Promise<number>((resolve) => child.once("exit", (code) => resolve(code ?? 1)));
await cluster.stop();
process.exitCode = code;
