import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { matching } from "./matching.ts";
import { addMember, CALLBACK, type ConnectedAts, connectAts, integrationKey, switchOn } from "./outbound-rig.ts";
import { GENERATION_2 } from "./wire-rig.ts";

/** A recruiter sends a profile to the ATS: from the click to the candidate that the ATS links with it. */

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

const path = () => `/v2/atsIntegrations/${integrationKey("ONE_CLICK_EXPORT", ats.organization)}/configurations`;
const set = (key: string, string: string) => ats.put(path(), { [key]: { configurationValue: { string } } }, ats.own());
const drop = (key: string) => ats.remove(`${path()}?ids=${key}`, ats.own());
const enable = (enabled: boolean) => ats.v1("PUT", "/v1/integrations/ONE_CLICK_EXPORT", { enabled });

const member = (more: object = {}) => addMember(ats, more);

const ask = (profileId: string, more: object = {}) =>
	ats.v1("POST", "/v1/exports", { profileId, jobId: "J1", ...more });
const read = async (id: string) => (await ats.v1("GET", `/v1/exports/${id}`)).json();
const fetchIt = (id: string, url = "/v2/exportedCandidates", headers: object = {}) =>
	ats.get(`${url}?q=request&requestId=${id}`, ats.own(headers));

const { sync, linkTo } = matching(() => ats);

describe("export to a chosen job", () => {
	test("requested, notified, fetched, completed: push, stub by request id, and the manual match", async () => {
		const profileId = await member();
		const made = await ask(profileId);
		expect([made.statusCode, made.json()]).toMatchObject([201, { profileId, jobId: "J1", seat: null }]);
		const { id } = made.json();
		await ats.delivered();
		const [push] = ats.pushed;
		expect(push?.event).toEqual({
			eventType: "EXPORT_CANDIDATE_PROFILE",
			requestId: id,
			id,
			integrationContext: ats.organization,
		});
		expect(push && ats.isSigned(push)).toBe(true);
		expect(push?.body).not.toMatch(/jane|roe/i);
		expect(await read(id)).toMatchObject({ state: "notified", notifiedAt: expect.any(String) });

		const fetched = await fetchIt(id);
		expect(fetched.json().elements).toEqual([
			{
				candidate: {
					firstName: "Jane",
					lastName: "van Roe",
					headline: "Welder, write to or",
					location: "Berlin, DE",
					currentEmployerNames: ["Acme Metal"],
					profileUrl: `https://network.example.com/in/${profileId}`,
					member: `urn:li:person:${profileId}`,
				},
				integrationContext: ats.organization,
				externalJobPostingId: "J1",
				requestId: id,
				exportedAt: Date.parse(made.json().requestedAt),
			},
		]);
		expect(fetched.body).not.toMatch(/jane@|1234567/);
		expect((await fetchIt(id, "/rest/exportedCandidates", GENERATION_2)).json()).toEqual(fetched.json());
		expect(await read(id)).toMatchObject({ state: "fetched", fetchedAt: expect.any(String) });

		await sync("A1");
		expect((await linkTo("A1", profileId)).json()).toEqual({
			results: { [ats.candidateKey("A1")]: { status: 204 } },
			errors: {},
		});
		expect(await read(id)).toMatchObject({ state: "completed", candidateId: "A1", completedAt: expect.any(String) });
		expect((await ask(profileId)).json().id).not.toBe(id);
	});

	test("asked for again while it is open is the same one, pushed once; for another job it is another", async () => {
		const profileId = await member();
		await ats.v1("PUT", "/v1/jobs/J3", { title: "Fitter" });
		const [first, second] = await Promise.all([ask(profileId), ask(profileId, { seat: "seat-9" })]);
		expect([first.statusCode, second.statusCode].toSorted()).toEqual([200, 201]);
		expect(second.json().id).toBe(first.json().id);
		expect((await ask(profileId, { jobId: "J3" })).json().id).not.toBe(first.json().id);
		await ats.delivered();
		expect(ats.pushed).toHaveLength(2);
	});

	test("subscribers are told of it, by ids only", async () => {
		const hook = { url: "https://hooks.example.com/x", events: ["export.requested"] };
		await ats.v1("PUT", "/v1/webhooks/crm", hook);
		const profileId = await member();
		const { id } = (await ask(profileId)).json();
		await ats.delivered();
		const [told] = ats.pushed.filter(({ url }) => url === hook.url);
		expect(told?.event).toMatchObject({ type: "export.requested", data: { requestId: id, profileId, jobId: "J1" } });
		await ats.v1("DELETE", "/v1/webhooks/crm");
	});

	test("stands in the tenant's log, with the ATS that fetched it", async () => {
		const profileId = await member();
		const { id } = (await ask(profileId)).json();
		await ats.delivered();
		await fetchIt(id);
		const [read, ...before] = await ats.tenancy.audit.latest("acme" as never, 12);
		expect(read).toMatchObject({
			action: "export.read",
			actor: { id: ats.clientId },
			subject: { requestId: id, profileId },
		});
		const own = before.filter(({ subject }) => subject.profileId === profileId);
		const asked = own.filter(({ action }) => action === "export.request").map(({ result }) => result.outcome);
		expect(asked).toEqual(["ok", "begun"]);
	});
});

