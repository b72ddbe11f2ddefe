import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { configFor } from "../../src/config.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { importCandidates } from "../../src/ingest/import-candidate.ts";
import type { Platform } from "../../src/server/platform.ts";
import { openPlatform, restore } from "../../src/server.ts";
import { erasePerson } from "../../src/sync/erase-person.ts";
import { OPERATOR } from "../../src/tenancy/tenants.ts";
import { createMasterKeyFile } from "../../src/tenancy/vault.ts";

/** One tenant's data come back beside all others, while the platform is open in another process. */

const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-one-"));
const at = (name: string) => path.join(folder, name);
createMasterKeyFile(at("data.key"));
const config = configFor({ dataDir: at("data"), masterKey: { file: at("data.key") } });
const acme = parseTenantId("acme");
const person = (id: string) => ({ id, resume: { basics: { name: `${id} Roe`, email: `${id}@example.com` } } });
const scopeOf = (of: string) => platform.operatorScope(parseTenantId(of), "test");
const put = async (of: string, ids: readonly string[]) =>
	importCandidates(await scopeOf(of), platform.ingest, ids.map(person));
const file = { op: "put", collection: "original", id: "cv", record: '{"candidates":["ann"]}' } as const;
const originalOf = async (of: string) => {
	const [found] = await (await scopeOf(of)).store.read("original", { ids: ["cv"] });
	return `${Buffer.from(found?.blob ?? [])}`;
};
const everybody = async (of: string) =>
	(await (await scopeOf(of)).store.list("person", { limit: 100 })).map(({ id }) => id);
const log = async () => (await platform.tenancy.audit.latest(acme, 200)).length;
const code = (work: Promise<unknown>) =>
	work.then(
		() => "done",
		(error: { code?: string }) => error.code,
	);

let platform: Platform;
let trusted: string;
beforeAll(async () => {
	platform = await openPlatform(config);
	for (const id of ["acme", "other"]) await platform.tenancy.tenants.create({ id, name: id });
	await put("acme", ["ann", "bob", "cleo"]);
	await put("other", ["zoe"]);
	await (await scopeOf("acme")).store.write([{ ...file, blob: Buffer.from("a resume"), keys: ["candidate:ann"] }]);
	await platform.tenancy.backups?.make(at("backup"), acme);
	await platform.tenancy.backups?.make(at("others"), parseTenantId("other"));
	trusted = (await platform.tenancy.certificateKey()).fingerprint;
});
afterAll(async () => {
	await platform.close();
	rmSync(folder, { recursive: true });
});

test("R22: who was erased since does not come back, what was lost does, and others are as they were", async () => {
	await erasePerson(
		await scopeOf("acme"),
		{ ...platform.ingest, receiptKey: platform.tenancy.certificateKey },
		{ email: "bob@example.com" },
		"art17",
	);
	await (await scopeOf("acme")).store.write([{ op: "delete", collection: "person", id: "ann" }]);
	await put("acme", ["dan"]);
	await put("other", ["yan"]);
	const client = await platform.tenancy.clients.create({ tenant: acme, name: "kept", permissions: ["search"] });
	// The keys that the backup was made under are destroyed.
	await platform.tenancy.keys.tenant(acme);
	const before = await log();
	const restored = await restore(config, at("backup"), { tenant: acme, trusted });
	expect(restored.erased).toEqual({ acme: ["bob"] });
	// The same handles as before: another process put the data there.
	expect(await everybody("acme")).toEqual(["ann", "cleo"]);
	expect(await everybody("other")).toEqual(["yan", "zoe"]);
	expect((await platform.tenancy.clients.list(acme)).map(({ id }) => id)).toEqual([client.clientId]);
	expect(await log()).toBeGreaterThan(before);
	const { items } = await platform.tenancy.audit.search(acme, { actions: ["tenant.import"] }, { limit: 5 });
	expect(items[0]).toMatchObject({ subject: { about: "restored-backup" }, result: { outcome: "ok" } });
	expect(await originalOf("acme")).toBe("a resume");
	await put("acme", ["eve"]);
	expect(await everybody("acme")).toEqual(["ann", "cleo", "eve"]);
});

