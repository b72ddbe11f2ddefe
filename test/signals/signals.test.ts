import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SignalRow } from "../../src/domain/signal.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { removalOf } from "../../src/ingest/remove-candidate.ts";
import { changeSettings } from "../../src/server/change-settings.ts";
import { pruneSignals } from "../../src/signals/records.ts";
import { noteOpened } from "../../src/signals/report-events.ts";
import { type DeskRig, openDesk, person, type Recruiter } from "../desk/desk-rig.ts";

let desk: DeskRig;
let rita: Recruiter;
let omar: Recruiter;
let analyst: Recruiter;

const DAY = 86_400_000;
const acme = parseTenantId("acme");
const keepSignals = (signals: boolean, tenant = acme) =>
	changeSettings(desk.harness.tenancy, desk.harness.ingest, tenant, { signals });
const searchIdOf = (found: object) => (found as { searchId?: string }).searchId;

async function rows(who = analyst, query = ""): Promise<SignalRow[]> {
	const { body, statusCode } = await who.send("GET", `/v1/signals${query}`);
	expect(statusCode, body).toBe(200);
	return body
		.split("\n")
		.filter((line) => line !== "")
		.map((line) => JSON.parse(line) as SignalRow);
}

beforeAll(async () => {
	desk = await openDesk();
	rita = await desk.recruiter("acme", "rita", [
		"search",
		"candidates:read",
		"candidates:write",
		"desk:read",
		"desk:write",
	]);
	omar = await desk.recruiter("acme", "omar");
	analyst = await desk.recruiter("acme", null, ["signals:read"]);
	await desk.network([person("n-1"), person("n-2")]);
	await rita.import(...Array.from({ length: 12 }, (_, index) => person(`c-${index}`)), person("p-1", "Python"));
});
afterAll(() => desk.close());

