import { afterAll, beforeAll, expect, test } from "vitest";
import { type Harness, openHarness } from "./harness.ts";

let harness: Harness;
let authorization: string;
beforeAll(async () => {
	harness = await openHarness();
	authorization = `Bearer ${await harness.tokenOf("acme")}`;
	const document = { language: null, fields: {}, facets: {}, columns: {}, keys: [], link: null };
	const basics = { label: "Welder", email: "secret@example.com", phone: "+49 30 1234567" };
	const profile = { id: "p-1", resume: { basics }, emails: ["secret@example.com"], updatedAt: "2026-01-01T00:00:00Z" };
	await harness.tenancy.network.importProfiles([profile], () => document);
	for (const id of ["c-1", "c-2"]) await call("PUT", `/v1/candidates/${id}/resume`, "Jane Roe", "text/plain");
});
afterAll(() => harness.close());

const call = (
	method: "GET" | "PUT" | "POST" | "DELETE",
	url: string,
	payload?: object | string,
	type = "application/json",
) =>
	harness.app.inject({
		method,
		url,
		headers: { authorization, ...(payload === undefined ? {} : { "content-type": type }) },
		...(payload === undefined ? {} : { payload }),
	});

test("a link is put, is the same when it is put again, and is taken away; no address is shown", async () => {
	const put = async () => (await call("PUT", "/v1/candidates/c-1/match", { profileId: "p-1" })).json();
	const [first, again] = [await put(), await put()];
	expect(first).toMatchObject({ candidateId: "c-1", match: { profileId: "p-1", by: "person", score: 1 } });
	expect({ ...again, version: 0, match: { ...again.match, linkedAt: "" } }).toEqual({
		...first,
		version: 0,
		match: { ...first.match, linkedAt: "" },
	});
	const read = await call("GET", "/v1/candidates/c-1");
	expect(read.json().match).toEqual(again.match);
	expect(read.body).not.toContain("secret");
	expect((await call("DELETE", "/v1/candidates/c-1/match")).json()).toMatchObject({ candidateId: "c-1", match: null });
	expect((await call("GET", "/v1/candidates/c-1")).json().distinctFrom).toEqual({ profiles: ["p-1"], candidates: [] });
	expect((await call("DELETE", "/v1/candidates/c-1/match")).statusCode).toBe(404);
});

test.each([
	["PUT", "/v1/candidates/c-1/match", { profileId: "none" }, 404, "not-found"],
	["PUT", "/v1/candidates/c-1/match", { profileId: "a b" }, 422, "invalid-field"],
	["PUT", "/v1/candidates/c-1/match", {}, 422, "invalid-field"],
	["POST", "/v1/candidates/c-1/merge", { candidateId: "c-1" }, 409, "not-mergeable"],
	["POST", "/v1/candidates/c-1/unmerge", { candidateId: "c-2" }, 404, "not-found"],
] as const)("%s %s %j is refused", async (method, url, body, status, code) => {
	const answer = await call(method, url, body);
	expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
});

test("a merged candidate is gone until it is parted, and its file is refused meanwhile", async () => {
	const before = (await call("GET", "/v1/candidates/c-2")).json();
	expect((await call("POST", "/v1/candidates/c-1/merge", { candidateId: "c-2" })).statusCode).toBe(200);
	expect((await call("GET", "/v1/candidates/c-2")).statusCode).toBe(404);
	const sent = await call("PUT", "/v1/candidates/c-2/resume", "Jane Roe", "text/plain");
	expect([sent.statusCode, sent.json().code]).toEqual([409, "merged-away"]);
	const parted = await call("POST", "/v1/candidates/c-1/unmerge", { candidateId: "c-2" });
	expect(parted.json().items).toMatchObject([{ candidateId: "c-1" }, { candidateId: "c-2" }]);
	expect((await call("GET", "/v1/candidates/c-2")).json()).toEqual(before);
});

test("a person of the network is read without addresses and numbers", async () => {
	const read = await call("GET", "/v1/profiles/p-1");
	expect(read.json()).toEqual({
		id: "p-1",
		resume: { basics: { label: "Welder" } },
		updatedAt: "2026-01-01T00:00:00Z",
	});
	expect((await call("GET", "/v1/profiles/p-none")).statusCode).toBe(404);
});