test("R22: who gets in and where data go stays as it is today, and answers from before are dropped", async () => {
	const ids = async () => {
		const { store } = await scopeOf("acme");
		const of = (await store.list("setting", { limit: 100 })).filter(({ id }) => MARKED.test(id));
		return of.map(({ id, record }) => [id, JSON.parse(record).is]);
	};
	const write = async (is: string, names: readonly string[]) => {
		const put = (id: string) => ({ op: "put", collection: "setting", id, record: JSON.stringify({ is }) }) as const;
		await (await scopeOf("acme")).store.write(names.map(put));
	};
	const names = ["identity-provider", "webhooks", "second-person:1"];
	await write("before", [...names, "second-person:2", "idempotency:1", "retention"]);
	await platform.tenancy.backups?.make(at("settings"), acme);
	await write("today", [...names, "second-person:3", "retention"]);
	await (await scopeOf("acme")).store.write([{ op: "delete", collection: "setting", id: "second-person:2" }]);
	const { tenant } = await restore(config, at("settings"), { tenant: acme });
	expect(tenant).toEqual({ status: "active", settings: "kept" });
	expect(await ids()).toEqual([
		["identity-provider", "today"],
		["retention", "before"],
		["second-person:1", "today"],
		["second-person:3", "today"],
		["webhooks", "today"],
	]);
	const all = [...names, "second-person:3", "retention"].map(
		(id) => ({ op: "delete", collection: "setting", id }) as const,
	);
	await (await scopeOf("acme")).store.write(all);
});
const MARKED = /^(identity-provider|webhooks|second-person:|idempotency:|retention)/;

test("R22: cut off anywhere, nobody is served half of it, and the same call goes on", async () => {
	const { tenants } = platform.tenancy;
	// What a process that died in the middle leaves: disabled, with half of what it had put together.
	await tenants.update(acme, { status: "disabled", isPaused: true });
	cpSync(at("backup"), at("data.restoring-acme"), { recursive: true });
	await restore(config, at("backup"), { tenant: acme });
	expect((await tenants.get(acme)).status).toBe("active");
	expect(await platform.tenancy.backups?.isPaused(acme)).toBe(false);
	// The operator's word, before or since, is kept.
	await tenants.update(acme, { status: "disabled" });
	await restore(config, at("backup"), { tenant: acme });
	expect((await tenants.get(acme)).status).toBe("disabled");
	await tenants.update(acme, { status: "active" });
	const actorOn = async ({ tenancy }: Platform) => {
		const { finish } = tenancy.keys;
		vi.spyOn(tenancy.keys, "finish").mockImplementation(async (...given) => {
			await tenants.update(acme, { status: "disabled" });
			return finish(...given);
		});
		return OPERATOR;
	};
	const { tenant } = await restore(config, at("backup"), { tenant: acme, actorOn });
	expect([tenant?.status, (await tenants.get(acme)).status]).toEqual(["disabled", "disabled"]);
	await tenants.update(acme, { status: "active" });
	expect(await everybody("acme")).toEqual(["ann", "cleo"]);
});

test("R22: also where the tenant's store was lost", async () => {
	await platform.close();
	rmSync(path.join(at("data"), "tenants", "acme", "candidates"), { recursive: true });
	// Nobody knows whom it trusted by then.
	const { tenant } = await restore(config, at("backup"), { tenant: acme });
	expect(tenant).toEqual({ status: "disabled", settings: "restored" });
	platform = await openPlatform(config);
	expect((await platform.tenancy.tenants.get(acme)).status).toBe("disabled");
	await platform.tenancy.tenants.update(acme, { status: "active" });
	expect(await everybody("acme")).toEqual(["ann", "cleo"]);
});

test("refuses what is not this tenant's, was changed, is signed by another, or is held", async () => {
	expect(await code(restore(config, at("others"), { tenant: acme }))).toBe("invalid-request");
	expect(await code(restore(config, at("backup"), { tenant: acme, trusted: "another" }))).toBe("backup-untrusted");
	expect(await code(restore(config, at("backup"), { tenant: parseTenantId("nobody") }))).toBe("invalid-request");
	cpSync(at("backup"), at("changed"), { recursive: true });
	const file = path.join(at("changed"), "tenants", "acme", "candidates", "people.db");
	writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.from("x")]));
	expect(await code(restore(config, at("changed"), { tenant: acme }))).toBe("backup-damaged");
	await platform.tenancy.tenants.update(acme, { legalHold: { reason: "litigation" } });
	expect(await code(restore(config, at("backup"), { tenant: acme }))).toBe("legal-hold");
	expect(await everybody("acme")).toEqual(["ann", "cleo"]);
});
