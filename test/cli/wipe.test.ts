import { spawn } from "node:child_process";
import {
	chmodSync,
	cpSync,
	existsSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { openEmbeddedEngine } from "../../src/engine/embedded/engine.ts";
import { storePlace } from "../../src/engine/embedded/paths.ts";
import { run } from "./run.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-wipe-"));
const at = (...parts: readonly string[]) => path.join(folder, ...parts);
afterAll(() => rmSync(folder, { recursive: true }));

const ok = async (...args: readonly string[]) => {
	const ran = await run(...args);
	expect(ran.err + ran.out, args.join(" ")).not.toContain("error");
	expect(ran.code).toBe(0);
	return ran.out;
};

/** A tenant with a resume, approved to be wiped at once; and another tenant. */
beforeAll(async () => {
	const data = ["--data", at("approved")];
	writeFileSync(
		at("cv.txt"),
		"Jane Roe\njane@example.com\n\nExperience\nEngineer, Acme GmbH\n2020 - 2022\n- Built bridges\n",
	);
	for (const tenant of ["acme", "other"]) {
		await ok("tenant", "create", tenant, ...data);
		await ok("ingest", at("cv.txt"), "--tenant", tenant, ...data);
	}
	for (const name of ["ada", "ben"]) {
		await ok("approver", "key", "--out", at(`${name}.pem`));
		await ok("approver", "add", name, "--public-key", at(`${name}.pem.pub`), ...data);
	}
	expect(statSync(at("ada.pem")).mode & 0o777).toBe(0o600);
	await ok("tenant", "wipe", "request", "acme", "--reason", "contract ended", ...data);
	for (const name of ["ada", "ben"]) {
		const approve = ["tenant", "wipe", "approve", "acme", "--approver", name, "--key", at(`${name}.pem`)];
		await ok(...approve, "--waive-cooling-off", ...data);
	}
}, 300_000);

/** The prepared data, anew. */
function copyOf(name: string): readonly string[] {
	cpSync(at("approved"), at(name), { recursive: true });
	chmodSync(at(name), 0o700);
	cpSync(at("approved.anchor"), at(`${name}.anchor`), { recursive: true });
	cpSync(at("approved.key"), at(`${name}.key`));
	return ["--data", at(name)];
}

test("a wipe leaves the log, a certificate that is checked offline, and nothing that opens the files", async () => {
	const data = copyOf("one");
	const acme = parseTenantId("acme");
	cpSync(storePlace(at("one"), { kind: "tenant", tenant: acme }).folder, at("kept"), { recursive: true });
	const file = at("certificate.json");
	const nowhere = path.join(folder, "nowhere", "certificate.json");
	expect((await run("tenant", "wipe", "run", "acme", "--out", nowhere, ...data)).err).toContain("cannot be written");
	expect(await ok("tenant", "wipe", "run", "acme", "--out", file, ...data)).toContain("acme is erased");
	const fingerprint = (await ok("certificate", "key", ...data)).trim();
	const verified = await ok("certificate", "verify", file, "--trust", fingerprint, "--tenant", "acme");
	expect(verified).toContain("1 person");
	expect((await run("certificate", "verify", file, "--tenant", "other")).err).toContain("It says that acme is gone");
	expect(verified).not.toContain("✗");
	expect(await ok("certificate", "show", "--tenant", "acme", ...data)).toBe(readFileSync(file, "utf8"));
	expect(readdirSync(at("one", "tenants", "acme"))).toEqual(["audit"]);
	expect(await ok("audit", "verify", "--tenant", "acme", ...data)).toContain("each linked to the one before");
	expect(await ok("audit", "show", "--tenant", "acme", ...data)).toContain("tenant.wipe");
	expect((await run("search", "--tenant", "acme", "engineer", ...data)).err).toContain("tenant-not-found");
	expect(await ok("search", "--tenant", "other", "engineer", ...data)).toContain("Jane Roe");
	// Whoever put the old files back has no key for them, nor has the product.
	cpSync(at("kept"), storePlace(at("one"), { kind: "tenant", tenant: acme }).folder, { recursive: true });
	expect((await run("search", "--tenant", "acme", "engineer", ...data)).code).toBe(1);
	const right = readFileSync(file, "utf8");
	writeFileSync(file, right.replace('"method": "purge"', '"method": "destroy",\n"method": "purge"'));
	expect((await run("certificate", "verify", file)).err).toContain('"method" stands twice');
	const wrong = JSON.parse(right);
	wrong.certificate.reason = "another";
	writeFileSync(file, JSON.stringify(wrong));
	const forged = await run("certificate", "verify", file, "--trust", fingerprint);
	expect([forged.code, forged.out.includes("✗")]).toEqual([1, true]);
	expect((await run("certificate", "verify", at("cv.txt"))).err).toContain("invalid-certificate");
	expect((await run("certificate", "verify", at("nosuch.json"))).err).toContain("error file-not-found");
});

