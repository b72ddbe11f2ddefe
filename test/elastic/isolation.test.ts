/** A tenant's indices are reached with the tenant's own account only: what the cluster refuses, no fault of ours can leak. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Client } from "@elastic/elasticsearch";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { Credentials } from "../../src/engine/elasticsearch/credentials.ts";
import { type ClusterEngine, openClusterEngine } from "../../src/engine/elasticsearch/engine.ts";
import { credentialsIndex, MAPPING_VERSION, storeIndex } from "../../src/engine/elasticsearch/names.ts";
import { ClusterStore } from "../../src/engine/elasticsearch/store.ts";
import { StoreKeys } from "../../src/engine/elasticsearch/store-keys.ts";
import type { StoreName } from "../../src/engine/port.ts";
import { filtered, person, planOf, word } from "../contract/people.ts";
import { KEY, OTHER_KEY } from "../contract/worlds.ts";
import { clusterSettings, freshPrefix, operatorClient, removeIndices, testCluster } from "./test-cluster.ts";

const nameOf = (tenant: string): StoreName => ({ kind: "tenant", tenant: parseTenantId(tenant) });
const prefix = freshPrefix();
const operator = operatorClient();
let engine: ClusterEngine;

beforeAll(async () => {
	engine = await openClusterEngine(clusterSettings(prefix));
	for (const [tenant, key] of [
		["acme", KEY],
		["acme-v1", OTHER_KEY],
	] as const) {
		const store = await engine.open(nameOf(tenant), key, { create: true });
		await store.write([person(`${tenant}-1`, { body: `secret of ${tenant}` }, { facets: { skill: ["Java"] } })]);
	}
});
afterAll(async () => {
	await engine.close();
	await operator.close();
	await removeIndices(prefix);
});

/** The client of one tenant's own account. */
async function accountOf(tenant: string, key: Uint8Array) {
	const credentials = new Credentials(operator, credentialsIndex(prefix));
	const credential = await credentials.read(storeIndex(prefix, nameOf(tenant)), new StoreKeys(key));
	return operator.child({ headers: { authorization: credential?.authorization ?? "" } });
}

test("the engine, given the name of another tenant's index on purpose, is refused by Elasticsearch", async () => {
	const client = await accountOf("acme", KEY);
	// Even with the right data key of the other tenant: it is the cluster that says no.
	const access = { client, index: storeIndex(prefix, nameOf("acme-v1")).alias, keys: new StoreKeys(OTHER_KEY) };
	const wrong = new ClusterStore(access, async () => null);
	const refused = { code: "cluster-refused", cause: { statusCode: 403 } };
	await expect(wrong.retrieve(planOf())).rejects.toMatchObject(refused);
	await expect(wrong.read("person", { ids: ["acme-v1-1"] })).rejects.toMatchObject({ code: "cluster-refused" });
	await expect(wrong.list("person", { limit: 1 })).rejects.toMatchObject(refused);
	await expect(wrong.suggest("s", 1)).rejects.toMatchObject(refused);
	await expect(wrong.write([person("intruder", {})])).rejects.toMatchObject(refused);
	for (const index of [credentialsIndex(prefix), storeIndex(prefix, nameOf("acme-v1")).index])
		await expect(client.search({ index }), index).rejects.toMatchObject({ statusCode: 403 });
	const right = await engine.open(nameOf("acme-v1"), OTHER_KEY);
	expect((await right.retrieve(planOf())).rows.ids).toEqual(["acme-v1-1"]);
});

test("an account sees no other index by pattern, and may not make indices or keys", async () => {
	const client = await accountOf("acme", KEY);
	const seen = await client.search({ index: "*", size: 100, query: { match_all: {} } });
	expect(new Set(seen.hits.hits.map(({ _index }) => _index))).toEqual(
		new Set([storeIndex(prefix, nameOf("acme")).index]),
	);
	await expect(client.indices.create({ index: `${prefix}.tenant.other.v1` })).rejects.toMatchObject({
		statusCode: 403,
	});
	await expect(client.indices.delete({ index: storeIndex(prefix, nameOf("acme")).index })).rejects.toMatchObject({
		statusCode: 403,
	});
	await expect(client.security.createApiKey({ name: "more" })).rejects.toMatchObject({ statusCode: 403 });
});

