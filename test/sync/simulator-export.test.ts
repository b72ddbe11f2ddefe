/** From a recruiter's click to the manual match: the ATS is told by the server itself, over a socket, and checks the signature. */
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeJob } from "../ats-simulator/jobs.ts";
import { runSimulator, type Served, startServer } from "./served.ts";

const TIME = 120_000;
const EXPORTS = 2;

let served: Served;
beforeAll(async () => {
	served = await startServer();
}, TIME);
afterAll(() => served.stop());

interface Said {
	readonly configurations?: { readonly CALLBACK_URL?: string };
	readonly items?: readonly { readonly profileId: string; readonly state: string }[];
}

/** The recruiters' API, with a token of its own. */
async function recruiter(): Promise<(method: string, path: string, content?: object) => Promise<Said>> {
	const form = { grant_type: "client_credentials", client_id: served.clientId, client_secret: served.clientSecret };
	const body = new URLSearchParams(form);
	const answer = await fetch(`${served.url}/oauth/v2/accessToken`, { method: "POST", body });
	const { access_token: token } = (await answer.json()) as { readonly access_token: string };
	const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
	return async (method, path, content) => {
		const sent = content === undefined ? {} : { body: JSON.stringify(content) };
		return (await (await fetch(`${served.url}${path}`, { method, headers, ...sent })).json()) as Said;
	};
}

/** Asks until it holds, or for half a minute. */
async function until(holds: () => Promise<boolean>): Promise<void> {
	for (let times = 0; times < 300; times++) {
		if (await holds()) return;
		await wait(100);
	}
	throw new Error("It did not come to hold.");
}

const openJob = (seed: number) =>
	Array.from({ length: 5 }, (_, number) => makeJob(seed, number, "")).find(({ closed }) => !closed)?.entry.id ?? "";

describe.each([1, 2])("one-click export to an ATS of generation %i", (generation) => {
	test("is pushed, fetched, filed and matched", { timeout: TIME }, async () => {
		const ask = await recruiter();
		const profiles = served.profiles.slice(generation * EXPORTS, (generation + 1) * EXPORTS);
		// The callback of the generation before is not ours.
		const before = (await ask("GET", "/v1/integrations")).configurations?.CALLBACK_URL;
		const size = ["--candidates", "1", "--jobs", "5", "--applications", "0", "--resumes", "0", "--quiet"];
		const options = ["--phases", "sync,export", "--exports", String(EXPORTS), "--generation", String(generation)];
		const running = runSimulator(served, [...size, ...options]);
		await until(async () => {
			const { configurations = {} } = await ask("GET", "/v1/integrations");
			return configurations.CALLBACK_URL !== undefined && configurations.CALLBACK_URL !== before;
		});
		await ask("PUT", "/v1/integrations/ONE_CLICK_EXPORT", { enabled: true });
		for (const profileId of profiles) await ask("POST", "/v1/exports", { profileId, jobId: openJob(7) });
		const { code, report } = await running;
		expect(report.faults).toEqual([]);
		expect(code).toBe(0);
		expect(report.rows.find(({ name }) => name === "export match")).toMatchObject({ accepted: EXPORTS });
		const { items = [] } = await ask("GET", "/v1/exports");
		const ours = items.filter(({ profileId }) => profiles.includes(profileId));
		expect(ours.map(({ state }) => state)).toEqual(["completed", "completed"]);
	});
});
