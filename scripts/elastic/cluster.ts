/** Brings up a cluster of real Elasticsearch nodes on this machine, with TLS and security on, and takes it down. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { distribution, javaHome } from "./distribution.ts";

/** The account that runs the nodes where this process is root, which Elasticsearch refuses. */
const ACCOUNT = "tributary-elastic";
/** A build machine may have other things to do. */
const START_MS = 600_000;

export interface Cluster {
	readonly nodes: readonly Node[];
	/** PEM of the authority that signed the nodes' certificates. */
	readonly caFile: string;
	readonly username: string;
	readonly password: string;
	/** Kills a node at once, as kill -9. */
	kill(index: number): void;
	/** Lets a node stand still, or go on. */
	signal(index: number, name: "SIGSTOP" | "SIGCONT"): void;
	/** Starts a node that was stopped or killed, on its old data. */
	restart(index: number): Promise<void>;
	/** Stops all nodes and removes their data. */
	stop(): Promise<void>;
}

export interface Node {
	readonly url: string;
	/** Everything that this node has on disk. */
	readonly dataDir: string;
	/** Holds the id of the server itself: what is spawned only starts it and waits. */
	readonly pidFile: string;
}

export interface ClusterOptions {
	readonly nodes?: number;
	/** MiB for each node. */
	readonly heap?: number;
	readonly settings?: Readonly<Record<string, string>>;
	/** Compile little: starts in half the time, and answers more slowly afterwards. */
	readonly startsFast?: boolean;
}

interface Place extends Node {
	readonly name: string;
	readonly home: string;
	readonly log: string;
	readonly http: number;
	readonly transport: number;
}

/** Resolves when all nodes have joined and answer. @throws Error with the end of a node's log when it does not come up */
export async function startCluster({
	nodes = 1,
	heap = 1024,
	settings = {},
	startsFast = false,
}: ClusterOptions = {}): Promise<Cluster> {
	const root = mkdtempSync(path.join(os.tmpdir(), "tributary-cluster-"));
	mkdirSync(path.join(root, "snapshots"));
	const places: Place[] = [];
	for (let index = 0; index < nodes; index++) places.push(await placeOf(root, index));
	const access = { username: "operator", password: "operator-of-a-test" };
	for (const place of places) prepare(place, places, { root, settings, ...access });
	const account = process.getuid?.() === 0 ? accountIds() : null;
	if (account !== null) execFileSync("chown", ["-R", `${account.uid}:${account.gid}`, root]);
	const options = [`-Xms${heap}m`, `-Xmx${heap}m`, ...(startsFast ? ["-XX:TieredStopAtLevel=1"] : [])];
	const processes = places.map((place) => run(place, options, account));
	const caFile = path.join(root, "certificates/ca.crt");
	const stop = async (): Promise<void> => {
		process.removeListener("exit", killAll);
		await Promise.all(processes.map((child) => end(child)));
		rmSync(root, { recursive: true, force: true });
	};
	// Whatever ends this process, no node stays behind, nor what it had on disk.
	const killAll = () => {
		for (const child of processes) child.kill("SIGKILL");
		rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
	};
	process.once("exit", killAll);
	try {
		await Promise.all(
			places.map((place, index) =>
				answers(place, nodes, { caFile, ...access, process: processes[index] as ChildProcess }),
			),
		);
	} catch (error) {
		await stop();
		throw error;
	}
	return {
		nodes: places,
		caFile,
		...access,
		kill: (index) => void process.kill(serverOf(places[index] as Place), "SIGKILL"),
		signal: (index, name) => void process.kill(serverOf(places[index] as Place), name),
		restart: async (index) => {
			const place = places[index] as Place;
			await end(processes[index] as ChildProcess);
			const child = run(place, options, account);
			processes[index] = child;
			await answers(place, nodes, { caFile, ...access, process: child });
		},
		stop,
	};
}

const serverOf = ({ pidFile }: Place) => Number(readFileSync(pidFile, "utf8"));

async function placeOf(root: string, index: number): Promise<Place> {
	const [http, transport] = await freePorts();
	const name = `node-${index + 1}`;
	const home = path.join(root, name);
	return {
		name,
		home,
		http,
		transport,
		url: `https://127.0.0.1:${http}`,
		dataDir: path.join(home, "data"),
		log: path.join(home, "out.log"),
		pidFile: path.join(home, "pid"),
	};
}

async function freePorts(): Promise<[number, number]> {
	const servers = [createServer(), createServer()];
	const ports = await Promise.all(
		servers.map(
			(server) =>
				new Promise<number>((resolve) =>
					server.listen(0, "127.0.0.1", () => resolve((server.address() as { port: number }).port)),
				),
		),
	);
	for (const server of servers) server.close();
	return ports as [number, number];
}

interface Preparation {
	readonly root: string;
	readonly settings: Readonly<Record<string, string>>;
	readonly username: string;
	readonly password: string;
}

