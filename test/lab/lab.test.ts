import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { findConcepts } from "../../src/lab/vocabulary.ts";
import { loadVocabulary } from "../../src/vocabulary.ts";
import { type Harness, openHarness } from "../api/harness.ts";
import { CORPUS, WEIGHTS } from "../api/requests.ts";
import { standInBench } from "./stand-in-bench.ts";

/** The ranking engineer's lab over the API, with the real search and a bench that answers at once: whose is what, and what is shown. */

let harness: Harness;
const tokens = new Map<string, string>();
beforeAll(async () => {
	harness = await openHarness({ real: true });
	for (const tenant of ["acme", "other"]) {
		tokens.set(tenant, await harness.tokenOf(tenant));
		const people = ["Ada Quint", "Ben Roe"].map((name, index) => ({
			id: `${tenant}-${index}`,
			resume: {
				basics: { name, email: `${index}@${tenant}.example`, summary: `${name} nurses people.` },
				work: [{ position: index === 0 ? "Nurse" : "Welder", name: "Clinic", startDate: "2020" }],
				skills: [{ name: index === 0 ? "Intensive care" : "Nursing" }],
			},
		}));
		const payload = people.map((one) => `${JSON.stringify(one)}\n`).join("");
		const headers = { ...auth(tenant), "content-type": "application/x-ndjson" };
		await harness.app.inject({ method: "POST", url: "/v1/candidates/import", headers, payload });
	}
});
afterAll(() => harness.close());

