import type { LightMyRequestResponse } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PERMISSIONS, type Permission } from "../../src/domain/actor.ts";
import { putEntry } from "../../src/export/outbox.ts";
import type { Scope } from "../../src/tenancy/scope.ts";
import { fillClients, fillLab } from "./fill-lab.ts";
import { type Harness, openHarness } from "./harness.ts";
import { EXAMPLES, HOOK, type Ids, MESSAGE, NOTE, SAVED, SEAT, STUB } from "./requests.ts";

let harness: Harness;
let ids: Ids;
const HOUR = 3_600_000;

beforeAll(async () => {
	harness = await openHarness();
	ids = await fill("acme");
});
afterAll(() => harness.close());

/** Records of a tenant that the requests can be about. */
async function fill(tenant: string): Promise<Ids> {
	const authorization = `Bearer ${await harness.tokenOf(tenant)}`;
	const send = (method: "PUT" | "POST", url: string, payload: object | string, type = "application/json") =>
		harness.app.inject({ method, url, payload, headers: { authorization, "content-type": type } });
	await send("PUT", "/v1/candidates/c-1/resume", "Jane Roe", "text/plain");
	await send("PUT", "/v1/jobs/j-1", { title: "Canary job" });
	const scope = await harness.tenancy.openScope({
		tenant: "acme" as Parameters<Harness["tenancy"]["openScope"]>[0]["tenant"],
		actor: { kind: "operator", id: "test" },
		purpose: "test",
	});
	const file = { name: "x.txt", sha256: "0".repeat(64), candidateId: "c-2" };
	const put = async (state: "cancelled" | "queued" | "done") => {
		const id = `task-${state}`;
		const at = "2026-01-01T00:00:00Z";
		const items = [{ ...file, state: "queued" }];
		const task = { id, kind: "resumes", state, total: 1, done: 0, failed: 0, createdAt: at, updatedAt: at, items };
		await scope.store.write([{ op: "put", collection: "task", id, record: JSON.stringify(task) }]);
		return id;
	};
	const [cancelled, cancellable, task] = [await put("cancelled"), await put("queued"), await put("done")];
	for (const id of ["twin", "other", "survivor", "merged"])
		await send("PUT", `/v1/candidates/${id}/resume`, "Jane Roe", "text/plain");
	const profile = { id: "p-1", resume: {}, emails: [], updatedAt: "2026-01-01T00:00:00Z" };
	const document = { language: null, fields: {}, facets: {}, columns: {}, keys: [], link: null };
	await harness.tenancy.network.importProfiles([profile, { ...profile, id: "p-2" }], () => document);
	await send("POST", "/v1/candidates/survivor/merge", { candidateId: "merged" });
	const letters = await fillWebhooks(scope, send);
	const activity = await fillActivity(send);
	const exported = await fillExports(scope, send);
	const desk = await fillDesk();
	const accounts = await fillAccounts();
	const people = { candidate: "c-1", twin: "twin", other: "other", survivor: "survivor", merged: "merged" };
	const administered = { ...(await fillClients(harness.tenancy)), ...(await fillLab(scope, send)) };
	return {
		...people,
		...letters,
		...activity,
		...exported,
		...desk,
		...accounts,
		...administered,
		job: "j-1",
		task,
		cancelled,
		cancellable,
	};
}

/** People; the other tenant has one of the same address. */
async function fillAccounts() {
	const invite = async (tenant: string, name: string) =>
		(await harness.tenancy.accounts.invite(tenant as never, { name, email: `${name}@acme.example` })).id;
	await invite("other", "canary");
	return { account: await invite("acme", "canary"), oldAccount: await invite("acme", "old") };
}

/** What belongs to a recruiter; both tenants have one of the same name. */
async function fillDesk() {
	const as = async (tenant: string) => ({ authorization: `Bearer ${await harness.tokenOf(tenant)}` });
	const put = (headers: object, url: string, payload: object) =>
		harness.app.inject({ method: "PUT", url, payload, headers: { ...headers } });
	for (const tenant of ["acme", "other"]) await put(await as(tenant), "/v1/seats/rita", SEAT);
	const rita = { ...(await as("acme")), "tributary-desk": "rita" };
	for (const id of ["mine", "old"]) {
		await put(rita, `/v1/saved-searches/${id}`, { ...SAVED, name: "Canary search" });
		await put(rita, `/v1/projects/${id}`, { name: "Canary project", shared: true });
	}
	return { saved: "mine", oldSearch: "old", project: "mine", oldProject: "old" };
}

async function fillActivity(send: (method: "PUT", url: string, body: object) => Promise<unknown>) {
	for (const id of ["s-1", "s-2"]) await send("PUT", `/v1/seats/${id}`, SEAT);
	await send("PUT", "/v1/messages/m-1", MESSAGE);
	await send("PUT", "/v1/stubs/st-1", STUB);
	await send("PUT", "/v1/prospect-notes/n-1", NOTE);
	return { seat: "s-1", leaver: "s-2", message: "m-1", stub: "st-1", note: "n-1" };
}

