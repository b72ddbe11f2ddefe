import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { confined } from "../../../src/sync/confined.ts";
import { type Office, openOffice } from "./seats-rig.ts";

/** Searches and records for a seat. That hidden things change no byte is in worlds.test.ts. */

let office: Office;
beforeAll(async () => {
	office = await openOffice({ real: true });
});
afterAll(() => office.close());

const found = async (seat: string | null, query: string, more: object = {}) => {
	const answer = (await office.ask(seat, "/v1/search", { query, ...more })).json();
	return answer.hits.map(
		({ candidateId, profileId }: { candidateId: string | null; profileId: string | null }) => candidateId ?? profileId,
	);
};

describe("a search for a seat", () => {
	test("finds by the notes, stages and jobs of the applications that it may see", async () => {
		for (const query of ["note:welds", "stage:interview", "applied:R1"])
			expect([query, await found("S1", query), await found("S2", query), await found(null, query)]).toEqual([
				query,
				["A1"],
				[],
				["A1"],
			]);
	});

	test("finds whom it does not see in the ATS in the network, as anybody's", async () => {
		const hits = (await office.ask("S2", "/v1/search", { query: "in:network" })).json().hits;
		expect(hits.map(({ profileId, origin }: Record<string, string>) => [profileId, origin])).toEqual(
			["p-1", "p-2", "p-3", "p-9"].map((id) => [id, "network-only"]),
		);
		expect(await found("S1", "in:matched")).toEqual(["A1"]);
	});

	test("changes with the list, at once", async () => {
		expect(await found("S2", "note:welds")).toEqual([]);
		await office.join("G1", "S2");
		expect(await found("S2", "note:welds")).toEqual(["A1"]);
		await office.leave("G1", "S2");
		expect(await found("S2", "note:welds")).toEqual([]);
	});

	test("gives cursors that are nobody else's", async () => {
		const asked = { query: "in:network", pageSize: 1 };
		const { nextCursor: cursor } = (await office.ask("S2", "/v1/search", asked)).json();
		expect((await office.ask("S2", "/v1/search", { ...asked, cursor })).statusCode).toBe(200);
		for (const other of ["S1", null])
			expect((await office.ask(other, "/v1/search", { ...asked, cursor })).json().code).toBe("invalid-cursor");
	});

	test("tells no version of a record, which counts what is hidden", async () => {
		expect((await office.ask(null, "/v1/candidates/A1")).headers.etag).toMatch(/^"\d+"$/);
		const answer = await office.ask("S1", "/v1/candidates/A1");
		expect([answer.statusCode, answer.headers.etag]).toEqual([200, undefined]);
	});

	test("of somebody who was indexed before sections were, finds nobody until he is indexed anew", async () => {
		const { store } = await office.scope();
		const record = JSON.stringify({ id: "old", resume: {}, file: null, match: null, createdAt: AT, updatedAt: AT });
		const document = { language: null, fields: { body: ["ancient"] }, facets: {}, columns: {}, keys: [], link: null };
		await store.write([{ op: "put", collection: "person", id: "old", record, document }]);
		await office.switches({ jobs: true, applications: true });
		expect([await found("S1", "ancient"), await found(null, "ancient")]).toEqual([[], ["old"]]);
		await store.write([{ op: "delete", collection: "person", id: "old" }]);
		await office.switches({});
	});
});

const AT = "2026-01-01T00:00:00Z";

