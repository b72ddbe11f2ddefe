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
