import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { type Office, openOffice } from "./seats-rig.ts";

/** What access lists let recruiters see. */

let office: Office;
beforeEach(async () => {
	office = await openOffice();
});
afterEach(() => office.close());

const history = async (seat: string | null, id = "A1") =>
	(await office.ask(seat, `/v1/candidates/${id}/history`)).json();
const gone = { inAts: false, candidateIds: [], applications: 0, latest: null, notes: 0 };

describe("access lists", () => {
	test("RSC-401: a member sees the job in the picker, nobody else does", async () => {
		expect([await office.picker("S1"), await office.picker("S2")]).toEqual([["R1"], []]);
		await office.switches({ jobs: true });
		expect([await office.picker("S1"), await office.picker("S2")]).toEqual([["R1", "R2"], ["R2"]]);
	});

	test("RSC-402: the same goes for the candidate and the application, in the indicator and in the history", async () => {
		expect(await office.marks("S1", "p-1")).toMatchObject([
			{ inAts: true, candidateIds: ["A1"], applications: 1, latest: { stage: "Interview" }, notes: 2 },
		]);
		expect(await office.marks("S2", "p-1")).toMatchObject([gone]);
		expect((await history("S1")).applications).toMatchObject([{ id: "J1", stage: "Interview" }]);
		expect(await history("S2")).toMatchObject({ code: "not-found" });
		// As of somebody who is not there, to the byte.
		expect(await history("S2")).toEqual(await history("S2", "nobody"));
		await office.switches({ applications: true });
		// A list keeps protecting what is on it; what is on none is open now.
		expect(await office.marks("S2", "p-1", "p-2")).toMatchObject([gone, { inAts: true, candidateIds: ["A2"] }]);
	});

	test("stages and sources complete a query with what a recruiter may see of them", async () => {
		const real = await openOffice({ real: true });
		onTestFinished(() => real.close());
		const completed = async (seat: string) => {
			const answers = await Promise.all(["stage", "source", "tag"].map((q) => real.ask(seat, `/v1/suggest?q=${q}:`)));
			return answers.map((answer) => answer.json().suggestions.map(({ text }: { text: string }) => text));
		};
		expect(await completed("S1")).toEqual([["Interview"], ["Referral"], []]);
		expect(await completed("S2")).toEqual([[], [], []]);
		await real.leave("G1", "S1");
		expect(await completed("S1")).toEqual([[], [], []]);
	});

	test("RSC-403: who is taken off the list sees neither any more, at once", async () => {
		expect((await office.leave("G1", "S1")).json().errors).toEqual({});
		expect(await office.picker("S1")).toEqual([]);
		expect(await office.marks("S1", "p-1")).toMatchObject([gone]);
		expect(await history("S1")).toMatchObject({ code: "not-found" });
	});

	test("RSC-404: who is put back sees both again, at once", async () => {
		await office.leave("G1", "S1");
		expect((await office.join("G1", "S1")).json().errors).toEqual({});
		expect(await office.picker("S1")).toEqual(["R1"]);
		expect(await office.marks("S1", "p-1")).toMatchObject([{ inAts: true }]);
		expect(await history("S1")).toMatchObject({ applications: [{ id: "J1" }] });
	});

	test("a job that is taken off its list is as one that never was on any", async () => {
		await office.unprotect("G1", "R1");
		expect(await office.picker("S1")).toEqual([]);
		await office.switches({ jobs: true });
		expect(await office.picker("S2")).toEqual(["R1", "R2"]);
		await office.protect("G2", "R1");
		expect(await office.picker("S2")).toEqual(["R2"]);
	});

	test("a person is on ten lists at most, and the eleventh is refused by its key", async () => {
		for (let list = 2; list <= 10; list++) expect((await office.join(`G${list}`, "S1")).json().errors).toEqual({});
		const refused = (await office.join("G11", "S1")).json();
		expect([Object.keys(refused.results), Object.values(refused.errors)]).toEqual([
			[],
			[expect.objectContaining({ status: 422 })],
		]);
		await office.leave("G2", "S1");
		expect((await office.join("G11", "S1")).json().errors).toEqual({});
	});

	test("a hundred and one keys are too many for one call", async () => {
		const entities = Object.fromEntries(
			Array.from({ length: 101 }, (_, index) => [
				`atsEntityAclId=G${index}&dataProvider=ATS&integrationContext=${office.organization}&atsEntityId=R2&atsEntityType=JOB_POSTING`,
				{},
			]),
		);
		expect((await office.put("/v2/atsEntityAcls", entities)).statusCode).toBe(400);
		expect((await office.ask("S2", "/v1/jobs/exportable")).json().items).toEqual([]);
	});
});

