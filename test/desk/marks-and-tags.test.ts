import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { removeProfile } from "../../src/export/closed-members.ts";
import { notesToForget } from "../../src/ingest/forget-notes.ts";
import { removalOf } from "../../src/ingest/remove-candidate.ts";
import { candidate } from "../api/middleware/samples.ts";
import { type DeskRig, idsOf, openDesk, person, type Recruiter } from "./desk-rig.ts";

let desk: DeskRig;
let rita: Recruiter;
let omar: Recruiter;
let other: Recruiter;
beforeAll(async () => {
	desk = await openDesk();
	rita = await desk.recruiter("acme", "rita");
	omar = await desk.recruiter("acme", "omar");
	other = await desk.recruiter("other", "rita");
	await desk.network([person("n-1")]);
	for (const each of [rita, other]) await each.import(person("c-1"), person("c-2"));
});
afterAll(() => desk.close());

const marksOf = async (who: Recruiter, id: string) =>
	(await who.search("java", { includeHidden: true })).hits.find((hit) => id === (hit.candidateId ?? hit.profileId))
		?.marks;

describe("tags", () => {
	test("are the tenant's: found by the filter, counted, and seen by all its recruiters and nobody else", async () => {
		await rita.bulk("tag", [{ candidateId: "c-1" }, { profileId: "n-1" }], { tags: ["Silver medalist"] });
		const found = await omar.search("java", { filters: { tags: ["silver MEDALIST"] }, facets: ["tag"] });
		expect(idsOf(found)).toEqual(["c-1", "n-1"]);
		expect(found.facets.tag).toMatchObject([{ value: "Silver medalist", count: 2 }]);
		expect(idsOf(await omar.search('tag:"Silver Medalist" in:network'))).toEqual(["n-1"]);
		expect(idsOf(await omar.search('java NOT tag:"silver medalist"'))).toEqual(["c-2"]);
		expect(idsOf(await other.search('tag:"silver medalist"'))).toEqual([]);
		expect((await marksOf(omar, "c-1"))?.tags).toEqual(["Silver medalist"]);
		expect((await marksOf(omar, "n-1"))?.tags).toEqual(["Silver medalist"]);
		for (const id of ["c-1", "n-1"]) expect((await marksOf(other, id))?.tags).toEqual([]);
	});

	test("stay when the candidate is imported again, with or without tags of the ATS, and when the file is read", async () => {
		await rita.bulk("tag", [{ candidateId: "c-1" }], { tags: ["warm"] });
		await rita.import({ ...person("c-1"), tags: ["from-ats"] });
		expect((await marksOf(rita, "c-1"))?.tags).toEqual(["from-ats", "Silver medalist", "warm"]);
		await rita.import({ ...person("c-1"), tags: [] });
		expect((await marksOf(rita, "c-1"))?.tags).toEqual(["Silver medalist", "warm"]);
		const file = { method: "PUT", url: "/v1/candidates/c-1/resume", payload: "Person c-1\nJava" } as const;
		const headers = { authorization: `Bearer ${await desk.harness.tokenOf("acme")}`, "content-type": "text/plain" };
		expect((await desk.harness.app.inject({ ...file, headers })).statusCode).toBe(200);
		expect((await rita.send("GET", "/v1/candidates/c-1")).json().recruiterTags).toEqual(["Silver medalist", "warm"]);
		expect(idsOf(await rita.search("", { filters: { tags: ["warm"] } }))).toEqual(["c-1"]);
	});

	test("have no control characters", async () => {
		const people = [{ candidateId: "c-1" }];
		const answer = await rita.send("POST", "/v1/people/bulk", { action: "tag", people, tags: ["a\u0000=1"] });
		expect([answer.statusCode, answer.json().code]).toEqual([422, "invalid-field"]);
	});

	test("stay when the ATS synchronizes the candidate again", async () => {
		const { tenant } = await desk.scope("acme");
		const context = `urn:li:organization:${tenant.organization}`;
		const key = `atsCandidateId=S1&dataProvider=ATS&integrationContext=${context}`;
		const sync = async () => {
			const answer = await desk.harness.app.inject({
				method: "PUT",
				url: "/v2/atsCandidates",
				headers: {
					authorization: `Bearer ${await desk.harness.tokenOf("acme")}`,
					"x-restli-method": "batch_update",
				},
				payload: { entities: { [key]: { ...candidate(), lastModifiedAt: Date.now() } } },
			});
			expect(answer.json().errors).toEqual({});
		};
		await sync();
		await rita.bulk("tag", [{ candidateId: "S1" }], { tags: ["met"] });
		await sync();
		expect((await rita.send("GET", "/v1/candidates/S1")).json().recruiterTags).toEqual(["met"]);
		expect(idsOf(await rita.search("", { filters: { tags: ["met"] } }))).toEqual(["S1"]);
	});

	test("the answer tells who had them already: taking them back leaves him alone", async () => {
		await rita.import(person("h-1"), person("h-2"));
		await rita.bulk("tag", [{ candidateId: "h-1" }], { tags: ["Had"] });
		const people = [{ candidateId: "h-1" }, { candidateId: "h-2" }];
		for (const [action, changed] of [
			["tag", [false, true]],
			["untag", [true, true]],
			["untag", [false, false]],
		] as const) {
			const { results } = await rita.bulk(action, people, { tags: ["had"] });
			expect(results.map((one) => one.changed)).toEqual(changed);
		}
	});

	test("of the ATS are taken away there: each person is told by himself", async () => {
		await rita.import({ ...person("c-2"), tags: ["ats"] });
		await rita.bulk("tag", [{ candidateId: "c-1" }], { tags: ["ats"] });
		const answer = await rita.bulk("untag", [{ candidateId: "c-1" }, { candidateId: "c-2" }], { tags: ["ATS"] });
		expect(answer.results.map(({ error }) => error?.code ?? null)).toEqual([null, "not-yours"]);
		expect((await marksOf(rita, "c-1"))?.tags).not.toContain("ats");
		expect((await marksOf(rita, "c-2"))?.tags).toEqual(["ats"]);
	});

	test("are at most a hundred on one person, which stops nobody else", async () => {
		const many = (from: number) => Array.from({ length: 20 }, (_, index) => `t${from + index}`);
		await rita.bulk("untag", [{ profileId: "n-1" }], { tags: ["Silver medalist"] });
		for (let from = 0; from < 100; from += 20) await rita.bulk("tag", [{ profileId: "n-1" }], { tags: many(from) });
		const answer = await rita.bulk("tag", [{ profileId: "n-1" }, { candidateId: "c-2" }], { tags: ["one more"] });
		expect(answer.results.map(({ error }) => error?.code ?? null)).toEqual(["limit-reached", null]);
	});

	test("of two candidates who are merged are united, and parted with them", async () => {
		await rita.import(person("m-1"), person("m-2"));
		await rita.bulk("tag", [{ candidateId: "m-1" }], { tags: ["one"] });
		await rita.bulk("tag", [{ candidateId: "m-2" }], { tags: ["two"] });
		await rita.bulk("mark", [{ candidateId: "m-2" }], { mark: "contacted" });
		await rita.send("POST", "/v1/candidates/m-1/merge", { candidateId: "m-2" });
		const merged = await marksOf(rita, "m-1");
		expect([merged?.tags, typeof merged?.contacted]).toEqual([["one", "two"], "string"]);
		await rita.bulk("tag", [{ candidateId: "m-1" }], { tags: ["three"] });
		await rita.send("POST", "/v1/candidates/m-1/unmerge", { candidateId: "m-2" });
		expect((await marksOf(rita, "m-1"))?.tags).toEqual(["one", "three"]);
		expect((await marksOf(rita, "m-2"))?.tags).toEqual(["two"]);
		expect((await marksOf(rita, "m-1"))?.contacted).toBeNull();
	});

	test("a change is told to the tenant's webhooks, and does not make the record look newer", async () => {
		const events = ["candidate.changed"];
		await rita.send("PUT", "/v1/webhooks/crm", { url: "https://hooks.example.com/x", events, active: true });
		const before = (await rita.send("GET", "/v1/candidates/c-2")).json().updatedAt;
		await rita.bulk("tag", [{ candidateId: "c-2" }], { tags: ["told"] });
		await desk.harness.deliveries.idle();
		expect((await rita.send("GET", "/v1/webhooks/crm")).json().deliveries.delivered).toBe(1);
		expect((await rita.send("GET", "/v1/candidates/c-2")).json().updatedAt).toBe(before);
	});
});