describe("signals", () => {
	test("are off unless the operator switches them on: nothing is kept, nothing told", async () => {
		expect(searchIdOf(await rita.search("java"))).toBeUndefined();
		expect((await rita.send("GET", "/v1/candidates/c-1")).statusCode).toBe(200);
		expect(await (await desk.scope("acme")).store.list("signal", { limit: 10 })).toEqual([]);
		expect((await analyst.send("GET", "/v1/signals")).json()).toMatchObject({ status: 409, code: "signals-off" });
	});

	test("tell who was shown where, by which ranking, with what it was made of; no query, name or asker in words", async () => {
		await keepSignals(true);
		const found = await rita.search("java", { pageSize: 5 });
		const own = (await rows()).filter(({ searchId }) => searchId === searchIdOf(found));
		expect(own.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5]);
		expect(own.map(({ candidateId }) => candidateId)).toEqual(found.hits.map(({ candidateId }) => candidateId));
		expect(own[0]).toMatchObject({ profile: "default.v4", experiment: null, team: null, opened: null });
		expect(own[0]?.features.coverage).toBeGreaterThan(0);
		expect(JSON.stringify(own)).not.toMatch(/java|rita|Person/i);
		const stored = await (await desk.scope("acme")).store.list("signal", { limit: 10 });
		expect(JSON.stringify(stored)).not.toMatch(/java|rita|Person /i);
	});

	test("what the product knows is put to the page that it came from", async () => {
		const found = await rita.search("java", { pageSize: 8 });
		await omar.search("java", { pageSize: 8 });
		const [first, second, third, fourth] = found.hits.map(({ candidateId }) => candidateId ?? "");
		await rita.send("GET", `/v1/candidates/${first}`);
		await rita.bulk("mark", [{ candidateId: second }], { mark: "contacted" });
		await rita.send("PUT", "/v1/projects/p1", { name: "P" });
		await rita.bulk("addToProject", [{ candidateId: third }], { project: "p1" });
		const event = { kind: "hired", candidateId: fourth, searchId: searchIdOf(found) };
		const told = await rita.send("POST", "/v1/signals", { events: [event] });
		expect(told.json()).toEqual({ kept: 1, results: [{ error: null }] });
		const own = (await rows()).filter(({ searchId }) => searchId === searchIdOf(found));
		const by = (kind: "opened" | "contacted" | "shortlisted" | "hired") =>
			own.filter((row) => row[kind] !== null).map(({ candidateId }) => candidateId);
		expect([by("opened"), by("contacted"), by("shortlisted"), by("hired")]).toEqual([
			[first],
			[second],
			[third],
			[fourth],
		]);
		const others = (await rows()).filter(({ asker }) => asker !== own[0]?.asker);
		expect(others.length).toBe(8);
		expect(others.some(({ opened, contacted, shortlisted }) => opened ?? contacted ?? shortlisted)).toBe(false);
	});

	test("a hire that the ATS tells of counts for the latest page", async () => {
		const found = await rita.search("python");
		await rita.import({
			...person("p-1", "Python"),
			applications: [{ id: "a1", jobId: "j1", outcome: "hired", updatedAt: new Date(Date.now() + 1000).toISOString() }],
		});
		const own = (await rows()).find(({ searchId }) => searchId === searchIdOf(found));
		expect(own).toMatchObject({ candidateId: "p-1", hired: expect.any(String) });
	});

	test("a client cannot report on a search of somebody else, a person who is not there, or the future", async () => {
		const theirs = searchIdOf(await omar.search("java"));
		const report = async (event: object) =>
			(await rita.send("POST", "/v1/signals", { events: [{ kind: "opened", candidateId: "c-1", ...event }] })).json()
				.results[0].error?.errors[0].pointer;
		expect(await report({})).toBeUndefined();
		expect(await report({ searchId: theirs })).toBe("/searchId");
		expect(await report({ searchId: "nonsense" })).toBe("/searchId");
		expect(await report({ candidateId: "nobody" })).toBe("/candidateId");
		expect(await report({ at: new Date(Date.now() + DAY).toISOString() })).toBe("/at");
		expect((await rita.send("POST", "/v1/signals", { events: [] })).statusCode).toBe(422);
	});

	test("are kept of a recruiter on whose behalf a client asks, as of whoever works at his desk", async () => {
		const { harness } = desk;
		const authorization = `Bearer ${await harness.tokenOf("acme")}`;
		const answer = await harness.app.inject({
			method: "POST",
			url: "/v1/search",
			headers: { authorization, "tributary-seat": "rita" },
			payload: { query: "java", pageSize: 2 },
		});
		expect(answer.statusCode, answer.body).toBe(200);
		const { searchId, hits } = answer.json();
		const own = (await rows()).filter((row) => row.searchId === searchId);
		expect(own).toHaveLength(hits.length);
		expect(own.length).toBeGreaterThan(0);
		const atDesk = searchIdOf(await rita.search("java"));
		expect((await rows()).find((row) => row.searchId === atDesk)?.asker).toBe(own[0]?.asker);
	});

	test("are read by who may, and only of their own tenant", async () => {
		expect((await rita.send("GET", "/v1/signals")).statusCode).toBe(403);
		await keepSignals(true, parseTenantId("other"));
		const other = await desk.recruiter("other", null);
		expect(await rows(other)).toEqual([]);
		const own = searchIdOf(await rita.search("java"));
		const event = { kind: "opened", candidateId: "c-1", searchId: own };
		expect((await other.send("POST", "/v1/signals", { events: [event] })).json().kept).toBe(0);
	});

	test("rates and an estimate come of them", async () => {
		const rates = (await analyst.send("GET", "/v1/signals/rates")).json();
		expect(rates[0]).toMatchObject({ position: 1, shown: expect.any(Number) });
		const answer = await analyst.send("GET", "/v1/signals/estimate?profile=default.v4&kind=opened");
		expect(answer.json()).toMatchObject({ profile: "default.v4", delta: { ndcg: 0, rate: 0 } });
		expect((await analyst.send("GET", "/v1/signals/estimate?profile=none.v1")).statusCode).toBe(422);
	});

	test("of an erased person nothing is left, the others keep their places", async () => {
		const found = await rita.search("java", { pageSize: 4 });
		const gone = found.hits[1]?.candidateId ?? "";
		await rita.send("GET", `/v1/candidates/${gone}`);
		const scope = await desk.scope("acme");
		await scope.store.write((await removalOf(scope, [gone])).changes);
		const all = await scope.store.list("signal", { limit: 1000 });
		expect(JSON.stringify(all)).not.toContain(`"c:${gone}"`);
		const own = (await rows()).filter(({ searchId }) => searchId === searchIdOf(found));
		expect(own.map(({ position }) => position)).toEqual([1, 3, 4]);
	});

	test("somebody who is erased between being read and being written down is not kept either", async () => {
		await rita.import(person("late"));
		const scope = await desk.scope("acme");
		await scope.store.write((await removalOf(scope, ["late"])).changes);
		await noteOpened(scope, "client:x", "late", new Date());
		expect(JSON.stringify(await scope.store.list("signal", { limit: 1000 }))).not.toContain('"c:late"');
	});

	test("are kept so many days, and deleted when they are switched off", async () => {
		const scope = await desk.scope("acme");
		const before = (await rows()).length;
		expect(await pruneSignals(scope, new Date(Date.now() + 89 * DAY))).toBe(0);
		expect((await rows()).length).toBe(before);
		const held = {
			...scope,
			tenant: { ...scope.tenant, legalHold: { reason: "case 12", since: "2026-03-01T12:00:00Z" } },
		};
		expect(await pruneSignals(held, new Date(Date.now() + 91 * DAY))).toBe(0);
		expect(await pruneSignals(scope, new Date(Date.now() + 91 * DAY))).toBeGreaterThan(5);
		expect(await rows()).toEqual([]);
		await rita.search("java");
		await keepSignals(false);
		expect(await scope.store.list("signal", { limit: 10 })).toEqual([]);
	});
});
