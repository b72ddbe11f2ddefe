import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createAlerts } from "../../src/desk/alerts.ts";
import { parseOwner } from "../../src/desk/owner.ts";
import { nextDue } from "../../src/desk/saved-records.ts";
import { newMatches } from "../../src/desk/saved-searches.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { confined } from "../../src/sync/confined.ts";
import { filtersOf, readAsked, savedAddress, savedRequest } from "../../src/web/recruiter/asked.ts";
import { type DeskRig, openDesk, person, type Recruiter, seated } from "./desk-rig.ts";

const HOUR = 3_600_000;
const acme = parseTenantId("acme");
let desk: DeskRig;
let rita: Recruiter;
let omar: Recruiter;
let other: Recruiter;

beforeAll(async () => {
	desk = await openDesk();
	await signIn();
	for (const each of [rita, other]) await each.import(person("c-1"), person("c-2", "Python"));
});
afterAll(() => desk.close());

/** Tokens live an hour, and the tests move the clock. */
async function signIn(): Promise<void> {
	rita = await desk.recruiter("acme", "rita");
	omar = await desk.recruiter("acme", "omar");
	other = await desk.recruiter("other", "rita");
}

const JAVA = { name: "Java people", request: { query: "java" } };
const put = (who: Recruiter, id: string, body: object = JAVA) => who.send("PUT", `/v1/saved-searches/${id}`, body);
const news = async (who: Recruiter, id: string) => (await who.send("GET", `/v1/saved-searches/${id}/new`)).json();
const freshOf = async (who: Recruiter, id: string) =>
	((await news(who, id)).people as { candidateId: string; profileId: string }[]).map(
		({ candidateId, profileId }) => candidateId ?? profileId,
	);
const seen = (who: Recruiter, id: string, people?: object[]) =>
	who.send("POST", `/v1/saved-searches/${id}/seen`, people === undefined ? {} : { people });
let counter = 0;
const fresh = () => `new-${counter++}`;

describe("a saved search", () => {
	test("tells who is new since the last look, and goes on telling until it is said that they were seen", async () => {
		expect((await put(rita, "java")).statusCode).toBe(201);
		expect(await freshOf(rita, "java")).toEqual([]);
		const [one, two] = [fresh(), fresh()];
		await rita.import(person(one), person(two), person(fresh(), "Python"));
		await desk.network([person("n-1")]);
		for (let look = 0; look < 2; look++)
			expect((await freshOf(rita, "java")).toSorted()).toEqual(["n-1", one, two].toSorted());
		expect((await seen(rita, "java", [{ candidateId: one }])).json().people).toHaveLength(2);
		expect((await freshOf(rita, "java")).toSorted()).toEqual(["n-1", two].toSorted());
		expect((await seen(rita, "java")).json().people).toEqual([]);
		expect(await freshOf(rita, "java")).toEqual([]);
	});

	test("says how many were looked at, where there are more than are", async () => {
		await put(rita, "many");
		const all = await news(rita, "many");
		expect(all.looked).toBe(all.total);
		const people = Array.from({ length: 1000 }, (_, index) => ({ candidateId: `m-${index}`, profileId: null }));
		const search = { ...desk.harness.desk.search, people: async () => ({ total: 1500, people }) };
		const deps = { search, clock: desk.harness.desk.clock };
		const found = await newMatches(await desk.scope("acme"), deps, parseOwner("seat:rita"), "many");
		expect(found).toMatchObject({ total: 1500, looked: 1000 });
		await rita.send("DELETE", "/v1/saved-searches/many");
	});

	test("who becomes a candidate after being seen in the network is no news; hidden people are none either", async () => {
		const [matched, hidden] = [fresh(), fresh()];
		await rita.import(person(matched), person(hidden));
		await rita.send("PUT", `/v1/candidates/${matched}/match`, { profileId: "n-1" });
		await rita.bulk("hide", [{ candidateId: hidden }]);
		expect(await freshOf(rita, "java")).toEqual([]);
		await rita.bulk("unhide", [{ candidateId: hidden }]);
		expect(await freshOf(rita, "java")).toEqual([hidden]);
		await seen(rita, "java");
	});

	test("goes on with what was seen when only its name changes, and begins anew with another query", async () => {
		const id = fresh();
		await rita.import(person(id));
		expect((await put(rita, "java", { ...JAVA, name: "Other" })).statusCode).toBe(200);
		expect(await freshOf(rita, "java")).toEqual([id]);
		await put(rita, "java", { ...JAVA, request: { query: "java", filters: { origins: ["ats-only"] } } });
		expect(await freshOf(rita, "java")).toEqual([]);
		await put(rita, "java");
	});

	test("keeps what is switched off of it: its alert and its address ask the same, and older ones have nothing of it", async () => {
		const expansion = { off: ["synonym"], offTerms: ["kotlin"] };
		const request = { query: "j2se", filters: { years: { min: 3, max: 7.5 } }, disabled: ["x"], expansion };
		const { request: kept } = (await put(rita, "narrow", { name: "Narrow", request })).json();
		expect(kept).toEqual(request);
		const asked = readAsked(savedAddress(kept));
		expect(savedRequest(asked)).toEqual(request);
		await put(rita, "narrow", { name: "Narrow", request: { query: "j2se", expansion } });
		await put(rita, "wide", { name: "Wide", request: { query: "j2se" } });
		const id = fresh();
		await rita.import(person(id));
		expect([await freshOf(rita, "narrow"), await freshOf(rita, "wide")]).toEqual([[], [id]]);
		await seen(rita, "java");
		for (const name of ["narrow", "wide"]) await rita.send("DELETE", `/v1/saved-searches/${name}`);
	});

	test.each([
		[{ min: 5, max: 14.99 }, ["5", "10"]],
		[{ min: 3, max: 7 }, ["3..7"]],
		[{ min: 12 }, ["12.."]],
		[{ max: 2.5 }, ["..2.5"]],
	])("of the years %j is opened with them", (years, values) => {
		const asked = readAsked(savedAddress({ query: "java", filters: { years } }));
		expect([asked.filters.years, filtersOf(asked).years]).toEqual([values, years]);
	});

	test("what no facet knows of an address is not asked for", () => {
		const typed =
			"q=java&years=abc&years=90&years=5&origin=zzz&lastActivity=soon&off=zzz&off=stem&skill=%20&skill=Java";
		expect(savedRequest(readAsked(new URLSearchParams(typed)))).toEqual({
			query: "java",
			filters: { years: { min: 5, max: 9.99 }, skills: ["Java"] },
			expansion: { off: ["stem"], offTerms: [] },
		});
	});

	test("is its owner's alone", async () => {
		for (const who of [omar, other, await desk.recruiter("acme", null)]) {
			for (const [method, path] of [
				["GET", ""],
				["GET", "/new"],
				["POST", "/seen"],
				["DELETE", ""],
			] as const) {
				const answer = await who.send(method, `/v1/saved-searches/java${path}`, method === "POST" ? {} : undefined);
				expect([method, path, answer.statusCode]).toEqual([method, path, 404]);
			}
			expect((await who.send("GET", "/v1/saved-searches")).json().items).toEqual([]);
			expect((await put(who, "java", { ...JAVA, name: "Theirs" })).statusCode).toBe(201);
			await who.send("DELETE", "/v1/saved-searches/java");
		}
		expect((await rita.send("GET", "/v1/saved-searches/java")).json().name).toBe("Java people");
	});

	test("that cannot be run is not saved, and says why", async () => {
		const words = Array.from({ length: 70 }, (_, index) => `(a${index} OR b${index})`).join(" ");
		const bad = await put(rita, "bad", { name: "bad", request: { query: words } });
		expect([bad.statusCode, bad.json().code]).toEqual([400, "invalid-query"]);
		expect((await rita.send("GET", "/v1/saved-searches/bad")).statusCode).toBe(404);
		const unknown = await put(rita, "bad", { name: "bad", request: { query: "a", page: 2 } });
		expect(unknown.json().errors).toEqual([{ pointer: "/request/page", detail: "Unknown field." }]);
	});
});