describe("marks", () => {
	test("are the recruiter's own, with the time, and can be taken away", async () => {
		const body = { mark: "viewed", people: [{ candidateId: "c-1" }, { profileId: "n-1" }, { candidateId: "nobody" }] };
		const answer = (await rita.send("POST", "/v1/people/marks", body)).json();
		expect([answer.done, answer.failed, answer.results[2].error.code]).toEqual([2, 1, "not-found"]);
		for (const id of ["c-1", "n-1"]) {
			expect(Date.parse((await marksOf(rita, id))?.viewed ?? "")).toBeGreaterThan(Date.now() - 60_000);
			expect((await marksOf(omar, id))?.viewed).toBeNull();
		}
		expect((await marksOf(rita, "c-1"))?.contacted).toBeNull();
		expect((await marksOf(other, "c-1"))?.viewed).toBeNull();
		await rita.send("POST", "/v1/people/marks", { ...body, set: false });
		expect((await marksOf(rita, "c-1"))?.viewed).toBeNull();
	});

	test("put again tell when they were put before, and can be put back to then", async () => {
		await rita.import(person("b-1"), person("b-2"), person("b-3"));
		await rita.send("POST", "/v1/candidates/b-1/merge", { candidateId: "b-3" });
		const [about, at] = [[{ candidateId: "b-1" }, { candidateId: "b-2" }], "2026-01-02T03:04:05.000Z"];
		const contacted = async (action: string, more = {}) =>
			(await rita.bulk(action, about, { mark: "contacted", ...more })).results.map(({ changed, before }) => [
				changed,
				before?.at ?? null,
			]);
		await rita.bulk("mark", [{ candidateId: "b-1" }], { mark: "contacted", at });
		expect(await contacted("mark")).toEqual([
			[true, at],
			[true, null],
		]);
		expect((await marksOf(rita, "b-1"))?.contacted).not.toBe(at);
		await rita.bulk("mark", [{ candidateId: "b-1" }], { mark: "contacted", at });
		expect((await marksOf(rita, "b-1"))?.contacted).toBe(at);
		await rita.bulk("mark", [{ candidateId: "b-2" }], { mark: "contacted", at: "2999-01-01T00:00:00Z" });
		expect(Date.parse((await marksOf(rita, "b-2"))?.contacted ?? "")).toBeLessThan(Date.now() + 60_000);
		expect((await contacted("unmark")).map(([changed]) => changed)).toEqual([true, true]);
		expect(await contacted("unmark")).toEqual([
			[false, null],
			[false, null],
		]);
	});

	test("of one client are not another's", async () => {
		const [one, two] = [await desk.recruiter("acme", null), await desk.recruiter("acme", null)];
		await one.bulk("mark", [{ candidateId: "c-1" }], { mark: "contacted" });
		expect((await marksOf(one, "c-1"))?.contacted).not.toBeNull();
		for (const who of [two, rita]) expect((await marksOf(who, "c-1"))?.contacted).toBeNull();
	});
});

