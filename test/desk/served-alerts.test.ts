import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { createLog } from "../../src/api/request-log.ts";
import { configFor } from "../../src/config.ts";
import { ownerOf } from "../../src/desk/owner.ts";
import { newMatches, writeSaved } from "../../src/desk/saved-searches.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { importCandidate } from "../../src/ingest/import-candidate.ts";
import { lookAgain } from "../../src/server/look-again.ts";
import { openPlatform, serve } from "../../src/server.ts";
import type { Tenancy } from "../../src/tenancy/tenancy.ts";
import { createMasterKeyFile } from "../../src/tenancy/vault.ts";
import { openReceiver } from "../export/receiver.ts";
import { person } from "./desk-rig.ts";

const HOUR = 3_600_000;

test("a served instance runs once what came due while it was stopped, and its webhooks are told", async () => {
	const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-alerts-"));
	createMasterKeyFile(path.join(folder, "master.key"));
	const config = configFor({
		dataDir: path.join(folder, "data"),
		masterKey: { file: path.join(folder, "master.key") },
		listen: { host: "127.0.0.1", port: 0 },
		outbound: { allowLoopback: true },
	});
	const receiver = await openReceiver();
	const before = await openPlatform(config);
	const tenant = (await before.tenancy.tenants.create({ id: parseTenantId("acme"), name: "Acme" })).id;
	const scope = await before.operatorScope(tenant, "test");
	await before.webhooks.put(scope, "crm", { url: receiver.url, events: ["search.matched"] });
	// Saved five hours ago, as far as the search knows.
	const then = { search: before.search, clock: () => new Date(Date.now() - 5 * HOUR) };
	const input = { name: "Java", request: { query: "java", filters: {} }, alert: { every: "hour" as const } };
	await writeSaved(scope, then, await ownerOf(scope, undefined), "java", input);
	await importCandidate(scope, before.ingest, person("c-1"));
	await before.close();

	const platform = await openPlatform(config);
	const server = await serve(platform, config, { log: createLog("silent") });
	await expect.poll(() => receiver.received.length, { timeout: 10_000 }).toBe(1);
	const { type, data } = JSON.parse(receiver.received[0]?.body ?? "");
	const owner = "operator:command-line";
	expect([type, data]).toEqual([
		"search.matched",
		{ savedSearchId: "java", owner, candidateIds: ["c-1"], profileIds: [] },
	]);
	const again = await platform.operatorScope(tenant, "test");
	const deps = { search: platform.search, clock: () => new Date() };
	expect((await newMatches(again, deps, await ownerOf(again, undefined), "java")).people).toHaveLength(1);
	await server.close();
	expect(receiver.received).toHaveLength(1);
	await receiver.close();
	rmSync(folder, { recursive: true });
}, 60_000);

describe("what another process wrote beside a server", () => {
	const looked = async (isAlone: boolean) => {
		const seen: string[] = [];
		const tenants = [
			{ id: "acme", status: "active" },
			{ id: "shut", status: "disabled" },
		];
		const list = async () => {
			seen.push("look");
			if (seen.filter((one) => one === "look").length === 1) throw new Error("trouble");
			return tenants;
		};
		const errors: unknown[] = [];
		const looking = lookAgain(
			{
				tenancy: { tenants: { list } } as unknown as Tenancy,
				alerts: { wake: (tenant) => seen.push(`alerts ${tenant}`) },
				deliveries: {
					wake: (tenant) => seen.push(`events ${tenant}`),
					takeOver: async (of) => void seen.push(`take over ${of.join()}`),
				},
			},
			isAlone,
			(error) => errors.push(error),
			{ interval: 1, still: 1 },
		);
		await expect.poll(() => seen.length).toBeGreaterThan(6);
		await looking.close();
		expect(errors).toHaveLength(1);
		return [...new Set(seen)];
	};

	test("is looked for again and again, of active tenants, though a look fails", async () => {
		expect(await looked(true)).toEqual(["look", "alerts acme", "events acme"]);
		expect(await looked(false)).toEqual(["look", "alerts acme", "take over acme"]);
	});
});
