import { afterAll, beforeAll, expect, test } from "vitest";
import { candidate, T0 } from "./samples.ts";
import { GENERATION_2, openWire, type Wire } from "./wire-rig.ts";

let wire: Wire;
beforeAll(async () => {
	wire = await openWire();
});
afterAll(() => wire.close());

test("a hundred notes of fifty thousand characters fit into one call", async () => {
	await wire.put(`/v2/atsCandidates?${wire.ids("A1")}`, { [wire.candidateKey("A1")]: candidate() });
	const notes = Array.from({ length: 100 }, (_, place) => [
		`(externalCandidateId:A1,externalNoteId:N${place},dataProvider:ATS,integrationContext:${encodeURIComponent(wire.organization)})`,
		{ createdAt: T0, note: `${place} ${"x".repeat(49_000)}` },
	]);
	const answer = await wire.put("/rest/candidateNotes", Object.fromEntries(notes), GENERATION_2);
	expect([answer.statusCode, answer.json().errors]).toEqual([200, {}]);
});

test.each([
	["/v2/atsCandidates", 2],
	["/v2/provisionedApplications", 2],
	["/rest/candidateNotes", 8],
	["/rest/jobRequisitions", 8],
	["/rest/attachments", 48],
])("what is sent to %s has up to %i MB, and who sends more is told so", async (url, most) => {
	const body = " ".repeat(most * 1024 * 1024 + 1);
	const answer = await wire.post(url, body, { ...GENERATION_2, "content-type": "application/json" });
	expect([answer.statusCode, answer.json()]).toEqual([
		413,
		{
			message: `The body is larger than is accepted here. Up to ${most * 1024} KB are accepted here: send less at once.`,
			serviceErrorCode: 413,
			status: 413,
			code: "body-too-large",
		},
	]);
});