async function fillWebhooks(scope: Scope, send: (method: "PUT", url: string, body: object) => Promise<unknown>) {
	const names = {
		webhook: "crm",
		unwanted: "unwanted",
		deadLetter: "webhook:crm:evt-1",
		hopeless: "webhook:crm:evt-2",
	};
	for (const id of ["crm", "unwanted"]) await send("PUT", `/v1/webhooks/${id}`, HOOK);
	const at = "2026-01-01T00:00:00Z";
	for (const eventId of ["evt-1", "evt-2"]) {
		const times = { createdAt: at, dueAt: at, failure: { at, reason: "status 500" } };
		const event = { queue: "webhook:crm", eventId, type: "candidate.changed", body: "{}" } as const;
		await scope.store.write([
			putEntry(`dead:webhook:crm:${eventId}`, { ...event, ...times, attempts: 8, holds: true }, 0),
		]);
	}
	return names;
}

/** Switches exports on, as the ATS and the tenant's admin do, and makes one. */
async function fillExports(
	scope: Scope,
	send: (method: "PUT" | "POST", url: string, body: object) => Promise<unknown>,
) {
	const at = "2026-01-01T00:00:00Z";
	const set = (value: string) => ({ value, application: "ats", updatedAt: at });
	const configurations = {
		CALLBACK_URL: set("https://ats.example.com/c"),
		JOB_POSTING_VIEWERS: set("ALL_PRODUCT_USERS"),
	};
	const record = JSON.stringify({ configurations });
	await scope.store.write([{ op: "put", collection: "setting", id: "integrations", record }]);
	await send("PUT", "/v1/integrations/ONE_CLICK_EXPORT", { enabled: true });
	await send("POST", "/v1/exports", { profileId: "p-2", jobId: "j-1" });
	const [made] = await scope.store.list("export", { after: "exp-", limit: 1 });
	return { export: made?.id ?? "" };
}

