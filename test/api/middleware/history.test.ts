import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { candidate, T0 } from "./samples.ts";
import { type Office, openOffice } from "./seats-rig.ts";

/** What is told of a person's applications, and that it follows what the ATS sends. */

let office: Office;
beforeEach(async () => {
	office = await openOffice();
});
afterEach(() => office.close());

const history = async (id = "A1", seat: string | null = null) =>
	(await office.ask(seat, `/v1/candidates/${id}/history`)).json();
const mark = async (profileId = "p-1") => (await office.marks(null, profileId))[0];
const iso = (at: number) => new Date(at).toISOString();
const idsOf = (key: string) =>
	key
		.split("&")
		.map((part) => `ids[0].${part}`)
		.join("&");

describe("a history", () => {
	test("holds each application with its stages, feedback, notes, dates, source and outcome", async () => {
		expect(await history()).toEqual({
			candidateIds: ["A1"],
			applications: [
				{
					id: "J1",
					candidateId: "A1",
					jobId: "R1",
					jobTitle: "Welder (m/f/d)",
					stage: "Interview",
					outcome: "open",
					source: "Referral",
					appliedAt: iso(T0),
					updatedAt: iso(T0),
					dispositionReason: null,
					stages: [
						{ stage: "New", at: iso(T0) },
						{ stage: "Interview", at: iso(T0 + 1000) },
					],
					feedback: [
						{
							id: "J1:F1",
							applicationId: "J1",
							jobId: "R1",
							interviewer: "Tom Roe",
							text: "Hire",
							interviewType: "ONSITE",
						},
					],
					notes: [{ id: "J1:N1", text: "Welds well", author: "Sue Roe", applicationId: "J1" }],
				},
			],
			notes: [{ id: "N1", text: "Lives near", candidateId: "A1" }],
			feedback: [],
		});
		expect((await history("A2")).applications).toMatchObject([
			{ dispositionReason: "Rejected after the interview", outcome: "rejected", stages: [], notes: [], feedback: [] },
		]);
	});

	test("of a profile is that of every candidate linked with it; of nobody without one", async () => {
		await office.v1("PUT", "/v1/candidates/A2/match", { profileId: "p-1" });
		const both = (await office.ask(null, "/v1/profiles/p-1/history")).json();
		expect(both.candidateIds).toEqual(["A1", "A2"]);
		expect(both.applications.map(({ id }: { id: string }) => id).toSorted()).toEqual(["J1", "J2"]);
		// S1 may see the one, and hears nothing of the other.
		expect((await office.ask("S1", "/v1/profiles/p-1/history")).json()).toMatchObject({
			candidateIds: ["A1"],
			applications: [{ id: "J1" }],
		});
		const none = await office.ask(null, "/v1/profiles/p-9/history");
		expect([none.statusCode, none.json().candidateIds]).toEqual([200, []]);
	});

	test("tells a seat nothing of an application that it may not see, not by way of the person either", async () => {
		await office.apply("J9", "A1", "R2", { source: "Secret source" });
		await office.put(`/v2/atsApplications/${office.applicationKey("J9")}/notes`, { N9: { note: "Secret note" } });
		await office.put(`/v2/atsApplications/${office.applicationKey("J9")}/interviewFeedback`, {
			F9: { feedback: "Secret" },
		});
		const seen = await office.ask("S1", "/v1/candidates/A1/history");
		expect(seen.json()).toMatchObject({ applications: [{ id: "J1" }], notes: [{ text: "Lives near" }] });
		expect(seen.body).not.toMatch(/secret|R2|J9/i);
		expect(await office.marks("S1", "p-1")).toMatchObject([{ applications: 1, notes: 2 }]);
		expect((await history()).applications).toHaveLength(2);
	});

	test("RSC-203: an application of more than two years ago is there, with its dates, after later ones", async () => {
		const old = T0 - 3 * 365 * 86_400_000;
		await office.apply("J0", "A1", "R3", { atsCreatedAt: old, atsLastModifiedAt: old });
		const { applications } = await history();
		expect(applications.map(({ id }: { id: string }) => id)).toEqual(["J1", "J0"]);
		expect(applications[1]).toMatchObject({ jobId: "R3", appliedAt: iso(old) });
		expect(await mark()).toMatchObject({ applications: 2, latest: { at: iso(T0) } });
	});

	test("needs its own permission, is written down with who was shown, and nobody's is not there", async () => {
		await history("A1", "S1");
		const [last] = await office.tenancy.audit.latest("acme" as never, 1);
		expect(last).toMatchObject({
			action: "history.read",
			subject: { candidateId: "A1", seatId: "S1" },
			result: { outcome: "ok", count: 1, ids: ["A1"] },
		});
		expect((await office.ask(null, "/v1/candidates/ZZ/history")).statusCode).toBe(404);
	});
});

