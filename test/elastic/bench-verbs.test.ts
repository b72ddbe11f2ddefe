/** The ranking engineer's verbs on a cluster that others use: the same run as on a laptop, and nothing stays, however it ends. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { type ClusterEngine, openClusterEngine } from "../../src/engine/elasticsearch/engine.ts";
import type { Store } from "../../src/engine/port.ts";
import { createMasterKeyFile } from "../../src/tenancy/vault.ts";
import { run } from "../cli/run.ts";
import { filtered, person, word } from "../contract/people.ts";
import { KEY } from "../contract/worlds.ts";
import { CANDIDATES, lines, smallCorpus } from "../ranking/small-corpus.ts";
import { clusterSettings, freshPrefix, operatorClient, removeIndices, testCluster } from "./test-cluster.ts";

// Each run makes an installation of five stores, and a test several runs.
vi.setConfig({ testTimeout: 900_000 });

const prefix = freshPrefix();
const operator = operatorClient();
const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-bench-cluster-"));
const config = path.join(folder, "tributary.json");
const onCluster = ["--engine", "elasticsearch", "--config", config];
const corpus = smallCorpus();
let engine: ClusterEngine;
let acme: Store;

beforeAll(async () => {
	const { nodes, caFile, username, password } = testCluster();
	writeFileSync(path.join(folder, "password"), password, { mode: 0o600 });
	createMasterKeyFile(path.join(folder, "master.key"));
	const account = { username, passwordFile: "password" };
	const settings = {
		dataDir: "data",
		masterKey: { file: "master.key" },
		engine: { elasticsearch: { nodes, caFile, account, prefix } },
	};
	writeFileSync(config, JSON.stringify(settings), { mode: 0o600 });
	// A tenant that is served, with the name that collections have where they are stored, and one whose name begins as theirs.
	engine = await openClusterEngine(clusterSettings(prefix));
	acme = await engine.open({ kind: "tenant", tenant: parseTenantId("corpus") }, KEY, { create: true });
	await acme.write([person("real", { body: "java" })]);
	await engine.open({ kind: "tenant", tenant: parseTenantId("bench-0") }, KEY, { create: true });
});
afterAll(async () => {
	await engine.close();
	await operator.close();
	await removeIndices(prefix);
	rmSync(folder, { recursive: true });
});

const indices = async (pattern: string): Promise<string[]> =>
	Object.keys(await operator.indices.get({ index: pattern, expand_wildcards: "all", features: ["aliases"] })).sort();
const keys = async (): Promise<string[]> => {
	const { api_keys } = await operator.security.getApiKey({ name: `tributary:${prefix}*`, active_only: true });
	return api_keys.map(({ name }) => name).sort();
};
const left = async () => ({ indices: await indices(`${prefix}*`), keys: await keys() });
const runs = (): Promise<string[]> => indices(`${prefix}.bench-*`);

/** A collection that takes a while to store. */
const long = () =>
	smallCorpus({
		"candidates.ndjson": lines(
			Array.from({ length: 3000 }, (_, index) => ({ ...CANDIDATES[index % 4], id: `c${index + 1}` })),
		),
	});

/** The verb as a process of its own, when it has made all its stores and begins to fill them. */
async function storing(): Promise<{ readonly child: ChildProcess; readonly ended: Promise<string | number | null> }> {
	const main = path.resolve(import.meta.dirname, "../../src/main.ts");
	const child = spawn(process.execPath, [main, "evaluate", "--corpus", long(), ...onCluster], { stdio: "ignore" });
	const ended = new Promise<string | number | null>((resolve) =>
		child.once("exit", (code, signal) => resolve(signal ?? code)),
	);
	while (!(await runs()).some((index) => index.includes(".audit.corpus.")) && child.exitCode === null)
		await new Promise((resolve) => setTimeout(resolve, 100));
	return { child, ended };
}

test("evaluate writes the same run as the embedded engine, and leaves nothing; what is served there is as it was", async () => {
	const before = await left();
	const files = ["embedded", "elasticsearch"].map((name) => path.join(folder, `${name}.trec`));
	const ordered = async (file: string | undefined, ...where: string[]) => {
		const { code, err } = await run("evaluate", "--corpus", corpus, ...where, "--run-out", file ?? "");
		expect(code, err).toBe(0);
		// Points of recency are those of the second in which somebody was stored.
		return readFileSync(file ?? "", "utf8").replaceAll(/(\.\d{6})\d+/g, "$1");
	};
	const laptop = await ordered(files[0]);
	expect(laptop.split("\n").length).toBeGreaterThan(5);
	expect(await ordered(files[1], ...onCluster)).toBe(laptop);
	expect(await left()).toEqual(before);
	expect((await acme.retrieve(filtered(word("java")))).total).toBe(1);
});

const PAIR = ["--profile", "bm25,default.v1"];
test.each([
	["compare", ...PAIR, "--gate", "ndcg@10=-1"],
	["report", ...PAIR, "--out", path.join(folder, "report.html")],
	["judge", ...PAIR, "--sheet", path.join(folder, "sheet.csv")],
	["tune", "--folds", "2", "--out", path.join(folder, "tuned.v1.json")],
])("%s works there, too", async (...verb) => {
	const before = await left();
	const { code, err } = await run(...verb, "--corpus", corpus, ...onCluster);
	expect(code, err).toBe(0);
	expect(await left()).toEqual(before);
});

test("a collection that is refused half-way leaves nothing", async () => {
	const before = await left();
	const broken = smallCorpus({ "candidates.ndjson": lines([...CANDIDATES, { id: "c9", file: "none.pdf" }]) });
	expect((await run("evaluate", "--corpus", broken, ...onCluster)).err).toContain("there is no file none.pdf");
	expect(await left()).toEqual(before);
});

test("Ctrl-C while it stores: all of it is removed, then the process ends by the signal", async () => {
	const before = await left();
	const { child, ended } = await storing();
	child.kill("SIGINT");
	expect(await ended).toBe("SIGINT");
	expect(await left()).toEqual(before);
});

test("after a crash the next run removes what was left, and nothing of a run that lives", async () => {
	const before = await left();
	const { child, ended } = await storing();
	// It lives, and does not come to its end before the other has.
	child.kill("SIGSTOP");
	// One that lives, on another machine, and one there that was not heard of for long.
	const lease = (until: number) => ({ _meta: { lease: { machine: "elsewhere", pid: 1, until } } });
	const [alive, dead] = [`${prefix}.bench-00000000000a`, `${prefix}.bench-00000000000d`];
	await operator.indices.create({ index: alive, mappings: lease(Date.now() + 60_000) });
	await operator.indices.create({ index: dead, mappings: lease(Date.now() - 1) });
	const running = await runs();
	expect((await run("evaluate", "--corpus", corpus, ...onCluster)).code).toBe(0);
	expect(await runs()).toEqual(running.filter((index) => index !== dead));
	child.kill("SIGKILL");
	expect(await ended).toBe("SIGKILL");
	expect((await runs()).length).toBeGreaterThan(3);
	expect((await run("evaluate", "--corpus", corpus, ...onCluster)).code).toBe(0);
	expect(await runs()).toEqual([alive]);
	await operator.indices.delete({ index: alive });
	expect(await left()).toEqual(before);
});
