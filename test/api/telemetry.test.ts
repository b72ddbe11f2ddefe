/** Metrics and traces of a served instance: what they tell, and that they tell nothing of people, tenants or queries. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createLog } from "../../src/api/request-log.ts";
import { configFor } from "../../src/config.ts";
import { PERMISSIONS } from "../../src/domain/actor.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { openEmbeddedEngine } from "../../src/engine/embedded/engine.ts";
import { observedEngine } from "../../src/server/telemetry/observed-engine.ts";
import { openPlatform, type Server, startServer } from "../../src/server.ts";
import { createMasterKeyFile } from "../../src/tenancy/vault.ts";

const TENANT = "quillfeather";
const CANARIES = [TENANT, "zanzibarite", "Xanthippe", "Ravensworth", "xanthippe.r@example.com", "cand-9417", "Bearer "];
const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-telemetry-"));
const sent: { readonly body: string; readonly authorization: string | undefined }[] = [];
let collector: HttpServer;
let server: Server;
let client: { readonly clientId: string; readonly clientSecret: string };

beforeAll(async () => {
	collector = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on("data", (chunk: Buffer) => chunks.push(chunk));
		request.on("end", () => {
			sent.push({ body: Buffer.concat(chunks).toString(), authorization: request.headers.authorization });
			response.writeHead(200, { "content-type": "application/json" }).end("{}");
		});
	});
	await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
	createMasterKeyFile(path.join(folder, "master.key"));
	const tokenFile = path.join(folder, "token");
	writeFileSync(tokenFile, "metrics-token\n", { mode: 0o600 });
	const config = configFor({
		dataDir: path.join(folder, "data"),
		masterKey: { file: path.join(folder, "master.key") },
		listen: { port: 0 },
		publicUrl: "http://127.0.0.1",
		parser: { allowWithoutNamespace: true },
		metrics: { port: 0, tokenFile },
		traces: { url: `http://127.0.0.1:${(collector.address() as AddressInfo).port}/v1/traces`, tokenFile, ratio: 1 },
	});
	const platform = await openPlatform({ ...config, metrics: null, traces: null });
	const tenant = parseTenantId(TENANT);
	await platform.tenancy.tenants.create({ id: tenant, name: TENANT });
	client = await platform.tenancy.clients.create({ tenant, name: "test", permissions: [...PERMISSIONS] });
	await platform.close();
	server = await startServer(config, { log: createLog("silent") });
	await exercise();
});
afterAll(async () => {
	await server.close();
	collector.close();
	rmSync(folder, { recursive: true });
});

const at = (place: string) => new URL(place, server.url);

/** A login, an import, searches, a fault, a route that is none. */
async function exercise(): Promise<void> {
	const basic = Buffer.from(`${client.clientId}:${client.clientSecret}`).toString("base64");
	const login = await fetch(at("/oauth/v2/accessToken"), {
		method: "POST",
		headers: { authorization: `Basic ${basic}` },
		body: new URLSearchParams({ grant_type: "client_credentials" }),
	});
	const { access_token } = (await login.json()) as { access_token: string };
	const headers = { authorization: `Bearer ${access_token}`, traceparent: `00-${TRACE}-00f067aa0ba902b7-01` };
	const basics = { name: "Xanthippe Ravensworth", email: "xanthippe.r@example.com", label: "zanzibarite cutter" };
	const imported = await fetch(at("/v1/candidates/import"), {
		method: "POST",
		headers: { ...headers, "content-type": "application/x-ndjson" },
		body: `${JSON.stringify({ id: "cand-9417", resume: { basics } })}\n`,
	});
	expect([imported.status, await imported.text()]).toEqual([200, expect.any(String)]);
	const found = await fetch(at("/v1/search?q=zanzibarite"), { headers });
	expect(await found.json()).toMatchObject({ total: 1 });
	await fetch(at("/v1/candidates/cand-9417"), { headers });
	await fetch(at("/v1/candidates/nobody-zanzibarite"), { headers });
	await fetch(at("/v1/zanzibarite"), { headers });
	await fetch(at("/v1/search?q=zanzibarite"));
}

const metrics = async (authorization?: string) =>
	fetch(server.metricsUrl ?? "", authorization === undefined ? {} : { headers: { authorization } });

