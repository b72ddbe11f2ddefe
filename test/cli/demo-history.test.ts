import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DEMO_TENANTS } from "../../src/cli/demo.ts";
import { DemoHistory, syncHistories } from "../../src/cli/demo-history.ts";
import { configFor } from "../../src/config.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { importCandidates } from "../../src/ingest/import-candidate.ts";
import type { Platform } from "../../src/server/platform.ts";
import { openPlatform } from "../../src/server.ts";
import { readHealth } from "../../src/sync/health.ts";
import { candidateHistory } from "../../src/sync/history.ts";
import { createMasterKeyFile } from "../../src/tenancy/vault.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-history-"));
let platform: Platform;
beforeAll(async () => {
	const masterKey = { file: path.join(folder, "data.key") };
	createMasterKeyFile(masterKey.file);
	platform = await openPlatform(configFor({ dataDir: path.join(folder, "data"), masterKey }));
});
afterAll(async () => {
	await platform.close();
	rmSync(folder, { recursive: true });
});

const demo = (...names: string[]) => path.resolve("corpora", "demo", ...names);
const lines = (file: string) =>
	readFileSync(file, "utf8")
		.trimEnd()
		.split("\n")
		.map((line) => JSON.parse(line));

test.each(DEMO_TENANTS)(
	"every line of $id is taken, is of a resume that is there, and is new today",
	async ({ id, folder: own }) => {
		const tenant = await platform.tenancy.tenants.create({ id: parseTenantId(id), name: id });
		const scope = await platform.operatorScope(tenant.id, "test");
		const histories = lines(demo(own, "history.ndjson")).map((line) => DemoHistory.parse(line));
		const files = readdirSync(demo(own, "resumes"));
		expect(histories.filter(({ file }) => !files.includes(file))).toEqual([]);
		const people = new Map(histories.map(({ file }) => [file, file.slice(0, 4)]));
		await importCandidates(
			scope,
			platform.ingest,
			[...people.values()].map((one) => ({ id: one, resume: { basics: { name: one } } })),
		);
		const taken = await syncHistories(platform, scope, histories, people);
		const jobs = new Set(lines(demo(own, "jobs.ndjson")).map((job) => job.id));
		const applications = histories.filter(({ job }) => job !== undefined);
		expect(taken.applications).toBe(applications.length);
		expect(taken.remarks).toBe(histories.reduce((sum, { notes, feedback }) => sum + notes.length + feedback.length, 0));
		expect(applications.filter(({ job = "" }) => jobs.has(job)).length).toBeGreaterThan(applications.length * 0.8);
		const { health } = await readHealth(scope.store);
		expect(health.failures).toEqual([]);
		const newest = Date.parse(health.kinds.application?.newestChangeAt ?? "");
		expect(Date.now() - newest).toBeLessThan(24 * 3600 * 1000);
		const [first] = applications;
		const told = await candidateHistory(scope, first?.file.slice(0, 4) ?? "");
		expect(told.applications[0]).toMatchObject({ jobTitle: first?.jobTitle, source: first?.source });
		expect(told.applications[0]?.stages.length).toBe(first?.stages.length);
	},
);