describe("is refused", () => {
	test("integration-disabled while the admin has not switched it on, and then nothing is given out either", async () => {
		const profileId = await member();
		const { id } = (await ask(profileId)).json();
		await enable(false);
		expect((await ask(await member())).json()).toMatchObject({ status: 403, code: "integration-disabled" });
		expect((await fetchIt(id)).statusCode).toBe(403);
		await enable(true);
		expect((await fetchIt(id)).json().elements).toHaveLength(1);
	});

	test("integration-disabled without a callback, which the detail says", async () => {
		await drop("CALLBACK_URL");
		expect((await ask(await member())).json()).toMatchObject({
			code: "integration-disabled",
			detail: expect.stringContaining("CALLBACK_URL"),
		});
		await set("CALLBACK_URL", CALLBACK);
	});

	test("job-closed for a job that is closed, not there, or not to be seen, all alike", async () => {
		const profileId = await member();
		await ats.v1("PUT", "/v1/jobs/J4", { title: "Secret", accessRestricted: true });
		const answers = [];
		for (const jobId of ["J2", "J-none", "J4"]) answers.push((await ask(profileId, { jobId, seat: "ann" })).json());
		expect(answers[0]).toMatchObject({ status: 409, code: "job-closed" });
		expect(answers[1]).toEqual(answers[0]);
		expect(answers[2]).toEqual(answers[0]);
	});

	test("RSC-401, RSC-403, RSC-404: a job with an access list takes exports of its members only", async () => {
		const context = encodeURIComponent(ats.organization);
		const list = `atsEntityAclId=L1&atsEntityId=J5&atsEntityType=JOB_POSTING&dataProvider=ATS&integrationContext=${context}`;
		const entry = `assignee=urn%3Ali%3Aperson%3Abea&atsEntityAclId=L1&atsEntityType=JOB_POSTING&dataProvider=ATS&integrationContext=${context}`;
		await ats.v1("PUT", "/v1/jobs/J5", { title: "Listed", accessRestricted: true });
		expect((await ats.put("/v2/atsEntityAcls", { [list]: {} }, ats.own())).json().errors).toEqual({});
		const profileId = await member();
		const status = async (seat: string) => (await ask(profileId, { jobId: "J5", seat })).statusCode;
		expect(await status("bea")).toBe(409);
		expect((await ats.put("/v2/atsEntityAclAssignees", { [entry]: {} }, ats.own())).json().errors).toEqual({});
		expect([await status("cem"), await status("bea")]).toEqual([409, 201]);
		const ids = entry
			.split("&")
			.map((part) => `ids[0].${part}`)
			.join("&");
		await ats.remove(`/v2/atsEntityAclAssignees?${ids}`, ats.own());
		expect(await status("bea")).toBe(409);
		await ats.put("/v2/atsEntityAclAssignees", { [entry]: {} }, ats.own());
		expect(await status("bea")).toBe(200);
	});

	test("without JOB_POSTING_VIEWERS a job without a list is seen by no seat", async () => {
		await drop("JOB_POSTING_VIEWERS");
		expect((await ask(await member(), { seat: "ann" })).json()).toMatchObject({ code: "job-closed" });
		await set("JOB_POSTING_VIEWERS", "ALL_PRODUCT_USERS");
		expect((await ask(await member(), { seat: "ann" })).statusCode).toBe(201);
	});

	test("withheld-by-settings for a job that the tenant keeps from the ATS, naming the setting", async () => {
		const scope = await ats.scope();
		const put = (withheldJobs: object) =>
			scope.store.write([
				{ op: "put", collection: "setting", id: "sync-settings", record: JSON.stringify({ withheldJobs }) },
			]);
		const profileId = await member();
		await put({ ids: ["J1"], rules: [] });
		expect((await ask(profileId)).json()).toMatchObject({
			status: 403,
			code: "withheld-by-settings",
			detail: expect.stringContaining("withheldJobs.ids"),
		});
		await put({ ids: [], rules: [{ field: "title", contains: "weld" }] });
		expect((await ask(profileId)).json()).toMatchObject({ detail: expect.stringContaining("withheldJobs.rules") });
		await put({});
		const { id } = (await ask(profileId)).json();
		await ats.delivered();
		await put({ ids: ["J1"], rules: [] });
		const fetched = await fetchIt(id);
		expect([fetched.statusCode, fetched.json()]).toMatchObject([
			403,
			{ code: "withheld-by-settings", message: expect.stringContaining("withheldJobs.ids") },
		]);
		expect(fetched.body).not.toContain("Jane");
		await put({});
		expect(await read(id)).toMatchObject({ state: "notified", fetchedAt: null });
		expect((await fetchIt(id)).json().elements).toHaveLength(1);
	});

	test("not-found for nobody", async () => {
		expect((await ask("p-none")).json()).toMatchObject({ status: 404, code: "not-found" });
	});
});

describe("a request id", () => {
	test("of another tenant finds nothing, as one that never was; another's context is refused", async () => {
		const { id } = (await ask(await member())).json();
		const headers = { authorization: `Bearer ${await ats.tokenOf("other")}` };
		await ats.app.inject({
			method: "PUT",
			url: "/v1/integrations/ONE_CLICK_EXPORT",
			payload: { enabled: true },
			headers,
		});
		const foreign = await ats.get(`/v2/exportedCandidates?q=request&requestId=${id}`, headers);
		const missing = await ats.get("/v2/exportedCandidates?q=request&requestId=exp-0", headers);
		expect([foreign.json().elements, foreign.body]).toEqual([[], missing.body]);
		const context = `/v2/exportedCandidates?q=request&requestId=${id}&integrationContext=`;
		expect((await ats.get(`${context}${ats.foreign}`, ats.own())).statusCode).toBe(403);
		expect((await ats.get(`${context}${ats.organization}`, ats.own())).json().elements).toHaveLength(1);
	});
});
