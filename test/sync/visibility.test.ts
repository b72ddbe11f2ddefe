import { beforeEach, describe, expect, test } from "vitest";
import { jobLabel, RESTRICTED } from "../../src/analysis/access-labels.ts";
import { type Change, type Collection, countingPlan, type Store } from "../../src/engine/port.ts";
import { confined } from "../../src/sync/confined.ts";
import { idOf, recordIdOf } from "../../src/sync/kinds.ts";
import { type AtsRecord, keysOf } from "../../src/sync/stored.ts";
import { audienceOf, jobsOfMember, visibleApplications, visibleJobs } from "../../src/sync/visibility.ts";
import type { Scope } from "../../src/tenancy/scope.ts";
import { codeOf, openRig, type Rig } from "../tenancy/rig.ts";

/** Who sees which jobs, and what a recruiter's scope holds of them: each rule by itself. test/api/middleware has them over the wire. */

const AT = "2026-01-01T00:00:00.000Z";
let rig: Rig;
let scope: Scope;
let store: Store;
beforeEach(async () => {
	rig = await openRig();
	scope = await rig.scope(await rig.tenant("acme"));
	({ store } = scope);
	await write(
		...["R1", "R2", "R3", "R4"].map((id) => job(id, id === "R4" ? { accessRestricted: true } : {})),
		...["rita", "rob"].map((id) => seat(id)),
		ats("acl", "G1", "R1"),
		ats("acl-assignee", "G1", "rita"),
		// Shares the secondary key of lists, and comes after them.
		ats("application", "X1", "", { jobId: "R2" }),
	);
});

const write = (...changes: Change[]) => store.write(changes);
const put = (collection: Collection, id: string, record: object) =>
	({ op: "put", collection, id, record: JSON.stringify(record) }) as const;
const job = (id: string, more: object = {}) => put("job", id, { id, title: id, ...more });
const seat = (id: string, active = true) =>
	put("activity", `seat/${id}`, {
		...{ id, firstName: id, lastName: "Roe", email: `${id}@acme.example`, roles: [] },
		...{ active, admin: false, createdAt: AT, updatedAt: AT },
	});
/** What an ATS sent; null: deleted. */
function ats(kind: AtsRecord["kind"], first: string, second: string, entity: AtsRecord["entity"] = {}): Change {
	const path = second === "" ? [first] : [first, second];
	const record = { kind, path, entity, receivedAt: AT, asOf: 0 };
	return { ...put("ats", idOf(record), record), keys: keysOf(record) };
}
/** Opens to all users what no list protects. */
const open = (...keys: ("JOB_POSTING_VIEWERS" | "APPLICATION_VIEWERS")[]) => {
	const everybody = { value: "ALL_PRODUCT_USERS", application: "ats", updatedAt: AT };
	return write(
		put("setting", "integrations", { configurations: Object.fromEntries(keys.map((key) => [key, everybody])) }),
	);
};
const asked = ["R1", "R2", "R3", "R4"].map((jobId) => ({ jobId }));
const jobsFor = async (viewer: string | null) => (await visibleJobs(store, viewer, asked)).map(Number).join("");
const applicationsFor = async (viewer: string | null) =>
	(await visibleApplications(store, viewer, asked)).map(Number).join("");

describe("R3: jobs and applications", () => {
	test("are seen by members of their lists alone, where the tenant opens nothing", async () => {
		expect([await jobsFor("rita"), await jobsFor("rob"), await jobsFor(null)]).toEqual(["1000", "0000", "1111"]);
		expect([await applicationsFor("rita"), await applicationsFor("rob")]).toEqual(["1000", "0000"]);
		expect(await visibleJobs(store, "rita", [])).toEqual([]);
		expect(await visibleJobs(store, "rita", [{ jobId: "R2" }, { jobId: "R1" }, { jobId: "R1" }])).toEqual([
			false,
			true,
			true,
		]);
	});

	test("are opened each by its own switch, but for what a list protects or is restricted", async () => {
		await open("JOB_POSTING_VIEWERS");
		expect([await jobsFor("rita"), await jobsFor("rob")]).toEqual(["1110", "0110"]);
		expect([await applicationsFor("rita"), await applicationsFor("rob")]).toEqual(["1000", "0000"]);
		await open("APPLICATION_VIEWERS");
		expect([await jobsFor("rob"), await applicationsFor("rob")]).toEqual(["0000", "0110"]);
		const marked = [
			{ jobId: "R2", accessRestricted: true },
			{ jobId: "R2", accessRestricted: false },
			{ jobId: "new" },
		];
		expect(await visibleApplications(store, "rob", marked)).toEqual([false, true, true]);
	});

	test("that are restricted are seen by who is on their list, and lists that are gone protect nothing", async () => {
		await open("JOB_POSTING_VIEWERS");
		await write(ats("acl", "G1", "R4"), ats("acl", "G2", "R3"));
		expect([await jobsFor("rita"), await jobsFor("rob")]).toEqual(["1101", "0100"]);
		await write(ats("acl", "G2", "R3", null), ats("acl", "G1", "R1", null));
		expect([await jobsFor("rita"), await jobsFor("rob")]).toEqual(["1111", "1110"]);
		await write(ats("acl-assignee", "G1", "rita", null));
		expect(await jobsFor("rita")).toBe("1110");
	});

	test("whose ids are none of ours are told by the ATS's", async () => {
		const id = recordIdOf("R/9");
		await write(job(id), ats("acl", "G/2", "R/9"), ats("acl-assignee", "G/2", "rob"));
		await open("JOB_POSTING_VIEWERS");
		const see = (viewer: string) => visibleJobs(store, viewer, [{ jobId: id }]);
		expect([await see("rob"), await see("rita")]).toEqual([[true], [false]]);
		expect(await jobsOfMember(store, "rob")).toEqual([id]);
	});
});