/** Sends the example of a route, about a record of `acme` or about nothing. */
function call(route: string, token: string | null, names: Ids = ids): Promise<LightMyRequestResponse> {
	const example = EXAMPLES[route];
	if (example === undefined) throw new Error(`There is no example for ${route}: add one to requests.ts.`);
	const [method, pattern = ""] = route.split(" ");
	const url = pattern.replace(":id", example.about === undefined ? "written-here" : names[example.about]);
	const { headers, ...rest } = example.request(names);
	return harness.app.inject({
		method: method as "GET",
		url,
		...rest,
		headers: { ...headers, ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
	});
}

const nothing: Ids = {
	candidate: "none",
	twin: "none-2",
	other: "none-3",
	survivor: "none",
	merged: "none-4",
	job: "none",
	seat: "none",
	leaver: "none",
	message: "none",
	stub: "none",
	note: "none",
	task: "none",
	cancelled: "none",
	cancellable: "none",
	saved: "none",
	oldSearch: "none",
	project: "none",
	oldProject: "none",
	webhook: "none",
	unwanted: "none-2",
	deadLetter: "none",
	hopeless: "none-2",
	export: "none",
	account: "none",
	oldAccount: "none-2",
	client: "none",
	credential: "none",
	head: "{}",
	corpus: "none",
	oldCorpus: "none",
	pair: "0".repeat(32),
	profile: "none.v1",
	oldProfile: "none.v1",
	run: "none",
	openRun: "none",
	oldRun: "none",
};

/** What a caller can see of an answer. */
const seen = ({ statusCode, headers, body }: LightMyRequestResponse) => {
	const { date: _, "x-request-id": __, ...rest } = headers;
	return { statusCode, headers: rest, body };
};

const guarded = () =>
	harness.app.routeTable.entries().flatMap(({ method, url, access }) => {
		// The ATS wire has envelopes of its own: test/api/middleware/access.test.ts.
		if (typeof access === "string" || method === "HEAD" || /^\/(v2|rest)\//.test(url)) return [];
		return [{ route: `${method} ${url}`, permission: access.permission }];
	});

test("R3: R12: every guarded route has an example here, and no example is left over", () => {
	expect(
		guarded()
			.map(({ route }) => route)
			.toSorted(),
	).toEqual(Object.keys(EXAMPLES).toSorted());
});

test("public is what holds no data, and nothing else", () => {
	const open = harness.app.routeTable.entries().filter(({ access }) => access === "public");
	const api = open.map(({ url }) => url).filter((url) => /^\/(v1|oauth)/.test(url) && !url.startsWith("/v1/docs"));
	expect([...new Set(api)].toSorted()).toEqual([
		"/oauth/v2/accessToken",
		"/oauth/v2/introspectToken",
		"/oauth/v2/keys",
		"/v1/health",
		"/v1/openapi.json",
		"/v1/ready",
	]);
});

test("whoever is known may ask who he is, and little else", async () => {
	const known = harness.app.routeTable
		.entries()
		.filter(({ access, method }) => access === "known" && method !== "HEAD");
	expect(known.map(({ method, url }) => `${method} ${url}`).toSorted()).toEqual([
		"GET /v1/access-requests/own",
		"GET /v1/me",
		// What waits is shown to who could decide about it, and decided by people with the scope that it took.
		"GET /v1/second-person",
		"POST /logout",
		"POST /v1/access-requests",
		"POST /v1/access-requests/:id/withdraw",
		"POST /v1/second-person/:id/approve",
		"POST /v1/second-person/:id/refuse",
	]);
	for (const { method, url } of known) {
		const answer = await harness.app.inject({ method: method as "GET", url });
		expect([url, answer.statusCode]).toEqual([url, 401]);
	}
});

describe.each(Object.keys(EXAMPLES))("%s", (route) => {
	test("refuses without a token, with a bad one and with an expired one, all alike", async () => {
		const expired = await harness.tokenOf("acme");
		harness.pass(HOUR);
		const answers = [await call(route, "x.y.z"), await call(route, expired)].map(seen);
		expect(answers[0]?.statusCode).toBe(401);
		expect(answers[1]).toEqual(answers[0]);
		const none = seen(await call(route, null));
		expect(none.body).toBe(answers[0]?.body);
		expect(none.headers["www-authenticate"]).toBe("Bearer");
	});

	test("R12: refuses a token with every scope but the right one, names it, and writes it down", async () => {
		const { permission } = guarded().find((entry) => entry.route === route) as { permission: Permission };
		const others = PERMISSIONS.filter((name) => name !== permission);
		const token = await harness.tokenOf("acme", others);
		const [before] = await harness.tenancy.audit.latest("acme" as never, 1);
		const answer = await call(route, token);
		expect(answer.statusCode).toBe(403);
		// Beside it stands what is done in the background: tasks that an earlier request began.
		const since = (await harness.tenancy.audit.latest("acme" as never, 10)).filter(
			({ seq }) => seq > (before?.seq ?? 0),
		);
		expect(since.filter(({ result }) => result.outcome === "denied")).toMatchObject([
			{
				actor: { kind: "client", id: expect.stringMatching(/^[\w-]{22}$/) },
				action: "api.request",
				purpose: `api ${route}`,
				subject: { permission },
				result: { code: "insufficient-scope" },
			},
		]);
		expect(answer.json()).toMatchObject({ code: "insufficient-scope", detail: `This needs the scope ${permission}.` });
	});

	test("R3: answers another tenant as if the record did not exist, to the byte", async () => {
		const token = await harness.tokenOf("other");
		const foreign = seen(await call(route, token));
		expect(foreign.body).not.toContain("Canary");
		if (EXAMPLES[route]?.about === undefined) return;
		expect(foreign.statusCode).toBe(404);
		expect(foreign).toEqual(seen(await call(route, token, nothing)));
	});

	test("answers the right token", async () => {
		const { permission } = guarded().find((entry) => entry.route === route) as { permission: Permission };
		const answer = await call(route, await harness.tokenOf("acme", [permission]));
		expect([answer.statusCode, answer.statusCode === EXAMPLES[route]?.ok ? "" : answer.body]).toEqual([
			EXAMPLES[route]?.ok,
			"",
		]);
		expect(answer.headers["cache-control"]).toBe("no-store");
	});
});

test("HEAD is guarded as GET is", async () => {
	const heads = harness.app.routeTable
		.entries()
		.filter(({ method, access }) => method === "HEAD" && access !== "public");
	expect(heads.length).toBeGreaterThan(5);
	for (const { url } of heads) {
		const answer = await harness.app.inject({ method: "HEAD", url: url.replace(":id", "c-1") });
		expect([url, answer.statusCode]).toEqual([url, 401]);
	}
});

test("R11: a client that is switched off is refused at once, with the token it has", async () => {
	const made = await harness.tenancy.clients.create({
		tenant: "acme" as never,
		name: "short-lived",
		permissions: ["search"],
	});
	const client = await harness.tenancy.clients.verify(made.clientId, made.clientSecret);
	const { token } = await harness.tenancy.tokens.issue(client);
	expect((await call("POST /v1/search", token)).statusCode).toBe(200);
	await harness.tenancy.clients.setStatus(client.tenant, client.id, "disabled");
	expect((await call("POST /v1/search", token)).statusCode).toBe(401);
});

test("a token in the URL or in a form is none", async () => {
	const token = await harness.tokenOf("acme");
	const answer = await harness.app.inject(`/v1/jobs?access_token=${token}`);
	expect(answer.statusCode).toBe(401);
	expect(answer.body).not.toContain(token);
});

test("every access stands in the tenant's log, with its actor and without what was asked", async () => {
	await call("POST /v1/search", await harness.tokenOf("acme"));
	const [last] = await harness.tenancy.audit.latest("acme" as never, 1);
	expect(last).toMatchObject({ action: "search", purpose: "api POST /v1/search", actor: { kind: "client" } });
	expect(JSON.stringify(last)).not.toContain("jane");
});
