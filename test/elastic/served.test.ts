/** Two API nodes on one cluster, neither with a state of its own. */
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createLog } from "../../src/api/request-log.ts";
import { configFor } from "../../src/config.ts";
import { PERMISSIONS } from "../../src/domain/actor.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { openPlatform, type Server, startServer } from "../../src/server.ts";
import { createMasterKeyFile } from "../../src/tenancy/vault.ts";
import { freshPrefix, removeIndices, servedOn } from "./test-cluster.ts";

const prefix = freshPrefix();
const log = createLog("silent");
const ACME = parseTenantId("acme");
let folder = "";
let servers: readonly Server[] = [];
let basic = "";

const settingsOf = (node: string) => servedOn(prefix, folder, node);

beforeAll(async () => {
	folder = mkdtempSync(path.join(os.tmpdir(), "tributary-served-"));
	createMasterKeyFile(path.join(folder, "master.key"));
	const platform = await openPlatform(configFor(settingsOf("cli")));
	await platform.tenancy.tenants.create({ id: ACME, name: "Acme" });
	const client = await platform.tenancy.clients.create({ tenant: ACME, name: "test", permissions: [...PERMISSIONS] });
	basic = `Basic ${Buffer.from(`${client.clientId}:${client.clientSecret}`).toString("base64")}`;
	await platform.close();
	servers = await Promise.all(["one", "two"].map((node) => startServer(configFor(settingsOf(node)), { log })));
});
afterAll(async () => {
	await Promise.all(servers.map((server) => server.close()));
	rmSync(folder, { recursive: true });
	await removeIndices(prefix);
});

const at = (node: number, place: string) => new URL(place, servers[node]?.url);

async function tokenFrom(node: number): Promise<string> {
	const body = new URLSearchParams({ grant_type: "client_credentials" });
	const answer = await fetch(at(node, "/oauth/v2/accessToken"), {
		method: "POST",
		headers: { authorization: basic },
		body,
	});
	const said = await answer.text();
	if (!answer.ok) throw new Error(`${answer.status} ${said}`);
	return `Bearer ${(JSON.parse(said) as { access_token: string }).access_token}`;
}

const RESUME =
	"Jane Roe\nSenior Glaciologist\njane.roe@example.com\n\nExperience\nSenior Glaciologist, Polar Institute, Bergen\n03/2018 - 12/2023\n";

test("what one node took is found by the other, with a token of the first; reads stand in one audit log", async () => {
	const authorization = await tokenFrom(0);
	for (const node of [0, 1]) expect((await fetch(at(node, "/v1/ready"))).status).toBe(200);
	const headers = { authorization, "content-type": "text/plain", "x-file-name": "jane.txt" };
	const stored = await fetch(at(0, "/v1/candidates/jane/resume"), { method: "PUT", headers, body: RESUME });
	expect([stored.status, await stored.text()]).toEqual([201, expect.any(String)]);
	const find = async (node: number) =>
		(await fetch(at(node, "/v1/search?q=glaciologist"), { headers: { authorization } })).json();
	const found = await find(1);
	expect(found).toMatchObject({ total: 1, hits: [{ candidateId: "jane" }] });
	expect(((await find(0)) as { hits: unknown }).hits).toEqual((found as { hits: unknown }).hits);
	expect(await (await fetch(at(1, "/v1/candidates/jane/resume"), { headers: { authorization } })).text()).toBe(RESUME);
	await Promise.all(Array.from({ length: 10 }, (_, index) => find(index % 2)));

	const platform = await openPlatform(configFor(settingsOf("cli")));
	expect(await platform.tenancy.audit.verify(ACME)).toMatchObject({ ok: true });
	await platform.close();
});

test("one node ends; the other goes on", async () => {
	await servers[0]?.close();
	const authorization = await tokenFrom(1);
	const answer = await fetch(at(1, "/v1/search?q=glaciologist"), { headers: { authorization } });
	expect(await answer.json()).toMatchObject({ total: 1 });
});

test("R23: data key and master key become others while a node serves; those of before open nothing", async () => {
	const old = { file: path.join(folder, "master.key") };
	const next = { file: path.join(folder, "master-2.key") };
	createMasterKeyFile(next.file);
	const both = { masterKey: next, otherMasterKeys: [old] };
	const open = (keys: object) => openPlatform(configFor({ ...settingsOf("cli"), ...keys }));
	const [serving, changing] = [await open(both), await open(both)];
	try {
		const { store } = await serving.operatorScope(ACME, "test");
		const [before] = await store.read("person", { ids: ["jane"] });
		expect(await changing.tenancy.keys.tenant(ACME)).toEqual({ data: 2, persons: 2 });
		expect(await store.read("person", { ids: ["jane"] })).toEqual([before]);
		expect((await store.suggest("glaciolog", 1))[0]).toMatchObject({ word: "glaciologist" });
		const { masterKey } = await changing.tenancy.keys.master();
		const [client] = await serving.tenancy.clients.list(ACME);
		expect(client).toMatchObject({ name: "test" });
		expect(Object.keys((await serving.tenancy.keys.status()).wrapped)).toEqual([masterKey]);
		expect(await serving.tenancy.audit.verify(ACME)).toMatchObject({ ok: true });
	} finally {
		for (const platform of [serving, changing]) await platform.close();
	}
	await expect(open({ masterKey: old })).rejects.toMatchObject({ code: "wrong-key" });
	const alone = await open({ masterKey: next });
	const { store } = await alone.operatorScope(ACME, "test");
	expect(await store.read("person", { ids: ["jane"] })).toMatchObject([{ id: "jane" }]);
	await alone.close();
});
