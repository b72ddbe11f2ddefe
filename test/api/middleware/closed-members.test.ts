import { afterAll, beforeAll, expect, test } from "vitest";
import { removeProfile, resumeRemovals } from "../../../src/export/closed-members.ts";
import { addMember, type ConnectedAts, connectAts, switchOn } from "./outbound-rig.ts";
import { GENERATION_2 } from "./wire-rig.ts";

/** The ATS asks, at least every 30 days, which exported members have left. */

let ats: ConnectedAts;
const left: string[] = [];
let exportId = "";
beforeAll(async () => {
	ats = await connectAts();
	await switchOn(ats);
	for (let count = 0; count < 3; count++) left.push(await addMember(ats));
	for (const profileId of left) {
		const made = await ats.v1("POST", "/v1/exports", { profileId, jobId: "J1" });
		exportId ||= made.json().id;
		await removeProfile({ ...ats.ingest, tenancy: ats.tenancy }, profileId);
	}
});
afterAll(() => ats.close());

const WAYS = [
	["/v2/closedMembers", {}],
	["/rest/closedMembers", GENERATION_2],
] as const;

test.each(WAYS)("%s: exported members who left, in order, by pages and since a time", async (url, headers) => {
	const ask = async (query: string) => (await ats.get(`${url}?q=since&${query}`, ats.own(headers))).json();
	const all = (await ask("since=0")).elements;
	expect(all.map(({ member }: { member: string }) => member)).toEqual(left.map((id) => `urn:li:person:${id}`));
	expect(all[0]).toMatchObject({
		requestIds: [exportId],
		integrationContext: ats.organization,
		externalCandidateIds: [],
	});
	expect((await ask("since=0&start=1&count=1")).elements).toEqual([all[1]]);
	expect((await ask(`since=${all[2].closedAt}`)).elements).toContainEqual(all[2]);
	expect((await ask(`since=${all[2].closedAt + 1}`)).elements).toEqual([]);
});

test("in our own API, page by page", async () => {
	const first = (await ats.v1("GET", "/v1/exports/closed?limit=2")).json();
	expect(first.items.map(({ profileId }: { profileId: string }) => profileId)).toEqual(left.slice(0, 2));
	const second = (await ats.v1("GET", `/v1/exports/closed?limit=2&after=${first.next}`)).json();
	expect([second.items.map(({ profileId }: { profileId: string }) => profileId), second.next]).toEqual([
		left.slice(2),
		null,
	]);
	const since = new Date(Date.parse(second.items[0].closedAt) + 1).toISOString();
	expect((await ats.v1("GET", `/v1/exports/closed?since=${since}`)).json().items).toEqual([]);
});

test("what they were exported as is failed, and can be had no more", async () => {
	expect((await ats.v1("GET", `/v1/exports/${exportId}`)).json()).toMatchObject({
		state: "failed",
		reason: "profile-deleted",
	});
	expect((await ats.get(`/v2/exportedCandidates?q=request&requestId=${exportId}`, ats.own())).json().elements).toEqual(
		[],
	);
});

test("a tenant under a legal hold keeps what it has of one who leaves, and follows when it has ended", async () => {
	const deps = { ...ats.ingest, tenancy: ats.tenancy };
	const hold = (legalHold: { reason: string } | null) => ats.tenancy.tenants.update("acme" as never, { legalHold });
	const profileId = await addMember(ats);
	const { id } = (await ats.v1("POST", "/v1/exports", { profileId, jobId: "J1" })).json();
	const reason = async () => (await ats.v1("GET", `/v1/exports/${id}`)).json().reason;
	await hold({ reason: "case 12" });
	expect(await removeProfile(deps, profileId)).toMatchObject({ pending: 1 });
	expect(await reason()).not.toBe("profile-deleted");
	await hold(null);
	await resumeRemovals(deps);
	expect(await reason()).toBe("profile-deleted");
});

test("another tenant has none of it; a number that is none, and another's context, are refused", async () => {
	const headers = { authorization: `Bearer ${await ats.tokenOf("other", ["ats:sync"])}` };
	expect((await ats.get("/v2/closedMembers?q=since&since=0", headers)).json().elements).toEqual([]);
	for (const bad of ["since=x", "since=-1", "since=0&count=0", "since=0&count=101", "since=0&start=1.5"])
		expect([bad, (await ats.get(`/v2/closedMembers?q=since&${bad}`, ats.own())).statusCode]).toEqual([bad, 400]);
	const context = `/v2/closedMembers?q=since&integrationContext=${ats.foreign}`;
	expect((await ats.get(context, ats.own())).statusCode).toBe(403);
});