test("a rotated key is refused at once, also where the rotation before was killed, and an open store goes on with the new one", async () => {
	const store = await engine.open(nameOf("acme"), KEY);
	const old = await accountOf("acme", KEY);
	const refusing = vi.spyOn(Object.getPrototypeOf(operator.security), "invalidateApiKey");
	refusing.mockRejectedValueOnce(new Error("killed"));
	await expect(engine.rotateCredential(nameOf("acme"), KEY)).rejects.toThrow("killed");
	await engine.rotateCredential(nameOf("acme"), KEY);
	const name = `tributary:${storeIndex(prefix, nameOf("acme")).alias}`;
	expect((await operator.security.getApiKey({ name, active_only: true })).api_keys).toHaveLength(1);
	await expect(old.count({ index: storeIndex(prefix, nameOf("acme")).alias })).rejects.toMatchObject({
		statusCode: 401,
	});
	expect((await store.retrieve(filtered(word("secret")))).total).toBe(1);
	expect(await store.write([person("acme-2", { body: "after" })])).toEqual([1]);
});

test("an account that is refused in the middle of a write: it is done once, and every process sees it at once", async () => {
	const name = nameOf("midway");
	const store = await engine.open(name, KEY, { create: true });
	const other = await openClusterEngine(clusterSettings(prefix));
	try {
		const seenElsewhere = await other.open(name, KEY);
		const applying = vi.spyOn(Object.getPrototypeOf(Object.getPrototypeOf(operator)), "bulk");
		applying.mockImplementationOnce(async function (this: Client, ...asked: unknown[]) {
			await engine.rotateCredential(name, KEY);
			return this.bulk(...(asked as Parameters<Client["bulk"]>));
		});
		expect(await store.write([{ op: "put", collection: "job", id: "j", record: "1", ifVersion: 0 }])).toEqual([1]);
		expect(applying.mock.calls.length).toBeGreaterThan(1);
		expect(await seenElsewhere.read("job", { ids: ["j"] })).toMatchObject([{ version: 1 }]);
		applying.mockRestore();
	} finally {
		await other.close();
	}
});

test("the account of the guide is enough for all that is done to stores, and a template says how their indices are made", async () => {
	const own = freshPrefix();
	const account = { username: own, password: "of-the-guide" };
	const names = [`${own}.*`, `${own}-credentials`, `${own}-erasures`];
	await operator.security.putRole({
		name: own,
		cluster: ["monitor", "manage_own_api_key", "manage_api_key", "manage_index_templates"],
		indices: [{ names, privileges: ["all"] }],
	});
	await operator.security.putUser({ ...account, roles: [own] });
	const guided = await openClusterEngine({ ...clusterSettings(own), account });
	const name = nameOf("guided");
	const store = await guided.open(name, KEY, { create: true });
	await store.write([person("p", { body: "here" })]);
	await guided.demandHealth();
	await guided.rotateCredential(name, KEY);
	await guided.rekey(name, { from: KEY, to: OTHER_KEY });
	expect((await (await guided.open(name, OTHER_KEY)).retrieve(filtered(word("here")))).total).toBe(1);
	const [template] = (await operator.indices.getIndexTemplate({ name: `${own}.v*` })).index_templates;
	expect(template?.index_template.index_patterns).toContain(`${own}.*.v${MAPPING_VERSION}`);
	await guided.drop(name);
	await guided.close();
	await removeIndices(own);
});

test("a dropped store's key is revoked, and every process finds the store gone", async () => {
	const other = await openClusterEngine(clusterSettings(prefix));
	const name = nameOf("short");
	const seenElsewhere = await other.open(name, KEY, { create: true });
	await engine.open(name, KEY);
	const client = await accountOf("short", KEY);
	await engine.drop(name);
	await expect(client.count({ index: storeIndex(prefix, name).alias })).rejects.toMatchObject({ statusCode: 401 });
	await expect(seenElsewhere.retrieve(planOf())).rejects.toMatchObject({ code: "not-found" });
	await expect(seenElsewhere.write([person("p", {})])).rejects.toMatchObject({ code: "not-found" });
	await other.close();
});

