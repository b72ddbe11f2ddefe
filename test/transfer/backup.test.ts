import { spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { calculateJwkThumbprint } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { configFor } from "../../src/config.ts";
import { countingPlan } from "../../src/engine/port.ts";
import { importCandidates } from "../../src/ingest/import-candidate.ts";
import { merge } from "../../src/ingest/merge-candidates.ts";
import type { Platform } from "../../src/server/platform.ts";
import { openPlatform, restore } from "../../src/server.ts";
import { erasePerson } from "../../src/sync/erase-person.ts";
import { removeRecords } from "../../src/sync/remove.ts";
import { writeRecords } from "../../src/sync/write.ts";
import { checkBackup, writeManifest } from "../../src/tenancy/backup-manifest.ts";
import { newApproverKey } from "../../src/tenancy/disposal/approvers.ts";
import { type KeyPair, PublicJwk } from "../../src/tenancy/signed-json.ts";
import { createMasterKeyFile } from "../../src/tenancy/vault.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-backup-"));
const at = (...parts: readonly string[]) => path.join(folder, ...parts);
createMasterKeyFile(at("data.key"));
const config = configFor({ dataDir: at("data"), masterKey: { file: at("data.key") } });
afterAll(() => rmSync(folder, { recursive: true }));

const person = (id: string, word: string) => ({
	id,
	resume: {
		basics: { name: `${word} Roe`, email: `${word}@example.com` },
		work: [{ name: `${word} Ltd`, position: "Engineer" }],
	},
});
const scopeOf = (platform: Platform, tenant: string) => platform.operatorScope(tenant as never, "test");
const put = async (platform: Platform, tenant: string, people: readonly object[]) => {
	await importCandidates(await scopeOf(platform, tenant), platform.ingest, people);
};
const erase = async (platform: Platform, tenant: string, email: string) =>
	erasePerson(
		await scopeOf(platform, tenant),
		{ ...platform.ingest, receiptKey: platform.tenancy.certificateKey },
		{ email },
		"art17",
	);
async function within<T>(
	work: (platform: Platform) => Promise<T>,
	options: { acceptState?: boolean } = {},
): Promise<T> {
	const platform = await openPlatform(config, options);
	try {
		return await work(platform);
	} finally {
		await platform.close();
	}
}
const everybody = (tenant: string) =>
	within(async (platform) =>
		(await (await scopeOf(platform, tenant)).store.list("person", { limit: 100 })).map(({ id }) => id),
	);

const refOf = (id: string) => ({ kind: "candidate", path: [id] }) as const;
const held = { session: "", token: "", accounts: { ada: "", ben: "" } };
/** Candidates of an ATS, of whom two share an address and two are merged; two accounts, one of them signed in; a client with a token. */
async function fillSynced(platform: Platform): Promise<void> {
	const { tenancy, ingest } = platform;
	const tenant = (await tenancy.tenants.create({ id: "synced", name: "synced" })).id;
	const scope = await scopeOf(platform, tenant);
	const named = (id: string, email: string) => ({
		ref: refOf(id),
		entity: {
			createdAt: 1_700_000_000_000,
			lastModifiedAt: 1_700_000_000_000,
			firstName: id,
			lastName: "Roe",
			emailAddresses: [email],
			externalProfileUrl: `https://ats.example.com/${id}`,
			addresses: [],
			phoneNumbers: [],
		},
	});
	const outcomes = await writeRecords(scope, ingest, "candidate", [
		named("A1", "same@example.com"),
		named("A2", "same@example.com"),
		named("A3", "three@example.com"),
		named("A4", "four@example.com"),
	]);
	expect(outcomes).toMatchObject([{ ok: true }, { ok: true }, { ok: true }, { ok: true }]);
	await merge(scope, ingest, "A4", "A3");
	for (const name of ["ada", "ben"] as const) {
		const account = { email: `${name}@example.com`, name, seat: null, roles: ["recruiter" as const] };
		held.accounts[name] = (await tenancy.accounts.invite(tenant, account)).id;
	}
	held.session = (await tenancy.sessions.open(held.accounts.ben)).token;
	const client = await tenancy.clients.create({ tenant, name: "c", permissions: ["search"] });
	const entered = await tenancy.clients.verify(client.clientId, client.clientSecret);
	held.token = (await tenancy.tokens.issue(entered)).token;
	await tenancy.sessions.verify(held.session);
	await tenancy.tokens.verify(held.token);
}

async function takeFromSynced(platform: Platform): Promise<void> {
	await removeRecords(await scopeOf(platform, "synced"), platform.ingest, "candidate", [refOf("A1"), refOf("A3")]);
	await platform.tenancy.accounts.remove("synced" as never, held.accounts.ada);
	await platform.tenancy.accounts.signOut("synced" as never, held.accounts.ben);
}