describe("the desk of a seat", () => {
	const asSeat = (seat: string, desk: string | null, url: string, payload?: object) =>
		office.app.inject({
			method: payload === undefined ? "GET" : "POST",
			url,
			headers: {
				authorization: `Bearer ${office.token}`,
				"tributary-seat": seat,
				...(desk === null ? {} : { "tributary-desk": desk }),
			},
			...(payload === undefined ? {} : { payload }),
		});

	test("is its own, named or not, and never another's", async () => {
		const hide = { action: "hide", people: [{ candidateId: "A1" }] };
		expect((await asSeat("S1", null, "/v1/people/bulk", hide)).json()).toMatchObject({ done: 1 });
		expect(await found("S1", "note:welds")).toEqual([]);
		const why = { query: "note:welds", candidateId: "A1" };
		expect((await asSeat("S1", null, "/v1/search/why-not", why)).json()).toMatchObject({
			listed: false,
			obstacles: [{ kind: "hidden", text: expect.stringMatching(/^Hidden by you on \d{4}-\d\d-\d\d/) }],
		});
		expect((await asSeat("S2", null, "/v1/search/why-not", why)).json().code).toBe("not-found");
		expect((await asSeat("S1", "S1", "/v1/search?q=note:welds")).json().total).toBe(0);
		expect((await asSeat("S1", "S2", "/v1/search?q=note:welds")).json().code).toBe("invalid-request");
		await asSeat("S1", null, "/v1/people/bulk", { ...hide, action: "unhide" });
		expect(await found("S1", "note:welds")).toEqual(["A1"]);
	});

	test("takes nobody whom the seat does not see, as nobody who is not there", async () => {
		const people = [{ candidateId: "A1" }, { candidateId: "nobody" }];
		const { results } = (await asSeat("S2", null, "/v1/people/bulk", { action: "hide", people })).json();
		const codes = results.map(({ error }: { error: { code: string } | null }) => error?.code);
		expect(codes).toEqual(["not-found", "not-found"]);
	});

	test("holds no tags: those are the tenant's", async () => {
		const tag = { action: "tag", tags: ["gold"], people: [{ candidateId: "A1" }] };
		expect((await asSeat("S1", null, "/v1/people/bulk", tag)).json().code).toBe("invalid-request");
		expect((await office.ask(null, "/v1/candidates/A1")).json().recruiterTags).toBeUndefined();
	});

	test("has saved searches that find, by themselves too, what the seat sees", async () => {
		const saved = { name: "Welds", request: { query: "note:strictly OR note:softly" }, alert: { every: "hour" } };
		await office.app.inject({
			method: "PUT",
			url: "/v1/saved-searches/welds",
			headers: { authorization: `Bearer ${office.token}`, "tributary-seat": "S1" },
			payload: saved,
		});
		const note = (application: string, text: string) =>
			office.put(`/v2/atsApplications/${office.applicationKey(application)}/notes`, { N7: { note: text } });
		await note("J1", "Softly spoken");
		await note("J3", "Strictly confidential");
		const news = (await asSeat("S1", null, "/v1/saved-searches/welds/new")).json();
		expect(news.people).toEqual([{ candidateId: "A1", profileId: "p-1" }]);
		office.pass(2 * 3_600_000);
		office.alerts.wake("acme" as never);
		await office.alerts.idle();
		office.pass(-2 * 3_600_000);
		const entries = await office.tenancy.audit.latest("acme" as never, 20);
		const alert = entries.find(({ action }) => action === "search.alert");
		expect(alert).toMatchObject({ subject: { about: "welds", seatId: "S1" }, result: { outcome: "ok", count: 1 } });
	});
});

describe("the scope of a seat", () => {
	test("writes nothing but the desk, and reads only what recruiters read", async () => {
		const { store } = confined(await office.scope(), "S1");
		const job = { op: "put", collection: "job", id: "R9", record: "{}" } as const;
		await expect(store.write([job])).rejects.toMatchObject({ code: "invalid-request" });
		for (const collection of ["ats", "export", "outbox", "merge", "task"] as const) {
			await expect(store.read(collection, { ids: ["x"] })).rejects.toThrow(TypeError);
			await expect(store.list(collection, { limit: 1 })).rejects.toThrow(TypeError);
		}
		expect((await office.ask(null, "/v1/jobs/R9")).statusCode).toBe(404);
	});

	test("fills pages with what may be seen, from both ends", async () => {
		const { store } = confined(await office.scope(), "S1");
		const ids = async (page: Parameters<typeof store.list>[1]) =>
			(await store.list("person", page)).map(({ id }) => id);
		expect(await ids({ limit: 1 })).toEqual(["A1"]);
		expect(await ids({ limit: 1, reverse: true })).toEqual(["A1"]);
		expect(await ids({ limit: 1, after: "A1" })).toEqual([]);
		await office.switches({ jobs: true, applications: true });
		const open = confined(await office.scope(), "S2").store;
		const people = await open.list("person", { limit: 2 });
		expect(people.map(({ id }) => id)).toEqual(["A2"]);
		expect((await open.list("job", { limit: 10 })).map(({ id }) => id)).toEqual(["R2", "R3"]);
		expect((await open.list("job", { limit: 1, reverse: true })).map(({ id }) => id)).toEqual(["R3"]);
		await office.switches({});
	});
});
