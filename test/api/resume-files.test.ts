import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseTenantId } from "../../src/domain/tenant.ts";
import type { PoolAnswer } from "../../src/ingest/pool.ts";
import { resumeText } from "../../src/ingest/resume-text.ts";
import { OPERATOR } from "../../src/tenancy/tenants.ts";
import { type Harness, openHarness } from "./harness.ts";

let harness: Harness;
let authorization: string;
beforeAll(async () => {
	harness = await openHarness();
	authorization = `Bearer ${await harness.tokenOf("acme")}`;
});
afterAll(() => harness.close());

const send = (id: string, payload: string, name: string) =>
	harness.app.inject({
		method: "PUT",
		url: `/v1/candidates/${id}/resume`,
		payload,
		headers: { authorization, "content-type": "text/plain", "x-file-name": name },
	});
const get = (url: string, headers = { authorization }) => harness.app.inject({ url, headers });
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

test("every resume of a candidate is listed, the latest first, and each comes back byte for byte", async () => {
	const files = { "old.txt": "Jane Roe\nold", "bad.pdf": "%broken", "new.txt": "Jane Roe\nnew" };
	for (const [name, content] of Object.entries(files)) {
		harness.pass(1000);
		await send("c", content, name);
	}
	const listed = (await get("/v1/candidates/c/resumes")).json<{ items: { fileName: string; sha256: string }[] }>();
	expect(listed.items).toMatchObject([
		{ fileName: "new.txt", state: "current", format: "text", sha256: sha256(files["new.txt"]), size: 12 },
		{ fileName: "bad.pdf", state: "unreadable", format: null },
		{ fileName: "old.txt", state: "replaced", format: "text" },
	]);
	for (const item of listed.items) {
		const answer = await get(`/v1/candidates/c/resumes/${item.sha256}`);
		expect(sha256(answer.body)).toBe(item.sha256);
		expect(answer.headers["content-disposition"]).toContain(item.fileName);
	}
	expect((await get("/v1/candidates/c/resume")).body).toBe(files["new.txt"]);
});

test("the text of a resume comes with where its values stand; of nobody, and of a file that cannot be read, it says so", async () => {
	await send("t", "Jane Roe\nmiddle\nJane  Roe", "t.txt");
	const { text, lines, values, sha256: digest } = (await get("/v1/candidates/t/resume/text")).json();
	expect(text.slice(values["/basics/name"].start, values["/basics/name"].end)).toBe("Jane Roe");
	expect(lines.map(({ start, end }: { start: number; end: number }) => text.slice(start, end))).toEqual([
		"Jane Roe",
		"middle",
		"Jane  Roe",
	]);
	expect(digest).toBe(sha256("Jane Roe\nmiddle\nJane  Roe"));
	await send("u", "%broken", "u.pdf");
	expect((await get("/v1/candidates/u/resume/text")).json().code).toBe("file-corrupt");
	expect((await get("/v1/candidates/nobody/resume/text")).statusCode).toBe(404);
	const auditor = { authorization: `Bearer ${await harness.tokenOf("acme", ["audit:read"])}` };
	const seen = await get("/v1/audit/search?action=resume.read", auditor);
	expect(seen.json().items.map((entry: { subject: object }) => entry.subject)).toContainEqual({
		candidateId: "t",
		about: "text",
	});
});

test("of a long text its beginning is given, and others are served while it is read", async () => {
	await send("long", "Ada Adams\nBerlin\n", "a.txt");
	const text = `${"sed diam nonumyx\n".repeat(30_000)}`;
	const skills = Array.from({ length: 60 }, (_, at) => ({ name: `nonumy ${at}` }));
	const scope = await harness.tenancy.openScope({ tenant: parseTenantId("acme"), actor: OPERATOR, purpose: "test" });
	const line = JSON.stringify({ id: "long", resume: { skills } });
	const type = { authorization, "content-type": "application/x-ndjson" };
	const url = "/v1/candidates/import";
	expect((await harness.app.inject({ method: "POST", url, headers: type, payload: line })).body).toContain("updated");
	const lines = text.split("\n").map((one) => ({ text: one, page: 1, kind: "text" as const, apart: false }));
	const meta = { format: "text", parser: "1", pageCount: 1, values: {} };
	const readText = async () => ({ resume: { meta }, losers: {}, lines }) as unknown as PoolAnswer;
	let turns = 0;
	const others = setInterval(() => turns++, 1);
	const read = await resumeText(scope, { readText, clock: harness.ingest.clock }, "long");
	clearInterval(others);
	expect(turns).toBeGreaterThan(1);
	expect([read.truncated, read.text.length, read.lines.at(-1)?.end]).toEqual([true, 300_000, 300_000]);
	expect(read.text).toBe(text.slice(0, 300_000));
});

test("whose tenant wants no personal data gets neither its labels nor the values below them", async () => {
	await harness.tenancy.tenants.create({ id: parseTenantId("quiet"), name: "Quiet" });
	const quiet = { authorization: `Bearer ${await harness.tokenOf("quiet")}`, "content-type": "text/plain" };
	await harness.tenancy.tenants.update(parseTenantId("quiet"), { settings: { dropPersonalData: true } });
	const payload =
		"Jane Roe\nDate of birth\n12.03.1980\nNationality:\nTurkish\nMarital status\n\nmarried\nReligion\nExperience\nCook";
	await harness.app.inject({ method: "PUT", url: "/v1/candidates/q/resume", headers: quiet, payload });
	const read = (await harness.app.inject({ url: "/v1/candidates/q/resume/text", headers: quiet })).json();
	expect([read.text, read.truncated]).toEqual(["Jane Roe\nExperience\nCook", false]);
});

test("the same file again is said to be one, with 200, and nothing is added", async () => {
	const first = await send("d", "Ann Poe", "a.txt");
	const second = await send("d", "Ann Poe", "b.txt");
	expect([first.statusCode, first.json<{ duplicate: unknown }>().duplicate]).toEqual([201, null]);
	expect([second.statusCode, second.json<{ duplicate: unknown }>().duplicate]).toEqual([200, "same-bytes"]);
	expect(second.json<{ version: number }>().version).toBe(1);
	expect((await get("/v1/candidates/d/resumes")).json<{ items: unknown[] }>().items).toHaveLength(1);
});

test("a file of somebody else, and what is no digest, is not found or refused", async () => {
	await send("e", "Max Moe", "e.txt");
	expect((await get(`/v1/candidates/d/resumes/${sha256("Max Moe")}`)).statusCode).toBe(404);
	expect((await get("/v1/candidates/d/resumes/..%2f..%2fetc")).statusCode).toBe(422);
	expect((await get("/v1/candidates/nobody/resumes")).statusCode).toBe(404);
});
