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
	for (const [seat, count] of [
		["S1", 1],
		["S2", 0],
	] as const) {
		expect((await office.ask(seat, "/v1/candidates/A1/jobs")).statusCode).toBe(200);
		expect(await lastJobRead()).toMatchObject({ subject: { seatId: seat }, result: { outcome: "ok", count } });
	}
});

test("a search does not depend on a seat and says so", async () => {
	const answer = await office.ask("S1", "/v1/search/for-job", { title: "Nurse" });
	expect([answer.statusCode, answer.json().code]).toEqual([400, "invalid-request"]);
});
