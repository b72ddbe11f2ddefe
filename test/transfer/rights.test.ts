import { mkdtempSync, renameSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { configFor } from "../../src/config.ts";
import type { Platform } from "../../src/server/platform.ts";
import type { Restored } from "../../src/server/restore.ts";
import { openPlatform, restore } from "../../src/server.ts";
import { newApproverKey } from "../../src/tenancy/disposal/approvers.ts";
import { erasuresFile } from "../../src/tenancy/erasures.ts";
import { createMasterKeyFile } from "../../src/tenancy/vault.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-rights-"));
const at = (...parts: readonly string[]) => path.join(folder, ...parts);
createMasterKeyFile(at("data.key"));
const config = configFor({ dataDir: at("data"), masterKey: { file: at("data.key") } });
afterAll(() => rmSync(folder, { recursive: true }));

async function within<T>(work: (platform: Platform) => Promise<T>): Promise<T> {
	const platform = await openPlatform(config);
	try {
		return await work(platform);
	} finally {
		await platform.close();
	}
}
const code = (promise: Promise<unknown>) => promise.then(() => "ok").catch((error: { code?: string }) => error.code);

const acme = "acme" as never;
const [olga, ada] = [newApproverKey(), newApproverKey()];
const client = (platform: Platform, name: string) =>
	platform.tenancy.clients.create({ tenant: acme, name, permissions: ["search", "candidates:read"] });
const invite = async ({ tenancy }: Platform, name: string, seat: string | null = null) =>
	(await tenancy.accounts.invite(acme, { email: `${name}@example.com`, name, seat, roles: ["recruiter"] })).id;
const only = async ({ tenancy }: Platform, account: string) =>
	(await tenancy.accounts.get(acme, account)).grants[0]?.id ?? "";

async function make(platform: Platform) {
	const { tenancy } = platform;
	for (const id of ["acme", "closed", "held"]) await tenancy.tenants.create({ id, name: id });
	const clients = {
		kept: await client(platform, "kept"),
		disabled: await client(platform, "disabled"),
		locked: await client(platform, "locked"),
		revoked: await client(platform, "revoked"),
		rotated: await client(platform, "rotated"),
		bound: await client(platform, "bound"),
		back: await client(platform, "back"),
	};
	const accounts = {
		kept: await invite(platform, "kept"),
		disabled: await invite(platform, "disabled"),
		ended: await invite(platform, "ended"),
		moved: await invite(platform, "moved", "S1"),
		confined: await invite(platform, "confined"),
	};
	await tenancy.approvers.add("olga", olga.publicKey, ["operator"]);
	await tenancy.approvers.add("ada", ada.publicKey);
	const ask = { by: { name: "olga", key: olga.privateKey }, reason: "ticket 4711", hours: 4 };
	const emergency = await tenancy.operators.breakGlass(acme, ask);
	return { clients, accounts, emergency: emergency.id };
}

let made: Awaited<ReturnType<typeof make>>;
let restored: Restored;
/** On what was restored. */
let platform: Platform;

/** All of it after the backup, as somebody who leaves, steals or is found out would have it taken away. */
beforeAll(async () => {
	await within(async (platform) => {
		made = await make(platform);
		await platform.tenancy.backups?.make(at("first"));
		const { clients, accounts, operators, approvers, tenants } = platform.tenancy;
		const { credentials } = clients;
		const { kept, disabled, ended, moved, confined } = made.accounts;
		await clients.setStatus(acme, made.clients.disabled.clientId, "disabled");
		await clients.setStatus(acme, made.clients.back.clientId, "disabled");
		await clients.setStatus(acme, made.clients.back.clientId, "active");
		await clients.setStatus(acme, made.clients.locked.clientId, "locked", undefined, { reason: "stolen laptop" });
		const [secret] = await credentials.list(acme, made.clients.revoked.clientId);
		await credentials.revoke(acme, made.clients.revoked.clientId, secret?.id ?? "");
		await credentials.rotate(acme, made.clients.rotated.clientId, { overlap: 0 });
		await clients.setBinding(acme, made.clients.bound.clientId, "dpop");
		await accounts.change(acme, disabled, { status: "disabled" });
		await accounts.grants.end(acme, await only(platform, ended));
		await accounts.change(acme, moved, { seat: "S2" });
		await accounts.change(acme, confined, { seat: "S3" });
		await accounts.grants.confirm(acme, await only(platform, kept));
		await operators.end(acme, made.emergency, { kind: "operator", id: "ada" });
		await approvers.remove("ada");
		await tenants.update("closed" as never, { status: "disabled" });
		await tenants.update("held" as never, { legalHold: { reason: "case 12" } });
	});
	renameSync(at("data"), at("data.lost"));
	restored = await restore(config, at("first"), { actorOn: async () => ({ kind: "operator", id: "olga" }) });
	platform = await openPlatform(config);
}, 60_000);
afterAll(() => platform?.close());

