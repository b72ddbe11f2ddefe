import { afterAll, beforeAll, expect, test } from "vitest";
import { type Harness, openHarness } from "./harness.ts";

/** Half of a pair of surrogates, which JSON can write and UTF-8 cannot: it is refused wherever it comes, by the field that it is in. */

const HALF = "\ud800";

let harness: Harness;
let authorization = "";
beforeAll(async () => {
	harness = await openHarness();
	authorization = `Bearer ${await harness.tokenOf("acme")}`;
});
afterAll(() => harness.close());

test.each([
	["PUT", "/v1/jobs/half", { title: HALF }, "/title"],
	["PUT", "/v1/jobs/half", { title: "Nurse", skills: ["Java", `a${HALF}`] }, "/skills/1"],
	["POST", "/v1/clients", { name: HALF, permissions: ["search"] }, "/name"],
	["POST", "/v1/search", { query: `java ${HALF}` }, "/query"],
	["POST", "/v1/search/for-job", { title: "\udc00\ud800" }, "/title"],
	["POST", "/v1/search", { query: "java", filters: { [HALF]: 1 } }, `/filters/${HALF}`],
] as const)("%s %s %j is refused at %j", async (method, url, payload, pointer) => {
	const answer = await harness.app.inject({ method, url, payload, headers: { authorization } });
	expect([answer.statusCode, answer.json().code]).toEqual([422, "invalid-field"]);
	expect(answer.json().errors).toContainEqual({ pointer, detail: expect.stringContaining("well-formed Unicode") });
});

test("a whole pair is text, and a body of any depth is looked through", async () => {
	const put = (payload: string) => {
		const headers = { authorization, "content-type": "application/json" };
		return harness.app.inject({ method: "PUT", url: "/v1/jobs/pair", payload, headers });
	};
	expect((await put(JSON.stringify({ title: "Nurse 😀" }))).statusCode).toBe(200);
	const deep = await put(`{"title":"Nurse","deep":${"[".repeat(50_000)}${"]".repeat(50_000)}}`);
	expect(deep.json().errors).toEqual([{ pointer: "/deep", detail: "Unknown field." }]);
});

test.each([
	["a name", { resume: { basics: { name: HALF } } }, "/resume/basics/name"],
	["a tag", { resume: {}, tags: ["ok", `t${HALF}`] }, "/tags/1"],
	["a note", { resume: {}, notes: [{ id: "n", text: HALF, at: "2026-01-01T00:00:00Z" }] }, "/notes/0/text"],
])("a line of an import with half of %s is refused by itself", async (_, record, pointer) => {
	const lines = [
		{ id: "bad", ...record },
		{ id: "good", resume: {} },
	].map((line) => JSON.stringify(line));
	const answer = await harness.app.inject({
		method: "POST",
		url: "/v1/candidates/import",
		payload: lines.join("\n"),
		headers: { authorization, "content-type": "application/x-ndjson" },
	});
	const [bad, good] = answer.body
		.trim()
		.split("\n")
		.map((line) => JSON.parse(line));
	expect(bad).toMatchObject({ id: "bad", status: "failed", error: { code: "invalid-field" } });
	expect(bad.error.errors).toContainEqual({ pointer, detail: expect.stringContaining("well-formed Unicode") });
	expect(["created", "updated"]).toContain(good.status);
});