test("metrics are for who has the token, and nothing else is there", async () => {
	expect((await metrics()).status).toBe(401);
	expect((await metrics("Bearer other")).status).toBe(401);
	const url = new URL("/v1/search", server.metricsUrl ?? "");
	expect((await fetch(url, { headers: { authorization: "Bearer metrics-token" } })).status).toBe(404);
	expect((await fetch(at("/metrics"))).status).toBe(404);
});

test("metrics count requests by route and calls by kind of store, and say whether it is ready", async () => {
	const text = await (await metrics("Bearer metrics-token")).text();
	expect(text).toMatch(
		/http_server_request_duration_seconds_count\{method="GET",route="\/v1\/search",status="200"\} 1/,
	);
	expect(text).toMatch(
		/http_server_request_duration_seconds_count\{method="GET",route="\/v1\/search",status="401"\} 1/,
	);
	expect(text).toMatch(/tributary_store_call_duration_seconds_count\{store="tenant",operation="retrieve"\} [1-9]/);
	expect(text).toMatch(/tributary_store_call_duration_seconds_count\{store="audit",operation="write"\} [1-9]/);
	expect(text).toContain("tributary_ready 1");
	expect(text).toMatch(/tributary_build_info\{version="[^"]+",engine="embedded"\} 1/);
	expect(text).toContain("nodejs_eventloop_lag_seconds");
	for (const canary of CANARIES) expect(text.toLowerCase()).not.toContain(canary.toLowerCase());
});

test("traces hold a span for each request, linked to the caller's trace but with an id of its own, and one for each call to a store within it", async () => {
	await server.close();
	const text = sent.map(({ body }) => body).join("\n");
	expect(sent[0]?.authorization).toBe("Bearer metrics-token");
	const spans = sent.flatMap(({ body }) => spansOf(body));
	const search = spans.find(({ name, links }) => name === "GET /v1/search" && links.length > 0);
	expect(search?.links).toMatchObject([{ traceId: TRACE, spanId: "00f067aa0ba902b7" }]);
	// Which of them are sent is decided by this id: nobody else may choose it.
	expect(new Set(spans.map(({ traceId }) => traceId))).not.toContain(TRACE);
	const within = spans.filter(({ parentSpanId }) => parentSpanId === search?.spanId).map(({ name }) => name);
	expect(within).toEqual(expect.arrayContaining(["tenant retrieve", "audit write"]));
	const imported = spans.find(({ name }) => name === "POST /v1/candidates/import");
	expect(spans.some(({ name, parentSpanId }) => name === "tenant write" && parentSpanId === imported?.spanId)).toBe(
		true,
	);
	for (const canary of CANARIES) expect(text.toLowerCase()).not.toContain(canary.toLowerCase());
});

test("an engine that is watched can do what it can do", async () => {
	const engine = await openEmbeddedEngine({ dataDir: path.join(folder, "watched") });
	const watched: string[] = [];
	const observed = observedEngine(engine, (call, run) => {
		watched.push(`${call.store} ${call.operation}`);
		return run();
	});
	const key = new Uint8Array(32).fill(1);
	const name = { kind: "tenant", tenant: parseTenantId(TENANT) } as const;
	const store = await observed.open(name, key, { create: true });
	await store.write([{ op: "put", collection: "job", id: "j", record: "{}" }]);
	await observed.copy?.([name], path.join(folder, "copied"));
	await observed.rekey(name, { from: key, to: new Uint8Array(32).fill(2) });
	expect([typeof observed.copy, typeof observed.replace, typeof observed.rekey]).toEqual(Array(3).fill("function"));
	expect(watched).toEqual(["tenant write"]);
	expect(await observed.open(name, new Uint8Array(32).fill(2))).toBe(
		await observed.open(name, new Uint8Array(32).fill(2)),
	);
	await observed.close();
});

interface Sent {
	readonly name: string;
	readonly traceId: string;
	readonly spanId: string;
	readonly parentSpanId?: string;
	readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
}

function spansOf(body: string): Sent[] {
	const { resourceSpans } = JSON.parse(body) as {
		readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly Sent[] }[] }[];
	};
	return resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
}