test("R22: a restored backup gives no client back what was taken from it since, and leaves the others alone", async () => {
	const { clients } = platform.tenancy;
	const entered = (who: keyof typeof made.clients) =>
		code(clients.verify(made.clients[who].clientId, made.clients[who].clientSecret));
	expect(await entered("kept")).toBe("ok");
	expect(await entered("back")).toBe("ok");
	for (const who of ["disabled", "locked", "revoked", "rotated", "bound"] as const)
		expect([who, await entered(who)]).toEqual([who, "invalid-client"]);
	// What the operator locked the tenant cannot switch on.
	const admin = { kind: "account", id: "x" } as const;
	const enable = (who: keyof typeof made.clients) =>
		code(clients.setStatus(acme, made.clients[who].clientId, "active", admin));
	expect([await enable("locked"), await enable("disabled")]).toEqual(["not-yours", "ok"]);
});

test("R22: nor people their accounts, roles and seats", async () => {
	const { accounts } = platform.tenancy;
	const stands = async (who: keyof typeof made.accounts) => {
		const found = await accounts.find(made.accounts[who]);
		return found === null ? "disabled" : `${found.grants.length} roles`;
	};
	expect(await stands("kept")).toBe("1 roles");
	expect(await stands("disabled")).toBe("disabled");
	expect(await stands("ended")).toBe("0 roles");
	// With the seat of before he would see that one's people, with none everybody.
	expect(await stands("moved")).toBe("disabled");
	expect(await stands("confined")).toBe("disabled");
});

test("R22: nor the operator's people, nor a tenant that was switched off or put under a hold; all of it is told and in the log", async () => {
	const { tenancy } = platform;
	const by = { name: "olga", key: olga.privateKey };
	expect(await code(tenancy.operators.demand(acme, by))).toBe("operator-grant-required");
	expect((await tenancy.approvers.list()).map(({ name }) => name)).toEqual(["olga"]);
	expect((await tenancy.tenants.get("closed" as never)).status).toBe("disabled");
	expect((await tenancy.tenants.get("held" as never)).legalHold?.reason).toContain("older backup");
	const found = await tenancy.audit.latest(acme, 100);
	const about = found.filter(({ subject, result }) => subject.about === "restored-backup" && result.outcome === "ok");
	// Five clients, four accounts, one grant, and that it was put back.
	expect(about).toHaveLength(11);
	expect(about.every(({ actor }) => actor.id === "olga")).toBe(true);
	expect(about.filter(({ action }) => action === "tenant.import")).toHaveLength(1);
	expect((await tenancy.audit.verify(acme)).ok).toBe(true);
	expect(restored.rights.map(({ collection }) => collection).toSorted()).toEqual([
		...["account", "account", "account", "account"],
		...["client", "client", "client", "client", "client"],
		...["operator-grant", "setting", "tenant", "tenant"],
	]);
});

test("a disk that takes nothing is told as one to come again to, whatever is to be written down", async () => {
	const full = erasuresFile("/dev/full");
	await expect(full.append("{}")).rejects.toMatchObject({ code: "store-unavailable" });
});