function prepare(place: Place, all: readonly Place[], { root, settings, username, password }: Preparation): void {
	const certificates = path.join(root, "certificates");
	execFileSync("sh", [path.join(import.meta.dirname, "certificates.sh"), certificates, place.name]);
	const config = path.join(place.home, "config");
	for (const folder of [place.dataDir, path.join(place.home, "tmp")]) mkdirSync(folder, { recursive: true });
	cpSync(path.join(distribution(), "config"), config, { recursive: true });
	for (const file of ["ca.crt", `${place.name}.crt`, `${place.name}.key`])
		cpSync(path.join(certificates, file), path.join(config, file));
	const tls = (layer: "http" | "transport") => ({
		[`xpack.security.${layer}.ssl.enabled`]: "true",
		[`xpack.security.${layer}.ssl.certificate_authorities`]: "ca.crt",
		[`xpack.security.${layer}.ssl.certificate`]: `${place.name}.crt`,
		[`xpack.security.${layer}.ssl.key`]: `${place.name}.key`,
	});
	const yaml = {
		"cluster.name": "tributary-test",
		"node.name": place.name,
		"path.data": place.dataDir,
		"path.logs": path.join(place.home, "logs"),
		"path.repo": path.join(root, "snapshots"),
		"http.port": String(place.http),
		"transport.port": String(place.transport),
		"network.host": "127.0.0.1",
		"xpack.security.enabled": "true",
		"xpack.security.enrollment.enabled": "false",
		"xpack.security.transport.ssl.verification_mode": "certificate",
		...tls("http"),
		...tls("transport"),
		...(all.length === 1
			? { "discovery.type": "single-node" }
			: {
					"discovery.seed_hosts": JSON.stringify(all.map(({ transport }) => `127.0.0.1:${transport}`)),
					"cluster.initial_master_nodes": JSON.stringify(all.map(({ name }) => name)),
				}),
		// A build machine's disk is fuller than a server's should be.
		"cluster.routing.allocation.disk.threshold_enabled": "false",
		"cluster.max_shards_per_node": "5000",
		...settings,
	};
	const file = path.join(config, "elasticsearch.yml");
	writeFileSync(
		file,
		Object.entries(yaml)
			.map(([key, value]) => `${key}: ${value}\n`)
			.join(""),
	);
	const useradd = ["useradd", username, "-p", password, "-r", "superuser"];
	execFileSync(path.join(distribution(), "bin/elasticsearch-users"), useradd, {
		env: environment(place, ["-Xmx64m"]),
		stdio: "pipe",
	});
}

const environment = ({ home }: Place, options: readonly string[]): NodeJS.ProcessEnv => ({
	PATH: process.env.PATH,
	ES_JAVA_HOME: javaHome(),
	ES_PATH_CONF: path.join(home, "config"),
	ES_JAVA_OPTS: options.join(" "),
	ES_TMPDIR: path.join(home, "tmp"),
	HOME: home,
});

function run(place: Place, options: readonly string[], account: Account | null): ChildProcess {
	const out = openSync(place.log, "a");
	const program = path.join(distribution(), "bin/elasticsearch");
	return spawn(program, ["--pidfile", place.pidFile], {
		env: environment(place, options),
		cwd: place.home,
		stdio: ["ignore", out, out],
		...(account ?? {}),
	});
}

interface Account {
	readonly uid: number;
	readonly gid: number;
}

function accountIds(): Account {
	const id = (flag: string) => Number(execFileSync("id", [flag, ACCOUNT], { stdio: ["ignore", "pipe", "ignore"] }));
	try {
		return { uid: id("-u"), gid: id("-g") };
	} catch {
		execFileSync("useradd", ["--system", "--no-create-home", "--shell", "/usr/sbin/nologin", ACCOUNT]);
		return { uid: id("-u"), gid: id("-g") };
	}
}

async function end(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const ended = new Promise((resolve) => child.once("exit", resolve));
	child.kill("SIGTERM");
	const timer = setTimeout(() => child.kill("SIGKILL"), 20_000);
	await ended;
	clearTimeout(timer);
}

interface Access {
	readonly process: ChildProcess;
	readonly caFile: string;
	readonly username: string;
	readonly password: string;
}

async function answers(place: Place, nodes: number, { process, caFile, username, password }: Access): Promise<void> {
	const { Client } = await import("@elastic/elasticsearch");
	const ca = readFileSync(caFile);
	const client = new Client({
		node: place.url,
		tls: { ca },
		auth: { username, password },
		maxRetries: 0,
		requestTimeout: 5000,
	});
	const until = Date.now() + START_MS;
	try {
		for (;;) {
			const health = await client.cluster.health().catch(() => null);
			if (health !== null && health.number_of_nodes >= nodes) return;
			if (Date.now() > until || process.exitCode !== null)
				throw new Error(`${place.name} does not come up:\n${tailOf(place.log)}`);
			await new Promise((resolve) => setTimeout(resolve, 500));
		}
	} finally {
		await client.close();
	}
}

const tailOf = (file: string): string =>
	existsSync(file) ? readFileSync(file, "utf8").split("\n").slice(-40).join("\n") : "";