describe("the indicator", () => {
	test("RSC-202: is on the profile of each candidate, with the right one, however old; counts match", async () => {
		const old = T0 - 3 * 365 * 86_400_000;
		const sent = candidate({ emailAddresses: ["o@example.com"], atsCreatedAt: old, atsLastModifiedAt: old });
		await office.put("/v2/atsCandidates", { [office.candidateKey("A9")]: sent });
		await office.v1("PUT", "/v1/candidates/A9/match", { profileId: "p-9" });
		const marks = await office.marks(null, "p-9", "p-1", "p-2", "p-3", "nobody");
		expect(marks.map(({ candidateIds }) => candidateIds)).toEqual([["A9"], ["A1"], ["A2"], ["A3"], []]);
		expect(marks.filter(({ inAts }) => inAts)).toHaveLength(4);
		expect(marks[0]).toMatchObject({ applications: 0, latest: null, notes: 0 });
		expect(marks[1]).toEqual({
			profileId: "p-1",
			inAts: true,
			candidateIds: ["A1"],
			applications: 1,
			latest: { jobTitle: "Welder (m/f/d)", stage: "Interview", outcome: "open", at: iso(T0) },
			notes: 2,
		});
	});

	test("takes up to a hundred ids, in one question to the log", async () => {
		const ids = Array.from({ length: 100 }, (_, index) => `p-${index}`);
		expect(await office.marks(null, ...ids)).toHaveLength(100);
		const [last] = await office.tenancy.audit.latest("acme" as never, 1);
		expect(last).toMatchObject({ action: "history.read", subject: { count: 100 }, result: { count: 3 } });
		expect((await office.ask(null, "/v1/indicator", { profileIds: [...ids, "p-x"] })).statusCode).toBe(422);
		expect((await office.ask(null, "/v1/indicator", { profileIds: [] })).statusCode).toBe(422);
	});

	test("of somebody without applications is for whom the configuration opens what no list protects", async () => {
		await office.put("/v2/atsCandidates", {
			[office.candidateKey("A9")]: candidate({ emailAddresses: ["o@example.com"] }),
		});
		await office.v1("PUT", "/v1/candidates/A9/match", { profileId: "p-9" });
		expect(await office.marks("S1", "p-9")).toMatchObject([{ inAts: false }]);
		await office.switches({ applications: true });
		expect(await office.marks("S1", "p-9")).toMatchObject([{ inAts: true, candidateIds: ["A9"] }]);
	});
});

describe("what the ATS deletes", () => {
	test("RSC-501: a candidate's notes are gone, then with the candidate the indicator", async () => {
		await office.remove(`/v2/atsCandidates/${office.candidateKey("A1")}/notes?ids=N1`);
		expect([(await history()).notes, (await mark())?.notes]).toEqual([[], 1]);
		await office.remove(`/v2/atsCandidates?${office.ids("A1")}`);
		expect(await mark()).toMatchObject({ inAts: false, notes: 0 });
		expect((await office.ask(null, "/v1/candidates/A1/history")).statusCode).toBe(404);
	});

	test("RSC-502: with the candidate the notes and the indicator are gone at once", async () => {
		await office.remove(`/v2/atsCandidates?${office.ids("A1")}`);
		expect(await mark()).toMatchObject({ inAts: false, candidateIds: [], applications: 0, latest: null, notes: 0 });
		expect((await office.ask(null, "/v1/profiles/p-1/history")).json()).toMatchObject({ applications: [], notes: [] });
	});

	test("RSC-503: an application's notes, stages and feedback disappear one by one, then the application", async () => {
		const below = `/v2/atsApplications/${office.applicationKey("J1")}`;
		const left = async () => {
			const [{ notes, stages, feedback }] = (await history()).applications;
			return [notes.length, stages.length, feedback.length];
		};
		expect(await left()).toEqual([1, 2, 1]);
		await office.remove(`${below}/notes?ids=N1`);
		expect(await left()).toEqual([0, 2, 1]);
		await office.remove(`${below}/stages?ids=T2`);
		expect([await left(), (await mark())?.latest]).toEqual([[0, 1, 1], expect.objectContaining({ stage: "New" })]);
		await office.remove(`${below}/interviewFeedback?ids=F1`);
		expect(await left()).toEqual([0, 1, 0]);
		await office.remove(`/v2/atsApplications?${idsOf(office.applicationKey("J1"))}`);
		expect((await history()).applications).toEqual([]);
		expect(await mark()).toMatchObject({ inAts: true, applications: 0, latest: null });
	});

	test("RSC-504: with the application its notes, stages and feedback are gone at once", async () => {
		await office.remove(`/v2/atsApplications?${idsOf(office.applicationKey("J1"))}`);
		expect(await history()).toMatchObject({ applications: [], notes: [{ text: "Lives near" }], feedback: [] });
		expect(await mark()).toMatchObject({ applications: 0, notes: 1 });
	});
});
