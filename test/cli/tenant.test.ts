import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { run } from "./run.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-tenant-"));
const data = ["--data", path.join(folder, "data")];
afterAll(() => rmSync(folder, { recursive: true }));

test("a tenant that asks for no personal data has what is stored cleaned, and the log says so", async () => {
	const bullets = "- Built a bridge\n- Marital status: married\n- Built another";
	const resume = path.join(folder, "cv.txt");
	writeFileSync(resume, `Jane Roe\njane@example.com\n\nExperience\nEngineer, Acme GmbH\n2020 - 2022\n${bullets}\n`);
	await run("tenant", "create", "acme", ...data);
	await run("ingest", resume, "--tenant", "acme", ...data);
	const set = (value: string) => run("tenant", "set", "acme", "--drop-personal-data", value, ...data);
	expect((await set("on")).out).toContain("1 stored candidates had personal data taken out");
	expect((await set("on")).out).toContain("0 stored candidates");
	const { out } = await run("audit", "show", "--tenant", "acme", ...data);
	expect(out).toContain("candidate.write");
});

test("an import says what of the archive is brought back, and what is only to be read there", async () => {
	const at = (name: string) => path.join(folder, name);
	const { privateKey, publicKey } = generateKeyPairSync("x25519");
	writeFileSync(at("customer.pem"), privateKey.export({ format: "pem", type: "pkcs8" }), { mode: 0o600 });
	writeFileSync(at("customer.pub"), publicKey.export({ format: "pem", type: "spki" }));
	await run("tenant", "create", "leaving", ...data);
	await run("tenant", "export", "leaving", "--to-key", at("customer.pub"), "--out", at("leaving.age"), ...data);
	const key = ["--identity", at("customer.pem")];
	const { out } = await run("tenant", "import", at("leaving.age"), ...key, "--tenant", "back", ...data);
	expect(out).toMatch(/^✓ tenant back: 0 people, 0 files, 0 records of the ATS, from leaving$/m);
	expect(out).toMatch(/not brought back: 0 accounts, \d+ entries of the log$/m);
});
