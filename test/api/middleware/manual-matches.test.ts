import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { hurryCallbacks } from "../../../src/export/outbox.ts";
import { matching } from "./matching.ts";
import { addMember, type ConnectedAts, connectAts, switchOn } from "./outbound-rig.ts";
import { GENERATION_2 } from "./wire-rig.ts";

/** A person says which member of the network a candidate is. */

let ats: ConnectedAts;
beforeAll(async () => {
	ats = await connectAts();
	await switchOn(ats);
});
afterAll(() => ats.close());
beforeEach(() => {
	ats.pushed.length = 0;
	ats.answer = 204;
});

const { sync, patch, linkTo, matchesOf } = matching(() => ats);
const member = () => addMember(ats);
const ask = (profileId: string) => ats.v1("POST", "/v1/exports", { profileId, jobId: "J1" });
const read = async (id: string) => (await ats.v1("GET", `/v1/exports/${id}`)).json();

describe("a manual match", () => {
	const matched = async (profileId: string) => ({
		matchedMembers: [`urn:li:person:${profileId}`],
		manualMatchedMember: `urn:li:person:${profileId}`,
	});

	test("is shown in both generations, and taken away again, however often", async () => {
		const profileId = await member();
		await sync("M1");
		expect(await matchesOf("M1")).toEqual({ matchedMembers: [] });
		const key = `(externalCandidateId:M1,integrationContext:${ats.organization.replaceAll(":", "%3A")})`;
		const set = { entities: { [key]: { patch: { $set: { manualMatchedMember: `urn:li:person:${profileId}` } } } } };
		const headers = ats.own({ ...GENERATION_2, "x-restli-method": "batch_partial_update" });
		expect((await ats.post(`/rest/candidates?ids=List(${key})`, set, headers)).json()).toEqual({
			results: { [key]: { status: 204 } },
			errors: {},
		});
		expect(await matchesOf("M1")).toEqual(await matched(profileId));
		const second = await ats.get(`/rest/candidates?ids=List(${key})&fields=matchedMembers`, ats.own(GENERATION_2));
		expect(second.json().results).toEqual({ [key]: { matchedMembers: [`urn:li:person:${profileId}`] } });
		for (let time = 0; time < 2; time++) {
			const answer = await patch("M1", { $delete: ["manualMatchedMember"] });
			expect(answer.json().errors).toEqual({});
			expect(await matchesOf("M1")).toEqual({ matchedMembers: [] });
		}
	});

	test("of a person in our own API completes an export, too", async () => {
		const profileId = await member();
		const { id } = (await ask(profileId)).json();
		await ats.delivered();
		await sync("M2");
		await ats.v1("PUT", "/v1/candidates/M2/match", { profileId });
		expect(await read(id)).toMatchObject({ state: "completed", candidateId: "M2" });
	});

	test("completes no export that the ATS was never told of", async () => {
		const profileId = await member();
		ats.answer = 500;
		const { id } = (await ask(profileId)).json();
		await ats.delivered();
		await sync("M4");
		await linkTo("M4", profileId);
		expect(await read(id)).toMatchObject({ state: "requested", candidateId: null });
		ats.answer = 204;
		await hurryCallbacks((await ats.scope()).store, new Date());
		await ats.delivered();
		expect(await read(id)).toMatchObject({ state: "notified" });
		await linkTo("M4", profileId);
		expect(await read(id)).toMatchObject({ state: "completed", candidateId: "M4" });
	});

	const BAD: readonly [string, string, object, number][] = [
		["nobody of the network", "M3", { $set: { manualMatchedMember: "urn:li:person:nobody" } }, 404],
		["no candidate", "M-none", { $set: { manualMatchedMember: "urn:li:person:p-1" } }, 404],
		["no candidate to unlink", "M-none", { $delete: ["manualMatchedMember"] }, 404],
		["what is no person", "M3", { $set: { manualMatchedMember: "p-1" } }, 422],
		["another member of the record", "M3", { $set: { firstName: "Eve" } }, 422],
		["nothing", "M3", {}, 422],
		[
			"both at once",
			"M3",
			{ $set: { manualMatchedMember: "urn:li:person:p-1" }, $delete: ["manualMatchedMember"] },
			422,
		],
	];
	test.each([
		null,
		7,
		[],
		{ patch: null },
		{ patch: [] },
		{ patch: "x" },
		{ patch: { $set: null } },
		{ patch: { $set: ["manualMatchedMember"] } },
		{ patch: { $set: "x" } },
		{ patch: { $set: { manualMatchedMember: null } } },
		{ patch: { $delete: "manualMatchedMember" } },
		{ patch: { $delete: [null] } },
		{ patch: { $delete: { manualMatchedMember: 1 } } },
		{ patch: { $set: {}, $delete: ["manualMatchedMember"], $inc: {} } },
	])("%j is no patch, and is told so for its key", async (entity) => {
		await sync("M3");
		const answer = await ats.post(
			"/v2/atsCandidates",
			{ entities: { [ats.candidateKey("M3")]: entity } },
			ats.own({ "x-restli-method": "batch_partial_update" }),
		);
		expect([answer.statusCode, Object.values(answer.json().errors)]).toMatchObject([200, [{ status: 422 }]]);
	});

	test("of a candidate who was merged into another is the other's", async () => {
		const profileId = await member();
		await sync("M5");
		await sync("M6");
		expect((await ats.v1("POST", "/v1/candidates/M5/merge", { candidateId: "M6" })).statusCode).toBe(200);
		expect((await linkTo("M6", profileId)).json().errors).toEqual({});
		expect((await ats.v1("GET", "/v1/candidates/M5")).json().match).toMatchObject({ profileId, by: "person" });
		expect([await matchesOf("M5"), await matchesOf("M6")]).toEqual([
			await matched(profileId),
			await matched(profileId),
		]);
		expect((await patch("M6", { $delete: ["manualMatchedMember"] })).json().errors).toEqual({});
		expect((await ats.v1("GET", "/v1/candidates/M5")).json().match).toBeNull();
	});

	test.each(BAD)("%s is refused for its key", async (_name, id, change, status) => {
		await sync("M3");
		const answer = await patch(id, change);
		expect([answer.statusCode, Object.values(answer.json().errors)]).toMatchObject([200, [{ status }]]);
		expect(await matchesOf("M3")).toEqual({ matchedMembers: [] });
	});

	test("in another organization: 403 with nothing learned", async () => {
		const key = ats.candidateKey("M3", ats.foreign);
		const change = { $set: { manualMatchedMember: "urn:li:person:p-1" } };
		const answer = await ats.post("/v2/atsCandidates", { entities: { [key]: { patch: change } } }, ats.own());
		expect([answer.statusCode, answer.json().code]).toEqual([403, "foreign-context"]);
	});
});
