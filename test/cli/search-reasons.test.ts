import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { configFor } from "../../src/config.ts";
import { Job } from "../../src/domain/candidate.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { importCandidates } from "../../src/ingest/import-candidate.ts";
import { openPlatform } from "../../src/server.ts";
import { run } from "./run.ts";

/** Questions about a list, pages by cursor and completions, on the command line. */

let folder = "";
const tributary = (...args: readonly string[]) => run(...args, "--data", path.join(folder, "store"));
const search = (...args: readonly string[]) => tributary("search", "--tenant", "acme", ...args);

beforeAll(async () => {
	folder = mkdtempSync(path.join(os.tmpdir(), "tributary-reasons-"));
	expect((await tributary("tenant", "create", "acme")).code).toBe(0);
	const dataDir = path.join(folder, "store");
	const platform = await openPlatform(configFor({ dataDir, masterKey: { file: `${dataDir}.key` } }));
	const scope = await platform.operatorScope(parseTenantId("acme"), "test");
	const nurse = (id: string, position: string, city: string) => ({
		id,
		resume: {
			basics: { name: `Person ${id}`, location: { city, countryCode: "DE" } },
			...(id === "c-1" ? { education: [{ institution: "Charité" }] } : {}),
			work: [{ position, name: "Clinic", startDate: "2020-01" }],
		},
	});
	const people = [
		nurse("c-1", "Registered Nurse", "Berlin"),
		nurse("c-2", "Nurse", "Bonn"),
		nurse("c-3", "Baker", "Bonn"),
	];
	await importCandidates(scope, platform.ingest, people);
	await platform.importProfiles([
		{ id: "p-1", resume: { skills: [{ name: "Java" }] }, updatedAt: "2026-01-01T00:00:00Z" },
	]);
	const jobs = [
		Job.parse({ id: "j-1", title: "Registered Nurse", location: "Berlin" }),
		Job.parse({ id: "j-2", title: "Baker" }),
		Job.parse({ id: "j-3", title: "Nurse", status: "closed" }),
	];
	await scope.store.write(
		jobs.map((job) => ({ op: "put", collection: "job", id: job.id, record: JSON.stringify(job) })),
	);
	await platform.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

test("people for a job of the ATS; a part of what was understood is left out", async () => {
	const forJob = await search("--job", "j-1");
	expect(forJob.out).toContain("Person c-1");
	expect((await search("--job", "j-9")).code).toBe(1);
	expect((await search("nurse", "--job", "j-1")).err).toContain("--job");
	const edited = path.join(folder, "edited.json");
	const baker = { kind: "title", label: "Baker", query: "title:baker", role: "required" };
	writeFileSync(edited, JSON.stringify({ requirements: [baker] }));
	expect((await search("--job", "j-1", "--requirements", edited)).out).toMatch(/1 person[\s\S]*Person c-3/);
	expect((await search("--job", "j-1", "--disable", "x")).err).toContain("--disable: ");
	const { interpretation } = JSON.parse((await search("nurse in Bonn", "--json")).out);
	const place = interpretation.clauses.find(({ kind }: { kind: string }) => kind === "place");
	const { out } = await search("nurse in Bonn", "--disable", place.id, "--explain");
	expect(out).toContain(`${place.id}  ${place.query}  (left out)`);
	expect(out).toContain("Person c-1");
});

test("the two questions stand behind the query or before it, and are the options of their names", async () => {
	const asked = await search("title:nurse AND berlin", "why-not", "c-3");
	expect(asked.out).toContain("“berlin” is not anywhere in the record.");
	expect(await search("title:nurse AND berlin", "--why-not", "c-3")).toEqual(asked);
	expect(await search("why-not", "title:nurse AND berlin", "c-3")).toEqual(asked);
	const above = await search("nurse berlin", "why-above", "c-1", "c-2");
	expect(above.out).toContain("a stands above b");
	expect(await search("why-above", "nurse berlin", "c-1", "c-2")).toEqual(above);
	expect((await search("why-not")).out).toContain("understood as");
	for (const wrong of [
		["nurse", "berlin"],
		["nurse", "why-not"],
		["nurse", "why-not", "c-1", "c-2"],
		["nurse", "why-above", "c-1"],
	])
		expect(await search(...wrong)).toMatchObject({ code: 1, out: "" });
	expect((await search("nurse", "berlin")).err).toContain("in quotes");
});

test("why somebody is not in the list", async () => {
	const { code, out } = await search("title:nurse AND berlin", "--why-not", "c-3");
	expect(code).toBe(0);
	expect(out).toContain("“title:nurse” is not in current title, past title. Nearest there: Baker.");
	expect(out).toContain("“berlin” is not anywhere in the record.");
	expect((await search("title:nurse", "--why-not", "c-1")).out).toContain("In the list: number");
	expect(JSON.parse((await search("nurse", "--why-not", "p-1", "--json")).out)).toMatchObject({
		profileId: "p-1",
		listed: false,
	});
	expect(await search("nurse", "--why-not", "nobody")).toMatchObject({
		code: 1,
		err: expect.stringContaining("not-found"),
	});
});

test("why one stands above another", async () => {
	const { code, out } = await search("registered nurse clinic", "--why-above", "c-1", "c-2");
	expect([code, out]).toEqual([
		0,
		expect.stringMatching(/a stands above b[\s\S]*a is c-1[\s\S]*\+\d[\s\S]*the same for both: /),
	]);
	expect(await search("nurse", "--why-above", "c-1")).toMatchObject({
		code: 1,
		err: expect.stringContaining("Name two people"),
	});
	expect(await search("nurse", "--why-above", "c-1", "c-3")).toMatchObject({
		code: 1,
		err: expect.stringContaining("--why-above"),
	});
});

test("pages by cursor, and places", async () => {
	const first = JSON.parse((await search("", "--page-size", "3", "--json")).out);
	const rest = JSON.parse((await search("", "--page-size", "3", "--cursor", first.nextCursor, "--json")).out);
	expect([first.hits.length, rest.hits.length, rest.nextCursor]).toEqual([3, 1, null]);
	expect(await search("nurse", "--cursor", first.nextCursor)).toMatchObject({
		code: 1,
		err: expect.stringContaining("invalid-cursor"),
	});
	expect((await search("", "--location", "DE/Bonn")).out).toContain("2 people");
});

test("jobs for a person, and people without what tells who they are", async () => {
	const { out } = await search("--jobs-for", "c-1", "--explain");
	expect(out).toMatch(
		/1 of 2 open jobs[\s\S]*Registered Nurse +100% of what it asks for[\s\S]*j-1[\s\S]*current title/,
	);
	expect((await search("nurse", "--jobs-for", "c-1")).err).toContain("leave the query out");
	const blind = async (query: string) => JSON.parse((await search(query, "--blind", "--json")).out);
	expect((await blind("nurse")).hits.map(({ name }: { name: string | null }) => name)).toEqual([null, null]);
	expect(JSON.parse((await search("charite", "--json")).out).total).toBe(1);
	for (const query of ["charite", "school:charite"]) expect([query, (await blind(query)).total]).toEqual([query, 0]);
});

test("completions", async () => {
	const { out } = await tributary("suggest", "--tenant", "acme", "regis");
	expect(out).toMatch(/title +Registered nurse +2 +title:\(Registered nurse\)/);
	expect((await tributary("suggest", "--tenant", "acme", "java")).out).toBe("");
});

test("a query that begins with a dash is one behind --, which is said where it was taken for an option", async () => {
	const store = path.join(folder, "store");
	const { out } = await run("search", "--tenant", "acme", "--data", store, "--", "-registered nurse");
	expect(out).toContain("understood as  NOT registered");
	const { code, err } = await search("-registered nurse");
	expect([code, err]).toEqual([2, expect.stringContaining("goes behind --")]);
});
