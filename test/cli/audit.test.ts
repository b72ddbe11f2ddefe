import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { runCommandLine } from "../../src/cli/program.ts";
import { configFor } from "../../src/config.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { openPlatform } from "../../src/server.ts";

/** `audit` on the embedded engine, as an admin types it. */

const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-cli-"));
const data = path.join(folder, "data");
afterAll(() => rmSync(folder, { recursive: true }));

async function run(...words: string[]): Promise<{ readonly code: number; readonly said: string }> {
	let said = "";
	const listen = (text: string | Uint8Array) => {
		said += String(text);
		return true;
	};
	const spies = [vi.spyOn(process.stdout, "write"), vi.spyOn(process.stderr, "write")];
	for (const spy of spies) spy.mockImplementation(listen);
	try {
		const code = await runCommandLine(["node", "tributary", "--data", data, ...words]);
		return { code, said };
	} finally {
		for (const spy of spies) spy.mockRestore();
	}
}

const verify = (tenant: string, ...more: string[]) => run("audit", "verify", "--tenant", tenant, ...more);
const logOf = (tenant: string) => path.join(data, "tenants", tenant, "audit");
const aside = path.join(folder, "aside");

describe("a log", () => {
	beforeAll(async () => {
		for (const id of ["acme", "other"]) expect((await run("tenant", "create", id, "--name", id)).code).toBe(0);
	});

	test("that is whole is said to be whole", async () => {
		expect(await verify("acme")).toMatchObject({ code: 0, said: expect.stringContaining("2 entries, each linked") });
	});

	test("shows what was done, filtered", async () => {
		const show = (...more: string[]) => run("audit", "show", "--tenant", "acme", "--json", ...more);
		const lines = async (...more: string[]) => (await show(...more)).said.split("\n").filter((line) => line !== "");
		expect(await lines("--action", "tenant.create")).toHaveLength(2);
		expect(await lines("--action", "tenant.create", "--limit", "1")).toHaveLength(1);
		expect(await lines("--action", "search,candidate.read")).toEqual([]);
		expect(await lines("--since", "2999-01-01")).toEqual([]);
		expect((await show("--action", "dance")).code).toBe(2);
	});

	test("that was taken away is gone, although the tenant exists", async () => {
		renameSync(logOf("acme"), aside);
		const gone = expect.stringContaining("The audit log of acme is gone, although the tenant exists.");
		expect(await verify("acme")).toEqual({ code: 1, said: gone });
		expect(JSON.parse((await verify("acme", "--json")).said)).toMatchObject({ ok: false, entries: 0, reason: gone });
		// Nothing else is answered either, and not as if there were no such tenant.
		expect(await run("search", "--tenant", "acme", "java")).toEqual({ code: 1, said: gone });
		renameSync(aside, logOf("acme"));
		expect((await verify("acme")).code).toBe(0);
		expect(await verify("nobody")).toEqual({ code: 1, said: expect.stringContaining("tenant-not-found") });
	});

	test("of another tenant in its place is not this tenant's", async () => {
		renameSync(logOf("acme"), aside);
		renameSync(logOf("other"), logOf("acme"));
		const { code, said } = await verify("acme");
		expect([code, said]).toEqual([1, expect.stringContaining("is not this tenant's log")]);
		expect(said).not.toContain("master key");
		renameSync(logOf("acme"), logOf("other"));
		renameSync(aside, logOf("acme"));
	});

	test("shows a change that was begun and of which no end is known", async () => {
		const platform = await openPlatform(configFor({ dataDir: data, masterKey: { file: `${data}.key` } }));
		const scope = await platform.operatorScope(parseTenantId("acme"), "test");
		// The process ends while the change is being made.
		const begun = Promise.withResolvers<void>();
		const at = ((await platform.tenancy.audit.latest(parseTenantId("acme"), 1))[0]?.seq ?? 0) + 1;
		void scope.record("job.write", { jobId: "j" }, () => {
			begun.resolve();
			return new Promise<never>(() => {});
		});
		await begun.promise;
		await platform.close();
		const { code, said } = await verify("acme");
		expect([code, said]).toEqual([0, expect.stringContaining(`1 begun without a known end: in ${at}`)]);
		expect(JSON.parse((await verify("acme", "--json")).said)).toMatchObject({ ok: true, unfinished: [at] });
		const shown = (await run("audit", "show", "--tenant", "acme")).said;
		expect(shown).toMatch(/job\.write .*begun, no end known/);
		expect(shown).toMatch(/tenant\.create .*ok, begun in 1/);
		expect(shown).toMatch(/tenant\.create .*begun\n/);
	});
});

test.each(["abc", "0", "-1", "1.5", "1e3", "100001", ""])("--limit %j is told as what it is", async (limit) => {
	const { code, said } = await run("audit", "show", "--tenant", "acme", `--limit=${limit}`);
	expect([code, said]).toEqual([2, expect.stringContaining("Give a whole number from 1 to 100000.")]);
});

test("a log that was exported is checked by the file, the key and a head that was kept", async () => {
	const signed = await run("audit", "head", "--tenant", "other", "--json");
	// Whoever looks at the head is in the log, too.
	const { fingerprint, head } = JSON.parse(signed.said);
	const kept = `${data}-head.json`;
	writeFileSync(kept, signed.said);
	const file = `${data}-audit.ndjson`;
	expect((await run("audit", "export", "--tenant", "other", "--out", file)).code).toBe(0);
	const check = (...more: readonly string[]) => run("audit", "check", file, "--trust", fingerprint, ...more);
	expect(await check("--head", kept)).toMatchObject({
		code: 0,
		said: expect.stringContaining(`${head.size + 1} entries`),
	});
	expect((await run("audit", "export", "--tenant", "other", "--out", file)).said).toContain("not overwritten");
	writeFileSync(file, readFileSync(file, "utf8").replace('"outcome":"begun"', '"outcome":"ok"'));
	expect(await check()).toMatchObject({ code: 1, said: expect.stringContaining("line 2: its hash does not match") });
	expect((await run("audit", "check", kept)).said).toContain("no head of a log");
	expect((await run("audit", "check", "nothing-here")).said).toContain("There is no");
});
