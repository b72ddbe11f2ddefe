import { setTimeout } from "node:timers/promises";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { demandRows, takeRows } from "../../src/desk/export-brake.ts";
import { csvCell, csvOf, RESULT_COLUMNS } from "../../src/desk/export-csv.ts";
import { exportPeople } from "../../src/desk/export-people.ts";
import { parseOwner } from "../../src/desk/owner.ts";
import { ExportRequest, type ExportRow } from "../../src/domain/desk.ts";
import { type DeskRig, openDesk, person, type Recruiter, seated } from "./desk-rig.ts";

const LIMIT = 10;
let desk: DeskRig;
let rita: Recruiter;
const HYPERLINK = '=HYPERLINK("http://evil.example","Jane")';

beforeAll(async () => {
	desk = await openDesk({ exportRowsPerDay: LIMIT });
	rita = await desk.recruiter("acme", "rita");
	const basics = { name: HYPERLINK, email: "jane@example.com", phone: "+49 30 1234567", label: 'Lead, "Java"\nBerlin' };
	const second = { basics: { name: "Second", email: "second@example.com" }, skills: [{ name: "Java" }] };
	await rita.import(
		{ id: "c-1", resume: { basics, skills: [{ name: "Java" }] } },
		{ id: "c-2", resume: second },
		person("c-3"),
	);
	await desk.network([
		{ id: "n-1", resume: { basics: { name: "Net", email: "net@example.com" }, skills: [{ name: "Java" }] } },
	]);
});
afterAll(() => desk.close());
beforeEach(async () => {
	desk.harness.pass(86_400_000);
	rita = await desk.recruiter("acme", "rita");
});

const take = (who: Recruiter, more: object = {}) => who.send("POST", "/v1/people/export", { query: "java", ...more });
const rowsOf = (csv: string) => parse(csv, { columns: true, record_delimiter: "\r\n" }) as Record<string, string>[];

describe("an export", () => {
	test("as CSV is read back as it was, without a cell that runs and without addresses", async () => {
		const answer = await take(rita);
		expect([answer.statusCode, answer.headers["content-type"]]).toEqual([
			200,
			"text/csv; charset=utf-8; header=present",
		]);
		expect(answer.headers["content-disposition"]).toContain("people.csv");
		const rows = rowsOf(answer.body);
		expect(rows.map(({ candidateId, profileId }) => candidateId || profileId).toSorted()).toEqual([
			"c-1",
			"c-2",
			"c-3",
			"n-1",
		]);
		const jane = rows.find(({ candidateId }) => candidateId === "c-1");
		expect(jane).toMatchObject({ name: `'${HYPERLINK}`, headline: 'Lead, "Java"\nBerlin', skills: "Java" });
		expect(answer.body).not.toMatch(/example\.com(?!"",)|1234567|email/);
	});

	test("as JSON has the same people; addresses only where they are asked for, and never the network's", async () => {
		const answer = (await take(rita, { format: "json", contact: true })).json();
		expect(answer.count).toBe(4);
		const rows = answer.rows as ExportRow[];
		const jane = rows.find(({ candidateId }) => candidateId === "c-1");
		expect(jane).toMatchObject({ name: HYPERLINK, email: "jane@example.com", phone: "+49 30 1234567" });
		expect(rows.find(({ profileId }) => profileId === "n-1")).toMatchObject({ name: "Net", email: null, phone: null });
		expect(JSON.stringify((await take(rita, { format: "json" })).json())).not.toContain("@example.com");
	});

	test("leaves out whom the recruiter hides, and takes the best when fewer are asked for", async () => {
		await rita.bulk("hide", [{ candidateId: "c-3" }]);
		expect((await take(rita, { format: "json" })).json().count).toBe(3);
		await rita.bulk("unhide", [{ candidateId: "c-3" }]);
		const two = (await take(rita, { format: "json", limit: 2 })).json().rows as ExportRow[];
		expect(two.map(({ rank }) => rank)).toEqual([1, 2]);
	});

	test("has whom the list has with what is switched off of the query and of its widening", async () => {
		const count = async (more: object) => (await take(rita, { format: "json", ...more })).json().count;
		expect(await count({ query: "j2se", expansion: { off: ["synonym"] } })).toBe(0);
		expect(await count({ query: "java +cobol" })).toBe(0);
		const { interpretation } = await rita.search("java +cobol");
		const disabled = interpretation.clauses.slice(1).map(({ id }) => id);
		expect(await count({ query: "java +cobol", disabled })).toBe(4);
	});

	test("of a blind search names nobody, and refuses to give addresses", async () => {
		const rows = (await take(rita, { format: "json", blind: true })).json().rows as ExportRow[];
		expect(rows.map(({ name }) => name)).toEqual([null, null, null, null]);
		const both = await take(rita, { blind: true, contact: true });
		expect([both.statusCode, both.json().errors[0].pointer]).toEqual([422, "/contact"]);
	});

	test("needs a right of its own", async () => {
		const searcher = await desk.recruiter("acme", "rita", ["search", "candidates:read", "desk:write"]);
		expect((await take(searcher)).statusCode).toBe(403);
	});

	test("stands in the log with count and ids, and without names", async () => {
		await take(rita, { limit: 2 });
		const [last] = await desk.harness.tenancy.audit.latest("acme" as never, 1);
		expect(last).toMatchObject({ action: "people.export", subject: { seatId: "rita" }, result: { count: 2 } });
		expect(last?.result.ids).toHaveLength(2);
		expect(JSON.stringify(last)).not.toMatch(/java|HYPERLINK/);
	});
});