test("R16: 1,000 canaries leave no trace in what the nodes have on disk, and another key opens nothing", async () => {
	const name = nameOf("canaries");
	const store = await engine.open(name, KEY, { create: true });
	const canary = (index: number) => `zqcanary${String(index).padStart(4, "0")}x`;
	const people = Array.from({ length: 1000 }, (_, index) => {
		const text = canary(index);
		const parts = {
			facets: { skill: [`Skill ${text}`] },
			keys: [`email:${text}@example.com`],
			link: `profile-${text}`,
		};
		return {
			...person(`id-${text}`, { name: text, body: `a b ${text}` }, parts),
			record: JSON.stringify({ name: text }),
		};
	});
	for (let start = 0; start < people.length; start += 250) await store.write(people.slice(start, start + 250));
	const blob = Buffer.from(canary(0).repeat(20));
	await store.write([{ op: "put", collection: "original", id: `file-${canary(1)}`, record: "{}", blob }]);
	await operator.indices.flush({ index: `${prefix}*`, force: true });
	expect((await store.retrieve(filtered(word(canary(5))))).total).toBe(1);
	expect(await store.suggest("zqcanary0005", 5)).toHaveLength(1);

	const files = testCluster().dataDirs.flatMap(filesBelow);
	expect(files.length).toBeGreaterThan(20);
	const plain = Buffer.from("zqcanary");
	const forms = [
		plain,
		Buffer.from("zqcanary", "utf16le"),
		Buffer.from(plain.toString("hex")),
		...inBase64("zqcanary"),
	];
	const found = files.filter((file) => {
		const bytes = bytesOf(file);
		return forms.some((form) => bytes.includes(form));
	});
	expect(found).toEqual([]);
	// The same scan does find what is not encrypted.
	await operator.index({ index: `${prefix}-control`, document: { name: canary(7) }, refresh: true });
	await operator.indices.flush({ index: `${prefix}-control`, force: true });
	expect(
		testCluster()
			.dataDirs.flatMap(filesBelow)
			.some((file) => bytesOf(file).includes(plain)),
	).toBe(true);

	const elsewhere = await openClusterEngine(clusterSettings(prefix));
	await expect(elsewhere.open(name, OTHER_KEY)).rejects.toMatchObject({ code: "wrong-key" });
	// Whoever has the tenant's account, or the disk, and not the key finds nothing and reads nothing.
	const without = {
		client: await accountOf("canaries", KEY),
		index: storeIndex(prefix, name).alias,
		keys: new StoreKeys(OTHER_KEY),
	};
	const keyless = new ClusterStore(without, async () => null);
	await expect(keyless.retrieve(filtered(word(canary(5))))).rejects.toMatchObject({ code: "store-corrupt" });
	expect(await keyless.read("person", { ids: [`id-${canary(5)}`] })).toEqual([null]);
	await expect(keyless.list("person", { limit: 1 })).rejects.toMatchObject({ code: "store-corrupt" });
	await elsewhere.close();
}, 300_000);

/** A file that a merge removes while it is read holds nothing. */
function bytesOf(file: string): Buffer {
	try {
		return readFileSync(file);
	} catch {
		return Buffer.alloc(0);
	}
}

function filesBelow(folder: string): string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.join(entry.parentPath, entry.name));
}

/** What a text becomes within base64, whichever of three bytes it begins at: without the letters that its neighbours share. */
function inBase64(text: string): Buffer[] {
	return [0, 1, 2].map((shift) => {
		const letters = Buffer.from(" ".repeat(shift) + text).toString("base64");
		return Buffer.from(letters.slice(shift === 0 ? 0 : shift + 1, Math.floor(((shift + text.length) * 8) / 6)));
	});
}