test("what was noted of a candidate is forgotten with him", async () => {
	await rita.import(person("gone"));
	await rita.send("PUT", "/v1/projects/forgotten", { name: "F" });
	const [about] = [[{ candidateId: "gone" }]];
	await rita.bulk("mark", about, { mark: "viewed" });
	await rita.bulk("addToProject", about, { project: "forgotten", note: "Plays the CANARY." });
	const scope = await desk.scope("acme");
	const everything = async () => JSON.stringify(await scope.store.list("desk", { limit: 1000 }));
	expect(await everything()).toContain("CANARY");
	await scope.store.write((await removalOf(scope, ["gone"])).changes);
	expect(await everything()).not.toContain("CANARY");
	expect(await everything()).not.toContain("mark/seat:rita/c:gone");
	const project = (await rita.send("GET", "/v1/projects/forgotten")).json();
	expect([project.members, project.size]).toEqual([[], 0]);
});

test("what was noted of a member of the network is forgotten when he leaves it", async () => {
	await desk.network([person("n-9")]);
	await rita.bulk("tag", [{ profileId: "n-9" }], { tags: ["CANARY"] });
	await rita.bulk("mark", [{ profileId: "n-9" }], { mark: "viewed" });
	const { ingest, tenancy } = desk.harness;
	const forget = (store: Parameters<typeof notesToForget>[0], id: string) => notesToForget(store, [{ profileId: id }]);
	await removeProfile({ ...ingest, tenancy, forget }, "n-9");
	const left = JSON.stringify(await (await desk.scope("acme")).store.list("desk", { limit: 1000 }));
	expect(left).not.toMatch(/CANARY|mark.seat:rita.p:n-9/);
});
