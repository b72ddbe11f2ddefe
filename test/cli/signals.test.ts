import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { run } from "./run.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-signals-"));
const data = ["--data", path.join(folder, "data"), "--tenant", "acme"];
afterAll(() => rmSync(folder, { recursive: true }));

const set = (...options: string[]) => run("tenant", "set", "acme", ...options, ...data.slice(0, 2));
const lines = async () => (await run("signals", "export", ...data)).out.split("\n").filter((line) => line !== "");

test("signals are off at first, and a tenant that has none is told so", async () => {
	await run("tenant", "create", "acme", ...data.slice(0, 2));
	const people = ["Java developer", "Java engineer", "Nurse who knows java"].map((label, index) => {
		const file = path.join(folder, `p${index}.json`);
		const basics = { name: `Person ${index}`, email: `p${index}@example.com`, label };
		writeFileSync(file, JSON.stringify({ basics, work: [{ name: "Acme", position: label, startDate: "2020-01" }] }));
		return file;
	});
	expect((await run("ingest", ...people, ...data)).code).toBe(0);
	expect((await run("signals", "export", ...data)).err).toContain("signals-off");
	expect((await run("experiment", "start", ...data, "--profile", "default.v1,tuned.v1")).err).toContain("signals-off");
});

test("an experiment is started, a search is kept, and read", async () => {
	expect((await set("--signals", "on", "--signal-days", "30")).out).toContain('"signals":true,"signalDays":30');
	const started = await run("experiment", "start", ...data, "--profile", "default.v1", "--profile", "tuned.v1");
	expect(started.out, started.err).toContain("default.v1 (a) against tuned.v1 (b)");
	expect((await run("search", ...data, "java")).code).toBe(0);
	expect((await lines()).map((line) => JSON.parse(line).position)).toEqual([1, 2, 3]);
	expect((await run("experiment", "start", ...data, "--profile", "default.v1")).code).toBe(2);
});

test("rates, an estimate and the outcome are printed", async () => {
	expect((await run("signals", "rates", ...data)).out).toMatch(/place +shown +opened/);
	const estimated = await run("signals", "estimate", ...data, "--profile", "tuned.v1");
	expect(estimated.out).toContain("1 pages with 0 people opened");
	expect((await run("signals", "estimate", ...data, "--profile", "tuned.v1", "--kind", "liked")).code).toBe(2);
	const status = await run("experiment", "status", ...data);
	expect(status.out).toContain("1 pages");
	expect(status.out).toContain("sign test");
});

test("switched off, all of it is deleted", async () => {
	expect((await run("experiment", "stop", ...data)).out).toContain("stopped");
	expect((await set("--signals", "off")).code).toBe(0);
	await set("--signals", "on");
	expect(await lines()).toEqual([]);
});
