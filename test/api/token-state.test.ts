import type { LightMyRequestResponse } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Harness, openHarness } from "./harness.ts";

/** Tokens as an ATS's application gets, checks and renews them, in the ways in which clients of the vendor's wire ask. */

let harness: Harness;
let id = "";
let secret = "";
beforeAll(async () => {
	harness = await openHarness();
	({ id, secret } = await newClient("acme"));
});
afterAll(() => harness.close());

async function newClient(tenant: string) {
	const made = await harness.tenancy.clients.create({
		tenant: tenant as never,
		name: "ats",
		permissions: ["ats:sync"],
	});
	return { id: made.clientId, secret: made.clientSecret };
}

function send(url: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
	const payload = new URLSearchParams(fields).toString();
	return harness.app.inject({ method: "POST", url, payload, headers });
}
const FORM = { "content-type": "application/x-www-form-urlencoded" };
const own = () => ({ client_id: id, client_secret: secret });
const grant = (headers: Record<string, string> = FORM, fields: object = own()) =>
	send("/oauth/v2/accessToken", { grant_type: "client_credentials", ...fields }, headers);
const tokenOf = async (answer: Promise<LightMyRequestResponse>): Promise<string> => (await answer).json().access_token;
const introspect = (token: string, fields: object = own(), headers = FORM) =>
	send("/oauth/v2/introspectToken", { token, ...fields }, headers);
const me = async (token: string) =>
	(await harness.app.inject({ url: "/v2/me?fields=id", headers: { authorization: `Bearer ${token}` } })).statusCode;

describe("a token", () => {
	test("RSC-106, JP-001, CRM-001, CRM-003: is given for client credentials, and says how long it holds", async () => {
		const answer = await grant();
		expect([answer.statusCode, answer.json()]).toMatchObject([200, { expires_in: 1800, token_type: "Bearer" }]);
	});

	test("CRM-004: can be used until it expires, side by side with others", async () => {
		const [one, other] = [await tokenOf(grant()), await tokenOf(grant())];
		expect([await me(one), await me(other), await me(one)]).toEqual([200, 200, 200]);
	});

	test("RSC-106, JP-002, CRM-002: whether it is good can be asked for", async () => {
		const now = Math.floor(Date.now() / 1000);
		const answer = await introspect(await tokenOf(grant()));
		expect(answer.headers).toMatchObject({ "cache-control": "no-store", pragma: "no-cache" });
		const { authorized_at, created_at, expires_at, ...rest } = answer.json();
		expect(rest).toEqual({ active: true, client_id: id, status: "active", scope: "ats:sync", auth_type: "2L" });
		expect([created_at, expires_at]).toEqual([authorized_at, authorized_at + 1800]);
		expect(Math.abs(authorized_at - now)).toBeLessThan(60);
	});

	test("RSC-106, JP-003, JP-004, CRM-005: after half an hour it is refused with 401, and a new one is good", async () => {
		const token = await tokenOf(grant());
		harness.pass(31 * 60_000);
		expect(await me(token)).toBe(401);
		expect((await introspect(token)).json()).toEqual({ active: false });
		expect(await me(await tokenOf(grant()))).toBe(200);
	});
});

describe("the form is read", () => {
	const LABELS: readonly [string, Record<string, string>][] = [
		["labelled as a form", FORM],
		["labelled as text/plain, as the vendor's own collection sends it", { "content-type": "text/plain" }],
		["labelled as text/plain with a charset", { "content-type": "text/plain;charset=UTF-8" }],
	];
	test.each(LABELS)("%s", async (_name, headers) => {
		expect((await grant(headers)).statusCode).toBe(200);
		expect((await introspect("x", own(), headers as typeof FORM)).json()).toEqual({ active: false });
	});

	test("without any label", async () => {
		const payload = Buffer.from(new URLSearchParams({ grant_type: "client_credentials", ...own() }).toString());
		const answer = await harness.app.inject({ method: "POST", url: "/oauth/v2/accessToken", payload });
		expect(answer.statusCode).toBe(200);
	});

	test("whatever stands in a secret, percent-encoded", async () => {
		const answer = await grant({ "content-type": "text/plain" }, { client_id: id, client_secret: "a=b&c+d%" });
		expect([answer.statusCode, answer.json().error]).toEqual([401, "invalid_client"]);
	});

	test("and a parameter given twice is refused whatever the label", async () => {
		const payload = `grant_type=client_credentials&client_id=${id}&client_id=${id}&client_secret=${secret}`;
		const headers = { "content-type": "text/plain" };
		const answer = await harness.app.inject({ method: "POST", url: "/oauth/v2/accessToken", payload, headers });
		expect([answer.statusCode, answer.json().error]).toEqual([400, "invalid_request"]);
	});
});

