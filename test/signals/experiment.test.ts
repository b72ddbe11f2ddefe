import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { createProfiles, loadProfiles } from "../../src/search/profiles.ts";
import { changeSettings } from "../../src/server/change-settings.ts";
import { startExperiment } from "../../src/signals/experiment.ts";
import type { Scope } from "../../src/tenancy/scope.ts";
import { type DeskRig, type Found, openDesk, person, type Recruiter } from "../desk/desk-rig.ts";

let desk: DeskRig;
let rita: Recruiter;
let omar: Recruiter;
let engineer: Recruiter;

const PEOPLE = 60;
const start = (profileB = "tuned.v1") => engineer.send("PUT", "/v1/experiment", { profileA: "default.v4", profileB });
const stop = () => engineer.send("POST", "/v1/experiment/stop");
const ids = ({ hits }: Found) => hits.map(({ candidateId, profileId }) => candidateId ?? profileId);

async function paged(
	who: Recruiter,
	pageSize: number,
	between: () => Promise<unknown> = async () => {},
): Promise<(string | null)[]> {
	const all: (string | null)[] = [];
	for (let cursor: string | null | undefined; cursor !== null; ) {
		const found = await who.search("java developer", { pageSize, ...(cursor === undefined ? {} : { cursor }) });
		all.push(...ids(found));
		cursor = (found as unknown as { nextCursor: string | null }).nextCursor;
		await between();
	}
	return all;
}

beforeAll(async () => {
	desk = await openDesk();
	rita = await desk.recruiter("acme", "rita", ["search", "candidates:read", "candidates:write", "desk:read"]);
	omar = await desk.recruiter("acme", "omar", ["search"]);
	engineer = await desk.recruiter("acme", null, ["search", "signals:read", "signals:write"]);
	await changeSettings(desk.harness.tenancy, desk.harness.ingest, parseTenantId("acme"), { signals: true });
	await desk.network(Array.from({ length: 20 }, (_, index) => person(`n-${index}`)));
	const years = (index: number) => `20${10 + (index % 12)}-01`;
	await rita.import(
		...Array.from({ length: PEOPLE }, (_, index) => ({
			id: `c-${index}`,
			resume: {
				basics: { name: `Person ${index}` },
				skills: index % 3 === 0 ? [{ name: "Java" }] : [],
				work: [
					{ position: index % 2 === 0 ? "Java Developer" : "Nurse", startDate: years(index) },
					{
						position: "Clerk",
						startDate: "2005-01",
						endDate: "2008-01",
						summary: index % 5 === 0 ? "some java developer work" : "java",
					},
				],
			},
		})),
	);
});
afterAll(() => desk.close());