describe("what is on no list", () => {
	test("is hidden from everybody, until the configuration opens it to all", async () => {
		expect(await office.marks("S2", "p-2")).toMatchObject([gone]);
		await office.switches({ jobs: true });
		expect(await office.marks("S2", "p-2")).toMatchObject([gone]);
		await office.switches({ applications: true });
		expect(await office.marks("S2", "p-2")).toMatchObject([
			{ inAts: true, candidateIds: ["A2"], applications: 1, latest: { outcome: "rejected" } },
		]);
		expect(await office.picker("S2")).toEqual([]);
	});

	test("and marked as restricted stays hidden even then: the application, and the job with its applications", async () => {
		await office.switches({ jobs: true, applications: true });
		expect(await office.marks("S2", "p-3")).toMatchObject([gone]);
		await office.apply("J3", "A3", "R4", { accessRestricted: false });
		expect(await office.marks("S2", "p-3")).toMatchObject([gone]);
		expect(await office.picker("S2")).not.toContain("R4");
		await office.apply("J3", "A3", "R2");
		expect(await office.marks("S2", "p-3")).toMatchObject([{ inAts: true }]);
	});

	test("RSC-201: without a seat the picker holds every open job, closed ones excluded", async () => {
		expect(await office.picker(null)).toEqual(["R1", "R2", "R4"]);
		const first = (await office.ask(null, "/v1/jobs/exportable?limit=2")).json();
		expect([first.items[0], first.next]).toEqual([{ id: "R1", title: "Welder" }, "R2"]);
		expect((await office.ask(null, "/v1/jobs/exportable?limit=2&after=R2")).json()).toMatchObject({
			items: [{ id: "R4" }],
			next: null,
		});
	});
});

describe("a seat", () => {
	test("that is not there or not active is refused, and that is written down", async () => {
		await office.v1("PUT", "/v1/seats/S1", { firstName: "S", lastName: "R", email: "s@a.example", active: false });
		for (const seat of ["S1", "nobody"])
			for (const url of ["/v1/candidates/A1/history", "/v1/profiles/p-1/history", "/v1/jobs/exportable"]) {
				const answer = await office.ask(seat, url);
				expect([answer.statusCode, answer.json().code]).toEqual([403, "seat-unavailable"]);
			}
		const [last] = await office.tenancy.audit.latest("acme" as never, 1);
		expect(last).toMatchObject({
			action: "job.read",
			subject: { seatId: "nobody" },
			result: { outcome: "failed", code: "seat-unavailable" },
		});
		expect((await office.ask("a b", "/v1/jobs/exportable")).statusCode).toBe(422);
	});

	test("is not heard of where nothing is read for a recruiter: that is refused, not overlooked", async () => {
		for (const url of ["/v1/seats", "/v1/tasks", "/v1/sync"]) {
			const answer = await office.ask("S1", url);
			expect([url, answer.statusCode, answer.json().code]).toEqual([url, 400, "invalid-request"]);
			expect((await office.ask(null, url)).statusCode).toBe(200);
		}
		expect((await office.ask("S1", "/v1/health")).statusCode).toBe(200);
	});

	test("of another tenant is nobody here", async () => {
		const token = await office.tokenOf("other");
		const answer = await office.app.inject({
			url: "/v1/jobs/exportable",
			headers: { authorization: `Bearer ${token}`, "tributary-seat": "S1" },
		});
		expect(answer.json()).toMatchObject({ code: "seat-unavailable" });
	});

	test("that is removed can do nothing any more; a new one of its id can", async () => {
		expect((await office.v1("DELETE", "/v1/seats/S1")).statusCode).toBe(204);
		expect((await office.v1("GET", "/v1/seats/S1")).statusCode).toBe(404);
		expect((await office.v1("DELETE", "/v1/seats/S1")).statusCode).toBe(404);
		expect((await office.ask("S1", "/v1/jobs/exportable")).statusCode).toBe(403);
		await office.v1("PUT", "/v1/seats/S1", { firstName: "Sue", lastName: "Roe", email: "sue@acme.example" });
		expect(await office.picker("S1")).toEqual(["R1"]);
	});

	test("is written, read back and listed with the person that lists know it by", async () => {
		const read = (await office.v1("GET", "/v1/seats/S1")).json();
		expect(read).toMatchObject({
			id: "S1",
			person: "urn:li:person:S1",
			active: true,
			admin: false,
			roles: ["RECRUITER"],
		});
		office.pass(1000);
		const again = (
			await office.v1("PUT", "/v1/seats/S1", { firstName: "Su", lastName: "Roe", email: "su@acme.example" })
		).json();
		expect(again).toMatchObject({ firstName: "Su", roles: [], createdAt: read.createdAt });
		expect(again.updatedAt > read.updatedAt).toBe(true);
		const page = (await office.v1("GET", "/v1/seats?limit=1")).json();
		expect([page.items.map(({ id }: { id: string }) => id), page.next]).toEqual([["S1"], "S1"]);
		expect((await office.v1("GET", "/v1/seats?after=S1")).json()).toMatchObject({ items: [{ id: "S2" }], next: null });
		expect(
			(await office.v1("PUT", "/v1/seats/S3", { firstName: "X", lastName: "Y", email: "none" })).json().errors,
		).toEqual([{ pointer: "/email", detail: expect.any(String) }]);
	});
});
