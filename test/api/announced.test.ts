import { afterAll, beforeAll, expect, test } from "vitest";
import { type ConnectedAts, connectAts } from "./middleware/outbound-rig.ts";
import { candidate } from "./middleware/samples.ts";

/** Whatever changes a candidate, the tenant's subscribers are told of it. */

let ats: ConnectedAts;
beforeAll(async () => {
	ats = await connectAts();
	const hook = { url: "https://hooks.example.com/crm", events: ["candidate.changed"], active: true };
	expect((await ats.v1("PUT", "/v1/webhooks/crm", hook)).statusCode).toBeLessThan(300);
});
afterAll(() => ats.close());

const authorization = () => `Bearer ${ats.token}`;
const send = (method: "PUT" | "POST", url: string, payload: string, type: string) =>
	ats.app.inject({ method, url, payload, headers: { authorization: authorization(), "content-type": type } });

/** Who was told to have changed, and how, since the last time. */
async function told(): Promise<readonly string[]> {
	await ats.delivered();
	const events = ats.pushed.splice(0).map(({ body }) => JSON.parse(body));
	return events.flatMap(({ data }) =>
		data.candidates.map(
			({ candidateId, change }: { candidateId: string; change: string }) => `${candidateId} ${change}`,
		),
	);
}

test.each([
	["a resume", () => send("PUT", "/v1/candidates/R1/resume", "Ann Poe", "text/plain"), ["R1 created"]],
	["a newer resume", () => send("PUT", "/v1/candidates/R1/resume", "Ann Poe, welder", "text/plain"), ["R1 updated"]],
	["the same resume again", () => send("PUT", "/v1/candidates/R1/resume", "Ann Poe, welder", "text/plain"), []],
	[
		"an import",
		() =>
			send(
				"POST",
				"/v1/candidates/import",
				`{"id":"I1","resume":{}}\n{"id":"R1","resume":{}}\n{"id":"bad"}\n`,
				"application/x-ndjson",
			),
		["I1 created", "R1 updated"],
	],
	["an ATS", () => ats.put("/v2/atsCandidates", { [ats.candidateKey("A1")]: candidate() }, ats.own()), ["A1 created"]],
	["a merge", () => ats.v1("POST", "/v1/candidates/R1/merge", { candidateId: "I1" }), ["R1 updated", "I1 deleted"]],
	["an ATS that deletes", () => ats.remove(`/v2/atsCandidates?${ats.ids("A1")}`, ats.own()), ["A1 deleted"]],
])("%s", async (_what, change, expected) => {
	const answer = await change();
	expect(answer.statusCode).toBeLessThan(300);
	expect(await told()).toEqual(expected);
});
