import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Writable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createLog } from "../../src/api/request-log.ts";
import { configFor } from "../../src/config.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { putEntry, webhookEvents } from "../../src/export/outbox.ts";
import { openPlatform, serve } from "../../src/server.ts";
import { createMasterKeyFile } from "../../src/tenancy/vault.ts";
import { isSignedBy, openReceiver, type Received } from "../export/receiver.ts";
import { type Harness, openHarness } from "./harness.ts";
import { candidate } from "./middleware/samples.ts";
import { HOOK } from "./requests.ts";

const lines: string[] = [];
let harness: Harness;
let headers = {};
beforeAll(async () => {
	const sink = new Writable({
		write(chunk, _encoding, done) {
			lines.push(chunk.toString());
			done();
		},
	});
	harness = await openHarness({ deps: { log: createLog("debug", sink) } });
	headers = { authorization: `Bearer ${await harness.tokenOf("acme")}` };
});
afterAll(() => harness.close());

const send = (method: "GET" | "PUT" | "POST" | "DELETE", place: string, payload?: object) =>
	harness.app.inject({ method, url: `/v1/webhooks${place}`, headers, ...(payload === undefined ? {} : { payload }) });

test("the secret is in the answers of creation and rotation, and nowhere else", async () => {
	const made = await send("PUT", "/crm", HOOK);
	expect([made.statusCode, made.json().secret]).toEqual([201, expect.stringMatching(/^whsec_/)]);
	const rotated = await send("POST", "/crm/secret");
	expect([rotated.statusCode, rotated.json().secret]).toEqual([200, expect.stringMatching(/^whsec_/)]);
	const others = [
		await send("PUT", "/crm", HOOK),
		await send("GET", ""),
		await send("GET", "/crm"),
		await send("POST", "/crm/test"),
		await send("PUT", "/crm", { ...HOOK, events: ["nothing"] }),
		await send("GET", "/dead-letters"),
	];
	expect(others.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 422, 200]);
	const log = JSON.stringify(await harness.tenancy.audit.latest(parseTenantId("acme"), 1000));
	const everything = others.map(({ body }) => body).join() + lines.join() + log;
	for (const answer of [made, rotated]) expect(everything).not.toContain(answer.json().secret.slice(6));
	expect(lines.join()).not.toContain("canary");
	expect(log).not.toContain("canary");
});

describe("what is refused", () => {
	test.each([
		["an address of our own network", { ...HOOK, url: "https://10.1.2.3/" }, "address-not-allowed"],
		["plain http", { ...HOOK, url: "http://hooks.example.com/" }, "address-not-allowed"],
		["an event that there is not", { ...HOOK, events: ["candidate.read"] }, "invalid-field"],
		["no event", { ...HOOK, events: [] }, "invalid-field"],
		["a secret of one's own", { ...HOOK, secret: "whsec_x" }, "invalid-field"],
	])("%s", async (_name, body, code) => {
		const answer = await send("PUT", "/refused", body);
		expect([answer.statusCode, answer.json().code]).toEqual([422, code]);
		expect((await send("GET", "/refused")).statusCode).toBe(404);
	});

	test("the name of a place of the API as an id", async () => {
		for (const id of ["dead-letters", "a:b"]) expect((await send("PUT", `/${id}`, HOOK)).statusCode).toBe(422);
	});
});

test("dead letters come in pages, are tried again and thrown away", async () => {
	const tenant = parseTenantId("acme");
	const scope = await harness.tenancy.openScope({ tenant, actor: { kind: "operator", id: "t" }, purpose: "test" });
	await send("PUT", "/crm", HOOK);
	const at = "2026-01-01T00:00:00.000Z";
	const rest = { type: "tenant.wiped", body: "{}", createdAt: at, attempts: 8, dueAt: at, holds: true };
	const failure = { at, reason: "timeout" };
	const ids = ["1", "2", "3"].map((number) => `webhook:crm:evt-${number}`);
	for (const id of ids) {
		const entry = { queue: "webhook:crm", eventId: id.slice(12), ...rest, failure } as const;
		await scope.store.write([putEntry(`dead:${id}`, entry, 0)]);
	}
	const first = (await send("GET", "/dead-letters?limit=2")).json();
	expect(first).toMatchObject({ items: [{ id: ids[0], reason: "timeout" }, { id: ids[1] }], next: ids[1] });
	const second = (await send("GET", `/dead-letters?limit=2&after=${first.next}`)).json();
	expect(second).toMatchObject({ items: [{ id: ids[2] }], next: null });
	expect((await send("POST", `/dead-letters/${ids[0]}/retry`)).statusCode).toBe(202);
	expect((await send("DELETE", `/dead-letters/${ids[1]}`)).statusCode).toBe(204);
	await harness.deliveries.idle();
	expect((await send("GET", "/dead-letters")).json().items.map(({ id }: { id: string }) => id)).toEqual([ids[2]]);
	expect(await scope.store.read("outbox", { ids: [ids[0] as string] })).toEqual([null]);
	expect((await send("GET", "/crm")).json().deliveries.delivered).toBe(1);
});

test("a candidate that an ATS sends is told of, in the write that stores it", async () => {
	const tenant = parseTenantId("acme");
	const scope = await harness.tenancy.openScope({ tenant, actor: { kind: "operator", id: "t" }, purpose: "test" });
	await send("PUT", "/quiet", { ...HOOK, active: false });
	await send("PUT", "/crm", HOOK);
	await harness.deliveries.close();
	const organization = `urn:li:organization:${scope.tenant.organization}`;
	const key = `atsCandidateId=A1&dataProvider=ATS&integrationContext=${organization}`;
	const answer = await harness.app.inject({
		method: "PUT",
		url: "/v2/atsCandidates",
		headers: { ...headers, "x-restli-method": "batch_update" },
		payload: { entities: { [key]: candidate() } },
	});
	expect(answer.json().errors).toEqual({});
	const [record, ...more] = await scope.store.list("outbox", { after: "webhook:", limit: 10 });
	expect([record?.id, more]).toEqual([expect.stringMatching(/^webhook:crm:evt-/), []]);
	expect(JSON.parse(JSON.parse(record?.record ?? "").body)).toMatchObject({
		type: "candidate.changed",
		data: { candidates: [{ candidateId: "A1", change: "created" }] },
	});
});

test("a served instance goes on with what waited in its stores when it starts", async () => {
	const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-hooks-"));
	const keyFile = path.join(folder, "master.key");
	createMasterKeyFile(keyFile);
	const receiver = await openReceiver();
	const config = configFor({
		dataDir: path.join(folder, "data"),
		masterKey: { file: keyFile },
		listen: { host: "127.0.0.1", port: 0 },
		outbound: { allowLoopback: true },
	});
	const platform = await openPlatform(config);
	const tenant = (await platform.tenancy.tenants.create({ id: parseTenantId("acme"), name: "Acme" })).id;
	const scope = await platform.operatorScope(tenant, "test");
	const { secret } = await platform.webhooks.put(scope, "crm", { url: receiver.url, events: ["profile.deleted"] });
	await scope.store.write(await webhookEvents(scope, "profile.deleted", { profileId: "p-1", candidateIds: ["c-1"] }));
	const server = await serve(platform, config, { log: createLog("silent") });
	await expect.poll(() => receiver.received.length, { timeout: 10_000 }).toBe(1);
	expect(await isSignedBy(receiver.received[0] as Received, secret as string)).toBe(true);
	await expect.poll(() => scope.store.list("outbox", { limit: 1 }), { timeout: 5000 }).toEqual([]);
	await server.close();
	await receiver.close();
	rmSync(folder, { recursive: true });
});
