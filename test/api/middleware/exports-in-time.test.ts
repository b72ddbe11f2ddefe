import { afterEach, beforeEach, expect, test } from "vitest";
import { BACKOFF } from "../../../src/export/backoff.ts";
import { MOST_PER_MONTH } from "../../../src/export/exports.ts";
import { addMember, CALLBACK, type ConnectedAts, connectAts, integrationKey, switchOn } from "./outbound-rig.ts";

/** What time does to exports: pushes that are given up, and months that end. */

let ats: ConnectedAts;
beforeEach(async () => {
	ats = await connectAts();
	await switchOn(ats);
});
afterEach(() => ats.close());

/** With a token of this moment. */
async function v1(method: "GET" | "POST", url: string, payload?: object) {
	const authorization = `Bearer ${await ats.tokenOf("acme")}`;
	return ats.app.inject({ method, url, headers: { authorization }, ...(payload === undefined ? {} : { payload }) });
}
const ask = (profileId: string, seat = "ann") => v1("POST", "/v1/exports", { profileId, jobId: "J1", seat });

test("a callback that fails for good ends an export, and it can be asked for anew", async () => {
	const profileId = await addMember(ats);
	ats.answer = 500;
	const { id } = (await ask(profileId)).json();
	await ats.delivered();
	expect((await v1("GET", `/v1/exports/${id}`)).json()).toMatchObject({ state: "requested" });
	expect((await ask(profileId)).json().id).toBe(id);
	for (let tries = 0; tries < BACKOFF.length; tries++) {
		ats.pass(25 * 3_600_000);
		await ats.delivered();
	}
	expect((await v1("GET", `/v1/exports/${id}`)).json()).toMatchObject({ state: "failed", reason: "not-delivered" });
	ats.answer = 204;
	await ats.delivered();
	const anew = (await ask(profileId)).json();
	expect(anew.id).not.toBe(id);
	await ats.delivered();
	expect((await v1("GET", `/v1/exports/${anew.id}`)).json()).toMatchObject({
		state: "notified",
		notifiedAt: expect.any(String),
	});
});

test("a push that was given up and is tried again by hand makes it notified after all", async () => {
	const profileId = await addMember(ats);
	ats.answer = 410;
	const { id } = (await ask(profileId)).json();
	await ats.delivered();
	expect((await v1("GET", `/v1/exports/${id}`)).json()).toMatchObject({
		state: "failed",
		failedAt: expect.any(String),
	});
	ats.answer = 204;
	const [letter] = (await v1("GET", "/v1/webhooks/dead-letters")).json().items;
	expect((await v1("POST", `/v1/webhooks/dead-letters/${letter.id}/retry`)).statusCode).toBe(202);
	await ats.delivered();
	expect((await v1("GET", `/v1/exports/${id}`)).json()).toMatchObject({
		state: "notified",
		reason: null,
		failedAt: null,
	});
});

const configure = async (value: string | null) => {
	const path = `/v2/atsIntegrations/${integrationKey("ONE_CLICK_EXPORT", ats.organization)}/configurations`;
	const headers = { authorization: `Bearer ${await ats.tokenOf("acme")}` };
	if (value === null) return ats.remove(`${path}?ids=CALLBACK_URL`, headers);
	return ats.put(path, { CALLBACK_URL: { configurationValue: { string: value } } }, headers);
};

test("a wrong callback that is mended gets at once what waited, and what was given up when it is tried again", async () => {
	const [first, second] = [await addMember(ats), await addMember(ats)];
	ats.answer = 410;
	const lost = (await ask(first)).json();
	await ats.delivered();
	ats.answer = 500;
	const waiting = (await ask(second)).json();
	await ats.delivered();
	ats.answer = 204;
	ats.pushed.length = 0;
	await configure(`${CALLBACK}/mended`);
	await ats.deliveries.idle();
	const [letter] = (await v1("GET", "/v1/webhooks/dead-letters")).json().items;
	await v1("POST", `/v1/webhooks/dead-letters/${letter.id}/retry`);
	await ats.delivered();
	expect(ats.pushed.map(({ url, event }) => [url, event.requestId])).toEqual([
		[`${CALLBACK}/mended`, waiting.id],
		[`${CALLBACK}/mended`, lost.id],
	]);
	expect((await v1("GET", `/v1/exports/${waiting.id}`)).json().state).toBe("notified");
});

test("an export whose callback is taken away has failed, and can be asked for anew", async () => {
	const profileId = await addMember(ats);
	ats.answer = 500;
	const { id } = (await ask(profileId)).json();
	await ats.delivered();
	await configure(null);
	ats.pass(3_600_000);
	await ats.delivered();
	expect((await v1("GET", `/v1/exports/${id}`)).json()).toMatchObject({ state: "failed", reason: "not-delivered" });
});

test("quota-exceeded beyond 300 of a seat in a month, until the month is over", async () => {
	const token = await ats.tokenOf("acme");
	const headers = { authorization: `Bearer ${token}` };
	const statuses: number[] = [];
	for (let count = 0; count <= MOST_PER_MONTH; count++) {
		const payload = { profileId: await addMember(ats), jobId: "J1", seat: "busy" };
		statuses.push((await ats.app.inject({ method: "POST", url: "/v1/exports", payload, headers })).statusCode);
	}
	expect([statuses.indexOf(429), statuses.filter((status) => status === 201).length]).toEqual([300, 300]);
	const late = await addMember(ats);
	const refused = await ask(late, "busy");
	expect(refused.json()).toMatchObject({ code: "quota-exceeded", status: 429 });
	expect((await ask(late, "bea")).statusCode).toBe(201);
	const next = await addMember(ats);
	const wait = Number(refused.headers["retry-after"]) * 1000;
	ats.pass(wait - 60_000);
	expect((await ask(next, "busy")).statusCode).toBe(429);
	ats.pass(61_000);
	expect((await ask(next, "busy")).statusCode).toBe(201);
});