test("nobody signs for another tenant's wipe than he reads of", async () => {
	const day = "2026-01-01T00:00:00.000Z";
	const terms = {
		statement: "tributary/wipe-approval/v1",
		request: "r",
		tenant: "other",
		organization: 1,
		reason: "over",
	};
	const text = JSON.stringify({ ...terms, requestedAt: day, coolingOffUntil: day });
	const sign = (name: string, written: string) => {
		writeFileSync(at(name), written);
		return run("approver", "sign", at(name), "--approver", "ada", "--key", at("ada.pem"));
	};
	expect((await sign("plain.json", text)).out).toContain('"tenant": "other"');
	const { code, err } = await sign("twice.json", text.replace('"reason"', '"tenant":"acme","reason"'));
	expect([code, err]).toEqual([1, expect.stringContaining('"tenant" stands twice')]);
});

test("who takes an approved wipe back is told whether the tenant is served again, and is not where somebody disabled it", async () => {
	const cancel = async (name: string, ...before: readonly (readonly string[])[]) => {
		const data = copyOf(name);
		for (const verb of before) await ok(...verb, ...data);
		return ok("tenant", "wipe", "cancel", "acme", ...data);
	};
	expect(await cancel("taken-back")).toContain("acme is served");
	expect(await cancel("kept-disabled", ["tenant", "disable", "acme"])).toContain("tenant enable acme serves it again");
});

/** Chosen anew in each run, and told where it fails. */
const SEED = Date.now() % 100_000;

test("whenever it is killed, running it again finishes it", { timeout: 300_000 }, async () => {
	let killed = 0;
	for (let round = 0; round < 5; round++) {
		const name = `killed-${round}`;
		const data = copyOf(name);
		const place = storePlace(at(name), { kind: "tenant", tenant: parseTenantId("acme") });
		const milliseconds = 300 + ((SEED * (round + 1) * 7919) % 900);
		if (await killedAfter(milliseconds, "tenant", "wipe", "run", "acme", ...data)) killed++;
		const file = at(`${name}.json`);
		await ok("tenant", "wipe", "run", "acme", "--out", file, ...data);
		await ok("certificate", "verify", file);
		expect(existsSync(place.folder), `seed ${SEED}, round ${round}`).toBe(false);
		expect(await ok("audit", "verify", "--tenant", "acme", ...data)).toContain("✓");
		const engine = await openEmbeddedEngine({ dataDir: at(name) });
		await expect(
			engine.open({ kind: "tenant", tenant: parseTenantId("acme") }, new Uint8Array(32)),
		).rejects.toMatchObject({
			code: "not-found",
		});
		await engine.close();
	}
	expect(killed).toBeGreaterThan(0);
});

/** @returns whether it was still running then */
function killedAfter(milliseconds: number, ...args: readonly string[]): Promise<boolean> {
	const main = path.resolve(import.meta.dirname, "../../src/main.ts");
	const child = spawn(process.execPath, [main, ...args], { stdio: "ignore" });
	const timer = setTimeout(() => child.kill("SIGKILL"), milliseconds);
	return new Promise((resolve) =>
		child.once("close", (_, signal) => {
			clearTimeout(timer);
			resolve(signal === "SIGKILL");
		}),
	);
}
