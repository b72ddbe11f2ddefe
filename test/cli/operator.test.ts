import { writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "../tenancy/rig.ts";
import { run } from "./run.ts";

/** With a configuration file data are opened by named operators with a grant only. */

const folder = temporaryFolder();
const at = (name: string) => path.join(folder, name);
const config = () => ["--config", at("tributary.json")];
const json = async (...args: readonly string[]) => {
	const { code, out, err } = await run(...config(), ...args, "--json");
	expect([code, err]).toEqual([0, expect.anything()]);
	return JSON.parse(out);
};
const search = (...more: readonly string[]) =>
	run(...config(), "search", "java", "--tenant", "acme", "--json", ...more);

beforeAll(async () => {
	await run("tenant", "create", "acme", "--data", at("store"));
	writeFileSync(
		at("tributary.json"),
		JSON.stringify({ dataDir: "store", masterKey: { file: "store.key" }, approverWaitHours: 0 }),
		{
			mode: 0o600,
		},
	);
	for (const name of ["ada", "olga"]) {
		await run("approver", "key", "--out", at(`${name}.pem`));
		const role = name === "olga" ? "operator" : "approver";
		await run(...config(), "approver", "add", name, "--public-key", at(`${name}.pem.pub`), "--role", role);
	}
}, 180_000);

describe("a tenant's data", () => {
	test("are opened with a grant: asked for, approved by another, named in the log", async () => {
		const as = ["--as", "olga", "--key", at("olga.pem"), "--reason", "ticket 4711"];
		const key = ["--operator", "olga", "--operator-key", at("olga.pem")];
		expect((await search()).err).toContain("operator-grant-required");
		expect((await search(...key)).err).toContain("operator-grant-required");
		const { id } = await json("operator", "request", "acme", ...as);
		expect((await search(...key)).err).toContain("operator-grant-required");
		await json("operator", "approve", "acme", id, "--approver", "ada", "--key", at("ada.pem"));
		expect((await search(...key)).code).toBe(0);
		expect((await search("--operator", "olga", "--operator-key", at("ada.pem"))).err).toContain("approval-refused");
		const shown = await run(...config(), "audit", "show", "--tenant", "acme", "--json", ...key);
		expect(shown.out).toContain(`"actor":{"kind":"operator","id":"olga"}`);
		expect(shown.out).toContain(`approved ${id}: `);
		await run(...config(), "operator", "end", "acme", id, ...key);
		expect((await search(...key)).err).toContain("operator-grant-required");
		const broken = await run(...config(), "operator", "break-glass", "acme", ...as);
		expect([broken.code, broken.err]).toEqual([0, expect.stringContaining("The tenant is told")]);
		expect((await search(...key)).code).toBe(0);
		const listed = await run(...config(), "operator", "list", "acme");
		expect(listed.out).toMatch(/break-glass.*open/);
	}, 180_000);

	test("of a folder that is named are opened by whoever may run the command", async () => {
		const { code } = await run("search", "java", "--tenant", "acme", "--json", "--data", at("store"));
		expect(code).toBe(0);
	}, 90_000);
});
