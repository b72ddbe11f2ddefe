import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { buildProgram } from "../../src/cli/program.ts";
import { paceOf, paint, print, printJson, remark, table } from "../../src/cli/terminal.ts";
import { configFor } from "../../src/config.ts";
import { CandidateImport } from "../../src/domain/candidate.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { importCandidates } from "../../src/ingest/import-candidate.ts";
import { openPlatform } from "../../src/server.ts";
import { run } from "./run.ts";

let folder = "";
const at = (...names: string[]) => path.join(folder, ...names);
beforeAll(() => {
	folder = mkdtempSync(path.join(os.tmpdir(), "tributary-options-"));
	writeFileSync(at("cv.txt"), "Jane Roe\njane@example.com\n\nExperience\nEngineer, Acme, 2020 - 2022\n");
});
afterAll(() => rmSync(folder, { recursive: true }));

test("what somebody typed reaches a terminal as text: no control, no second row, no reversal; JSON means the same", () => {
	vi.stubEnv("FORCE_COLOR", "1");
	let shown = "";
	const spies = ([process.stdout, process.stderr] as const).map((stream) =>
		vi.spyOn(stream, "write").mockImplementation((text) => {
			shown += String(text);
			return true;
		}),
	);
	const evil = "a\u001b[2J\u009b\u0007\r\u202eb";
	const coloured = paint("red", `ours ${evil}`);
	print(coloured);
	remark(evil);
	print(table(["name"], [[`${evil}\r\nforged row`]]));
	printJson({ name: evil });
	for (const spy of spies) spy.mockRestore();
	vi.unstubAllEnvs();
	const text = "a\\u001b[2J\\u009b\\u0007\\u000d\\u202eb";
	const red = (words: string) => `\u001b[31m${words}\u001b[39m`;
	expect(shown.split("\n").slice(0, 3)).toEqual([red(`ours ${text}`), text, "name"]);
	expect(shown).toContain(`${text}\\u000d\\u000aforged row`);
	expect(JSON.parse(shown.slice(shown.indexOf("{")))).toEqual({ name: evil });
	expect(shown.replaceAll(/\u001b\[(?:31|39)m/g, "")).toMatch(/^[^\p{Cc}\u202e]*(?:\n[^\p{Cc}\u202e]*)*$/u);
});

test.each(["--data", "--config"])("start takes no %s, and says so", async (name) => {
	const { code, err } = await run(name, "elsewhere", "start");
	expect(code).toBe(2);
	expect(err).toContain(`takes no ${name}`);
});

const WRONG: readonly [string, string[]][] = [
	["--port", ["start", "--port", "abc"]],
	["--port", ["start", "--port", "70000"]],
	["--port", ["start", "--port", "-1"]],
	["--port", ["start", "--port", ""]],
	["--as-of", ["parse", "cv.txt", "--as-of", "2026-13-45"]],
	["--as-of", ["parse", "cv.txt", "--as-of", "2026-02-30"]],
	["--as-of", ["parse", "cv.txt", "--as-of", "tomorrow"]],
	["--workers", ["parse", "cv.txt", "--workers", "x"]],
	["--workers", ["parse", "cv.txt", "--workers", "0"]],
	["--page", ["search", "java", "--tenant", "acme", "--page", "0"]],
	["--page", ["search", "java", "--tenant", "acme", "--page", "1e9"]],
	["--page-size", ["search", "java", "--tenant", "acme", "--page-size", "1.5"]],
	["--min-years", ["search", "java", "--tenant", "acme", "--min-years", "few"]],
	["--max-years", ["search", "java", "--tenant", "acme", "--max-years", "-3"]],
	["--origin", ["search", "java", "--tenant", "acme", "--origin", "nowhere"]],
	["--limit", ["audit", "show", "--tenant", "acme", "--limit", "abc"]],
	["--limit", ["audit", "show", "--tenant", "acme", "--limit", "0"]],
	["--generation", ["simulate-ats", "--tenant", "demo-a", "--generation", "3"]],
	["--candidates", ["simulate-ats", "--tenant", "demo-a", "--candidates", "many"]],
	["--organization", ["simulate-ats", "--tenant", "demo-a", "--organization", "urn"]],
	["--scope", ["client", "create", "--tenant", "acme", "--scope", "everything"]],
];

test.each(WRONG)("a wrong %s is named as what is wrong, before anything is opened: %j", async (option, line) => {
	const { code, out, err } = await run(...line);
	expect([code, out]).toEqual([2, ""]);
	expect(err).toMatch(new RegExp(`option '${option} <[^']+' argument '[^']*' is invalid\\. \\S`));
});

test("a day is taken as it is meant", async () => {
	const { code, out } = await run("parse", at("cv.txt"), "--json", "--as-of", "2024-02-29");
	expect([code, JSON.parse(out).meta.asOf]).toEqual([0, "2024-02-29"]);
});

test("a filter that is wrong is named by its option", async () => {
	expect((await run("tenant", "create", "acme", "--data", at("store"))).code).toBe(0);
	const search = ["search", "java", "--tenant", "acme", "--data", at("store")];
	expect((await run(...search, "--skill", "x".repeat(300))).err).toContain("  --skill: ");
	expect((await run(...search, "--profile", "none.v9")).err).toContain("  --profile: There is no ranking profile");
});

test("people who applied before, or never, are asked for by a switch; without it by neither", async () => {
	await run("tenant", "create", "applied", "--data", at("store"));
	const people = [
		{ id: "yes", resume: { basics: { label: "Welder" } }, applications: [{ id: "1", jobId: "R1" }] },
		{ id: "no", resume: { basics: { label: "Welder" } } },
	];
	const platform = await openPlatform(configFor({ dataDir: at("store"), masterKey: { file: at("store.key") } }));
	const scope = await platform.operatorScope(parseTenantId("applied"), "test");
	await importCandidates(
		scope,
		platform.ingest,
		people.map((one) => CandidateImport.parse(one)),
	);
	await platform.close();
	const found = async (...more: string[]) => {
		const { out } = await run("search", "welder", "--tenant", "applied", "--data", at("store"), "--json", ...more);
		return JSON.parse(out)
			.hits.map(({ candidateId }: { candidateId: string }) => candidateId)
			.toSorted();
	};
	expect(await found("--rediscovered")).toEqual(["yes"]);
	expect(await found("--no-rediscovered")).toEqual(["no"]);
	expect(await found()).toEqual(["no", "yes"]);
});

describe("what is not there is told with what to do", () => {
	beforeAll(async () => {
		await run("tenant", "create", "known", "--data", at("store"));
	});

	test.each([
		["a file", () => ["parse", "/nope"], /file-not-found.*\n.*no file or folder \/nope\.\n.*Check the path/],
		["a tenant", () => ["tenant", "show", "nope", "--data", at("store")], /no tenant nope\.\n.*tenant list/],
		[
			"a tenant to work on",
			() => ["search", "java", "--tenant", "nope", "--data", at("store")],
			/tenant-not-found.*\n.*no tenant nope\.\n.*tenant list/,
		],
		[
			"data",
			() => ["tenant", "list", "--data", at("none")],
			/no-data.*\n.*none, nor its master key .*none\.key\.\n.*tenant create/,
		],
		["a configuration", () => ["serve", "--config", "/nope"], /\n {2}There is no file \/nope\.\n/],
	])("%s", async (_name, line, message) => {
		const { code, err } = await run(...line());
		expect(code).toBe(1);
		expect(err).toMatch(message);
		expect(err).not.toContain("credentials");
		expect(err).not.toMatch(/^\s*:/m);
	});

	test("a configuration for serve", async () => {
		const { code, err } = await run("serve");
		expect([code, err]).toEqual([2, expect.stringContaining("--config FILE")]);
	});
});

describe("the help", () => {
	const verbs = buildProgram().commands.flatMap((verb) => [verb, ...verb.commands]);
	const demanding = verbs.filter((verb) => verb.options.some(({ mandatory }) => mandatory));

	test.each(demanding.map((verb) => [verb.name(), verb] as const))("of %s marks what must be given", (_name, verb) => {
		const required = verb.options.filter(({ mandatory }) => mandatory);
		const text = verb.helpInformation().replaceAll(/\s+/g, " ");
		for (const { flags } of required) expect(text).toMatch(new RegExp(`${flags} [^<]*\\(required\\)`));
		expect(text.match(/\(required\)/g)).toHaveLength(required.length);
	});

	test("marks the tenant wherever it is needed", () => {
		expect(demanding.length).toBeGreaterThanOrEqual(5);
	});
});

test.each([
	[1, 32, 1.1, "0.9/s · 35s left"],
	[200, 1000, 4, "50/s · 16s left"],
	[10, 1000, 10, "1.0/s · 16m 30s left"],
	[32, 32, 9, "3.6/s · 0s left"],
])("%s of %s after %s s: %s", (done, total, seconds, shown) => {
	expect(paceOf(done, total, seconds)).toBe(shown);
});