describe("an experiment", () => {
	test("needs two profiles that the tenant may use", async () => {
		expect((await start("default.v4")).json()).toMatchObject({
			code: "invalid-field",
			errors: [{ pointer: "/profileB" }],
		});
		expect((await start("none.v1")).json()).toMatchObject({
			code: "invalid-field",
			errors: [{ pointer: "/profileB" }],
		});
		expect((await engineer.send("GET", "/v1/experiment")).statusCode).toBe(404);
		expect((await omar.send("PUT", "/v1/experiment", {})).statusCode).toBe(403);
	});

	test("refuses a profile that was learned from another tenant, for both places, and takes it for that one", async () => {
		const base = loadProfiles().get("default.v4", null);
		const learned = { ...base, id: "learned.v1", provenance: { ...base.provenance, tenant: "other" } };
		const deps = { profiles: createProfiles([base, learned], base.id), clock: () => new Date() };
		const acme = await desk.scope("acme");
		const refused = expect.objectContaining({ code: "invalid-field" });
		const begin = (scope: Scope, profileA: string, profileB: string) =>
			startExperiment(scope, deps, { profileA, profileB });
		expect(() => begin(acme, "default.v4", "learned.v1")).toThrow(refused);
		expect(() => begin(acme, "learned.v1", "default.v4")).toThrow(refused);
		await changeSettings(desk.harness.tenancy, desk.harness.ingest, parseTenantId("other"), { signals: true });
		expect(await begin(await desk.scope("other"), "default.v4", "learned.v1")).toMatchObject({
			profileB: "learned.v1",
		});
	});

	test("shows the same people, total and facets in another order, and says which team to engineers only", async () => {
		const before = await rita.search("java developer", { pageSize: 100 });
		const other = await rita.search("java developer", { pageSize: 100, profile: "tuned.v1" });
		expect(ids(other)).not.toEqual(ids(before));
		expect((await start()).statusCode).toBe(200);
		expect((await start()).json()).toMatchObject({ code: "experiment-running" });
		const during = await rita.search("java developer", { pageSize: 100 });
		expect([during.total, during.totalFull, during.facets]).toEqual([before.total, before.totalFull, before.facets]);
		expect(ids(during)).not.toEqual(ids(before));
		expect(ids(during).toSorted()).toEqual(ids(before).toSorted());
		const scores = new Map(before.hits.map((hit) => [hit.candidateId ?? hit.profileId, hit.score]));
		for (const hit of during.hits) expect(hit.score).toBe(scores.get(hit.candidateId ?? hit.profileId));
		expect(JSON.stringify(during)).not.toMatch(/"team"|tuned\.v1/);
		const told = await engineer.search("java developer", { pageSize: 100 });
		const teams = told.hits.map(({ team }) => team);
		expect(Math.abs(teams.filter((team) => team === "a").length - teams.length / 2)).toBeLessThanOrEqual(1);
		expect((await engineer.search("java developer", { explain: false })).hits[0]).not.toHaveProperty("team");
	});

	test("is the same for the same asker and query, whatever the size of pages; not for everybody alike", async () => {
		const whole = ids(await rita.search("java developer", { pageSize: 100 }));
		expect(await paged(rita, 7)).toEqual(whole);
		expect(await paged(rita, 13)).toEqual(whole);
		const numbered: unknown[] = [];
		for (let page = 1; page <= 4; page++)
			numbered.push(...ids(await rita.search("java developer", { page, pageSize: 25 })));
		expect(numbered).toEqual(whole);
		expect(new Set(whole).size).toBe(whole.length);
		const others = await Promise.all(
			Array.from({ length: 6 }, (_, index) => desk.recruiter("acme", `seat-${index}`, ["search"])),
		);
		const lists = await Promise.all(
			others.map(async (who) => ids(await who.search("java developer", { pageSize: 100 })).join()),
		);
		expect(new Set([...lists, whole.join()]).size).toBeGreaterThan(1);
	});

	test("a search that names a ranking gets that ranking", async () => {
		const named = await rita.search("java developer", { pageSize: 100, profile: "default.v4" });
		expect(
			named.hits.every(({ score }, index) => index === 0 || Number(score) <= Number(named.hits[index - 1]?.score)),
		).toBe(true);
	});

	test("a list that is being paged through stays one list when the experiment is stopped or begun", async () => {
		const whole = ids(await rita.search("java developer", { pageSize: 100 }));
		let stopped = false;
		const during = await paged(rita, 9, async () => {
			if (!stopped) await stop();
			stopped = true;
		});
		expect(during).toEqual(whole);
		const plain = ids(await rita.search("java developer", { pageSize: 100 }));
		expect(plain).not.toEqual(whole);
		let begun = false;
		const across = await paged(rita, 9, async () => {
			if (!begun) await start();
			begun = true;
		});
		expect(across).toEqual(plain);
	});

	test("its outcome counts for whom people were opened", async () => {
		const { hits } = await engineer.search("java developer", { pageSize: 20 });
		const teamOf = new Map(hits.map((hit) => [hit.candidateId, hit.team]));
		const own = await engineer.search("java developer", { pageSize: 20 });
		const b = own.hits.filter(({ candidateId }) => candidateId !== null && teamOf.get(candidateId) === "b").slice(0, 2);
		const events = b.map(({ candidateId }) => ({ kind: "opened", candidateId, searchId: own.searchId }));
		expect((await engineer.send("POST", "/v1/signals", { events })).json().kept).toBe(2);
		const status = (await engineer.send("GET", "/v1/experiment")).json();
		expect(status).toMatchObject({ profileA: "default.v4", profileB: "tuned.v1", stoppedAt: null });
		expect(status.outcome[0]).toMatchObject({ kind: "opened", lists: 1, winsB: 1, winsA: 0 });
		expect((await stop()).json().stoppedAt).not.toBeNull();
		expect((await stop()).statusCode).toBe(404);
		expect((await engineer.send("GET", "/v1/experiment")).json().outcome[0].winsB).toBe(1);
	});
});