const auth = (tenant: string) => ({ authorization: `Bearer ${tokens.get(tenant)}` });
type Method = "GET" | "PUT" | "POST" | "DELETE";
const call = async (method: Method, path: string, payload?: object, tenant = "acme") => {
	const url = `/v1/ranking/${path}`;
	const request = { method, url, headers: auth(tenant), ...(payload === undefined ? {} : { payload }) };
	const answer = await harness.app.inject(request);
	return { status: answer.statusCode, body: answer.body === "" ? null : answer.json(), text: answer.body };
};
const ended = async (id: string) => {
	for (;;) {
		const { body } = await call("GET", `runs/${id}`);
		if (!["waiting", "running"].includes(body.state)) return body;
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
};
const run = async (input: object) => ended((await call("POST", "runs", input)).body.id);

describe("what a tenant's engineer makes", () => {
	test("is seen by that tenant and by no other: collections, profiles, runs, vocabulary", async () => {
		await call("PUT", "corpora/own", CORPUS);
		await call("PUT", "profiles/own.v1", WEIGHTS);
		await call("PUT", "vocabulary", { skills: [{ id: "canary-care", label: "Canary care", group: "method" }] });
		await run({ kind: "measure", corpus: "first", systems: ["bm25"] });
		const seen = async (tenant: string) => {
			const paths = ["corpora", "profiles", "runs", "vocabulary"];
			const answers = await Promise.all(paths.map((path) => call("GET", path, undefined, tenant)));
			return answers.map(({ text }) => text).join("\n");
		};
		expect(await seen("acme")).toMatch(/"own"[\s\S]*"own\.v1"[\s\S]*"measure"[\s\S]*canary-care/);
		expect(await seen("other")).not.toMatch(/own\.v1|"measure"|canary-care|Nurses/);
		// Names of one tenant are free for another.
		expect((await call("PUT", "profiles/own.v1", WEIGHTS, "other")).status).toBe(201);
	});

	test("has the bench check a change of the vocabulary only where there is one", async () => {
		const checked = vi.spyOn(standInBench, "run");
		expect((await call("POST", "vocabulary/lint", {})).body).toEqual({ findings: [] });
		expect(checked).not.toHaveBeenCalled();
		await call("POST", "vocabulary/lint", { skills: [{ id: "canary-care", label: "Canary care", group: "method" }] });
		expect(checked).toHaveBeenCalledOnce();
		checked.mockRestore();
	});

	test("is the tenant's, whatever the writer says, and a version is never changed", async () => {
		expect((await call("GET", "profiles/own.v1")).body.provenance).toEqual({
			method: "by-hand",
			tenant: "acme",
			corpora: [],
		});
		expect((await call("PUT", "profiles/own.v1", WEIGHTS)).body.code).toBe("already-exists");
		expect((await call("PUT", "profiles/default.v4", WEIGHTS)).body.code).toBe("already-exists");
		expect((await call("PUT", "profiles/x.v1", { ...WEIGHTS, coverage: -1 })).body.code).toBe("invalid-profile");
		expect((await call("PUT", "profiles/x.v1", { ...WEIGHTS, provenance: {} })).status).toBe(422);
		expect((await call("DELETE", "profiles/default.v4")).status).toBe(404);
		expect((await call("PUT", "corpora/first", CORPUS)).body.code).toBe("already-exists");
	});

	test("orders no search of anybody: the tenant's profile is not one of the search's", async () => {
		const payload = { query: "nurse", profile: "own.v1" };
		const answer = await harness.app.inject({ method: "POST", url: "/v1/search", headers: auth("acme"), payload });
		expect(answer.statusCode).toBe(422);
	});
});

describe("two rankings side by side", () => {
	test("show the same people without names, with the weights that were given", async () => {
		const changed = { ...WEIGHTS, fields: { ...WEIGHTS.fields, skill: 50 } };
		const { body, text } = await call("POST", "trials", { query: "nursing", profiles: ["default.v4", changed] });
		const [before, after] = body.lists;
		expect([before.profile, after.profile, before.total]).toEqual(["default.v4", "draft.v0", 2]);
		expect(after.hits[0]).toMatchObject({ candidateId: "acme-1", name: null });
		expect(after.hits[0].score).toBeGreaterThan(before.hits[0].score);
		expect(text).not.toMatch(/Ada|Quint|Ben|Roe|acme\.example|other-/);
		const [entry] = await harness.tenancy.audit.latest("acme" as never, 1);
		expect(entry).toMatchObject({ action: "search", purpose: "api POST /v1/ranking/trials" });
	});

	test("refuse trees that would hold up everybody; one that is stored can be listed and removed, not used", async () => {
		const chain = Array.from({ length: 20 }, (_, index) => [
			{ feature: "skill", threshold: 0, below: 2 * index + 1, above: 2 * index + 2 },
			{ value: 0, cover: 1 },
		]).flat();
		const deep = { ...WEIGHTS, trees: [[...chain, { value: 0, cover: 1 }]] };
		const detail = "A leaf lies behind more than 8 splits.";
		const drawn = await call("POST", "trials", { query: "x", profiles: ["default.v4", deep] });
		expect([drawn.status, drawn.body.code]).toEqual([422, "invalid-field"]);
		expect(drawn.body.errors).toEqual([{ pointer: "/profiles/1/trees/0", detail }]);

		await call("PUT", "profiles/deep.v1", WEIGHTS);
		const { openScope } = harness.tenancy;
		const tenant = parseTenantId("acme");
		const { store } = await openScope({ tenant, actor: { kind: "system", id: "test" }, purpose: "test" });
		const [found] = await store.read("lab", { ids: ["profile:deep.v1"] });
		const record = JSON.stringify({ ...JSON.parse(found?.record ?? ""), trees: deep.trees });
		await store.write([{ op: "put", collection: "lab", id: "profile:deep.v1", record }]);
		expect((await call("GET", "profiles")).text).toContain("deep.v1");
		const kept = await call("POST", "trials", { query: "x", profiles: ["default.v4", "deep.v1"] });
		expect(kept.body.errors).toEqual([{ pointer: "/profiles/1", detail }]);
		expect((await call("DELETE", "profiles/deep.v1")).status).toBe(204);
	});

	test("refuse what is no profile, or another tenant's", async () => {
		await call("PUT", "profiles/theirs.v1", WEIGHTS, "other");
		const { status, body } = await call("POST", "trials", { query: "x", profiles: ["default.v4", "theirs.v1"] });
		expect([status, body.errors[0].pointer]).toEqual([422, "/profiles/1"]);
	});
});

describe("judging", () => {
	test("is blind: no name in what is read, nor who gave which grade; a grade is the judge's own", async () => {
		await call("PUT", "corpora/wards", { name: "Wards", queries: [{ id: "q1", text: "nursing" }] });
		const pool = await run({ kind: "pool", corpus: "wards", systems: ["default.v4"] });
		expect(pool).toMatchObject({ state: "done", pairs: 2, result: null });
		const list = (await call("GET", "corpora/wards/judging")).body;
		expect(list).toMatchObject({
			judged: 0,
			pairs: [
				{ query: "q1", grade: null },
				{ query: "q1", grade: null },
			],
		});
		const place = `corpora/wards/judging/${list.pairs[0].id}`;
		const { body, text } = await call("GET", place);
		expect(body).toMatchObject({ asked: "nursing", grade: null });
		expect(body.lines.length).toBeGreaterThan(1);
		expect(text).toContain("▒▒▒");
		expect(text).not.toMatch(/Ada|Quint|Ben|Roe|acme/);
		expect((await call("PUT", place, { grade: 4 })).status).toBe(422);
		expect((await call("PUT", place, { grade: 2 })).status).toBe(204);
		tokens.set("judge", await harness.tokenOf("acme", ["judgments:write"]));
		expect((await call("GET", "corpora/wards/judging", undefined, "judge")).body.judged).toBe(0);
		expect((await call("GET", place, undefined, "judge")).body.grade).toBeNull();
		expect((await call("GET", place, undefined, "other")).status).toBe(404);
		// Drawn again, nothing is lost and nobody comes twice.
		expect(await run({ kind: "pool", corpus: "wards", systems: ["default.v4"], seed: 9 })).toMatchObject({ pairs: 0 });
		expect((await call("GET", "corpora/wards/judging")).body).toMatchObject({ judged: 1, pairs: { length: 2 } });
	});

	test("measures the tenant's own people by ids only, in the tenant's turn at the bench, and goes with the collection", async () => {
		const inTurn = vi.spyOn(standInBench, "inTurn");
		expect(await run({ kind: "measure", corpus: "wards", systems: ["default.v4", "own.v1"] })).toMatchObject({
			state: "done",
		});
		expect(inTurn.mock.calls.map(([tenant]) => tenant)).toEqual(["acme"]);
		inTurn.mockRestore();
		const failed = await run({ kind: "measure", corpus: "wards", systems: ["bm25"] });
		expect(failed).toMatchObject({ state: "failed", failure: { code: "invalid-field" } });
		expect((await call("DELETE", "corpora/wards")).status).toBe(204);
		expect((await call("GET", "corpora/wards/judging")).body.pairs).toEqual([]);
	});

	test("forgets who is erased", async () => {
		await call("PUT", "corpora/wards", { name: "Wards", queries: [{ id: "q1", text: "nursing" }] });
		await run({ kind: "pool", corpus: "wards", systems: ["default.v4"] });
		const payload = { candidateId: "acme-1" };
		const erased = await harness.app.inject({ method: "POST", url: "/v1/erasures", headers: auth("acme"), payload });
		expect(erased.json().receipt.removed.lab).toBe(1);
		expect((await call("GET", "corpora/wards/judging")).body.pairs).toHaveLength(1);
	});
});

describe("runs", () => {
	test("that cannot be worked on say why, and those that have ended can be removed", async () => {
		const unknown = await run({ kind: "measure", corpus: "nothing", systems: ["bm25"] });
		expect(unknown).toMatchObject({ state: "failed", failure: { detail: "There is no collection of this name." } });
		expect((await call("POST", `runs/${unknown.id}/cancel`)).body.code).toBe("task-not-resumable");
		expect((await call("DELETE", `runs/${unknown.id}`)).status).toBe(204);
		expect((await call("GET", `runs/${unknown.id}`)).status).toBe(404);
	});

	test("whose process says nothing any more are told to be interrupted", async () => {
		const { body } = await call("POST", "runs", { kind: "measure", corpus: "first", systems: ["bm25"] });
		await ended(body.id);
		const scope = await harness.tenancy.openScope({
			tenant: "acme" as never,
			actor: { kind: "operator", id: "test" },
			purpose: "test",
		});
		const stopped = { ...body, state: "running", updatedAt: "2026-01-01T00:00:00.000Z" };
		await scope.store.write([{ op: "put", collection: "lab", id: `run:${body.id}`, record: JSON.stringify(stopped) }]);
		expect((await call("GET", `runs/${body.id}`)).body.state).toBe("interrupted");
	});
});

test("concepts are found by any of their names, in whatever language, the same name first", () => {
	const found = findConcepts(loadVocabulary(), "Finanzbuchhaltung", 3);
	expect(found[0]).toMatchObject({ id: "accounting", kind: "skill", group: "domain", last: ["finance"] });
	expect(findConcepts(loadVocabulary(), "  ", 3)).toEqual([]);
});

test("names of concepts are folded once, not with each question", () => {
	const { skills, titles } = loadVocabulary();
	let read = 0;
	const counted = {
		...loadVocabulary(),
		titles,
		get skills() {
			read++;
			return skills;
		},
	};
	for (const words of ["Buchhaltung", "nursing"]) findConcepts(counted, words, 3);
	expect(read).toBe(1);
});
