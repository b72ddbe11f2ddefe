import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { configFor } from "../../src/config.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { importCandidates } from "../../src/ingest/import-candidate.ts";
import type { Platform } from "../../src/server/platform.ts";
import { openPlatform, restore } from "../../src/server.ts";
import { erasePerson } from "../../src/sync/erase-person.ts";
import { newApproverKey } from "../../src/tenancy/disposal/approvers.ts";
import { createMasterKeyFile } from "../../src/tenancy/vault.ts";

/** What a restore puts together beside the data opens by the same master key: who is erased is not left in it. */

const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-staged-"));
const at = (name: string) => path.join(folder, name);
createMasterKeyFile(at("data.key"));
const config = configFor({ dataDir: at("data"), masterKey: { file: at("data.key") } });
const acme = parseTenantId("acme");
const copies = () => readdirSync(folder).filter((name) => name.startsWith("data.restoring"));
/** As a restore leaves it that was killed, or as one has it that runs in the process that is named. */
const leave = (name: string, process?: number) => {
	mkdirSync(at(name), { recursive: true });
	if (process !== undefined) writeFileSync(path.join(at(name), "restoring.pid"), String(process));
};
/** More than any process has. */
const NOBODY = 2 ** 30;

let platform: Platform;
beforeAll(async () => {
	platform = await openPlatform(config);
	for (const id of ["acme", "other"]) await platform.tenancy.tenants.create({ id, name: id });
	const people = ["ann", "bob"].map((id) => ({ id, resume: { basics: { name: id, email: `${id}@example.com` } } }));
	await importCandidates(await platform.operatorScope(acme, "test"), platform.ingest, people);
	await platform.tenancy.backups?.make(at("backup"), acme);
});
beforeEach(() => {
	for (const name of copies()) rmSync(at(name), { recursive: true });
});
afterAll(async () => {
	await platform.close();
	rmSync(folder, { recursive: true });
});

test("R22: what a killed restore left is gone when the data are opened, what a running one works on stays", async () => {
	leave("data.restoring");
	leave("data.restoring-acme", NOBODY);
	leave("data.restoring-other", process.ppid);
	// This process, that runs none: the number came again.
	leave("data.restoring-third", process.pid);
	await (await openPlatform(config)).close();
	expect(copies()).toEqual(["data.restoring-other"]);
});

test("R22: of two restores of the same tenant at once one is told of the other, and it is served in the end", async () => {
	leave("data.restoring-acme", process.ppid);
	await expect(restore(config, at("backup"), { tenant: acme })).rejects.toMatchObject({ code: "restore-running" });
	expect((await platform.tenancy.tenants.get(acme)).status).toBe("active");
	rmSync(at("data.restoring-acme"), { recursive: true });
});

test("R22: a restore leaves nothing beside the data", async () => {
	await restore(config, at("backup"), { tenant: acme });
	expect(copies()).toEqual([]);
	expect(existsSync(at("data.anchor.restoring-acme"))).toBe(false);
});

test("R22: an erasure takes the copies with it that may hold the person", async () => {
	leave("data.restoring", process.ppid);
	leave("data.restoring-acme", process.ppid);
	leave("data.restoring-gone", NOBODY);
	leave("data.restoring-other", process.ppid);
	const deps = { ...platform.ingest, receiptKey: platform.tenancy.certificateKey };
	const scope = await platform.operatorScope(acme, "test");
	await erasePerson(scope, deps, { email: "bob@example.com" }, "art17");
	expect(copies()).toEqual(["data.restoring-other"]);
});

test("R22: a wipe takes every copy with it, and certifies that none is there", async () => {
	const { approvers, disposal } = platform.tenancy;
	const keys = { ada: newApproverKey(), ben: newApproverKey() };
	for (const [name, { publicKey }] of Object.entries(keys)) await approvers.add(name, publicKey);
	await new Promise((resolve) => setTimeout(resolve, 5));
	await disposal.request({ tenant: acme, reason: "contract ended" });
	for (const approver of ["ada", "ben"] as const)
		await disposal.approve({ tenant: acme, approver, key: keys[approver].privateKey, waivesCoolingOff: true });
	leave("data.restoring-acme", NOBODY);
	// It holds the registry, and so the wrapped key.
	leave("data.restoring-other", process.ppid);
	const { certificate } = await platform.wipe(acme);
	expect(copies()).toEqual([]);
	expect(certificate.certificate.verification.checks).toContainEqual({
		check: "no copy that a restore was putting together lies beside the data",
		result: "passed",
	});
});