test("with GET it is refused, in the words of OAuth, and the secret is not repeated", async () => {
	const url = `/oauth/v2/accessToken?${new URLSearchParams({ grant_type: "client_credentials", ...own() })}`;
	const answer = await harness.app.inject({ url });
	expect([answer.statusCode, answer.headers.allow]).toEqual([405, "POST"]);
	expect(answer.json()).toMatchObject({ error: "invalid_request", error_description: expect.stringContaining("POST") });
	expect(answer.body).not.toContain(secret);
});

test("access_denied for an application that may get none now: its tenant was disabled after its secret was found right", async () => {
	const late = await openHarness();
	const { tenancy } = late;
	const made = await tenancy.clients.create({ tenant: "acme" as never, name: "x", permissions: ["search"] });
	const verify = async (...given: Parameters<typeof tenancy.clients.verify>) => {
		const client = await tenancy.clients.verify(...given);
		await tenancy.tenants.update("acme" as never, { status: "disabled" });
		return client;
	};
	const between = await openHarness({ deps: { tenancy: { ...tenancy, clients: { ...tenancy.clients, verify } } } });
	const fields = { grant_type: "client_credentials", client_id: made.clientId, client_secret: made.clientSecret };
	const payload = new URLSearchParams(fields).toString();
	const answer = await between.app.inject({ method: "POST", url: "/oauth/v2/accessToken", payload, headers: FORM });
	expect([answer.statusCode, answer.json().error]).toEqual([403, "access_denied"]);
	await Promise.all([late.close(), between.close()]);
});

describe("of a token that is not the asking application's own nothing is said", () => {
	test("another tenant's, a forged one and no token at all answer alike", async () => {
		const other = await newClient("other");
		const colleague = await newClient("acme");
		const tokens = [
			await tokenOf(grant(FORM, { client_id: other.id, client_secret: other.secret })),
			await tokenOf(grant(FORM, { client_id: colleague.id, client_secret: colleague.secret })),
			`${(await tokenOf(grant())).slice(0, -4)}AAAA`,
			"nonsense",
			"x".repeat(8000),
		];
		for (const token of tokens) {
			const answer = await introspect(token);
			expect([answer.statusCode, answer.json()]).toEqual([200, { active: false }]);
		}
	});

	test("a token of a client that was switched off is not active", async () => {
		const off = await newClient("acme");
		const token = await tokenOf(grant(FORM, { client_id: off.id, client_secret: off.secret }));
		await harness.tenancy.clients.setStatus("acme" as never, off.id, "disabled");
		const answer = await introspect(token, { client_id: off.id, client_secret: off.secret });
		expect([answer.statusCode, answer.json().error]).toEqual([401, "invalid_client"]);
	});

	const BAD: readonly [string, () => Promise<LightMyRequestResponse>, number, string][] = [
		["a wrong secret", () => introspect("x", { client_id: id, client_secret: "wrong" }), 401, "invalid_client"],
		["no credentials", () => introspect("x", {}), 401, "invalid_client"],
		["no token", () => send("/oauth/v2/introspectToken", own(), FORM), 400, "invalid_request"],
		["a JSON body", () => introspect("x", own(), { "content-type": "application/json" }), 415, "invalid_request"],
	];
	test.each(BAD)("%s is refused", async (_name, request, status, error) => {
		const answer = await request();
		expect([answer.statusCode, answer.json().error]).toEqual([status, error]);
	});

	test("who asks stands in the tenant's log", async () => {
		await introspect("x");
		const [last] = await harness.tenancy.audit.latest("acme" as never, 1);
		expect(last).toMatchObject({
			action: "client.read",
			subject: { clientId: id },
			purpose: expect.stringContaining("token"),
		});
	});
});

test("me: the application, or the members of it that are asked for", async () => {
	const headers = { authorization: `Bearer ${await tokenOf(grant())}` };
	expect((await harness.app.inject({ url: "/v2/me", headers })).json()).toEqual({
		id,
		localizedName: "acme",
		integrationContext: expect.stringMatching(/^urn:li:organization:\d+$/),
	});
	const second = { ...headers, "linkedin-version": "202603" };
	expect((await harness.app.inject({ url: "/rest/me?fields=id", headers: second })).json()).toEqual({ id });
});
