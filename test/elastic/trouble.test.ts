/** What an operator meets who runs API nodes on a cluster: a full disk, one tenant's broken index at the start, an account that may too little. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createLog } from "../../src/api/request-log.ts";
import { type ConfigInput, configFor } from "../../src/config.ts";
import { PERMISSIONS } from "../../src/domain/actor.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { storeIndex } from "../../src/engine/elasticsearch/names.ts";
import { openPlatform, type Server, startServer } from "../../src/server.ts";
import { createMasterKeyFile } from "../../src/tenancy/vault.ts";
import { freshPrefix, operatorClient, removeIndices, servedOn } from "./test-cluster.ts";

const prefix = freshPrefix();
const operator = operatorClient();
const log = createLog("silent");
const PATIENCE = { timeout: 30_000, interval: 500 };
const TENANTS = ["acme", "beta"].map(parseTenantId);
const basic = new Map<string, string>();
let folder = "";
let server: Server;

beforeAll(async () => {
	folder = mkdtempSync(path.join(os.tmpdir(), "tributary-trouble-"));
	createMasterKeyFile(path.join(folder, "master.key"));
	const platform = await openPlatform(configFor(servedOn(prefix, folder, "cli")));
	for (const tenant of TENANTS) {
		await platform.tenancy.tenants.create({ id: tenant, name: tenant });
		const client = await platform.tenancy.clients.create({ tenant, name: "test", permissions: [...PERMISSIONS] });
		basic.set(tenant, Buffer.from(`${client.clientId}:${client.clientSecret}`).toString("base64"));
	}
	await platform.close();
	server = await start();
});
afterAll(async () => {
	await server.close();
	await operator.close();
	rmSync(folder, { recursive: true });
	await removeIndices(prefix);
});

const start = () => startServer(configFor(servedOn(prefix, folder, "node")), { log });

async function answer(place: string, init: RequestInit = {}): Promise<readonly [number, string | undefined]> {
	const said = await fetch(new URL(place, server.url), init);
	return [said.status, ((await said.json()) as { code?: string }).code];
}

async function tokenOf(tenant: string): Promise<string> {
	const ask = async () => {
		const said = await fetch(new URL("/oauth/v2/accessToken", server.url), {
			method: "POST",
			headers: { authorization: `Basic ${basic.get(tenant)}` },
			body: new URLSearchParams({ grant_type: "client_credentials" }),
		});
		return ((await said.json()) as { access_token?: string }).access_token;
	};
	// On a machine that is busy an entry of the log may come too late at first.
	let token: string | undefined;
	await expect.poll(async () => (token = await ask()), PATIENCE).toBeDefined();
	return `Bearer ${token}`;
}

const search = async (authorization: string) => answer("/v1/search?q=java", { headers: { authorization } });
const isAnswered = (token: string) => expect.poll(() => search(token), PATIENCE).toEqual([200, undefined]);

test("a full disk is told by its name, by searches and by readiness, until it is over", async () => {
	const token = await tokenOf("acme");
	await isAnswered(token);
	const block = (value: true | null) =>
		operator.indices.putSettings({
			index: `${prefix}*`,
			settings: { "index.blocks.read_only_allow_delete": value },
		});
	await block(true);
	try {
		expect(await search(token)).toEqual([503, "cluster-read-only"]);
		expect(await answer("/v1/ready")).toEqual([503, "cluster-read-only"]);
		expect(await answer("/v1/health")).toEqual([200, undefined]);
	} finally {
		await block(null);
	}
	expect(await answer("/v1/ready")).toEqual([200, undefined]);
	await isAnswered(token);
});

test("a node is started while one tenant's index is closed, and serves the others", async () => {
	const tokens = new Map<string, string>();
	for (const tenant of TENANTS) tokens.set(tenant, await tokenOf(tenant));
	await server.close();
	const { alias } = storeIndex(prefix, { kind: "tenant", tenant: parseTenantId("beta") });
	await operator.indices.close({ index: alias });
	server = await start();
	expect(await answer("/v1/ready")).toEqual([200, undefined]);
	await isAnswered(tokens.get("acme") as string);
	expect((await search(tokens.get("beta") as string))[0]).toBe(503);
	await operator.indices.open({ index: alias });
	await operator.cluster.health({ index: alias, wait_for_status: "yellow" });
	await isAnswered(tokens.get("beta") as string);
});

test("an account that is an API key can make no keys: it is told so with what to do, and nothing is left behind", async () => {
	const other = freshPrefix();
	const { encoded } = await operator.security.createApiKey({
		name: other,
		role_descriptors: {
			tributary: {
				cluster: ["monitor", "manage_own_api_key", "manage_api_key", "manage_index_templates"],
				indices: [{ names: [`${other}*`], privileges: ["all"] }],
			},
		},
	});
	const apiKeyFile = path.join(folder, "es.key");
	writeFileSync(apiKeyFile, encoded, { mode: 0o600 });
	const { engine, ...rest } = servedOn(other, folder, "key");
	const { elasticsearch } = engine as Exclude<ConfigInput["engine"], "embedded" | undefined>;
	const config = configFor({ ...rest, engine: { elasticsearch: { ...elasticsearch, account: { apiKeyFile } } } });
	await expect(openPlatform(config)).rejects.toMatchObject({
		code: "cluster-refused",
		detail: expect.stringContaining("passwordFile"),
	});
	expect(Object.keys(await operator.indices.get({ index: `${other}.*`, expand_wildcards: "all" }))).toEqual([]);
	await removeIndices(other);
});
