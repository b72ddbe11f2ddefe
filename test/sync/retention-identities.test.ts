import { afterAll, beforeAll, expect, test } from "vitest";
import { type DeskRig, openDesk, person, type Recruiter } from "../desk/desk-rig.ts";

/** What was written to somebody under another of his ids is known to have happened with him. */

const DAY = 86_400_000;
let desk: DeskRig;
let rita: Recruiter;
beforeAll(async () => {
	desk = await openDesk();
	rita = await desk.recruiter("acme", "rita");
	await desk.network([person("n-1"), person("n-2")]);
	await rita.import(
		...["plain", "matched", "survivor", "first", "middle", "last", "both", "taken"].map((id) => person(id)),
	);
	const at = new Date(Date.now() + 390 * DAY).toISOString();
	const message = { seat: "rita", direction: "received", kind: "inmail", body: "Yes, please call", at };
	const write = async (id: string, whom: object) =>
		expect((await rita.send("PUT", `/v1/messages/${id}`, { ...message, ...whom })).statusCode).toBe(200);
	const take = async (id: string, candidateId: string) =>
		expect((await rita.send("POST", `/v1/candidates/${id}/merge`, { candidateId })).statusCode).toBe(200);
	const match = async (id: string, profileId: string) =>
		expect((await rita.send("PUT", `/v1/candidates/${id}/match`, { profileId })).statusCode).toBe(200);
	await write("1", { profileId: "n-1" });
	await match("matched", "n-1");
	await write("2", { candidateId: "last" });
	await take("middle", "last");
	await take("first", "middle");
	await take("survivor", "first");
	await match("both", "n-1");
	await match("taken", "n-2");
	await write("3", { profileId: "n-2" });
	await take("both", "taken");
	desk.harness.pass(400 * DAY);
	rita = await desk.recruiter("acme", null);
});
afterAll(() => desk.close());

test.each([
	["was never contacted", { contacted: false, days: 180 }],
	["had nothing happen for half a year", { days: 180 }],
])("who %s is due: nobody who was written to as a profile, or as whom he took in", async (_, rule) => {
	const rules = { schedule: "off", rules: [{ id: "rule", ...rule }] };
	expect((await rita.send("PUT", "/v1/retention", rules)).statusCode).toBe(200);
	const run = (await rita.send("POST", "/v1/retention/runs", { dryRun: true })).json();
	expect([run.looked, run.candidateIds]).toEqual([4, ["plain"]]);
});

test("who is erased when it is over is so with all that was written under these ids", async () => {
	const rules = { schedule: "off", rules: [{ id: "contacted", contacted: true, days: 1 }] };
	expect((await rita.send("PUT", "/v1/retention", rules)).statusCode).toBe(200);
	const run = (await rita.send("POST", "/v1/retention/runs", { dryRun: false })).json();
	expect([run.rules[0].erased, run.failures]).toEqual([3, []]);
	const { store } = await desk.scope("acme");
	const left = await store.list("activity", { limit: 10 });
	expect(left.map(({ id }) => id)).toEqual(["seat/rita"]);
});
