/** What can be wrong with a cluster is told by name, at the start and later; and nothing is lost by it. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { type ClusterEngine, type ClusterSettings, openClusterEngine } from "../../src/engine/elasticsearch/engine.ts";
import { MAPPING_VERSION, storeIndex } from "../../src/engine/elasticsearch/names.ts";
import type { StoreName } from "../../src/engine/port.ts";
import { filtered, person, planOf, word } from "../contract/people.ts";
import { KEY } from "../contract/worlds.ts";
import { clusterSettings, freshPrefix, operatorClient, removeIndices } from "./test-cluster.ts";

const prefix = freshPrefix();
const operator = operatorClient();
const nameOf = (tenant: string): StoreName => ({ kind: "tenant", tenant: parseTenantId(tenant) });
const codeOf = (settings: Partial<ClusterSettings>) =>
	openClusterEngine({ ...clusterSettings(prefix), startSeconds: 0, ...settings }).then(
		() => "opened",
		({ code }) => code,
	);
let engine: ClusterEngine;

beforeAll(async () => {
	engine = await openClusterEngine(clusterSettings(prefix));
});
afterAll(async () => {
	await engine.close();
	await operator.close();
	await removeIndices(prefix);
});

describe("at the start", () => {
	test("no node answers: waited for as long as is set, then told", async () => {
		const waited: string[] = [];
		const nowhere = {
			nodes: ["https://127.0.0.1:9"],
			startSeconds: 2,
			onWait: (code: string) => void waited.push(code),
		};
		expect(await codeOf(nowhere)).toBe("cluster-unreachable");
		expect(waited.length).toBeGreaterThanOrEqual(1);
	});
	test("a certificate that nobody we trust signed", async () => {
		const { ca: _, ...withoutAuthority } = clusterSettings(prefix);
		await expect(openClusterEngine({ ...withoutAuthority, startSeconds: 0 })).rejects.toMatchObject({
			code: "cluster-certificate",
		});
	});
	test("a certificate that has expired", async () => {
		const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-expired-"));
		const file = (name: string) => path.join(folder, name);
		const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "ignore" });
		const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "key"];
		openssl("req", ...key, "-subj", "/CN=localhost", "-out", "csr");
		writeFileSync(file("ext"), "subjectAltName=IP:127.0.0.1\n");
		openssl("x509", "-req", "-in", "csr", "-signkey", "key", "-days", "-1", "-extfile", "ext", "-out", "crt");
		const pem = readFileSync(file("crt"), "utf8");
		const server = createTlsServer({ key: readFileSync(file("key")), cert: pem }, (_, answer) => answer.end("{}"));
		const port = await new Promise<number>((resolve) =>
			server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port)),
		);
		expect(await codeOf({ nodes: [`https://127.0.0.1:${port}`], ca: pem })).toBe("cluster-certificate");
		server.close();
		rmSync(folder, { recursive: true });
	});
	test("an account that is not known", async () => {
		expect(await codeOf({ account: { username: "operator", password: "wrong" } })).toBe("cluster-refused");
	});
	test("another version", async () => {
		const server = createServer((_, answer) => {
			answer.writeHead(200, {
				"content-type": "application/vnd.elasticsearch+json",
				"x-elastic-product": "Elasticsearch",
			});
			answer.end(JSON.stringify({ nodes: { one: { version: "8.19.2" } } }));
		});
		const port = await new Promise<number>((resolve) =>
			server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port)),
		);
		expect(await codeOf({ nodes: [`http://127.0.0.1:${port}`] })).toBe("cluster-version");
		server.close();
	});
});

describe("later", () => {
	test("a read-only block: writes are refused by name, searches go on; once it is lifted the refused write is taken", async () => {
		const name = nameOf("full-disk");
		const store = await engine.open(name, KEY, { create: true });
		await store.write([person("before", { body: "here" })]);
		const { index } = storeIndex(prefix, name);
		await operator.indices.putSettings({ index, settings: { "index.blocks.read_only_allow_delete": true } });
		await expect(store.write([person("after", { body: "here" })])).rejects.toMatchObject({
			code: "cluster-read-only",
			status: 503,
		});
		expect((await store.retrieve(filtered(word("here")))).total).toBe(1);
		await operator.indices.putSettings({ index, settings: { "index.blocks.read_only_allow_delete": null } });
		expect(await store.write([person("after", { body: "here" })])).toEqual([1]);
		expect((await store.retrieve(filtered(word("here")))).total).toBe(2);
	});

	test("an index that another version made is not opened", async () => {
		const name = nameOf("newer");
		await engine.open(name, KEY, { create: true });
		const { index } = storeIndex(prefix, name);
		await operator.indices.putMapping({
			index,
			_meta: { format: "tributary-candidate", version: MAPPING_VERSION + 1 },
		});
		const other = await openClusterEngine(clusterSettings(prefix));
		await expect(other.open(name, KEY)).rejects.toMatchObject({ code: "cluster-mapping" });
		await other.close();
	});

	test("an index that is not there as a whole: no answer in part, and readiness says so", async () => {
		const name = nameOf("red");
		const store = await engine.open(name, KEY, { create: true });
		await store.write([person("p", { body: "here" })]);
		await engine.demandHealth();
		const { index, alias } = storeIndex(prefix, name);
		await operator.indices.close({ index });
		await expect(store.retrieve(planOf())).rejects.toMatchObject({ status: 503 });
		await operator.indices.open({ index });
		await operator.cluster.health({ index, wait_for_status: "yellow" });
		expect((await store.retrieve(planOf())).total).toBe(1);
		// Where it is one tenant's, the others are served; without the network nobody is.
		const [his, ofAll] = [`${prefix}.tenant.nowhere`, `${prefix}.network.nowhere`];
		const settings = { "index.routing.allocation.require.rack": "none" };
		for (const one of [his, ofAll]) await operator.indices.create({ index: one, settings, wait_for_active_shards: 0 });
		await expect(engine.demandHealth()).rejects.toMatchObject({ code: "cluster-unavailable" });
		await operator.indices.delete({ index: ofAll });
		expect((await operator.cluster.health({ index: his })).status).toBe("red");
		await engine.demandHealth();
		await operator.indices.delete({ index: his });
		expect(alias).toBe(`${prefix}.tenant.red`);
	});
});
