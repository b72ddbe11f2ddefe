import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { configFor } from "../../src/config.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { TributaryError } from "../../src/errors.ts";
import type { Platform } from "../../src/server/platform.ts";
import { openPlatform } from "../../src/server.ts";
import type { Tenancy } from "../../src/tenancy/tenancy.ts";
import { createMasterKeyFile } from "../../src/tenancy/vault.ts";
import { isSound } from "../../src/transfer/collections.ts";
import { createExportJobs, type ExportJobs, removeExports } from "../../src/transfer/export-jobs.ts";

/** One tenant's export that cannot be written down ends alone: the process serves all the others on. */

const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-jobs-"));
const at = (...names: readonly string[]) => path.join(folder, ...names);
const acme = parseTenantId("acme");
const recipient = await identityToRecipient(await generateX25519Identity());

let platform: Platform;
beforeAll(async () => {
	createMasterKeyFile(at("data.key"));
	platform = await openPlatform(configFor({ dataDir: at("data"), masterKey: { file: at("data.key") } }));
	await platform.tenancy.tenants.create({ id: "acme", name: "acme" });
});
afterAll(async () => {
	await platform.close();
	rmSync(folder, { recursive: true });
});

let jobs: ExportJobs;
let errors: unknown[];
/** What the first look whether it may go on waits for. */
let before: Promise<unknown>;
beforeEach(() => {
	errors = [];
	before = Promise.resolve();
	const { audit, certificateKey: manifestKey } = platform.tenancy;
	const registry = platform.tenancy;
	const onError = (error: unknown) => void errors.push(error);
	const clock = () => new Date();
	const openScope: Tenancy["openScope"] = async (request) => {
		await before;
		return platform.tenancy.openScope(request);
	};
	jobs = createExportJobs({ folder: at("returns"), openScope, audit, registry, manifestKey, clock, onError });
});
afterEach(() => removeExports(at("returns"), acme));
const start = async () => jobs.start(await platform.operatorScope(acme, "test"), recipient);

test("looked at all the time it is being made, then done, and nothing else between", async () => {
	const states: string[] = [];
	for (let round = 0; round < 5; round++) {
		await start();
		let isOver = false;
		const looking = Array.from({ length: 8 }, async () => {
			while (!isOver) for (const { state, code } of await jobs.list(acme)) states.push(code ?? state);
		});
		await jobs.close();
		isOver = true;
		await Promise.all(looking);
		removeExports(at("returns"), acme);
	}
	expect(new Set(states)).toEqual(new Set(["running", "done"]));
});

test("the folder is taken away in the middle, as a wipe does: nothing of it comes back", async () => {
	await start();
	removeExports(at("returns"), acme);
	// Nobody waits for it, as in a server. The second: that this cannot be written down.
	await expect.poll(() => errors.length).toBe(2);
	expect(existsSync(at("returns", "acme"))).toBe(false);
	expect(await jobs.list(acme)).toEqual([]);
});

test("where its end cannot be written down, as on a full disk, it is told as failed, and the next one may begin", async () => {
	const { id } = await start();
	mkdirSync(at("returns", "acme", `${id}.new`));
	await jobs.close();
	expect(errors.length).toBeGreaterThan(0);
	expect(await jobs.get(acme, id)).toMatchObject({ state: "failed", code: "interrupted" });
	rmSync(at("returns", "acme", `${id}.new`), { recursive: true });
	const next = await start();
	await jobs.close();
	expect((await jobs.get(acme, next.id)).state).toBe("done");
});

test("while it cannot be written down that it was begun nobody is told that it was, and nothing of it is left", async () => {
	const scope = await platform.operatorScope(acme, "test");
	const record = async () => Promise.reject(new TributaryError("audit-unavailable"));
	await expect(jobs.start({ ...scope, record }, recipient)).rejects.toMatchObject({ code: "audit-unavailable" });
	expect(await jobs.list(acme)).toEqual([]);
	expect(await start()).toMatchObject({ state: "running" });
	await jobs.close();
});

test("a file that is found by nobody whose it is comes back from no archive: it would outlive him", () => {
	const record = { sha256: "00", size: 1, receivedAt: "2026-11-27T00:00:00.000Z", candidates: ["a", "b"] };
	const isTaken = (keys: string[], candidates = record.candidates) =>
		isSound("original", { id: "00", keys, record: { ...record, candidates } });
	expect(isTaken(["candidate:a", "candidate:b"])).toBe(true);
	for (const keys of [[], ["candidate:a"], ["candidate:c"]]) expect(isTaken(keys)).toBe(false);
	expect(isTaken([], [])).toBe(false);
});

test("R11: it ends where its tenant is disabled while it is made", async () => {
	const gate = Promise.withResolvers<void>();
	before = gate.promise;
	const { id } = await start();
	await platform.tenancy.tenants.update(acme, { status: "disabled" });
	gate.resolve();
	await jobs.close();
	expect(await jobs.get(acme, id)).toMatchObject({ state: "failed", code: "tenant-disabled" });
	await platform.tenancy.tenants.update(acme, { status: "active" });
});
