import { afterAll, beforeAll, expect, test } from "vitest";
import { type Office, openOffice } from "./seats-rig.ts";

/** Jobs and people brought together never show a recruiter a job that access lists hide. */

let office: Office;
beforeAll(async () => {
	office = await openOffice();
});
afterAll(() => office.close());

const lastJobRead = async () => {
	const entries = await office.tenancy.audit.latest("acme" as never, 5);
	return entries.find(({ action }) => action === "job.read");
};

test("people for a job: a member of its list gets them, for anybody else there is no such job", async () => {
	expect((await office.ask("S1", "/v1/jobs/R1/candidates")).statusCode).toBe(200);
	const hidden = await office.ask("S2", "/v1/jobs/R1/candidates");
	const missing = await office.ask("S2", "/v1/jobs/R99/candidates");
	expect(hidden.statusCode).toBe(404);
	expect({ ...hidden.json(), instance: "" }).toEqual({ ...missing.json(), instance: "" });
});

test("jobs for a person: only those that the seat may see are looked at, and whose seat it was is written down", async () => {
	// Whom a seat does not see has no jobs for it either.
	for (const [seat, count, status] of [
		["S1", 1, 200],
		["S2", 0, 404],
	] as const) {
		expect((await office.ask(seat, "/v1/candidates/A1/jobs")).statusCode).toBe(status);
		expect(await lastJobRead()).toMatchObject({ subject: { seatId: seat }, result: { outcome: "ok", count } });
	}
});

test("a search for a seat is written down with it", async () => {
	expect((await office.ask("S1", "/v1/search/for-job", { title: "Nurse" })).statusCode).toBe(200);
	const [last] = await office.tenancy.audit.latest("acme" as never, 1);
	expect(last).toMatchObject({ action: "search", subject: { seatId: "S1" } });
});
