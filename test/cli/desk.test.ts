import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { configFor } from "../../src/config.ts";
import { doInBulk } from "../../src/desk/bulk.ts";
import { parseOwner } from "../../src/desk/owner.ts";
import { writeProject } from "../../src/desk/projects.ts";
import { writeSaved } from "../../src/desk/saved-searches.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { importCandidate } from "../../src/ingest/import-candidate.ts";
import { openPlatform } from "../../src/server.ts";
import { person, seated } from "../desk/desk-rig.ts";
import { run } from "./run.ts";

let folder = "";
/** Each command opens the data anew. */
const TIMEOUT = 180_000;
const data = () => path.join(folder, "store");
const verb = (...args: readonly string[]) => run(...args, "--tenant", "acme", "--data", data());

beforeAll(async () => {
	folder = mkdtempSync(path.join(os.tmpdir(), "tributary-desk-"));
	expect((await run("tenant", "create", "acme", "--data", data())).code).toBe(0);
	const platform = await openPlatform(configFor({ dataDir: data(), masterKey: { file: `${data()}.key` } }));
	const scope = await platform.operatorScope(parseTenantId("acme"), "test");
	for (const seat of ["rita", "omar"]) await seated(scope, seat, true);
	const owner = parseOwner("seat:rita");
	const { search, ingest } = platform;
	const request = { query: "java", filters: {} };
	await writeSaved(scope, { search, clock: ingest.clock }, owner, "java", {
		name: "J",
		request,
		alert: { every: "day" },
	});
	await writeProject(scope, owner, "berlin", { name: "Berlin", description: "", shared: false }, new Date());
	await importCandidate(scope, ingest, person("c-1"));
	const desk = { search, ...ingest, announce: async () => [], announced: () => {}, exportRowsPerDay: 1 };
	const people = [{ candidateId: "c-1" }];
	await doInBulk(scope, desk, owner, { action: "addToProject", project: "berlin", status: "hired", note: "x", people });
	await platform.close();
}, TIMEOUT);
afterAll(() => rmSync(folder, { recursive: true }));

test(
	"saved searches are listed and run for one owner, and for no other",
	async () => {
		const listed = await verb("saved-search", "list", "--owner", "seat:rita");
		expect(listed.out).toMatch(/java +J +java +day +\d{4}-/);
		const ran = await verb("saved-search", "run", "java", "--owner", "seat:rita", "--json", "--seen");
		expect(JSON.parse(ran.out)).toMatchObject({ total: 1, people: [{ candidateId: "c-1" }] });
		expect((await verb("saved-search", "run", "java", "--owner", "seat:rita")).out).toContain("0 new of 1");
		expect((await verb("saved-search", "run", "java", "--owner", "seat:omar")).err).toContain("not-found");
		expect(JSON.parse((await verb("saved-search", "list", "--owner", "seat:omar", "--json")).out)).toEqual([]);
	},
	TIMEOUT,
);

test(
	"projects are listed and shown",
	async () => {
		expect((await verb("project", "list", "--owner", "seat:rita")).out).toMatch(/berlin +Berlin +seat:rita +1/);
		expect((await verb("project", "show", "berlin", "--owner", "seat:rita")).out).toMatch(/c-1 +hired +x/);
		expect(JSON.parse((await verb("project", "list", "--owner", "client:x", "--json")).out)).toEqual([]);
		const wrong = await verb("project", "list", "--owner", "rita");
		expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining("seat:ID or client:ID")]);
	},
	TIMEOUT,
);

test(
	"people are tagged, hidden, listed and taken away, each told what became of it",
	async () => {
		const omar = ["--owner", "seat:omar"];
		expect((await verb("people", "tag", "c-1", "profile:nobody", "--tags", "gold", ...omar)).out).toMatch(
			/c-1 +done\nprofile:nobody +\S.*/,
		);
		expect((await verb("people", "tag", "c-1", "--tags", "gold", ...omar)).out).toMatch(/c-1 +as it was/);
		expect((await verb("project", "make", "mine", "--name", "Mine", ...omar)).out).toContain("made: Mine");
		await verb("people", "add", "c-1", "--project", "mine", "--status", "contacted", ...omar);
		expect((await verb("project", "export", "mine", ...omar)).out).toMatch(/^place,.*[a-z]\r\n1,.*contacted.*"\r\n$/);
		expect((await verb("people", "move", "c-1", "--project", "mine", "--to", "3", ...omar)).out).toMatch(
			/c-1 +as it was/,
		);
		const silver = ["--filters", '{"tags":["silver"]}'];
		expect((await verb("people", "export", "java", ...silver, ...omar)).out).toMatch(/^rank,[a-zA-Z,]*\r\n$/);
		const filters = ["--filters", '{"tags":["gold"]}', "--facets", "tag"];
		expect((await verb("search", "java", ...filters)).out).toMatch(/\ntag\n +1 {2}gold/);
		expect((await verb("search", "java", "--filters", '{"colour":1}')).err).toContain("--filters");
		await verb("people", "hide", "c-1", ...omar);
		expect((await verb("people", "hidden", ...omar)).out).toContain("c-1");
		const save = ["saved-search", "save", "j", "--name", "J", "--query", "java", "--blind", "--off", "related"];
		expect(JSON.parse((await verb(...save, ...silver, ...omar, "--json")).out).request).toEqual({
			query: "java",
			filters: { tags: ["silver"] },
			blind: true,
			expansion: { off: ["related"], offTerms: [] },
		});
		expect((await verb("saved-search", "remove", "j", ...omar)).out).toContain("removed: j");
		const nobody = await verb("people", "hide", "c-1", "--owner", "seat:nobody");
		expect([nobody.code, nobody.err]).toEqual([1, expect.stringContaining("seat-unavailable")]);
		const wrong = await verb("people", "add", "c-1", "--project", "No Id", ...omar);
		expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining("invalid-field")]);
	},
	TIMEOUT,
);
