import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "./run.ts";

let folder = "";
/** Each command opens the data anew. */
const TIMEOUT = 180_000;
const webhook = (...args: readonly string[]) =>
	run("webhook", ...args, "--tenant", "acme", "--data", path.join(folder, "store"));
// A literal address needs no name server.
const url = "https://93.184.215.14/hook";

beforeAll(async () => {
	folder = mkdtempSync(path.join(os.tmpdir(), "tributary-webhook-"));
	expect((await run("tenant", "create", "acme", "--data", path.join(folder, "store"))).code).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true }));

test(
	"a webhook is made with its secret, listed without, and removed",
	async () => {
		const made = await webhook("create", "crm", "--url", url, "--events", "candidate.changed,tenant.wiped");
		const secret = /secret {2}(whsec_\S+)/.exec(made.out)?.[1] ?? "none";
		expect([made.code, secret.length]).toEqual([0, 50]);
		const again = await webhook("create", "crm", "--url", url, "--events", "tenant.wiped");
		expect([again.code, again.out]).toEqual([0, expect.not.stringContaining("whsec_")]);
		const listed = await webhook("list");
		expect(listed.out).toMatch(/crm +https:\/\/93\.184\.215\.14\/hook +tenant\.wiped +on/);
		expect(listed.out + (await webhook("list", "--json")).out).not.toContain(secret.slice(6));
		expect(JSON.parse((await webhook("dead-letters", "--json")).out)).toEqual([]);
		expect((await webhook("remove", "crm")).code).toBe(0);
		expect((await webhook("remove", "crm")).err).toContain("not-found");
		expect(JSON.parse((await webhook("list", "--json")).out)).toEqual([]);
	},
	TIMEOUT,
);

test(
	"what cannot be taken is told",
	async () => {
		const refused = await webhook("create", "crm", "--url", "https://10.0.0.1/", "--events", "tenant.wiped");
		expect([refused.code, refused.err]).toEqual([1, expect.stringContaining("address-not-allowed")]);
		expect(refused.err).toContain("not one of the public internet");
		const unknown = await webhook("create", "crm", "--url", url, "--events", "everything");
		expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining("There is no everything")]);
		const named = await webhook("create", "dead-letters", "--url", url, "--events", "tenant.wiped");
		expect([named.code, named.err]).toEqual([1, expect.stringContaining("/id: This id is taken.")]);
	},
	TIMEOUT,
);