describe("an export of a project", () => {
	const takeAll = (who: Recruiter, more: object) => who.send("POST", "/v1/projects/short/export", more);
	beforeAll(async () => {
		await rita.send("PUT", "/v1/projects/short", { name: "Short" });
		const refs = [{ profileId: "n-1" }, { candidateId: "c-1" }];
		await rita.bulk("addToProject", refs, { project: "short", status: "contacted", note: "=1+1" });
		await rita.bulk("addToProject", [{ candidateId: "c-2" }], { project: "short", blind: true });
	});

	test("has its people in their order with what is noted of them, and no cell that runs", async () => {
		const rows = rowsOf((await takeAll(rita, {})).body);
		expect(rows).toMatchObject([
			{ place: "1", profileId: "n-1", name: "Net", status: "contacted", note: "'=1+1" },
			{ place: "2", candidateId: "c-1", name: `'${HYPERLINK}`, skills: "Java" },
			{ place: "3", candidateId: "c-2", name: "", status: "sourced" },
		]);
		expect(Object.keys(rows[0] ?? {})).not.toContain("email");
	});

	test("gives addresses where they are asked for: never the network's, nor those of whoever is covered", async () => {
		const { rows } = (await takeAll(rita, { format: "json", contact: true })).json();
		expect(rows.map(({ name, email }: ExportRow) => [name, email])).toEqual([
			["Net", null],
			[HYPERLINK, "jane@example.com"],
			[null, null],
		]);
	});

	test("counts with the others, needs the same right, and is nobody else's", async () => {
		const codes = [];
		for (let time = 0; time < 4; time++) codes.push((await takeAll(rita, {})).statusCode);
		expect(codes).toEqual([200, 200, 200, 429]);
		expect((await take(rita)).statusCode).toBe(429);
		expect((await takeAll(await desk.recruiter("acme", "rita", ["desk:read", "desk:write"]), {})).statusCode).toBe(403);
		expect((await takeAll(await desk.recruiter("acme", "omar"), {})).statusCode).toBe(404);
	});
});

