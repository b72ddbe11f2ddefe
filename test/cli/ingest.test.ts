import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { ingestFiles } from "../../src/cli/ingest.ts";
import { TributaryError } from "../../src/errors.ts";
import type { Platform } from "../../src/server.ts";
import { createMasterKeyFile } from "../../src/tenancy/vault.ts";
import { run } from "./run.ts";

const TEXT = "Jane Roe\njane@example.com\n\nExperience\nEngineer, Acme, 2020 - 2022\n";
let folder = "";
const at = (...names: string[]) => path.join(folder, ...names);
beforeAll(async () => {
	folder = mkdtempSync(path.join(os.tmpdir(), "tributary-ingest-"));
	createMasterKeyFile(at("master.key"));
	const config = {
		dataDir: "data",
		masterKey: { file: "master.key" },
		limits: { fileBytes: 2048 },
		operatorAccess: "open",
	};
	writeFileSync(at("config.json"), JSON.stringify(config), { mode: 0o600 });
	mkdirSync(at("resumes"));
	await run("tenant", "create", "acme", "--config", at("config.json"));
});
afterAll(() => rmSync(folder, { recursive: true }));

test("each file ends searchable, kept with the reason, or, beyond the configured limit, not kept", async () => {
	writeFileSync(at("resumes", "good.txt"), TEXT);
	writeFileSync(at("resumes", "empty.pdf"), "");
	writeFileSync(at("resumes", "large.txt"), TEXT.repeat(100));
	writeFileSync(at("resumes", "people.csv"), "name\n");
	const { code, out, err } = await run(
		"ingest",
		at("resumes"),
		"--tenant",
		"acme",
		"--json",
		"--config",
		at("config.json"),
	);
	expect(code).toBe(1);
	const results = out
		.trim()
		.split("\n")
		.map((line) => JSON.parse(line));
	expect(results).toMatchObject([
		{ file: at("resumes", "empty.pdf"), candidateId: expect.any(String), failure: { code: "file-empty" } },
		{ file: at("resumes", "good.txt"), candidateId: expect.any(String), failure: null },
		{
			file: at("resumes", "large.txt"),
			candidateId: null,
			failure: { code: "file-too-large", detail: "At most 2048 bytes are accepted." },
		},
	]);
	expect(err).toContain("1 candidates searchable, 1 files kept but not read, 1 not kept; 1 other file left alone");
});

test("access that ends meanwhile counts with the next file", async () => {
	const open = vi.fn(() => Promise.reject(new TributaryError("operator-grant-required")));
	const files = ["good.txt", "again.txt"].map((name) => ({ path: at("resumes", name), relative: name }));
	for (const { path } of files) writeFileSync(path, TEXT);
	const results = await ingestFiles({ fileBytes: 2048 } as Platform, open, files);
	expect(results.map(({ failure }) => failure?.code)).toEqual(["operator-grant-required", "operator-grant-required"]);
	expect(open).toHaveBeenCalledTimes(2);
});
