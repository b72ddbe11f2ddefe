import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { configFor } from "../../src/config.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { importCandidates } from "../../src/ingest/import-candidate.ts";
import { openPlatform } from "../../src/server.ts";
import { run } from "./run.ts";

/** What the operator does for ATS vendors, tenants and members who leave, on the command line. */

let folder = "";
const tributary = (...args: readonly string[]) => run(...args, "--data", path.join(folder, "store"));

beforeAll(async () => {
	folder = mkdtempSync(path.join(os.tmpdir(), "tributary-export-"));
	for (const id of ["vendor-x", "acme"]) expect((await tributary("tenant", "create", id)).code).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A member of the network and a candidate, as a network that is delivered and an ATS would bring them. */
async function fill(profile: object, candidate: object): Promise<void> {
	const dataDir = path.join(folder, "store");
	const platform = await openPlatform(configFor({ dataDir, masterKey: { file: `${dataDir}.key` } }));
	await platform.importProfiles([profile]);
	const scope = await platform.operatorScope(parseTenantId("acme"), "test");
	await importCandidates(scope, platform.ingest, [candidate]);
	await platform.close();
}

test("a vendor's parent application, and a customer who is a tenant already", async () => {
	const parent = await tributary("client", "create", "--tenant", "vendor-x", "--scope", "applications:provision");
	expect([parent.code, parent.out]).toEqual([0, expect.stringMatching(/client secret {2}\S{43}/)]);
	const bind = ["application", "bind", "--parent", "vendor-x", "--foreign-id", "c-17", "--tenant"];
	expect(await tributary(...bind, "acme")).toMatchObject({
		code: 0,
		out: expect.stringContaining("c-17 of vendor-x is tenant acme"),
	});
	expect(await tributary(...bind, "nobody")).toMatchObject({
		code: 1,
		err: expect.stringContaining("tenant-not-found"),
	});
});

test("RSC-101: integrations are off until they are switched on", async () => {
	const integration = (...args: readonly string[]) => tributary("integration", ...args, "--tenant", "acme");
	const status = async (type: string) =>
		JSON.parse((await integration("list", "--json")).out).find((one: { type: string }) => one.type === type)?.status;
	expect(await status("ONE_CLICK_EXPORT")).toBe("DISABLED");
	expect((await integration("enable", "ONE_CLICK_EXPORT")).out).toContain("ONE_CLICK_EXPORT is ENABLED");
	expect(await status("ONE_CLICK_EXPORT")).toBe("ENABLED");
	expect((await integration("list")).out).toMatch(/ONE_CLICK_EXPORT +ENABLED/);
	expect((await integration("disable", "UNIFIED_SEARCH")).code).toBe(0);
	expect(JSON.parse((await tributary("tenant", "show", "acme", "--json")).out).settings.unifiedSearch).toBe(false);
	expect((await tributary("tenant", "set", "acme", "--unified-search", "on")).code).toBe(0);
	expect(await status("UNIFIED_SEARCH")).toBe("ENABLED");
	expect((await integration("enable", "EVERYTHING")).code).toBe(2);
});

test("exports of a tenant are listed", async () => {
	expect(JSON.parse((await tributary("export", "list", "--tenant", "acme", "--json")).out)).toEqual([]);
	expect((await tributary("export", "list", "--tenant", "acme")).out).toMatch(/profile +job +seat/);
});

test("a member is removed from the network: the match ends, and repeating it is no failure", async () => {
	const resume = { basics: { name: "Jane Roe", email: "jane.roe@example.com" } };
	const profile = { id: "p-1", resume, emails: ["jane.roe@example.com"], updatedAt: "2026-01-01T00:00:00Z" };
	await fill(profile, { id: "c-1", resume });
	expect((await tributary("match", "link", "--tenant", "acme", "c-1", "p-1")).code).toBe(0);
	const removed = await tributary("network", "remove", "p-1", "--json");
	expect(JSON.parse(removed.out)).toEqual({
		profileId: "p-1",
		removed: true,
		tenants: 1,
		candidates: 1,
		exports: 0,
		pending: 0,
	});
	const again = await tributary("network", "remove", "p-1");
	expect([again.code, again.out]).toEqual([0, "There is no profile p-1.\n"]);
	expect((await tributary("match", "link", "--tenant", "acme", "c-1", "p-1")).err).toContain("not-found");
});
