import { mkdtempSync, renameSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { configFor } from "../../src/config.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { importCandidates } from "../../src/ingest/import-candidate.ts";
import type { Platform } from "../../src/server/platform.ts";
import { openPlatform, restore } from "../../src/server.ts";
import { writeEntry } from "../../src/sync/activity.ts";
import { erasePerson } from "../../src/sync/erase-person.ts";
import { TENANT_COLLECTIONS } from "../../src/tenancy/scope.ts";
import { createMasterKeyFile } from "../../src/tenancy/vault.ts";
import { seated } from "../desk/desk-rig.ts";

/** Who is there by nothing but what recruiters noted under a profile, and was erased since a backup. */

const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-noted-"));
const at = (name: string) => path.join(folder, name);
createMasterKeyFile(at("data.key"));
const config = configFor({ dataDir: at("data"), masterKey: { file: at("data.key") } });
const acme = parseTenantId("acme");
afterAll(() => rmSync(folder, { recursive: true }));

async function within(work: (platform: Platform) => Promise<void>): Promise<void> {
	const platform = await openPlatform(config);
	await work(platform).finally(() => platform.close());
}

const message = { seat: "rita", direction: "sent", kind: "inmail", at: "2026-01-01T00:00:00Z" } as const;

async function fill({ tenancy, ingest, operatorScope }: Platform): Promise<void> {
	await tenancy.tenants.create({ id: acme, name: "Acme" });
	const scope = await operatorScope(acme, "test");
	await importCandidates(scope, ingest, [{ id: "stays", resume: { basics: { name: "Stays Here" } } }]);
	await seated(scope, "rita", true);
	await writeEntry(scope, "message", "m-1", { ...message, profileId: "n-1", body: "xanthippe" });
	await writeEntry(scope, "message", "m-2", { ...message, profileId: "n-1", candidateId: "stays", body: "ophelia" });
	await writeEntry(scope, "message", "m-3", { ...message, profileId: "n-2", body: "ophelia" });
	const about = (key: string) => ({ keys: [`about:${key}`] });
	const put = (id: string, value: object) =>
		({ op: "put", collection: "desk", id, record: JSON.stringify(value) }) as const;
	await scope.store.write([
		{ ...put("mark/seat:rita/p:n-1", { mark: "xanthippe" }), ...about("p:n-1") },
		{ ...put("tags/p:n-1", { tags: ["xanthippe"] }), ...about("p:n-1") },
		{ ...put("hidden/seat:rita", { "p:n-1": { at: message.at }, "p:n-2": { at: message.at } }), ...about("p:n-1") },
	]);
}

const recordsOf = async ({ operatorScope }: Platform) => {
	const { store } = await operatorScope(acme, "test");
	const lists = [...TENANT_COLLECTIONS].map((collection) => store.list(collection, { limit: 1000 }));
	return (await Promise.all(lists)).flat().map(({ id, record }) => `${id} ${record}`);
};

test("R22, R37: he is gone from what it brings back, and nobody else is", async () => {
	await within(async (platform) => {
		await fill(platform);
		await platform.tenancy.backups?.make(at("backup"));
		const deps = { ...platform.ingest, receiptKey: platform.tenancy.certificateKey };
		await erasePerson(await platform.operatorScope(acme, "test"), deps, { profileId: "n-1" }, "art17");
	});
	renameSync(at("data"), at("data.lost"));
	await restore(config, at("backup"));
	await within(async (platform) => {
		const records = await recordsOf(platform);
		expect(records.filter((text) => /xanthippe|p:n-1/.test(text))).toEqual([]);
		expect(records.filter((text) => text.includes("ophelia"))).toHaveLength(2);
		expect(records.filter((text) => text.includes("p:n-2"))).toHaveLength(1);
		expect(records.filter((text) => text.includes("Stays Here")).length).toBeGreaterThan(0);
	});
});