/** Who was erased and came again before the backup; then one is erased by address, one comes, and one tenant is wiped. */
let certificate: unknown;
beforeAll(async () => {
	await within(async (platform) => {
		const { tenancy } = platform;
		for (const tenant of ["acme", "other", "third"]) {
			await tenancy.tenants.create({ id: tenant, name: tenant });
			await put(platform, tenant, [person("x", "xanthippe"), person("o", "ophelia"), person("b", "back")]);
		}
		await fillSynced(platform);
		await erase(platform, "acme", "back@example.com");
		await put(platform, "acme", [person("b2", "back")]);
		await tenancy.backups?.make(at("first"));
		await erase(platform, "acme", "xanthippe@example.com");
		await takeFromSynced(platform);
		await put(platform, "acme", [person("l", "late")]);
		const keys = { ada: newApproverKey(), ben: newApproverKey() };
		for (const [name, { publicKey }] of Object.entries(keys)) await tenancy.approvers.add(name, publicKey);
		await new Promise((resolve) => setTimeout(resolve, 10));
		await tenancy.disposal.request({ tenant: "third" as never, reason: "contract ended" });
		for (const [approver, { privateKey: key }] of Object.entries(keys))
			await tenancy.disposal.approve({ tenant: "third" as never, approver, key, waivesCoolingOff: true });
		certificate = await tenancy.disposal.run("third" as never);
	});
	renameSync(at("data"), at("data.lost"));
});

function bytesBelow(where: string): string {
	return readdirSync(where, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => readFileSync(path.join(entry.parentPath, entry.name), "latin1"))
		.join("\n")
		.toLowerCase();
}
const code = (promise: Promise<unknown>) => promise.then(() => "ok").catch((error: { code?: string }) => error.code);