describe("what a search is given of it", () => {
	test("is the viewer's jobs, and what is closed to others where the tenant opens applications", async () => {
		await write(ats("acl", "G10", "R2"), ats("acl-assignee", "G10", "rob"), ats("acl", "G1", "R0"));
		expect(await audienceOf(store, "rita")).toEqual({ seen: ["R0", "R1"].map(jobLabel), unless: null });
		expect(await audienceOf(store, "rob")).toEqual({ seen: ["R2"].map(jobLabel), unless: null });
		await open("JOB_POSTING_VIEWERS");
		expect((await audienceOf(store, "rob")).unless).toBeNull();
		await open("APPLICATION_VIEWERS");
		const shut = [RESTRICTED, ...["R0", "R1", "R2", "R4"].map(jobLabel)];
		expect(await audienceOf(store, "rob")).toEqual({ seen: ["R2"].map(jobLabel), unless: shut });
		await write(ats("acl", "G1", "R0", null), job("R4", { accessRestricted: false }));
		expect(await audienceOf(store, "rita")).toEqual({
			seen: ["R1"].map(jobLabel),
			unless: [RESTRICTED, ...["R1", "R2"].map(jobLabel)],
		});
	});

	test("is all of it, however many jobs there are", async () => {
		const ids = Array.from({ length: 1001 }, (_, place) => `S${String(place).padStart(4, "0")}`);
		await write(
			...ids.map((id) => ats("acl", "G1", id)),
			...ids.map((id) => job(`T${id}`, { accessRestricted: true })),
		);
		await open("APPLICATION_VIEWERS");
		expect(await jobsOfMember(store, "rita")).toEqual(["R1", ...ids]);
		const { unless } = await audienceOf(store, "rita");
		expect(unless).toEqual([RESTRICTED, ...["R1", "R4", ...ids, ...ids.map((id) => `T${id}`)].map(jobLabel)]);
	});
});