describe("the brake", () => {
	test("lets so many rows through in a day, each caller his own, and says when to come back", async () => {
		const omar = await desk.recruiter("acme", "omar");
		const other = await desk.recruiter("other", "rita");
		const codes = [];
		for (let time = 0; time < 3; time++) codes.push((await take(rita)).statusCode);
		expect(codes).toEqual([200, 200, 429]);
		const refused = await take(rita);
		expect(refused.json()).toMatchObject({ code: "quota-exceeded", detail: expect.stringContaining("2 are left") });
		expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
		expect(Number(refused.headers["retry-after"])).toBeLessThanOrEqual(86_400);
		expect((await take(rita, { limit: 2 })).statusCode).toBe(200);
		expect((await take(rita, { limit: 1 })).statusCode).toBe(429);
		expect((await take(omar)).statusCode).toBe(200);
		expect((await take(other)).statusCode).toBe(200);
		desk.harness.pass(Number(refused.headers["retry-after"]) * 1000);
		rita = await desk.recruiter("acme", "rita");
		expect((await take(rita)).statusCode).toBe(200);
	});

	test("is not passed by naming another desk, or none", async () => {
		const scope = await desk.scope("acme");
		for (const seat of ["rita", "omar"]) await seated(scope, seat, true);
		const authorization = `Bearer ${await desk.harness.tokenOf("acme")}`;
		const codes = [];
		for (const seat of ["rita", "rita", "omar", null, "omar"]) {
			const headers = { authorization, ...(seat === null ? {} : { "tributary-desk": seat }) };
			const asked = { method: "POST", url: "/v1/people/export", headers, payload: { query: "java" } } as const;
			codes.push((await desk.harness.app.inject(asked)).statusCode);
		}
		expect(codes).toEqual([200, 200, 429, 429, 429]);
	});

	test("tells that none are left where the limit was lowered meanwhile", async () => {
		const scope = { ...(await desk.scope("acme")), actor: { kind: "client", id: "lowered" } as const };
		const brake = { clock: desk.harness.desk.clock, exportRowsPerDay: 5 };
		await takeRows(scope, brake, 5);
		await expect(demandRows(scope, { ...brake, exportRowsPerDay: 2 }, 1)).rejects.toMatchObject({
			detail: expect.stringContaining("0 are left"),
		});
	});

	test("is not passed by asking many times at once", async () => {
		const answers = await Promise.all(Array.from({ length: 8 }, () => take(rita)));
		expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(2);
	});

	test("counts what several processes give at one time, all of it", async () => {
		const scope = await desk.scope("acme");
		const read = async (...asked: Parameters<typeof scope.store.read>) => {
			const found = await scope.store.read(...asked);
			await setTimeout(20);
			return found;
		};
		const slow = { ...scope, store: { ...scope.store, read: read as typeof scope.store.read } };
		const request = ExportRequest.parse({ query: "java" });
		const owner = parseOwner("client:several");
		const taken = await Promise.allSettled(
			Array.from({ length: 5 }, () => exportPeople(slow, desk.harness.desk, owner, request)),
		);
		expect(taken.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
	});
});

describe("CSV", () => {
	const row = (name: string): ExportRow => ({
		rank: 1,
		origin: "ats-only",
		candidateId: "c",
		profileId: null,
		name,
		headline: null,
		currentTitle: null,
		currentCompany: null,
		location: null,
		years: 4.5,
		skills: [name],
		tags: [],
		score: -1.25,
	});

	test("of any text is read back as that text, or as it with an apostrophe where it would run", () => {
		fc.assert(
			fc.property(fc.string({ unit: "grapheme" }), (text) => {
				const [back] = rowsOf(csvOf(RESULT_COLUMNS, [row(text)], false));
				expect(back?.name?.replaceAll("'", "")).toBe(text.replaceAll("'", ""));
				expect(back?.name ?? "").not.toMatch(/^[=+\-@\t\r\n]/);
				expect(back).toMatchObject({ years: "4.5", score: "-1.25", location: "" });
			}),
		);
	});

	test.each(["=1+1", "+49 30", "-2", "@SUM(A1)", "\t1", " =1", "＝1", "＋1", "\u00a0=1", "\u0000=1", "|calc"])(
		"%j is made a text",
		(text) => expect(csvCell(text)).toBe(`"'${text}"`),
	);
	// A spreadsheet whose list separator is the semicolon (Germany, France) cuts a line there, quotes or not: a number comes before them.
	test.each([
		["Ann;=1+1", "Ann;'=1+1"],
		["java; @SUM(A1)", "java; '@SUM(A1)"],
		["Ann\n=1", "Ann\n'=1"],
		["\t=1", "'\t'=1"],
		["a;b\r\n\u00a0＝1", "a;b\r\n\u00a0'＝1"],
		["C++; Java", "C++; Java"],
	])("%j is none in any cell that it may be cut into", (text, cell) => expect(csvCell(text)).toBe(`"${cell}"`));
	test.each(["Jane", "a=b", "1-2", "jane@example.com", ""])("%j stays as it is", (text) =>
		expect(csvCell(text)).toBe(`"${text}"`),
	);
});