describe("a backup from before an erasure and a wipe", () => {
	test("is encrypted: no word of anybody, and no key, is in it or in the file of erasures", () => {
		const bytes = bytesBelow(at("first"));
		for (const word of ["xanthippe", "ophelia", "engineer"]) expect(bytes).not.toContain(word);
		expect(bytes).not.toContain(readFileSync(at("data.key"), "latin1").trim().toLowerCase());
		expect(readFileSync(at("data.erasures"), "utf8").toLowerCase()).not.toContain("xanthippe");
	});

	test("is refused where something is, where it was changed, or where nobody knows who was erased", async () => {
		mkdirSync(at("data"));
		writeFileSync(at("data", "something"), "");
		expect(await code(restore(config, at("first")))).toBe("place-occupied");
		rmSync(at("data"), { recursive: true });
		cpSync(at("first"), at("changed"), { recursive: true });
		const file = at("changed", "platform", "ledger.db");
		const bytes = readFileSync(file);
		bytes[5000] = (bytes[5000] ?? 0) ^ 1;
		writeFileSync(file, bytes);
		expect(await code(restore(config, at("changed")))).toBe("backup-damaged");
		rmSync(file);
		expect(await code(restore(config, at("changed")))).toBe("backup-damaged");
		expect(await code(restore(config, at("nowhere")))).toBe("file-not-found");
		const manifest = readFileSync(at("first", "backup.json"), "utf8");
		writeFileSync(at("changed", "backup.json"), manifest.replace('"version": 1', '"version": 2'));
		expect(await code(restore(config, at("changed")))).toBe("backup-version");
		renameSync(at("data.erasures"), at("erasures.away"));
		expect(await code(restore(config, at("first")))).toBe("erasures-missing");
		renameSync(at("erasures.away"), at("data.erasures"));
		expect(existsSync(at("data"))).toBe(false);
	});

	test("R22: brings everybody back but who was erased since, and the wiped tenant's key stays destroyed", async () => {
		const restored = await restore(config, at("first"), { actorOn: async () => ({ kind: "operator", id: "olga" }) });
		expect(restored).toMatchObject({ wiped: ["third"], erased: { acme: ["x"], synced: ["A1", "A3"] } });
		expect(await everybody("synced")).toEqual(["A2", "A4"]);
		expect(await everybody("acme")).toEqual(["b2", "o"]);
		expect(await everybody("other")).toEqual(["b", "o", "x"]);
		await within(async (platform) => {
			const { tenancy } = platform;
			const { store } = await scopeOf(platform, "acme");
			const found = countingPlan({ op: "word", word: "xanthippe" });
			expect((await store.retrieve(found)).total).toBe(0);
			expect(await store.read("person", { keys: ["email:xanthippe@example.com"] })).toEqual([]);
			expect(await code(scopeOf(platform, "third"))).toBe("tenant-unavailable");
			expect(await code(tenancy.tenants.create({ id: "third", name: "third" }))).toBe("tenant-exists");
			expect((await tenancy.disposal.find("third" as never))?.certificate).toEqual(certificate);
			for (const tenant of ["acme", "other", "third"])
				expect((await tenancy.audit.verify(tenant as never)).ok).toBe(true);
			const log = await tenancy.audit.latest("acme" as never, 5);
			expect(log.some(({ subject }) => subject.about === "restored-backup")).toBe(true);
			const [erased] = await tenancy.audit
				.latest("acme" as never, 100)
				.then((all) => all.filter(({ action }) => action === "candidate.delete"));
			expect(erased?.actor.id).toBe("olga");
		});
		expect(readdirSync(at("data", "tenants", "third"))).toEqual(["audit"]);
		expect(restored.accounts).toEqual({ synced: [held.accounts.ada] });
		await within(async ({ tenancy }) => {
			expect((await tenancy.accounts.list("synced" as never)).map(({ name }) => name)).toEqual(["ben"]);
			expect(await code(tenancy.sessions.verify(held.session))).toBe("invalid-token");
			expect(await code(tenancy.tokens.verify(held.token))).toBe("invalid-token");
			// Also one that was written back: the generation of its account is over.
			expect((await tenancy.accounts.find(held.accounts.ben))?.generation).toBe(1);
		});
		rmSync(at("data"), { recursive: true });
	});

	test("R22: whose manifest somebody else signed, or that says it is from the future, brings nobody back either", async () => {
		const { backup, fingerprint } = await checkBackup(at("first"));
		const signed = (name: string, key: KeyPair) => {
			cpSync(at("first"), at(name), { recursive: true });
			rmSync(at(name, "backup.json"));
			writeManifest(at(name), { ...backup, startedAt: "2099-01-01T00:00:00.000Z" }, key);
		};
		const { publicKey, privateKey } = generateKeyPairSync("ed25519");
		const jwk = PublicJwk.parse(publicKey.export({ format: "jwk" }));
		const theirs = { publicKey: jwk, privateKey, fingerprint: await calculateJwkThumbprint(jwk) };
		signed("forged", theirs);
		expect(await code(restore(config, at("forged")))).toBe("backup-untrusted");
		expect(await code(restore(config, at("forged"), { trusted: fingerprint }))).toBe("backup-untrusted");
		expect(existsSync(at("data"))).toBe(false);
		// Signed by us, when our clock was wrong.
		renameSync(at("data.lost"), at("data"));
		// It is older than what was put back since.
		const ours = await within((platform) => platform.tenancy.certificateKey(), { acceptState: true });
		signed("late", ours);
		renameSync(at("data"), at("data.lost"));
		const ledger = readFileSync(at("data.erasures"));
		const restored = await restore(config, at("late"), { trusted: fingerprint });
		expect(restored.erased.acme).toContain("x");
		writeFileSync(at("data.erasures"), ledger);
		rmSync(at("data"), { recursive: true });
	});

	test("R22: an erasure that was cut off before it was done is done in the restored data, too", async () => {
		const ledger = readFileSync(at("data.erasures"), "utf8");
		const lines = ledger.split("\n").filter((line) => line !== "");
		// Of the first one, which was done before the backup was made, as if it had never been done.
		const first = JSON.parse(lines.find((line) => line.includes('"kind":"person"')) ?? "{}").id as string;
		writeFileSync(
			at("data.erasures"),
			`${lines.filter((line) => !(line.includes('"done"') && line.includes(first))).join("\n")}\n{"kind":"pe`,
		);
		await restore(config, at("first"), { withoutErasures: true });
		expect(await everybody("acme")).toEqual(["o"]);
		writeFileSync(at("data.erasures"), ledger);
		rmSync(at("data"), { recursive: true });
	});

	test("R22: killed anywhere while it is put back, nothing is there, and the next try puts all of it back", async () => {
		const main = path.resolve(import.meta.dirname, "../../src/main.ts");
		for (const wait of [1500, 3000]) {
			const child = spawn(process.execPath, [main, "--data", at("data"), "restore", at("first")], { stdio: "ignore" });
			const ended = new Promise((resolve) => child.on("exit", resolve));
			await new Promise((resolve) => setTimeout(resolve, wait));
			child.kill("SIGKILL");
			await ended;
			// Whole, or nothing.
			if (!existsSync(at("data"))) continue;
			expect(await everybody("acme")).toEqual(["b2", "o"]);
			rmSync(at("data"), { recursive: true });
		}
		await restore(config, at("first"));
		expect(await everybody("acme")).toEqual(["b2", "o"]);
		expect(existsSync(at("data.restoring"))).toBe(false);
	});
});