describe("alerts", () => {
	const hook = { url: "https://hooks.example.com/x", events: ["search.matched"], active: true };
	beforeEach(async () => {
		await signIn();
		for (const who of [rita, other]) await who.send("PUT", "/v1/webhooks/crm", hook);
		await desk.harness.deliveries.close();
		await emptyOutbox();
	});
	const emptyOutbox = async () => {
		for (const tenant of ["acme", "other"]) {
			const { store } = await desk.scope(tenant);
			const waiting = await store.list("outbox", { limit: 1000 });
			await store.write(waiting.map(({ id }) => ({ op: "delete", collection: "outbox", id })));
		}
	};
	/** Data of the events that wait. */
	const events = async (tenant = "acme") => {
		const { store } = await desk.scope(tenant);
		const waiting = await store.list("outbox", { limit: 1000 });
		return waiting.map(({ record }) => JSON.parse(JSON.parse(record).body).data);
	};
	/** The worker of a process that has just started. */
	const restarted = () => createAlerts({ ...desk.harness.desk, openScope: desk.harness.tenancy.openScope, confined });
	const runDue = async () => {
		const alerts = restarted();
		alerts.resumeAll([acme, parseTenantId("other")]);
		await alerts.idle();
		await alerts.close();
	};

	test("tell of new matches once, when they are due, and only their own tenant", async () => {
		const made = await put(rita, "hourly", { ...JAVA, alert: { every: "hour" } });
		const due = Date.parse(made.json().dueAt);
		const id = fresh();
		for (const who of [rita, other]) await who.import(person(id));
		await runDue();
		expect(await events()).toEqual([]);
		desk.harness.pass(HOUR + 1000);
		await runDue();
		const told = { savedSearchId: "hourly", owner: "seat:rita", candidateIds: [id], profileIds: [] };
		expect([await events(), await events("other")]).toEqual([[told], []]);
		desk.harness.pass(HOUR + 1000);
		await runDue();
		expect(await events()).toEqual([told]);
		await signIn();
		expect(await freshOf(rita, "hourly")).toEqual([id]);
		expect((await rita.send("GET", "/v1/saved-searches/hourly")).json().dueAt).toBe(
			new Date(due + 2 * HOUR).toISOString(),
		);
	});

	test("catch up once after a long stop, in step with before", async () => {
		const [id] = [fresh()];
		await rita.import(person(id));
		const before = Date.parse((await rita.send("GET", "/v1/saved-searches/hourly")).json().dueAt);
		desk.harness.pass(50 * HOUR);
		await signIn();
		const audited = async () =>
			(await desk.harness.tenancy.audit.latest(acme, 1000)).filter(({ action }) => action === "search.alert").length;
		const count = await audited();
		await runDue();
		// Begun and ended.
		expect((await audited()) - count).toBe(2);
		expect(await events()).toMatchObject([{ candidateIds: [id] }]);
		const after = Date.parse((await rita.send("GET", "/v1/saved-searches/hourly")).json().dueAt);
		expect((after - before) % HOUR).toBe(0);
		expect(after).toBeGreaterThan(before + 49 * HOUR);
	});

	test("of one moment are each run once, by whichever of two processes comes first", async () => {
		await put(rita, "second", { ...JAVA, alert: { every: "hour" } });
		const id = fresh();
		await rita.import(person(id));
		desk.harness.pass(2 * HOUR);
		await Promise.all([runDue(), runDue()]);
		const told = await events();
		expect(told.map(({ savedSearchId }) => savedSearchId).toSorted()).toEqual(["hourly", "second"]);
	});

	test("whose owner looks at the same moment are run anew, with what is new after that", async () => {
		const [before, after] = [fresh(), fresh()];
		await rita.import(person(before));
		desk.harness.pass(2 * HOUR);
		await signIn();
		const { search, ...rest } = desk.harness.desk;
		let looks = 0;
		const alerts = createAlerts({
			...rest,
			openScope: desk.harness.tenancy.openScope,
			confined,
			search: {
				...search,
				people: async (...asked) => {
					const found = await search.people(...asked);
					if (looks++ === 0) for (const id of ["hourly", "second"]) await seen(rita, id);
					if (looks === 1) await rita.import(person(after));
					return found;
				},
			},
		});
		alerts.wake(acme);
		await alerts.idle();
		await alerts.close();
		expect((await events()).map(({ candidateIds }) => candidateIds)).toEqual([[after], [after]]);
		expect((await rita.send("GET", "/v1/saved-searches/hourly")).json().failure).toBeNull();
	});

	test("with more people than an event names are told in several", async () => {
		await put(rita, "many", { name: "Go", request: { query: "go" }, alert: { every: "hour" } });
		await rita.import(...Array.from({ length: 230 }, (_, index) => person(`go-${index}`, "Go")));
		desk.harness.pass(2 * HOUR);
		await runDue();
		const told = (await events()).filter(({ savedSearchId }) => savedSearchId === "many");
		expect(told.map(({ candidateIds }) => candidateIds.length)).toEqual([100, 100, 30]);
		expect(new Set(told.flatMap(({ candidateIds }) => candidateIds)).size).toBe(230);
	});

	test("of a recruiter who left, or that cannot be run, hold up nobody", async () => {
		const leaver = await desk.recruiter("acme", "leaver");
		await put(leaver, "mine", { ...JAVA, alert: { every: "hour" } });
		await seated(await desk.scope("acme"), "leaver", false);
		const id = fresh();
		await rita.import(person(id));
		desk.harness.pass(2 * HOUR);
		await runDue();
		const owners = (await events()).filter(({ candidateIds }) => candidateIds.includes(id)).map(({ owner }) => owner);
		expect(owners).toEqual(["seat:rita", "seat:rita"]);
		await seated(await desk.scope("acme"), "leaver", true);
		const again = await desk.recruiter("acme", "leaver");
		expect((await again.send("GET", "/v1/saved-searches/mine")).json().failure).toBe("seat-unavailable");
	});

	test("that are switched off or removed are not run any more", async () => {
		await put(rita, "hourly");
		await rita.send("DELETE", "/v1/saved-searches/second");
		await rita.send("DELETE", "/v1/saved-searches/many");
		await rita.import(person(fresh()));
		desk.harness.pass(3 * HOUR);
		await runDue();
		expect((await events()).filter(({ owner }) => owner === "seat:rita")).toEqual([]);
		const left = await (await desk.scope("acme")).store.list("desk", { after: "due/", limit: 100 });
		expect(left.filter(({ id }) => id.startsWith("due/")).map(({ id }) => id.split("/")[2])).toEqual(["seat:leaver"]);
	});

	test("are due in step, after now, however late it is", () => {
		const from = new Date("2026-01-01T10:00:00Z");
		const at = (hours: number) => new Date(from.getTime() + hours * HOUR);
		expect(nextDue(null, from, from)).toBeNull();
		expect(nextDue("hour", from, from)).toBe(at(1).toISOString());
		expect(nextDue("hour", from, at(1))).toBe(at(2).toISOString());
		expect(nextDue("day", from, at(49.5))).toBe(at(72).toISOString());
		expect(nextDue("week", from, at(1))).toBe(at(168).toISOString());
	});
});