describe("R3: a recruiter's scope", () => {
	const idsOf = (found: readonly ({ readonly id: string } | null)[]) => found.map((one) => one?.id ?? null);

	test("reads and lists the jobs that he may see, and tells no version", async () => {
		const rita = confined(scope, "rita").store;
		const read = await rita.read("job", { ids: ["R2", "R1", "none"] });
		expect([idsOf(read), read[1]?.version]).toEqual([[null, "R1", null], 0]);
		await open("JOB_POSTING_VIEWERS");
		const page = await rita.list("job", { limit: 2 });
		expect([idsOf(page), page.map(({ version }) => version)]).toEqual([
			["R1", "R2"],
			[0, 0],
		]);
		expect(idsOf(await rita.list("job", { limit: 2, after: "R2" }))).toEqual(["R3"]);
		expect(idsOf(await rita.list("job", { limit: 9, reverse: true }))).toEqual(["R3", "R2", "R1"]);
		expect(idsOf(await confined(scope, "rob").store.list("job", { limit: 2 }))).toEqual(["R2", "R3"]);
	});

	test("lists his own jobs in pages, both ways, where the tenant opens none", async () => {
		await write(...["R3", "Q1", "gone"].map((id) => ats("acl", "G1", id)), job("Q1"));
		const rita = confined(scope, "rita").store;
		const list = async (page: object) => idsOf(await rita.list("job", { limit: 2, ...page }));
		expect([await list({}), await list({ after: "R1" })]).toEqual([["Q1", "R1"], ["R3"]]);
		expect([await list({ reverse: true }), await list({ reverse: true, after: "R1" })]).toEqual([["R3", "R1"], ["Q1"]]);
		expect(await list({ limit: 1, after: "Q1" })).toEqual(["R1"]);
		expect((await rita.list("job", { limit: 9 })).map(({ version }) => version)).toEqual([0, 0, 0]);
	});

	test("shows people by the applications that he may see, without the others", async () => {
		const application = (id: string, jobId: string) => ({ id, jobId, stage: null });
		const document = { language: null, fields: {}, facets: {}, columns: {}, keys: [], link: null };
		const person = (id: string, ...applications: object[]): Change => ({
			...put("person", id, { id, resume: {}, ...(applications.length === 0 ? {} : { applications }) }),
			document,
		});
		await write(
			person("p1", application("a1", "R1"), application("a2", "R2")),
			person("p2", application("a3", "R2")),
			person("p3", application("a4", "R1")),
			person("p4"),
		);
		const rita = confined(scope, "rita").store;
		const seen = await rita.read("person", { ids: ["p1", "p2", "p3", "p4"] });
		expect(idsOf(seen)).toEqual(["p1", null, "p3", null]);
		expect(JSON.parse(seen[0]?.record ?? "").applications).toEqual([application("a1", "R1")]);
		expect(seen.map((one) => one?.version ?? 0)).toEqual([0, 0, 0, 0]);
		expect(seen[2]?.record).toBe((await store.read("person", { ids: ["p3"] }))[0]?.record);
		expect(idsOf(await rita.list("person", { limit: 2 }))).toEqual(["p1", "p3"]);
		expect(idsOf(await rita.list("person", { limit: 1, after: "p1" }))).toEqual(["p3"]);
		expect(idsOf(await rita.list("person", { limit: 3, reverse: true }))).toEqual(["p3", "p1"]);
		expect(await confined(scope, "rob").store.list("person", { limit: 1 })).toEqual([]);
		await open("APPLICATION_VIEWERS");
		expect(idsOf(await confined(scope, "rob").store.list("person", { limit: 9 }))).toEqual(["p1", "p2", "p4"]);
	});

	test("by a key gives the first that he may see, not what he may see of the first", async () => {
		await write(...["A", "B", "C"].map((id) => ({ ...job(id), keys: ["k"] })), ats("acl", "G1", "C"));
		const rita = confined(scope, "rita").store;
		expect(idsOf(await rita.read("job", { keys: ["k"], atMost: 1 }))).toEqual(["C"]);
		expect(idsOf(await rita.read("job", { keys: ["k"] }))).toEqual(["C"]);
		await open("JOB_POSTING_VIEWERS");
		expect(idsOf(await rita.read("job", { keys: ["k"], atMost: 2 }))).toEqual(["A", "B"]);
	});

	test("writes his desk and signals alone, and reads what is set for the tenant", async () => {
		const rita = confined(scope, "rita").store;
		await rita.write([put("desk", "d", {}), put("signal", "s", {})]);
		for (const collection of ["setting", "activity", "original", "job", "person"] as const)
			expect([collection, await codeOf(rita.write([put("desk", "d", {}), put(collection, "x", {})]))]).toEqual([
				collection,
				"invalid-request",
			]);
		await store.write([{ ...put("desk", "e", {}), keys: ["k"] }]);
		expect(idsOf(await rita.read("desk", { keys: ["k"] }))).toEqual(["e"]);
		expect(idsOf(await rita.list("desk", { limit: 9 }))).toEqual(["d", "e"]);
		for (const collection of ["setting", "original", "activity", "signal"] as const)
			expect(await rita.read(collection, { ids: ["none"] })).toEqual([null]);
		for (const collection of ["ats", "task", "merge", "export", "outbox", "embedding", "lab"] as const) {
			await expect(rita.read(collection, { ids: ["x"] })).rejects.toThrow(TypeError);
			await expect(rita.list(collection, { limit: 1 })).rejects.toThrow(TypeError);
		}
	});

	test("searches and completes for its audience, whatever else is asked", async () => {
		const rita = confined(scope, "rita").store;
		const asked: unknown[] = [];
		const raw = rig.raw.get("tenant:acme") as Store;
		raw.retrieve = async ({ audience }) => void asked.push(audience) as never;
		raw.suggest = async (_text, _limit, _among, audience) => void asked.push(audience) as never;
		const all = { seen: [], unless: [] };
		await rita.retrieve({ ...countingPlan({ op: "all" }), audience: all });
		await rita.suggest("ja", 3, undefined, all);
		const own = { seen: [jobLabel("R1")], unless: null };
		expect(asked).toEqual([own, own]);
	});

	test("does nothing where there is no such recruiter, or he is not active", async () => {
		await write(seat("gone", false));
		for (const id of ["gone", "nobody"]) {
			const { store: shut, record } = confined(scope, id);
			const tries = [
				shut.read("job", { ids: ["R1"] }),
				shut.list("job", { limit: 1 }),
				shut.write([put("desk", "d", {})]),
				shut.retrieve(countingPlan({ op: "all" })),
				shut.suggest("ja", 3),
				record("search", {}, async () => ({ value: 1, result: { outcome: "ok" } })),
			];
			expect(await Promise.all(tries.map(codeOf))).toEqual(tries.map(() => "seat-unavailable"));
		}
		expect(confined(scope, "rita").seat).toBe("rita");
	});
});
